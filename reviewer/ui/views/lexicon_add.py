"""The popover that adds the word at hand to the lexicon."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.lexicon import EntryKind, EntryState
from reviewer.core.messages import Catalogue
from reviewer.ui.scale import spaced
from reviewer.ui.theme import GRID
from reviewer.ui.views.parts import KeyButton, key_words, words

_KEYS = {"known": "Alt+1", "right": "Alt+2", "never": "Alt+3", "own": "Alt+4"}


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be added: a form, what it is, its usual form, and what it asks of the engine.

    `reading` is the suggestion that is not to come again; `own`: for all projects of the person.
    """

    form: str
    kind: EntryKind
    preferred: str
    state: EntryState
    reading: str
    own: bool


class AddPopup(QDialog):
    """Lies beside the words; Esc or a click elsewhere puts it away, Enter adds."""

    added = Signal(object)
    """An Addition."""

    def __init__(self, say: Catalogue, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._say = say
        self._reading = ""
        self._around = parent
        self.setProperty("role", "overlay")
        self.setAccessibleName(say.say("lexicon.add.title"))
        self.form, self.preferred = QLineEdit(), QLineEdit()
        self.kind = QComboBox()
        for kind in reversed(EntryKind):  # a plain word is what it mostly is
            self.kind.addItem(say.say(f"lexicon.kind.{kind}"), kind)
        self.known = QRadioButton(say.say("lexicon.add.known"))
        self.right = QRadioButton(say.say("lexicon.add.right"))
        self.never = QRadioButton()
        self.own = QCheckBox(say.say("lexicon.add.own"))
        self.hint = words(tone="muted", small=True, wrap=True)
        self.button = KeyButton(say.say("lexicon.add.add"), "Return", "primary")
        self.button.clicked.connect(self._add)
        choices = (self.known, self.right, self.never, self.own)
        self._choices = dict(zip(_KEYS.values(), choices, strict=True))
        self._lay_out()
        for field in (self.form, self.kind, self.preferred, *choices, self.button):
            field.installEventFilter(self)
        self.never.toggled.connect(self._show_state)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(words(self._say.say("lexicon.add.title"), strong=True))
        for name, field in (
            ("word", self.form),
            ("kind", self.kind),
            ("preferred", self.preferred),
        ):
            caption = words(self._say.say(f"lexicon.add.{name}"), tone="muted", small=True)
            caption.setBuddy(field)
            field.setAccessibleName(caption.text())
            column.addWidget(caption)
            column.addWidget(field)
        self._captions: dict[str, QLabel] = {}
        for key, choice in self._choices.items():
            caption = words(key_words(key), tone="muted", small=True)
            choice.setAccessibleDescription(key_words(key))
            line = QHBoxLayout()
            line.addWidget(choice, 1)
            line.addWidget(caption)
            column.addLayout(line)
            self._captions[key] = caption
        column.addWidget(self.hint)
        column.addWidget(self.button)
        self._column = column

    def ask(self, form: str, kind: EntryKind, reading: str, hint: str, at: QPoint) -> None:
        """Ask what a form is; `reading` is the first suggestion for it, `at` a place on the screen
        below the words.
        """
        self._reading = reading
        self.form.setText(form)
        self.preferred.clear()
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self.known.setChecked(True)
        self.own.setChecked(False)
        self.never.setText(self._say.say("lexicon.add.never", reading=reading))
        self.never.setVisible(bool(reading))
        self._captions[_KEYS["never"]].setVisible(bool(reading))
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._column.activate()
        self.setFixedWidth(max(spaced(44 * GRID), self._column.minimumSize().width()))
        self.adjustSize()
        room = self._around.screen().availableGeometry()
        x = max(room.left(), min(at.x(), room.right() - self.width()))
        y = max(room.top(), min(at.y(), room.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self.kind.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the choices, from every field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = QKeySequence(event.keyCombination()).toString()
            choice = self._choices.get(key)
            if choice is not None and not choice.isHidden():
                choice.setChecked(choice is not self.own or not choice.isChecked())
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds from every field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
        else:
            super().keyPressEvent(event)

    def _show_state(self, never: bool) -> None:
        self.kind.setEnabled(not never)
        self.preferred.setEnabled(not never)

    def _add(self) -> None:
        state = EntryState.USUAL
        if self.never.isChecked():
            state = EntryState.NEVER
        elif self.right.isChecked():
            state = EntryState.RIGHT
        self.close()
        self.added.emit(
            Addition(
                self.form.text().strip(),
                EntryKind(self.kind.currentData()),
                self.preferred.text().strip(),
                state,
                self._reading,
                self.own.isChecked(),
            )
        )
