"""Dialogs about whole documents: publish, withdraw, open again; and what became of it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.dialogs import Sheet
from reviewer.ui.views.history_rows import RowList, RowShown
from reviewer.ui.views.parts import words

_WIDE = 72 * GRID
_HIGH = 22 * GRID


class StepSheet(Sheet):
    """Says what a step comes to, takes a word on it, and takes the step.

    Where `needed`, the step waits for that word; while it is held back, it waits for more.
    """

    taken = Signal(str)
    """The step is to be taken, with what was typed."""
    problems_asked = Signal()
    """The problems are to be gone through."""

    def __init__(
        self,
        say: Catalogue,
        theme: Theme,
        kind: str,
        names: str,
        facts: Sequence[str],
        parent: QWidget | None = None,
        *,
        needed: bool = False,
    ) -> None:
        title = say.say(f"documents.{kind}.title", names=names)
        super().__init__(title, say.say(f"documents.{kind}.lead"), theme, parent)
        self.setFixedWidth(_WIDE)
        self._needed = needed
        self._held = False
        for fact in facts:
            self.body.addWidget(words(fact, wrap=True))
        self._state = words(tone="muted", wrap=True)
        self._state.hide()
        self.body.addWidget(self._state)
        self.list = RowList(say.say("documents.problems"), theme)
        self.list.setFixedHeight(_HIGH)
        self.list.hide()
        self.body.addWidget(self.list)
        caption = say.say(f"documents.{kind}.field")
        self.add_caption(caption)
        self.field = QLineEdit()
        self.field.setAccessibleName(caption)
        self.body.addWidget(self.field)
        later = self.add_button(say.say("documents.cancel"), "Esc")
        later.clicked.connect(self.reject)
        self.show_all = self.add_button(say.say("documents.show_problems"))
        self.show_all.clicked.connect(self.problems_asked)
        self.show_all.hide()
        self.take = self.add_button(say.say(f"documents.{kind}.take"), "Return", "primary")
        self.take.clicked.connect(self._on_take)
        self.field.textChanged.connect(self._allow)
        self._allow()
        self.field.setFocus()

    def hold(self, text: str) -> None:
        """Say what is waited for; the step cannot be taken meanwhile."""
        self._held = True
        self._state.setText(text)
        self._state.show()
        self._allow()
        self.fit()

    def let(self, text: str) -> None:
        """Say what came of waiting; the step can be taken."""
        self._held = False
        self._state.setText(text)
        self._state.setVisible(bool(text))
        self._allow()
        self.fit()

    def refuse(self, text: str, rows: Sequence[RowShown]) -> None:
        """Say why the step cannot be taken, and list it."""
        self.hold(text)
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.show_all.setVisible(bool(rows))
        if rows:
            self.show_all.setFocus()
        self.fit()

    @property
    def state(self) -> str:
        """What it says of what is waited for."""
        return self._state.text()

    def _allow(self) -> None:
        typed = bool(self.field.text().strip()) or not self._needed
        self.take.setEnabled(typed and not self._held)

    def _on_take(self) -> None:
        if self.take.isEnabled():
            self.accept()
            self.taken.emit(self.field.text().strip())


class OutcomeSheet(Sheet):
    """With which documents a step could not be taken, and why."""

    went = Signal(int)
    """The document of this row is wanted."""

    def __init__(
        self,
        say: Catalogue,
        theme: Theme,
        title: str,
        lead: str,
        rows: Sequence[RowShown],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, lead, theme, parent)
        self.setFixedWidth(_WIDE + 16 * GRID)
        self.list = RowList(say.say("documents.outcome.list"), theme)
        self.list.setMinimumHeight(_HIGH)
        self.list.show_rows(rows)
        self.list.doubleClicked.connect(lambda _: self._go())
        self.body.addWidget(self.list, 1)
        close = self.add_button(say.say("documents.outcome.close"), "Esc")
        close.clicked.connect(self.reject)
        go = self.add_button(say.say("documents.outcome.go"), "Return", "primary")
        go.clicked.connect(self._go)
        self.list.setFocus()

    def _go(self) -> None:
        row = self.list.current
        self.accept()
        if row is not None:
            self.went.emit(row.key)
