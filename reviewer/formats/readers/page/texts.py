"""What PAGE says an element reads: TextEquiv, its rivals, and the glyphs' own."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from reviewer.core.model import Alternative
from reviewer.formats.building import make_confidence
from reviewer.formats.xml import text_of

_MOST_ALTERNATIVES = 10


@dataclass(frozen=True, slots=True)
class Said:
    """One TextEquiv: its text and confidence."""

    text: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class WordPart:
    """A Word element: where and what it reads, how sure that is, what else it might read."""

    element: etree._Element
    coords: etree._Element | None
    text: str
    confidence: float | None
    alternatives: tuple[Alternative, ...]


def sayings(element: etree._Element, ns: str) -> list[Said]:
    """The TextEquivs of an element, the one that counts first (PAGE: the lowest index)."""
    return _heard(list(element.iterchildren(f"{ns}TextEquiv")), ns)


def _heard(found: list[etree._Element], ns: str) -> list[Said]:
    if len(found) > 1:
        found.sort(key=_index)
    return [Said(_content(one, ns), _confidence(one)) for one in found]


def text_equivs(element: etree._Element, ns: str) -> list[etree._Element]:
    """The TextEquiv elements themselves, in the order of `sayings`."""
    return sorted(element.findall(f"{ns}TextEquiv"), key=_index)


def word_part(word: etree._Element, ns: str) -> WordPart:
    """A Word with what it and its glyphs say."""
    coords, equivs, glyphs = None, [], []
    names = (f"{ns}Coords", f"{ns}TextEquiv", f"{ns}Glyph")
    for child in word:
        tag = child.tag
        if tag == names[0]:
            coords = child
        elif tag == names[1]:
            equivs.append(child)
        elif tag == names[2]:
            glyphs.append(child)
    said = _heard(equivs, ns)
    main = said[0] if said else Said("", None)
    if main.text and len(said) < 2 and not any(_has_rivals(glyph, ns) for glyph in glyphs):
        return WordPart(word, coords, main.text, main.confidence, ())
    letters = [heard for glyph in glyphs if (heard := sayings(glyph, ns))]
    joined = "".join(heard[0].text for heard in letters)
    text = main.text or joined
    others = [Alternative(one.text, one.confidence) for one in said[1:] if one.text]
    if joined == text:
        others += _of_glyphs(letters)
    unlike = {one.text: one for one in reversed(others) if one.text != text}
    kept = tuple(reversed(unlike.values()))[:_MOST_ALTERNATIVES]
    return WordPart(word, coords, text, main.confidence, kept)


def _has_rivals(glyph: etree._Element, ns: str) -> bool:
    equivs = glyph.iterchildren(f"{ns}TextEquiv")
    return next(equivs, None) is not None and next(equivs, None) is not None


def _of_glyphs(letters: Sequence[list[Said]]) -> list[Alternative]:
    """The word with one glyph read otherwise, the surest first."""
    made = [
        Alternative(
            "".join(other.text if i == at else one[0].text for i, one in enumerate(letters)),
            other.confidence,
        )
        for at, heard in enumerate(letters)
        for other in heard[1:]
    ]
    return sorted(made, key=lambda one: -(one.confidence or 0.0))


def _content(equiv: etree._Element, ns: str) -> str:
    plain, unicode = "", f"{ns}Unicode"
    for child in equiv:
        if child.tag == unicode:
            text = text_of(child) if len(child) else child.text or ""
            if text:
                return text
        elif child.tag == f"{ns}PlainText":
            plain = text_of(child)
    return plain


def _confidence(equiv: etree._Element) -> float | None:
    given = equiv.get("conf")
    return None if given is None else make_confidence(_number(given))


def _index(equiv: etree._Element) -> float:
    found = _number(equiv.get("index", "0"))
    return found if math.isfinite(found) else 0.0


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
