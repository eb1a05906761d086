"""A frame for dialogs: a title, what the dialog asks, and its buttons at the foot."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from reviewer.ui.theme import GRID, TITLE, Theme
from reviewer.ui.views.parts import KeyButton, words


class Sheet(QDialog):
    """A dialog on its window. Subclasses fill `body` and add buttons to the foot."""

    def __init__(self, title: str, lead: str, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        head = words(title)
        head.setStyleSheet(f'font: 600 {TITLE}px "IBM Plex Serif";')
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        column.setSpacing(GRID)
        column.addWidget(head)
        if lead:
            column.addWidget(words(lead, tone="muted", wrap=True))
        column.addSpacing(GRID)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID)
        column.addLayout(self.body, 1)
        column.addSpacing(2 * GRID)
        if parent is not None:
            # Some window managers, and screens without one, would leave the focus nowhere.
            self.finished.connect(parent.window().activateWindow)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(GRID)
        self._foot.addStretch(1)
        column.addLayout(self._foot)

    def add_button(self, text: str, key: str = "", kind: str = "") -> KeyButton:
        """One more button, right of those before."""
        button = KeyButton(text, key, kind)
        button.setAutoDefault(kind == "primary")
        button.setDefault(kind == "primary")
        self._foot.addWidget(button)
        return button

    def fit(self) -> None:
        """Take the room that is needed now; nothing is squeezed."""
        self.column.invalidate()
        self.column.activate()
        wide = self.column.totalHeightForWidth(self.width())
        self.resize(self.width(), max(wide, self.column.totalMinimumSize().height()))

    def add_caption(self, text: str) -> None:
        """A small heading over what follows."""
        self.body.addWidget(words(text, tone="muted", small=True))
