"""A thread as it is read and answered: what was said, and a field to say more."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.card_field import ENTER
from reviewer.ui.views.parts import words
from reviewer.ui.views.thread_shown import ThreadShown, ThreadSign

_LINES = 3  # of the field
_OURS = (*ENTER, Qt.Key.Key_Escape)


class SayField(QPlainTextEdit):
    """A field in which Enter sends. Shift+Enter begins a line, Ctrl+Enter sends otherwise."""

    sent = Signal(str, bool)
    """What was said; true with Ctrl+Enter."""
    left = Signal()
    """Esc."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("role", "field")
        self.setTabChangesFocus(True)
        margins = 2 * (self.frameWidth() + round(self.document().documentMargin())) + GRID
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + margins)

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.toPlainText().strip()

    def send(self, other: bool = False) -> None:
        """Send what stands here; nothing where nothing does."""
        if self.text:
            self.sent.emit(self.text, other)

    def event(self, event: QEvent) -> bool:
        """Keep Enter from being taken for a key of the window."""
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and overrides and event.key() in _OURS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, with what is held beside it."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() not in ENTER:
            super().keyPressEvent(event)
        elif held == Qt.KeyboardModifier.ShiftModifier:
            self.insertPlainText("\n")
            self.ensureCursorVisible()
        elif held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
            self.send(held == Qt.KeyboardModifier.ControlModifier)


class ThreadPanel(QWidget):
    """How a thread stands, all that was said in it, and the field while somebody writes."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._shown: ThreadShown | None = None
        self._kept: dict[int, str] = {}  # answers that were typed and not sent, by their threads
        self._sign = ThreadSign(theme)
        self._about = words(strong=True, wrap=True)
        self._status = words(tone="muted", small=True, wrap=True)
        self._parts: list[QLabel] = []
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, GRID, 0)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inner)
        self._scroll.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)  # which setWidget switches on
        self.field = SayField(say.say("talk.field"))
        self.field.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._about, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self._status)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.field)

    @property
    def shown(self) -> ThreadShown | None:
        """The thread that is shown."""
        return self._shown

    def show_thread(self, shown: ThreadShown | None, about: str = "") -> None:
        """Show a thread; None: one that is only to be begun, `about` these words."""
        self._shown = shown
        for part in self._parts:
            self._column.removeWidget(part)
            part.deleteLater()
        self._parts = []
        self._about.setText(shown.about if shown else about)
        self._status.setText(shown.status if shown else "")
        self._status.setVisible(shown is not None)
        self._sign.setVisible(shown is not None)
        self._scroll.setVisible(shown is not None)
        if shown is None:
            return
        self._sign.show_sign(asks=shown.asks, done=not shown.open)
        for said in shown.said:
            self._add(words(f"{said.who} · {said.when}", tone="muted", small=True))
            self._add(words(said.text, wrap=True), GRID)
        self.setAccessibleDescription("\n".join(f"{said.who}: {said.text}" for said in shown.said))
        QTimer.singleShot(0, self._to_end)

    def _add(self, label: QLabel, below: int = 0) -> None:
        label.setContentsMargins(0, 0, 0, below)
        self._column.insertWidget(self._column.count() - 1, label)
        self._parts.append(label)

    def _to_end(self) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())

    def write(self, hint: str, text: str = "") -> None:
        """Let something be typed; `text` stands there already, or what was typed here before."""
        if not text and self._shown is not None:
            text = self._kept.get(self._shown.id, "")
        self.field.setPlaceholderText(hint)
        self.field.setPlainText(text)
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        self.field.show()
        self.field.setFocus()

    def stop_writing(self, *, sent: bool = False) -> None:
        """Away with the field; what was typed as an answer and not `sent` waits for its thread."""
        if self.writing and self._shown is not None:
            self._kept[self._shown.id] = "" if sent else self.field.text
        self.field.hide()
        self.field.clear()

    def forget(self) -> None:
        """Nothing that was typed here is waited for."""
        self.stop_writing()
        self._kept.clear()

    @property
    def writing(self) -> bool:
        """Whether something is being typed."""
        return not self.field.isHidden()

    def height_for(self, width: int, most: int) -> int:
        """The room that all of it needs at a width; what was said scrolls beyond `most`."""
        needed = self._about.heightForWidth(width - 3 * GRID) + GRID
        if self._shown is not None:
            inner = width - GRID - 2
            said = sum(one.heightForWidth(inner) + 2 for one in self._parts)
            needed += self._status.heightForWidth(width) + min(said, most) + 2 * GRID
        return needed + (self.field.height() + GRID if self.writing else 0)

    def sizeHint(self) -> QSize:
        """A column that reads well."""
        return QSize(48 * GRID, 30 * GRID)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._sign.set_theme(theme)
