"""The store's socket: what services ask of a project's data.

Its contract test kit is `tests/contracts/store_kit.py`; SQLite and PostgreSQL both pass it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from reviewer.core.counting import Counting
from reviewer.core.decisions import Decision, Draft, Place
from reviewer.core.findings import Stamp
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.keeping import (
    Entries,
    Findings,
    PageLessons,
    ProjectSettings,
    SecondReadings,
    Texts,
)
from reviewer.core.listing import Listing, Talks
from reviewer.core.model import Document, Image, NewDocument, Original, Page
from reviewer.core.progress import Progress
from reviewer.core.queues import Queued, Skips
from reviewer.core.workflow import State


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page as lists show it. Counts are kept beside the page so that lists need no fold.

    `stamp` is what made its findings; None where it was never analysed. `settled` is the revision
    that the last decision made which is more than talk.
    """

    id: PageId
    document: DocumentId
    number: int
    label: str
    tokens: int
    revision: int
    state: State = State.NEW
    findings: int = 0
    open_findings: int = 0
    decided: int = 0
    stamp: Stamp | None = None
    settled: int = 0

    @property
    def analysed(self) -> bool:
        """Whether anything ever looked for findings here."""
        return self.stamp is not None


class Sources(Protocol):
    """Documents and pages as imported."""

    def add(self, new: NewDocument, name: str, progress: Progress) -> Document:
        """Store a document with all its pages, once, streaming; `name` is free in the project."""
        ...

    def documents(self) -> Sequence[Document]:
        """All documents in the order of import."""
        ...

    def document(self, document: DocumentId) -> Document:
        """One document. Raises UsageError where there is none."""
        ...

    def imported_at(self, document: DocumentId) -> datetime:
        """When the document came in, UTC."""
        ...

    def header(self, document: DocumentId) -> dict[str, str]:
        """Header fields as the reader found them."""
        ...

    def same_file(self, sha256: str) -> Document | None:
        """The document imported from a file with this hash, if any."""
        ...

    def called(self, filename: str) -> Sequence[Document]:
        """The documents imported from files or folders of this name, in the order of import."""
        ...

    def has_name(self, name: str) -> bool:
        """Whether a document of the project has this name."""
        ...

    def page(self, page: PageId) -> Page:
        """The source of a page. Raises UsageError where there is none."""
        ...

    def row(self, page: PageId) -> PageRow:
        """A page as lists show it."""
        ...

    def rows(self, document: DocumentId | None = None) -> Sequence[PageRow]:
        """The pages of a document, or of the project, in order."""
        ...

    def in_state(self, state: State) -> Sequence[PageId]:
        """The pages that stand so, in order."""
        ...

    def all_in(
        self, states: Collection[State], document: DocumentId, *, but: PageId | None = None
    ) -> bool:
        """Whether all pages of a document, or all but one, stand in one of some states."""
        ...

    def set_counts(
        self, page: PageId, *, state: State, findings: int, open_findings: int, decided: int
    ) -> None:
        """Keep what lists show of a page."""
        ...

    def fill(self, page: PageId, read: Page) -> bool:
        """Give a page without text the lines that OCR read from its picture; it is then to be
        analysed as if for the first time.

        False, and nothing is done, where it has text or decisions by now: a source never changes.
        """
        ...

    def images(self) -> Mapping[PageId, Image]:
        """The pictures of all pages that have one, in order; no page is read for it."""
        ...

    def set_image(self, page: PageId, image: Image | None) -> None:
        """Say where the picture of a page lies now."""
        ...


class Originals(Protocol):
    """The files that pages were read from."""

    def of(self, document: DocumentId, name: str) -> Original | None:
        """A file of a document; None where it has none of this name."""
        ...

    def hashes(self, document: DocumentId) -> Mapping[str, str]:
        """The SHA-256 of each file of a document, by its name."""
        ...

    def holder(self, sha256: str) -> DocumentId | None:
        """The document that a file with this hash is kept for, the first if there are several."""
        ...


