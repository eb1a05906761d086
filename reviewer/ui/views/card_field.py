"""The card's field for typing a reading."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TypingField(QLineEdit):
    """A line to type a reading in. It remembers what it began with."""

    confirmed = Signal()
    """Enter: take what was typed."""
    left = Signal()
    """Esc: forget what was typed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader says."""
        super().__init__(parent)
        self._begun = ""
        self.setAccessibleName(name)
        self.hide()

    def begin(self, text: str) -> None:
        """Start from a reading."""
        self._begun = text
        self.setText(text)

    @property
    def typed(self) -> str:
        """What stands there, without blanks around it."""
        return self.text().strip()

    @property
    def changed(self) -> bool:
        """Whether there is a reading, and not the one that it began with."""
        return bool(self.typed) and self.typed != self._begun

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Esc.

        A line edit would let both go on to the card, whose next word they would then decide; and
        with Ctrl, Enter would send the page away under an open field.
        """
        if not isinstance(event, QKeyEvent) or event.key() not in (*ENTER, Qt.Key.Key_Escape):
            return super().event(event)
        if event.type() == QEvent.Type.KeyPress:
            (self.confirmed if event.key() in ENTER else self.left).emit()
        event.accept()
        return True
