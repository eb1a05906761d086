"""The ledger: all decisions, in order, append-only.

Two writers of one place are kept apart by one statement, which moves the place's revision on only
where it is still the expected one; unique positions in the table are the last guard behind it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, insert, select, update

from reviewer.core.decisions import Decision, Draft, Place
from reviewer.core.errors import Conflict
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.records import act_record, grounds_record
from reviewer.core.renumbering import NOTHING, named_decisions, renumbered
from reviewer.core.workflow import fold_name
from reviewer.store import schema
from reviewer.store.channel import Channel
from reviewer.store.rows import decision_of
from reviewer.store.sources import no_document, no_page

_PAGE = schema.page.c
_DOCUMENT = schema.document.c
_DECISION = schema.decision.c
_NEW = NOTHING  # until the database gives a number
_AT_ONCE = 1000  # decisions restored in one statement

_MOVE_PAGE = (
    update(schema.page)
    .where(
        _PAGE.id == bindparam("place"),
        _PAGE.document_id == bindparam("document"),
        _PAGE.revision == bindparam("expected"),
    )
    .values(revision=_PAGE.revision + bindparam("steps"))
)
_MOVE_DOCUMENT = (
    update(schema.document)
    .where(_DOCUMENT.id == bindparam("place"), _DOCUMENT.revision == bindparam("expected"))
    .values(revision=_DOCUMENT.revision + bindparam("steps"))
)
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


class SqlLedger:
    """The table `decision`, and the revisions of pages and documents."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

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

        Raises Conflict where the place has another revision by now; nothing is written then and the
        unit can go on. Raises UsageError where there is no such place.
        """
        step = {"place": place.page, "expected": expected, "steps": len(drafts)}
        if place.page is None:
            moved = self._channel.change(_MOVE_DOCUMENT, {**step, "place": place.document})
        else:
            moved = self._channel.change(_MOVE_PAGE, {**step, "document": place.document})
        if not moved:
            raise self._conflict(place, expected, drafts)
        now = datetime.now(UTC)
        ids = self._channel.insert(_ADD, _values(place, expected, drafts, by, now, batch))
        return tuple(
            Decision(DecisionId(number), place, by, now, draft.act, draft.grounds, batch)
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
        for place, count in Counter(decision.place for decision in decisions).items():
            step = {"place": place.page or place.document, "expected": 0, "steps": count}
            statement = _MOVE_DOCUMENT
            if place.page is not None:
                statement, step = _MOVE_PAGE, {**step, "document": place.document}
            if not self._channel.change(statement, step):
                drafts = [Draft(one.act, one.grounds) for one in decisions if one.place == place]
                raise self._conflict(place, 0, drafts)

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

    def _conflict(self, place: Place, expected: int, drafts: Sequence[Draft]) -> Conflict:
        self.revision(place)  # raises where it is not the revision that is wrong, but the place
        theirs = self._decisions(
            _IN_ORDER.where(_about(place), _DECISION.position > expected), None
        )
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
        found: dict[PageId, list[Decision]] = {}
        for row in self._channel.rows(_ABOUT_PAGES, {"pages": wanted}):
            found.setdefault(PageId(row.page_id), []).append(decision_of(row))
        return found

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


def _about(place: Place) -> ColumnElement[bool]:
    if place.page is not None:
        return _DECISION.page_id == place.page
    return (_DECISION.document_id == place.document) & _DECISION.page_id.is_(None)


def _values(
    place: Place, expected: int, drafts: Sequence[Draft], by: str, now: datetime, batch: str
) -> list[dict[str, Any]]:
    """The rows of drafts that stand behind revision `expected`."""
    return [
        _row(Decision(_NEW, place, by, now, draft.act, draft.grounds, batch), position)
        for position, draft in enumerate(drafts, expected + 1)
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
    }
