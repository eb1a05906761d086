"""What to look for in texts, and where it stands: plain, whole words, patterns, or nearly so."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from reviewer.core.errors import UsageError
from reviewer.core.messages import said
from reviewer.core.text import fold_case

MOST_EDITS = 3
"""Letters that a word may differ in at most, and still be found as nearly the same."""

_BEFORE, _BEHIND = r"(?<!\w)", r"(?![\w\u0300-\u036f])"
_CORE = re.compile(r"\w(?:\S*\w)?")
# Blanks, and letters of which several small ones are the same in another case: (long) s, i, sigma.
_ONE_CASE = re.compile(r"[\s\u017f\u0130\u0131\u03a3\u03c2\u03c3\u00b5\u03bc]+")
_FLAGS = re.compile(r"(?:\(\?[aiLmsux]+\))*")
_ACCENT_BEHIND = "(?![\u0300-\u036f])"
_APOSTROPHES = "['\u2019]"

Find = Callable[[str], Iterator["Match"]]


class Where(StrEnum):
    """Which text is looked at."""

    PRESENT = "present"
    RAW = "raw"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. Blanks in a plain `text` stand for any blanks, also for a line's end.

    `whole`: only where no letter or digit goes on at either side; `case`: capitals differ;
    `pattern`: a regular expression of Python, in which ^ and $ are a line's; `edits`: whole words
    that differ in at most so many letters. `replacement` is what to read instead (None: only look);
    of a pattern it may name groups, as in r"\\1".
    """

    text: str
    whole: bool = False
    case: bool = False
    pattern: bool = False
    edits: int = 0
    where: Where = Where.PRESENT
    replacement: str | None = None

    @property
    def needle(self) -> str:
        """A stretch without blanks that each page with a hit holds in some case; empty: unknown."""
        if self.pattern or self.edits:
            return ""
        return max(_ONE_CASE.split(self.text), key=len)


@dataclass(frozen=True, slots=True)
class Match:
    """Characters `start` to `end` (exclusive) of a text, and what to read there, if asked."""

    start: int
    end: int
    replacement: str | None = None


def finder(query: Query) -> Find:
    """What finds a query in a text. Raises UsageError where its pattern is none, saying why."""
    if not query.text.strip() and not (query.pattern and query.text):
        return lambda text: iter(())
    if query.edits and not query.pattern:
        return _near(query)
    if query.pattern:
        return _pattern(query)
    found = _plain(query)
    return lambda text: (
        Match(*one.span(), query.replacement) for one in found.finditer(text) if one[0]
    )


def _plain(query: Query) -> re.Pattern[str]:
    pieces = (_letters(piece, query.case) for piece in query.text.split())
    text = r"\s+".join(pieces)
    if query.whole:
        text = f"{_BEFORE}(?:{text}){_BEHIND}"
    return re.compile(text, 0 if query.case else re.IGNORECASE)


def _letters(piece: str, case: bool) -> str:
    """A pattern for a piece in whatever way Unicode writes its letters."""
    parts = []
    for letter in unicodedata.normalize("NFC", piece):
        apart = unicodedata.normalize("NFD", letter)
        if letter in "'\u2019" and not case:
            parts.append(_APOSTROPHES)
        elif apart != letter:
            parts.append(f"(?:{re.escape(letter)}|{re.escape(apart)})")
        else:
            parts.append(re.escape(letter))
    return "".join(parts) + _ACCENT_BEHIND  # else the accent of a last letter would be torn off


def _pattern(query: Query) -> Find:
    flags = re.MULTILINE | (0 if query.case else re.IGNORECASE)
    try:
        found = re.compile(query.text, flags)
        if query.whole:
            found = re.compile(_around(found, r"\b(?:", r")\b"), flags)
    except re.error as error:
        raise _wrong(error, "errors.pattern") from error
    except (RecursionError, OverflowError, MemoryError) as error:
        raise UsageError(said("errors.pattern_too_large")) from error
    replacement = query.replacement
    if replacement is not None:
        _check_groups(found, replacement)

    def find(page: str) -> Iterator[Match]:
        for one in found.finditer(page):
            yield Match(*one.span(), None if replacement is None else one.expand(replacement))

    return find


