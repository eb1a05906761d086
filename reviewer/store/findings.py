"""Findings: what the engine said of each page. Throw-away, remade at any time."""

from collections.abc import Iterable, Mapping, Sequence, Set

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from reviewer.core.findings import Finding, Kind, Stamp
from reviewer.core.ids import PageId
from reviewer.core.keeping import OpenFinding, QueueItem
from reviewer.core.records import finding_record, read_finding
from reviewer.core.text import fold_case
from reviewer.store import schema
from reviewer.store.channel import Channel
from reviewer.store.refusals import no_page

_PAGE = schema.page.c
_FINDING = schema.finding.c

_FORMS = 300  # forms asked for by name; for more, all findings of the pages are given
_STAMP = (
    update(schema.page)
    .where(_PAGE.id == bindparam("page"))
    .values(
        engine=bindparam("by_engine"),
        dictionary=bindparam("by_dictionary"),
        queued=bindparam("now_open"),
    )
)
# An empty name is no engine's, so the page is stale, but was analysed all the same.
_EXPIRE = (
    update(schema.page)
    .where(_PAGE.id == bindparam("page"), _PAGE.engine.is_not(None))
    .values(engine="", dictionary="")
)
_COUNT = (
    update(schema.page)
    .where(_PAGE.id == bindparam("page"))
    .values(queued=_PAGE.queued + bindparam("more"))
)
_CLEAR = delete(schema.finding).where(_FINDING.page_id == bindparam("page"))
_ADD = insert(schema.finding)
_OF_PAGE = (
    select(_FINDING.record).where(_FINDING.page_id == bindparam("page")).order_by(_FINDING.ordinal)
)
_STANDS = select(_FINDING.ordinal, _FINDING.key, _FINDING.is_open).where(
    _FINDING.page_id == bindparam("page")
)
_SETTLE = (
    update(schema.finding)
    .where(_FINDING.page_id == bindparam("page"), _FINDING.ordinal == bindparam("which"))
    .values(is_open=bindparam("now_open"))
)
_QUEUE = (
    select(_FINDING.page_id, _FINDING.record)
    .where(schema.IS_OPEN)
    .order_by(_FINDING.document_id, _FINDING.number, _FINDING.ordinal)
)


class SqlFindings:
    """The table `finding`, and the stamp that each page carries of what was looked with."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def put(
        self,
        page: PageId,
        stamp: Stamp,
        findings: Sequence[Finding],
        confidences: Mapping[str, float] | None = None,
    ) -> None:
        """Replace the findings of a page; all count as open until `set_open`.

        `confidences` is how sure OCR was of the tokens of each finding, by key, where it said so.
        Raises UsageError where there is no such page.
        """
        place = self._channel.first(select(_PAGE.document_id, _PAGE.number).where(_PAGE.id == page))
        if place is None:
            raise no_page(page)
        self._channel.change(
            _STAMP,
            {
                "page": page,
                "by_engine": stamp.engine,
                "by_dictionary": stamp.dictionary,
                "now_open": len(findings),
            },
        )
        self._channel.change(_CLEAR, {"page": page})
        self._channel.change(
            _ADD,
            [
                {
                    "page_id": page,
                    "ordinal": ordinal,
                    "document_id": place.document_id,
                    "number": place.number,
                    "key": finding.key,
                    "is_open": True,
                    "form": fold_case(finding.form),
                    "kind": str(finding.kind),
                    "probability": finding.probability,
                    "first": finding.suggestions[0].text if finding.suggestions else "",
                    "confidence": confidences.get(finding.key) if confidences else None,
                    "record": finding_record(finding),
                }
                for ordinal, finding in enumerate(findings)
            ],
        )

    def of(self, page: PageId) -> Sequence[Finding]:
        """The findings of a page in the order of the text, settled ones included."""
        rows = self._channel.rows(_OF_PAGE, {"page": page})
        return tuple(read_finding(row.record) for row in rows)

    def waiting(
        self, pages: Sequence[PageId], forms: Set[str]
    ) -> Mapping[PageId, Sequence[OpenFinding]]:
        """The open findings of pages whose form, folded, is one of `forms`, and perhaps others."""
        wanted = select(
            _FINDING.page_id, _FINDING.key, _FINDING.kind, _FINDING.probability, _FINDING.first
        ).where(schema.IS_OPEN, _FINDING.page_id.in_(list(pages)))
        if len(forms) <= _FORMS:
            wanted = wanted.where(_FINDING.form.in_(sorted(forms)))
        found: dict[PageId, list[OpenFinding]] = {}
        for row in self._channel.rows(wanted):
            waits = OpenFinding(row.key, Kind(row.kind), row.probability, row.first)
            found.setdefault(PageId(row.page_id), []).append(waits)
        return found

    def set_open(self, page: PageId, keys: Iterable[str]) -> None:
        """Say which findings (by key) of a page are still open; the others are settled.

        Only those that change are written: after a decision that is mostly one.
        """
        wanted = set(keys)
        turned = [
            {"page": page, "which": row.ordinal, "now_open": row.key in wanted}
            for row in self._channel.rows(_STANDS, {"page": page})
            if row.is_open != (row.key in wanted)
        ]
        self._channel.change(_SETTLE, turned)
        more = sum(1 if change["now_open"] else -1 for change in turned)
        if more:
            self._channel.change(_COUNT, {"page": page, "more": more})

    def stamp(self, page: PageId) -> Stamp | None:
        """What made the findings of a page; None where it was never analysed.

        Raises UsageError where there is no such page.
        """
        row = self._channel.first(select(_PAGE.engine, _PAGE.dictionary).where(_PAGE.id == page))
        if row is None:
            raise no_page(page)
        return None if row.engine is None else Stamp(row.engine, row.dictionary)

    def stale(self, stamp: Stamp) -> Sequence[PageId]:
        """Pages that were never analysed or by something else than `stamp`, in order."""
        rows = self._channel.rows(
            select(_PAGE.id)
            .where(
                or_(
                    _PAGE.engine.is_(None),
                    _PAGE.engine != stamp.engine,
                    _PAGE.dictionary != stamp.dictionary,
                )
            )
            .order_by(_PAGE.document_id, _PAGE.number)
        )
        return tuple(PageId(row.id) for row in rows)

    def expire(self, pages: Iterable[PageId]) -> None:
        """Make the findings of pages stale; they stay until they are made anew."""
        self._channel.change(_EXPIRE, [{"page": page} for page in pages])

    def queue(self, *, limit: int = 100, skip: int = 0) -> Sequence[QueueItem]:
        """Open findings of the project in the order of the pages."""
        rows = self._channel.rows(_QUEUE.limit(limit).offset(skip))
        return tuple(QueueItem(PageId(row.page_id), read_finding(row.record)) for row in rows)

    def count_open(self) -> int:
        """How many findings of the project are open."""
        return int(self._channel.scalar(select(func.coalesce(func.sum(_PAGE.queued), 0))))
