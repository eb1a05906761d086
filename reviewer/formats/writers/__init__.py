"""Writers, one module or package a format."""
