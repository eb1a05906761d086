"""Leftovers and unwanted characters in the text; the OCR layer may have them."""

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree

from reviewer.formats.checking.found import Found, found
from reviewer.formats.xml import local, tei

_LATEX = re.compile(r"\$[^$\s][^$]{0,60}\$|\\[a-z]{2,}\b|\^\{")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[0-9A-Fa-f]+);")
_INVISIBLE = re.compile("[\ufeff\u200b\u200c\u200d\u2060\u00ad]")
_AS_FOUND = ("sic", "orig")
"""Elements that hold what stood there before, whatever that was."""


def check_characters(root: etree._Element) -> Iterator[Found]:
    """Characters that nobody meant to publish."""
    text = root.find(tei("text"))
    if text is None or _is_clean(text):
        return
    for element in text.iter(etree.Element):
        as_found = local(element) in _AS_FOUND
        pieces = [(element, element.text), *((child, child.tail) for child in element)]
        for at, piece in pieces:
            if piece and not (piece.isascii() and piece.isalpha()):
                yield from _in_piece(at, piece, as_found)


def _is_clean(text: etree._Element) -> bool:
    """Whether nothing can be found in a text: quick, and true of nearly all."""
    whole = "\n".join(map(str, text.itertext()))  # apart, so that no two pieces make one match
    return (
        "\ufffd" not in whole
        and unicodedata.is_normalized("NFC", whole)
        and not any(pattern.search(whole) for pattern in (_INVISIBLE, _ENTITY, _LATEX))
    )


def _in_piece(at: etree._Element, piece: str, as_found: bool) -> Iterator[Found]:
    if "\ufffd" in piece:
        yield found(at, "lost", severe=False, word=_word(piece, piece.index("\ufffd")))
    if as_found:
        return
    if one := _INVISIBLE.search(piece):
        code = f"U+{ord(one[0]):04X}"
        yield found(at, "invisible", severe=False, word=_word(piece, one.start()), code=code)
    if not unicodedata.is_normalized("NFC", piece):
        yield found(at, "decomposed", severe=False, word=_decomposed(piece))
    for kind, pattern in (("twice_escaped", _ENTITY), ("latex", _LATEX)):
        if one := pattern.search(piece):
            word = _word(piece, one.start())
            yield found(at, kind, severe=False, word=word, what=one[0])


def _word(piece: str, at: int) -> str:
    """The word around a character."""
    before = piece[:at].split(" ")[-1].split("\n")[-1]
    return before + (piece[at:].split() or [""])[0]


def _decomposed(piece: str) -> str:
    words = (word for word in piece.split() if not unicodedata.is_normalized("NFC", word))
    return next(words, "")
