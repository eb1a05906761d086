"""The body: pages into blocks, blocks into divisions (ENCODING.md, sections 2 and 3).

What stands beside the text never stands in the middle of it. Furniture of the sheet is put beside
its page's beginning; stamps, marginal words and the like behind the block that they interrupt, or,
where that runs on over the end of their page, before it.
"""

import re
from collections.abc import Sequence
from contextlib import ExitStack

from reviewer.core.model import Role
from reviewer.core.reading import PageReading
from reviewer.formats.writers.tei.blocks import ASIDE, FURNITURE, Block, make_blocks, region_of
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.divisions import Divisions, spool
from reviewer.formats.writers.tei.inline import PageText
from reviewer.formats.writers.tei.nodes import Content, Element, Outline
from reviewer.formats.writers.tei.parts import BREAKING, Part
from reviewer.formats.writers.tei.zones import line_zone, region_zone

_NOTE = re.compile(rb'(<note type="editorial")')
_TELLING = frozenset({"gap", "note", "anchor"})


class Body:
    """Takes page after page; `finish` writes what became of them."""

    def __init__(self, outline: Outline, context: Context) -> None:
        self._out = outline
        self._context = context
        self._stack = ExitStack()
        self._document: Divisions | None = None
        self._enclosure: Divisions | None = None
        self._enclosures = spool(self._stack)
        self._text: Part | None = None  # the block at hand, which may run on
        self._beside: list[Part] = []  # what stands beside it or behind it

    def add(self, page: PageReading, beginning: Element, first_line: int) -> None:
        """Add a page; `beginning` is its `pb`, `first_line` the number of its first line."""
        text = PageText(page, first_line, self._context)
        parts = [
            part
            for block in make_blocks(page)
            if (part := self._part(block, page, text, first_line)) is not None
        ]
        text.finish()
        number = page.page.number
        self._take(Part(None, number, [beginning]))
        for part in parts:
            if part.role in FURNITURE:
                self._take(part)
        for part in parts:
            if part.role not in FURNITURE:
                self._take(part)

    def finish(self) -> None:
        """Write the divisions."""
        with self._stack:
            self._settle()
            self._end_enclosure()
            if self._document is not None:
                self._document.finish(
                    self._out, between=self._enclosures, change=self._with_numbers
                )

    def close(self) -> None:
        """Let go of what was gathered, also where somebody stopped before the end."""
        self._stack.close()

    def _with_numbers(self, line: bytes) -> bytes:
        """Number the notes in the order of the file, which is not that of their coming."""
        return _NOTE.sub(self._number, line) if b'type="editorial"' in line else line

    def _number(self, found: re.Match[bytes]) -> bytes:
        self._context.notes += 1
        return found[1] + b' n="%d"' % self._context.notes

    # from blocks to parts

    def _part(
        self, block: Block, page: PageReading, text: PageText, first_line: int
    ) -> Part | None:
        if self._context.reading and block.role in FURNITURE:
            return None
        part = Part(
            block.role,
            page.page.number,
            kind=block.kind,
            place=block.place,
            runs_on=block.runs_on,
        )
        if block.role is Role.ADDRESS and block.kind not in ("addressee", "sender"):
            part.lines = [found for index in block.lines if (found := text.block([index]))]
        elif block.role is Role.TABLE_ROW:
            part.lines = text.cells(block.lines)
        if part.lines:
            part.content = self._joined(part.lines)
        else:
            part.content = text.block(block.lines, breaks=block.role in BREAKING)
        if not part.content:
            return None
        if block.role is Role.NOISE and self._is_gone(part):
            text.forget(part.content)
            return None
        if block.role is Role.DISTRIBUTION:
            part.text = page.lines[block.lines[0]].text
        self._attribute(part, block, page, first_line)
        return part

    def _joined(self, lines: Sequence[Sequence[Content]]) -> list[Content]:
        """Lines one behind the other, for where the part goes on with one that knows no lines."""
        content: list[Content] = []
        for line in lines:
            content += [*([self._blank] if content else []), *line]
        return content

    @property
    def _blank(self) -> str:
        """What stands between two lines."""
        return " " if self._context.reading else "\n"

    def _attribute(self, part: Part, block: Block, page: PageReading, first_line: int) -> None:
        """Where the lines of a block stand on the picture and in the transcript."""
        if zones := self._zones(block, page):
            part.attributes["facs"] = zones
        if self._context.archival:
            sources = dict.fromkeys(n for index in block.lines for n in page.lines[index].sources)
            if sources:
                part.attributes["corresp"] = " ".join(
                    f"#{self._context.line_id(first_line + n)}" for n in sources
                )

    def _zones(self, block: Block, page: PageReading) -> str:
        """The regions that the lines of a block stand in, or else the lines."""
        if page.page.image is None or self._context.reading:
            return ""
        zones: dict[str, None] = {}
        for index in block.lines:
            line = page.lines[index]
            region = region_of(page, line)
            zone = "" if region is None else region_zone(page.page, region, self._context)
            if not zone and line.sources:
                zone = line_zone(page.page, line.sources[0], self._context)
            zones[zone] = None
        return " ".join(zone for zone in zones if zone)

    def _is_gone(self, part: Part) -> bool:
        """Whether specks leave nothing in this profile; a gap or a note may stand for words."""
        nodes = (node for node in part.content if isinstance(node, Element))
        return not self._context.archival and not any(
            found.name in _TELLING for node in nodes for found in node.walk()
        )

    # from page to page

    def _take(self, part: Part) -> None:
        text = self._text
        if part.role is None or part.role in ASIDE or part.role is Role.NOISE:
            if text is None:
                self._put(part)
            else:
                self._beside.append(part)
        elif text is not None and part.runs_on and text.role is part.role:
            self._run_on(text, part)
        else:
            self._settle()
            self._text = part

    def _run_on(self, text: Part, part: Part) -> None:
        """Go on with a block on the next page."""
        last = max(n for n, one in enumerate(self._beside) if one.role is None)
        between: list[Content] = []
        for one in self._beside[:last]:
            if one.role is None:
                between += [self._blank, *one.content]
            else:
                self._put(one)
        for divisions in (self._document, self._enclosure):
            if divisions is not None:
                divisions.turn(part.page)
        text.join(part, *between, self._blank, *self._beside[last].content)
        text.page = part.page
        self._beside = self._beside[last + 1 :]

    def _settle(self) -> None:
        """The block at hand is complete."""
        waiting = [] if self._text is None else [self._text]
        waiting += self._beside
        self._text, self._beside = None, []
        for part in waiting:
            self._put(part)

    def _put(self, part: Part) -> None:
        if self._document is None:
            self._document = Divisions(self._context, self._stack, 4, part.page)
        if part.role is Role.HEADING and part.kind == "enclosure":
            self._begin_enclosure(part)
        if self._enclosure is not None:
            if part.role is None:
                self._document.turn(part.page)
            self._enclosure.take(part)
        else:
            self._document.take(part)

    def _begin_enclosure(self, heading: Part) -> None:
        before = self._enclosure or self._document
        rest = before.close() if before is not None else []
        self._end_enclosure()
        self._enclosure = Divisions(self._context, self._stack, 5, heading.page)
        for part in rest:
            self._enclosure.take(part)

    def _end_enclosure(self) -> None:
        if self._enclosure is not None:
            out = Outline(self._enclosures, 4)
            out.begin("div", type="enclosure")
            self._enclosure.finish(out)
            out.end()
            self._enclosure = None
