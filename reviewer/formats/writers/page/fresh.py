"""A new PAGE file for a page that was read from something else."""

from collections.abc import Sequence
from pathlib import PurePath

from lxml import etree

from reviewer.core.edition import Edition
from reviewer.core.geometry import Box, Points, around
from reviewer.core.model import Page, Region
from reviewer.core.reading import PageReading, ReadingLine
from reviewer.formats.boxed import BoxedWord, boxed_line
from reviewer.formats.characters import lawful
from reviewer.formats.readers.page.coords import corners, written
from reviewer.formats.roles import role_of
from reviewer.formats.writers.page.editing import set_role
from reviewer.formats.writers.page.placing import regions_of
from reviewer.formats.writers.page.stamp import date_of, said

FAMILY = "http://schema.primaresearch.org/PAGE/gts/pagecontent/"
NEWEST = "2019-07-15"
CREATOR = "reviewer"
_NS = f"{{{FAMILY}{NEWEST}}}"
# PAGE 2019-07-15, TextTypeSimpleType.
_TYPES = set(
    "paragraph heading caption header footer page-number drop-capital credit floating"
    " signature-mark catch-word marginalia footnote footnote-continued endnote TOC-entry"
    " list-label other".split()
)


def fresh_tree(edition: Edition, readings: Sequence[PageReading]) -> "etree._ElementTree":
    """A valid PAGE document (2019-07-15, which allows for one page) of the model alone."""
    root = etree.fromstring(f'<PcGts xmlns="{_NS[1:-1]}"/>')
    metadata = etree.SubElement(root, f"{_NS}Metadata")
    etree.SubElement(metadata, f"{_NS}Creator").text = CREATOR
    etree.SubElement(metadata, f"{_NS}Created").text = said(edition.imported)
    etree.SubElement(metadata, f"{_NS}LastChange").text = said(date_of(edition))
    for number, reading in enumerate(readings):
        _PageMaker(reading, f"p{number + 1}_" if number else "").make(root)
    etree.indent(root)
    return root.getroottree()


class _PageMaker:
    def __init__(self, reading: PageReading, prefix: str) -> None:
        self._reading = reading
        self._prefix = prefix
        self._lines = 0
        self._words = 0
        page = reading.page
        self._whole = _extent(page)

    def make(self, root: etree._Element) -> None:
        page, image = self._reading.page, self._reading.page.image
        element = etree.SubElement(
            root,
            f"{_NS}Page",
            imageFilename=lawful(PurePath(image.path).name) if image else "",
            imageWidth=str(self._whole.right),
            imageHeight=str(self._whole.bottom),
        )
        held: dict[int | None, list[ReadingLine]] = {}
        for line, region in zip(self._reading.lines, regions_of(self._reading), strict=True):
            if not line.removed:
                held.setdefault(region, []).append(line)
        order = [*held, *(one.n for one in page.regions if one.n not in held)]
        if order:
            named = etree.SubElement(element, f"{_NS}ReadingOrder")
            group = etree.SubElement(named, f"{_NS}OrderedGroup", id=f"{self._prefix}order")
        for place, number in enumerate(order):
            kept = Region(0) if number is None else page.regions[number]
            name = f"{self._prefix}r{place + 1}"
            reference = etree.SubElement(group, f"{_NS}RegionRefIndexed", regionRef=name)
            reference.set("index", str(place))
            self._region(element, name, kept, held.get(number, []))

    def _region(
        self, page: etree._Element, name: str, region: Region, lines: Sequence[ReadingLine]
    ) -> None:
        element = etree.SubElement(page, f"{_NS}TextRegion", id=name)
        if region.kind in _TYPES:
            element.set("type", region.kind)
        elif region.kind and role_of(region.kind) is region.role:
            element.set("custom", f"structure {{type:{_plain(region.kind)};}}")
        if role_of(region.kind) is not region.role:
            set_role(element, region.role)
        _place(element, region.outline, region.box or self._whole)
        for line in lines:
            self._line(element, line, region)

    def _line(self, parent: etree._Element, line: ReadingLine, region: Region) -> None:
        page = self._reading.page
        self._lines += 1
        boxed = boxed_line(line, self._reading)
        source = page.lines[line.n] if line.n < len(page.lines) else None
        element = etree.SubElement(parent, f"{_NS}TextLine", id=f"{self._prefix}l{self._lines}")
        if line.role is not region.role:
            set_role(element, line.role)
        box = boxed.box or region.box or self._whole
        _place(element, source.outline if source and source.box == box else (), box)
        if source and len(source.baseline) > 1:
            etree.SubElement(element, f"{_NS}Baseline", points=_said(source.baseline))
        if any(word.box for word in boxed.words):
            for word in boxed.words:
                self._word(element, word, box)
        confidence = source.confidence if source and line.text == source.text else None
        _say(element, line.text, confidence)

    def _word(self, parent: etree._Element, word: BoxedWord, box: Box) -> None:
        self._words += 1
        element = etree.SubElement(parent, f"{_NS}Word", id=f"{self._prefix}w{self._words}")
        _place(element, (), word.box or box)
        _say(element, word.text, None if word.changed else word.confidence)
        if word.changed or word.span is None or word.span.first != word.span.last or word.part:
            return
        rivals = self._reading.page.tokens[word.span.first].alternatives
        if rivals:
            element[-1].set("index", "0")
        for index, rival in enumerate(rivals, start=1):
            _say(element, rival.text, rival.confidence)
            element[-1].set("index", str(index))


def _extent(page: Page) -> Box:
    """The page: its picture, or all that lies on it; never without a pixel."""
    image = page.image
    if image:
        return Box(0, 0, max(image.width, 1), max(image.height, 1))
    boxes = [*(one.box for one in page.regions), *(one.box for one in page.lines)]
    found = around([*boxes, *(token.box for token in page.tokens)])
    return Box(0, 0, max(found.right, 1), max(found.bottom, 1)) if found else Box(0, 0, 1, 1)


def _place(element: etree._Element, outline: Points, box: Box) -> None:
    points = outline if len(outline) > 1 else corners(box)
    etree.SubElement(element, f"{_NS}Coords", points=_said(points))


def _said(points: Points) -> str:
    return written(tuple((max(x, 0), max(y, 0)) for x, y in points))


def _say(element: etree._Element, text: str, confidence: float | None) -> None:
    equiv = etree.SubElement(element, f"{_NS}TextEquiv")
    if confidence is not None:
        equiv.set("conf", f"{confidence:g}")
    etree.SubElement(equiv, f"{_NS}Unicode").text = lawful(text)


def _plain(kind: str) -> str:
    return lawful("".join("-" if char in "{};:" or char.isspace() else char for char in kind))
