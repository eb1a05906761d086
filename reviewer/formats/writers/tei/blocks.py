"""Lines gathered to blocks: paragraphs, stamps, headings and whatever a person called them.

Some lines are the text, others stand beside it: stamps, marginal words, page numbers and the like.
What stands beside the text does not end a paragraph; it comes behind the block that it interrupts.
A blank line ends a block, and so does a line of another role or of another region of the layout;
what a person said of a line's flow goes before all that. Noise ends nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reviewer.core.decisions import Flow
from reviewer.core.model import Role
from reviewer.core.reading import PageReading, ReadingLine

FURNITURE = frozenset({Role.FORM, Role.PAGE_NUMBER})
"""Printed words that belong to the sheet, not to the document; the reading profile drops them."""
ASIDE = FURNITURE | {Role.STAMP, Role.MARGINAL, Role.DISTRIBUTION, Role.PROCESSING}
"""Roles of lines that stand beside the text, wherever they are on the page."""
_SINGLE = frozenset({Role.LIST_ITEM, Role.TABLE_ROW, Role.DISTRIBUTION, Role.NUMBER, Role.HANDLING})


@dataclass(slots=True)
class Block:
    """Lines (indices in the reading) with one role; NOISE where nothing of them remains.

    `runs_on`: it goes on with the block before it, across the page's beginning. `region` is that of
    its last line, where the source has a layout.
    """

    role: Role
    kind: str = ""
    place: str = ""
    lines: list[int] = field(default_factory=list)
    runs_on: bool = False
    region: int | None = None


def make_blocks(page: PageReading) -> Iterator[Block]:
    """The blocks of a page in the order of its reading, each before what interrupts it."""
    return _Gathering(page).blocks()


def region_of(page: PageReading, line: ReadingLine) -> int | None:
    """The region of the layout that a line begins in; None where the source has no layout."""
    return page.page.lines[line.sources[0]].region if line.sources else None


class _Gathering:
    def __init__(self, page: PageReading) -> None:
        self._page = page
        self._rows: list[Block] = []  # the block of text at hand, then what stands beside it
        self._text: Block | None = None
        self._last: Block | None = None  # what the next line may go on with; None behind a blank
        self._loose: list[int] = []  # specks that nothing stands before
        self._parted = False  # a blank line since the last line of the text

    def blocks(self) -> Iterator[Block]:
        for index, line in enumerate(self._page.lines):
            if _is_blank(self._page, line):
                self._parted = True
                self._last = None
                self._settle()
            elif line.role is Role.NOISE or not any(word.text for word in line.words):
                (self._last.lines if self._last else self._loose).append(index)
            elif line.role in ASIDE:
                self._beside(index, line)
            else:
                if not self._goes_on(line):
                    yield from self._rows
                    self._rows = []
                self._take(index, line)
        self._settle()
        yield from self._rows

    def _settle(self) -> None:
        """Specks with a blank line on either side are a block of their own."""
        if self._loose:
            self._rows.append(Block(Role.NOISE, lines=self._loose))
            self._loose = []

    def _goes_on(self, line: ReadingLine) -> bool:
        """Whether a line of the text goes on with the block of text at hand."""
        text = self._text
        if text is None or text.role is not line.role or line.flow is Flow.BEGINS:
            return False
        if line.flow is Flow.RUNS_ON:
            return True
        return not (
            self._parted
            or line.role in _SINGLE
            or text.kind != line.kind
            or self._elsewhere(text, line)
        )

    def _take(self, index: int, line: ReadingLine) -> None:
        text = self._text
        if text is None or not self._rows or self._rows[0] is not text:
            runs_on = text is None and line.flow is Flow.RUNS_ON
            text = Block(line.role, line.kind, line.place, runs_on=runs_on)
            self._rows.append(text)
        self._text = self._last = text
        self._parted = False
        self._add(text, index, line)

    def _beside(self, index: int, line: ReadingLine) -> None:
        last = self._rows[-1] if self._rows else None
        if last is None or not self._belongs(last, line):
            last = Block(line.role, line.kind, line.place)
            self._rows.append(last)
        self._last = last
        self._add(last, index, line)

    def _belongs(self, last: Block, line: ReadingLine) -> bool:
        if last.role is not line.role or line.flow is Flow.BEGINS:
            return False
        if line.flow is Flow.RUNS_ON:
            return True
        same = (last.kind, last.place) == (line.kind, line.place)
        single = line.role in _SINGLE
        return same and self._last is last and not single and not self._elsewhere(last, line)

    def _add(self, block: Block, index: int, line: ReadingLine) -> None:
        block.lines += [*self._loose, index]
        self._loose = []
        here = region_of(self._page, line)
        block.region = block.region if here is None else here

    def _elsewhere(self, block: Block, line: ReadingLine) -> bool:
        """Whether a line is of another region; one that somebody added is of any."""
        here = region_of(self._page, line)
        return here is not None and block.region is not None and here != block.region


def _is_blank(page: PageReading, line: ReadingLine) -> bool:
    # A line whose words were all joined to the line before has no words left, but is not blank.
    return not line.words and not any(page.page.lines[n].tokens for n in line.sources)
