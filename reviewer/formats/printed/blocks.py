"""Elements of the text as pieces of a printed document.

Where a block stands in the middle of another (a list in a paragraph, a date line in an opener),
the outer one is cut there and goes on behind it, so that pieces stand in a row.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from lxml import etree

from reviewer.core.printed import (
    Block,
    Cell,
    Group,
    Held,
    Kind,
    Note,
    PageBlock,
    Piece,
    Sign,
    Table,
)
from reviewer.formats.printed.flow import Flow, page_of
from reviewer.formats.xml import XML_ID, local

_KINDS = {
    "head": Kind.HEADING,
    "p": Kind.PARAGRAPH,
    "l": Kind.PARAGRAPH,
    "ab": Kind.PLAIN,
    "opener": Kind.OPENER,
    "closer": Kind.CLOSER,
    "dateline": Kind.DATELINE,
    "salute": Kind.SALUTE,
    "signed": Kind.SIGNED,
    "stamp": Kind.STAMP,
    "fw": Kind.FURNITURE,
    "byline": Kind.PLAIN,
    "trailer": Kind.PLAIN,
    "postscript": Kind.PARAGRAPH,
    "item": Kind.ITEM,
    "label": Kind.PLAIN,
    "quote": Kind.PARAGRAPH,
    "floatingText": Kind.PARAGRAPH,
}
_PLAIN_KINDS = {
    "heading": Kind.HEADING,
    "dateline": Kind.DATELINE,
    "signature": Kind.SIGNED,
    "stamp": Kind.STAMP,
    "address": Kind.ADDRESS,
}
"""What an `ab` of these types is: the same thing, where TEI allows no element of that name."""

_HELD = {
    "opener": Held.OPENER,
    "closer": Held.CLOSER,
    "postscript": Held.POSTSCRIPT,
    "quote": Held.QUOTATION,
    "floatingText": Held.ENCLOSURE,
    "list": Held.LIST,
    "item": Held.ITEM,
}
_BLOCKS = frozenset(_KINDS) - {"quote"} | {"address", "list", "table", "lg"}
"""What cuts the block that it stands in. A quotation does only where it holds blocks itself."""

_WITHIN = frozenset({"body", "text", "div", "lg", "group", "front", "back"})
"""Elements that only hold others."""


class Blocks:
    """Makes pieces of elements; `where` are the groups around them."""

    def __init__(self, numbers: "count[int]", where: Sequence[Group] = ()) -> None:
        self._numbers = numbers
        self._where = tuple(where)

    def block(self, element: etree._Element) -> Iterator[Piece]:
        """The pieces of an element that stands among blocks."""
        name = local(element)
        if name == "pb":
            yield PageBlock(page_of(element), self._where)
        elif name == "address":
            yield from self._address(element)
        elif name == "table":
            yield self._table(element)
        elif name == "list":
            yield from self._list(element)
        elif name in _WITHIN:
            for child in element:
                yield from self.block(child)
        elif name == "note" and element.get("type") == "marginal":
            yield from self._cut(element, Kind.MARGINAL)
        elif name in ("note", "gap"):
            flow = Flow(self._numbers)
            flow.inline(element, ())
            yield from self._made(flow, Kind.PLAIN, element)
        elif name:
            yield from self._held(name, element)

    def _held(self, name: str, element: etree._Element) -> Iterator[Piece]:
        kind = _KINDS.get(name, Kind.PARAGRAPH)
        if kind is Kind.PLAIN:
            kind = _PLAIN_KINDS.get(element.get("type", ""), kind)
        inner = self._in(_HELD[name], element) if name in _HELD else self
        yield from _with_notes(inner._cut(element, kind))

    def _in(self, held: Held, element: etree._Element) -> "Blocks":
        group = Group(held, next(self._numbers), element.get("type", ""), element.get("n", ""))
        return Blocks(self._numbers, (*self._where, group))

    def _cut(self, element: etree._Element, kind: Kind) -> Iterator[Piece]:
        """A block, cut where others stand in it."""
        flow = Flow(self._numbers)
        continues = False
        flow.text(element.text, ())
        for child in element:
            if _cuts(child, kind):
                yield from self._made(flow, kind, element, continues=continues)
                continues = continues or kind is not Kind.OPENER
                yield from self.block(child)
            else:
                flow.inline(child, ())
            flow.text(child.tail, ())
        yield from self._made(flow, kind, element, continues=continues)

    def _made(
        self, flow: Flow, kind: Kind, element: etree._Element, *, continues: bool = False
    ) -> Iterator[Piece]:
        runs = tuple(flow.finish())
        if runs:
            identity = "" if continues else element.get(XML_ID, "")
            yield Block(kind, runs, self._where, element.get("type", ""), identity, continues)

    def _address(self, element: etree._Element) -> Iterator[Piece]:
        flow = Flow(self._numbers)
        for line in element:
            flow.part()
            flow.inline(line, ())
            flow.text(line.tail, ())
        yield from self._made(flow, Kind.ADDRESS, element)

    def _list(self, element: etree._Element) -> Iterator[Piece]:
        """A list; its head stands before it."""
        inner = self._in(Held.LIST, element)
        for child in element:
            blocks = self if local(child) == "head" else inner
            yield from blocks.block(child)

    def _table(self, element: etree._Element) -> Table:
        caption = Flow(self._numbers)
        rows = []
        for child in element:
            if local(child) == "head":
                caption.content(child, ())
            elif local(child) == "row":
                heads = child.get("role") == "label"
                cells = [one for one in child if local(one) == "cell"]
                rows.append(tuple(self._cell(one, heads) for one in cells))
        made = tuple(caption.finish())
        return Table(tuple(rows), made, self._where, element.get(XML_ID, ""))

    def _cell(self, element: etree._Element, heads: bool) -> Cell:
        flow = Flow(self._numbers)
        flow.content(element, _NO_MARKS)
        label = heads or element.get("role") == "label"
        return Cell(tuple(flow.finish()), label, _span(element, "cols"), _span(element, "rows"))


def _with_notes(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, what is nothing but editors' notes being at the end of the block before it."""
    before: Piece | None = None
    for piece in pieces:
        if isinstance(before, Block) and isinstance(piece, Block) and _is_noted(piece):
            before = replace(before, runs=(*before.runs, *piece.runs))
            continue
        if before is not None:
            yield before
        before = piece
    if before is not None:
        yield before


def _is_noted(block: Block) -> bool:
    return all(isinstance(one, Note) and not one.marginal for one in block.runs)


_NO_MARKS: tuple[Sign, ...] = ()


def _span(element: etree._Element, name: str) -> int:
    value = element.get(name, "")
    return max(1, min(int(value), 1000)) if value.isascii() and value.isdigit() else 1


def _cuts(element: etree._Element, kind: Kind) -> bool:
    """Whether an element is a block of its own in a block of a kind."""
    name = local(element)
    if name == "fw":
        return False
    if name == "quote":
        return any(local(child) in _BLOCKS for child in element)
    return name in _BLOCKS
