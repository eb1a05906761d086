"""Characters as they may stand in our XML."""

import re
import unicodedata

# XML 1.0 (fifth edition), production 2: what is not a Char. Lone surrogates belong to it.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_TEXT = re.compile("[&<>\r]")
_VALUE = re.compile('[&<>"\t\n\r]')
_VALUE_SPECIAL = _SPECIAL | {'"': "&quot;", "\t": "&#9;", "\n": "&#10;"}


def lawful(text: str) -> str:
    """The text with U+FFFD for each character that XML 1.0 forbids; otherwise untouched."""
    return _FORBIDDEN.sub("\ufffd", text)


def composed(text: str) -> str:
    """The text as it stands in the edition: lawful and NFC (ENCODING.md, section 9)."""
    return text if text.isascii() and text.isprintable() else _composed(text)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", lawful(text))


def escaped(text: str) -> str:
    """Text between tags, escaped once."""
    return _TEXT.sub(lambda found: _SPECIAL[found[0]], text) if _TEXT.search(text) else text


def quoted(value: str) -> str:
    """An attribute's value, escaped once; its blanks survive the parser."""
    if not _VALUE.search(value):
        return value
    return _VALUE.sub(lambda found: _VALUE_SPECIAL[found[0]], value)


# What XML allows and HTML does not (WHATWG, "control-character-in-input-stream" and
# "noncharacter-in-input-stream"): controls beyond ASCII, and places that are no characters.
_UNSHOWN = re.compile(
    "[\x7f-\x84\x86-\x9f\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)


def shown(text: str) -> str:
    """The text as formats for readers may hold it: U+FFFD for what cannot be shown, and a blank for
    the one control that is white space.
    """
    return _UNSHOWN.sub("\ufffd", text).replace("\x85", " ")
