"""Open findings in the orders of the queues. Each query takes a partial index of `finding`."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, literal, or_, select, tuple_

from reviewer.core.ids import PageId
from reviewer.core.queues import Group, QueuePlace, Stop
from reviewer.store import schema
from reviewer.store.channel import Channel

_PAGE = schema.page.c
_FINDING = schema.finding.c
_PART = 400  # pages asked for together: databases limit how many values a query may have
_ORDER = (_FINDING.document_id, _FINDING.number, _FINDING.ordinal)
_STOP = select(_FINDING.page_id, _FINDING.key, *_ORDER, _FINDING.confidence).where(schema.IS_OPEN)
_PLACE = select(_FINDING.page_id, _FINDING.key, *_ORDER).where(schema.IS_OPEN)


class SqlQueued:
    """Reads the table `finding` by its open rows."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def on_pages(self, pages: Iterable[PageId]) -> Sequence[QueuePlace]:
        """The open findings of pages, in the order of the project."""
        wanted = tuple(dict.fromkeys(pages))
        rows: list[Row[Any]] = []
        for start in range(0, len(wanted), _PART):
            part = wanted[start : start + _PART]
            rows += self._channel.rows(_PLACE.where(_FINDING.page_id.in_(part)))
        rows.sort(key=lambda row: (row.document_id, row.number, row.ordinal))
        return tuple(QueuePlace(PageId(row.page_id), row.key) for row in rows)

    def pages(self, *, worst: bool = False) -> Sequence[PageId]:
        """The pages with open findings in order, or those with most of them a word first."""
        query = select(_PAGE.id).where(_PAGE.queued > 0)
        if worst:
            words = case((_PAGE.tokens < 1, 1), else_=_PAGE.tokens)
            query = query.order_by((_PAGE.queued * 1.0 / words).desc())
        rows = self._channel.rows(query.order_by(_PAGE.document_id, _PAGE.number))
        return tuple(PageId(row.id) for row in rows)

    def groups(
        self, *, names: bool = False, after: Group | None = None, limit: int = 500
    ) -> Sequence[Group]:
        """Groups of open findings that are probably the same error, the biggest first."""
        many, query = func.count(), _grouped(names)
        if after is not None:
            query = query.having(_behind(after, names))
        order = (_FINDING.first,) if names else (_FINDING.form, _FINDING.first)
        rows = self._channel.rows(query.order_by(many.desc(), *order).limit(limit))
        return tuple(Group(row.form, row.first, row.many) for row in rows)

    def of_group(
        self, group: Group, *, names: bool = False, after: Stop | None = None, limit: int = 200
    ) -> Sequence[Stop]:
        """The open findings of a group in the order of the project."""
        query = _STOP.where(_FINDING.first == group.first)
        query = query.where(schema.OPEN_NAME) if names else query.where(_FINDING.form == group.form)
        if after is not None:
            query = query.where(tuple_(*_ORDER) > tuple_(*map(literal, after.order)))
        return tuple(map(_stop, self._channel.rows(query.order_by(*_ORDER).limit(limit))))

    def faintest(self, *, after: Stop | None = None, limit: int = 200) -> Sequence[Stop]:
        """Open findings of which OCR said how sure it was, the least sure first."""
        query = _STOP.where(_FINDING.confidence.is_not(None))
        if after is not None and after.confidence is not None:
            place = (after.confidence, *after.order)
            query = query.where(
                # said by itself too, or the index would not be entered in the middle
                _FINDING.confidence >= after.confidence,
                tuple_(_FINDING.confidence, *_ORDER) > tuple_(*map(literal, place)),
            )
        query = query.order_by(_FINDING.confidence, *_ORDER).limit(limit)
        return tuple(map(_stop, self._channel.rows(query)))

    def count_names(self) -> int:
        """How many open findings are name variants."""
        names = select(func.count()).where(schema.OPEN_NAME)
        return int(self._channel.scalar(names.select_from(schema.finding)))

    def count_faint(self) -> int:
        """Of how many open findings OCR said how sure it was."""
        faint = select(func.count(_FINDING.confidence)).where(
            schema.IS_OPEN, _FINDING.confidence.is_not(None)
        )
        return int(self._channel.scalar(faint))


def _grouped(names: bool) -> Select[Any]:
    many = func.count().label("many")
    if not names:
        both = (_FINDING.form, _FINDING.first)
        return select(*both, many).where(schema.IS_OPEN).group_by(*both)
    query = select(literal("").label("form"), _FINDING.first, many)
    query = query.where(schema.OPEN_NAME, _FINDING.first != "")
    return query.group_by(_FINDING.first)


def _behind(after: Group, names: bool) -> ColumnElement[bool]:
    many = func.count()
    if names:
        later: ColumnElement[bool] = _FINDING.first > after.first
    else:
        later = or_(
            _FINDING.form > after.form,
            and_(_FINDING.form == after.form, _FINDING.first > after.first),
        )
    return or_(many < after.count, and_(many == after.count, later))


def _stop(row: Row[Any]) -> Stop:
    order = (row.document_id, row.number, row.ordinal)
    return Stop(QueuePlace(PageId(row.page_id), row.key), order, row.confidence)
