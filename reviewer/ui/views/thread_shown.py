"""What views of threads are given: plain values, and the sign that stands for a thread."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from reviewer.ui.scale import sized
from reviewer.ui.theme import Theme

_SIGN = sized(14)


@dataclass(frozen=True, slots=True)
class SaidShown:
    """Something that was said; `when` in words."""

    who: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class ThreadShown:
    """A thread: `about` says of what, `status` how it stands, both in words.

    `id` is its number in the ledger, `said` what was said from the first to the last.
    """

    id: int
    about: str
    status: str
    said: tuple[SaidShown, ...]
    asks: bool = False
    open: bool = True


def paint_thread(painter: QPainter, box: QRectF, theme: Theme, *, asks: bool) -> None:
    """A speech bubble: an outline for what is open, filled where an answer is wanted."""
    bubble = QRectF(box.left(), box.top(), box.width(), box.height() * 0.72)
    foot = [
        QPointF(box.left() + box.width() * 0.22, bubble.bottom() - 0.5),
        QPointF(box.left() + box.width() * 0.22, box.bottom()),
        QPointF(box.left() + box.width() * 0.55, bubble.bottom() - 0.5),
    ]
    colour = theme.warn if asks else theme.muted
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.25)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(colour if asks else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(bubble, 2.5, 2.5)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF(foot))
    painter.restore()


class ThreadSign(QWidget):
    """The sign of a thread, or (`done`) a tick where it is settled."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._asks = self._done = False
        self.setFixedSize(QSize(_SIGN + 2, _SIGN + 2))

    def show_sign(self, *, asks: bool, done: bool) -> None:
        """Show how a thread stands."""
        self._asks, self._done = asks, done
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bubble or the tick."""
        painter = QPainter(self)
        box = QRectF(1, 1, _SIGN, _SIGN)
        if not self._done:
            paint_thread(painter, box.adjusted(0, 1, 0, 0), self._theme, asks=self._asks)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.good, 2))
        points = ((0.08, 0.55), (0.38, 0.85), (0.95, 0.18))
        painter.drawPolyline(
            QPolygonF([QPointF(box.left() + x * _SIGN, box.top() + y * _SIGN) for x, y in points])
        )
