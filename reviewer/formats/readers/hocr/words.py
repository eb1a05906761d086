"""The words of hOCR: their text, which may stand letter by letter, and what else they may be."""

import math
from collections.abc import Iterator

from lxml import etree

from reviewer.core.geometry import Box
from reviewer.core.model import Alternative
from reviewer.formats.binding import SourceWord, other_words
from reviewer.formats.building import Piece, make_confidence
from reviewer.formats.readers.hocr.properties import numbers, properties
from reviewer.formats.xml import local, text_of

_WORDS = frozenset({"ocrx_word", "ocr_word"})
_LETTERS = frozenset({"ocrx_cinfo", "ocr_cinfo"})
_SYMBOLS = _LETTERS | {"ocr_symbol"}


def is_word(element: etree._Element) -> bool:
    """Whether an element is a word."""
    return _has(element, _WORDS)


def word_of(element: etree._Element, box: Box | None) -> SourceWord:
    """The word of an element; its text is empty where it holds none."""
    said = properties(element)
    sureness = make_confidence((numbers(said.get("x_wconf")) or [math.nan])[0], 100)
    if sureness is None:
        sureness = _lowest(numbers(said.get("x_confs") or said.get("x_conf")))
    if not len(element):
        return SourceWord(Piece(" ".join((element.text or "").split()), box, sureness), element)
    text = own_text(element)
    return SourceWord(Piece(text, box, sureness, _alternatives(element, text)), element)


def own_text(element: etree._Element) -> str:
    """The text of a word or line, without the other letters that the engine thought of.

    Where it stands letter by letter, blanks between the letters are only the file's layout.
    """
    letters = [one for one in element.iterdescendants(etree.Element) if _is_letter(one)]
    if letters and is_word(element):
        return "".join("".join(text_of(one).split()) for one in letters)
    return " ".join("".join(_plain(element)).split())


def _plain(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local(child) and not _is_choices(child):
            yield from _plain(child)
        yield child.tail or ""


def _has(element: etree._Element, names: frozenset[str]) -> bool:
    return any(one in names for one in (element.get("class") or "").lower().split())


def _is_choices(element: etree._Element) -> bool:
    """Tesseract's `lstm_choice_mode`: an element around elements for each choice."""
    return _has(element, _SYMBOLS) and any(
        _has(child, _LETTERS) for child in element if local(child)
    )


def _is_letter(element: etree._Element) -> bool:
    parent = element.getparent()
    return (
        _has(element, _LETTERS)
        and not _is_choices(element)
        and (parent is None or not _is_choices(parent))
    )


def _alternatives(element: etree._Element, text: str) -> tuple[Alternative, ...]:
    """From `lstm_choice_mode=2`: for each letter its choices; those of no weight are left out."""
    choices = [
        list(_choices(one))
        for one in element.iterdescendants(etree.Element)
        if _has(one, _LETTERS) and _is_choices(one)
    ]
    weighty = [[(form, weight) for form, weight in one if weight] for one in choices]
    return tuple(other_words(text, list(text), weighty)) if len(choices) == len(text) else ()


def _choices(element: etree._Element) -> Iterator[tuple[str, float | None]]:
    for child in element:
        if local(child) and _has(child, _LETTERS):
            said = numbers(properties(child).get("x_confs"))
            form = "".join(text_of(child).split())
            if form:
                yield form, make_confidence(said[0], 100) if said else None


def _lowest(values: list[float]) -> float | None:
    found = [one for one in (make_confidence(value, 100) for value in values) if one is not None]
    return min(found, default=None)
