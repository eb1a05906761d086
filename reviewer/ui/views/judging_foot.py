"""The foot of the editor's cards: every key that works now."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID
from reviewer.ui.views.parts import KeyButton
from reviewer.ui.views.rows import Rows

ENTER = (
    *("approve", "next", "right", "sign_page", "return_page", "to_open"),
    *("draw", "sign_rest", "more", "leave"),
)
"""Buttons for Enter; one of them is shown at a time, and it comes first."""
_FIRST = (*ENTER, "confirm")
_NAMES = (
    *_FIRST,
    *("reject", "other", "edit", "comment", "ask", "wrong", "alike", "single", "spots", "chance"),
    *("page", "tracked", "undo", "back", "forth", "close"),
)
_QUIET = ("page", "tracked", "undo", "back", "forth", "close")
_KEYS = {"confirm": "Return", "close": "Esc"}


class JudgingFoot(QWidget):
    """Buttons with their keys, in as many rows as they need."""

    pressed = Signal(str)
    """The name of the button that was pressed."""

    def __init__(self, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = Rows(GRID, parent=self)
        self._buttons: dict[str, KeyButton] = {}
        for name in _NAMES:
            kind = "primary" if name in _FIRST else "quiet" if name in _QUIET else ""
            key = "Return" if name in ENTER else _KEYS.get(name, "")
            button = KeyButton(say.say(f"judging.button.{name}"), key, kind)
            # The view is one stop for Tab: a button with the focus would keep Space for itself.
            button.setObjectName(name)
            button.setFocusPolicy(button.focusPolicy().NoFocus)
            button.clicked.connect(lambda _=False, name=name: self.pressed.emit(name))
            button.hide()
            rows.addWidget(button)
            self._buttons[name] = button
        # Room for two rows, so that what is above stays in its place whatever is offered.
        self.setMinimumHeight(2 * self._buttons["approve"].sizeHint().height() + GRID)

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of the buttons that are shown, from the left."""
        return tuple(name for name, one in self._buttons.items() if not one.isHidden())

    def show_buttons(self, names: tuple[str, ...]) -> None:
        """Show these buttons, always in the same order."""
        for name, button in self._buttons.items():
            if button.isHidden() is (name in names):  # to hide what is hidden lays all out anew
                button.setVisible(name in names)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """The key of each button by its name."""
        for name, key in keys.items():
            if name not in ENTER:
                self._buttons[name].set_keys(key)
