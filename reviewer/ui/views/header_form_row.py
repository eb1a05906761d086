"""A field of the form about a document: its name, a line to type in, and a word on its value."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from reviewer.ui.icons import pixmap
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.fields import UndoPassing, settle
from reviewer.ui.views.parts import PASSING, words

_LABEL = 21 * GRID
_SIGN = 16
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class FieldShown:
    """A field's value; `note` says where it comes from and what becomes of it, or with `problem`
    what is wrong with it. `offered`: something can be taken into it.
    """

    name: str
    value: str
    note: str = ""
    problem: bool = False
    offered: bool = False


class FieldRow(QWidget):
    """Tells when somebody comes, types and goes. The line of the note keeps its room."""

    came = Signal(str)
    typed = Signal(str)
    changed = Signal(str, str)
    """Somebody leaves it with another text than it showed."""
    confirmed = Signal(str)
    moved = Signal(str, int)
    """Up or down was pressed."""

    def __init__(
        self, name: str, label: str, theme: Theme, sign: str, parent: QWidget | None = None
    ) -> None:
        """`sign` says in words what the sign at the end of a field with a problem means."""
        super().__init__(parent)
        self.name = name
        self._theme = theme
        self._shown = FieldShown(name, "")
        self._sign_words = sign
        self._sign: QAction | None = None
        self.caption = words(label, wrap=True)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(label)
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(lambda _: self.typed.emit(name))
        self._passing = UndoPassing(self)
        self._passing.watch(self.edit)
        self.note = words(" ", tone="muted", small=True, wrap=True)
        self.caption.setBuddy(self.edit)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, GRID // 2)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnMinimumWidth(0, _LABEL)
        self.caption.setFixedWidth(_LABEL)
        grid.addWidget(self.caption, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.edit, 0, 1)
        grid.addWidget(self.note, 1, 1)
        grid.setColumnStretch(1, 1)

    @property
    def text(self) -> str:
        """What stands in it, as it would be kept."""
        return " ".join(self.edit.text().split())

    @property
    def shown(self) -> FieldShown:
        """What it was given to show."""
        return self._shown

    @property
    def dirty(self) -> bool:
        """Whether something else was typed than what it shows."""
        return self.text != self._shown.value

    def show_field(self, shown: FieldShown, text: str | None = None) -> None:
        """Show a value; `text` is what stays in the line instead of it."""
        self._shown = shown
        wanted = shown.value if text is None else text
        if self.edit.text() != wanted:
            self.edit.setText(wanted)
            if not self.edit.hasFocus():
                self.edit.setCursorPosition(0)
        settle(self.edit)
        self.show_note(shown.note, problem=shown.problem)

    def show_note(self, note: str, *, problem: bool = False) -> None:
        """Say something under the line."""
        self.note.setText(note or " ")
        self.edit.setAccessibleDescription(note)
        tone = "danger" if problem else "muted"
        if self.note.property("tone") != tone:
            self.note.setProperty("tone", tone)
            self.note.style().unpolish(self.note)
            self.note.style().polish(self.note)
        self._show_sign(problem)

    def _show_sign(self, problem: bool) -> None:
        if self._sign is not None:
            self.edit.removeAction(self._sign)
            self._sign.deleteLater()
            self._sign = None
        if problem:
            ratio = self.devicePixelRatioF()
            icon = QIcon(pixmap("warning", self._theme.danger, _SIGN, ratio))
            where = QLineEdit.ActionPosition.TrailingPosition
            self._sign = self.edit.addAction(icon, where)
            self._sign.setToolTip(self._sign_words)

    def lock(self, locked: bool) -> None:
        """Let nobody type in it."""
        self.edit.setReadOnly(locked)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self._show_sign(self._sign is not None)

    def settle(self) -> None:
        """Tell of what was typed, where that is something else."""
        if self.dirty and not self.edit.isReadOnly():
            self.changed.emit(self.name, self.text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Coming, going, Enter and the arrows."""
        kind = event.type()
        if isinstance(event, QFocusEvent) and event.reason() not in PASSING:
            if kind == QEvent.Type.FocusIn:
                self.came.emit(self.name)
            elif kind == QEvent.Type.FocusOut:
                self.settle()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        return False

    def _press(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in _ENTER:
            self.confirmed.emit(self.name)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(self.name, 1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            return False
        return True
