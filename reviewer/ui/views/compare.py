"""The comparison: a page beside its raw text, line by line."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.compare_list import LABEL, CompareList, LineCompared
from reviewer.ui.views.parts import KeyButton, plain_ground, rule, words
from reviewer.ui.views.room import RoomView


class CompareView(RoomView):
    """Two headings, one list, and keys for the next and the previous change."""

    go_asked = Signal(int)
    """Go to the line of this row."""

    name = "compare"

    def __init__(self, say: Catalogue, theme: Theme, keys: dict[str, str]) -> None:
        """`keys` are the keys to show on buttons: next, previous, go."""
        super().__init__(say.say("ui.compare.title"), say, theme)
        self.list = CompareList(say.say("ui.compare.title"), theme)
        self.buttons = {
            name: KeyButton(say.say(f"ui.compare.{name}"), key, "quiet")
            for name, key in keys.items()
        }
        heads = QHBoxLayout()
        heads.setContentsMargins(0, GRID, 2 * GRID, GRID)
        heads.setSpacing(0)
        for name in ("raw", "now"):
            head = words(say.say(f"ui.compare.{name}"), tone="muted", small=True)
            head.setContentsMargins(LABEL, 0, 0, 0)
            heads.addWidget(head, 1)
        self.body.addLayout(heads)
        self.body.addWidget(rule())
        self.body.addWidget(plain_ground(self.list, "paper"), 1)
        for button in self.buttons.values():
            self.tools.addWidget(button)
        self.buttons["next"].clicked.connect(lambda: self.walk(1))
        self.buttons["previous"].clicked.connect(lambda: self.walk(-1))
        self.buttons["go"].clicked.connect(self._go)
        self.list.doubleClicked.connect(lambda _: self._go())

    def show_lines(self, lines: Sequence[LineCompared], at: int = 0) -> None:
        """Show a page; the row `at` is the one at hand."""
        count = sum(line.changed for line in lines)
        lead = (
            self.say.say("ui.compare.lead", n=count) if count else self.say.say("ui.compare.same")
        )
        self.lead.setText(lead)
        self.list.show_lines(lines, at)
        for name in ("next", "previous"):
            self.buttons[name].setEnabled(bool(count))

    def walk(self, by: int) -> None:
        """The next change (1), or the one before (-1); at the end it stays."""
        self.list.walk(by)

    def focus_first(self) -> None:
        """The list."""
        self.list.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        self.list.set_look(theme)

    def _go(self) -> None:
        if self.list.at >= 0:
            self.go_asked.emit(self.list.at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """N and P walk, Enter goes to the line."""
        steps = {Qt.Key.Key_N: 1, Qt.Key.Key_P: -1}
        if event.modifiers():
            super().keyPressEvent(event)
        elif event.key() in steps:
            self.walk(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        else:
            super().keyPressEvent(event)
