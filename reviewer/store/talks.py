"""Threads as lists show them, kept beside the ledger that says them; and who worked where."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    cast,
    delete,
    func,
    insert,
    or_,
    select,
    text,
)

from reviewer.core.ids import DocumentId, PageId
from reviewer.core.people import fold_name
from reviewer.core.text import fold_case
from reviewer.core.threads import Asked, Thread, ThreadsWanted, open_counts
from reviewer.store import schema
from reviewer.store.channel import Channel
from reviewer.store.columns import escape
from reviewer.store.listing import SqlListing

_THREAD = schema.thread.c
_WORKER = schema.worker.c
_ADD = insert(schema.thread)
_OPEN = func.sum(cast(_THREAD.is_open, Integer))
_WAIT = func.sum(case((and_(_THREAD.is_open, _THREAD.asks), 1), else_=0))
# Both databases know this sentence; SQLAlchemy would have one construct for each.
_WORKED = text(
    "INSERT INTO worker (document_id, person, page_id) VALUES (:document, :person, :page)"
    " ON CONFLICT DO NOTHING"
).bindparams(bindparam("person", type_=schema.worker.c.person.type))


class SqlTalks:
    """The tables `thread` and `worker`."""

    def __init__(self, channel: Channel, listing: SqlListing) -> None:
        self._channel = channel
        self._listing = listing

    def put(self, document: DocumentId, page: PageId | None, threads: Sequence[Thread]) -> None:
        """Keep the threads of a page (None: of the header) in the place of those before."""
        here = and_(
            _THREAD.document_id == document,
            _THREAD.page_id.is_(None) if page is None else _THREAD.page_id == page,
        )
        row = self._channel.first(select(_OPEN.label("open"), _WAIT.label("waits")).where(here))
        before = (row.open or 0, row.waits or 0) if row else (0, 0)
        after = open_counts(threads)
        self._channel.change(delete(schema.thread).where(here))
        self._channel.change(_ADD, [_values(document, page, one) for one in threads])
        self._listing.count_more(
            document, threads=after[0] - before[0], questions=after[1] - before[1]
        )

    def find(
        self, wanted: ThreadsWanted, *, limit: int = 100, skip: int = 0
    ) -> Sequence[tuple[PageId | None, DocumentId, int]]:
        """Page, document and id of the threads that are wanted, those spoken in last first."""
        query = self._chosen(
            select(_THREAD.id, _THREAD.page_id, _THREAD.document_id), wanted
        ).order_by(_THREAD.last.desc())
        return tuple(
            (
                None if row.page_id is None else PageId(row.page_id),
                DocumentId(row.document_id),
                row.id,
            )
            for row in self._channel.rows(query.limit(limit).offset(skip))
        )

    def count(self, wanted: ThreadsWanted) -> int:
        """How many threads are wanted."""
        every = select(func.count()).select_from(schema.thread)
        return int(self._channel.scalar(self._chosen(every, wanted)))

    def open_on(self, document: DocumentId | None = None) -> Mapping[PageId, tuple[int, int]]:
        """(open threads, open questions) of the pages that have any."""
        query = select(_THREAD.page_id, func.count().label("open"), _WAIT.label("waits")).where(
            schema.IS_OPEN, _THREAD.page_id.is_not(None)
        )
        if document is not None:
            query = query.where(_THREAD.document_id == document)
        rows = self._channel.rows(query.group_by(_THREAD.page_id))
        return {PageId(row.page_id): (int(row.open), int(row.waits)) for row in rows}

    def workers(self, page: PageId) -> frozenset[str]:
        """Who decided anything on a page: folded names."""
        rows = self._channel.rows(select(_WORKER.person).where(_WORKER.page_id == page))
        return frozenset(row.person for row in rows)

    def pages_of(self, names: Collection[str]) -> frozenset[PageId]:
        """The pages on which one of some people (folded names) decided anything."""
        theirs = select(_WORKER.page_id).where(
            _WORKER.person.in_(sorted(names)), _WORKER.page_id > 0
        )
        return frozenset(PageId(row.page_id) for row in self._channel.rows(theirs))

    def worked(self, document: DocumentId, page: PageId | None, by: str) -> None:
        """Remember that somebody decided something here."""
        values = {"document": document, "page": page or 0, "person": fold_name(by)}
        self._channel.change(_WORKED, values)

    def _chosen(self, query: Select[Any], wanted: ThreadsWanted) -> Select[Any]:
        conditions: list[ColumnElement[bool]] = []
        if wanted.document is not None:
            conditions.append(_THREAD.document_id == wanted.document)
        if wanted.page is not None:
            conditions.append(_THREAD.page_id == wanted.page)
        if wanted.by:
            conditions.append(_THREAD.person.in_(sorted(wanted.by)))
        if wanted.open is False:
            conditions.append(~_THREAD.is_open)
        if wanted.text:
            conditions.append(self._has(_THREAD.said, fold_case(wanted.text)))
        if wanted.open or wanted.which is Asked.OF_ME:
            query = query.where(schema.IS_OPEN)
        spoke = [self._has(_THREAD.people, f"\n{name}\n") for name in sorted(wanted.person)]
        if wanted.which is Asked.MINE:
            conditions.append(or_(*spoke) if spoke else _THREAD.id < 0)
        elif wanted.which is Asked.OF_ME:
            person = sorted(wanted.person)
            pages = select(_WORKER.page_id).where(_WORKER.person.in_(person))
            conditions += [
                _THREAD.asks,
                _THREAD.person.not_in(person),
                or_(_THREAD.page_id.in_(pages), *spoke),
            ]
        return query.where(*conditions)

    def _has(self, column: ColumnElement[str], letters: str) -> ColumnElement[bool]:
        find = func.strpos if self._channel.dialect == "postgresql" else func.instr
        return find(column, escape(letters)) > 0


def _values(document: DocumentId, page: PageId | None, thread: Thread) -> dict[str, Any]:
    return {
        "id": thread.id,
        "document_id": document,
        "page_id": page,
        "person": fold_name(thread.by),
        "people": "\n".join(("", *_folded(thread.people), "")),
        "said": fold_case("\n".join((thread.text, *(one.text for one in thread.replies)))),
        "asks": thread.asks,
        "is_open": thread.open,
        "last": thread.last.id,
    }


def _folded(names: Iterable[str]) -> list[str]:
    return sorted(map(fold_name, names))
