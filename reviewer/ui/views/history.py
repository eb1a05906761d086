"""The history room: what was done, newest first; found by typing, taken back by a key."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.history_rows import RowList, RowShown
from reviewer.ui.views.history_sieve import Sieve
from reviewer.ui.views.parts import KeyButton, rule, words
from reviewer.ui.views.room import RoomView

_CALM = 200  # milliseconds without typing before the list is searched


class Reach(StrEnum):
    """How much of the project is looked at."""

    PAGE = "page"
    DOCUMENT = "document"
    PROJECT = "project"


class HistoryView(RoomView):
    """A field to type in, how far to look, and the list."""

    asked = Signal()
    """Another reach, person or filter: show anew."""
    more_asked = Signal()
    go_asked = Signal(int)
    """Go to where the step of this row was done."""

    name = "history"

    def __init__(self, say: Catalogue, theme: Theme, keys: dict[str, str]) -> None:
        """`keys` are the keys to show on buttons, by action."""
        super().__init__(say.say("ui.history.title"), say, theme)
        self.field = QLineEdit()
        self.field.setPlaceholderText(say.say("ui.history.filter"))
        self.field.setAccessibleName(say.say("ui.history.filter"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.sieve = Sieve(say)
        self.list = RowList(say.say("ui.history.title"), theme)
        self._empty = words(say.say("ui.history.empty"), tone="muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self.asked)
        self.buttons = {
            name: KeyButton(say.say(f"ui.history.{name}"), key, "quiet")
            for name, key in keys.items()
        }
        self._reach = QButtonGroup(self)
        for reach in Reach:
            button = self.buttons[f"reach_{reach}"]
            button.setCheckable(True)
            self._reach.addButton(button)
        self.buttons["mine"].setCheckable(True)
        self.buttons[f"reach_{Reach.PAGE}"].setChecked(True)
        self._lay_out()
        self.sieve.changed.connect(self._sift)
        self.field.textChanged.connect(self._calm.start)
        self.list.typed.connect(self._type)
        self.list.rows.more_wanted.connect(self.more_asked)
        self.list.doubleClicked.connect(lambda _: self._go())

    @property
    def middle(self) -> QWidget:
        """Notices lie over the list, so that they cover no button."""
        return self._stack

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        above.setSpacing(GRID)
        above.addWidget(self.field, 1)
        for name in (*(f"reach_{reach}" for reach in Reach), "mine"):
            above.addWidget(self.buttons[name])
        through = QHBoxLayout()
        through.setContentsMargins(3 * GRID, 0, 2 * GRID, GRID)
        through.setSpacing(GRID)
        through.addWidget(self.sieve, 1)
        through.addWidget(self.buttons["sift"])
        through.addWidget(self.buttons["save"])
        below = QHBoxLayout()
        below.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        below.setSpacing(GRID)
        for name in ("go", "take_back", "again", "reopen"):
            below.addWidget(self.buttons[name])
        below.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        around = QWidget()
        column = QVBoxLayout(around)
        column.addWidget(self._empty)
        self._stack.addWidget(around)
        self.body.addLayout(above)
        self.body.addLayout(through)
        self.body.addWidget(rule())
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(rule())
        self.body.addLayout(below)
        self.buttons["go"].clicked.connect(self._go)

    @property
    def reach(self) -> Reach:
        """How much is looked at."""
        checked = self._reach.checkedButton()
        return next(reach for reach in Reach if self.buttons[f"reach_{reach}"] is checked)

    @property
    def mine(self) -> bool:
        """Whether only the person's own steps are shown."""
        return self.buttons["mine"].isChecked()

    @property
    def typed(self) -> str:
        """What steps are to have in them."""
        return self.field.text().strip()

    def look(self, reach: Reach, mine: bool | None = None) -> None:
        """Look that far; what is shown is asked for anew."""
        self.buttons[f"reach_{reach}"].setChecked(True)
        if mine is not None:
            self.buttons["mine"].setChecked(mine)
            if mine:
                self.sieve.let_everybody()
        self.asked.emit()

    def toggle_mine(self) -> None:
        """Only the person's own steps, or everybody's."""
        self.buttons["mine"].setChecked(not self.mine)
        if self.mine:
            self.sieve.let_everybody()
        self.asked.emit()

    def show_rows(self, rows: Sequence[RowShown], more: bool, at: int = 0) -> None:
        """Show the first rows; `more`: others may follow."""
        self.list.show_rows(rows, more, at)
        self._stack.setCurrentIndex(0 if rows or more else 1)
        known = "none_found" if self.typed else "empty" if self.sieve.open else "none_passed"
        self._empty.setText(self.say.say(f"ui.history.{known}"))

    def focus_sieve(self) -> None:
        """The first of the boxes that say whose steps, of when, of which kind."""
        self.sieve.people.setFocus()

    def focus_first(self) -> None:
        """The list, so that keys act at once; typing filters all the same."""
        self.list.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        self.list.set_theme(theme)

    def _sift(self) -> None:
        if self.sieve.person:
            self.buttons["mine"].setChecked(False)
        self.asked.emit()

    def _type(self, text: str) -> None:
        self.field.setFocus()
        self.field.insert(text)

    def _go(self) -> None:
        if self.list.current is not None:
            self.go_asked.emit(self.list.current.key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the field, arrows walk the list, Enter goes, Esc first empties the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (
                Qt.Key.Key_Up,
                Qt.Key.Key_Down,
                Qt.Key.Key_PageUp,
                Qt.Key.Key_PageDown,
            ):
                self.list.keyPressEvent(event)
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the place."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._go()
        else:
            super().keyPressEvent(event)
