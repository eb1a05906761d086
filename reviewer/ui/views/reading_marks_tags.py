"""How marks that people made are drawn: a line over the words with the letter of the mark's key.

Findings have the room below the words, marks that above them. The letter says which it is; the
line's shape and the colour only help: plain over what is named, dashed over what is meant without
a name, dotted over what is in doubt, double over what is emphasized, a plate on a stem for what
stands between letters or speaks to somebody. Words that went are struck, words that came have a
caret.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from reviewer.core.marks import POINTS, MarkName
from reviewer.ui.theme import Theme
from reviewer.ui.views.reading_marks import Stretch
from reviewer.ui.views.reading_typing import moved
from reviewer.ui.views.shown import MarkShown

_DOUBT = frozenset(
    {
        MarkName.UNCLEAR,
        MarkName.SUPPLIED,
        MarkName.SIC,
        MarkName.GAP,
        MarkName.DAMAGE,
        MarkName.SURPLUS,
    }
)
_STRUCK = frozenset({MarkName.DELETED, MarkName.SURPLUS})
_CARET = frozenset({MarkName.ADDED, MarkName.REPLACED})
_SPEAKING = frozenset({MarkName.NOTE, MarkName.QUERY})
_ABOVE = 0.32
"""From the capitals to the lowest line, as a share of the text's size."""
_LEVEL = 3.0
"""From one line to the next one out, in pixels."""
_HOOK = 3.0
_LEVELS = 2
"""So many lines above one another can be told apart; what lies deeper shares the highest."""


@dataclass
class Tagged:
    """A mark as it lies on its line now, with what is being typed."""

    shown: MarkShown
    start: int
    end: int

    @classmethod
    def of(cls, shown: MarkShown) -> "Tagged":
        """A mark where the page has it."""
        return cls(shown, shown.start, shown.end)

    def move(self, start: int, old_end: int, new_end: int) -> None:
        """Go along with the words while columns `start` to `old_end` become others."""
        self.start, self.end = moved(self.start, self.end, start, old_end, new_end)
        if not self.shown.covers:
            self.end = self.start


def placed(marks: Sequence[Tagged]) -> Iterator[tuple[Tagged, int, int]]:
    """Each mark, how many others it is drawn above, and how many letters stand before its own.

    An inner mark is drawn nearest to the words.
    """
    inner_first = sorted(marks, key=lambda one: (one.end - one.start, -one.start))
    for number, mark in enumerate(inner_first):
        before = inner_first[:number]
        level = sum(one.start < mark.end and mark.start < one.end for one in before)
        beside = sum(one.start == mark.start and one.shown.opens for one in before)
        yield mark, min(level, _LEVELS), beside if mark.shown.opens else 0


class TagPainter:
    """Draws marks over the words of one reading; told its font when that changes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._family = QFont().family()
        self._size = 0.0
        self._font = QFont()
        self._metrics = QFontMetricsF(self._font)
        self._cap = 0.0

    def draw(
        self,
        painter: QPainter,
        mark: MarkShown,
        letter: str,
        stretch: Stretch,
        place: tuple[int, int],
        reading: QFont,
    ) -> None:
        """Draw the part of a mark on one line of the screen; `place` is its level and its column
        among the letters that begin there, `reading` the face of the words.
        """
        self._fit(reading)
        level, beside = place
        colour = self._colour(mark.name)
        opens, closes = mark.opens and stretch.opens, mark.closes and stretch.closes
        y = round(stretch.baseline - self._cap - _ABOVE * self._size - level * _LEVEL) + 0.5
        left = stretch.left + beside * (self._metrics.horizontalAdvance("M") + 1)
        if mark.name in _STRUCK:
            self._strike(painter, stretch, colour)
        if mark.name in POINTS and opens and not mark.covers:
            self._plate(painter, letter, stretch, left, y, colour)
            return
        start = self._letter(painter, letter, left, y, colour) if opens else stretch.left
        self._line(painter, mark.name, stretch, start, y, colour, closes=closes)
        if mark.name in _CARET and opens:
            self._caret(painter, stretch, colour)

    def _fit(self, reading: QFont) -> None:
        size = float(reading.pixelSize())
        if size != self._size:
            self._size = size
            self._font = QFont(self._family)
            self._font.setPixelSize(max(8, round(0.52 * size)))
            self._font.setBold(True)
            self._metrics = QFontMetricsF(self._font)
            self._cap = QFontMetricsF(reading).capHeight()

    def set_family(self, family: str) -> None:
        """Write the letters in the window's face."""
        if family != self._family:
            self._family, self._size = family, 0.0

    def _colour(self, name: MarkName) -> QColor:
        if name in _SPEAKING:
            return self._theme.accent
        return self._theme.warn if name in _DOUBT else self._theme.muted

    def _letter(
        self, painter: QPainter, letter: str, left: float, y: float, colour: QColor
    ) -> float:
        """Write the letter in the line; where the line goes on behind it."""
        painter.setFont(self._font)
        painter.setPen(colour)
        painter.drawText(QPointF(left, y + self._metrics.capHeight() / 2), letter)
        return left + self._metrics.horizontalAdvance(letter) + 1.5

    def _line(
        self,
        painter: QPainter,
        name: MarkName,
        stretch: Stretch,
        start: float,
        y: float,
        colour: QColor,
        *,
        closes: bool,
    ) -> None:
        pen = QPen(colour, 1.2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        right = stretch.right
        if name in _DOUBT | _SPEAKING:
            pen.setDashPattern([1.4, 1.8])
        elif name is MarkName.MENTION:
            pen.setDashPattern([5.0, 2.4])
        painter.setPen(pen)
        if start < right:
            painter.drawLine(QLineF(start, y, right, y))
            if name is MarkName.EMPHASIS:
                painter.drawLine(QLineF(start, y + 2, right, y + 2))
        if closes:
            painter.setPen(QPen(colour, 1.2))
            painter.drawLine(QLineF(right, y, right, y + _HOOK))

    def _plate(
        self,
        painter: QPainter,
        letter: str,
        stretch: Stretch,
        left: float,
        y: float,
        colour: QColor,
    ) -> None:
        """A letter on a plate, and a stem down to the place between the letters."""
        width = self._metrics.horizontalAdvance(letter) + 5
        height = self._metrics.capHeight() + 4
        plate = QRectF(left - width / 2, y - height / 2, width, height)
        painter.setPen(QPen(colour, 1.2))
        stem = stretch.left + 1.5  # clear of the letter before
        painter.drawLine(QLineF(stem, plate.bottom(), stem, stretch.baseline + 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(plate, 2, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(self._font)
        painter.setPen(self._theme.paper)
        baseline = plate.center().y() + self._metrics.capHeight() / 2
        painter.drawText(QPointF(plate.left() + 2.5, baseline), letter)

    def _strike(self, painter: QPainter, stretch: Stretch, colour: QColor) -> None:
        y = round(stretch.baseline - 0.38 * self._cap) + 0.5
        painter.setPen(QPen(colour, 1.2))
        painter.drawLine(QLineF(stretch.left, y, stretch.right, y))

    @staticmethod
    def _caret(painter: QPainter, stretch: Stretch, colour: QColor) -> None:
        """The sign that proof-readers put where words go in."""
        tip = QPointF(stretch.left - 1, stretch.baseline + 1)
        painter.setPen(QPen(colour, 1.2))
        painter.drawLine(tip, tip + QPointF(-3, 5))
        painter.drawLine(tip, tip + QPointF(3, 5))
