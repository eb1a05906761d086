"""The foot of the card: the few buttons that decide, or those of the open field."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, restyle
from reviewer.ui.views.parts import KeyButton
from reviewer.ui.views.rows import Rows

_DECIDERS = ("keep", "edit", "noise", "skip")


class CardFoot(QStackedWidget):
    """Two faces of one height, so that nothing moves when the field opens."""

    pressed = Signal(str)
    """The action of the table whose button was pressed: "keep", "edit", "noise", "skip", "undo" or
    "occurrences"."""
    confirmed = Signal()
    left = Signal()

    def __init__(self, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._deciders: dict[str, KeyButton] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.addWidget(self._build_deciding())
        self.addWidget(self._build_editing())

    def show_editing(self, opened: bool) -> None:
        """Show the buttons of the open field, or those that decide."""
        self.setCurrentIndex(1 if opened else 0)

    def stress_edit(self, stressed: bool) -> None:
        """Let typing be the first thing to do, as where nothing is suggested."""
        kind, edit = "primary" if stressed else "", self._deciders["edit"]
        if edit.property("kind") != kind:
            restyle(edit, kind=kind)

    def show_elsewhere(self, count: int | None) -> None:
        """Say at how many other places the form stands; None while nobody knows."""
        button = self._deciders["occurrences"]
        said = self._say.say
        text = (
            said("views.card.occurrences")
            if count is None
            else said("views.card.elsewhere", n=count)
        )
        if button.text() != text:
            button.setText(text)
            button.setAccessibleName(text)

    def set_keys(self, keys: Mapping[str, tuple[str, str]]) -> None:
        """The keys of actions by id: while the card has the focus, and elsewhere."""
        for name, button in self._deciders.items():
            button.set_keys(*keys[name])

    def show_near(self, near: bool) -> None:
        """Show the keys that work now."""
        for button in self._deciders.values():
            button.show_near(near)

    def _build_deciding(self) -> QWidget:
        buttons = QWidget()
        rows = Rows(GRID, 2, buttons)
        for name in _DECIDERS:
            rows.addWidget(self._decider(name))
        for name in ("undo", "occurrences"):
            rows.addWidget(self._decider(name, "quiet"))
        return buttons

    def _build_editing(self) -> QWidget:
        editing = QWidget()
        rows = Rows(GRID, 2, editing)
        confirm, leave = self._button("confirm", "Return", "primary"), self._button("leave", "Esc")
        confirm.clicked.connect(lambda: self.confirmed.emit())
        leave.clicked.connect(lambda: self.left.emit())
        rows.addWidget(confirm)
        rows.addWidget(leave)
        return editing

    def _decider(self, name: str, kind: str = "") -> KeyButton:
        """A button of the table of actions, whose keys come by `set_keys`."""
        button = self._deciders[name] = self._button(name, "", kind)
        button.clicked.connect(lambda: self.pressed.emit(name))
        return button

    def _button(self, name: str, key: str, kind: str = "") -> KeyButton:
        button = KeyButton(self._say.say(f"views.card.{name}"), key, kind)
        # The card is one stop for Tab: a button with the focus would keep Space for itself.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setObjectName(name)
        return button
