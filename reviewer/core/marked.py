"""Where marks are to stand, and where they stand: between letters of the page and anchors."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reviewer.core import decisions as d
from reviewer.core.marks import NAMES, POINTS, Anchor, MarkName, PlacedMark
from reviewer.core.reading import PageReading, Word

_POSSESSIVE = re.compile(r"['\u2019][sS]$")


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be marked: from (line index, column) to (line index, column) of the reading.

    An empty one is a place between characters. `exact` says that a person chose these letters;
    without it, punctuation around them is left out.
    """

    start: tuple[int, int]
    end: tuple[int, int]
    exact: bool = True

    @property
    def empty(self) -> bool:
        """Whether it covers nothing."""
        return self.start == self.end


class Refusal(StrEnum):
    """Why something cannot be marked."""

    NO_WORD = "no_word"
    """No word stands there, and this mark has to be on one."""
    APART = "apart"
    """The words do not stand together in the source: lines were moved."""
    CROSSES = "crosses"
    """It would cover a part of another mark only."""


@dataclass(frozen=True, slots=True)
class WordPlace:
    """A word of the reading, and where it stands."""

    line: int
    number: int
    column: int
    word: Word

    @property
    def end(self) -> int:
        """The column behind its last letter."""
        return self.column + len(self.word.text)

    def letters(self, target: "Target") -> tuple[int, int]:
        """Which of its letters a target covers."""
        first = target.start[1] - self.column if target.start[0] == self.line else 0
        last = target.end[1] - self.column if target.end[0] == self.line else len(self.word.text)
        return max(0, first), min(last, len(self.word.text))


def anchors(
    reading: PageReading, target: Target, name: MarkName
) -> tuple[Anchor, Anchor] | Refusal:
    """Where a mark on a target begins and ends."""
    if target.empty:
        if name not in POINTS:
            return Refusal.NO_WORD
        point = _point(reading, *target.start)
        return (point, point) if point else Refusal.NO_WORD
    places = [place for place in words_under(reading, target) if place.word.span]
    if not places:
        return Refusal.NO_WORD
    first, last = places[0], places[-1]
    one, other = first.letters(target)[0], last.letters(target)[1]
    if not target.exact and first is last:
        one, other = bare(first.word.text, one, other, name)
    start, end = _head(first.word, one), _head(last.word, other)
    return (start, end) if _together(reading, places) else Refusal.APART


def bare(text: str, start: int, end: int, name: MarkName) -> tuple[int, int]:
    """Characters `start` to `end` of a word without the punctuation around them.

    A name goes without its possessive, an abbreviation keeps its full stop.

    >>> bare("(Mikoyan's,", 0, 11, MarkName.PERSON), bare("Dept.,", 0, 6, MarkName.ABBREVIATION)
    ((1, 8), (0, 5))
    """
    first, last = start, end
    while first < last and not text[first].isalnum():
        first += 1
    while last > first and not text[last - 1].isalnum():
        last -= 1
    if name is MarkName.ABBREVIATION and text[last:end].startswith("."):
        last += 1
    if name in NAMES and (found := _POSSESSIVE.search(text[first:last])):
        last = first + found.start()
    return (first, last) if first < last else (start, end)


def marks_at(reading: PageReading, line: int, column: int) -> Sequence[PlacedMark]:
    """The marks on a place of the text, the innermost first."""
    found: list[tuple[int, PlacedMark]] = []
    for mark in reading.marks:
        for at, start, end in pieces(reading, mark):
            if at == line and start <= column <= end:
                found.append((_length(reading, mark), mark))
                break
    return [mark for _, mark in sorted(found, key=lambda pair: pair[0])]


def pieces(reading: PageReading, mark: PlacedMark) -> Iterator[tuple[int, int, int]]:
    """(line index, start, end column) of each line that a mark has a part on, in reading order.

    A mark keeps to its words: where a line was moved, its part moved along.
    """
    lines: dict[int, tuple[int, int]] = {}
    seen: tuple[int, int] | None = None
    for token in range(mark.start.token, mark.end.token + 1):
        place = reading.place_of(token)
        if place is None or place == seen:
            continue
        seen = place
        at, number = place
        line = reading.lines[at]
        word, column = line.words[number], line.starts[number]
        head = word.span.first if word.span else token
        first = column + (mark.start.offset if head == mark.start.token else 0)
        last = column + (mark.end.offset if head == mark.end.token else len(word.text))
        known = lines.get(at, (first, last))
        lines[at] = min(known[0], first), max(known[1], last)
    for at in sorted(lines):
        yield at, *lines[at]


def covered(reading: PageReading, mark: PlacedMark) -> str:
    """The words under a mark."""
    parts = (reading.lines[at].text[start:end] for at, start, end in pieces(reading, mark))
    return " ".join(" ".join(part.split()) for part in parts).strip()


def _places(reading: PageReading, first: int, last: int) -> Iterator[WordPlace]:
    for index in range(max(0, first), min(last, len(reading.lines) - 1) + 1):
        line = reading.lines[index]
        for number, (word, start) in enumerate(zip(line.words, line.starts, strict=True)):
            if word.text:
                yield WordPlace(index, number, start, word)


def words_under(reading: PageReading, target: Target) -> list[WordPlace]:
    """The words that a target has letters of."""
    return [
        place
        for place in _places(reading, target.start[0], target.end[0])
        if (place.line, place.end) > target.start and (place.line, place.column) < target.end
    ]


def _point(reading: PageReading, line: int, column: int) -> Anchor | None:
    """The anchor of a place between characters, at the word before it or else the one behind."""
    if not 0 <= line < len(reading.lines):
        return None
    here = reading.lines[line]
    found: Anchor | None = None
    for word, start in zip(here.words, here.starts, strict=True):
        if word.span is None:
            continue
        if found is not None and start > column:
            break
        found = Anchor(word.span.first, min(max(0, column - start), len(word.text)))
    return found


def _together(reading: PageReading, places: Sequence[WordPlace]) -> bool:
    """Whether nothing else stands between the first and the last word in the source."""
    if len(places) == 1:
        return True
    spans = [place.word.span for place in places if place.word.span]
    if spans[-1].last < spans[0].first:
        return False
    between = reading.words_in(d.Span(spans[0].first, spans[-1].last))
    return all(word.span in spans for word in between if word.text)


def _head(word: Word, offset: int) -> Anchor:
    return Anchor(word.span.first if word.span else 0, offset)


def _length(reading: PageReading, mark: PlacedMark) -> int:
    return sum(end - start for _, start, end in pieces(reading, mark))
