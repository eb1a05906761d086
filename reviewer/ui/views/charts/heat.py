"""The letter confusions: which letter was read where which one stands, and how often."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from reviewer.ui.theme import GRID, SMALL, TEXT, Theme
from reviewer.ui.views.charts import ink
from reviewer.ui.views.charts.chart import Chart, Mark, Table

_CELL = 4 * GRID  # at most
_SIDE = 4 * GRID  # room for the letters at the left
NONE = "∅"
"""Stands for no letter at all: lost, or added."""
_BLANK = "␣"


class HeatDrawing:
    """Rows are what stands there, columns what was read; the darker a cell, the more often."""

    def __init__(self, axes: tuple[str, str], tell: Callable[[str, str, int], str]) -> None:
        """`axes` name rows and columns; `tell` says a cell: what stands there, what was read, how
        often.
        """
        self._axes = axes
        self._tell = tell
        self._true: tuple[str, ...] = ()
        self._read: tuple[str, ...] = ()
        self._counts: tuple[tuple[int, ...], ...] = ()

    def show(
        self, true: Sequence[str], read: Sequence[str], counts: Sequence[Sequence[int]]
    ) -> None:
        """Show a table: a row for each true letter, a column for each read one; '' is none."""
        self._true, self._read = tuple(true), tuple(read)
        self._counts = tuple(map(tuple, counts))

    def height_for(self, width: float) -> int:
        """Two heads and a row for each letter."""
        return round(self._top() + len(self._true) * self._cell(width) + 1)

    def table(self) -> Table:
        """As it stands: letters read across, letters that stand there down."""
        head = [f"{self._axes[0]} / {self._axes[1]}", *map(_letter, self._read)]
        rows: list[tuple[str | int, ...]] = [
            (_letter(true), *counts) for true, counts in zip(self._true, self._counts, strict=True)
        ]
        return [head, *rows]

    def draw(self, painter: QPainter, width: float, theme: Theme) -> list[Mark]:
        """Heads, then the cells."""
        cell, top, marks = self._cell(width), self._top(), list[Mark]()
        size = TEXT if cell >= 2.5 * GRID else SMALL
        self._draw_heads(painter, width, cell, size, theme)
        most = max((n for counts in self._counts for n in counts), default=0)
        for row, counts in enumerate(self._counts):
            for column, n in enumerate(counts):
                where = QRectF(_SIDE + column * cell, top + row * cell, cell, cell)
                ground = ink.shade(theme, (n / most) ** 0.5 if n else 0)
                ink.block(painter, where.adjusted(0, 0, -1, -1), ground)
                if not n:
                    dot = where.center()
                    painter.fillRect(QRectF(dot.x() - 1, dot.y() - 1, 1, 1), theme.edge)
                    continue
                if ink.wide(str(n), ink.sans()) < cell - 4:
                    colour = ink.ink_on(theme, ground)
                    ink.words(painter, where, str(n), colour, ink.sans(), ink.MIDDLE)
                said = self._tell(_letter(self._true[row]), _letter(self._read[column]), n)
                marks.append(Mark(where, said, row))
        return marks

    def _draw_heads(
        self, painter: QPainter, width: float, cell: float, size: int, theme: Theme
    ) -> None:
        line = ink.tall(ink.sans())
        across = QRectF(_SIDE, 0, width - _SIDE, line)
        ink.words(painter, across, f"{self._axes[1]} →", theme.muted, ink.sans(), ink.LEFT)
        down = QRectF(0, line, width, line)
        ink.words(painter, down, f"{self._axes[0]} ↓", theme.muted, ink.sans(), ink.LEFT)
        top = self._top()
        for n, letter in enumerate(self._read):
            where = QRectF(_SIDE + n * cell, top - line - 4, cell, line)
            if where.left() > ink.wide(f"{self._axes[0]} ↓", ink.sans()) or top > 3 * line:
                ink.words(painter, where, _letter(letter), theme.ink, ink.mono(size), ink.MIDDLE)
        for n, letter in enumerate(self._true):
            where = QRectF(0, top + n * cell, _SIDE - GRID, cell)
            ink.words(painter, where, _letter(letter), theme.ink, ink.mono(size), ink.RIGHT)

    def _top(self) -> float:
        """Where the cells begin: below the names of both axes and the letters read."""
        return 3 * ink.tall(ink.sans()) + GRID

    def _cell(self, width: float) -> float:
        return min(float(_CELL), max(10.0, (width - _SIDE) / max(1, len(self._read))))


class HeatChart(Chart):
    """The confusions on the screen."""

    def __init__(
        self, name: str, theme: Theme, axes: tuple[str, str], tell: Callable[[str, str, int], str]
    ) -> None:
        """As `HeatDrawing`."""
        self._heat = HeatDrawing(axes, tell)
        super().__init__(name, theme, self._heat)

    def show_counts(
        self, true: Sequence[str], read: Sequence[str], counts: Sequence[Sequence[int]]
    ) -> None:
        """Show a table, as `HeatDrawing.show`."""
        self._heat.show(true, read, counts)
        self.renew()


def _letter(letters: str) -> str:
    return letters.replace(" ", _BLANK) or NONE
