"""The room of problems: what is wrong with documents as they would be published, and where."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.parts import KeyButton, rule, words
from reviewer.ui.views.room import RoomView
from reviewer.ui.views.validating_rows import ProblemList, ProblemShown

_NARROW = 60 * GRID  # widest lines of what stands alone in the middle


class Reach(StrEnum):
    """How much of the project is checked."""

    PAGE = "page"
    DOCUMENT = "document"
    PROJECT = "project"


class ValidatingView(RoomView):
    """How far to look, the list, and by what files are checked."""

    asked = Signal()
    """Another reach: check anew."""
    go_asked = Signal()
    """Go to the place of the problem at hand."""

    name = "validating"

    def __init__(self, say: Catalogue, theme: Theme, keys: Mapping[str, str]) -> None:
        """`keys` are the keys to show on buttons: the reaches, go, again, schema, rules."""
        super().__init__(say.say("ui.validating.title"), say, theme)
        self.list = ProblemList(say.say("ui.validating.title"), theme)
        self.list.doubleClicked.connect(lambda _: self.go_asked.emit())
        self.buttons = {
            name: KeyButton(say.say(f"ui.validating.{name}"), key, "quiet")
            for name, key in keys.items()
        }
        self._reach = QButtonGroup(self)
        for reach in Reach:
            button = self.buttons[str(reach)]
            button.setCheckable(True)
            self._reach.addButton(button)
            button.clicked.connect(self.asked)
        self.buttons[str(Reach.DOCUMENT)].setChecked(True)
        self.buttons["go"].clicked.connect(self.go_asked)
        self._said = words(strong=True, wrap=True)
        self._more = words(tone="muted", wrap=True)
        self._by = words(tone="muted", small=True, wrap=True)
        self._lay_out()

    @property
    def middle(self) -> QWidget:
        """Notices lie over the list, so that they cover no button."""
        return self._stack

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        above.setSpacing(GRID)
        for reach in Reach:
            above.addWidget(self.buttons[str(reach)])
        above.addStretch(1)
        above.addWidget(self.buttons["again"])
        alone = QWidget()
        column = QVBoxLayout(alone)
        column.setSpacing(GRID)
        column.addStretch(1)
        for label in (self._said, self._more):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setMaximumWidth(_NARROW)
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(label, 8)
            line.addStretch(1)
            column.addLayout(line)
        column.addStretch(2)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(alone)
        below = QHBoxLayout()
        below.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        below.setSpacing(GRID)
        below.addWidget(self.buttons["go"])
        below.addSpacing(GRID)
        below.addWidget(self._by, 1)
        below.addWidget(self.buttons["schema"])
        below.addWidget(self.buttons["rules"])
        self.body.addLayout(above)
        self.body.addWidget(rule())
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(rule())
        self.body.addLayout(below)

    @property
    def reach(self) -> Reach:
        """How much is to be checked."""
        checked = self._reach.checkedButton()
        return next(reach for reach in Reach if self.buttons[str(reach)] is checked)

    def look(self, reach: Reach) -> None:
        """Check that far."""
        self.buttons[str(reach)].setChecked(True)
        self.asked.emit()

    def allow(self, reaches: Sequence[Reach]) -> None:
        """Only these reaches can be chosen; where no page is open, the project alone."""
        for reach in Reach:
            self.buttons[str(reach)].setEnabled(reach in reaches)
        if self.reach not in reaches:
            self.buttons[str(reaches[-1])].setChecked(True)

    def show_by(self, text: str) -> None:
        """Say by what files are checked."""
        self._by.setText(text)

    def show_problems(self, rows: list[ProblemShown], key: int = 0) -> None:
        """Show the list, with the problem of that key at hand."""
        had_focus = self._stack.currentWidget() is not self.list
        self._stack.setCurrentWidget(self.list)
        self.list.show_problems(rows, key)
        self.buttons["go"].setEnabled(True)
        if had_focus and self.isVisible():
            self.list.setFocus()

    def show_alone(self, said: str, more: str) -> None:
        """Show a sentence in the place of the list, and another below it."""
        focused = self.list.hasFocus()
        self._said.setText(said)
        self._more.setText(more)
        self._stack.setCurrentIndex(1)
        self.buttons["go"].setEnabled(False)
        if focused:
            self.setFocus()

    def focus_first(self) -> None:
        """The list, where there is one."""
        (self.list if self._stack.currentWidget() is self.list else self).setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        self.list.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the place."""
        bare = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if bare and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_asked.emit()
        else:
            super().keyPressEvent(event)
