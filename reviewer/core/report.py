"""A project's report: the figures that one hands to others, each with what it was counted from.

All of it is counted from the ledger and the pages' states, so that anybody can count it again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from statistics import fmean, quantiles
from typing import Any

from reviewer.core import decisions as d
from reviewer.core.figures import Left
from reviewer.core.findings import Stamp
from reviewer.core.ids import DocumentId
from reviewer.core.lessons import wilson
from reviewer.core.record import Sort
from reviewer.core.sampling import Sample
from reviewer.core.spot_checks import Check
from reviewer.core.work import MACHINES
from reviewer.core.workflow import State

WORD_ACTS = (d.Replace, d.Insert, d.Keep, d.Split, d.Join)
"""Acts that settle how words read."""
RANKS = 4
"""Suggestions from this rank on are counted together."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about: some documents (none: all), and a stretch of days (None: no bound).

    Days are those of the place where the report is made. `since` is where the first day begins,
    `until` where the last one has ended.
    """

    documents: tuple[DocumentId, ...] = ()
    first: date | None = None
    last: date | None = None
    since: datetime | None = None
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies within the days."""
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many."""

    part: int
    of: int

    @property
    def share(self) -> float:
        """The share, 0 to 1; 0 of none."""
        return self.part / self.of if self.of else 0.0

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which shares the true one lies nine times in ten (Wilson's interval)."""
        return wilson(self.part, self.of)


@dataclass(frozen=True, slots=True)
class Accepted:
    """How words were decided that stand so: suggestions taken by rank (`RANKS` and later as one),
    typed `instead` of a suggestion, `typed` where none was asked for, `kept` as they stood.

    `automatic` ones were taken by a rule or a script and are no part of `all`.
    """

    ranks: tuple[int, ...] = (0,) * RANKS
    instead: int = 0
    typed: int = 0
    kept: int = 0
    automatic: int = 0

    @property
    def all(self) -> int:
        """The words that people decided."""
        return sum(self.ranks) + self.instead + self.typed + self.kept

    @property
    def offered(self) -> int:
        """Those of them that had a suggestion and were read otherwise than before."""
        return sum(self.ranks) + self.instead

    @property
    def first(self) -> Part:
        """How often the first suggestion was taken where words with suggestions were changed."""
        return Part(self.ranks[0], self.offered)


@dataclass(frozen=True, slots=True)
class PersonSum:
    """What one person decided: acts by kind, how many were taken back, and how words were."""

    name: str
    acts: Mapping[Sort, int]
    undone: int
    accepted: Accepted

    @property
    def all(self) -> int:
        """All their decisions, those taken back included."""
        return sum(self.acts.values())


class Made(StrEnum):
    """How a change came about that an editor judged."""

    ACCEPTED = "accepted"
    TYPED = "typed"
    KEPT = "kept"
    AUTOMATIC = "automatic"
    MARKS = "marks"
    LINES = "lines"


def made_of(one: d.Decision) -> Made:
    """How a change of the text came about."""
    if one.grounds.way in MACHINES:
        return Made.AUTOMATIC
    if isinstance(one.act, d.Mark):
        return Made.MARKS
    if not isinstance(one.act, WORD_ACTS):
        return Made.LINES
    if one.grounds.way is d.Way.ACCEPTED:
        return Made.ACCEPTED
    return Made.KEPT if isinstance(one.act, d.Keep) else Made.TYPED


@dataclass(frozen=True, slots=True)
class Judged:
    """Changes that somebody else judged: left as they were, rejected, or read otherwise."""

    agreed: int = 0
    rejected: int = 0
    changed: int = 0

    @property
    def disputed(self) -> Part:
        """The share that did not stay as it was."""
        return Part(self.rejected + self.changed, self.agreed + self.rejected + self.changed)


@dataclass(frozen=True, slots=True)
class Waited:
    """Days that `count` things took: the mean, the median, and what the middle half lies within."""

    count: int
    mean: float
    median: float
    low: float
    high: float


def waited(days: Sequence[float]) -> Waited | None:
    """The middle of some stretches of time; None where there are none.

    >>> waited([1, 2, 3, 4, 10])
    Waited(count=5, mean=4.0, median=3, low=2.0, high=4.0)
    """
    if not days:
        return None
    if len(days) == 1:
        return Waited(1, *([days[0]] * 4))
    low, median, high = quantiles(days, n=4, method="inclusive")
    return Waited(len(days), fmean(days), median, low, high)


