"""What a store keeps beside source and ledger: findings, texts to search in, lessons, entries.

All but entries and settings is throw-away and can be made again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from reviewer.core.decisions import Span
from reviewer.core.findings import Finding, Kind, Stamp
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.lessons import Lessons
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.model import SecondReading
from reviewer.core.page_text import PageText
from reviewer.core.workflow import State


@dataclass(frozen=True, slots=True)
class QueueItem:
    """An open finding with the page it is on."""

    page: PageId
    finding: Finding


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """What searches need of an open finding; `first` is its first suggestion, empty for none."""

    key: str
    kind: Kind
    probability: float
    first: str

    @property
    def span(self) -> Span:
        """The tokens that it covers."""
        first, _, last = self.key.partition(":")[0].partition("-")
        return Span(int(first), int(last))


class Findings(Protocol):
    """What the engine found; throw-away."""

    def put(
        self,
        page: PageId,
        stamp: Stamp,
        findings: Sequence[Finding],
        confidences: Mapping[str, float] | None = None,
    ) -> None:
        """Replace the findings of a page; all count as open until `set_open`.

        `confidences` is how sure OCR was of the tokens of each finding, by key, where it said so:
        the lowest of them, 0 to 1.
        """
        ...

    def of(self, page: PageId) -> Sequence[Finding]:
        """The findings of a page in the order of the text, settled ones included."""
        ...

    def waiting(
        self, pages: Sequence[PageId], forms: Set[str]
    ) -> Mapping[PageId, Sequence[OpenFinding]]:
        """The open findings of pages whose form, folded, is one of `forms`, and perhaps others."""
        ...

    def set_open(self, page: PageId, keys: Iterable[str]) -> None:
        """Say which findings (by key) of a page are still open; the others are settled."""
        ...

    def stamp(self, page: PageId) -> Stamp | None:
        """What made the findings of a page; None where it was never analysed."""
        ...

    def stale(self, stamp: Stamp) -> Sequence[PageId]:
        """Pages that were never analysed or by something else than `stamp`, in order."""
        ...

    def expire(self, pages: Iterable[PageId]) -> None:
        """Make the findings of pages stale; they stay until they are made anew.

        Pages that were never analysed stay so.
        """
        ...

    def queue(self, *, limit: int = 100, skip: int = 0) -> Sequence[QueueItem]:
        """Open findings of the project in the order of the pages."""
        ...

    def count_open(self) -> int:
        """How many findings of the project are open."""
        ...


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page to search in: its text as imported, and as it reads at `revision`."""

    id: PageId
    document: DocumentId
    number: int
    state: State
    revision: int
    analysed: bool
    source: PageText
    present: PageText


class Texts(Protocol):
    """The pages' texts, kept so that the whole project can be searched without folding it."""

    def put(self, page: PageId, revision: int, present: PageText) -> None:
        """Say how a page reads at a revision of it."""
        ...

    def behind(self) -> Sequence[PageId]:
        """Pages whose present text was not written since they were last decided on, in order."""
        ...

    def holding(
        self,
        needle: str,
        *,
        document: DocumentId | None = None,
        pages: Sequence[PageId] | None = None,
    ) -> Iterator[TextPage]:
        """Pages whose text, as imported or as it reads now, holds `needle` in any case, in order.

        An empty needle is held by all; pages with other shapes of its letters (a long s) may come
        along. Few pages are read at a time; to be used up in the unit.
        """
        ...


@dataclass(frozen=True, slots=True)
class Basis:
    """What the lessons of a page rest on: its revision, and the engine that judged its source."""

    revision: int
    stamp: Stamp


class PageLessons(Protocol):
    """What approved pages teach; throw-away, for the ledger teaches it again."""

    def put(self, page: PageId, basis: Basis, lessons: Lessons) -> None:
        """Keep what a page teaches, in the place of what it taught before."""
        ...

    def bases(self) -> Mapping[PageId, Basis]:
        """What the lessons of each page rest on, in the order of the pages' ids."""
        ...

    def mark(self) -> str:
        """Differs, but for the oddest chance, as soon as other lessons are kept. Quick."""
        ...

    def all(self) -> Iterable[Lessons]:
        """All lessons, in the order of the pages' ids, few at a time. To be used up in the unit."""
        ...

    def drop(self, pages: Iterable[PageId]) -> None:
        """Forget what pages taught."""
        ...


class SecondReadings(Protocol):
    """What another run of OCR made of pages; throw-away."""

    def put(self, page: PageId, second: SecondReading) -> None:
        """Keep the second reading of a page, in the place of an earlier one."""
        ...

    def of(self, page: PageId) -> SecondReading | None:
        """The second reading of a page, if it has one."""
        ...

    def pages(self) -> Set[PageId]:
        """The pages that have a second reading."""
        ...

    def drop(self, page: PageId) -> None:
        """Forget the second reading of a page."""
        ...


class Entries(Protocol):
    """The project's own layer of the lexicon. Entries are told apart by their `name`."""

    def put(self, entry: LexiconEntry) -> None:
        """Add an entry, in the place of one with its name."""
        ...

    def remove(self, kind: EntryKind, preferred: str, forbids: bool = False) -> bool:
        """Take an entry out; whether there was one. `forbids` as in `LexiconEntry`."""
        ...

    def all(self) -> Sequence[LexiconEntry]:
        """All entries, by name."""
        ...

    def called(self, forms: Collection[str]) -> Sequence[LexiconEntry]:
        """The entries with these preferred forms, by name. Reads no others."""
        ...


class ProjectSettings(Protocol):
    """Settings that belong to the project: names to JSON values."""

    def get(self, name: str, default: object = None) -> object:
        """The value of a setting."""
        ...

    def set(self, name: str, value: object) -> None:
        """Change a setting."""
        ...

    def all(self) -> dict[str, object]:
        """All settings that were ever set."""
        ...
