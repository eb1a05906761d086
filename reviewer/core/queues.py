"""Queues: the orders in which open findings can be gone through, and the walk along one of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from reviewer.core.ids import PageId


class Queue(StrEnum):
    """An order to go through what is doubtful. The value stands in settings and messages."""

    READING = "reading"
    """Page by page as the text runs."""
    WORST = "worst"
    """The page with the most open findings a word first."""
    SAME = "same"
    """The same form with the same first suggestion together, the biggest group first."""
    NAMES = "names"
    """Names spelled unusually: all that are probably the same name together."""
    FAINT = "faint"
    """What the OCR engine was least sure of first."""
    SKIPPED = "skipped"
    """What the person skipped."""
    RETURNED = "returned"
    """Pages that the editor sent back."""


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """A stop of a queue: a finding of a page, or with an empty `key` the page as a whole."""

    page: PageId
    key: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Open findings that are probably the same error: `count` of one form and first suggestion.

    Among names the form is empty: they belong together by what they are probably to read.
    """

    form: str
    first: str
    count: int


@dataclass(frozen=True)
class Walk:
    """What is known of a queue so far, and where in it the person is. Nothing in it ever moves.

    `places` are the stops read so far, in order; `complete` that there are no more. `at` is the
    index of the stop at hand, -1 before the first one and `len(places)` behind the last. `settled`
    are stops that need nobody any more. `total` is how many there were when the queue was opened.
    """

    queue: Queue
    total: int = 0
    places: tuple[QueuePlace, ...] = ()
    at: int = -1
    settled: frozenset[QueuePlace] = field(default_factory=frozenset)
    complete: bool = False

    @cached_property
    def _index(self) -> dict[QueuePlace, int]:
        return {place: number for number, place in enumerate(self.places)}

    @property
    def here(self) -> QueuePlace | None:
        """The stop at hand."""
        return self.places[self.at] if 0 <= self.at < len(self.places) else None

    @property
    def number(self) -> int:
        """Which stop is at hand, from 1; settled ones count, so that no number ever moves."""
        return max(1, min(self.at + 1, len(self.places)))

    @property
    def of(self) -> int:
        """How many stops there are: those at the beginning, or more where some came anew."""
        return len(self.places) if self.complete else max(self.total, len(self.places))

    @property
    def ahead(self) -> int:
        """How many stops behind the one at hand are known."""
        return len(self.places) - self.at - 1

    def index(self, place: QueuePlace) -> int | None:
        """Where a stop is; None where it is not known."""
        return self._index.get(place)

    def following(self) -> int | None:
        """The index of the next stop that is not settled; None where none is known."""
        return next(
            (n for n in range(self.at + 1, len(self.places)) if self.places[n] not in self.settled),
            None,
        )

    def preceding(self) -> int | None:
        """The index of the last stop before this one that is not settled."""
        start = min(self.at, len(self.places)) - 1
        return next(
            (n for n in range(start, -1, -1) if self.places[n] not in self.settled),
            None,
        )

    def to(self, index: int) -> "Walk":
        """The walk with another stop at hand."""
        return self._with(at=max(-1, min(index, len(self.places))))

    def more(self, places: Iterable[QueuePlace], *, complete: bool) -> "Walk":
        """The walk with more stops known; those known before keep their place."""
        fresh = tuple(dict.fromkeys(place for place in places if place not in self._index))
        return replace(self, places=self.places + fresh, complete=complete)

    def without(self, places: Iterable[QueuePlace]) -> "Walk":
        """The walk with stops settled."""
        return self._with(settled=self.settled | {one for one in places if one in self._index})

    def again(self, places: Iterable[QueuePlace]) -> "Walk":
        """The walk with stops open again, as after an undo."""
        return self._with(settled=self.settled - frozenset(places))

    def _with(self, **changed: object) -> "Walk":
        made = replace(self, **changed)  # type: ignore[arg-type]
        if "_index" in self.__dict__:  # the places are the same: found out once is enough
            made.__dict__["_index"] = self.__dict__["_index"]
        return made


@dataclass(frozen=True, slots=True)
class Stop:
    """A place of a queue with what it is ordered by, to go on reading behind it.

    `order` is where its finding stands: document, number of the page in it, and which of the page;
    `confidence` is how sure OCR was of it, 0 to 1, None where it did not say.
    """

    place: QueuePlace
    order: tuple[int, int, int]
    confidence: float | None = None


class Queued(Protocol):
    """Open findings in the orders of the queues; those of pages that wait for nobody are left out.

    All of these are read in parts, so that none grows with the project.
    """

    def on_pages(self, pages: Iterable[PageId]) -> Sequence[QueuePlace]:
        """The open findings of pages, in the order of the project."""
        ...

    def pages(self, *, worst: bool = False) -> Sequence[PageId]:
        """The pages with open findings in order, or those with most of them a word first."""
        ...

    def groups(
        self, *, names: bool = False, after: Group | None = None, limit: int = 500
    ) -> Sequence[Group]:
        """Groups of open findings that are probably the same error, the biggest first.

        `names`: those of name variants, by what they are probably to read; variants that nothing
        is suggested for are none of these.
        """
        ...

    def of_group(
        self, group: Group, *, names: bool = False, after: Stop | None = None, limit: int = 200
    ) -> Sequence[Stop]:
        """The open findings of a group in the order of the project."""
        ...

    def faintest(self, *, after: Stop | None = None, limit: int = 200) -> Sequence[Stop]:
        """Open findings of which OCR said how sure it was, the least sure first."""
        ...

    def count_names(self) -> int:
        """How many open findings are name variants."""
        ...

    def count_faint(self) -> int:
        """Of how many open findings OCR said how sure it was."""
        ...


class Skips(Protocol):
    """What people put off; `person` is a name folded as `core.workflow.fold_name` does."""

    def put(self, person: str, place: QueuePlace) -> None:
        """Remember that a person put a finding off. Raises UsageError where there is no page."""
        ...

    def remove(self, person: str, place: QueuePlace) -> None:
        """Forget that a person put a finding off."""
        ...

    def of(self, person: str, page: PageId | None = None) -> Sequence[QueuePlace]:
        """What a person put off and is still open, of a page or the project, in its order."""
        ...
