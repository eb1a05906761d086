"""The reader of hOCR files."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from reviewer.core.errors import UnreadableFile
from reviewer.core.messages import said
from reviewer.core.model import NewDocument, Page
from reviewer.core.ports import Holds, Sniff
from reviewer.formats import html
from reviewer.formats.binding import add_lines, picture, size
from reviewer.formats.building import PageBuilder
from reviewer.formats.naming import language_code
from reviewer.formats.origins import both_of, title_of
from reviewer.formats.readers.hocr.layout import HocrPage, classes, page_elements
from reviewer.formats.readers.hocr.mending import unnest
from reviewer.formats.readers.hocr.properties import properties, whole
from reviewer.formats.xml import XML_LANG, local

_CLASS = re.compile(
    rb"class\s*=\s*[\"']?[^\"'>]*\bocrx?_(?:page|carea|par|line|word)\b", re.IGNORECASE
)
_SYSTEM = re.compile(rb"<meta\b[^>]*\bocr-(?:system|capabilities)\b", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


class HocrReader:
    """Reads hOCR 1.2, well-formed or not."""

    name = "hocr"
    holds = Holds.PAGES

    def sniff(self, path: Path, head: bytes) -> Sniff:
        """Sure of HTML with hOCR's classes; HTML without them is not hOCR."""
        if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
            head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
        if _CLASS.search(head):
            return Sniff(0.95, "it has elements of hOCR's classes")
        if not _HTML.search(head):
            return Sniff(0.0, "it is not HTML")
        if _SYSTEM.search(head):
            return Sniff(0.6, "it is HTML that an OCR program wrote")
        return Sniff(0.0, "it is HTML, but has none of hOCR's classes")

    def read(self, path: Path) -> NewDocument:
        """Parse the file; its pages are made one by one."""
        data = html.load(path)
        parsed = html.parse_html(data, path.name)
        unnest(parsed.root)
        if not _is_hocr(parsed.root):
            raise UnreadableFile(
                said("errors.this_html_file_is_not_hocr"),
                where=said("errors.at_line", path=str(path), line=1),
                safe=said("errors.nothing_was_imported"),
                advice=said("errors.choose_another_file_or_save"),
            )
        origin, original = both_of(path, data, self.name, parsed.encoding)
        remarks = list(parsed.remarks)
        return NewDocument(
            title=title_of(path),
            origin=origin,
            pages=_pages(path, parsed.root, remarks),
            language=_language(parsed.root) or "en",
            originals=(original,),
            remarks=remarks,
        )


def _is_hocr(root: etree._Element) -> bool:
    return any(classes(one) for one in root.iter(etree.Element))


def _language(root: etree._Element) -> str:
    """That of the first paragraph, line or word; the file's own is that of its empty frame."""
    spare = ""
    for element in root.iter(etree.Element):
        code = language_code(element.get("lang") or element.get(XML_LANG) or "")
        if code and local(element).lower() != "html":
            return code
        spare = spare or code
    return spare


def _pages(path: Path, root: etree._Element, remarks: list[str]) -> Iterator[Page]:
    for place, element in enumerate(page_elements(root)):
        said = properties(element)
        frame = whole(said.get("ppageno"))
        image = picture(path, said.get("image", ""), place if frame is None else frame)
        page = HocrPage(element, image)
        where = f"{path.name}, page {place + 1}"
        if page.remark:
            remarks.append(f"{where}: {page.remark}")
        builder = PageBuilder(
            remarks,
            where,
            image.width if image and page.matches else size(page.width),
            image.height if image and page.matches else size(page.height),
        )
        lines = page.lines()
        add_lines(builder, lines, page.blocks(lines))
        label = said.get("lpageno", "").strip()
        yield builder.make(place + 1, label=label, image=image, file=path.name, place=place)