@dataclass(frozen=True, slots=True)
class Sampled:
    """A random sample on which changes that are alike were signed, most of them unseen.

    `before` and `after` are what they read, where they are readings; `made` how they came about,
    `people` who made them, and `batch` the step that made them all, if one did. `signing` is the
    step that signed those on `pages` pages.
    """

    at: datetime
    by: str
    signing: str
    sample: Sample
    pages: int
    made: Made
    before: str = ""
    after: str = ""
    batch: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """Threads that were opened: how many are settled by now, and how many of those that are not
    want an answer; `pages` have such questions.
    """

    opened: int = 0
    settled: int = 0
    asking: int = 0
    pages: int = 0

    @property
    def open(self) -> int:
        """Those that nobody settled."""
        return self.opened - self.settled


@dataclass(frozen=True, slots=True)
class Talker:
    """How many threads somebody opened and settled, and how often they answered in one."""

    opened: int = 0
    answered: int = 0
    settled: int = 0


@dataclass(frozen=True, slots=True)
class Threads:
    """Threads that were opened, who had to do with them, and how many days settling took."""

    all: Talk = Talk()
    people: Mapping[str, Talker] = field(default_factory=dict)
    took: Waited | None = None


@dataclass(frozen=True, slots=True)
class DocumentSum:
    """A document: its pages by state, its words, and how many letters are still wrong.

    `left` is about its pages that are not approved, `approved` about those that are; `unseen`
    pages were never looked at and are in neither.
    """

    name: str
    title: str
    states: Mapping[State, int]
    words: int
    decisions: int
    talk: Talk
    left: Left
    approved: Left
    unseen: int

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report says. `days` are decisions by day and person; `stamps` are the engines
    and dictionaries that judged pages, with how many; `version` is that of the program. `left` is
    about pages that are not approved, `approved` about those that are, `whole` about both; `checks`
    are none where only some documents were chosen, since they do not say of which they are.
    """

    project: str
    made: datetime
    version: str
    scope: Scope
    documents: tuple[DocumentSum, ...]
    states: Mapping[State, int]
    people: tuple[PersonSum, ...]
    days: Mapping[date, Mapping[str, int]]
    accepted: Accepted
    judged_by_kind: Mapping[Made, Judged]
    judged_by_person: Mapping[str, Judged]
    samples: tuple[Sampled, ...]
    checks: tuple[Check, ...]
    waited: Waited | None
    threads: Threads
    left: Left
    approved: Left
    whole: Left
    unseen: int
    stamps: Mapping[Stamp, int]

    @property
    def pages(self) -> int:
        """How many pages it is about."""
        return sum(self.states.values())

    @property
    def words(self) -> int:
        """How many words these have, as imported."""
        return sum(one.words for one in self.documents)

    @property
    def decisions(self) -> int:
        """How many decisions were counted."""
        return sum(one.all for one in self.people)


def report_record(report: Report) -> dict[str, Any]:
    """A report as JSON values, every share with what it is of and its bounds."""
    record = {one.name: _plain(getattr(report, one.name)) for one in fields(report)}
    record["first_suggestion"] = _plain(report.accepted.first)
    record["stamps"] = [
        {"engine": stamp.engine, "dictionary": stamp.dictionary, "pages": pages}
        for stamp, pages in report.stamps.items()
    ]
    return record


def _plain(value: Any) -> Any:
    match value:
        case Part():
            low, high = value.bounds
            return {**_fields(value), "share": value.share, "low": low, "high": high}
        case Judged():
            return {**_fields(value), "disputed": _plain(value.disputed)}
        case Talk():
            return {**_fields(value), "open": value.open}
        case Check():
            return {**_fields(value), **_plain(value.sample)}
        case Sample():
            (low, high), (least, most) = value.interval, value.left
            bounds = {"low": low, "high": high, "wrong_unseen": [least, most]}
            return {**_fields(value), "rate": value.rate, **bounds}
        case Left():
            share, low, high = value.shares
            return {**_fields(value), "share": share, "share_low": low, "share_high": high}
        case datetime() | date():
            return value.isoformat()
        case StrEnum():
            return str(value)
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
    return _fields(value) if is_dataclass(value) else value


def _fields(value: Any) -> dict[str, Any]:
    return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
