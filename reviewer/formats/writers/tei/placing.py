"""Which characters of which words each mark is about, and what stands between characters.

A mark keeps to its words: where a line moved, it follows them, so they need not be neighbours.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from reviewer.core.marks import MarkName, PlacedMark
from reviewer.core.reading import PageReading, Word
from reviewer.formats.writers.tei import marks
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.nodes import Element

WordPlace = tuple[int, int]
"""Index of a line in the reading, and of a word in that line."""


class Cover(NamedTuple):
    """Characters `start` to `end` of a word's text are under mark number `mark`.

    `instead` is what the reading profile has in the place of all that the mark covers; it stands
    where the mark begins, so elsewhere it is empty. None: the characters stay.
    """

    start: int
    end: int
    mark: int
    instead: str | None = None


class Point(NamedTuple):
    """An element that stands before character `offset` of a word's text, with blanks around it."""

    offset: int
    element: Element
    before: str = ""
    behind: str = ""


@dataclass(slots=True)
class WordMarks:
    """The marks over one word, and the elements that stand at an offset of its text."""

    covers: list[Cover] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)


def place_marks(page: PageReading, context: Context) -> Mapping[WordPlace, WordMarks]:
    """The marks of a page by the words that they touch."""
    placing = _Placing(page, context)
    for number, mark in enumerate(page.marks):
        placing.place(number, mark)
    return placing.at


class _Placing:
    def __init__(self, page: PageReading, context: Context) -> None:
        self._page = page
        self._context = context
        self.at: dict[WordPlace, WordMarks] = defaultdict(WordMarks)

    def place(self, number: int, mark: PlacedMark) -> None:
        places = self._places(mark)
        if not places:
            return
        by = self._page.decision(mark.decision)
        start, end = places[0], places[-1]
        if mark.name is MarkName.NOTE:
            self._point(end, mark.end.offset, marks.note(mark, by, self._context))
            return
        if mark.name is MarkName.QUERY:
            if self._context.archival:
                first, second = marks.query(mark, by, self._context)
                self._point(start, mark.start.offset, first)
                self._point(end, mark.end.offset, second)
            return
        if mark.name is MarkName.GAP:
            self._point(end, mark.end.offset, marks.gap(mark, by, self._context))
        self._cover(number, mark, places)

    def _cover(self, number: int, mark: PlacedMark, places: list[WordPlace]) -> None:
        instead = marks.instead(mark) if self._context.reading else None
        for i, place in enumerate(places):
            text = self._word(place).text
            first_char = self._border(text, mark.start.offset) if i == 0 else 0
            last_char = len(text)
            if i == len(places) - 1:
                last_char = self._border(text, mark.end.offset)
            if first_char < last_char:
                self.at[place].covers.append(Cover(first_char, last_char, number, instead))
                instead = "" if instead else instead

    def _places(self, mark: PlacedMark) -> list[WordPlace]:
        """Places of the words under a mark, in the order of the source: a moved line keeps them."""
        found = (
            self._page.place_of(token) for token in range(mark.start.token, mark.end.token + 1)
        )
        return list(dict.fromkeys(place for place in found if place is not None))

    def _point(self, place: WordPlace, offset: int, content: Element) -> None:
        text = self._word(place).text
        border = self._border(text, offset)
        blanks = _blanks(content, text, border) if content.name == "gap" else ("", "")
        self.at[place].points.append(Point(border, content, *blanks))

    def _word(self, place: WordPlace) -> Word:
        return self._page.lines[place[0]].words[place[1]]

    @staticmethod
    def _border(text: str, offset: int) -> int:
        """The offset, moved behind marks that combine with the letter before: NFC would be lost."""
        offset = min(offset, len(text))
        while 0 < offset < len(text) and unicodedata.combining(text[offset]):
            offset += 1
        return offset


def _blanks(gap: Element, text: str, at: int) -> tuple[str, str]:
    """The blanks before and behind a gap: lost words stand apart from those that are there."""
    unit = gap.attributes.get("unit", "")
    if not text or unit == "char":
        return "", ""
    if at in (0, len(text)):
        return (" " if unit else "", "") if at else ("", " ")
    return " " if text[at] == " " else "", " " if text[at - 1] == " " else ""
