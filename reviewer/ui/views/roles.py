"""A small list of what a line may be for; one letter chooses."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.palette import Choice, ChoiceRow
from reviewer.ui.views.parts import words

_WIDTH = sized(240)
_ROW = 3 * GRID + 4
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RolePopup(QDialog):
    """Lies beside the line; Esc or a click elsewhere puts it away."""

    chosen = Signal(str, bool)
    """A role, and whether it is meant for the whole region."""

    def __init__(self, say: Catalogue, theme: Theme, roles: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._say = say
        self._around = parent
        self.setProperty("role", "overlay")
        self.setAccessibleName(say.say("views.roles.name"))
        self._title = words(strong=True)
        self._list = QListWidget()
        self._list.setAccessibleName(say.say("views.roles.name"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._row = ChoiceRow(theme, self._list, _ROW)
        self._list.setItemDelegate(self._row)
        self._list.itemClicked.connect(lambda _: self._take(region=False))
        self._letters: dict[str, int] = {}
        for number, role in enumerate(roles):
            letter = say.say(f"views.role_key.{role}")
            self._letters[letter] = number
            text = say.say(f"views.role.{role}").capitalize()
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, Choice(role, text, letter))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text}, {letter}")
            self._list.addItem(item)
        self._list.setFixedHeight(len(roles) * _ROW + 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID + 4, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addWidget(self._list)
        column.addWidget(words(say.say("views.roles.hint"), tone="muted", small=True))
        self.setFixedWidth(_WIDTH)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._row.theme = theme

    def ask(self, role: str, count: int, beside: QRect) -> None:
        """Ask for `count` lines that are `role` now.

        The list stands below a part of the screen, or above it where there is no room.
        """
        self._title.setText(self._say.say("views.roles.title", n=count))
        rows = [self._list.item(row).data(Qt.ItemDataRole.UserRole).id for row in self._rows]
        self._list.setCurrentRow(rows.index(role) if role in rows else 0)
        self.adjustSize()
        room = self._around.screen().availableGeometry()
        top = beside.bottom() + GRID // 2
        if top + self.height() > room.bottom():
            top = max(room.top(), beside.top() - GRID // 2 - self.height())
        self.move(min(beside.left(), room.right() - self.width()), top)
        self.show()
        self.setFocus()

    @property
    def _rows(self) -> range:
        return range(self._list.count())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter chooses at once, Up, Down and Enter after a look; Shift means the region."""
        region = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        letter = event.text().upper()
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            row = self._list.currentRow() + steps[Qt.Key(event.key())]
            self._list.setCurrentRow(row % self._list.count())
        elif event.key() in _ENTER:
            self._take(region=region)
        elif letter in self._letters:
            self._list.setCurrentRow(self._letters[letter])
            self._take(region=region)
        else:
            super().keyPressEvent(event)

    def _take(self, *, region: bool) -> None:
        choice: Choice = self._list.currentItem().data(Qt.ItemDataRole.UserRole)
        self.close()
        self.chosen.emit(choice.id, region)
