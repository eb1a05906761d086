"""The line over the reading: which page this is, and where it stands."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewer.core.workflow import State
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.glyphs import paint_state
from reviewer.ui.views.parts import Title, plain_ground, words

_HEIGHT = 6 * GRID
_GLYPH = sized(13)


class StateSign(QWidget):
    """A page's state as a glyph."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: State | None = None
        self.setFixedSize(QSize(sized(16), sized(16)))

    def show_state(self, state: State | None, theme: Theme) -> None:
        """Show a state, or nothing."""
        self._state, self._theme = state, theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The glyph, in the middle."""
        if self._state is None:
            return
        box = QRectF((self.width() - _GLYPH) / 2, (self.height() - _GLYPH) / 2, _GLYPH, _GLYPH)
        paint_state(QPainter(self), box, self._state, self._theme)


class PageHead(QWidget):
    """Title and number at the left, state at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain_ground(self, "pane")
        self.setFixedHeight(_HEIGHT)
        self._theme = theme
        self._state: State | None = None
        self._title = Title()
        self._number = words(tone="muted", small=True)
        self._sign = StateSign(theme)
        self._words = words(tone="muted", small=True)
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
        line.setSpacing(GRID)
        line.addWidget(self._title, 1)
        line.addWidget(self._number)
        line.addSpacing(2 * GRID)
        line.addWidget(self._sign)
        line.addWidget(self._words)

    def add(self, widget: QWidget) -> None:
        """Put a small widget between the number and the state."""
        self._line.insertWidget(self._line.indexOf(self._sign) - 1, widget)

    def show_page(self, title: str, number: str, state: State | None, state_words: str) -> None:
        """Say which page this is."""
        self._state = state
        self._title.setText(title)
        self._title.setToolTip(title)
        self._number.setText(number)
        self._words.setText(state_words)
        self._sign.show_state(state, self._theme)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self._sign.show_state(self._state, theme)
