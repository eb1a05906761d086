"""The body: blocks into divisions, in the order of the reading (ENCODING.md, section 2).

The order of the words never changes here, so that the file reads like the screen. TEI allows an
`opener` and a `head` only before, a `closer` only behind the text of its division; where a date
line or a signature stands elsewhere it becomes an `ab` of that type. Stamps before everything else
make the distribution division, those behind everything else the processing division.

A paragraph that runs on over the end of a page ends there and another begins: whether it runs on is
not known from plain text, and two paragraphs mislead less than one made of strangers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.core.model import Role
from reviewer.core.reading import PageReading
from reviewer.formats.writers.tei.blocks import FURNITURE, Block, make_blocks, region_of
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.inline import PageText
from reviewer.formats.writers.tei.nodes import Content, Element, Outline, element
from reviewer.formats.writers.tei.zones import region_zone

_AB_TYPES = {
    Role.HEADING: "heading",
    Role.DATELINE: "dateline",
    Role.ADDRESS: "address",
    Role.SIGNATURE: "signature",
    Role.STAMP: "stamp",
}
_FW_TYPES = {Role.FORM: "form", Role.PAGE_NUMBER: "pageNum", Role.NOISE: "noise"}
_ANYWHERE = frozenset({*_FW_TYPES, Role.MARGINAL})
_BREAKING = frozenset(_AB_TYPES)  # blocks whose lines stay lines in every profile


@dataclass(slots=True)
class _Part:
    """A block with its content; an address has a list for each line. No role: a page beginning."""

    role: Role | None
    content: list[Content]
    lines: list[list[Content]]
    attributes: dict[str, str]

    def made(self, name: str, **attributes: str) -> Element:
        """The block as one element."""
        return Element(name, element(name, **attributes).attributes | self.attributes, self.content)


class Body:
    """Takes page after page; what may still turn out to be the end is held back until known."""

    def __init__(self, outline: Outline, context: Context) -> None:
        self._out = outline
        self._context = context
        self._division = ""
        self._at_top = False
        self._opener: list[_Part] = []
        self._held: list[_Part] = []

    def add(self, page: PageReading, beginning: Element, first_line: int) -> None:
        """Add a page; `beginning` is its `pb`, `first_line` the number of its first line."""
        self._take(_Part(None, [beginning], [], {}))
        text = PageText(page, first_line, self._context)
        parts = [
            part
            for block in make_blocks(page)
            if (part := self._part(block, page, text, first_line)) is not None
        ]
        text.finish()
        for part in parts:
            self._take(part)

    def finish(self) -> None:
        """Close what is open; what was held back is the end now."""
        self._flush_opener()
        body, closing, stamps = _ending(self._held)
        self._held = []
        for part in body:
            self._middle(part)
        self._closers(closing)
        if any(part.role is Role.STAMP for part in stamps):
            self._open("processing")
        for part in stamps:
            self._middle(part)
        self._open("")

    # from blocks to parts

    def _part(
        self, block: Block, page: PageReading, text: PageText, first_line: int
    ) -> _Part | None:
        if self._context.reading and block.role in FURNITURE:
            return None
        if block.role is Role.NOISE and self._is_gone(block, page):
            return None
        lines: list[list[Content]] = []
        if block.role is Role.ADDRESS:
            lines = [found for index in block.lines if (found := text.block([index]))]
            content = [piece for line in lines for piece in line]
        else:
            content = text.block(block.lines, breaks=block.role in _BREAKING)
        if not content:
            return None
        attributes = {}
        if zones := self._zones(block, page):
            attributes["facs"] = zones
        if self._context.archival:
            sources = dict.fromkeys(n for index in block.lines for n in page.lines[index].sources)
            attributes["corresp"] = " ".join(
                f"#{self._context.line_id(first_line + n)}" for n in sources
            )
        return _Part(block.role, content, lines, attributes)

    def _zones(self, block: Block, page: PageReading) -> str:
        """The regions that the lines of a block stand in."""
        regions = {region_of(page, page.lines[index]): None for index in block.lines}
        zones = [region_zone(page.page, n, self._context) for n in regions if n is not None]
        return " ".join(zone for zone in zones if zone)

    def _is_gone(self, block: Block, page: PageReading) -> bool:
        """Whether a block of noise leaves nothing in this profile."""
        if self._context.archival:
            return False
        # Words that the document itself has too much are noise, but are shown as source errors; a
        # gap or a note may stand where words were.
        lines = [page.lines[index] for index in block.lines]
        return all(line.role is Role.NOISE for line in lines)

    # from parts to divisions

    def _take(self, part: _Part) -> None:
        role = part.role
        if role is None or role in _ANYWHERE:
            if self._held:
                self._held.append(part)
            else:
                self._flush_opener()
                self._middle(part)
        elif role is Role.STAMP and self._division != "message":
            self._open("distribution")
            self._middle(part)
        elif self._at_the_top and not self._held and role in (Role.DATELINE, Role.ADDRESS):
            self._open("message")
            self._opener.append(part)
        elif role in (Role.SIGNATURE, Role.DATELINE, Role.STAMP):
            self._open("message")
            self._flush_opener()
            self._held.append(part)
        else:
            self._open("message")
            self._release()
            self._middle(part)

    @property
    def _at_the_top(self) -> bool:
        return self._at_top or self._division != "message"

    def _release(self) -> None:
        """What was held back has something behind it: it is not the end."""
        self._flush_opener()
        held, self._held = self._held, []
        for part in held:
            self._middle(part)

    def _open(self, division: str) -> None:
        """Be in this division of the document, or in none."""
        if division == self._division:
            return
        if self._division:
            self._flush_opener()
            self._out.end()
        if division:
            self._out.begin("div", type=division)
        self._division = division
        self._at_top = division == "message"

    def _flush_opener(self) -> None:
        if not self._opener:
            return
        self._out.begin("opener")
        for part in self._opener:
            self._out.put(self._address(part) if part.lines else part.made("dateline"))
        self._out.end()
        self._opener = []

    def _closers(self, parts: Sequence[_Part]) -> None:
        is_open = False
        for part in parts:
            closing = part.role in (Role.SIGNATURE, Role.DATELINE)
            if closing and not is_open:
                self._out.begin("closer")
            if is_open and not closing:
                self._out.end()
            is_open = closing
            if part.role is Role.SIGNATURE:
                self._out.put(part.made("signed"))
            elif part.role is Role.DATELINE:
                self._out.put(part.made("dateline"))
            else:
                self._middle(part)
        if is_open:
            self._out.end()

    def _middle(self, part: _Part) -> None:
        """Write a part where anything may stand before and behind it."""
        role = part.role
        if role is None:
            for node in part.content:
                if isinstance(node, Element):
                    self._out.put(node)
        elif role is Role.MARGINAL:
            self._out.put(part.made("note", type="marginal"))
        elif role in _FW_TYPES:
            self._out.put(part.made("fw", type=_FW_TYPES[role]))
        elif role is Role.HEADING and self._at_top:
            self._out.put(part.made("head"))
        else:
            self._at_top = False
            self._out.put(self._block(part, role))

    def _block(self, part: _Part, role: Role) -> Element:
        if role is Role.STAMP:
            stamp = element("stamp", *part.content)
            return Element("ab", {"type": "stamp"} | part.attributes, [stamp])
        if role is Role.ADDRESS:
            return element("ab", self._address(part), type="address")
        if role in _AB_TYPES:
            return part.made("ab", type=_AB_TYPES[role])
        self._context.paragraphs += 1
        return part.made("p", xml_id=self._context.ids.make("p", self._context.paragraphs))

    @staticmethod
    def _address(part: _Part) -> Element:
        children: list[Content] = []
        for line in part.lines:
            children += ["\n", Element("addrLine", {}, line)]
        return Element("address", part.attributes, [*children, "\n"])


def _ending(held: Sequence[_Part]) -> tuple[list[_Part], list[_Part], list[_Part]]:
    """Part what was held back into text, closing lines, and stamps behind them."""
    behind = len(held)
    while behind and held[behind - 1].role not in (Role.SIGNATURE, Role.DATELINE):
        behind -= 1
    # Page beginnings and the like before the first stamp stay with the message.
    first_stamp = next(
        (i for i in range(behind, len(held)) if held[i].role is Role.STAMP), len(held)
    )
    start = behind
    while start and held[start - 1].role is not Role.STAMP:
        start -= 1
    while start < behind and held[start].role not in (Role.SIGNATURE, Role.DATELINE):
        start += 1
    return list(held[:start]), list(held[start:first_stamp]), list(held[first_stamp:])
