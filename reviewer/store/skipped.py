"""What people put off, until somebody decides it."""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, delete, insert, select

from reviewer.core.ids import PageId
from reviewer.core.queues import QueuePlace
from reviewer.store import schema
from reviewer.store.channel import Channel
from reviewer.store.refusals import no_page

_SKIPPED = schema.skipped.c
_FINDING = schema.finding.c
_REMOVE = delete(schema.skipped).where(
    _SKIPPED.person == bindparam("who"),
    _SKIPPED.page_id == bindparam("page"),
    _SKIPPED.key == bindparam("which"),
)
# What was decided since has no open finding, and so is not among these; undone, it is again.
_OF = (
    select(_FINDING.page_id, _FINDING.key)
    .join(
        schema.skipped,
        and_(_SKIPPED.page_id == _FINDING.page_id, _SKIPPED.key == _FINDING.key),
    )
    .where(_SKIPPED.person == bindparam("who"), _FINDING.is_open)
    .order_by(_FINDING.document_id, _FINDING.number, _FINDING.ordinal)
)


class SqlSkipped:
    """The table `skipped`. Names of people come folded."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def put(self, person: str, place: QueuePlace) -> None:
        """Remember that a person put a finding off. Raises UsageError where there is no page."""
        known = select(schema.page.c.id).where(schema.page.c.id == place.page)
        if self._channel.scalar(known) is None:
            raise no_page(place.page)
        self.remove(person, place)
        row = {"person": person, "page_id": place.page, "key": place.key}
        self._channel.change(insert(schema.skipped), row)

    def remove(self, person: str, place: QueuePlace) -> None:
        """Forget that a person put a finding off."""
        self._channel.change(_REMOVE, {"who": person, "page": place.page, "which": place.key})

    def of(self, person: str, page: PageId | None = None) -> Sequence[QueuePlace]:
        """What a person put off and is still open, of a page or the project, in its order."""
        query = _OF if page is None else _OF.where(_SKIPPED.page_id == page)
        rows = self._channel.rows(query, {"who": person})
        return tuple(QueuePlace(PageId(row.page_id), row.key) for row in rows)
