"""Shares with their bounds on one scale: a mark for each share, a band for where it may lie."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from reviewer.core.sheet import Reach, Reaches, limit
from reviewer.ui.theme import GRID, SMALL, TEXT, Theme
from reviewer.ui.views.charts import ink
from reviewer.ui.views.charts.chart import Mark, Table

_ROW = 3 * GRID
_BAND = GRID
_NAMES = 24 * GRID  # room for names at the left, at most a quarter of the width


class ReachDrawing:
    """A row for each share: its name, mark and band, and what it says at the end."""

    def __init__(self, chart: Reaches) -> None:
        self._chart = chart

    def height_for(self, width: float) -> int:
        """A row for each, and the scale."""
        return round(len(self._chart.rows) * _ROW + ink.tall(ink.sans()) + GRID)

    def table(self) -> Table:
        """A row for each share, in per cent."""
        rows = [(row.name, row.share, row.low, row.high) for row in self._chart.rows]
        return [(self._chart.title, "%", "%", "%"), *rows]

    def draw(self, painter: QPainter, width: float, theme: Theme) -> list[Mark]:
        """The scale, then the rows over it."""
        rows = self._chart.rows
        small = ink.sans()
        names = min(_NAMES, width / 4)
        said = max((ink.wide(row.words, small) for row in rows), default=0.0) + 2 * GRID
        room = QRectF(names, 0, max(1.0, width - names - said), len(rows) * _ROW)
        end = limit(max((row.high for row in rows), default=0))
        for tick in (0, end):
            x = room.left() + room.width() * tick / end
            ink.hairline(painter, x, 0, x, room.bottom(), theme.line)
            label = QRectF(x - 4 * GRID, room.bottom() + GRID / 2, 8 * GRID, ink.tall(small))
            ink.words(painter, label, f"{tick:g} %", theme.muted, small, ink.MIDDLE)
        return [
            self._draw_row(painter, row, number, QRectF(room), end, theme)
            for number, row in enumerate(rows)
        ]

    def _draw_row(
        self, painter: QPainter, row: Reach, number: int, room: QRectF, end: float, theme: Theme
    ) -> Mark:
        top, unit = number * _ROW, room.width() / end
        name = QRectF(0, top, room.left() - GRID, _ROW)
        face = ink.sans(TEXT if row.strong else SMALL, strong=row.strong)
        ink.words(painter, name, row.name, theme.ink, face, ink.LEFT)
        middle = top + _ROW / 2
        wide = max(2.0, (row.high - row.low) * unit)
        band = QRectF(room.left() + row.low * unit, middle - _BAND / 2, wide, _BAND)
        ink.block(painter, band, ink.shade(theme, 0.35))
        at = QRectF(room.left() + row.share * unit - 2, middle - _BAND, 4, 2 * _BAND)
        ink.block(painter, at, theme.accent)
        beside = QRectF(room.right() + 2 * GRID, top, 10_000, _ROW)
        ink.words(painter, beside, row.words, theme.muted, ink.sans(), ink.LEFT)
        return Mark(band.united(at), f"{row.name}: {row.words}", number)
