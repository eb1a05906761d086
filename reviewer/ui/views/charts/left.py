"""The estimate of what is left: one figure, and between which bounds it most likely lies."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from reviewer.ui.theme import GRID, TITLE, Theme
from reviewer.ui.views.charts import ink
from reviewer.ui.views.charts.chart import Chart, Mark, Table

_BAR = GRID


@dataclass(frozen=True)
class Estimate:
    """Shares in per cent. `figure` and `bounds` are how they are said, `words` all of it."""

    share: float
    low: float
    high: float
    figure: str
    bounds: str
    words: str


class LeftDrawing:
    """A large figure over a scale from nothing, with its bounds as a band."""

    def __init__(self, head: tuple[str, str, str]) -> None:
        """`head` are the titles of the table's columns: estimate, lower and upper bound."""
        self._head = head
        self.estimate: Estimate | None = None

    def height_for(self, width: float) -> int:
        """Figure, band, scale."""
        return round(ink.tall(ink.serif()) + ink.tall(ink.sans()) + 4 * GRID)

    def table(self) -> Table:
        """One row."""
        now = self.estimate
        return [self._head, *([(now.share, now.low, now.high)] if now else [])]

    def draw(self, painter: QPainter, width: float, theme: Theme) -> list[Mark]:
        """The figure, the band with the estimate in it, the scale."""
        now = self.estimate
        if now is None:
            return []
        figure, small = ink.serif(), ink.sans()
        high, line = ink.tall(figure), ink.tall(small)
        wide = ink.wide(now.figure, figure)
        ink.words(painter, QRectF(0, 0, wide + 2, high), now.figure, theme.ink, figure, ink.LEFT)
        beside = QRectF(
            wide + 1.5 * GRID, 0, max(1.0, width - wide - 1.5 * GRID), high + TITLE * 0.2
        )
        ink.words(painter, beside, now.bounds, theme.muted, small, ink.LEFT)
        top = high + GRID
        end = limit(now.high)
        unit = width / end
        ink.block(painter, QRectF(0, top, width, _BAR), theme.raised, theme.edge)
        band = QRectF(now.low * unit, top, max(2.0, (now.high - now.low) * unit), _BAR)
        ink.block(painter, band, ink.shade(theme, 0.45))
        at = QRectF(now.share * unit - 2, top - 4, 4, _BAR + 8)
        ink.block(painter, at, theme.accent)
        below = QRectF(0, top + _BAR + GRID / 2, width, line)
        ink.words(painter, below, "0 %", theme.muted, small, ink.LEFT)
        ink.words(painter, below, f"{end:g} %", theme.muted, small, ink.RIGHT)
        return [Mark(band.united(at), now.words)]


class LeftChart(Chart):
    """The estimate on the screen."""

    def __init__(self, name: str, theme: Theme, head: tuple[str, str, str]) -> None:
        """`head` are the titles of the table's columns: estimate, lower and upper bound."""
        self._left = LeftDrawing(head)
        super().__init__(name, theme, self._left)

    def show_estimate(self, estimate: Estimate | None) -> None:
        """Show an estimate."""
        self._left.estimate = estimate
        self.renew()


def limit(high: float) -> float:
    """Where the scale ends: the next round figure beyond the upper bound.

    >>> limit(3.2)
    5
    """
    return next((end for end in (1, 2, 5, 10, 20, 50) if end > high), 100)
