"""Who is at work: asked once, changeable at any time."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.dialogs import Sheet


class PersonDialog(Sheet):
    """Asks for a name; names used before on this computer can be picked."""

    named = Signal(str)

    def __init__(
        self,
        say: Catalogue,
        theme: Theme,
        name: str,
        known: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(say.say("ui.person.title"), say.say("ui.person.lead"), theme, parent)
        self.setMinimumWidth(52 * GRID)
        self.add_caption(say.say("ui.person.caption"))
        self._choice = QComboBox()
        self.field = QLineEdit()
        self._choice.setLineEdit(self.field)
        self._choice.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._choice.addItems([name, *(one for one in known if one != name)] if name else [*known])
        self._choice.setCurrentText(name)
        self.field.setPlaceholderText(say.say("ui.person.hint"))
        self._choice.setAccessibleName(say.say("ui.person.caption"))
        self.body.addWidget(self._choice)
        later = self.add_button(say.say("ui.person.later"), "Esc")
        later.clicked.connect(self.reject)
        self._take = self.add_button(say.say("ui.person.take"), "Return", "primary")
        self._take.clicked.connect(self._on_take)
        self.field.textChanged.connect(self._on_text)
        self._on_text(name)
        self.field.selectAll()
        self._choice.setFocus()

    def _on_text(self, text: str) -> None:
        self._take.setEnabled(bool(text.strip()))

    def _on_take(self) -> None:
        self.accept()
        self.named.emit(" ".join(self.field.text().split()))
