"""The strip above the card: what is open on the page, and what a page came back with."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.parts import KeyButton, Title, plain_ground, rule, words
from reviewer.ui.views.thread_shown import ThreadSign

_MOST = 4  # questions in sight
_ROW = sized(26)
_LOW = sized(700)  # of a window: then only the question at hand is shown, for the card needs room


@dataclass(frozen=True, slots=True)
class AskedShown:
    """A question of the list: `done` once it is settled, `here` while it is at hand."""

    id: int
    text: str
    done: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True)
class StripShown:
    """What the strip says: a line, the editor's comment, the questions, and what is left out."""

    headline: str
    comment: str = ""
    asked: tuple[AskedShown, ...] = ()
    asks: bool = False
    returned: bool = False


class _Row(QPushButton):
    """A question: its sign, and as much of it as there is room for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.shown = AskedShown(0, "")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_ROW)
        self._sign = ThreadSign(theme, self)
        self._sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._sign.move(GRID, (_ROW - self._sign.height()) // 2)

    def show_asked(self, shown: AskedShown) -> None:
        """Show a question."""
        self.shown = shown
        self._sign.show_sign(asks=True, done=shown.done)
        self.setAccessibleName(shown.text)
        self.setToolTip(shown.text)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self._sign.set_theme(theme)

    def sizeHint(self) -> QSize:
        """As high as a row."""
        return QSize(0, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, where it is at hand, and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.shown.here or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.accent_soft if self.shown.here else self._theme.hover)
            painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._theme.muted if self.shown.done else self._theme.ink)
        room = box.adjusted(self._sign.width() + 2 * GRID, 0, -GRID, 0)
        text = self.fontMetrics().elidedText(
            self.shown.text, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)


class TalkStrip(QWidget):
    """Hidden where nothing is open and nothing came back."""

    picked = Signal(int)
    """A question was clicked."""
    pressed = Signal(str)
    """A button: "next" or "settle"."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain_ground(self, "pane")
        self._sign = ThreadSign(theme)
        self._headline = Title()
        self._comment = words(wrap=True)
        self._more = words(tone="faint", small=True)
        self._rows = [_Row(theme) for _ in range(_MOST)]
        self.buttons = {name: KeyButton("", "", "quiet") for name in ("next", "settle")}
        for name, button in self.buttons.items():
            button.setProperty("scale", "small")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, name=name: self.pressed.emit(name))
        for row in self._rows:
            row.clicked.connect(lambda _=False, row=row: self.picked.emit(row.shown.id))
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._sign)
        head.addWidget(self._headline, 1)
        self._keys = QWidget()
        keys = QHBoxLayout(self._keys)
        keys.setContentsMargins(0, 0, 0, 0)
        keys.setSpacing(0)
        for button in self.buttons.values():
            keys.addWidget(button)
        self._head, self._foot = head, QHBoxLayout()
        self._foot.addWidget(self._more, 1)
        head.addWidget(self._keys)
        column = QVBoxLayout()
        column.setContentsMargins(2 * GRID, GRID // 2, GRID, GRID // 2)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._comment)
        for row in self._rows:
            column.addWidget(row)
        column.addLayout(self._foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(column)
        outer.addWidget(rule())

    def name_buttons(self, texts: dict[str, tuple[str, str]]) -> None:
        """Words and key of each button."""
        for name, (text, key) in texts.items():
            self.buttons[name].setText(text)
            self.buttons[name].setAccessibleName(text)
            self.buttons[name].set_keys(key)

    def show_strip(self, shown: StripShown | None, more: str = "") -> None:
        """Show this, or nothing; `more` says how many questions there are besides."""
        if shown is None:
            self.hide()
            return
        self._sign.show_sign(asks=shown.asks, done=not shown.asks and shown.returned)
        self._headline.setText(shown.headline)
        self._headline.setToolTip(shown.headline)
        self._comment.setText(shown.comment)
        low = self.window().height() < _LOW
        self._comment.setVisible(bool(shown.comment) and not low)
        if low:
            self._headline.setToolTip(f"{shown.headline}\n{shown.comment}".strip())
        first = next((one for one in shown.asked if not one.done), None)
        here = next((one for one in shown.asked if one.here), first)
        asked = [one for one in (here,) if one] if low else list(shown.asked)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(asked))
            if place < len(asked):
                row.show_asked(asked[place])
        self._more.setText(more)
        apart = bool(shown.asked) and not low
        self._more.setVisible(apart)
        (self._foot if apart else self._head).addWidget(self._keys)
        self._keys.setVisible(bool(shown.asked) or not shown.returned)
        at_hand = any(one.here and not one.done for one in shown.asked)
        self.buttons["settle"].setVisible(at_hand)
        spoken = (shown.headline, shown.comment, *(one.text for one in shown.asked))
        self.setAccessibleName(". ".join(filter(None, spoken)))
        self.show()

    @property
    def texts(self) -> tuple[str, ...]:
        """All that it says, from the top; nothing where it is hidden."""
        if self.isHidden():
            return ()
        labels: tuple[QLabel, ...] = (self._headline, self._comment)
        rows = (row.shown.text for row in self._rows if not row.isHidden())
        said = (label.text() for label in labels if not label.isHidden())
        return tuple(filter(None, (*said, *rows)))

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._sign.set_theme(theme)
        for row in self._rows:
            row.set_theme(theme)

    def changeEvent(self, event: QEvent) -> None:
        """Rows are painted anew where colours change."""
        super().changeEvent(event)
        for row in getattr(self, "_rows", ()):
            row.update()


MOST = _MOST
"""How many questions are in sight."""
