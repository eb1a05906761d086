"""What of a source no element of TEI has (archival): `standOff/listAnnotation type="source"`.

First the document: its own title, when its source came in, and the fields of its header that stood
in the source, as feature structures. Then the pages where something would be lost: regions without
a place on a picture, second thoughts of the OCR engine, characters that XML forbids. Which these
are is found by reading the elements back, just as whoever opens the file again does.
"""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from lxml import etree

from reviewer.core.decisions import SetHeader
from reviewer.core.edition import Edition
from reviewer.core.model import Image, Page
from reviewer.core.records import entry_record
from reviewer.formats import feature_structures
from reviewer.formats.readers.tei.facsimile import Facsimile, read_facsimile
from reviewer.formats.readers.tei.layer import native_page
from reviewer.formats.readers.tei.remainder import page_remainder
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.ledger import exactly
from reviewer.formats.writers.tei.nodes import Outline
from reviewer.formats.writers.tei.zones import write_facsimile
from reviewer.formats.xml import TEI_NS, tei


class _Elsewhere(Facsimile):
    """A facsimile whose pictures are what the file says of them: none is looked for."""

    def image(self, url: str, size: tuple[int, int] = (0, 0)) -> Image | None:
        """The picture as it is told of."""
        return self.told(url, size)


class Remainder:
    """Collects what is to be said of the source, page by page."""

    def __init__(self, out: IO[bytes], context: Context) -> None:
        self._out = Outline(out, 3)
        self._context = context
        self._nth = 0
        self._put("document", _document(context), context.ids.document)

    def add(self, page: Page, layer: IO[bytes]) -> None:
        """Look at a page and its OCR layer, as that was written."""
        self._nth += 1
        native = self._native(page, layer)
        record = page_remainder(page, native)
        if record:
            target = self._context.ids.make("pb", page.number)
            self._put("page", {"nth": self._nth} | record, target)

    def _native(self, page: Page, layer: IO[bytes]) -> Page:
        content = BytesIO()
        outline = Outline(content)
        outline.begin("TEI", xmlns=TEI_NS)
        outline.begin("facsimile")
        write_facsimile(page, outline, self._context)
        outline.end()
        outline.begin("sourceDoc", n="ocr")
        outline.copy(layer)
        outline.end()
        outline.end()
        root = etree.fromstring(content.getvalue(), etree.XMLParser(huge_tree=True))
        facsimile = read_facsimile(root, Path("file.xml"), [], _Elsewhere)
        surface = root.find(f"{tei('sourceDoc')}/{tei('surface')}")
        assert surface is not None, "it was just written"
        return native_page(surface, self._nth, facsimile)

    def _put(self, kind: str, record: Mapping[str, Any], target: str) -> None:
        identity = self._context.ids.make("src", self._nth)
        self._out.put_written(
            f'<annotation xml:id="{identity}" motivation="describing" target="#{target}">'
            f"<note>{feature_structures.markup(record, kind)}</note></annotation>"
        )


def _header(edition: Edition) -> Mapping[str, str]:
    """The fields that do not come back with the ledger: those found in the source, and those that
    the project has for all its documents.
    """
    typed = {one.act.field_name for one in edition.history if isinstance(one.act, SetHeader)}
    usual = {name: value for name, value in edition.header.items() if name not in typed}
    return usual if edition.found is None else {**usual, **edition.found}


def _document(context: Context) -> Mapping[str, Any]:
    edition = context.edition
    document = edition.document
    origin = document.origin
    return {
        "name": document.name,
        "title": document.title,
        "language": document.language,
        "filename": origin.filename,
        "sha256": origin.sha256,
        "format": origin.format,
        "encoding": origin.encoding,
        "size": origin.size,
        "imported": exactly(edition.imported),
        "header": _header(edition),
        "entries": [entry_record(entry) for entry in edition.entries],
    }
