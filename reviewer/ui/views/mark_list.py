"""The marks of the page, one below the other, in the card's place."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.mark_form import MatchRow, MatchShown
from reviewer.ui.views.parts import KeyButton, plain_ground, words

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MarkList(QWidget):
    """Lists marks; bare keys go along them, change them and take them away."""

    looked = Signal(str)
    """The id of the mark that is chosen now."""
    opened = Signal(str)
    changed = Signal(str)
    removed = Signal(str)
    left = Signal()

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._theme = theme
        self._title = words(strong=True, wrap=True)
        self._advice = words(tone="muted", wrap=True)
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(say.say("marks.list.name"))
        self._row = MatchRow(theme, self._list)
        self._list.setItemDelegate(self._row)
        self._list.currentRowChanged.connect(self._on_row)
        self._list.itemActivated.connect(lambda _: self._tell(self.opened))
        plain_ground(self, "pane")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say.say("marks.list.name"))
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addWidget(self._advice)
        column.addWidget(self._list, 1)
        self._buttons = self._build_buttons()
        column.addLayout(self._foot)

    def _build_buttons(self) -> dict[str, KeyButton]:
        self._foot = QVBoxLayout()
        self._foot.setSpacing(GRID)
        found: dict[str, KeyButton] = {}
        rows = (
            (("go", "Return", self.opened), ("close", "Esc", self.left)),
            (("change", "E", self.changed), ("remove", "Del", self.removed)),
        )
        for parts in rows:
            row = QHBoxLayout()
            for name, key, signal in parts:
                button = KeyButton(self._say.say(f"marks.list.{name}"), key)
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                button.clicked.connect(lambda _=False, told=signal: self._tell(told))
                row.addWidget(button)
                found[name] = button
            self._foot.addLayout(row)
        return found

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = self._row.theme = theme
        self.update()

    def show_marks(
        self,
        marks: Sequence[MatchShown],
        current: str,
        advice: str,
        *,
        editable: bool,
        removable: bool,
    ) -> None:
        """List marks, with one of them chosen; `advice` says what to do where there are none."""
        self._list.blockSignals(True)
        self._list.clear()
        row = 0
        for number, mark in enumerate(marks):
            item = QListWidgetItem(mark.text)
            item.setData(Qt.ItemDataRole.UserRole, mark)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(mark))
            self._list.addItem(item)
            row = number if mark.id == current else row
        self._list.setCurrentRow(row if marks else -1)
        self._list.blockSignals(False)
        self._title.setText(
            self._say.say("marks.list.title", n=len(marks))
            if marks
            else self._say.say("marks.list.none")
        )
        self._advice.setText("" if marks else advice)
        self._advice.setVisible(not marks)
        for name, possible in (("go", True), ("change", editable), ("remove", removable)):
            self._buttons[name].setEnabled(bool(marks) and possible)
        self._describe()

    @property
    def current(self) -> str:
        """The id of the mark chosen; empty where there is none."""
        row = self._list.currentRow()
        return self.marks[row].id if row >= 0 else ""

    @property
    def marks(self) -> Sequence[MatchShown]:
        """What is listed."""
        return [
            self._list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self._list.count())
        ]

    def _on_row(self, row: int) -> None:
        self._describe()
        if row >= 0:
            self.looked.emit(self.current)

    def _describe(self) -> None:
        row = self._list.currentRow()
        mark = self.marks[row] if row >= 0 else None
        spoken = _spoken(mark) if mark else self._advice.text()
        self.setAccessibleDescription(spoken)

    def _tell(self, signal: object) -> None:
        if signal is self.left:
            self.left.emit()
        elif self.current:
            signal.emit(self.current)  # type: ignore[attr-defined]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the marks and decide by bare keys; all else belongs to the window."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        count = self._list.count()
        if not plain:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and count:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._list.setCurrentRow((self._list.currentRow() + step) % count)
        elif event.key() in _ENTER:
            self._tell(self.opened)
        elif event.key() == Qt.Key.Key_E and self._buttons["change"].isEnabled():
            self._tell(self.changed)
        elif event.key() == Qt.Key.Key_Delete and self._buttons["remove"].isEnabled():
            self._tell(self.removed)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where keys go."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line at the top says that keys go here."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.fillRect(QRectF(0, 0, self.width(), 2), self._theme.focus)
            painter.end()


def _spoken(mark: MatchShown) -> str:
    return ", ".join(part for part in (mark.text, mark.told, mark.why) if part)
