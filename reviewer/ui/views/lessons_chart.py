"""How right suggestions were, by how likely they said to be: points on a square."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, SMALL, Theme, mix

_LEAST = sized(220)
_SMALLEST, _LARGEST = 3.0, 9.0  # radius of a point in pixels


@dataclass(frozen=True, slots=True)
class PointShown:
    """Suggestions that said to be likely from `low` to `high` (shares): `right` of `n` were.

    `sure` are the shares between which the true one lies.
    """

    low: float
    high: float
    n: int
    right: int
    sure: tuple[float, float]


class ReliabilityChart(QWidget):
    """The nearer a point lies to the line, the more the engine is right as often as it says.

    The size of a point says of how many cases it is, the bar through it how sure one can be.
    """

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.theme = theme
        self._points: tuple[PointShown, ...] = ()
        self._threshold: float | None = None
        self.setAccessibleName(say.say("ui.lessons.reliability"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(_LEAST, _LEAST))

    def show_points(self, points: Sequence[PointShown], threshold: float | None) -> None:
        """Show these points, and from where on suggestions are taken automatically."""
        self._points, self._threshold = tuple(points), threshold
        said = [
            self._say.say(
                "ui.lessons.chart_point",
                low=round(100 * one.low, 1),
                high=round(100 * one.high, 1),
                right=one.right,
                n=one.n,
            )
            for one in self._points
        ]
        self.setAccessibleDescription("; ".join(said) or self._say.say("ui.lessons.chart_none"))
        self.setToolTip("\n".join(said))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the square, its diagonal, and the points."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(SMALL)
        painter.setFont(font)
        square = self._square(QFontMetricsF(font))
        self._paint_axes(painter, square)
        if not self._points:
            painter.setPen(self.theme.muted)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            said = self._say.say("ui.lessons.chart_none")
            painter.drawText(square.adjusted(GRID, GRID, -GRID, -GRID), flags, said)
        if self._threshold is not None and self._points:
            self._paint_threshold(painter, square)
        most = max((one.n for one in self._points), default=1)
        for one in self._points:
            self._paint_point(painter, square, one, most)
        painter.end()

    def _square(self, metrics: QFontMetricsF) -> QRectF:
        left = metrics.horizontalAdvance("100 %") + GRID
        room = min(self.width() - left - GRID, self.height() - 5 * metrics.height())
        return QRectF(left, 2 * metrics.height(), max(room, 40.0), max(room, 40.0))

    def _paint_axes(self, painter: QPainter, square: QRectF) -> None:
        theme = self.theme
        painter.setPen(QPen(theme.line, 1))
        painter.setBrush(theme.raised)
        painter.drawRect(square)
        painter.setPen(QPen(theme.edge, 1, Qt.PenStyle.DashLine))
        painter.drawLine(square.bottomLeft(), square.topRight())
        painter.setPen(theme.muted)
        metrics = QFontMetricsF(painter.font())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for share in (0.0, 0.5, 1.0):
            at = self._at(square, share, share)
            painter.drawText(
                QRectF(0, at.y() - GRID, square.left() - GRID / 2, 2 * GRID), right, _percent(share)
            )
            width = metrics.horizontalAdvance(_percent(share))
            x = min(at.x() - width / 2, square.right() - width)
            painter.drawText(QPointF(x, square.bottom() + metrics.height()), _percent(share))
        painter.drawText(
            QPointF(square.left(), square.top() - 1.5 * GRID), self._say.say("ui.lessons.chart_y")
        )
        x_words = self._say.say("ui.lessons.chart_x")
        painter.drawText(
            QPointF(
                square.right() - metrics.horizontalAdvance(x_words),
                square.bottom() + 2.2 * metrics.height(),
            ),
            x_words,
        )

    def _paint_threshold(self, painter: QPainter, square: QRectF) -> None:
        at = self._at(square, self._threshold or 0.0, 0.0)
        painter.fillRect(
            QRectF(at.x(), square.top(), square.right() - at.x(), square.height()),
            mix(self.theme.accent_soft, self.theme.raised, 0.7),
        )
        painter.setPen(QPen(self.theme.accent, 1))
        painter.drawLine(QPointF(at.x(), square.top()), QPointF(at.x(), square.bottom()))

    def _paint_point(self, painter: QPainter, square: QRectF, one: PointShown, most: int) -> None:
        middle = self._at(square, (one.low + one.high) / 2, one.right / one.n)
        painter.setPen(QPen(self.theme.ink, 1))
        painter.drawLine(
            self._at(square, (one.low + one.high) / 2, one.sure[0]),
            self._at(square, (one.low + one.high) / 2, one.sure[1]),
        )
        size = _SMALLEST + (_LARGEST - _SMALLEST) * (one.n / most) ** 0.5
        painter.setPen(QPen(self.theme.raised, 1))
        painter.setBrush(self.theme.accent)
        painter.drawEllipse(middle, size, size)

    @staticmethod
    def _at(square: QRectF, x: float, y: float) -> QPointF:
        return QPointF(square.left() + x * square.width(), square.bottom() - y * square.height())


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")
