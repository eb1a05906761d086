"""Bars cut into shares: pages by state, findings open and settled, how words were decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter

from reviewer.ui.theme import GRID, SMALL, TEXT, Theme
from reviewer.ui.views.charts import ink
from reviewer.ui.views.charts.chart import Chart, Mark, Table

_BAR = 2 * GRID
_GAP = GRID
_NAMES = 24 * GRID  # room for names at the left, at most a third of the width


class Fill(Enum):
    """How a share is told from its neighbours: by lightness, a hatching, or an edge alone."""

    FULL = 1.0
    DEEP = 0.62
    PALE = 0.30
    FAINT = 0.12
    HATCHED = -1.0
    STRIPED = -2.0
    EMPTY = 0.0


@dataclass(frozen=True)
class Share:
    """A part of a bar. `words` is what it says when pointed at."""

    name: str
    count: int
    fill: Fill
    words: str


@dataclass(frozen=True)
class Bar:
    """A row: its name, its shares from left to right, and what stands at its end."""

    name: str
    shares: tuple[Share, ...]
    end: str = ""
    strong: bool = False


class SharesDrawing:
    """Rows of bars. `even`: all bars are as long, so that shares compare; otherwise lengths do."""

    def __init__(self, *, even: bool) -> None:
        self._even = even
        self._bars: tuple[Bar, ...] = ()
        self._table: Table = ()

    def show(self, bars: Sequence[Bar], table: Table) -> None:
        """Show these rows; `table` is what is saved, which may hold more than there is room for."""
        self._bars = tuple(bars)
        self._table = table

    def height_for(self, width: float) -> int:
        """The key to the fills, then a row for each bar."""
        return round(self._key_height(width) + len(self._bars) * (_BAR + _GAP))

    def table(self) -> Table:
        """As it was given."""
        return self._table

    def draw(self, painter: QPainter, width: float, theme: Theme) -> list[Mark]:
        """The key, then the bars."""
        self._draw_key(painter, width, theme)
        marks: list[Mark] = []
        top = self._key_height(width)
        longest = max((_length(bar) for bar in self._bars), default=0)
        ends = max((ink.wide(bar.end, ink.sans()) for bar in self._bars), default=0.0)
        names = self._names(width)
        room = max(1.0, width - names - ends - 2 * _GAP)
        for row, bar in enumerate(self._bars):
            line = QRectF(0, top + row * (_BAR + _GAP), width, _BAR)
            size = TEXT if bar.strong else SMALL
            high = max(_BAR, ink.tall(ink.sans(TEXT)))  # large letters are higher than bars
            over = line.center().y() - high / 2
            label = QRectF(0, over, names - _GAP, high)
            colour = theme.ink if bar.strong else theme.muted
            ink.words(painter, label, bar.name, colour, ink.sans(size, strong=bar.strong), ink.LEFT)
            whole = _length(bar) if self._even else longest
            marks += _draw_bar(
                painter, bar, QPointF(names, line.top()), room / max(1, whole), row, theme
            )
            reach = names + (room if self._even else room * _length(bar) / max(1, longest))
            end = QRectF(reach + _GAP, over, ends + 1, high)
            ink.words(painter, end, bar.end, theme.muted, ink.sans(), ink.LEFT)
        return marks

    def _names(self, width: float) -> float:
        widest = max(
            (ink.wide(bar.name, ink.sans(TEXT, strong=True)) for bar in self._bars), default=0
        )
        return min(_NAMES, widest + 2 * _GAP, width / 3)

    # -- the key ----------------------------------------------------------------------------------

    def _entries(self) -> Sequence[Share]:
        """One share for each fill, in the order of the bars: the key to all of them."""
        found = {share.name: share for bar in self._bars for share in bar.shares}
        return tuple(found.values())

    def _places(self, width: float) -> Sequence[tuple[Share, QRectF]]:
        """Where each entry of the key stands; as many lines as it takes."""
        places, left, top = [], 0.0, 0.0
        for share in self._entries():
            wide = GRID * 2.5 + ink.wide(share.name, ink.sans()) + 2 * GRID
            if left and left + wide > width:
                left, top = 0.0, top + ink.tall(ink.sans()) + GRID / 2
            places.append((share, QRectF(left, top, wide, ink.tall(ink.sans()))))
            left += wide
        return places

    def _key_height(self, width: float) -> float:
        places = self._places(width)
        return places[-1][1].bottom() + 1.5 * GRID if places else 0.0

    def _draw_key(self, painter: QPainter, width: float, theme: Theme) -> None:
        for share, where in self._places(width):
            side = GRID * 1.5
            box = QRectF(where.left(), where.center().y() - side / 2, side, side)
            _fill(painter, box, share.fill, theme)
            rest = where.adjusted(2.5 * GRID, 0, 0, 0)
            ink.words(painter, rest, share.name, theme.muted, ink.sans(), ink.LEFT)


class SharesChart(Chart):
    """The bars on the screen."""

    def __init__(self, name: str, theme: Theme, *, even: bool) -> None:
        """As `SharesDrawing`."""
        self._shares = SharesDrawing(even=even)
        super().__init__(name, theme, self._shares)

    def show_bars(self, bars: Sequence[Bar], table: Table) -> None:
        """Show these rows, as `SharesDrawing.show`."""
        self._shares.show(bars, table)
        self.renew()


def _draw_bar(
    painter: QPainter, bar: Bar, start: QPointF, unit: float, row: int, theme: Theme
) -> list[Mark]:
    """The shares of a bar from `start` on, `unit` pixels for each that is counted."""
    marks, left = [], start.x()
    for share in bar.shares:
        if not share.count:
            continue
        where = QRectF(left, start.y(), max(2.0, share.count * unit - 1), _BAR)
        _fill(painter, where, share.fill, theme)
        marks.append(Mark(where, share.words, row))
        left += share.count * unit
    return marks


def _length(bar: Bar) -> int:
    return sum(share.count for share in bar.shares)


def _fill(painter: QPainter, where: QRectF, fill: Fill, theme: Theme) -> None:
    if fill is Fill.HATCHED:
        ink.block(painter, where, theme.warn_soft)
        ink.block(painter, where, QBrush(theme.warn, Qt.BrushStyle.BDiagPattern), theme.warn)
    elif fill is Fill.STRIPED:
        ink.block(painter, where, theme.raised)
        ink.block(painter, where, QBrush(theme.edge, Qt.BrushStyle.FDiagPattern), theme.edge)
    elif fill is Fill.EMPTY:
        ink.block(painter, where, theme.raised, theme.edge)
    else:
        edge = theme.accent if fill.value < Fill.DEEP.value else None
        ink.block(painter, where, ink.shade(theme, fill.value), edge)
