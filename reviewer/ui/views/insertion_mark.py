"""The mark that says where lines would go: a line between two lines of the text."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from reviewer.ui.theme import GRID, SMALL, Theme

_HEIGHT = 3 * GRID


class InsertionMark(QWidget):
    """A line between two lines of the text, with a few words at its end. Takes no clicks."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self.theme = theme
        self._over = over
        self.words = ""
        self._left = self._right = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, y: float, left: float, right: float, words: str) -> None:
        """Stand at a height, from `left` to `right`, all in pixels of the widget around."""
        self.words, self._left, self._right = words, left, right
        self.setAccessibleName(words)
        self.setGeometry(0, round(y) - _HEIGHT // 2, self._over.width(), _HEIGHT)
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring, a line, and the words on a plate."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        font = QFont(self.font())
        font.setPixelSize(SMALL)
        metrics = QFontMetricsF(font)
        plate = QRectF(0, 0, metrics.horizontalAdvance(self.words) + 2 * GRID, _HEIGHT - 4)
        plate.moveCenter(QPointF(0, middle))
        plate.moveRight(self._right)
        painter.setPen(QPen(self.theme.accent, 2))
        painter.drawLine(QPointF(self._left + 4, middle), QPointF(plate.left(), middle))
        painter.setBrush(self.theme.paper)
        painter.drawEllipse(QPointF(self._left, middle), 4, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.accent)
        painter.drawRoundedRect(plate, 4, 4)
        painter.setFont(font)
        painter.setPen(self.theme.accent_ink)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, self.words)
        painter.end()
