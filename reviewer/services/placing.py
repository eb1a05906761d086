"""From what a file says of a place to the page, line and word of the project."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reviewer.core import decisions as d
from reviewer.core.ids import PageId
from reviewer.core.model import Page
from reviewer.core.reading import PageReading
from reviewer.core.spots import Spot
from reviewer.core.storage import PageRow
from reviewer.core.stories import span_of


@dataclass(frozen=True, slots=True)
class Placed:
    """A page, a line of its reading and a token of its source, as far as they are known.

    `number` is the page's in its document, from 1; `line` counts from 0; `words` is that line.
    """

    page: PageId
    number: int
    line: int | None = None
    token: int | None = None
    words: str = ""


class Placer:
    """Finds places of one document. Pages are read when they are asked for, and kept."""

    def __init__(
        self,
        rows: Sequence[PageRow],
        read: Callable[[PageId], PageReading],
        history: Sequence[d.Decision] = (),
    ) -> None:
        self._rows = rows
        self._read = read
        self._readings: dict[PageId, PageReading] = {}
        self._decisions = {int(one.id): one for one in history}

    def place(self, spot: Spot) -> Placed | None:
        """Where a spot is; None where it is on no page."""
        decided = self._decided(spot)
        if decided is not None:
            return decided
        if spot.line:
            found = self._of_line(spot)
            if found is not None:
                return found
        if 1 <= spot.page <= len(self._rows):
            return self._of_word(self._rows[spot.page - 1], spot)
        return self._anywhere(spot) if spot.word and not spot.field else None

    def _reading(self, row: PageRow) -> PageReading:
        if row.id not in self._readings:
            self._readings[row.id] = self._read(row.id)
        return self._readings[row.id]

    def _decided(self, spot: Spot) -> Placed | None:
        """The words that a decision is about."""
        decision = self._decisions.get(spot.decision)
        row = next((one for one in self._rows if decision and one.id == decision.place.page), None)
        if decision is None or row is None:
            return None
        span = span_of(decision.act)
        here = self._reading(row).place_of(span.first) if span else None
        if here is None or span is None:
            return Placed(row.id, row.number)
        words = self._reading(row).lines[here[0]].text
        return Placed(row.id, row.number, here[0], span.first, words)

    def _of_line(self, spot: Spot) -> Placed | None:
        """The line with a number that counts over the document, and the word in it."""
        before = 0
        for row in self._rows:
            reading = self._reading(row)
            count = lines_written(reading.page)
            if spot.line <= before + count:
                source = spot.line - before - 1
                lines = reading.lines
                near = [i for i, line in enumerate(lines) if source in (line.n, *line.sources)]
                return self._in_line(row, near, spot) if near else Placed(row.id, row.number)
            before += count
        return None

    def _in_line(self, row: PageRow, lines: Sequence[int], spot: Spot) -> Placed:
        reading = self._reading(row)
        for index in lines:
            for word in reading.lines[index].words:
                if spot.word and word.span and _meets(spot.word, word.text):
                    text = reading.lines[index].text
                    return Placed(row.id, row.number, index, word.span.first, text)
        index = lines[0]
        first = next((word.span.first for word in reading.lines[index].words if word.span), None)
        return Placed(row.id, row.number, index, first, reading.lines[index].text)

    def _of_word(self, row: PageRow, spot: Spot) -> Placed:
        """The word of a page that stands nearest to where the file has it."""
        reading = self._reading(row)
        nearest: tuple[int, int, int | None] | None = None
        count = 0
        for index, line in enumerate(reading.lines):
            for word in line.words:
                if not word.text:
                    continue
                away = abs(count - spot.nth)
                count += len(word.text.split())
                token = word.span.first if word.span else None
                fits = _meets(spot.word, word.text) if spot.word else True
                if fits and (nearest is None or away < nearest[0]):
                    nearest = away, index, token
        if nearest is None:
            return Placed(row.id, row.number)
        return Placed(row.id, row.number, nearest[1], nearest[2], reading.lines[nearest[1]].text)

    def _anywhere(self, spot: Spot) -> Placed | None:
        """The first page that has a word."""
        for row in self._rows:
            found = self._of_word(row, spot)
            if found.line is not None:
                return found
        return None


def lines_written(page: Page) -> int:
    """How many lines of the transcript a page has in a file: behind a last break stands one more.

    A break by form feed ends the page with the line.
    """
    if not page.lines:
        return 1
    return len(page.lines) + bool(page.lines[-1].end.removesuffix("\f"))


def _meets(wanted: str, word: str) -> bool:
    """Whether a word of the file is one of the page: marks may have cut either."""
    first = wanted.split()[0] if wanted.split() else ""
    return bool(first) and bool(word) and (first in word or word in wanted)
