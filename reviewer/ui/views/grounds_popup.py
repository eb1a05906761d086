"""The popover about a correction: what was wrong, how sure it is, on what it rests. Bare keys."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID
from reviewer.ui.views.parts import KeyButton, words

_ROWS = {
    "cause": ("ocr", "source"),
    "certainty": ("high", "medium", "low"),
    "evidence": ("internal", "external", "conjecture"),
}
"""What is asked, and what may be said of it."""
_ALWAYS = "cause"
"""Of this one thing is always so; of the others nothing need be said."""
_OTHER_TEXT = "external"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class GroundsShown:
    """What is said of a correction: `said` by what is asked ("cause": "source").

    `reference` names the other text; `texts` are those named before.
    """

    title: str
    told: str = ""
    said: dict[str, str] = field(default_factory=dict)
    reference: str = ""
    texts: Sequence[str] = ()


class GroundsPopup(QDialog):
    """Lies beside the word; Enter takes what is chosen, Esc leaves all as it was."""

    taken = Signal(bool)
    """Say what is chosen; true: and from now on of all corrections in the project."""

    def __init__(self, say: Catalogue, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._say = say
        self._around = parent
        self.setProperty("role", "overlay")
        self.setAccessibleName(say.say("grounds.name"))
        self._title = words(strong=True, wrap=True)
        self._told = words(tone="muted", small=True, wrap=True)
        self._buttons: dict[tuple[str, str], KeyButton] = {}
        self._letters: dict[str, tuple[str, str]] = {}
        self._texts = QStringListModel(self)
        self._field = QLineEdit()
        self._field.setPlaceholderText(say.say("grounds.which"))
        self._field.setAccessibleName(say.say("grounds.which"))
        completer = QCompleter(self._texts, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self._field.setCompleter(completer)
        self._field.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addWidget(self._told)
        column.addLayout(self._build_rows())
        column.addWidget(self._field)
        column.addWidget(words(say.say("grounds.hint"), tone="muted", small=True, wrap=True))
        column.addLayout(self._build_foot())
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def _build_rows(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        for row, (what, values) in enumerate(_ROWS.items()):
            grid.addWidget(
                words(self._say.say(f"grounds.{what}"), tone="muted", small=True), row, 0
            )
            for column, value in enumerate(values, 1):
                letter = self._say.say(f"grounds.key.{value}")
                button = KeyButton(self._say.say(f"grounds.{what}_{value}"), letter, "quiet")
                button.setCheckable(True)
                button.setAutoDefault(False)
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                button.clicked.connect(lambda _=False, one=(what, value): self._press(*one))
                self._buttons[what, value] = button
                self._letters[letter] = what, value
                grid.addWidget(button, row, column, Qt.AlignmentFlag.AlignLeft)
        return grid

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        for name, key, kind, always in (
            ("always", "Ctrl+Return", "quiet", True),
            ("take", "Return", "primary", False),
        ):
            button = KeyButton(self._say.say(f"grounds.{name}"), key, kind)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, always=always: self._take(always))
            row.addWidget(button)
        return row

    def ask(self, shown: GroundsShown, beside: QRect) -> None:
        """Show what is said now, below a part of the screen, or above it."""
        self._title.setText(shown.title)
        self._told.setText(shown.told)
        self._told.setVisible(bool(shown.told))
        self._texts.setStringList(list(shown.texts))
        self._field.setText(shown.reference)
        for (what, value), button in self._buttons.items():
            button.setChecked(shown.said.get(what) == value)
        self._show_field()
        self.adjustSize()
        room = self._around.screen().availableGeometry()
        below, above = beside.bottom() + GRID, beside.top() - GRID - self.height()
        top = below if below + self.height() <= room.bottom() else above
        left = max(room.left(), min(beside.left(), room.right() - self.width()))
        self.move(left, max(room.top(), top))
        self.show()
        self.setFocus()

    @property
    def said(self) -> dict[str, str]:
        """What is chosen, by what is asked; where nothing is said it lacks."""
        return {what: value for (what, value), one in self._buttons.items() if one.isChecked()}

    @property
    def reference(self) -> str:
        """The other text; empty where the correction rests on none."""
        text = " ".join(self._field.text().split())
        return text if self.said.get("evidence") == _OTHER_TEXT else ""

    def _press(self, what: str, value: str) -> None:
        """Choose; what was chosen already is no longer said."""
        before = self._before.get(what) if what in self._before else ""
        again = before == value and what != _ALWAYS
        for (other, one), button in self._buttons.items():
            if other == what:
                button.setChecked(one == value and not again)
        self._show_field()
        if self._field.isVisibleTo(self) and value == _OTHER_TEXT:
            self._field.setFocus()
            self._field.selectAll()

    def _show_field(self) -> None:
        self._before = self.said
        self._field.setVisible(self.said.get("evidence") == _OTHER_TEXT)

    def _take(self, always: bool) -> None:
        self.close()
        self.taken.emit(always)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter chooses, Enter takes it all, with Ctrl for the whole project."""
        letter = event.text().upper()
        if event.key() in _ENTER:
            self._take(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif letter in self._letters:
            self._press(*self._letters[letter])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the line takes it all too, Esc leads back to the letters."""
        if watched is not self._field or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in _ENTER:
            self._take(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.setFocus()
            return True
        return False
