"""Rows of the list of documents, and what is wanted of them. Counts are kept: nothing is folded."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from reviewer.core.ids import DocumentId, PageId
from reviewer.core.states import State
from reviewer.core.threads import Thread, ThreadsWanted


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as lists show it.

    `states` are its pages by state (none is left out), `words` those of the source. `submitted_by`,
    `approved_by` and `changed_by` are whoever did that last, empty where nobody did. `due` is when
    it is wanted.
    """

    id: DocumentId
    name: str
    title: str
    state: State
    states: Mapping[State, int]
    words: int = 0
    open_findings: int = 0
    threads: int = 0
    questions: int = 0
    submitted_by: str = ""
    approved_by: str = ""
    version: int = 1
    changed_at: datetime | None = None
    changed_by: str = ""
    due: date | None = None

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return sum(self.states.values())


class Sort(StrEnum):
    """What a list of documents is sorted by; the order of import decides between equals."""

    IMPORTED = "imported"
    NAME = "name"
    TITLE = "title"
    STATE = "state"
    """From what is returned to what is published."""
    PAGES = "pages"
    WORDS = "words"
    FINDINGS = "findings"
    THREADS = "threads"
    QUESTIONS = "questions"
    VERSION = "version"
    CHANGED = "changed"
    DUE = "due"
    """Those that are due at no time stand last."""
    SUBMITTED = "submitted by"
    APPROVED = "approved by"


class Talking(StrEnum):
    """Documents by what is said about them."""

    OPEN = "open"
    QUESTIONS = "questions"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class DocumentsWanted:
    """Which documents, in which order.

    `states`: only these (empty: all); `person`: with a decision of theirs (folded names, all of
    one person); `text`: letters in name or title, case is one; `threads`: with open ones, with open
    questions, or with neither; `due`: wanted until that day.
    """

    states: frozenset[State] = frozenset()
    person: frozenset[str] = frozenset()
    text: str = ""
    threads: Talking | None = None
    due: date | None = None
    sort: Sort = Sort.IMPORTED
    down: bool = False


class Listing(Protocol):
    """The kept rows of documents."""

    def rows(
        self, wanted: DocumentsWanted, *, limit: int = 100, skip: int = 0
    ) -> Sequence[DocumentRow]:
        """A screenful of the documents that are wanted."""
        ...

    def count(self, wanted: DocumentsWanted) -> int:
        """How many documents are wanted."""
        ...

    def of(self, document: DocumentId) -> DocumentRow:
        """The row of one document. Raises UsageError where there is none."""
        ...

    def set_version(self, document: DocumentId, version: int) -> None:
        """Say which version a document has come to."""
        ...

    def set_due(self, document: DocumentId, due: date | None) -> None:
        """Say when a document is wanted."""
        ...


class Talks(Protocol):
    """The threads of a project, kept beside the ledger, so that lists need no fold."""

    def put(self, document: DocumentId, page: PageId | None, threads: Sequence[Thread]) -> None:
        """Keep the threads of a page (None: of the header) in the place of those before."""
        ...

    def find(
        self, wanted: ThreadsWanted, *, limit: int = 100, skip: int = 0
    ) -> Sequence[tuple[PageId | None, DocumentId, int]]:
        """Page (None: the header), document and id of the threads that are wanted, those spoken in
        last first.
        """
        ...

    def count(self, wanted: ThreadsWanted) -> int:
        """How many threads are wanted."""
        ...

    def open_on(self, document: DocumentId | None = None) -> Mapping[PageId, tuple[int, int]]:
        """(open threads, open questions) of the pages that have any."""
        ...

    def workers(self, page: PageId) -> frozenset[str]:
        """Who decided anything on a page: folded names."""
        ...

    def pages_of(self, names: Collection[str]) -> frozenset[PageId]:
        """The pages on which one of some people (folded names) decided anything."""
        ...
