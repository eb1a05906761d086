"""The line in which one looks for words in the preview."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, restyle
from reviewer.ui.views.parts import KeyButton, plain_ground, rule, words

Text = QTextEdit | QPlainTextEdit


class FindBar(QWidget):
    """Looks for what is typed, on and back, round the end; Esc puts it away."""

    closed = Signal()
    """It was put away: the text wants the focus back."""

    def __init__(self, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain_ground(self, "pane")
        self._say = say
        self._in: Text | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText(say.say("ui.preview.find_hint"))
        self.field.setAccessibleName(say.say("ui.preview.find_hint"))
        self.field.textEdited.connect(lambda _: self.look(1, again=True))
        self.field.installEventFilter(self)
        self._told = words(tone="muted", small=True)
        self.next = KeyButton(say.say("ui.preview.next"), "", "quiet")
        self.previous = KeyButton(say.say("ui.preview.previous"), "", "quiet")
        self.next.clicked.connect(lambda: self.look(1))
        self.previous.clicked.connect(lambda: self.look(-1))
        line = QHBoxLayout()
        line.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        line.setSpacing(GRID)
        line.addWidget(self.field, 1)
        line.addWidget(self._told)
        line.addWidget(self.previous)
        line.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        column.addLayout(line)
        self.hide()

    def open(self, text: Text) -> None:
        """Look in a text from now on."""
        self._in = text
        chosen = text.textCursor().selectedText()
        if chosen and "\u2029" not in chosen:
            self.field.setText(chosen)
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def turn_to(self, text: Text) -> None:
        """Another text is shown now."""
        self._in = text

    def close_bar(self) -> None:
        """Put it away."""
        self.hide()
        self.closed.emit()

    def look(self, step: int, again: bool = False) -> None:
        """Go to the next place with these words, or the one before; `again`: also the one here."""
        text, wanted = self._in, self.field.text()
        if text is None or not wanted:
            self._tell(True)
            return
        flag = QTextDocument.FindFlag
        flags = flag.FindBackward if step < 0 else flag(0)
        start = text.textCursor()
        if again:
            start.setPosition(start.selectionStart())
        found = text.document().find(wanted, start, flags)
        if found.isNull():
            end = QTextCursor(text.document())
            if step < 0:
                end.movePosition(QTextCursor.MoveOperation.End)
            found = text.document().find(wanted, end, flags)
        if not found.isNull():
            text.setTextCursor(found)
            text.ensureCursorVisible()
        self._tell(not found.isNull())

    def _tell(self, found: bool) -> None:
        self._told.setText("" if found else self._say.say("ui.preview.not_found"))
        restyle(self._told, tone="warn" if not found else "muted")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter looks on, Shift+Enter back, Esc puts the line away."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.look(-1 if back else 1)
            return True
        if event.key() == Qt.Key.Key_Escape or event.matches(QKeySequence.StandardKey.Cancel):
            self.close_bar()
            return True
        return False
