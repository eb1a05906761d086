"""Who worked on the document, and when: respStmt, change, and the pointers to them.

Each person has one `respStmt` (ENCODING.md, section 5); a session becomes one `change`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from reviewer.core import decisions as d
from reviewer.core.edition import Edition, Session, document_state, make_sessions
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.people import PLAIN
from reviewer.core.people import People as Roster
from reviewer.core.reading import in_force
from reviewer.core.standings import Track
from reviewer.core.states import State
from reviewer.formats.writers.tei.names import Ids
from reviewer.formats.writers.tei.nodes import Element, element

STATUS: Mapping[State, str] = {
    State.NEW: "draft",
    State.IN_WORK: "unfinished",
    State.SUBMITTED: "candidate",
    State.RETURNED: "unfinished",
    State.APPROVED: "approved",
    State.PUBLISHED: "published",
    State.WITHDRAWN: "withdrawn",
}
_APPROVAL = "approval for publication"
_ALONE = "approval for publication, own work included"
_TASKS = (
    ("transcription review", d.TEXT_ACTS),
    ("encoding of the header", (d.SetHeader,)),
    ("submission for approval", (d.Submit,)),
    (_APPROVAL, (d.Approve, d.Reject, d.Return)),
    ("publication", (d.Publish, d.Withdraw)),
    ("comments on the transcription", d.TALK_ACTS),
)
_DONE: Sequence[tuple[type[d.Act], str, str]] = (
    (d.Replace, "1 reading changed", "{n} readings changed"),
    (d.Insert, "1 addition", "{n} additions"),
    (d.Split, "1 word split", "{n} words split"),
    (d.Join, "1 stretch joined", "{n} stretches joined"),
    (d.Keep, "1 reading confirmed", "{n} readings confirmed"),
    (d.Mark, "1 mark set", "{n} marks set"),
    (d.MoveLine, "1 line moved", "{n} lines moved"),
    (d.SplitLine, "1 line parted", "{n} lines parted"),
    (d.JoinLines, "1 line joined to another", "{n} lines joined to others"),
    (d.AddLine, "1 line added", "{n} lines added"),
    (d.SetRole, "1 line described", "{n} lines described"),
    (d.SetFlow, "the flow of 1 line told", "the flow of {n} lines told"),
    (d.SetHeader, "1 header field set", "{n} header fields set"),
    (d.Revert, "1 step undone", "{n} steps undone"),
    (d.Reject, "1 rejection", "{n} rejections"),
    (d.Return, "sent back once", "sent back {n} times"),
    (d.Submit, "1 page submitted", "{n} pages submitted"),
    (d.Approve, "1 approval", "{n} approvals"),
    (d.Reopen, "1 page opened again", "{n} pages opened again"),
    (d.Publish, "1 page published", "{n} pages published"),
    (d.Withdraw, "1 page withdrawn", "{n} pages withdrawn"),
    (d.Comment, "1 comment", "{n} comments"),
    (d.Reply, "1 reply", "{n} replies"),
    (d.CloseThread, "1 conversation closed", "{n} conversations closed"),
    (d.OpenThread, "1 conversation opened again", "{n} conversations opened again"),
)


@dataclass(slots=True)
class _Person:
    name: str
    id: str
    tasks: set[str] = field(default_factory=set)


class People:
    """The persons of one document, each once, whatever names the project knows them by."""

    def __init__(self, ids: Ids, roster: Roster = PLAIN) -> None:
        self._ids = ids
        self._roster = roster
        self._people: dict[str, _Person] = {}
        self._pointers: dict[tuple[str, type[d.Act]], str] = {}

    def pointer(self, decision: d.Decision) -> str:
        """`#id` of who took the decision; the respStmt will say so."""
        kind = decision.by, type(decision.act)
        known = self._pointers.get(kind)
        if known is None:
            person = self._person(decision.by)
            person.tasks.update(task for task, acts in _TASKS if issubclass(kind[1], acts))
            known = self._pointers[kind] = f"#{person.id}"
        return known

    def name(self, name: str) -> str:
        """The name by which the respStmt knows somebody."""
        return self._person(name).name

    def _person(self, name: str) -> _Person:
        key = self._roster.key(name)
        if key not in self._people:
            number = len(self._people) + 1
            self._people[key] = _Person(self._roster.name_of(name), self._ids.make("ed", number))
        return self._people[key]

    def statements(self, *, alone: bool = False) -> Iterable[Element]:
        """A respStmt for each; `alone`: who approved had worked on it."""
        for person in self._people.values():
            # Who only undid something reviewed the transcription, too.
            tasks = [task for task, _ in _TASKS if task in person.tasks] or [_TASKS[0][0]]
            yield element(
                "respStmt",
                *(
                    element("resp", _ALONE if alone and task == _APPROVAL else task)
                    for task in tasks
                ),
                element("persName", person.name),
                xml_id=person.id,
            )


@dataclass(frozen=True, slots=True)
class _Change:
    id: str
    who: str
    when: datetime
    status: str
    text: str


class Changes:
    """The revision history: the import, then a change for each session."""

    def __init__(self, edition: Edition, people: People, ids: Ids, application: str) -> None:
        self._of: dict[DecisionId, str] = {}
        self.status = STATUS[edition.state]
        imported = "The OCR transcript was imported."
        changes = [
            _Change(ids.make("chg", 1), f"#{application}", edition.imported, "draft", imported)
        ]
        sessions = edition.sessions or tuple(make_sessions(edition.history))
        for number, (session, state) in enumerate(_reached(edition, sessions), start=2):
            for decision in session.decisions:
                self._of[decision.id] = ids.make("chg", number)
            pointers = [people.pointer(decision) for decision in session.decisions]
            # The clocks of two machines may differ: the ledger's order stands, so no change may
            # seem older than the one before it.
            when = max(session.end, changes[-1].when)
            text = _summary(session.decisions)
            changes.append(_Change(ids.make("chg", number), pointers[0], when, STATUS[state], text))
        # The newest change must not contradict the status of the whole.
        changes[-1] = replace(changes[-1], status=self.status)
        self._changes = changes

    @property
    def last(self) -> datetime:
        """When the newest change was made."""
        return self._changes[-1].when

    @property
    def count(self) -> int:
        """How many changes there are."""
        return len(self._changes)

    def pointer(self, decision: DecisionId) -> str:
        """`#id` of the change that a decision belongs to; empty where it is in none."""
        change = self._of.get(decision)
        return f"#{change}" if change else ""

    def elements(self) -> Iterable[Element]:
        """The changes, newest first."""
        for number, change in reversed(list(enumerate(self._changes, start=1))):
            yield element(
                "change",
                change.text,
                xml_id=change.id,
                n=str(number),
                when=timestamp(change.when),
                who=change.who,
                status=change.status,
            )


def timestamp(moment: datetime) -> str:
    """A moment as UTC dateTime, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _reached(edition: Edition, sessions: Sequence[Session]) -> Iterable[tuple[Session, State]]:
    """Each session with the state that the whole document had at its end.

    A session's own state is that of the page it ended on; the document is approved only with its
    last page. The newest change has the document's state as the edition gives it.
    """
    pages: dict[PageId, _Growing] = defaultdict(lambda: _Growing(edition.people))
    states = dict.fromkeys(edition.document.pages, State.NEW)
    for session in sessions[:-1]:
        for page, decisions in _by_page(session).items():
            states[page] = pages[page].add(decisions)
        yield session, document_state(states.values())
    if sessions:
        yield sessions[-1], edition.state


class _Growing:
    """A page while its ledger grows; it is folded anew only where something is taken back, or two
    people who worked in turns would cost the square of what they did.
    """

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._by_id: dict[DecisionId, d.Decision] = {}
        self._track = Track(roster, self._by_id)

    def add(self, decisions: Sequence[d.Decision]) -> State:
        """The state after the next decisions of the page, in order."""
        self._by_id.update((one.id, one) for one in decisions)
        if any(isinstance(one.act, d.Revert | d.Reject) for one in decisions):
            self._track = Track(self._roster, self._by_id)
            decisions = in_force(self._by_id.values())
        for one in decisions:
            self._track.take(one)
        return self._track.state


def _by_page(session: Session) -> Mapping[PageId, Sequence[d.Decision]]:
    found: dict[PageId, list[d.Decision]] = defaultdict(list)
    for decision in session.decisions:
        if decision.place.page is not None:
            found[decision.place.page].append(decision)
    return found


def _summary(decisions: Sequence[d.Decision]) -> str:
    """One sentence on a session."""
    counts = Counter(type(decision.act) for decision in decisions)
    parts = [
        one if counts[act] == 1 else many.format(n=counts[act])
        for act, one, many in _DONE
        if counts[act]
    ]
    sentence = ", ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}."
