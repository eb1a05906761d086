"""A new ALTO file, version 4.4, measured in pixels."""

from collections.abc import Sequence
from pathlib import PurePath

from lxml import etree

from reviewer.core.edition import Edition
from reviewer.core.geometry import Box
from reviewer.core.reading import PageReading
from reviewer.formats.boxed import BoxedLine, BoxedWord
from reviewer.formats.characters import lawful
from reviewer.formats.writers.originals import Block, blocks_of

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
_SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def fresh_file(edition: Edition, pages: Sequence[PageReading]) -> etree._ElementTree:
    """A file with a `Page` for each page."""
    root = etree.fromstring(f'<alto xmlns="{NAMESPACE}" xmlns:xsi="{_XSI}"/>')
    root.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} {_SCHEMA}")
    root.set("SCHEMAVERSION", "4.4")
    description = etree.SubElement(root, _name("Description"))
    etree.SubElement(description, _name("MeasurementUnit")).text = "pixel"
    image = next((reading.page.image for reading in pages if reading.page.image), None)
    if image is not None:
        source = etree.SubElement(description, _name("sourceImageInformation"))
        etree.SubElement(source, _name("fileName")).text = lawful(PurePath(image.path).name)
    kinds = sorted(
        {region.kind for reading in pages for region in reading.page.regions if region.kind}
    )
    tags = {kind: f"tag_{n}" for n, kind in enumerate(kinds, start=1)}
    if tags:
        holder = etree.SubElement(root, _name("Tags"))
        for kind, identity in tags.items():
            etree.SubElement(holder, _name("OtherTag"), ID=identity, LABEL=lawful(kind))
    layout = etree.SubElement(root, _name("Layout"))
    for reading in pages:
        _add_page(layout, reading, tags, edition.document.language)
    etree.indent(root)
    return root.getroottree()


def _add_page(
    layout: etree._Element, reading: PageReading, tags: dict[str, str], language: str
) -> None:
    page = reading.page
    identity = f"page_{page.number}"
    element = etree.SubElement(layout, _name("Page"), ID=identity, PHYSICAL_IMG_NR=str(page.number))
    if page.image is not None:
        element.set("WIDTH", str(page.image.width))
        element.set("HEIGHT", str(page.image.height))
    if page.label:
        element.set("PRINTED_IMG_NR", lawful(page.label))
    if language.isascii() and language.isalpha() and len(language) <= 8:
        element.set("LANG", language)
    space = etree.SubElement(element, _name("PrintSpace"))
    if page.image is not None:
        _set_place(space, Box(0, 0, page.image.width, page.image.height))
    for n, block in enumerate(blocks_of(reading), start=1):
        holder = etree.SubElement(space, _name("TextBlock"), ID=f"{identity}_block_{n}")
        if block.kind in tags:
            holder.set("TAGREFS", tags[block.kind])
        if block.region is not None:
            _set_place(holder, page.regions[block.region].box)
        _add_lines(holder, block)


def _add_lines(holder: etree._Element, block: Block) -> None:
    for line in block.lines:
        _add_line(etree.SubElement(holder, _name("TextLine")), line)


def _add_line(element: etree._Element, line: BoxedLine) -> None:
    _set_place(element, line.box)
    before: BoxedWord | None = None
    for word in line.words:
        if before is not None:
            _add_space(element, before, word)
        string = etree.SubElement(element, _name("String"), CONTENT=lawful(word.text))
        _set_place(string, word.box)
        if word.confidence is not None and not word.changed:
            string.set("WC", f"{word.confidence:.4f}")
        before = word


def _add_space(element: etree._Element, before: BoxedWord, behind: BoxedWord) -> None:
    space = etree.SubElement(element, _name("SP"))
    if before.box and behind.box and before.box.right <= behind.box.left:
        space.set("WIDTH", str(behind.box.left - before.box.right))
        space.set("HPOS", str(before.box.right))
        space.set("VPOS", str(before.box.top))


def _set_place(element: etree._Element, box: Box | None) -> None:
    if box is not None:
        element.set("HPOS", str(box.left))
        element.set("VPOS", str(box.top))
        element.set("WIDTH", str(box.width))
        element.set("HEIGHT", str(box.height))


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"
