"""Where the files that come with the program are, in a checkout and in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def _shipped(name: str) -> Path:
    # A wheel carries the top-level folders inside the package; a checkout has them beside it.
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def resources() -> Path:
    """Icons, themes, message catalogues, our own schema."""
    return _shipped("resources")


def dictionaries() -> Path:
    """Lexicon tables and counts."""
    return _shipped("dictionaries")


def seeds() -> Path:
    """The documents of the sample project."""
    return _shipped("seeds")
