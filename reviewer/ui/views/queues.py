"""The list of queues: a few keys to choose in which order to go on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, SMALL, Theme
from reviewer.ui.views.card_field import ENTER
from reviewer.ui.views.card_text import draw_cap
from reviewer.ui.views.parts import words

_WIDTH = sized(432)
_ROW = sized(44)
_CAP = sized(20)
_LEFT = sized(44)  # pixels before the words: the key stands there
_SHAPE = sized(10)


@dataclass(frozen=True, slots=True)
class QueueShown:
    """A queue to choose: its name, what it is for, and whether it is gone through now."""

    id: str
    title: str
    hint: str
    current: bool = False


class QueueRow(QAbstractButton):
    """One queue: its key, its name and how much is in it."""

    def __init__(self, shown: QueueShown, key: str, theme: Theme) -> None:
        super().__init__()
        self.shown = shown
        self._key = key
        self._theme = theme
        self._count: str | None = None
        self._chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(_ROW)
        self.setAccessibleName(f"{key}: {shown.title}")
        self.setAccessibleDescription(shown.hint)

    def show_count(self, words: str, empty: bool) -> None:
        """Say how much is in it; an empty queue cannot be chosen."""
        self._count = words
        self.setEnabled(not empty or self.shown.current)
        self.setAccessibleDescription(f"{words}. {self.shown.hint}")
        self.update()

    @property
    def count(self) -> str | None:
        """How much is in it, in words; None while nobody knows."""
        return self._count

    def set_chosen(self, chosen: bool) -> None:
        """Whether Enter takes it."""
        self._chosen = chosen
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the list."""
        return QSize(_WIDTH - 2 * GRID, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint key, name with what it is for below, and count."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, box, free = self._theme, QRectF(self.rect()), self.isEnabled()
        if self._chosen or (self.underMouse() and free):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent_soft if self._chosen else theme.hover)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        small, strong = QFont(self.font()), QFont(self.font())
        small.setPixelSize(SMALL)
        strong.setWeight(QFont.Weight.DemiBold if self.shown.current else QFont.Weight.Normal)
        key = QRectF(1.5 * GRID, (_ROW - _CAP) / 2, _CAP, _CAP)
        ink = theme.accent if self._chosen else theme.muted if free else theme.faint
        draw_cap(painter, key, self._key, small, ink, ink if self._chosen else theme.line)
        self._say(painter, strong, small, free)
        if self.shown.current:  # a shape too, since weight alone is hard to see
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent)
            painter.drawRoundedRect(QRectF(1, GRID, 3, _ROW - 2 * GRID), 1.5, 1.5)
        painter.end()

    def _say(self, painter: QPainter, strong: QFont, small: QFont, free: bool) -> None:
        theme, right = self._theme, self.width() - 1.5 * GRID
        count = self._count or ""
        wide = QFontMetrics(self.font()).horizontalAdvance(count)
        upper = QRectF(_LEFT, GRID / 2, right - _LEFT - wide - GRID, _ROW / 2 - GRID / 2)
        lower = QRectF(_LEFT, _ROW / 2 - 1, right - _LEFT, _ROW / 2 - GRID / 2)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(strong)
        painter.setPen(theme.ink if free else theme.faint)
        painter.drawText(upper, middle, self.shown.title)
        painter.setFont(small)
        painter.setPen(theme.muted if free else theme.faint)
        hint = QFontMetrics(small).elidedText(
            self.shown.hint, Qt.TextElideMode.ElideRight, int(lower.width())
        )
        painter.drawText(lower, middle, hint)
        painter.setFont(self.font())
        at_right = QRectF(right - wide - 1, GRID / 2, wide + 1, _ROW / 2 - GRID / 2)
        painter.drawText(at_right, middle | Qt.AlignmentFlag.AlignRight, count)


class QueueList(QDialog):
    """Lies over the upper part of the window; a digit chooses, Esc or a click beside it leaves."""

    chosen = Signal(str)

    def __init__(self, say: Catalogue, theme: Theme, around: QWidget) -> None:
        super().__init__(around, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._say = say
        self._theme = theme
        self._around = around
        self._at = 0
        self._rows: list[QueueRow] = []
        self.setProperty("role", "overlay")
        self.setAccessibleName(say.say("ui.queues.title"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GRID, GRID, GRID, GRID)
        self._column.setSpacing(0)
        title = words(say.say("ui.queues.title"), tone="muted", small=True)
        title.setContentsMargins(int(1.5 * GRID), 0, 0, GRID // 2)
        self._column.addWidget(title)

    def ask(self, shown: Sequence[QueueShown]) -> None:
        """Show the queues; how much is in each is told by `show_counts`."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows = [QueueRow(one, str(n), self._theme) for n, one in enumerate(shown, 1)]
        for number, row in enumerate(self._rows):
            row.clicked.connect(lambda _=False, at=number: self._take(at))
            self._column.addWidget(row)
        self._choose(next((n for n, one in enumerate(shown) if one.current), 0))
        width = min(_WIDTH, self._around.width() - 4 * GRID)
        self.setFixedWidth(width)
        self.adjustSize()
        corner = self._around.mapToGlobal(self._around.rect().topLeft())
        self.move(corner.x() + (self._around.width() - width) // 2, corner.y() + 10 * GRID)
        self.show()
        self.setFocus()

    def show_counts(self, counts: Mapping[str, tuple[str, bool]]) -> None:
        """How much is in each queue, in words, and whether it is empty."""
        for row in self._rows:
            if row.shown.id in counts:
                row.show_count(*counts[row.shown.id])

    @property
    def rows(self) -> Sequence[QueueRow]:
        """What is offered, from the top."""
        return tuple(self._rows)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit takes a queue, arrows walk, Enter takes the one that was walked to."""
        key = event.key()
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._take(key - Qt.Key.Key_1)
        elif key in ENTER:
            self._take(self._at)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._rows:
            self._step(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        order = [(self._at + by * n) % len(self._rows) for n in range(1, len(self._rows) + 1)]
        self._choose(next((n for n in order if self._rows[n].isEnabled()), self._at))

    def _choose(self, at: int) -> None:
        self._at = at
        for number, row in enumerate(self._rows):
            row.set_chosen(number == at)

    def _take(self, at: int) -> None:
        if 0 <= at < len(self._rows) and self._rows[at].isEnabled():
            name = self._rows[at].shown.id
            self.close()
            self.chosen.emit(name)
