"""Lessons: what approved pages teach. Throw-away, learnt again from the ledger."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import BigInteger, bindparam, cast, delete, func, insert, select

from reviewer.core.findings import Stamp
from reviewer.core.ids import PageId
from reviewer.core.keeping import Basis
from reviewer.core.lessons import Lessons, lessons_record, read_lessons
from reviewer.store import schema
from reviewer.store.channel import Channel
from reviewer.store.refusals import no_page

_LESSON = schema.lesson.c
_AT_ONCE = 200  # pages read together: some megabytes at most

_DROP = delete(schema.lesson).where(_LESSON.page_id == bindparam("page"))
_ADD = insert(schema.lesson)
_BASES = select(_LESSON.page_id, _LESSON.revision, _LESSON.engine, _LESSON.dictionary).order_by(
    _LESSON.page_id
)
# Products as large numbers: in PostgreSQL the sum of two plain ones may overflow.
_PAGE_REVISION = cast(_LESSON.page_id, BigInteger) * (_LESSON.revision + 1)
_MARK = select(
    func.count(),
    func.sum(_LESSON.page_id),
    func.sum(_PAGE_REVISION),
    func.min(_LESSON.engine),
    func.max(_LESSON.engine),
    func.min(_LESSON.dictionary),
    func.max(_LESSON.dictionary),
).select_from(schema.lesson)
_NEXT = (
    select(_LESSON.page_id, _LESSON.record)
    .where(_LESSON.page_id > bindparam("last"))
    .order_by(_LESSON.page_id)
    .limit(_AT_ONCE)
)


class SqlLessons:
    """The table `lesson`, a row for each page that was learnt from."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def put(self, page: PageId, basis: Basis, lessons: Lessons) -> None:
        """Keep what a page teaches. Raises UsageError where there is no such page."""
        if self._channel.scalar(select(schema.page.c.id).where(schema.page.c.id == page)) is None:
            raise no_page(page)
        self._channel.change(_DROP, {"page": page})
        row = {
            "page_id": page,
            "revision": basis.revision,
            "engine": basis.stamp.engine,
            "dictionary": basis.stamp.dictionary,
            "record": lessons_record(lessons),
        }
        self._channel.change(_ADD, row)

    def bases(self) -> Mapping[PageId, Basis]:
        """What the lessons of each page rest on."""
        return {
            PageId(row.page_id): Basis(row.revision, Stamp(row.engine, row.dictionary))
            for row in self._channel.rows(_BASES)
        }

    def mark(self) -> str:
        """Differs as soon as other lessons are kept: the same page at the same revision teaches the
        same engine the same.
        """
        return "|".join(map(str, self._channel.first(_MARK) or ()))

    def all(self) -> Iterator[Lessons]:
        """All lessons, in the order of the pages' ids, few at a time."""
        last = 0
        while rows := self._channel.rows(_NEXT, {"last": last}):
            for row in rows:
                yield read_lessons(row.record)
            last = rows[-1].page_id

    def drop(self, pages: Iterable[PageId]) -> None:
        """Forget what pages taught."""
        self._channel.change(_DROP, [{"page": page} for page in pages])
