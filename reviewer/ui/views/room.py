"""A room: a view that takes the desk's place in the window for a while; Esc goes back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.parts import KeyButton, Title, plain_ground, rule, words

_TITLE = 20  # pixels, in the reading face


class RoomView(QWidget):
    """Subclasses fill `body`, and `tools` at the right of the title. `name` is theirs alone."""

    left = Signal()
    """The person wants to go back to where they were."""

    name = ""

    def __init__(
        self, title: str, say: Catalogue, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.say = say
        self.theme = theme
        plain_ground(self, "pane")
        self.setAccessibleName(title)
        self._title = words(title)
        self._title.setStyleSheet(f'font: 600 {_TITLE}px "IBM Plex Serif";')
        self._lead = Title(strong=False)
        self._lead.setProperty("tone", "muted")
        self._lead.setProperty("scale", "small")
        self.back = KeyButton(say.say("ui.room.back"), "Esc", "quiet")
        self.back.clicked.connect(self.left)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(GRID)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        column.addLayout(self._head())
        column.addWidget(rule())
        column.addLayout(self.body, 1)
        column.addWidget(rule())

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        line.setSpacing(2 * GRID)
        line.addWidget(self._title, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(self._lead, 1, Qt.AlignmentFlag.AlignBaseline)
        line.addLayout(self.tools)
        line.addWidget(self.back)
        return line

    @property
    def lead(self) -> QLabel:
        """The line behind the title: what is shown, in a few words."""
        return self._lead

    @property
    def middle(self) -> QWidget:
        """The part over whose foot notices may lie: one without buttons at its foot."""
        return self

    def show_title(self, title: str, lead: str = "") -> None:
        """What the room is about now."""
        self._title.setText(title)
        self._lead.setText(lead)
        self.setAccessibleName(title)

    def focus_first(self) -> None:
        """Put the focus where work begins; called whenever the room is entered."""
        self.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.theme = theme

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, where nobody within needed it."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
        else:
            super().keyPressEvent(event)
