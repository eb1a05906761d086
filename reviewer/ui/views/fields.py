"""Fields that let go of undo: what the room did last is taken back from within them too.

Qt's fields claim the keys of undo and redo even where these would do nothing there.
"""

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

Field = QLineEdit | QPlainTextEdit
_REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)
"""Means redo on every system here, and not on all of Qt's."""


class UndoPassing(QObject):
    """Leaves undo and redo to the window, once no typing in a field is left to be taken back."""

    def watch(self, *fields: Field) -> None:
        """Do so for these fields."""
        for field in fields:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An override that is ignored lets the shortcut run."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit | QPlainTextEdit)
            and _asks_in_vain(event, watched)
        ):
            event.ignore()
            return True
        return False


def settle(*fields: Field) -> None:
    """Keep what was typed for good: it is no longer what undo takes back first."""
    for field in fields:
        if isinstance(field, QPlainTextEdit):
            field.document().clearUndoRedoStacks()
            continue
        at = field.cursorPosition()
        with QSignalBlocker(field):
            field.setText(field.text())
        field.setCursorPosition(at)


def _asks_in_vain(event: QKeyEvent, field: Field) -> bool:
    """Whether a key means undo or redo, and the field has nothing to undo or do again."""
    history = field.document() if isinstance(field, QPlainTextEdit) else field
    if event.matches(QKeySequence.StandardKey.Undo):
        return not history.isUndoAvailable()
    if event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == _REDO:
        return not history.isRedoAvailable()
    return False
