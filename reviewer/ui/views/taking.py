"""How files are to be taken in: asked where there is something to choose, and nowhere else."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.dialogs import Sheet
from reviewer.ui.views.parts import words

_INDENT = 3 * GRID


@dataclass(frozen=True, slots=True)
class Taking:
    """`as_one`: single pages make one document. `again`: what is here already comes in beside it.

    `marks`: what others marked and corrected in TEI of theirs is taken over.
    """

    as_one: bool = False
    again: bool = False
    marks: bool = False


class Together(QButtonGroup):
    """Two buttons in a column: single pages make one document, or one each."""

    def __init__(self, say: Catalogue, pages: int, into: QVBoxLayout) -> None:
        super().__init__()
        for number, message in enumerate(("intake.together.one", "intake.together.many")):
            button = QRadioButton(say.say(message, n=pages))
            button.setChecked(number == 0)
            self.addButton(button, number)
            into.addWidget(button)

    @property
    def as_one(self) -> bool:
        """Whether they make one document."""
        return self.checkedId() == 0


class TogetherSheet(Sheet):
    """Asks whether several single pages make one document. Enter takes the first answer."""

    answered = Signal(object)
    """A Taking."""

    def __init__(
        self, say: Catalogue, theme: Theme, pages: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            say.say("intake.together.title"), say.say("intake.together.lead"), theme, parent
        )
        self.setMinimumWidth(48 * GRID)
        self.together = Together(say, pages, self.body)
        _add_buttons(self, say, self._on_take)
        self.together.buttons()[0].setFocus()

    def _on_take(self) -> None:
        self.accept()
        self.answered.emit(Taking(as_one=self.together.as_one))


class Choice(QCheckBox):
    """A box to tick, with a line below that says what it does."""

    def __init__(self, say: Catalogue, name: str, into: QVBoxLayout) -> None:
        super().__init__(say.say(f"intake.tei.{name}"))
        about = words(say.say(f"intake.tei.{name}_about"), tone="muted", small=True, wrap=True)
        about.setContentsMargins(_INDENT, 0, 0, GRID)
        self.setAccessibleDescription(about.text())
        into.addWidget(self)
        into.addWidget(about)


class TeiSheet(Sheet):
    """Asks what is to come in of TEI. Space ticks, Enter imports."""

    answered = Signal(object)
    """A Taking."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(say.say("intake.tei.title"), say.say("intake.tei.lead"), theme, parent)
        self.setMinimumWidth(60 * GRID)
        self.again = Choice(say, "again", self.body)
        self.marks = Choice(say, "marks", self.body)
        _add_buttons(self, say, self._on_take)
        self.again.setFocus()

    def _on_take(self) -> None:
        self.accept()
        self.answered.emit(Taking(again=self.again.isChecked(), marks=self.marks.isChecked()))


def _add_buttons(sheet: Sheet, say: Catalogue, take: Callable[[], None]) -> None:
    sheet.add_button(say.say("ui.cancel"), "Esc").clicked.connect(sheet.reject)
    button = sheet.add_button(say.say("ui.actions.import").rstrip("…"), "Return", "primary")
    button.clicked.connect(take)
