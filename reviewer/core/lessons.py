"""Lessons: what approved pages teach the engine. Pure sums, so the order of learning is no matter.

`Lessons` is what one page teaches, `Experience` the sum over a project. Both follow from the ledger
and the engine's version alone; nothing of them is ever decided by a person, all can be forgotten
and learnt again.
"""

import hashlib
import json
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from reviewer.core.unlearning import NOTHING_UNLEARNT, Unlearnt

EDGES = (*(n / 20 for n in range(20)), 0.97, 0.98, 0.99, 0.995)
"""Where the bins of probabilities begin, lowest first; each runs to the next, the last to 1.

Twentieths show whether the engine is right as often as it says; above 0.95, where the automatic
mode decides, they are too coarse.
"""

DEFAULT = 0.95
"""From which probability the first suggestion may be taken where a project knows no better.

Measured on eight kinds of source (`make bench`): 95 to 99 of 100 such corrections are right, on
scanned forms 80 and on short snippets 92.
"""
SUREST = 0.995
"""Suggestions from this probability on are the surest."""
WANTED = 0.99
"""Which share of automatic corrections should be right."""
ENOUGH = 100
"""Fewer confirmed cases say nothing about a precision of 99 %."""
MARGIN = 0.02
"""By how much the precision that we may be sure of can stay below the wanted one.

With 100 cases, all right, one can be 95 % sure of 97.4 % and no more; asking for the wanted
precision itself would take 270 cases without a single mistake.
"""
LEAST = 0.8
"""No threshold is lower: what is likely wrong once in five times must not hide behind many sure
ones, however good the average is.
"""
NEVER = 1.0
"""The threshold where even the surest suggestions were wrong too often."""

_ONE_SIDED = 1.6448536269514722  # the standard normal's 95th percentile

Pair = tuple[str, str, int]
Bin = tuple[int, int, int]
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Lessons:
    """What one approved page teaches. All counts; each field sorted.

    `confusions`: (read, true, how often), blocks of at most two letters, folded by
    `core.text.fold_case`; '' is read for a lost letter and true for an added one.
    `letters`: (true letter, how often it was compared, right or wrong), so that rates can be made;
    under '' the places where a letter could have been added: one before each letter and one at each
    word's end.
    `memory`: (form, reading, how often), without the signs at their edges but with their case. An
    empty reading was removed as noise, one with a blank was split, a form with a blank was joined.
    Form and reading are the same where the engine doubted a form that was right.
    `judged`: (index into EDGES, how many, how many right) of first suggestions by their
    probability; `eligible` the same for those that may be taken automatically; `doubted` the same
    for findings by their probability of being wrong (right: they were).
    """

    confusions: tuple[Pair, ...] = ()
    letters: tuple[tuple[str, int], ...] = ()
    memory: tuple[Pair, ...] = ()
    judged: tuple[Bin, ...] = ()
    eligible: tuple[Bin, ...] = ()
    doubted: tuple[Bin, ...] = ()


@dataclass(frozen=True, slots=True)
class Experience(Lessons):
    """What all approved pages of a project teach together; the fields of `Lessons`, summed.

    `pages` are how many it were. `automatic` is the probability from which the first suggestion of
    an eligible finding may be taken without a person. `stamp` changes with the content and is ''
    where nothing was learnt.
    """

    pages: int = 0
    automatic: float = DEFAULT
    stamp: str = ""


UNTAUGHT = Experience()
"""The experience of a project without approved pages."""


def bin_of(probability: float) -> int:
    """The index into EDGES of the bin that a probability falls into."""
    return max(0, bisect_right(EDGES, probability) - 1)


