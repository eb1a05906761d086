"""Putting characters into whatever text has the focus: by sequences, and from the palette."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.characters import Composing
from reviewer.ui.views.characters_compose import ComposePlate

_HELD = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_Mode_switch,
}
_LEAVING = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.WindowDeactivate,
    QEvent.Type.Close,
    QEvent.Type.Hide,
}


def text_with_focus() -> QWidget | None:
    """The text that can be typed in now; None where the focus is in none."""
    widget = QApplication.focusWidget()
    if widget is None or not widget.isEnabled():
        return None
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit) and widget.isReadOnly():
        return None
    return widget if widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) else None


def put(text: str, into: QWidget) -> None:
    """Type a text at the cursor, as an input method does: fields know what to do with that."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(into, event)


class ComposeKey(QObject):
    """After its key, the next two or three make one character; all else waits for that long."""

    composed = Signal(str)
    """The character that was put into the text."""

    def __init__(self, say: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._say = say
        self._composing = Composing()
        self._text: QWidget | None = None
        self.plate: ComposePlate | None = None

    @property
    def begun(self) -> bool:
        """Whether keys go into a sequence now."""
        return self._text is not None

    def begin(self, text: QWidget) -> None:
        """Let the next keys be a sequence for this text."""
        self.leave()
        self._text = text
        self._composing = Composing()
        self.plate = ComposePlate(self._say, text.window())
        self._show()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)  # only now: every event comes by here

    def leave(self) -> None:
        """Forget what was typed of the sequence."""
        if self._text is None:
            return
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._text = None
        if self.plate is not None:
            self.plate.hide()
            self.plate.deleteLater()
            self.plate = None

    def _show(self) -> None:
        if self.plate is None or self._text is None:
            return
        self.plate.show_typed(self._composing.typed, self._composing.ways_on())
        self._place()

    def _place(self) -> None:
        text = self._text
        if self.plate is None or text is None:
            return
        cursor = text.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        box = cursor.toRect() if hasattr(cursor, "toRect") else cursor
        box = box if isinstance(box, QRect) else text.rect()
        self.plate.lie_beside(QRect(text.mapTo(text.window(), box.topLeft()), box.size()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the sequence, wherever they would have gone."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # no action's key while a sequence is typed
                return True
            if event.type() == QEvent.Type.KeyPress and isinstance(watched, QWidget):
                self._take(event)
                return True
        elif watched is self._text and event.type() == QEvent.Type.FocusOut:
            self.leave()
        elif event.type() in _LEAVING and isinstance(watched, QWidget) and watched.isWindow():
            if watched is not self.plate and not isinstance(watched, ComposePlate):
                self.leave()
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.leave()
        return False

    def _take(self, event: QKeyEvent) -> None:
        if event.key() in _HELD:
            return
        if event.key() == Qt.Key.Key_Backspace:
            if self._composing.back():
                self._show()
            else:
                self.leave()
            return
        typed = event.text()
        if event.key() == Qt.Key.Key_Escape or not typed or not typed.isprintable():
            self.leave()
            return
        try:
            char = self._composing.type(typed)
        except ValueError:
            self._refuse(typed)
            return
        if char is None:
            self._show()
            return
        text = self._text
        self.leave()
        if text is not None:
            put(char, text)
            self.composed.emit(char)

    def _refuse(self, typed: str) -> None:
        if self.plate is not None:
            self.plate.show_no_way(self._composing.typed + typed, self._composing.typed)
            self._place()
