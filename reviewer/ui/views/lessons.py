"""The room of what was learnt: readings and letters as lists, and how right it all was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.history_rows import RowList, RowShown
from reviewer.ui.views.lessons_chart import PointShown, ReliabilityChart
from reviewer.ui.views.parts import KeyButton, rule, words
from reviewer.ui.views.room import RoomView

_CALM = 150  # milliseconds without typing before the list is searched
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Shelf(StrEnum):
    """What is listed."""

    MEMORY = "memory"
    CONFUSIONS = "confusions"
    UNLEARNT = "unlearnt"


@dataclass(frozen=True, slots=True)
class LessonsShown:
    """All that the room shows: sentences, lists, points and from where on it corrects by itself."""

    lead: str
    threshold: str
    lists: Mapping[Shelf, Sequence[RowShown]]
    points: tuple[PointShown, ...]
    automatic: float | None


class LessonsView(RoomView):
    """Lists at the left, how right suggestions were at the right."""

    name = "lessons"
    forget_asked = Signal(str, int)
    """Forget the row at hand: its list, its key."""

    def __init__(self, say: Catalogue, theme: Theme, keys: Mapping[str, str]) -> None:
        """`keys` are the keys to show on buttons: next, forget, forget_all, again."""
        super().__init__(say.say("ui.lessons.title"), say, theme)
        self._shown: LessonsShown | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText(say.say("ui.lessons.filter"))
        self.field.setAccessibleName(say.say("ui.lessons.filter"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.list = RowList(say.say("ui.lessons.title"), theme)
        self.chart = ReliabilityChart(say, theme)
        self._threshold = words(tone="muted", small=True, wrap=True)
        self._empty = words(tone="muted", wrap=True)
        self._shelves = QButtonGroup(self)
        self.tabs = {
            shelf: KeyButton(say.say(f"ui.lessons.{shelf}"), "", "quiet") for shelf in Shelf
        }
        for tab in self.tabs.values():
            tab.setCheckable(True)
            self._shelves.addButton(tab)
            tab.clicked.connect(self._list)
        self.tabs[Shelf.MEMORY].setChecked(True)
        self.buttons = {
            name: KeyButton(say.say(f"ui.lessons.{name}"), key, "quiet")
            for name, key in keys.items()
        }
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self._list)
        self.field.textChanged.connect(self._calm.start)
        self.list.typed.connect(self._type)
        self._lay_out()

    @property
    def middle(self) -> QWidget:
        """Notices lie over the lists, so that they cover no button."""
        return self._lists

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        above.setSpacing(GRID)
        above.addWidget(self.field, 1)
        for tab in self.tabs.values():
            above.addWidget(tab)
        above.addWidget(rule(upright=True))
        above.addWidget(self.buttons["next"])
        side = QVBoxLayout()
        side.setContentsMargins(2 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        side.setSpacing(GRID)
        side.addWidget(words(self.say.say("ui.lessons.reliability"), strong=True))
        side.addWidget(self.chart, 1)
        side.addWidget(self._threshold)
        side.addWidget(
            words(self.say.say("ui.lessons.counts"), tone="muted", small=True, wrap=True)
        )
        self._lists = QWidget()
        lists = QVBoxLayout(self._lists)
        lists.setContentsMargins(0, 0, 0, 0)
        self._empty.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        lists.addWidget(self._empty)
        lists.addWidget(self.list, 1)
        middle = QHBoxLayout()
        middle.addWidget(self._lists, 3)
        middle.addWidget(rule(upright=True))
        middle.addLayout(side, 2)
        below = QHBoxLayout()
        below.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        below.setSpacing(GRID)
        for name in ("forget", "forget_all", "again"):
            below.addWidget(self.buttons[name])
        below.addStretch(1)
        self.body.addLayout(above)
        self.body.addWidget(rule())
        self.body.addLayout(middle, 1)
        self.body.addWidget(rule())
        self.body.addLayout(below)

    @property
    def shelf(self) -> Shelf:
        """What is listed."""
        checked = self._shelves.checkedButton()
        return next(shelf for shelf, tab in self.tabs.items() if tab is checked)

    def show_lessons(self, shown: LessonsShown) -> None:
        """Show what was learnt; the list stays where it was."""
        self._shown = shown
        self.lead.setText(shown.lead)
        self._threshold.setText(shown.threshold)
        self.chart.show_points(shown.points, shown.automatic)
        self._list()

    def next_shelf(self) -> None:
        """List the next kind of lessons."""
        shelves = list(Shelf)
        after = shelves[(shelves.index(self.shelf) + 1) % len(shelves)]
        self.tabs[after].setChecked(True)
        self._list()

    def focus_first(self) -> None:
        """The list; typing filters all the same."""
        self.list.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        self.list.set_theme(theme)
        self.chart.theme = theme
        self.chart.update()

    def forget(self) -> None:
        """Ask that the row at hand be forgotten."""
        row = self.list.current
        if row is not None and self.shelf is not Shelf.UNLEARNT:
            self.forget_asked.emit(str(self.shelf), row.key)

    def _list(self) -> None:
        typed, at = self.field.text().strip().casefold(), self.list.currentIndex().row()
        lists = self._shown.lists if self._shown else {}
        rows = [row for row in lists.get(self.shelf, ()) if typed in row.words.casefold()]
        self.list.show_rows(rows, at=max(at, 0))
        self._empty.setText(self._nothing_said(any(lists.values()), bool(typed)))
        self._empty.setVisible(not rows)
        self.buttons["forget"].setEnabled(bool(rows) and self.shelf is not Shelf.UNLEARNT)

    def _nothing_said(self, learnt: bool, typed: bool) -> str:
        """Why a list is empty, and what to do."""
        if not learnt:
            return self.say.say("ui.lessons.empty")
        if typed:
            return self.say.say("ui.lessons.none_found")
        key = self.buttons["forget"].key
        return self.say.say(f"ui.lessons.empty_{self.shelf}", key=key)

    def _type(self, text: str) -> None:
        self.field.setFocus()
        self.field.insert(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the field, arrows walk the list; Esc first empties the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _WALKING:
                self.list.keyPressEvent(event)
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)
