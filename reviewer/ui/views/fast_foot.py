"""The foot of fast review: what the bare keys do now."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID
from reviewer.ui.views.parts import KeyButton
from reviewer.ui.views.rows import Rows

_FACES = {
    "finding": ("keep", "edit", "noise", "skip", "undo", "back"),
    "editing": ("confirm", "leave"),
    "message": ("on", "undo", "back"),
}
_QUIET = ("undo", "back")
_FIRST = ("confirm", "on")
_KEYS = {"confirm": "Return", "leave": "Esc", "on": "Return"}


class FastFoot(QStackedWidget):
    """Three faces of one height: for a finding, for the open field, and where nothing is left."""

    pressed = Signal(str)
    """The name of the button that was pressed."""

    def __init__(self, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._buttons: dict[str, list[KeyButton]] = {}
        self._faces = {name: self._face(names, say) for name, names in _FACES.items()}

    def show_face(self, name: str) -> None:
        """Show "finding", "editing" or "message"."""
        self.setCurrentWidget(self._faces[name])

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """The key of each button by its name; those of the open field stay."""
        for name, key in keys.items():
            for button in self._buttons.get(name, ()):
                button.set_keys(key)

    def _face(self, names: tuple[str, ...], say: Catalogue) -> QWidget:
        face = QWidget()
        rows = Rows(GRID, parent=face)
        quiet = QWidget()  # what goes back stays together
        pair = QHBoxLayout(quiet)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(GRID)
        for name in names:
            kind = "quiet" if name in _QUIET else "primary" if name in _FIRST else ""
            button = KeyButton(say.say(f"ui.fast.{name}"), _KEYS.get(name, ""), kind)
            # The view is one stop for Tab: a button with the focus would keep Space for itself.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, name=name: self.pressed.emit(name))
            self._buttons.setdefault(name, []).append(button)
            (pair if name in _QUIET else rows).addWidget(button)
        if pair.count():
            rows.addWidget(quiet)
        self.addWidget(face)
        return face
