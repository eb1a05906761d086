"""Which file an edition can be written back into, and what both formats with trees share."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from lxml import etree

from reviewer.core.edition import Edition
from reviewer.core.model import Image, Original
from reviewer.core.reading import PageReading
from reviewer.formats.binding import SourceLine
from reviewer.formats.boxed import BoxedLine, boxed_lines
from reviewer.formats.rewriting import PlannedLine
from reviewer.formats.xml import parse_bytes


def original_of(edition: Edition, pages: Sequence[PageReading], format_: str) -> Original | None:
    """The one file of a format that all pages were read from; None where there is none."""
    names = {reading.page.file for reading in pages}
    if len(names) != 1:
        return None
    found = edition.originals.get(names.pop())
    return found if found is not None and found.format == format_ and found.content else None


def tree_of(original: Original) -> etree._Element:
    """The outermost element of an XML file that was read."""
    return parse_bytes(original.content, original.name)


def best_fit(
    reading: PageReading, lines_on: Callable[[Image | None], list[SourceLine]]
) -> tuple[Image | None, list[SourceLine]]:
    """The lines of the file as they were when the page was read: with its picture, or without.

    A picture may have been found later; the places of the page are those of its reading.
    """
    image = reading.page.image
    with_image = lines_on(image)
    if image is None or len(with_image) != len(reading.page.lines):
        return image, with_image
    without = lines_on(None)
    hits = [
        sum(source.box == line.box for source, line in zip(found, reading.page.lines, strict=True))
        for found in (with_image, without)
    ]
    return (image, with_image) if hits[0] >= hits[1] else (None, without)


@dataclass(frozen=True)
class Block:
    """Lines that follow each other in one region of the page."""

    kind: str
    region: int | None
    lines: tuple[BoxedLine, ...]


def blocks_of(reading: PageReading) -> list[Block]:
    """The lines of a page that have words, by their regions."""
    page = reading.page
    last: int | None = None
    placed: list[tuple[int | None, BoxedLine]] = []
    for line in boxed_lines(reading):
        if line.n < len(page.lines):
            last = page.lines[line.n].region
        if line.words:
            placed.append((last, line))  # lines that were added stand where those before them do
    return [
        Block(
            page.regions[region].kind if region is not None else "",
            region,
            tuple(line for _, line in lines),
        )
        for region, lines in groupby(placed, key=lambda pair: pair[0])
    ]


class NewIds:
    """IDs that are not yet in a file."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._numbers = count(1)

    def make(self, kind: str) -> str:
        """One more; the same each time that the same file is written."""
        while (made := f"added_{kind}_{next(self._numbers)}") in self._taken:
            continue
        self._taken.add(made)
        return made


def detach(element: etree._Element) -> None:
    """Take an element out of its tree; text behind it that says something stays."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail and tail.strip():
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        element.tail = None
    parent.remove(element)


def put_behind(element: etree._Element, anchor: etree._Element) -> None:
    """Put an element right behind another, with the blanks behind it."""
    parent = anchor.getparent()
    if parent is not None and not _is_within(anchor, element):
        parent.insert(parent.index(anchor) + 1, element)


def put_before(element: etree._Element, anchor: etree._Element) -> None:
    """Put an element right before another."""
    parent = anchor.getparent()
    if parent is not None and not _is_within(anchor, element):
        parent.insert(parent.index(anchor), element)


def _is_within(element: etree._Element, holder: etree._Element) -> bool:
    return any(one is holder for one in element.iterancestors())


def place_lines(
    lines: Sequence[PlannedLine],
    make: Callable[[PlannedLine], etree._Element],
    holder: etree._Element,
    outer: Callable[[etree._Element], etree._Element] = lambda element: element,
) -> list[etree._Element]:
    """Bring the elements of lines into order, making those that are new; gives them in order.

    `holder` takes lines where none stays whose neighbours they could be; `outer` gives the element
    to stand beside, where a line is wrapped into others.
    """
    placed: list[etree._Element] = []
    still = [line.source.element for line in lines if line.source and not line.moved]
    for line in lines:
        element = line.source.element if line.source else make(line)
        if line.moved:
            if line.source is not None:
                detach(element)
            if placed:
                put_behind(element, outer(placed[-1]))
            elif still:
                put_before(element, outer(still[0]))
            else:
                holder.append(element)
        placed.append(element)
    return placed
