"""The plate under the list of keys: it rests, waits for a key, refuses one, or asks about it."""

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, restyle
from reviewer.ui.views.parts import KeyButton, words

_ALONE = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_unknown,
}
"""What is held along with a key, or says nothing: the press is not over yet."""


class KeyPlate(QFrame):
    """Takes every key press while it waits, Tab and the window's keys included; Esc lets it be."""

    pressed = Signal(object, bool)
    """A QKeyCombination, and whether it comes beside the keys that the action has."""
    agreed = Signal(object, bool)
    """The same: the key may be taken from whoever has it."""
    done = Signal()
    """It rests again: the focus may go back."""

    def __init__(self, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._waits = self._asks = self._add = False
        self._key = QKeyCombination(Qt.Key.Key_unknown)
        self._rest = ""
        self.setProperty("role", "plate")
        self.setAccessibleName(say.say("comfort.keymap.plate"))
        self._text = words(small=True, wrap=True)
        self._take = KeyButton(say.say("comfort.keymap.take"), "Return", "primary")
        self._leave = KeyButton(say.say("ui.cancel"), "Esc")
        self._take.clicked.connect(self._agree)
        self._leave.clicked.connect(self.let_be)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._text)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        for button in (self._take, self._leave):
            button.setProperty("scale", "small")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        self.setMinimumHeight(sized(76))  # so that nothing moves when it asks
        self.rest("")

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    @property
    def waits(self) -> bool:
        """Whether the next key press is for it."""
        return self._waits

    def rest(self, text: str) -> None:
        """Say something about the action at hand, and wait for nothing."""
        self._rest = text
        self._become(text, "muted")

    def wait(self, action: str, add: bool) -> None:
        """Take the next key press as a key for the action."""
        self._add = add
        self._become(self._say.say("comfort.keymap.wait", action=action), "accent", waits=True)
        self.setFocus()

    def refuse(self, reason: str) -> None:
        """Say why a key cannot be had, and go on waiting."""
        self._become(reason, "danger", waits=True)

    def ask(self, question: str, key: QKeyCombination) -> None:
        """Ask whether a key may be taken from another action."""
        self._key = key
        self._become(question, "warn", asks=True)

    def let_be(self) -> None:
        """Rest, with nothing done."""
        if self._waits or self._asks:
            self._become(self._rest, "muted")
            self.done.emit()

    def _agree(self) -> None:
        self._become(self._rest, "muted")
        self.agreed.emit(self._key, self._add)
        self.done.emit()

    def _become(self, text: str, tone: str, waits: bool = False, asks: bool = False) -> None:
        self._waits, self._asks = waits, asks
        self._text.setText(text)
        self.setAccessibleDescription(text)
        self._take.setVisible(asks)
        self._leave.setVisible(waits or asks)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if waits or asks else Qt.FocusPolicy.NoFocus)
        restyle(self._text, tone=tone)
        restyle(self, waits=waits or asks)

    def event(self, event: QEvent) -> bool:
        """No key goes anywhere else while it waits."""
        if not (self._waits or self._asks) or not isinstance(event, QKeyEvent):
            return super().event(event)
        if event.type() == QEvent.Type.KeyPress:
            self._take_in(event)
        event.accept()
        return True

    def _take_in(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape and plain:
            self.let_be()
        elif self._asks:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._agree()
        elif event.key() not in _ALONE:
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            self.pressed.emit(QKeyCombination(held, Qt.Key(event.key())), self._add)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes elsewhere wants no key now."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.let_be()
