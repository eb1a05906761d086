"""Second readings: what another run of OCR made of a page. Throw-away."""

from collections.abc import Set

from sqlalchemy import bindparam, delete, insert, select

from reviewer.core.ids import PageId
from reviewer.core.layouts import read_second, second_record
from reviewer.core.model import SecondReading
from reviewer.store import schema
from reviewer.store.channel import Channel
from reviewer.store.refusals import no_page

_SECOND = schema.second_reading.c
_DROP = delete(schema.second_reading).where(_SECOND.page_id == bindparam("page"))
_ONE = select(_SECOND.engine, _SECOND.record).where(_SECOND.page_id == bindparam("page"))


class SqlSecondReadings:
    """The table `second_reading`, a row for each page that was read twice."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def put(self, page: PageId, second: SecondReading) -> None:
        """Keep the second reading of a page, in the place of an earlier one.

        Raises UsageError where there is no such page.
        """
        if self._channel.scalar(select(schema.page.c.id).where(schema.page.c.id == page)) is None:
            raise no_page(page)
        self._channel.change(_DROP, {"page": page})
        row = {"page_id": page, "engine": second.engine, "record": second_record(second)}
        self._channel.change(insert(schema.second_reading), row)

    def of(self, page: PageId) -> SecondReading | None:
        """The second reading of a page, if it has one."""
        row = self._channel.first(_ONE, {"page": page})
        return None if row is None else read_second(row.engine, row.record)

    def pages(self) -> Set[PageId]:
        """The pages that have a second reading."""
        return {PageId(row.page_id) for row in self._channel.rows(select(_SECOND.page_id))}

    def drop(self, page: PageId) -> None:
        """Forget the second reading of a page."""
        self._channel.change(_DROP, {"page": page})
