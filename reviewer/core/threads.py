"""Threads: what people say to one another about words, decisions and pages. A fold, like the rest.

A comment opens a thread, and so does a mark that queries words. Comments about words keep to their
tokens, so they follow corrections; where the words are gone, the thread stays on the page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from reviewer.core import decisions as d
from reviewer.core.fitting import span_of
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.marks import MarkName
from reviewer.core.reading import PageReading, in_force


@dataclass(frozen=True, slots=True)
class Answer:
    """Something said in a thread."""

    id: DecisionId
    text: str
    by: str
    at: datetime
    login: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation; its id is that of the decision that opened it.

    `words` are the tokens it is about, `about` the decision; None of both: the page as a whole.
    `asks` says that somebody has to answer; `closed_by` closed it last, at `closed_at`: both are
    empty where it is open, or where its query was taken out of the text.
    """

    id: DecisionId
    document: DocumentId
    page: PageId | None
    text: str
    by: str
    at: datetime
    words: d.Span | None = None
    about: DecisionId | None = None
    asks: bool = False
    open: bool = True
    replies: tuple[Answer, ...] = ()
    closed_by: str = ""
    login: str = ""
    closed_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether an answer is still wanted."""
        return self.open and self.asks

    @property
    def last(self) -> Answer:
        """What was said last."""
        first = Answer(self.id, self.text, self.by, self.at, self.login)
        return self.replies[-1] if self.replies else first

    @property
    def people(self) -> frozenset[str]:
        """The names of all who said something."""
        return frozenset({self.by, *(reply.by for reply in self.replies)})


class Asked(StrEnum):
    """Which threads are wanted, seen from a person."""

    ALL = "all"
    MINE = "mine"
    """In which the person said something."""
    OF_ME = "of me"
    """Open questions of others, on pages that the person worked on or in threads of theirs."""


@dataclass(frozen=True, slots=True)
class ThreadsWanted:
    """What to list. `person` is who looks, `by` who opened the thread (folded names, all of each
    person); `open`: only open ones, only closed ones, or (None) both.
    """

    which: Asked = Asked.ALL
    person: frozenset[str] = frozenset()
    open: bool | None = None
    by: frozenset[str] = frozenset()
    document: DocumentId | None = None
    page: PageId | None = None
    text: str = ""


@dataclass(slots=True)
class _Course:
    opener: d.Decision
    gone: bool = False
    open: bool = True
    closed_by: str = ""
    closed_at: datetime | None = None
    replies: list[Answer] = field(default_factory=list)


def threads(decisions: Iterable[d.Decision]) -> tuple[Thread, ...]:
    """The threads of a page, or of a document's header, in the order in which they were opened.

    A query that was taken out of the text leaves a closed thread where somebody had answered.
    """
    every = tuple(decisions)
    if not any(opens(one) for one in every):
        return ()
    force = {one.id for one in in_force(every)}
    found: dict[DecisionId, _Course] = {}
    for one in sorted(every, key=lambda decision: decision.id):
        stands = one.id in force
        if opens(one) and (stands or isinstance(one.act, d.Mark)):
            found[one.id] = _Course(one, gone=not stands, open=stands)
        elif stands:
            _go_on(found, one)
    return tuple(_thread(course) for course in found.values() if not course.gone or course.replies)


def opens(decision: d.Decision) -> bool:
    """Whether a decision opens a thread."""
    act = decision.act
    return isinstance(act, d.Comment) or (isinstance(act, d.Mark) and act.mark is MarkName.QUERY)


def touches_threads(decisions: Iterable[d.Decision]) -> bool:
    """Whether decisions may have changed threads."""
    return any(
        opens(one) or isinstance(one.act, (*d.TALK_ACTS, d.Revert, d.Reject)) for one in decisions
    )


def _go_on(found: Mapping[DecisionId, _Course], decision: d.Decision) -> None:
    match decision.act:
        case d.Reply(thread, text) if thread in found:
            found[thread].replies.append(
                Answer(decision.id, text, decision.by, decision.at, decision.login)
            )
        case d.CloseThread(thread) if thread in found:
            found[thread].open = False
            found[thread].closed_by, found[thread].closed_at = decision.by, decision.at
        case d.OpenThread(thread) if thread in found and not found[thread].gone:
            found[thread].open = True
            found[thread].closed_by, found[thread].closed_at = "", None


def _thread(course: _Course) -> Thread:
    opener, act = course.opener, course.opener.act
    said = act if isinstance(act, d.Comment) else None
    return Thread(
        id=opener.id,
        document=opener.place.document,
        page=opener.place.page,
        text=said.text if said else _note(act),
        by=opener.by,
        at=opener.at,
        words=said.words if said else span_of(act),
        about=said.about if said else None,
        asks=said.asks if said else True,
        open=course.open,
        replies=tuple(course.replies),
        closed_by=course.closed_by,
        login=opener.login,
        closed_at=course.closed_at,
    )


def _note(act: d.Act) -> str:
    return str(act.attributes.get("note", "")) if isinstance(act, d.Mark) else ""


def words_now(thread: Thread, reading: PageReading) -> str:
    """The words that a thread is about as they read now; empty where nothing of them is left."""
    span = thread.words
    if span is None or span.last >= len(reading.page.tokens):
        return ""
    return reading.text_of(span)


def open_counts(found: Sequence[Thread]) -> tuple[int, int]:
    """(open threads, open questions among them)."""
    return sum(one.open for one in found), sum(one.waits for one in found)
