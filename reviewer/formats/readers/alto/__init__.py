"""ALTO 1 to 4, of any namespace."""

from reviewer.formats.readers.alto.reader import AltoReader

__all__ = ["AltoReader"]
