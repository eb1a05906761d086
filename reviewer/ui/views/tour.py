"""A coach mark: a sentence beside the part of the desk it is about, which wears a ring."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, RADIUS, Theme
from reviewer.ui.views.parts import KeyButton, words

_WIDTH = sized(336)
_APART = 12  # pixels between the ring and the coach mark
_ONWARD = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right, Qt.Key.Key_Space})


class Ring(QWidget):
    """A frame around what is talked about; the mouse goes through it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two pixels of the focus colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.focus, 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()


class CoachMark(QFrame):
    """Has the focus while the tour runs, and with it all keys; without the focus it has none."""

    onward = Signal()
    back = Signal()
    ended = Signal()

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._say = say
        self._window = parent
        self.setProperty("role", "overlay")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(_WIDTH)
        self.ring = Ring(theme, parent)
        self._count = words(tone="muted", small=True)
        self._text = words(wrap=True)
        self._next = KeyButton("", "Return", "primary")
        self._back = KeyButton(say.say("ui.tour.back"), "Left", "quiet")
        self._end = KeyButton(say.say("ui.tour.end"), "Esc", "quiet")
        for button, signal in (
            (self._next, self.onward),
            (self._back, self.back),
            (self._end, self.ended),
        ):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # their keys work without
            button.clicked.connect(signal)
        self._lay_out()
        self._target: tuple[QWidget, QRect | None] | None = None
        parent.installEventFilter(self)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self._end)
        foot.addStretch(1)
        foot.addWidget(self._back)
        foot.addWidget(self._next)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._count)
        column.addWidget(self._text)
        column.addLayout(foot)

    def show_step(
        self, number: int, of: int, text: str, target: QWidget, part: QRect | None = None
    ) -> None:
        """Say a sentence beside a widget, or beside a part of it (in its own pixels)."""
        self._count.setText(self._say.say("ui.tour.count", number=number, of=of))
        self._text.setText(text)
        self._back.setEnabled(number > 1)
        self._next.setText(self._say.say("ui.tour.done" if number == of else "ui.tour.next"))
        self.setAccessibleName(text)
        self._target = (target, part)
        self.ring.show()
        self.show()
        self._place()
        self.ring.raise_()
        self.raise_()
        self.setFocus()

    def put_away(self) -> None:
        """The tour is over."""
        self._window.removeEventFilter(self)
        self.ring.hide()
        self.hide()
        self.ring.deleteLater()
        self.deleteLater()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.ring.theme = theme
        self.ring.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or → goes on, ← back, Esc ends."""
        key = Qt.Key(event.key())
        if key in _ONWARD:
            self.onward.emit()
        elif key == Qt.Key.Key_Left:
            self.back.emit()
        elif key == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            event.accept()  # what is typed by mistake must not get lost in the text behind

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It stays beside what it is about."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window = self._window
        if self._target is None:
            return
        target, part = self._target
        inner = part if part is not None else target.rect()
        corner = target.mapTo(window, inner.topLeft()) if window.isAncestorOf(target) else QPoint()
        about = QRect(corner, inner.size()).adjusted(-4, -4, 4, 4).intersected(window.rect())
        self.ring.setGeometry(about)
        self._column.activate()
        wide = max(_WIDTH, self._column.totalMinimumSize().width())
        self.setFixedSize(wide, self._column.totalHeightForWidth(wide))
        self.move(_beside(about, self.size().width(), self.height(), window.rect()))


def _beside(about: QRect, width: int, height: int, room: QRect) -> QPoint:
    """Where a box fits best: right of something, left of it, under it, over it, or within.

    Under a small thing like a word, so that the line it stands in can still be read.
    """
    under = (about.left(), about.bottom() + _APART)
    places = [
        (about.right() + _APART, about.top() + 2 * GRID),
        (about.left() - _APART - width, about.top() + 2 * GRID),
        under,
        (about.right() - width, about.top() - _APART - height),
    ]
    if about.height() < height:
        places.insert(0, under)
    inner = room.adjusted(GRID, GRID, -GRID, -GRID)
    within = (about.right() - width - 2 * GRID, about.bottom() - height - 2 * GRID)
    for x, y in (*places, within):
        x = min(max(x, inner.left()), max(inner.left(), inner.right() - width))
        y = min(max(y, inner.top()), max(inner.top(), inner.bottom() - height))
        box = QRect(x, y, width, height)
        if not box.intersects(about):
            break
    return box.topLeft()
