"""The question what becomes of a file of the person's that is checked by."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.dialogs import Sheet


class OwnFileSheet(Sheet):
    """Says by which file is checked, and offers another one, or none. Esc keeps it."""

    another = Signal()
    """Another file is to be chosen in its place."""
    none = Signal()
    """It is to be checked by no longer."""

    def __init__(
        self, say: Catalogue, theme: Theme, file: str, parent: QWidget | None = None
    ) -> None:
        title = say.say("ui.validating.own.title", file=file)
        super().__init__(title, say.say("ui.validating.own.lead"), theme, parent)
        self.setMinimumWidth(64 * GRID)
        keep = self.add_button(say.say("ui.validating.own.keep"), "Esc")
        keep.clicked.connect(self.reject)
        drop = self.add_button(say.say("ui.validating.own.drop"))
        drop.clicked.connect(self.accept)
        drop.clicked.connect(self.none)
        choose = self.add_button(say.say("ui.validating.own.another"), "Return", "primary")
        choose.clicked.connect(self.accept)
        choose.clicked.connect(self.another)
        choose.setFocus()
