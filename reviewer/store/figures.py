"""What figures are made of: letters of pages, findings and decisions, in large strokes.

Only what is counted is read: no page is folded and no message parsed, so that a project of 10,000
pages can be counted while somebody waits.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, select

from reviewer.core import decisions as d
from reviewer.core.figures import Doubt
from reviewer.core.findings import Kind
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.record import TAKERS
from reviewer.core.work import Work
from reviewer.core.workflow import fold_name
from reviewer.store import schema
from reviewer.store.channel import Channel

_LINE = schema.line.c
_FINDING = schema.finding.c
_DECISION = schema.decision.c

_LETTERS = select(_LINE.page_id, func.sum(func.length(_LINE.text)).label("letters")).group_by(
    _LINE.page_id
)
_DOUBTS = (
    select(_FINDING.page_id, _FINDING.is_open, _FINDING.record)
    .where(_FINDING.page_id.in_(bindparam("pages", expanding=True)))
    .order_by(_FINDING.page_id, _FINDING.ordinal)
)
_PEOPLE = select(_DECISION.by).where(
    _DECISION.id.in_(select(func.max(_DECISION.id)).group_by(_DECISION.person))
)
_WORKS = select(
    _DECISION.id,
    _DECISION.page_id,
    _DECISION.by,
    _DECISION.at,
    _DECISION.act,
    _DECISION.record,
    _DECISION.grounds,
).order_by(_DECISION.id)
_WORK = _WORKS.where(_DECISION.id > bindparam("after")).limit(bindparam("limit"))
_READ = _WORKS.where(
    _DECISION.page_id.in_(bindparam("pages", expanding=True)),
    _DECISION.act.in_((d.Replace.name, *sorted(TAKERS))),
)

_WAYS = {str(way): way for way in d.Way}


class SqlFigures:
    """Reads for counting over the tables `line`, `finding` and `decision`."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def letters(self) -> Mapping[PageId, int]:
        """The letters of each page as imported, blanks within lines included."""
        return {PageId(row.page_id): int(row.letters) for row in self._channel.rows(_LETTERS)}

    def doubts(self, pages: Iterable[PageId]) -> Sequence[Doubt]:
        """The findings of pages, settled ones included, by page and in the order of the text."""
        wanted = list(pages)
        if not wanted:
            return ()
        rows = self._channel.rows(_DOUBTS, {"pages": wanted})
        return tuple(_doubt(row.page_id, row.is_open, row.record) for row in rows)

    def people(self) -> Sequence[str]:
        """Everybody with decisions, by the name they used last, in the order of the alphabet."""
        return sorted({str(row.by) for row in self._channel.rows(_PEOPLE)}, key=fold_name)

    def work(self, after: DecisionId, limit: int) -> Sequence[Work]:
        """At most `limit` decisions later than `after`, in the order of the ledger."""
        return tuple(
            _work(row) for row in self._channel.rows(_WORK, {"after": after, "limit": limit})
        )

    def read(self, pages: Iterable[PageId]) -> Sequence[Work]:
        """The words of pages that were read otherwise, and what took decisions back there, in the
        order of the ledger.
        """
        wanted = list(pages)
        if not wanted:
            return ()
        return tuple(_work(row) for row in self._channel.rows(_READ, {"pages": wanted}))


def _doubt(page: int, is_open: bool, record: Mapping[str, Any]) -> Doubt:
    first, last = record["span"]
    return Doubt(
        PageId(page),
        (first, last),
        is_open,
        Kind(record["kind"]),
        record["form"],
        record["probability"],
        tuple((one["text"], one["probability"]) for one in record["suggestions"]),
    )


def _work(row: Sequence[Any]) -> Work:
    # Taken apart at once: asking a row for its columns by name shows in a long ledger.
    number, page, by, at, act, record, grounds = row
    span = record.get("span")
    way = _WAYS[grounds.get("way", d.Way.TYPED)]
    text = record.get("text", "")
    return Work(
        id=DecisionId(number),
        page=None if page is None else PageId(page),
        by=by,
        at=at,
        act=act,
        way=way,
        rank=grounds.get("rank"),
        form=grounds.get("form", "") if act == d.Replace.name else "",
        text=grounds.get("suggestion", text) if way is d.Way.ACCEPTED else text,
        span=(span[0], span[1]) if span else None,
        targets=tuple(record["targets"]) if act in TAKERS else (),
    )
