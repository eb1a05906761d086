"""A page's text to search in, with the way from its characters to the words that stand there.

Searching a project must not fold its pages. So each page's lines are kept as one text, the lines
parted by a line feed whatever ends them, and beside it which tokens stand where, written short:
most pages say nothing, because their words are the blank-separated pieces, numbered from 0.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from reviewer.core.decisions import Span
from reviewer.core.fold import fold
from reviewer.core.ids import DecisionId
from reviewer.core.model import Page
from reviewer.core.reading import PageReading

_PIECE = re.compile(r"\S+")
_INSERTED = -1  # stands for the first token of a word that the source has not

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
        text = self.text
        while 0 < start < len(text) and not (text[start - 1].isspace() or text[start].isspace()):
            start -= 1
        token = len(text[:start].split())
        return tuple(
            Cell(found.start(), found.end(), Span(n, n))
            for n, found in enumerate(_PIECE.finditer(text, start, _until(text, end)), token)
        )

    def line_of(self, position: int) -> tuple[int, int]:
        """Index of the line that a character stands in, and its column there."""
        begin = self.text.rfind("\n", 0, position) + 1
        return self.text.count("\n", 0, position), position - begin

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
            token = token if first == _INSERTED else last + 1


def _until(text: str, end: int) -> int:
    """The end of the piece that a stretch ends in."""
    if end and end < len(text) and not text[end - 1].isspace():
        found = _PIECE.match(text, end)
        return found.end() if found else end
    return end


def source_text(page: Page) -> PageText:
    """The text of a page as imported."""
    text = "\n".join(line.text for line in page.lines)
    words: list[_Word] = []
    offset = 0
    for line in page.lines:
        words += (
            (offset + token.start, offset + token.end, token.n, token.n, 0)
            for token in line.tokens
            if token.start < token.end
        )
        offset += len(line.text) + 1
    return PageText(text, _shortened(text, words))


def unread_text(page: Page) -> PageText:
    """The text of a page as it reads before anybody decided anything: nearly always its source's.

    Tokens that touch are parted by a blank in the reading, and only there.
    """
    for line in page.lines:
        if any(before.end == behind.start for before, behind in pairwise(line.tokens)):
            return present_text(fold(page))
    return source_text(page)


def present_text(reading: PageReading) -> PageText:
    """The text of a page as it reads now."""
    text = "\n".join(line.text for line in reading.lines)
    words: list[_Word] = []
    offset = 0
    for line in reading.lines:
        for word, start in zip(line.words, line.starts, strict=True):
            if not word.text:
                continue
            at = offset + start
            span = word.span
            words.append(
                (
                    at,
                    at + len(word.text),
                    span.first if span else _INSERTED,
                    span.last if span else _INSERTED,
                    word.decision or word.kept or 0,
                )
            )
        offset += len(line.text) + 1
    return PageText(text, _shortened(text, words))


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
        token = token if first == _INSERTED else last + 1
    return {"x": others} if others else None


def _cell(start: int, end: int, first: int, last: int, decision: int) -> Cell:
    return Cell(
        start,
        end,
        None if first == _INSERTED else Span(first, last),
        DecisionId(decision) if decision else None,
    )
