"""Work: what people decided, how fast, and how often they took what was suggested. Pure sums.

Work is counted from the ledger. What was taken back later was no lasting work: it counts neither as
decided nor as taken, but the time it took was spent.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.workflow import fold_name

PAUSE = timedelta(minutes=5)
"""A longer time between two decisions of a person was not spent on the second."""

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
        return self.act in WORD_ACTS and self.way not in (d.Way.RULE, d.Way.SCRIPT)


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


def lasting(works: Sequence[Work]) -> Set[int]:
    """The ids of what was not taken back; a revert of a revert does it again."""
    targets = {work.id: work.targets for work in works if work.targets}
    away: set[int] = set()
    for work in reversed(works):  # what comes later decides about what comes before
        if work.id not in away:
            away.update(targets.get(work.id, ()))
    return {work.id for work in works} - away


def people(works: Sequence[Work]) -> Sequence[Person]:
    """What each person did, who settled most words first. `works` are in ledger order."""
    stand = lasting(works)
    spent = _spent(works)
    by: dict[str, list[Work]] = defaultdict(list)
    for work in works:
        if work.on_words:
            by[fold_name(work.by)].append(work)
    found = [_person(done, stand, spent) for done in by.values()]
    return sorted((one for one in found if one.words), key=lambda one: (-one.words, one.name))


def _person(done: Sequence[Work], stand: Set[int], spent: Mapping[int, float]) -> Person:
    kept = [work for work in done if work.id in stand]
    taken = Counter(
        min(work.rank, OTHERS) for work in kept if work.way is d.Way.ACCEPTED and work.rank
    )
    timed = [work for work in done if work.id in spent]
    return Person(
        name=done[-1].by,
        pages=len({work.page for work in kept if work.page is not None}),
        words=len(kept),
        kept=sum(work.act == d.Keep.name for work in kept),
        typed=sum(work.act != d.Keep.name and work.way is not d.Way.ACCEPTED for work in kept),
        taken=dict(sorted(taken.items())),
        hours=sum(spent[work.id] for work in timed),
        timed=sum(work.id in stand for work in timed),
    )


def over_time(works: Sequence[Work], step: timedelta) -> Sequence[Stretch]:
    """Work by the hour or the day, only stretches in which there was any. `works` in ledger order.

    Stretches begin at whole hours, or at midnight, of the local time.
    """
    stand = lasting(works)
    spent = _spent(works)
    held: dict[datetime, list[float]] = {}
    for work in works:
        if work.on_words:
            sums = held.setdefault(_begin(work.at, step), [0, 0.0, 0])
            sums[0] += work.id in stand
            sums[1] += spent.get(work.id, 0.0)
            sums[2] += work.id in stand and work.id in spent
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


def _spent(works: Iterable[Work]) -> Mapping[int, float]:
    """Hours from the decision before to each decision on words, where no pause lies between."""
    last: dict[str, datetime] = {}
    spent: dict[int, float] = {}
    for work in works:
        name = fold_name(work.by)
        before = last.get(name)
        if work.on_words and before is not None and timedelta() <= work.at - before <= PAUSE:
            spent[work.id] = (work.at - before).total_seconds() / 3600
        if work.way not in (d.Way.RULE, d.Way.SCRIPT):
            last[name] = work.at
    return spent
