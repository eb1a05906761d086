"""How findings and changes are drawn: each kind by its own shape, colour only besides."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTextBlock, QTextLine

from reviewer.core.findings import Kind
from reviewer.ui.theme import Theme
from reviewer.ui.views.reading_text import column, units

_WAVE = 2.5
"""Half a wave of the wavy underline, in pixels."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a mark that stands on one line of the screen, in pixels.

    `opens` and `closes` say whether the mark begins and ends here.
    """

    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    opens: bool
    closes: bool


def stretches(block: QTextBlock, origin: QPointF, start: int, end: int) -> Iterator[Stretch]:
    """Where columns `start` to `end` of a block are; `origin` is the block's place on screen."""
    layout, text = block.layout(), block.text()
    first, last = units(text, start), units(text, end)
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        head, tail = line.textStart(), line.textStart() + line.textLength()
        if number < layout.lineCount() - 1 and text[column(text, tail - 1)].isspace():
            tail -= 1  # the blank at which the text was wrapped shows nothing
        if tail < first or head > last:
            continue
        one, other = _x(line, max(first, head)), _x(line, min(last, tail))
        if first < last and abs(one - other) < 0.5:
            continue
        baseline = origin.y() + line.y() + line.ascent()
        yield Stretch(
            left=origin.x() + min(one, other),
            right=origin.x() + max(one, other),
            top=baseline - line.ascent(),
            bottom=baseline + line.descent(),
            baseline=baseline,
            opens=head <= first,
            closes=last <= tail,
        )


def _x(line: QTextLine, position: int) -> float:
    # PySide gives the position back beside the pixel, because Qt may correct it.
    x: object = line.cursorToX(position)
    pixel = x[0] if isinstance(x, tuple) else x
    return float(pixel) if isinstance(pixel, int | float) else 0.0


def mark_colour(theme: Theme, kind: Kind) -> QColor:
    """The colour that goes with a kind's shape."""
    return {
        Kind.NON_WORD: theme.mark_non_word,
        Kind.REAL_WORD: theme.mark_real_word,
        Kind.BOUNDARY: theme.mark_boundary,
        Kind.NOISE: theme.mark_noise,
        Kind.NAME: theme.mark_name,
        Kind.PATTERN: theme.mark_pattern,
    }[kind]


def draw_mark(painter: QPainter, kind: Kind, stretch: Stretch, colour: QColor) -> None:
    """Draw a finding's shape under its words; a noise line has its bar in the margin instead."""
    y = round(stretch.baseline) + 4.5
    line = QLineF(stretch.left, y, stretch.right, y)
    if kind is Kind.NON_WORD:
        painter.setPen(_pen(colour, 1.4))
        painter.drawPath(_wave(stretch.left, stretch.right, y))
    elif kind is Kind.REAL_WORD:
        painter.setPen(_pen(colour, 2.2, 0.01, 1.9))
        painter.drawLine(line)
    elif kind is Kind.NAME:
        painter.setPen(_pen(colour, 1.5, 3.2, 2.2, cap=Qt.PenCapStyle.FlatCap))
        painter.drawLine(line)
    elif kind is Kind.PATTERN:
        painter.setPen(_pen(colour, 1.6, 4.0, 2.2, 0.8, 2.2, cap=Qt.PenCapStyle.FlatCap))
        painter.drawLine(line)
    elif kind is Kind.BOUNDARY:
        painter.setPen(_pen(colour, 1.5, cap=Qt.PenCapStyle.FlatCap))
        painter.drawPath(_bracket(stretch, y + 1))


def draw_current(painter: QPainter, theme: Theme, stretch: Stretch) -> None:
    """Draw the ground of the finding under review, before its text is painted."""
    box = QRectF(
        QPointF(stretch.left - 4, stretch.top - 2), QPointF(stretch.right + 4, stretch.bottom + 3)
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.accent_soft)
    painter.drawRoundedRect(box, 4, 4)
    painter.setBrush(theme.accent)
    painter.drawRoundedRect(QRectF(box.left(), box.bottom() - 1.5, box.width(), 2.5), 1.2, 1.2)


def draw_change(painter: QPainter, theme: Theme, stretch: Stretch) -> None:
    """Draw a thin line under words that read otherwise than the source, a caret where some went."""
    painter.setPen(_pen(theme.mark_changed, 1.0, cap=Qt.PenCapStyle.FlatCap))
    y = round(stretch.baseline) + 3.5
    if stretch.right - stretch.left >= 1:
        painter.drawLine(QLineF(stretch.left, y, stretch.right, y))
        return
    tip = QPointF(stretch.left, y - 2)
    painter.drawLine(tip, tip + QPointF(-3, 5))
    painter.drawLine(tip, tip + QPointF(3, 5))


def draw_noise_bar(painter: QPainter, colour: QColor, bar: QRectF) -> None:
    """Draw the bar beside a noise line: short rungs, so that it is no plain bar."""
    painter.setPen(_pen(colour, 1.5, cap=Qt.PenCapStyle.FlatCap))
    y = bar.top() + 2
    while y < bar.bottom():
        painter.drawLine(QLineF(bar.left(), y, bar.right(), y))
        y += 4


def _pen(
    colour: QColor, width: float, *dashes: float, cap: Qt.PenCapStyle = Qt.PenCapStyle.RoundCap
) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(cap)
    if dashes:
        pen.setDashPattern(list(dashes))
    return pen


def _wave(left: float, right: float, y: float) -> QPainterPath:
    count = max(2, math.ceil((right - left) / _WAVE))
    half = (right - left) / count
    path = QPainterPath(QPointF(left, y))
    for number in range(count):
        x = left + number * half
        peak = y + (2.4 if number % 2 else -2.4)
        path.quadTo(QPointF(x + half / 2, peak), QPointF(x + half, y))
    return path


def _bracket(stretch: Stretch, y: float) -> QPainterPath:
    left, right = stretch.left - 1, stretch.right + 1
    path = QPainterPath(QPointF(left, y - 4 if stretch.opens else y))
    path.lineTo(left, y)
    path.lineTo(right, y)
    if stretch.closes:
        path.lineTo(right, y - 4)
    return path