class Ledger(Protocol):
    """All decisions, in order, append-only."""

    def revision(self, place: Place) -> int:
        """How many decisions the place has."""
        ...

    def append(
        self, place: Place, expected: int, drafts: Sequence[Draft], by: str, batch: str = ""
    ) -> Sequence[Decision]:
        """Write drafts behind the `expected` revision.

        Raises Conflict, naming both sides, where somebody decided something since; nothing is
        written then. What was only said since (`TALK_ACTS`) is no conflict, and talk meets none.
        The check and the write are one statement.
        """
        ...

    def login_of(self, names: Iterable[str]) -> str:
        """The login that first signed with one of some names (folded); empty where none did."""
        ...

    def pages_with(self, act: str) -> Sequence[PageId]:
        """The pages with a decision of this kind, in order; looks through the whole ledger."""
        ...

    def last(self) -> DecisionId:
        """The number of the newest decision; 0 where there is none."""
        ...

    def restore(self, decisions: Sequence[Decision]) -> Sequence[Decision]:
        """Write decisions of another ledger, in its order, with their own names, dates and batches.

        Their places are of this store and have no decisions yet: else Conflict is raised and
        nothing is written. They get new numbers, and where one names another it is renumbered with
        them; what it names that is not before it becomes `renumbering.NOTHING`.
        """
        ...

    def of(self, place: Place) -> Sequence[Decision]:
        """The decisions about exactly this place, in order."""
        ...

    def of_document(self, document: DocumentId) -> Sequence[Decision]:
        """The decisions about a document and all its pages, in order."""
        ...

    def entries(
        self,
        *,
        before: DecisionId | None = None,
        limit: int = 100,
        by: str | None = None,
        place: Place | None = None,
        document: DocumentId | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        acts: Collection[str] = (),
    ) -> Sequence[Decision]:
        """The newest decisions first, older than `before`, of one person, about one place, or about
        a document with all its pages; from `since` on, before `until`, and of these acts only.
        """
        ...

    def of_pages(self, pages: Iterable[PageId]) -> Mapping[PageId, Sequence[Decision]]:
        """The decisions about some pages, in order; pages without any are left out."""
        ...

    def of_headers(
        self, documents: Iterable[DocumentId]
    ) -> Mapping[DocumentId, Sequence[Decision]]:
        """The decisions about some documents' headers alone, in order; as `of_pages`."""
        ...

    def batch(self, batch: str) -> Sequence[Decision]:
        """The decisions of one batch, in order."""
        ...


class Unit(Protocol):
    """One transaction and the repositories in it."""

    @property
    def login(self) -> str:
        """Whom the database knows us as; empty where it knows nobody, as a file does."""
        ...

    def claim(self, what: str) -> None:
        """Wait until no other unit that writes has claimed the same; this one has it to its end.

        What is looked up after it is still so when the unit ends, where all who change it claim it
        first. Claim before anything is written, or two units may wait for each other.
        """
        ...

    @property
    def listing(self) -> Listing:
        """The rows of the list of documents."""
        ...

    @property
    def talks(self) -> Talks:
        """The threads as lists show them."""
        ...

    @property
    def sources(self) -> Sources:
        """Documents and pages."""
        ...

    @property
    def texts(self) -> Texts:
        """The pages' texts to search in."""
        ...

    @property
    def originals(self) -> Originals:
        """The files that pages were read from."""
        ...

    @property
    def second(self) -> SecondReadings:
        """What other runs of OCR made of pages."""
        ...

    @property
    def ledger(self) -> Ledger:
        """The decisions."""
        ...

    @property
    def findings(self) -> Findings:
        """What the engine found."""
        ...

    @property
    def queued(self) -> Queued:
        """What the engine found and nobody settled, in the orders of the queues."""
        ...

    @property
    def skipped(self) -> Skips:
        """What people put off."""
        ...

    @property
    def lessons(self) -> PageLessons:
        """What approved pages teach."""
        ...

    @property
    def entries(self) -> Entries:
        """The project's layer of the lexicon."""
        ...

    @property
    def settings(self) -> ProjectSettings:
        """The project's settings."""
        ...

    @property
    def figures(self) -> Counting:
        """What figures are made of."""
        ...


class Store(Protocol):
    """A project's data. Usable from several threads; each unit belongs to one."""

    @property
    def url(self) -> str:
        """Where it is, without a password."""
        ...

    def reading(self) -> AbstractContextManager[Unit]:
        """A consistent view; nothing written in it is kept."""
        ...

    def writing(self) -> AbstractContextManager[Unit]:
        """A transaction: kept when the block ends, taken back when it raises."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


class StoreOpener(Protocol):
    """Finds the store for a project's place: a folder or a database URL."""

    def exists(self, place: str) -> bool:
        """Whether there is a project."""
        ...

    def open(self, place: str) -> Store:
        """Open, upgrading an older schema. Raises NotAProject, NewerProject, StoreError."""
        ...

    def create(self, place: str) -> Store:
        """Make a new, empty project. Raises StoreError where there is one already."""
        ...
