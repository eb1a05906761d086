"""The writer of hOCR files."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from reviewer.core.edition import Edition
from reviewer.core.errors import ReviewerError
from reviewer.core.model import Original
from reviewer.core.ports import Option, Problem
from reviewer.core.reading import PageReading
from reviewer.formats import html
from reviewer.formats.readers.hocr.layout import classes, page_elements
from reviewer.formats.readers.hocr.mending import unnest
from reviewer.formats.readers.hocr.properties import edges, properties
from reviewer.formats.writers.hocr.fresh import fresh_file
from reviewer.formats.writers.hocr.rewrite import PageRewriter
from reviewer.formats.writers.originals import NewIds, detach, original_of
from reviewer.formats.xml import line_of, local

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_NAME = re.compile(r"(?:\{[^}]*\}|xml:)?[^\W\d][\w.-]*")
_DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"'
    ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)


class HocrWriter:
    """Writes pages back into the hOCR they were read from, with all that we do not know of.

    Pages from elsewhere become a new file in XHTML. All is UTF-8.
    """

    name = "hocr"
    suffix = ".hocr"
    pages_apart = True
    options: tuple[Option, ...] = ()

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        """Write the edition: one file, with an `ocr_page` for each of its pages."""
        pages = list(edition.pages)
        original = original_of(edition, pages, self.name)
        written = _rewritten(original, pages) if original else None
        if written is None:
            written = _as_xhtml(fresh_file(edition, pages), _DOCTYPE)
        out.write(written)

    def check(self, path: Path, chosen: dict[str, str]) -> Sequence[Problem]:
        """Whether it has pages, and words with text."""
        try:
            parsed = html.parse_html(html.load(path), path.name)
        except ReviewerError as error:
            return (Problem(0, str(error)),)
        root = parsed.root
        if not any("ocr_page" in classes(one) for one in root.iter(etree.Element)):
            return (Problem(line_of(root), "There is no ocr_page in it."),)
        return [problem for element in root.iter(etree.Element) for problem in _problems(element)]


def _problems(element: etree._Element) -> list[Problem]:
    said = properties(element) if classes(element) else {}
    left, top, right, bottom = edges(said)
    # Written so that NaN, which compares to nothing, fails. It may have come so.
    if "bbox" in said and not (left <= right and top <= bottom):
        what = f"The bbox of this {classes(element)[0]} is no rectangle."
        return [Problem(line_of(element), what, severe=False)]
    return []


def _rewritten(original: Original, pages: Sequence[PageReading]) -> bytes | None:
    """The file that was read, corrected; None where it is not the file that these pages name."""
    parsed = html.parse_html(original.content, original.name)
    root = parsed.root
    unnest(root)
    elements = page_elements(root)
    if any(reading.page.place >= len(elements) for reading in pages):
        return None
    wanted = {reading.page.place for reading in pages}
    for place, element in enumerate(elements):
        if place not in wanted:
            detach(element)
    ids = NewIds(str(one.get("id")) for one in root.iter(etree.Element) if one.get("id"))
    for reading in pages:
        if not PageRewriter(elements[reading.page.place], ids).rewrite(reading):
            return None
    _declare_utf8(root)
    # What was mended is written well-formed: as HTML it might come apart elsewhere next time.
    return _as_xhtml(root, parsed.doctype or "<!DOCTYPE html>")


def _declare_utf8(root: etree._Element) -> None:
    """Let the file say in what encoding it is written now, where it says so."""
    for element in root.iter(etree.Element):
        if local(element).lower() != "meta":
            continue
        if element.get("charset"):
            element.set("charset", "utf-8")
        elif "charset" in (element.get("content") or "").lower():
            said = str(element.get("content")).lower()
            if "utf-8" not in said:
                element.set("content", "text/html; charset=utf-8")


def _as_xhtml(root: etree._Element, doctype: str) -> bytes:
    for element in root.iter(etree.Element):
        # HTML's parser takes the rubble of a broken tag for attributes; XML has no such names.
        for name in [one for one in element.attrib if not _NAME.fullmatch(str(one))]:
            del element.attrib[name]
        # Browsers take an empty element in the short form of XML for one that was never closed.
        if not len(element) and not element.text and local(element).lower() not in _VOID:
            element.text = ""
    return etree.tostring(
        root.getroottree(), encoding="UTF-8", xml_declaration=True, doctype=doctype
    )
