"""An edition: all that a writer needs to publish one document."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from reviewer.core import decisions as d
from reviewer.core.findings import Stamp
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.model import Document, Original
from reviewer.core.people import PLAIN, People
from reviewer.core.reading import PageReading, in_force
from reviewer.core.standings import Track
from reviewer.core.states import SIGNED, State

_PAUSE = timedelta(hours=1)  # a longer pause ends a session


class Profile(StrEnum):
    """How much the TEI holds (ENCODING.md, section 1)."""

    READING = "reading"
    DOCUMENTARY = "documentary"
    ARCHIVAL = "archival"


@dataclass(frozen=True, slots=True)
class Session:
    """One person's work without a long pause: becomes one `change` in the revision history.

    `number` counts from 1 over the document; `state` is what the last step of the session reached.
    """

    number: int
    by: str
    start: datetime
    end: datetime
    state: State
    decisions: tuple[d.Decision, ...]


@dataclass(frozen=True)
class Edition:
    """A document, read page by page. `pages` may be walked several times; each walk folds anew.

    `state` is that of the document: approved only where every page is. `imported` is when the
    source came in; `history` holds every decision of the document in ledger order, reverted ones
    included. `originals` are the files that pages were read from, by name (`Page.file`); a file is
    fetched when it is asked for. Relative paths of images start at `folder`. `entries` are those of
    the lexicon that marked names refer to, as far as they are known.
    """

    document: Document
    pages: Iterable[PageReading]
    state: State
    imported: datetime
    header: Mapping[str, str] = field(default_factory=dict)
    history: Sequence[d.Decision] = ()
    sessions: Sequence[Session] = ()
    engine: Stamp | None = None
    originals: Mapping[str, Original] = field(default_factory=dict)
    folder: Path | None = None
    entries: Sequence[LexiconEntry] = ()
    found: Mapping[str, str] | None = None
    """Header fields as the source has them; None where these are `header` itself."""
    version: int = 1
    """Counts from 1; opening a page of a finished document again begins another."""
    alone: bool = False
    """Whether a page was approved by somebody who worked on it, which the project allowed then."""
    people: People = PLAIN
    """Who counts as whom, and what was changed of that and of four eyes, when and by whom."""


STATES_IN_ORDER = (
    State.RETURNED,
    State.IN_WORK,
    State.NEW,
    State.SUBMITTED,
    State.APPROVED,
    State.WITHDRAWN,
    State.PUBLISHED,
)


def document_state(states: Iterable[State]) -> State:
    """The state of a document from those of its pages: the least advanced speaks for all."""
    found = set(states)
    least = min(found, key=STATES_IN_ORDER.index, default=State.NEW)
    # Where some pages are further on, the document is no longer new.
    return State.IN_WORK if least is State.NEW and len(found) > 1 else least


def document_version(history: Iterable[d.Decision], pages: int, people: People = PLAIN) -> int:
    """Which version of a document of so many pages its ledger has come to, from 1.

    Opening pages again one after the other makes one new version, until all are signed again.
    """
    return document_course(history, pages, people)[0]


def document_course(
    history: Iterable[d.Decision], pages: int, people: People = PLAIN
) -> tuple[int, bool]:
    """The version of a document, and whether a page of it was approved, as it stands, by somebody
    who worked on it (`Standing.alone`).
    """
    every = tuple(history)
    by_id: dict[PageId, dict[DecisionId, d.Decision]] = {}
    for one in every:
        if one.place.page is not None:
            by_id.setdefault(one.place.page, {})[one.id] = one
    on: dict[PageId, Track] = {}
    version, signed, whole = 1, 0, False
    for one in in_force(every):
        page = one.place.page
        if page is None:
            continue
        if page not in on:
            on[page] = Track(people, by_id[page])
        track = on[page]
        before = track.state in SIGNED
        track.take(one)
        signed += (track.state in SIGNED) - before
        if whole and signed < pages:
            version += 1
        whole = pages > 0 and signed == pages
    return version, any(track.alone for track in on.values())


def make_sessions(decisions: Iterable[d.Decision]) -> Iterator[Session]:
    """Group decisions (in ledger order) into sessions: by person, until a pause of an hour."""
    group: list[d.Decision] = []
    number = 0
    state = State.NEW
    for decision in decisions:
        if group and (decision.by != group[-1].by or decision.at - group[-1].at > _PAUSE):
            number += 1
            yield _session(number, group, state)
            group = []
        state = _reached(decision.act, state)
        group.append(decision)
    if group:
        yield _session(number + 1, group, state)


def _session(number: int, group: Sequence[d.Decision], state: State) -> Session:
    return Session(number, group[0].by, group[0].at, group[-1].at, state, tuple(group))


def _reached(act: d.Act, before: State) -> State:
    match act:
        case d.Submit():
            return State.SUBMITTED
        case d.Return():
            return State.RETURNED
        case d.Approve(targets) if not targets:
            return State.APPROVED
        case d.Reopen():
            return State.IN_WORK
        case d.Publish():
            return State.PUBLISHED
        case d.Withdraw():
            return State.WITHDRAWN
        case d.Approve() | d.Reject() | d.SetHeader():
            return before
        case _ if isinstance(act, d.TALK_ACTS):
            return before
    return State.IN_WORK
