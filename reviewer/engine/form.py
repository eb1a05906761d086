"""A form, which is a way a piece is written, and its candidates before they are weighed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reviewer.core.text import fold_case
from reviewer.engine.tokenizing import PieceKind
from reviewer.engine.wordlist import LONGEST

EXAMINED = frozenset({PieceKind.WORD, PieceKind.COMPOUND, PieceKind.MIXED})
"""Kinds of piece that a word list can know."""
SEARCHED = EXAMINED | {PieceKind.CODE, PieceKind.LETTER}
"""Kinds of piece that may stand for a word."""
SHORT = 4
"""Numbers and signs up to this length may be misread words."""
NUMBERS = frozenset(
    {PieceKind.NUMBER, PieceKind.ORDINAL, PieceKind.TIME, PieceKind.DATE, PieceKind.NUMBER_SIGN}
)
_FIGURES = str.maketrans("lIi|!OoSsBZzqgbG", "1111100558229966")
_SPLIT_AT_LEAST = 3
_FREQUENT = 20.0
"""Rarer words are not looked for within a form: almost any long form holds some."""


@dataclass(slots=True)
class Choice:
    """A candidate before it is weighed: a listed word by `number`, or a `text` of its own."""

    number: int
    cost: float
    edits: float
    frequency: float
    text: str = ""
    source: str = "nearest"


@dataclass(slots=True)
class Form:
    """A form: its text and kind, and what the lexicon knows of it."""

    text: str
    kind: PieceKind
    key: str
    known: bool
    held: bool
    number: int
    suffix: bool = False


def searched(form: Form) -> bool:
    """Whether a form may stand for a word; short numbers and signs may ("1n" is "in")."""
    if form.kind in SEARCHED:
        return len(form.text) <= LONGEST
    return len(form.text) <= SHORT and (form.kind in NUMBERS or form.kind is PieceKind.SIGNS)


def figures(text: str) -> str | None:
    """A number whose figures were read as letters ("l96O" is 1960); None where it is none.

    At least one figure must stand there, and nothing but figures and their signs may remain.
    """
    if not any(c.isdigit() for c in text) or text.isdigit():
        return None
    mended = text.translate(_FIGURES)
    plain = mended.replace(",", "").replace(".", "").replace("-", "").replace("/", "")
    return mended if mended != text and plain.isdigit() else None


def halves(form: Form, frequency: Callable[[str], float]) -> Iterable[tuple[str, str, str]]:
    """The ways to read a form as two frequent words whose blank was lost: (reading, left, right).

    The words are folded, as `frequency` is asked for them; the reading keeps the form's case and a
    stop at the break.
    """
    text = form.text
    if not _SPLIT_AT_LEAST <= len(text) <= LONGEST:
        return
    folded = fold_case(text)
    if len(folded) != len(text):
        return
    for cut in range(1, len(text)):
        tail = folded[cut:].rstrip(".")
        # Few endings are frequent words: that is asked first.
        if not tail or frequency(tail) < _FREQUENT or not tail[0].isalnum():
            continue
        head = folded[:cut].rstrip(".,;:")
        if not head.replace("'", "").isalpha() or frequency(head) < _FREQUENT:
            continue
        if min(len(head), len(tail)) > 1 or head in "ai" or tail == "i":
            yield f"{text[:cut]} {text[cut:]}", head, tail
