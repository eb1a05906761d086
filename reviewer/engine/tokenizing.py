"""What a blank-separated token of a page is made of: words, numbers, codes, signs.

A token is cut into pieces. Each piece names its kind and its stretch of the token, so that a
finding covers the doubtful letters alone and leaves quotes, brackets and full stops where they are.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

LONGEST_WORD = 64
"""Longer pieces are no words of any language here; they are named, not examined."""


class PieceKind(StrEnum):
    """Kinds of piece; only words, compounds and mixtures are looked up."""

    WORD = "word"
    COMPOUND = "compound"
    LETTER = "letter"
    NUMBER = "number"
    ORDINAL = "ordinal"
    TIME = "time"
    DATE = "date"
    CODE = "code"
    NUMBER_SIGN = "number sign"
    LATEX = "latex"
    MIXED = "mixed"
    SIGNS = "signs"
    OVERLONG = "overlong"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a token: characters `start` to `end` (exclusive) of the form it was cut from.

    `text` is that stretch; a possessive ending stays outside, in `suffix`, right behind `end`.
    """

    kind: PieceKind
    start: int
    end: int
    text: str
    suffix: str = ""


# Signs that stand beside words in print. Others at an edge ("£rom", "i¢") are likely misread
# letters and stay with the word.
_EDGE = " \t\"'`“”‘’„‚«»‹›()[]{}.,;:!?…-–—―_*•·|¦/\\~^<>=+¬\u00ad"
_CUT = re.compile(r"--+|[—–―…/]|\.{2,}")
_NUMBER = re.compile(
    r"[+-]?[$£€#]?\d+(?:[.,:'/–-]\d+)*(?:%|°|th|st|nd|rd|s|'s|mm|cm|km|kg|lb|ft|in|hrs?|[a-zA-Z])?"
)
_ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th|d)|[IVXLC]{1,7}(?:st|nd|rd|th)", re.IGNORECASE)
_TIME = re.compile(
    r"\d{1,2}(?:[:.]\d{2}){1,2}(?:[ap]\.?m\.?)?|\d{1,2}[ap]\.?m\.?|\d{4}[ZzA-Z]", re.IGNORECASE
)
_DATE = re.compile(
    r"\d{1,2}([/.-])\d{1,2}\1(?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2}|1[5-9]\d\d[-–]\d{2,4}"
)
_NUMBER_SIGN = re.compile(r"(?:№|N[º°o]){1,2}\d*", re.IGNORECASE)
_LATEX = re.compile(r"\\[a-zA-Z]+|[\^_]\{|\$[^$\s]*[\\^_{][^$\s]*|\}\$")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,6}[^\W\d_]?")
_CAPITALS_CODE = re.compile(r"[A-Z]{2,5}\d{0,4}|[A-Z]{1,3}&[A-Z]{1,3}|[A-Z]{1,4}\.\d{1,3}")
_SLASHED_CODE = re.compile(r"[A-Za-z]{1,5}(?:/[A-Z]{1,5}[A-Za-z]?\d*){1,3}(?:[.-]\d+)*|[a-z]/[a-z]")
_MIXED_CODE = re.compile(r"(?=[A-Z0-9./:-]*\d)(?=[A-Z0-9./:-]*[A-Z])[A-Z0-9]+(?:[./:-][A-Z0-9]+)*")
_DOTTED_CODE = re.compile(r"[A-Z]+:[A-Za-z0-9:]*\d[A-Za-z0-9:]*")
_POSSESSIVE = re.compile(r"(?<=\w)(?:['’‘`´]s|['’‘`´]S|(?<=[sS])['’])$")
_WORD = re.compile(r"[^\W\d_]+(?:['’.&·][^\W\d_]+)*")
_COMPOUND = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*(?:[-‐‑][^\W\d_]+(?:['’.][^\W\d_]+)*)+")
_HYPHEN = re.compile("[-‐‑]")


def cut(form: str) -> tuple[Piece, ...]:
    """The pieces of one blank-separated token, in order, none overlapping another.

    Signs alone give one piece of kind SIGNS; the empty string gives none.
    """
    if not form:
        return ()
    if len(form) > 4 * LONGEST_WORD:
        return (Piece(PieceKind.OVERLONG, 0, len(form), form),)
    whole = _whole(form)
    if whole:
        return (whole,)
    if not any(c.isalnum() for c in form):
        return (Piece(PieceKind.SIGNS, 0, len(form), form),)
    pieces = []
    start = 0
    for found in [*_CUT.finditer(form), None]:
        end = found.start() if found else len(form)
        piece = _piece(form, start, end)
        if piece:
            pieces.append(piece)
        start = found.end() if found else end
    if len(pieces) == 1 and pieces[0].kind is PieceKind.NUMBER:
        return (_with_colons(pieces[0], form),)
    return tuple(pieces)


def _with_colons(piece: Piece, form: str) -> Piece:
    """A number of one or two figures with the colons behind it: "1:" may be a misread "it"."""
    end = piece.end
    while end < len(form) and form[end] == ":":
        end += 1
    return replace(piece, end=end, text=form[piece.start : end]) if len(piece.text) <= 2 else piece


def parts(piece: Piece) -> tuple[Piece, ...]:
    """The words of a compound, with their places in the same token; other pieces as they are."""
    if piece.kind is not PieceKind.COMPOUND:
        return (piece,)
    found = []
    start = 0
    for hyphen in [*_HYPHEN.finditer(piece.text), None]:
        end = hyphen.start() if hyphen else len(piece.text)
        last = hyphen is None
        text = piece.text[start:end]
        kind = PieceKind.WORD if len(text) > 1 else PieceKind.LETTER
        suffix = piece.suffix if last else ""
        found.append(Piece(kind, piece.start + start, piece.start + end, text, suffix))
        start = end + 1
    return tuple(found)


def _whole(form: str) -> Piece | None:
    """Tokens that must not be cut at slashes and dashes: codes, dates, number signs, LaTeX."""
    start, end = _stripped(form, 0, len(form))
    if start == end:
        return None
    if _LATEX.search(form):
        return Piece(PieceKind.LATEX, 0, len(form), form)
    text = form[start:end]
    for kind, pattern in (
        (PieceKind.NUMBER_SIGN, _NUMBER_SIGN),
        (PieceKind.DATE, _DATE),
        (PieceKind.CODE, _SLASHED_CODE),
    ):
        if pattern.fullmatch(text):
            return Piece(kind, start, end, text)
    return None


def _piece(form: str, start: int, end: int) -> Piece | None:
    start, end = _stripped(form, start, end)
    if start == end:
        return None
    text = form[start:end]
    kind = _kind(text)
    if kind is None:
        found = _POSSESSIVE.search(text)
        suffix = found[0] if found and found.start() else ""
        text = text[: len(text) - len(suffix)]
        end = start + len(text)
        return Piece(_word_kind(text), start, end, text, suffix)
    return Piece(kind, start, end, text)


def _stripped(form: str, start: int, end: int) -> tuple[int, int]:
    while start < end and form[start] in _EDGE:
        start += 1
    while end > start and form[end - 1] in _EDGE:
        end -= 1
    return start, end


def _kind(text: str) -> PieceKind | None:
    """The kind of a stretch that is no word; None for words and what may have been one."""
    if len(text) > LONGEST_WORD:
        return PieceKind.OVERLONG
    if not any(c.isalnum() for c in text):
        return PieceKind.SIGNS
    if len(text) == 1 and text.isalpha():
        return PieceKind.LETTER
    if text[0].isdigit() or text[-1].isdigit():
        for kind, pattern in (
            (PieceKind.ORDINAL, _ORDINAL),
            (PieceKind.DATE, _DATE),
            (PieceKind.TIME, _TIME),
            (PieceKind.NUMBER, _NUMBER),
            (PieceKind.CODE, _MIXED_CODE),
            (PieceKind.CODE, _CAPITALS_CODE),
            (PieceKind.CODE, _DOTTED_CODE),
        ):
            if pattern.fullmatch(text):
                return kind
    elif _NUMBER.fullmatch(text):
        return PieceKind.NUMBER
    elif _ROMAN.fullmatch(text):
        return PieceKind.ORDINAL
    elif _INITIALS.fullmatch(text) or _CAPITALS_CODE.fullmatch(text) or _MIXED_CODE.fullmatch(text):
        return PieceKind.CODE
    return None


def _word_kind(text: str) -> PieceKind:
    if len(text) == 1:
        return PieceKind.LETTER if text.isalpha() else PieceKind.SIGNS
    if _WORD.fullmatch(text):
        return PieceKind.WORD
    if _COMPOUND.fullmatch(text):
        return PieceKind.COMPOUND
    return PieceKind.MIXED
