"""Work: what people decided, how fast, and how often they took what was suggested. Pure sums.

Work is counted from the ledger. What was taken back later was no lasting work: it counts neither as
decided nor as taken, but the time it took was spent.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.workflow import fold_name

PAUSE = timedelta(minutes=5)
"""A longer time between two decisions of a person was not spent on the second."""

MACHINES = frozenset({d.Way.RULE, d.Way.SCRIPT})
"""Ways in which something came about that nobody decided one by one."""

WORD_ACTS = frozenset({d.Replace.name, d.Insert.name, d.Keep.name, d.Split.name, d.Join.name})
"""Acts that settle how words read."""

OTHERS = 4
"""Suggestions from this rank on are counted together."""


class Work(NamedTuple):
    """A decision as it is counted. `at` is UTC, `rank` that of the suggestion taken, from 1.

    `form` and `text` are what stood there and what was read instead, where the ledger says so;
    `span` the tokens of a replacement, `targets` what is taken back.
    """

    id: DecisionId
    page: PageId | None
    by: str
    at: datetime
    act: str
    way: d.Way
    rank: int | None = None
    form: str = ""
    text: str = ""
    span: tuple[int, int] | None = None
    targets: tuple[int, ...] = ()

    @property
    def on_words(self) -> bool:
        """Whether a person settled words by it, one after the other."""
        return self.act in WORD_ACTS and self.way not in MACHINES


@dataclass(frozen=True, slots=True)
class Person:
    """What one person did. `taken` counts accepted suggestions by rank, `OTHERS` and later as one.

    `pages` are those with decisions of theirs on words; `words` how many they settled, `kept` of
    them as they stood, `typed` in words of their own; `hours` the time they took, without pauses.
    """

    name: str
    pages: int
    words: int
    kept: int
    typed: int
    taken: Mapping[int, int]
    hours: float
    timed: int

    @property
    def pace(self) -> float | None:
        """Words decided an hour; None where too little was done to say."""
        return self.timed / self.hours if self.hours and self.timed >= ENOUGH else None


ENOUGH = 10
"""Fewer decisions say nothing about a pace."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """An hour or a day of work, from `start` on: the words settled, and the hours they took."""

    start: datetime
    words: int
    hours: float
    timed: int

    @property
    def pace(self) -> float | None:
        """Words decided an hour; None where too little was done to say."""
        return self.timed / self.hours if self.hours and self.timed >= ENOUGH else None


def taken_back(targets: Mapping[int, Sequence[int]]) -> Set[int]:
    """The ids of what was taken back; a revert of a revert does it again.

    `targets` are those of all reverts and rejections, in ledger order.
    """
    away: set[int] = set()
    for number in reversed([*targets]):  # what comes later decides about what comes before
        if number not in away:
            away.update(targets[number])
    return away


class Clock:
    """Says how long decisions took. They are shown to it in ledger order."""

    def __init__(self) -> None:
        self._last: dict[str, datetime] = {}

    def hours(self, work: Work) -> float | None:
        """Hours from the person's decision before to this one on words; None behind a pause."""
        name = fold_name(work.by)
        before = self._last.get(name)
        if work.way not in MACHINES:
            self._last[name] = work.at
        if not work.on_words or before is None or not timedelta() <= work.at - before <= PAUSE:
            return None
        return (work.at - before).total_seconds() / 3600


@dataclass
class _Doing:
    """What a person did, as it is added up."""

    name: str = ""
    pages: set[PageId] = field(default_factory=set)
    words: int = 0
    kept: int = 0
    typed: int = 0
    taken: Counter[int] = field(default_factory=Counter)
    hours: float = 0.0
    timed: int = 0

    def add(self, work: Work) -> None:
        """Add a decision on words that stands."""
        self.words += 1
        if work.page is not None:
            self.pages.add(work.page)
        if work.act == d.Keep.name:
            self.kept += 1
        elif work.way is not d.Way.ACCEPTED:
            self.typed += 1
        if work.way is d.Way.ACCEPTED and work.rank:
            self.taken[min(work.rank, OTHERS)] += 1

    def person(self) -> Person:
        """All of it."""
        return Person(
            name=self.name,
            pages=len(self.pages),
            words=self.words,
            kept=self.kept,
            typed=self.typed,
            taken=dict(sorted(self.taken.items())),
            hours=self.hours,
            timed=self.timed,
        )


def people(works: Iterable[Work], away: Set[int]) -> Sequence[Person]:
    """What each person did, who settled most words first. `works` are in ledger order, of which
    those `away` were taken back.
    """
    clock, by = Clock(), defaultdict[str, _Doing](_Doing)
    for work in works:
        hours = clock.hours(work)
        if not work.on_words:
            continue
        doing = by[fold_name(work.by)]
        doing.name = work.by
        doing.hours += hours or 0.0
        if work.id not in away:
            doing.add(work)
            doing.timed += hours is not None
    found = (doing.person() for doing in by.values() if doing.words)
    return sorted(found, key=lambda one: (-one.words, one.name))


def over_time(works: Iterable[Work], away: Set[int], step: timedelta) -> Sequence[Stretch]:
    """Work by the hour or the day, only stretches in which there was any; see `people`.

    Stretches begin at whole hours, or at midnight, of the local time.
    """
    clock = Clock()
    held: dict[datetime, list[float]] = {}
    for work in works:
        hours = clock.hours(work)
        if work.on_words:
            sums = held.setdefault(_begin(work.at, step), [0, 0.0, 0])
            sums[0] += work.id not in away
            sums[1] += hours or 0.0
            sums[2] += work.id not in away and hours is not None
    return [
        Stretch(start, int(words), hours, int(timed))
        for start, (words, hours, timed) in sorted(held.items())
        if words
    ]


def _begin(at: datetime, step: timedelta) -> datetime:
    local = at.astimezone()
    if step >= timedelta(days=1):
        return local.replace(hour=0, minute=0, second=0, microsecond=0)
    return local.replace(minute=0, second=0, microsecond=0)
