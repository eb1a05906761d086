"""Words decided an hour over time: a column for each hour or day in which somebody worked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.charts import ink
from reviewer.ui.views.charts.chart import Chart, Mark, Table

_HEIGHT = 26 * GRID
_COLUMN = 4 * GRID  # at most
_STUB = 3  # pixels: where somebody worked, but too little to say how fast


@dataclass(frozen=True)
class Column:
    """A stretch of time: its label, a second one where the day changes, and the pace in it.

    `pace` is None where too little was done to say. `row` goes into the table.
    """

    label: str
    day: str
    pace: float | None
    words: str
    row: tuple[str | int | float, ...]


class PaceDrawing:
    """Columns over a scale of round numbers, oldest first."""

    def __init__(self, head: Sequence[str]) -> None:
        """`head` are the titles of the table's columns."""
        self._head = tuple(head)
        self.columns: tuple[Column, ...] = ()

    def height_for(self, width: float) -> int:
        """Always as high: heights compare."""
        return _HEIGHT

    def table(self) -> Table:
        """A row for each column."""
        return [self._head, *(column.row for column in self.columns)]

    def draw(self, painter: QPainter, width: float, theme: Theme) -> list[Mark]:
        """Scale, columns, labels."""
        shown = self.columns[-max(1, int((width - 6 * GRID) / GRID)) :]
        line = ink.tall(ink.sans())
        top, bottom = line / 2, _HEIGHT - 2 * line - GRID
        most = max((column.pace or 0 for column in shown), default=0)
        ticks = scale(most)
        left = max(ink.wide(f"{tick:,}", ink.sans()) for tick in ticks) + GRID
        for tick in ticks:
            y = bottom - (bottom - top) * tick / ticks[-1]
            ink.hairline(painter, left, y, width, y, theme.line)
            label = QRectF(0, y - line / 2, left - GRID, line)
            ink.words(painter, label, f"{tick:,}", theme.muted, ink.sans(), ink.RIGHT)
        pitch = min(float(_COLUMN + GRID), (width - left) / max(1, len(shown)))
        marks = []
        for n, column in enumerate(shown):
            x = left + n * pitch + pitch * 0.1
            high = (bottom - top) * (column.pace or 0) / ticks[-1]
            where = QRectF(x, bottom - max(high, _STUB), pitch * 0.8, max(high, _STUB))
            if column.pace is None:
                ink.block(painter, where, theme.raised, theme.edge)
            else:
                ink.block(painter, where, ink.shade(theme, 0.75))
            marks.append(Mark(where, column.words))
        _draw_labels(painter, shown, QRectF(left, bottom + GRID / 2, width, 0), pitch, theme.muted)
        ink.hairline(painter, left, bottom, width, bottom, theme.edge)
        return marks


class PaceChart(Chart):
    """The pace on the screen."""

    def __init__(self, name: str, theme: Theme, head: Sequence[str]) -> None:
        """`head` are the titles of the table's columns."""
        self._pace = PaceDrawing(head)
        super().__init__(name, theme, self._pace)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show these stretches, oldest first."""
        self._pace.columns = tuple(columns)
        self.renew()


def _draw_labels(
    painter: QPainter, shown: Sequence[Column], room: QRectF, pitch: float, colour: QColor
) -> None:
    """Labels under the columns, as many as there is room for; days below where they change.

    `room` begins under the first column; its width is that of the whole drawing.
    """
    line, small, width = ink.tall(ink.sans()), ink.sans(), room.width()
    free, day_free, day = room.left(), room.left(), ""
    for n, column in enumerate(shown):
        x = room.left() + n * pitch
        wide = ink.wide(column.label, small)
        start = min(x + pitch / 2 - wide / 2, width - wide)
        if start >= free:
            label = QRectF(start, room.top(), wide + 1, line)
            ink.words(painter, label, column.label, colour, small, ink.LEFT)
            free = start + wide + GRID
        if column.day != day and x >= day_free:
            wide = ink.wide(column.day, small)
            below = QRectF(min(x, width - wide), room.top() + line, wide + 1, line)
            ink.words(painter, below, column.day, colour, small, ink.LEFT)
            day, day_free = column.day, x + wide + GRID


def scale(most: float) -> list[int]:
    """Round numbers from 0 to at least `most`: three to six of them.

    >>> scale(470)
    [0, 100, 200, 300, 400, 500]
    """
    step = 10 ** math.floor(math.log10(max(10.0, most)))
    for share in (0.2, 0.5, 1):
        width = max(5, round(step * share))
        count = math.ceil(max(most, 1) / width)
        if count <= 5:
            return [n * width for n in range(max(2, count) + 1)]
    return [0, step * 5, step * 10]
