"""Documents and pages as imported."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from reviewer.core.errors import InputError
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.layouts import laid_out, layout_record
from reviewer.core.messages import said
from reviewer.core.model import Document, Image, NewDocument, Page
from reviewer.core.progress import Progress
from reviewer.core.storage import PageRow
from reviewer.core.workflow import State
from reviewer.store import schema
from reviewer.store.channel import Channel
from reviewer.store.listing import SqlListing
from reviewer.store.originals import SqlOriginals
from reviewer.store.refusals import no_document as no_document
from reviewer.store.refusals import no_page as no_page
from reviewer.store.rows import (
    document_of,
    image_values,
    line_values,
    page_of,
    page_row_of,
    page_values,
)
from reviewer.store.texts import SqlTexts

_BATCH = 2000  # lines written at once: enough to be fast, little enough to keep memory flat

_PAGE = schema.page.c
_LINE = schema.line.c
_DOCUMENT = schema.document.c

_ONE_DOCUMENT = select(schema.document).where(_DOCUMENT.id == bindparam("id"))
_PAGE_IDS = select(_PAGE.id).where(_PAGE.document_id == bindparam("id")).order_by(_PAGE.number)
_ONE_PAGE = select(schema.page).where(_PAGE.id == bindparam("id"))
_LINES = select(schema.line).where(_LINE.page_id == bindparam("id")).order_by(_LINE.n)
_ROWS = select(schema.page).order_by(_PAGE.document_id, _PAGE.number)
_ADD_PAGES = insert(schema.page).returning(_PAGE.id, sort_by_parameter_order=True)
_ADD_LINES = insert(schema.line)
_IMAGES = (
    select(_PAGE.id, _PAGE.image_path, _PAGE.image_width, _PAGE.image_height, _PAGE.image_mime)
    .where(_PAGE.image_path.is_not(None))
    .order_by(_PAGE.document_id, _PAGE.number)
)
_SET_COUNTS = (
    update(schema.page)
    .where(_PAGE.id == bindparam("page"))
    .values(
        state=bindparam("now_state"),
        findings=bindparam("now_findings"),
        open_findings=bindparam("now_open"),
        decided=bindparam("now_decided"),
    )
)
_SEVERAL = frozenset({"image/tiff", "application/pdf"})
_LAYOUT = select(schema.layout.c.record).where(schema.layout.c.page_id == bindparam("id"))
_ADD_LAYOUTS = insert(schema.layout)


class SqlSources:
    """The tables `document`, `page` and `line`."""

    def __init__(self, channel: Channel, listing: SqlListing) -> None:
        self._channel = channel
        self._listing = listing

    def add(self, new: NewDocument, name: str, progress: Progress) -> Document:
        """Store a document with all its pages, once, streaming; `name` is free in the project.

        Whatever stops it (Cancelled, a file that turns out unreadable) leaves nothing of it behind,
        even where the caller goes on with the unit. Raises InputError where the reader numbers
        lines or tokens otherwise than the model says: decisions would point at wrong words.
        """
        with self._channel.step():
            document = self._insert(new, name)
            try:
                self._fill(document, new, name, progress)
            except BaseException:
                self._listing.forget(document)
                raise
        return self.document(document)

    def _fill(self, document: DocumentId, new: NewDocument, name: str, progress: Progress) -> None:
        writer = _PageWriter(self._channel, self._listing, document, new.origin.filename)
        progress.report(0, label=name)
        for done, page in enumerate(new.pages, 1):
            writer.add(page)
            progress.report(done, label=name)
        writer.flush()
        originals = SqlOriginals(self._channel)
        for original in new.originals:
            originals.put(document, original)

    def _insert(self, new: NewDocument, name: str) -> DocumentId:
        values = {
            "name": name,
            "title": new.title,
            "filename": new.origin.filename,
            "sha256": new.origin.sha256,
            "format": new.origin.format,
            "encoding": new.origin.encoding,
            "size": new.origin.size,
            "language": new.language,
            "header": dict(new.header),
            "imported_at": new.imported or datetime.now(UTC),
            "revision": 0,
            "settled": 0,
        }
        (number,) = self._channel.insert(insert(schema.document).returning(_DOCUMENT.id), [values])
        self._listing.add(DocumentId(number), name, new.title)
        return DocumentId(number)

    def documents(self) -> Sequence[Document]:
        """All documents in the order of import."""
        pairs = self._channel.rows(
            select(_PAGE.document_id, _PAGE.id).order_by(_PAGE.document_id, _PAGE.number)
        )
        pages = {
            document: [PageId(pair.id) for pair in group]
            for document, group in groupby(pairs, lambda pair: pair.document_id)
        }
        found = self._channel.rows(select(schema.document).order_by(_DOCUMENT.id))
        return tuple(document_of(row, pages.get(row.id, [])) for row in found)

    def document(self, document: DocumentId) -> Document:
        """One document. Raises UsageError where there is none."""
        row = self._one(document)
        pages = self._channel.rows(_PAGE_IDS, {"id": document})
        return document_of(row, [PageId(page.id) for page in pages])

    def imported_at(self, document: DocumentId) -> datetime:
        """When the document came in, UTC."""
        moment: datetime = self._one(document).imported_at
        return moment

    def header(self, document: DocumentId) -> dict[str, str]:
        """Header fields as the reader found them."""
        return dict(self._one(document).header)

    def same_file(self, sha256: str) -> Document | None:
        """The document imported from a file with this hash, the first if there are several."""
        found = self._channel.scalar(
            select(_DOCUMENT.id).where(_DOCUMENT.sha256 == sha256).order_by(_DOCUMENT.id).limit(1)
        )
        return None if found is None else self.document(DocumentId(found))

    def called(self, filename: str) -> Sequence[Document]:
        """The documents imported from files or folders of this name, in the order of import."""
        wanted = select(_DOCUMENT.id).where(_DOCUMENT.filename == filename).order_by(_DOCUMENT.id)
        return tuple(self.document(DocumentId(row.id)) for row in self._channel.rows(wanted))

    def has_name(self, name: str) -> bool:
        """Whether a document of the project has this name."""
        wanted = select(_DOCUMENT.id).where(_DOCUMENT.name == name)
        return self._channel.scalar(wanted) is not None

    def page(self, page: PageId) -> Page:
        """The source of a page. Raises UsageError where there is none."""
        row = self._page(page)
        plain = page_of(row, self._channel.rows(_LINES, {"id": page}))
        layout = self._channel.first(_LAYOUT, {"id": page})
        return plain if layout is None else laid_out(plain, layout.record)

    def row(self, page: PageId) -> PageRow:
        """A page as lists show it. Raises UsageError where there is none."""
        return page_row_of(self._page(page))

    def rows(self, document: DocumentId | None = None) -> Sequence[PageRow]:
        """The pages of a document, or of the project, in order."""
        wanted = _ROWS if document is None else _ROWS.where(_PAGE.document_id == document)
        return tuple(page_row_of(row) for row in self._channel.rows(wanted))

    def in_state(self, state: State) -> Sequence[PageId]:
        """The pages that stand so, in order."""
        which = select(_PAGE.id).where(_PAGE.state == str(state))
        rows = self._channel.rows(which.order_by(_PAGE.document_id, _PAGE.number))
        return tuple(PageId(row.id) for row in rows)

    def all_in(
        self, states: Collection[State], document: DocumentId, *, but: PageId | None = None
    ) -> bool:
        """Whether all pages of a document, or all but one, stand in one of some states."""
        other = select(_PAGE.id).where(
            _PAGE.document_id == document, _PAGE.state.not_in(sorted(map(str, states)))
        )
        if but is not None:
            other = other.where(_PAGE.id != but)
        return self._channel.scalar(other.limit(1)) is None

    def set_counts(
        self, page: PageId, *, state: State, findings: int, open_findings: int, decided: int
    ) -> None:
        """Keep what lists show of a page. Raises UsageError where there is none."""
        values = {
            "now_state": str(state),
            "now_findings": findings,
            "now_open": open_findings,
            "now_decided": decided,
        }
        # Whoever calls this has changed the page's row before, which nobody else can do meanwhile.
        before = self._page(page)
        self._channel.change(_SET_COUNTS, {"page": page, **values})
        document = DocumentId(before.document_id)
        self._listing.move(document, State(before.state), state)
        self._listing.count_more(document, open_findings=open_findings - before.open_findings)

    def fill(self, page: PageId, read: Page) -> bool:
        """Give a page without text the lines that OCR read from its picture.

        False, and nothing is done, where it has text or decisions by now. Raises UsageError where
        there is no such page, InputError where the lines are numbered wrongly.
        """
        now, row = self.page(page), self._page(page)
        if row.revision or now.tokens:
            return False
        filled = replace(now, lines=read.lines, regions=read.regions)
        check_numbers(filled, now.number - 1, f"page {page}")
        with self._channel.step():
            self._channel.change(delete(schema.line).where(_LINE.page_id == page))
            self._channel.change(_ADD_LINES, [line_values(page, line) for line in filled.lines])
            # Whoever looked at the page before saw no text: it was never analysed.
            values = {"tokens": len(filled.tokens), "engine": None, "dictionary": None}
            self._channel.change(update(schema.page).where(_PAGE.id == page).values(values))
            self._listing.count_more(row.document_id, words=len(filled.tokens))
            self._lay_out(page, filled)
            SqlTexts(self._channel).renew(page, filled)
        return True

    def images(self) -> Mapping[PageId, Image]:
        """The pictures of all pages that have one, in order.

        Which picture of its file one is stands in the layout, which is looked into only for kinds
        of files that hold several.
        """
        found: dict[PageId, Image] = {}
        for row in self._channel.rows(_IMAGES):
            page = PageId(row.id)
            image = Image(row.image_path, row.image_width, row.image_height, row.image_mime)
            if image.mime in _SEVERAL:
                layout = self._channel.first(_LAYOUT, {"id": page})
                image = replace(image, frame=layout.record.get("frame", 0) if layout else 0)
            found[page] = image
        return found

    def set_image(self, page: PageId, image: Image | None) -> None:
        """Say where the picture of a page lies now. Raises UsageError where there is no page."""
        now = replace(self.page(page), image=image)
        values = image_values(now)
        with self._channel.step():
            self._channel.change(update(schema.page).where(_PAGE.id == page).values(values))
            self._lay_out(page, now)

    def _lay_out(self, page: PageId, now: Page) -> None:
        """Keep the layout of a page in the place of the one before."""
        self._channel.change(delete(schema.layout).where(schema.layout.c.page_id == page))
        if (record := layout_record(now)) is not None:
            self._channel.change(_ADD_LAYOUTS, {"page_id": page, "record": record})

    def _one(self, document: DocumentId) -> Any:
        row = self._channel.first(_ONE_DOCUMENT, {"id": document})
        if row is None:
            raise no_document(document)
        return row

    def _page(self, page: PageId) -> Any:
        row = self._channel.first(_ONE_PAGE, {"id": page})
        if row is None:
            raise no_page(page)
        return row


@dataclass
class _PageWriter:
    """Collects pages and writes them with their lines in large statements."""

    channel: Channel
    listing: SqlListing
    document: DocumentId
    filename: str
    pages: list[Page] = field(default_factory=list)
    lines: int = 0
    number: int = 0

    def add(self, page: Page) -> None:
        check_numbers(page, self.number, f"{self.filename}, page {page.number}")
        self.number = page.number
        self.pages.append(page)
        self.lines += len(page.lines) + 1
        if self.lines >= _BATCH:
            self.flush()

    def flush(self) -> None:
        ids = self.channel.insert(
            _ADD_PAGES, [page_values(self.document, page) for page in self.pages]
        )
        self.channel.change(
            _ADD_LINES,
            [
                line_values(number, line)
                for number, page in zip(ids, self.pages, strict=True)
                for line in page.lines
            ],
        )
        layouts = [
            {"page_id": number, "record": record}
            for number, page in zip(ids, self.pages, strict=True)
            if (record := layout_record(page)) is not None
        ]
        self.channel.change(_ADD_LAYOUTS, layouts)
        SqlTexts(self.channel).add(zip(map(PageId, ids), self.pages, strict=True))
        words = sum(len(page.tokens) for page in self.pages)
        new = {schema.pages_in(State.NEW): len(self.pages)}
        self.listing.count_more(self.document, words=words, **new)
        self.pages.clear()
        self.lines = 0


def check_numbers(page: Page, before: int, where: str) -> None:
    """Raise InputError where a page is numbered otherwise than the model says."""
    for problem in _problems(page, before):
        raise InputError(
            said("errors.reader_counts_wrongly", problem=problem),
            where=where,
            safe=said("errors.nothing_of_file_stored"),
            advice=said("errors.fault_of_the_reader"),
        )


def _problems(page: Page, before: int) -> Iterator[str]:
    """What in a page's numbering contradicts the model; `before` is the last page's number."""
    if page.number <= before:
        yield f"page {page.number} follows page {before}"
    number = 0
    for n, line in enumerate(page.lines):
        if line.n != n:
            yield f"line {n} has number {line.n}"
        position = 0
        for token in line.tokens:
            if token.n != number:
                yield f"token {number} has number {token.n}"
            if not position <= token.start <= token.end <= len(line.text):
                yield f"token {number} runs from {token.start} to {token.end} in line {n}"
            number += 1
            position = token.end