def total(
    lessons: Iterable[Lessons], wanted: float = WANTED, unlearnt: Unlearnt = NOTHING_UNLEARNT
) -> Experience:
    """The experience of some pages; the same whatever their order.

    `wanted` is the share of automatic corrections that should be right (see `threshold`). Forms and
    letters that are `unlearnt` are left out; how right suggestions were is counted all the same.
    """
    confusions: Counter[tuple[str, str]] = Counter()
    letters: Counter[str] = Counter()
    memory: Counter[tuple[str, str]] = Counter()
    bins: tuple[dict[int, list[int]], ...] = ({}, {}, {})
    pages = 0
    for one in lessons:
        pages += 1
        _add(confusions, _counts(one.confusions, lambda pair: pair in unlearnt.confusions))
        _add(letters, one.letters)
        _add(memory, _counts(one.memory, lambda pair: pair[0] in unlearnt.forms))
        for into, rows in zip(bins, (one.judged, one.eligible, one.doubted), strict=True):
            for which, n, right in rows:
                held = into.setdefault(which, [0, 0])
                held[0] += n
                held[1] += right
    judged, eligible, doubted = (
        tuple((which, n, right) for which, (n, right) in sorted(into.items())) for into in bins
    )
    summed = Lessons(
        confusions=_pairs(confusions),
        letters=tuple(sorted(letters.items())),
        memory=_pairs(memory),
        judged=judged,
        eligible=eligible,
        doubted=doubted,
    )
    return Experience(
        **{name: getattr(summed, name) for name in Lessons.__slots__},
        pages=pages,
        automatic=threshold(eligible, wanted),
        stamp=_stamp(summed),
    )


def threshold(eligible: Sequence[Bin], wanted: float = WANTED) -> float:
    """From which probability suggestions were right often enough on confirmed pages.

    The lowest edge of EDGES, not below LEAST, from which upward there are ENOUGH cases, of which
    the wanted share was right, and of whose precision one may be 95 % sure that it is within MARGIN
    of the wanted one (Wilson's interval, one-sided; E. B. Wilson, JASA 22, 1927). DEFAULT where too
    little is known to say; NEVER where the surest suggestions were wrong too often to be chance.
    """
    counts = {which: (n, right) for which, n, right in eligible}
    cases = right = 0
    found: float | None = None
    for which in range(len(EDGES) - 1, -1, -1):
        edge = EDGES[which]
        if edge < LEAST:
            break
        n, good = counts.get(which, (0, 0))
        cases, right = cases + n, right + good
        if edge >= SUREST and wilson(right, cases)[1] < wanted:
            return NEVER
        if n and cases >= ENOUGH and right >= wanted * cases:
            lower, _ = wilson(right, cases)
            if lower >= wanted - MARGIN:
                found = edge
    return DEFAULT if found is None else found


def wilson(right: int, cases: int) -> tuple[float, float]:
    """Between which shares the true one lies: each bound holds with 95 %. No cases: 0 to 1."""
    if not cases:
        return 0.0, 1.0
    share, square = right / cases, _ONE_SIDED**2
    middle = share + square / (2 * cases)
    spread = _ONE_SIDED * math.sqrt(share * (1 - share) / cases + square / (4 * cases**2))
    whole = 1 + square / cases
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def lessons_record(lessons: Lessons) -> dict[str, Any]:
    """Lessons as JSON values."""
    return {name: [list(row) for row in getattr(lessons, name)] for name in Lessons.__slots__}


def read_lessons(record: dict[str, Any]) -> Lessons:
    """The lessons of a record that `lessons_record` made."""
    return Lessons(**{name: tuple(map(tuple, record[name])) for name in Lessons.__slots__})


def _counts(
    pairs: Iterable[Pair], left_out: Callable[[tuple[str, str]], bool]
) -> Iterator[tuple[tuple[str, str], int]]:
    return (((one, other), n) for one, other, n in pairs if not left_out((one, other)))


def _add(into: Counter[K], counts: Iterable[tuple[K, int]]) -> None:
    for key, n in counts:
        into[key] += n


def _pairs(counts: Counter[tuple[str, str]]) -> tuple[Pair, ...]:
    return tuple((one, other, n) for (one, other), n in sorted(counts.items()))


def _stamp(summed: Lessons) -> str:
    if summed == Lessons():
        return ""
    said = json.dumps(lessons_record(summed), separators=(",", ":"))  # ASCII: surrogates are safe
    return hashlib.sha256(said.encode()).hexdigest()[:12]
