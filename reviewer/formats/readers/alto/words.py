"""The words of ALTO: `String`, its other readings, and the hyphen behind it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from reviewer.core.geometry import Box, around
from reviewer.core.model import Alternative
from reviewer.formats.binding import MOST_ALTERNATIVES, SourceWord, number, other_words
from reviewer.formats.building import Piece, make_confidence
from reviewer.formats.xml import local, text_of

_FIGURE = re.compile(r"\d")
_PER_CENT = re.compile(r"0\.(\d{1,3})")


def word_of(element: etree._Element, box: Box | None, *, unpadded: bool = False) -> SourceWord:
    """The word of a `String`, without the blanks that Tesseract puts around some.

    `unpadded` says that the figures of WC are per cent (see `AltoFile.unpadded`).
    """
    content = str(element.get("CONTENT") or "").strip()
    others = _alternatives(element, content) if len(element) else ()
    return SourceWord(Piece(content, box, _confidence(element, unpadded), others), element)


def with_hyphen(word: SourceWord, element: etree._Element, box: Box | None) -> SourceWord:
    """The word with the hyphen that `HYP` puts behind it."""
    hyphen = hyphen_of(element)
    piece = replace(
        word.piece,
        text=word.piece.text + hyphen,
        box=around((word.piece.box, box)),
        alternatives=tuple(
            Alternative(one.text + hyphen, one.confidence) for one in word.piece.alternatives
        ),
    )
    return SourceWord(piece, word.element, element)


def hyphen_of(element: etree._Element) -> str:
    """What a `HYP` stands for: its content, or (early files give none) a hyphen."""
    return str(element.get("CONTENT", "-"))


def _confidence(element: etree._Element, unpadded: bool) -> float | None:
    """WC; without it, from CC: a figure a character, 0 sure to 9 unsure."""
    text = element.get("WC") or ""
    per_cent = _PER_CENT.fullmatch(text) if unpadded else None
    said = make_confidence(number(per_cent[1]), 100) if per_cent else make_confidence(number(text))
    if said is not None:
        return said
    figures = [int(one) for one in _FIGURE.findall(element.get("CC") or "")]
    return make_confidence(1 - sum(figures) / (9 * len(figures))) if figures else None


def _alternatives(element: etree._Element, content: str) -> tuple[Alternative, ...]:
    found = [
        Alternative(text)
        for child in element
        if local(child) == "ALTERNATIVE" and (text := text_of(child).strip()) not in ("", content)
    ]
    glyphs = [child for child in element if local(child) == "Glyph"]
    letters = [str(glyph.get("CONTENT") or "") for glyph in glyphs]
    found += other_words(content, letters, [list(_variants(glyph)) for glyph in glyphs])
    return tuple({one.text: one for one in reversed(found)}.values())[::-1][:MOST_ALTERNATIVES]


def _variants(glyph: etree._Element) -> Iterator[tuple[str, float | None]]:
    for variant in glyph:
        if local(variant) == "Variant":
            yield str(variant.get("CONTENT") or ""), make_confidence(number(variant.get("VC")))
