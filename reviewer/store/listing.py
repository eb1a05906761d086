"""The rows of the list of documents: kept with every change, so that no list has to count.

What a unit changes is gathered and written when it ends, document by document in the order of their
numbers: two people who work on the same documents then wait for one another and never in a circle.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    bindparam,
    case,
    func,
    insert,
    select,
    update,
)

from reviewer.core.edition import STATES_IN_ORDER, document_state
from reviewer.core.ids import DocumentId
from reviewer.core.listing import DocumentRow, DocumentsWanted, Sort, Talking
from reviewer.core.states import State
from reviewer.core.text import fold_case
from reviewer.store import schema
from reviewer.store.channel import Channel
from reviewer.store.columns import escape
from reviewer.store.refusals import no_document

_LISTING = schema.listing.c
_DOCUMENT = schema.document.c
_WORKER = schema.worker.c
_ADD = insert(schema.listing)
_STATES = {state: _LISTING[schema.pages_in(state)] for state in State}
_COUNTS = ("words", "open_findings", "threads", "questions")
_ROWS = select(schema.listing, _DOCUMENT.name, _DOCUMENT.title).join(
    schema.document, _DOCUMENT.id == _LISTING.document_id
)
_MOVE = (
    update(schema.listing)
    .where(_LISTING.document_id == bindparam("which"))
    .values(
        {column.name: column + bindparam(f"more_{column.name}") for column in _STATES.values()}
        | {name: _LISTING[name] + bindparam(f"more_{name}") for name in _COUNTS}
    )
    .returning(_LISTING.state, *_STATES.values())
)
_SET = update(schema.listing).where(_LISTING.document_id == bindparam("which"))
_ORDER = case({str(state): n for n, state in enumerate(STATES_IN_ORDER)}, value=_LISTING.state)
_SORTS: dict[Sort, ColumnElement[Any]] = {
    Sort.IMPORTED: _LISTING.document_id,
    Sort.NAME: _DOCUMENT.name,
    Sort.TITLE: _DOCUMENT.title,
    Sort.STATE: _ORDER,
    Sort.PAGES: sum(list(_STATES.values())[1:], start=_STATES[State.NEW]),
    Sort.WORDS: _LISTING.words,
    Sort.FINDINGS: _LISTING.open_findings,
    Sort.THREADS: _LISTING.threads,
    Sort.QUESTIONS: _LISTING.questions,
    Sort.VERSION: _LISTING.version,
    Sort.CHANGED: func.coalesce(_LISTING.changed_at, datetime(1, 1, 1, tzinfo=UTC)),
    Sort.DUE: func.coalesce(_LISTING.due, "9999"),
    Sort.SUBMITTED: _LISTING.submitted_by,
    Sort.APPROVED: _LISTING.approved_by,
}
_AT_ONCE = 500  # rows asked for by number


@dataclass(slots=True)
class _Changes:
    more: dict[str, int] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)


class SqlListing:
    """The table `listing`."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._waiting: dict[DocumentId, _Changes] = {}

    def add(self, document: DocumentId, name: str, title: str) -> None:
        """A row for a new document without pages."""
        values = dict.fromkeys((*(one.name for one in _STATES.values()), *_COUNTS), 0)
        people = dict.fromkeys(("submitted_by", "approved_by", "changed_by"), "")
        self._channel.change(
            _ADD,
            {
                "document_id": document,
                "folded": fold_case(f"{name}\n{title}"),
                "state": str(State.NEW),
                "version": 1,
                **values,
                **people,
            },
        )

    def forget(self, document: DocumentId) -> None:
        """Of a document that was taken back within the unit, nothing is to be written."""
        self._waiting.pop(document, None)

    def count_more(self, document: DocumentId, **more: int) -> None:
        """Add to counts when the unit ends; a page's state is counted by its column's name."""
        kept = self._waiting.setdefault(document, _Changes()).more
        for name, number in more.items():
            kept[name] = kept.get(name, 0) + number

    def move(self, document: DocumentId, before: State, after: State) -> None:
        """A page went from one state to another."""
        if before is not after:
            self.count_more(document, **{schema.pages_in(before): -1, schema.pages_in(after): 1})

    def say(self, document: DocumentId, **values: Any) -> None:
        """Set columns when the unit ends."""
        self._waiting.setdefault(document, _Changes()).values.update(values)

    def flush(self) -> None:
        """Write what was gathered."""
        for document in sorted(self._waiting):
            changes = self._waiting[document]
            if any(changes.more.values()):
                self._move(document, changes)
            if changes.values:
                self._channel.change(_SET.values(changes.values), {"which": document})
        self._waiting.clear()

    def _move(self, document: DocumentId, changes: _Changes) -> None:
        names = (*(column.name for column in _STATES.values()), *_COUNTS)
        more = {f"more_{name}": changes.more.get(name, 0) for name in names}
        row = self._channel.first(_MOVE, {"which": document, **more})
        if row is None:
            raise no_document(document)
        state = document_state(one for one, column in _STATES.items() if row._mapping[column.name])
        if row.state != state:
            changes.values["state"] = str(state)

    def set_version(self, document: DocumentId, version: int) -> None:
        """Say which version a document has come to."""
        self.say(document, version=version)

    def set_due(self, document: DocumentId, due: date | None) -> None:
        """Say when a document is wanted. Raises UsageError where there is none."""
        self.of(document)
        self.say(document, due=due and due.isoformat())

    def of(self, document: DocumentId) -> DocumentRow:
        """The row of one document. Raises UsageError where there is none."""
        self.flush()
        row = self._channel.first(_ROWS.where(_LISTING.document_id == document))
        if row is None:
            raise no_document(document)
        return _row_of(row)

    def rows(
        self, wanted: DocumentsWanted, *, limit: int = 100, skip: int = 0
    ) -> Sequence[DocumentRow]:
        """A screenful of the documents that are wanted.

        Their numbers are sorted first and by themselves: whole rows take several times as long.
        """
        self.flush()
        column, last = _SORTS[wanted.sort], _LISTING.document_id
        numbers = select(last)
        if wanted.sort in (Sort.NAME, Sort.TITLE):
            numbers = numbers.join(schema.document, _DOCUMENT.id == last)
        numbers = self._chosen(numbers, wanted).order_by(
            *((column.desc(), last.desc()) if wanted.down else (column, last))
        )
        found = [row[0] for row in self._channel.rows(numbers.limit(limit).offset(skip))]
        rows: dict[int, DocumentRow] = {}
        for start in range(0, len(found), _AT_ONCE):
            part = _ROWS.where(last.in_(found[start : start + _AT_ONCE]))
            rows.update({row.document_id: _row_of(row) for row in self._channel.rows(part)})
        return tuple(rows[number] for number in found)

    def count(self, wanted: DocumentsWanted) -> int:
        """How many documents are wanted."""
        self.flush()
        every = select(func.count()).select_from(schema.listing)
        return int(self._channel.scalar(self._chosen(every, wanted)))

    def _chosen(self, query: Select[Any], wanted: DocumentsWanted) -> Select[Any]:
        if wanted.states:
            query = query.where(_LISTING.state.in_(sorted(map(str, wanted.states))))
        if wanted.person:
            theirs = select(_WORKER.document_id).where(_WORKER.person.in_(sorted(wanted.person)))
            query = query.where(_LISTING.document_id.in_(theirs))
        if wanted.text:
            find = func.strpos if self._channel.dialect == "postgresql" else func.instr
            query = query.where(find(_LISTING.folded, escape(fold_case(wanted.text))) > 0)
        if wanted.threads is not None:
            query = query.where(_TALKING[wanted.threads])
        if wanted.due is not None:
            query = query.where(_LISTING.due.is_not(None), _LISTING.due <= wanted.due.isoformat())
        return query


_TALKING = {
    Talking.OPEN: _LISTING.threads > 0,
    Talking.QUESTIONS: _LISTING.questions > 0,
    Talking.NONE: _LISTING.threads == 0,
}


def _row_of(row: Row[Any]) -> DocumentRow:
    return DocumentRow(
        id=DocumentId(row.document_id),
        name=row.name,
        title=row.title,
        state=State(row.state),
        states={state: row._mapping[column.name] for state, column in _STATES.items()},
        words=row.words,
        open_findings=row.open_findings,
        threads=row.threads,
        questions=row.questions,
        submitted_by=row.submitted_by,
        approved_by=row.approved_by,
        version=row.version,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        due=None if row.due is None else date.fromisoformat(row.due),
    )
