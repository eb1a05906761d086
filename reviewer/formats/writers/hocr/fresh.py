"""A new hOCR file in XHTML (hOCR 1.2)."""

from collections.abc import Sequence
from pathlib import PurePath

from lxml import etree

from reviewer.core.edition import Edition
from reviewer.core.geometry import Box, around
from reviewer.core.reading import PageReading
from reviewer.formats.boxed import BoxedLine
from reviewer.formats.characters import lawful
from reviewer.formats.writers.originals import blocks_of
from reviewer.formats.xml import XML_LANG

NAMESPACE = "http://www.w3.org/1999/xhtml"
_CAPABILITIES = "ocr_page ocr_par ocr_line ocrx_word ocrp_wconf"


def fresh_file(edition: Edition, pages: Sequence[PageReading]) -> etree._Element:
    """A file with an `ocr_page` for each page."""
    root = etree.fromstring(f'<html xmlns="{NAMESPACE}"/>')
    root.set(XML_LANG, edition.document.language)
    root.set("lang", edition.document.language)
    head = etree.SubElement(root, _name("head"))
    etree.SubElement(head, _name("title")).text = lawful(edition.document.title)
    meta = {"http-equiv": "Content-Type", "content": "text/html; charset=utf-8"}
    etree.SubElement(head, _name("meta"), meta)
    etree.SubElement(head, _name("meta"), {"name": "ocr-system", "content": "reviewer"})
    etree.SubElement(head, _name("meta"), {"name": "ocr-capabilities", "content": _CAPABILITIES})
    body = etree.SubElement(root, _name("body"))
    for reading in pages:
        _add_page(body, reading)
    etree.indent(root)
    return root


def _add_page(body: etree._Element, reading: PageReading) -> None:
    page = reading.page
    said: list[str] = []
    whole = around(line.box for line in page.lines)
    if page.image is not None:
        name = lawful(PurePath(page.image.path).name).replace('"', "'")
        said.append(f'image "{name}"')
        whole = Box(0, 0, page.image.width, page.image.height)
    if whole is not None:
        said.append(_bbox(Box(0, 0, whole.right, whole.bottom)))
    said.append(f"ppageno {page.image.frame if page.image else page.number - 1}")
    element = _add(body, "div", "ocr_page", f"page_{page.number}", said)
    for n, block in enumerate(blocks_of(reading), start=1):
        box = page.regions[block.region].box if block.region is not None else None
        box = box or around(line.box for line in block.lines)
        identity = f"par_{page.number}_{n}"
        holder = _add(element, "p", "ocr_par", identity, [_bbox(box)] if box else [])
        for line in block.lines:
            _add_line(holder, line)


def _add_line(holder: etree._Element, line: BoxedLine) -> None:
    element = _add(holder, "span", "ocr_line", "", [_bbox(line.box)] if line.box else [])
    for word in line.words:
        said = [_bbox(word.box)] if word.box else []
        if word.confidence is not None and not word.changed:
            said.append(f"x_wconf {word.confidence * 100:.0f}")
        _add(element, "span", "ocrx_word", "", said).text = lawful(word.text)


def _add(
    parent: etree._Element, tag: str, class_: str, identity: str, said: Sequence[str]
) -> etree._Element:
    element = etree.SubElement(parent, _name(tag), {"class": class_})
    if identity:
        element.set("id", identity)
    if said:
        element.set("title", "; ".join(said))
    return element


def _bbox(box: Box) -> str:
    return f"bbox {box.left} {box.top} {box.right} {box.bottom}"


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"
