"""The ledger: all decisions, in order, append-only.

Two writers of one place are kept apart by one statement, which moves the place's revision on only
where nobody decided anything behind the expected one (`settled`; talk is no decision); unique
positions in the table are the last guard behind it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, Table, bindparam, func, insert, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from reviewer.core.decisions import TALK_ACTS, Approve, Decision, Draft, Place, Reopen, Submit
from reviewer.core.errors import Conflict
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.people import fold_name
from reviewer.core.records import act_record, grounds_record
from reviewer.core.renumbering import NOTHING, named_decisions, renumbered
from reviewer.store import schema
from reviewer.store.channel import Channel
from reviewer.store.listing import SqlListing
from reviewer.store.refusals import no_document, no_page
from reviewer.store.rows import decision_of
from reviewer.store.talks import SqlTalks

K = TypeVar("K")

_PAGE = schema.page.c
_DOCUMENT = schema.document.c
_DECISION = schema.decision.c
_NEW = NOTHING  # until the database gives a number
_AT_ONCE = 1000  # decisions restored in one statement

_STEPS: Any = bindparam("steps")
_TALK = frozenset(act.name for act in TALK_ACTS)


def _moves(table: Table, document: ColumnElement[int]) -> tuple[ReturningUpdate[Any], ...]:
    """The statements that move a place's revision on, for talk alone and for all else.

    Each writes where the place is still as it was seen. What was only said since is no difference,
    and whoever only says something may have seen any older state.
    """
    place = table.c
    here = (
        place.id == bindparam("place"),
        document == bindparam("document"),
        place.revision >= bindparam("expected"),
    )
    talk = update(table).where(*here).values(revision=place.revision + _STEPS)
    decide = talk.where(place.settled <= bindparam("expected")).values(
        settled=place.revision + _STEPS
    )
    return talk.returning(place.revision), decide.returning(place.revision)


_MOVE_PAGE = _moves(schema.page, _PAGE.document_id)
_MOVE_DOCUMENT = _moves(schema.document, _DOCUMENT.id)
_ADD = insert(schema.decision).returning(_DECISION.id, sort_by_parameter_order=True)
_ALL = select(schema.decision)
_IN_ORDER = _ALL.order_by(_DECISION.id)
_ABOUT_PAGE = _ALL.where(_DECISION.page_id == bindparam("page")).order_by(_DECISION.position)
_ABOUT_PAGES = _ALL.where(_DECISION.page_id.in_(bindparam("pages", expanding=True))).order_by(
    _DECISION.page_id, _DECISION.position
)
_ABOUT_DOCUMENT = _ALL.where(
    _DECISION.document_id == bindparam("document"), _DECISION.page_id.is_(None)
).order_by(_DECISION.position)

_ABOUT_DOCUMENTS = _ALL.where(
    _DECISION.document_id.in_(bindparam("documents", expanding=True)), _DECISION.page_id.is_(None)
).order_by(_DECISION.document_id, _DECISION.position)


class SqlLedger:
    """The table `decision`, and the revisions of pages and documents."""

    def __init__(
        self, channel: Channel, listing: SqlListing, talks: SqlTalks, login: str = ""
    ) -> None:
        """`login` is whom the database knows us as, empty where it knows nobody."""
        self._channel = channel
        self._listing = listing
        self._talks = talks
        self._login = login

    def revision(self, place: Place) -> int:
        """How many decisions the place has. Raises UsageError where there is no such place."""
        if place.page is None:
            found = select(_DOCUMENT.revision).where(_DOCUMENT.id == place.document)
        else:
            found = select(_PAGE.revision).where(
                _PAGE.id == place.page, _PAGE.document_id == place.document
            )
        revision: int | None = self._channel.scalar(found)
        if revision is None:
            raise no_document(place.document) if place.page is None else no_page(place.page)
        return revision

    def append(
        self, place: Place, expected: int, drafts: Sequence[Draft], by: str, batch: str = ""
    ) -> Sequence[Decision]:
        """Write drafts behind the `expected` revision, dated now.

        Raises Conflict where somebody decided more than talk since; nothing is written then and the
        unit can go on. Raises UsageError where there is no such place.
        """
        revision = self._move(place, expected, drafts)
        if revision is None:
            raise self._conflict(place, expected, drafts)
        now = datetime.now(UTC)
        values = _values(place, revision - len(drafts), drafts, by, now, batch, self._login)
        ids = self._channel.insert(_ADD, values)
        self._tell(place, drafts, by, now)
        return tuple(
            Decision(
                DecisionId(number), place, by, now, draft.act, draft.grounds, batch, self._login
            )
            for number, draft in zip(ids, drafts, strict=True)
        )

    def restore(self, decisions: Sequence[Decision]) -> Sequence[Decision]:
        """Write decisions of another ledger, in its order, with their own names, dates and batches.

        Their places have no decisions yet: else Conflict is raised and nothing is written. They get
        new numbers, and where one names another it is renumbered with them; what it names that is
        not before it becomes `renumbering.NOTHING`. Raises UsageError where there is no such place.
        """
        with self._channel.step():
            self._claim(decisions)
            return tuple(self._restored(decisions))

    def _claim(self, decisions: Sequence[Decision]) -> None:
        """Move on the revisions of the places that decisions are about."""
        by_place: dict[Place, list[Decision]] = {}
        for decision in decisions:
            by_place.setdefault(decision.place, []).append(decision)
        for place, theirs in by_place.items():
            drafts = [Draft(one.act, one.grounds) for one in theirs]
            last = max(
                (n for n, one in enumerate(drafts, 1) if one.act.name not in _TALK), default=0
            )
            revision = self._move(place, 0, drafts[:last]) if last else 0
            if revision is not None and last < len(drafts):  # what was only said at the end
                revision = self._move(place, last, drafts[last:])
            if revision != len(drafts):
                raise self._conflict(place, 0, drafts)
            # Whoever decided last is told of last.
            for by in reversed(dict.fromkeys(one.by for one in reversed(theirs))):
                own = [draft for draft, one in zip(drafts, theirs, strict=True) if one.by == by]
                self._tell(place, own, by, max(one.at for one in theirs))

    def _restored(self, decisions: Sequence[Decision]) -> Iterator[Decision]:
        """Write as many at once as do not name one another: numbers are the database's to give."""
        known: dict[DecisionId, DecisionId] = {}
        positions: Counter[Place] = Counter()
        waiting: list[Decision] = []

        def written() -> Iterator[Decision]:
            made = [replace(one, act=renumbered(one.act, known)) for one in waiting]
            rows = []
            for one in made:
                positions[one.place] += 1
                rows.append(_row(one, positions[one.place]))
            numbers = self._channel.insert(_ADD, rows)
            for old, one, number in zip(waiting, made, numbers, strict=True):
                known[old.id] = DecisionId(number)
                yield replace(one, id=DecisionId(number))

        among: set[DecisionId] = set()
        for decision in decisions:
            if len(waiting) == _AT_ONCE or not among.isdisjoint(named_decisions(decision.act)):
                yield from written()
                waiting, among = [], set()
            waiting.append(decision)
            among.add(decision.id)
        yield from written()

    def _move(self, place: Place, expected: int, drafts: Sequence[Draft]) -> int | None:
        """Move a place's revision on; the new one, None where it is not as expected."""
        talk = bool(drafts) and all(draft.act.name in _TALK for draft in drafts)
        move = (_MOVE_DOCUMENT if place.page is None else _MOVE_PAGE)[0 if talk else 1]
        which = {"place": place.document if place.page is None else place.page}
        step = {"document": place.document, "expected": expected, "steps": len(drafts)}
        revision: int | None = self._channel.scalar(move, {**which, **step})
        return revision

    def _tell(self, place: Place, drafts: Sequence[Draft], by: str, now: datetime) -> None:
        """Let lists know who did what here last."""
        self._talks.worked(place.document, place.page, by)
        said: dict[str, Any] = {"changed_at": now, "changed_by": by}
        for draft in drafts:
            match draft.act:
                case Submit():
                    said["submitted_by"] = by
                case Approve(targets) if not targets and place.page is not None:
                    said["approved_by"] = by
                case Reopen():
                    said["approved_by"] = ""
        self._listing.say(place.document, **said)

    def _conflict(self, place: Place, expected: int, drafts: Sequence[Draft]) -> Conflict:
        self.revision(place)  # raises where it is not the revision that is wrong, but the place
        since = _IN_ORDER.where(_about(place), _DECISION.position > expected)
        theirs = self._decisions(since.where(_DECISION.act.not_in(sorted(_TALK))), None)
        return Conflict(drafts, theirs, self._name(place))

    def _name(self, place: Place) -> str:
        """The place in words: document and page."""
        name = self._channel.scalar(select(_DOCUMENT.name).where(_DOCUMENT.id == place.document))
        if place.page is None:
            return str(name)
        number = self._channel.scalar(select(_PAGE.number).where(_PAGE.id == place.page))
        return f"{name}, page {number}"

    def of(self, place: Place) -> Sequence[Decision]:
        """The decisions about exactly this place, in order."""
        if place.page is None:
            return self._decisions(_ABOUT_DOCUMENT, {"document": place.document})
        return self._decisions(_ABOUT_PAGE, {"page": place.page})

    def of_document(self, document: DocumentId) -> Sequence[Decision]:
        """The decisions about a document and all its pages, in order."""
        return self._decisions(_IN_ORDER.where(_DECISION.document_id == document), None)

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

        `by` is compared as the workflow compares names: blanks and case do not make another person.
        """
        wanted = _ALL.order_by(_DECISION.id.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(_DECISION.id < before)
        if by is not None:
            wanted = wanted.where(_DECISION.person == fold_name(by))
        if place is not None:
            wanted = wanted.where(_about(place))
        if document is not None:
            wanted = wanted.where(_DECISION.document_id == document)
        if since is not None:
            wanted = wanted.where(_DECISION.at >= since)
        if until is not None:
            wanted = wanted.where(_DECISION.at < until)
        if acts:
            wanted = wanted.where(_DECISION.act.in_(sorted(acts)))
        return self._decisions(wanted, None)

    def of_pages(self, pages: Iterable[PageId]) -> Mapping[PageId, Sequence[Decision]]:
        """The decisions about some pages, in order; pages without any are left out."""
        wanted = list(pages)
        if not wanted:
            return {}
        return _gathered(
            (PageId(row.page_id), row)
            for row in self._channel.rows(_ABOUT_PAGES, {"pages": wanted})
        )

    def of_headers(
        self, documents: Iterable[DocumentId]
    ) -> Mapping[DocumentId, Sequence[Decision]]:
        """The decisions about some documents' headers alone, in order; as `of_pages`."""
        wanted = list(documents)
        if not wanted:
            return {}
        return _gathered(
            (DocumentId(row.document_id), row)
            for row in self._channel.rows(_ABOUT_DOCUMENTS, {"documents": wanted})
        )

    def login_of(self, names: Iterable[str]) -> str:
        """The login that first signed with one of some names (folded); empty where none did."""
        first = (
            select(_DECISION.login)
            .where(_DECISION.person.in_(sorted(names)), _DECISION.login != "")
            .order_by(_DECISION.id)
            .limit(1)
        )
        return str(self._channel.scalar(first) or "")

    def pages_with(self, act: str) -> Sequence[PageId]:
        """The pages with a decision of this kind, in order; looks through the whole ledger."""
        which = select(_DECISION.page_id).where(
            _DECISION.act == act, _DECISION.page_id.is_not(None)
        )
        rows = self._channel.rows(which.distinct().order_by(_DECISION.page_id))
        return tuple(PageId(row.page_id) for row in rows)

    def last(self) -> DecisionId:
        """The number of the newest decision; 0 where there is none."""
        return DecisionId(int(self._channel.scalar(select(func.max(_DECISION.id))) or 0))

    def batch(self, batch: str) -> Sequence[Decision]:
        """The decisions of one batch, in order; none for the empty name, which is no batch."""
        if not batch:
            return ()
        # The condition of the partial index is said again, so that the index is taken.
        return self._decisions(_IN_ORDER.where(_DECISION.batch == batch, schema.IN_BATCH), None)

    def _decisions(
        self, wanted: Select[Any], values: dict[str, Any] | None
    ) -> tuple[Decision, ...]:
        return tuple(decision_of(row) for row in self._channel.rows(wanted, values))


