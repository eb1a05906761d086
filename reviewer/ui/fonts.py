"""Typefaces: our own come with the program (IBM Plex, SIL Open Font License, resources/fonts)."""

from PySide6.QtGui import QFont, QFontDatabase

from reviewer.core.places import resources
from reviewer.ui.theme import TEXT

SANS = "IBM Plex Sans"
SERIF = "IBM Plex Serif"
MONO = "IBM Plex Mono"
READING_FACES = {"serif": SERIF, "typewriter": MONO, "sans": SANS}
"""Faces that a person may choose for the reading, by the words of the menu."""


def load_fonts() -> list[str]:
    """Make our typefaces known to Qt; the file names of those that it refused."""
    refused = []
    for path in sorted((resources() / "fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            refused.append(path.name)
    return refused


def window_font() -> QFont:
    """The face of everything beside the reading."""
    font = QFont(SANS)
    font.setPixelSize(TEXT)
    return font


def reading_family(chosen: str) -> str:
    """The family for a setting: a name of `READING_FACES`, a family, or empty for our serif."""
    if not chosen:
        return SERIF
    return READING_FACES.get(chosen, chosen)
