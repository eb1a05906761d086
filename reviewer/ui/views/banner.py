"""The one place where errors and notes are shown: a calm strip that moves nothing.

It lies over the foot of one part of the window, the text for example, so that it never covers a
button; that part is told how much of it is covered.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.icons import icon, pixmap
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.parts import KeyButton, key_words, words

_WIDTH = sized(576)
_FROM_FOOT = 2 * GRID
_PLACING = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show)


class Tone(StrEnum):
    """How much a notice matters; each has a shape and a colour of its own."""

    NOTE = "info"
    GOOD = "check"
    TROUBLE = "warning"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said: what happened, where, and (safe, advice) what to make of it."""

    what: str
    more: str = ""
    tone: Tone = Tone.NOTE


class Banner(QFrame):
    """Lies over the foot of a part of its parent, so that nothing below it moves."""

    covers = Signal(int)
    """Pixels at the foot of that part which it lies over; 0 when it is gone."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._parent = self._over = parent
        self._theme = theme
        self._notice: Notice | None = None
        self._sign = QLabel()
        self._what = words(strong=True, wrap=True)
        self._more = words(tone="muted", wrap=True)
        for label in (self._what, self._more):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = KeyButton("", kind="quiet")
        self._close.setProperty("scale", "small")
        self._close.setAccessibleName(say.say("ui.banner.close"))
        self._close.setToolTip(f"{say.say('ui.banner.close')} ({key_words('Esc')})")
        self._close.clicked.connect(self.clear)
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self.set_theme(theme)
        self.hide()
        self.lie_over(parent)

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._what)
        texts.addWidget(self._more)
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(2 * GRID, GRID + 4, GRID, GRID + 4)
        line.setSpacing(GRID + 4)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(texts, 1)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)

    def lie_over(self, part: QWidget) -> None:
        """Lie over the foot of this part from now on: the parent, or something in it."""
        self._over.removeEventFilter(self)
        self._over = part
        part.installEventFilter(self)
        if self.isVisible():
            self._place()

    @property
    def notice(self) -> Notice | None:
        """What is shown now."""
        return self._notice

    def show_notice(self, notice: Notice) -> None:
        """Show this until it is closed or another takes its place."""
        self._notice = notice
        self._what.setText(notice.what)
        self._more.setText(notice.more)
        self._more.setVisible(bool(notice.more))
        self.setAccessibleName(f"{notice.what} {notice.more}".strip())
        self._paint_sign()
        self.show()  # only what is shown knows its fonts, and so its height
        self._place()
        self.raise_()

    def clear(self) -> None:
        """Show nothing."""
        self._notice = None
        self.hide()
        self.covers.emit(0)

    def clear_note(self) -> None:
        """Let go of what was only said by the way; trouble stays until it is closed."""
        if self._notice and self._notice.tone is not Tone.TROUBLE:
            self.clear()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self._close.setIcon(icon("close", theme.muted, sized(16)))
        self._paint_sign()

    def _paint_sign(self) -> None:
        tone = self._notice.tone if self._notice else Tone.NOTE
        colours = {
            Tone.NOTE: self._theme.accent,
            Tone.GOOD: self._theme.good,
            Tone.TROUBLE: self._theme.warn,
        }
        self._sign.setPixmap(pixmap(str(tone), colours[tone], 20, self.devicePixelRatioF()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the notice away, for whoever came to it by Tab from a room that it lies over."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.clear()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the part when that changes its size."""
        if watched is self._over and event.type() in _PLACING and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        over = self._over
        width = min(_WIDTH, over.width() - 4 * GRID)
        self.setFixedWidth(width)
        self._line.activate()
        height = max(self._line.heightForWidth(width), self._line.minimumSize().height())
        self.resize(width, height)
        left = (over.width() - width) // 2
        self.move(over.mapTo(self._parent, QPoint(left, over.height() - height - _FROM_FOOT)))
        self.covers.emit(height + _FROM_FOOT)