def _gathered(rows: Iterable[tuple[K, Row[Any]]]) -> Mapping[K, Sequence[Decision]]:
    """The decisions of rows by what each is about, in order."""
    found: dict[K, list[Decision]] = {}
    for key, row in rows:
        found.setdefault(key, []).append(decision_of(row))
    return found


def _about(place: Place) -> ColumnElement[bool]:
    if place.page is not None:
        return _DECISION.page_id == place.page
    return (_DECISION.document_id == place.document) & _DECISION.page_id.is_(None)


def _values(
    place: Place,
    behind: int,
    drafts: Sequence[Draft],
    by: str,
    now: datetime,
    batch: str,
    login: str,
) -> list[dict[str, Any]]:
    """The rows of drafts that stand behind a revision."""
    return [
        _row(Decision(_NEW, place, by, now, draft.act, draft.grounds, batch, login), position)
        for position, draft in enumerate(drafts, behind + 1)
    ]


def _row(decision: Decision, position: int) -> dict[str, Any]:
    """The row of a decision that has no number yet; `position` is its revision of the place."""
    return {
        "document_id": decision.place.document,
        "page_id": decision.place.page,
        "position": position,
        "by": decision.by,
        "person": fold_name(decision.by),
        "at": decision.at,
        "act": decision.act.name,
        "record": act_record(decision.act),
        "grounds": grounds_record(decision.grounds),
        "batch": decision.batch,
        "login": decision.login,
    }