def _around(found: re.Pattern[str], before: str, behind: str) -> str:
    """A pattern with something around it: behind its own flags, and behind its last comment."""
    head = _FLAGS.match(found.pattern)
    end = head.end() if head else 0
    flags, rest = found.pattern[:end], found.pattern[end:]
    comment_ends = "\n" if found.flags & re.VERBOSE else ""
    return f"{flags}{before}{rest}{comment_ends}{behind}"


def _check_groups(found: re.Pattern[str], replacement: str) -> None:
    """Raise UsageError where a replacement names groups that the pattern has not."""
    # Only a match can expand a template; one of nothing, with the same groups, does for a check.
    # Nothing is tried first: to match even an empty text can take a pattern for ever.
    empty = re.compile(_around(found, "|(?:", ")"), found.flags).match("")
    try:
        if empty is not None:
            empty.expand(replacement)
    except (re.error, IndexError) as error:
        raise _wrong(error, "errors.replacement") from error


def _wrong(error: Exception, message: str) -> UsageError:
    position = getattr(error, "pos", None)
    at = "" if position is None else said("errors.pattern_at", number=position + 1)
    why = _why(str(getattr(error, "msg", error)))
    return UsageError(said(message, why=why, at=at), advice=said("errors.pattern_advice"))


_REASONS = (
    ("missing )", "bracket_open"),
    ("unbalanced parenthesis", "bracket_closed"),
    ("unterminated character set", "set_open"),
    ("nothing to repeat", "nothing_to_repeat"),
    ("multiple repeat", "repeated_twice"),
    ("bad character range", "bad_range"),
    ("bad escape", "bad_escape"),
    ("look-behind requires", "look_behind"),
    ("invalid group reference", "no_group"),
    ("unknown group name", "no_group"),
    ("no such group", "no_group"),
)


def _why(said_by_python: str) -> str:
    for begins, name in _REASONS:
        if begins in said_by_python:
            return said(f"errors.pattern_{name}")
    return said("errors.pattern_other")


def _near(query: Query) -> Find:
    """Whole words, or as many in a row as the query has, that are nearly the query."""
    fold = (lambda text: unicodedata.normalize("NFC", text)) if query.case else fold_case
    near = nearness(fold(" ".join(query.text.split())), min(query.edits, MOST_EDITS))
    count = len(query.text.split())
    known: dict[str, bool] = {}

    def find(text: str) -> Iterator[Match]:
        spans = [found.span() for found in _CORE.finditer(text)]
        position = 0
        for first, last in zip(spans, spans[count - 1 :], strict=False):
            if first[0] < position:
                continue
            piece = text[first[0] : last[1]]
            fits = known.get(piece)
            if fits is None:
                fits = known[piece] = near(" ".join(fold(piece).split()))
            if fits:
                position = last[1]
                yield Match(first[0], last[1], query.replacement)

    return find


def nearness(wanted: str, edits: int) -> Callable[[str], bool]:
    """What says whether a form is within so many edits (a letter more, less or other) of another.

    The columns of the usual table of distances are kept as bits of whole numbers (Myers 1999).
    """
    places: dict[str, int] = {}
    for index, letter in enumerate(wanted):
        places[letter] = places.get(letter, 0) | 1 << index
    size = len(wanted)
    every, top = (1 << size) - 1, 1 << max(size - 1, 0)

    def near(form: str) -> bool:
        if abs(len(form) - size) > edits:
            return False
        up, down, distance = every, 0, size
        for letter in form:
            same = places.get(letter, 0)
            across = same | down
            same |= ((same & up) + up) ^ up
            rise = down | ~(same | up) & every
            fall = up & same
            if rise & top:
                distance += 1
            elif fall & top:
                distance -= 1
            rise = rise << 1 | 1
            fall <<= 1
            up = (fall | ~(across | rise)) & every
            down = rise & across & every
        return distance <= edits

    return near if size else (lambda form: len(form) <= edits)
