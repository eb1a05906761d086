"""The whole page with what changed: in the text, or beside the raw text, line by line."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.compare_list import LABEL, CompareList, LineCompared
from reviewer.ui.views.parts import KeyButton, plain_ground, rule, words
from reviewer.ui.views.room import RoomView
from reviewer.ui.views.rows import Rows
from reviewer.ui.views.tracked_list import Legend, TrackedLine, TrackedList

_KEYS = {
    Qt.Key.Key_N: "next",
    Qt.Key.Key_P: "previous",
    Qt.Key.Key_M: "mode",
    Qt.Key.Key_A: "approve",
    Qt.Key.Key_R: "reject",
    Qt.Key.Key_U: "undo",
    Qt.Key.Key_Return: "go",
    Qt.Key.Key_Enter: "go",
}
_JUDGING = ("approve", "reject", "undo")
_QUIET = ("mode", "previous", "next", "go")


class CompareView(RoomView):
    """Two lists of the same page, one shown at a time, and buttons with their keys."""

    pressed = Signal(str)
    """The name of a button."""
    go_asked = Signal(int)
    """Go to the line of this row."""

    name = "compare"

    def __init__(self, say: Catalogue, theme: Theme, keys: Mapping[str, str]) -> None:
        """`keys` are the keys to show on buttons, by their names."""
        super().__init__(say.say("ui.compare.title"), say, theme)
        self.list = CompareList(say.say("ui.compare.title"), theme)
        self.tracked = TrackedList(say.say("tracked.title"), theme)
        self.legend = Legend(theme)
        self.buttons: dict[str, KeyButton] = {}
        self._can_judge = False
        self._modes = QStackedWidget()
        self._modes.addWidget(self._build_beside())
        self._modes.addWidget(self._build_tracked())
        self.body.addWidget(self._modes, 1)
        self.body.addWidget(rule())
        self.body.addWidget(self._build_foot(keys))
        self.list.doubleClicked.connect(lambda _: self._press("go"))
        self._show_buttons()

    def _build_beside(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        heads = QHBoxLayout()
        heads.setContentsMargins(0, GRID, 2 * GRID, GRID)
        heads.setSpacing(0)
        for name in ("raw", "now"):
            head = words(self.say.say(f"ui.compare.{name}"), tone="muted", small=True)
            head.setContentsMargins(LABEL, 0, 0, 0)
            heads.addWidget(head, 1)
        column.addLayout(heads)
        column.addWidget(rule())
        column.addWidget(plain_ground(self.list, "paper"), 1)
        return page

    def _build_tracked(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.legend)
        column.addWidget(rule())
        column.addWidget(plain_ground(self.tracked, "paper"), 1)
        return page

    def _build_foot(self, keys: Mapping[str, str]) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row = Rows(GRID)
        column.addLayout(row)
        for name in (*_JUDGING, *_QUIET):
            kind = "primary" if name == "approve" else "quiet" if name in _QUIET else ""
            words_ = self.say.say(f"tracked.button.{name}")
            button = KeyButton(words_, keys.get(name, ""), kind)
            button.setObjectName(name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, name=name: self._press(name))
            row.addWidget(button)
            self.buttons[name] = button
        return foot

    # -- shown ------------------------------------------------------------------------------------

    def show_lines(self, lines: Sequence[LineCompared], at: int = 0) -> None:
        """Show the page beside its raw text; the row `at` is the one at hand."""
        self.list.show_lines(lines, at)
        self._show_lead()

    def show_tracked(
        self, lines: Sequence[TrackedLine], at: int, names: Sequence[str], *, can_judge: bool
    ) -> None:
        """Show the page with its changes in the text; `can_judge` brings the keys for that."""
        self.tracked.show_lines(lines, at)
        self.legend.show_names(names)
        self._can_judge = can_judge
        self._show_buttons()
        self._show_lead()

    def _show_lead(self) -> None:
        beside = not self.is_tracked
        count = sum(line.changed for line in self.list.lines) if beside else len(self.tracked.keys)
        known = "ui.compare.lead" if beside else "tracked.lead"
        self.lead.setText(
            self.say.say(known, n=count) if count else self.say.say("ui.compare.same")
        )
        for name in ("next", "previous"):
            self.buttons[name].setEnabled(bool(count))

    @property
    def is_tracked(self) -> bool:
        """Whether the changes are shown in the text."""
        return self._modes.currentIndex() == 1

    def show_mode(self, *, tracked: bool) -> None:
        """Show the changes in the text, or the page beside its raw text."""
        focused = self.list.hasFocus() or self.tracked.hasFocus()
        self._modes.setCurrentIndex(int(tracked))
        self.show_title(self.say.say("tracked.title" if tracked else "ui.compare.title"))
        self._show_lead()
        self._show_buttons()
        if focused:
            self.focus_first()

    def _show_buttons(self) -> None:
        for name in _JUDGING:
            self.buttons[name].setVisible(self.is_tracked and self._can_judge)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """The key of each button by its name."""
        for name, key in keys.items():
            self.buttons[name].set_keys(key)

    def walk(self, by: int) -> None:
        """The next change (1), or the one before (-1); at the end it stays."""
        (self.tracked if self.is_tracked else self.list).walk(by)

    def focus_first(self) -> None:
        """The list that is shown."""
        (self.tracked if self.is_tracked else self.list).setFocus()

    def set_font(self, family: str) -> None:
        """Show words of the text in the reader's face."""
        self.tracked.set_look(self.theme, family)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        self.list.set_look(theme)
        self.tracked.set_look(theme)
        self.legend.set_theme(theme)

    # -- keys -------------------------------------------------------------------------------------

    def _press(self, name: str) -> None:
        if name in ("next", "previous"):
            self.walk(1 if name == "next" else -1)
        elif name == "go":
            row = self.tracked.currentIndex().row() if self.is_tracked else self.list.at
            if row >= 0:
                self.go_asked.emit(row)
        elif name == "mode" or (self.is_tracked and self._can_judge):
            self.pressed.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Bare keys walk, judge, change the way it is shown; Enter goes to the line."""
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        name = _KEYS.get(Qt.Key(event.key())) if bare else None
        if name is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat() or name in ("next", "previous"):
            self._press(name)
