"""The palette: everything that can be done, found by typing a few letters of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme

_WIDTH = 72 * GRID
_ROW = 4 * GRID + 4
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """An action as the palette offers it."""

    id: str
    text: str
    keys: str = ""
    enabled: bool = True


def match(typed: str, text: str) -> int | None:
    """How well a text answers what was typed: lower is better, None not at all.

    The letters must occur in order; words that begin with them and short gaps come first.
    """
    wanted, offered = typed.casefold().split(), text.casefold()
    cost = 0
    for part in wanted:
        at = offered.find(part)
        if at >= 0:
            begins = at == 0 or not offered[at - 1].isalnum()
            cost += at if begins else 20 + at
            continue
        position = -1
        for letter in part:
            position = offered.find(letter, position + 1)
            if position < 0:
                return None
        cost += 100 + position
    return cost


class ChoiceRow(QStyledItemDelegate):
    """Text at the left, key at the right."""

    def __init__(self, theme: Theme, parent: QWidget, height: int = _ROW) -> None:
        super().__init__(parent)
        self.theme = theme
        self._height = height

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        """As high as asked for, and as wide as the list."""
        return QSize(0, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        """Paint one choice; what cannot be done now recedes."""
        choice: Choice = index.data(Qt.ItemDataRole.UserRole)  # type: ignore[attr-defined]
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.selected)
            painter.drawRoundedRect(box, 5, 5)
        inner = box.adjusted(GRID + 4, 0, -GRID - 4, 0)
        painter.setPen(self.theme.ink if choice.enabled else self.theme.faint)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, choice.text)
        painter.setPen(self.theme.muted if choice.enabled else self.theme.faint)
        used = QFontMetrics(painter.font()).horizontalAdvance(choice.text) + GRID
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(inner.adjusted(used, 0, 0, 0), right, choice.keys)
        painter.restore()


class Palette(QDialog):
    """Lies over the upper part of the window; Esc or a click beside it puts it away."""

    chosen = Signal(str)

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAccessibleName(say.say("ui.palette.name"))
        self._around = parent
        self._choices: Sequence[Choice] = ()
        self._field = QLineEdit()
        self._field.setPlaceholderText(say.say("ui.palette.hint"))
        self._field.setAccessibleName(say.say("ui.palette.hint"))
        self._field.textChanged.connect(self._filter)
        self._field.installEventFilter(self)
        self._list = QListWidget()
        self._list.setAccessibleName(say.say("ui.palette.name"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._row = ChoiceRow(theme, self._list)
        self._list.setItemDelegate(self._row)
        self._list.itemClicked.connect(self._take)
        self.setProperty("role", "overlay")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._field)
        column.addWidget(self._list)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._row.theme = theme

    def ask(self, choices: Sequence[Choice]) -> None:
        """Show what can be done, that which can be done now first."""
        self._choices = sorted(choices, key=lambda choice: not choice.enabled)
        self._field.clear()
        self._filter("")
        self._place()
        self.show()
        self._field.setFocus()

    @property
    def offered(self) -> list[Choice]:
        """What is listed now, best first."""
        return [
            self._list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self._list.count())
        ]

    def _place(self) -> None:
        around = self._around
        width = min(_WIDTH, around.width() - 4 * GRID)
        self.resize(width, 7 * GRID + _SHOWN * _ROW)
        corner = around.mapToGlobal(around.rect().topLeft())
        self.move(corner.x() + (around.width() - width) // 2, corner.y() + 10 * GRID)

    def _filter(self, typed: str) -> None:
        ranked = [(match(typed, choice.text), choice) for choice in self._choices]
        fitting = [(cost, choice) for cost, choice in ranked if cost is not None]
        if typed:
            fitting.sort(key=lambda pair: (not pair[1].enabled, pair[0]))
        self._list.clear()
        for _, choice in fitting:
            item = QListWidgetItem(choice.text)
            item.setData(Qt.ItemDataRole.UserRole, choice)
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter go to the list while the field is typed in."""
        if watched is self._field and isinstance(event, QKeyEvent):
            if event.type() != QEvent.Type.KeyPress:
                return False
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            if event.key() in steps:
                count = max(1, self._list.count())
                row = self._list.currentRow() + steps[Qt.Key(event.key())]
                self._list.setCurrentRow(row % count)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self._list.currentItem())
                return True
        return False

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        choice: Choice = item.data(Qt.ItemDataRole.UserRole)
        if choice.enabled:
            self.close()
            self.chosen.emit(choice.id)
