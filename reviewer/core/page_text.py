"""A page's text to search in, with the way from its characters to the words that stand there.

Searching a project must not fold its pages. So each page's lines are kept as one text, the lines
parted by a line feed whatever ends them, and beside it which tokens stand where, written short:
most pages say nothing, because their words are the blank-separated pieces, numbered from 0.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from reviewer.core.decisions import Span
from reviewer.core.fold import fold
from reviewer.core.ids import DecisionId
from reviewer.core.model import Page
from reviewer.core.reading import INSERTED, PageReading, ReadingLine

_PIECE = re.compile(r"\S+")
_LINE_FEED = re.compile("\n")

Record = dict[str, list[list[int]]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A word where it stands: characters `start` to `end` (exclusive) of the page's text.

    `span` are its tokens (None: inserted), `decision` what settled it (None: nobody did).
    """

    start: int
    end: int
    span: Span | None
    decision: DecisionId | None = None


_Word = tuple[int, int, int, int, int]  # start, end, first token, last token, decision or 0


@dataclass(frozen=True)
class PageText:
    """The lines of a page as one text; `words` says where its words are not plain pieces.

    `words` is None where every blank-separated piece is a token, in order, that nobody decided on;
    `{"x": …}` where only some pieces differ, each [index, first, last, decision]; else `{"w": …}`
    lists all, each [start, end, first, last, decision].
    """

    text: str
    words: Record | None = None

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The words in the order of the text; removed ones stand nowhere."""
        return tuple(_cell(*word) for word in self._expanded())

    @cached_property
    def _ends(self) -> list[int]:
        return [cell.end for cell in self.cells]

    def between(self, start: int, end: int) -> tuple[Cell, ...]:
        """The words that share a character with `start` to `end`."""
        if self.words is None:
            return self._plain_between(start, end)
        found = []
        for cell in self.cells[bisect_left(self._ends, start + 1) :]:
            if cell.start >= end:
                break
            found.append(cell)
        return tuple(found)

    def _plain_between(self, start: int, end: int) -> tuple[Cell, ...]:
        """The same where nothing is to be known but the text: most pages, and many hits each."""
        pieces = self._pieces
        found = []
        for n in range(bisect_left(pieces, start, key=_end_of) if start else 0, len(pieces)):
            first, last = pieces[n]
            if first >= end:
                break
            if last > start:
                found.append(Cell(first, last, Span(n, n)))
        return tuple(found)

    @cached_property
    def _pieces(self) -> list[tuple[int, int]]:
        return [found.span() for found in _PIECE.finditer(self.text)]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_FEED.finditer(self.text))]

    def line_of(self, position: int) -> tuple[int, int]:
        """Index of the line that a character stands in, and its column there."""
        line = bisect_right(self._line_starts, position) - 1
        return line, position - self._line_starts[line]

    def _expanded(self) -> Iterator[_Word]:
        if self.words and "w" in self.words:
            for start, end, first, last, decision in self.words["w"]:
                yield start, end, first, last, decision
            return
        others = {row[0]: row[1:] for row in (self.words or {}).get("x", ())}
        token = 0
        for index, piece in enumerate(_PIECE.finditer(self.text)):
            first, last, decision = others.get(index, (token, token, 0))
            yield piece.start(), piece.end(), first, last, decision
            token = token if first == INSERTED else last + 1


def _end_of(span: tuple[int, int]) -> int:
    return span[1]


def source_text(page: Page) -> PageText:
    """The text of a page as imported."""
    text = "\n".join(line.text for line in page.lines)
    spans: list[tuple[int, int]] = []
    offset = 0
    for line in page.lines:
        spans += [(offset + token.start, offset + token.end) for token in line.tokens]
        offset += len(line.text) + 1
    if spans == [found.span() for found in _PIECE.finditer(text)]:
        return PageText(text)
    words = [(start, end, n, n, 0) for n, (start, end) in enumerate(spans) if start < end]
    return PageText(text, _shortened(text, words))


def unread_text(page: Page, source: PageText) -> PageText:
    """The text of a page as it reads before anybody decided anything: nearly always its source's.

    `source` is its text as imported. Tokens that touch are parted by a blank in the reading, and
    beside tokens without text, which plug-ins may make, it has a blank less.
    """
    if source.words is None:  # then blanks part them
        return source
    differs = any(
        any(token.start == token.end for token in line.tokens)
        or any(before.end == behind.start for before, behind in pairwise(line.tokens))
        for line in page.lines
    )
    return present_text(fold(page)) if differs else source


def present_text(reading: PageReading) -> PageText:
    """The text of a page as it reads now."""
    text = "\n".join(line.text for line in reading.lines)
    if all(line.in_pieces for line in reading.lines):
        others = _others(reading.lines)
        return PageText(text, {"x": others} if others else None)
    words: list[list[int]] = []
    offset = 0
    for line in reading.lines:
        words += ([offset + start, offset + end, *rest] for start, end, *rest in line.cells)
        offset += len(line.text) + 1
    return PageText(text, {"w": words})


def _others(lines: Sequence[ReadingLine]) -> list[list[int]]:
    """The pieces that are not the next token, undecided; lines that have none are passed over."""
    others: list[list[int]] = []
    index = token = 0
    for line in lines:
        if line.cells and line.in_order and line.cells[0][2] == token:
            index += len(line.cells)
            token += len(line.cells)
            continue
        for _, _, first, last, decision in line.cells:
            if (first, last, decision) != (token, token, 0):
                others.append([index, first, last, decision])
            token = token if first == INSERTED else last + 1
            index += 1
    return others


def _shortened(text: str, words: Sequence[_Word]) -> Record | None:
    """The words of a text, written as short as it goes."""
    pieces = [found.span() for found in _PIECE.finditer(text)]
    if pieces != [word[:2] for word in words]:
        return {"w": [list(word) for word in words]}
    others: list[list[int]] = []
    token = 0
    for index, (_, _, first, last, decision) in enumerate(words):
        if (first, last, decision) != (token, token, 0):
            others.append([index, first, last, decision])
        token = token if first == INSERTED else last + 1
    return {"x": others} if others else None


def _cell(start: int, end: int, first: int, last: int, decision: int) -> Cell:
    return Cell(
        start,
        end,
        None if first == INSERTED else Span(first, last),
        DecisionId(decision) if decision else None,
    )
