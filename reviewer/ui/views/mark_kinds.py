"""Choices in two columns, each group under its name; what stands here already comes first."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.ui.theme import GRID, SMALL, Theme
from reviewer.ui.views.palette import Choice, ChoiceRow

_ROW = 3 * GRID + 2

Group = tuple[str, Sequence[Choice]]
"""The name of a group, and what is in it."""


class KindRow(ChoiceRow):
    """A choice, or (without an id) the name of a group, small and at the foot of its row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        """Paint one row."""
        choice: Choice = index.data(Qt.ItemDataRole.UserRole)  # type: ignore[attr-defined]
        if choice.id:
            super().paint(painter, option, index)
            return
        painter.save()
        font = QFont(painter.font())
        font.setPixelSize(SMALL)
        painter.setFont(font)
        painter.setPen(self.theme.muted)
        room: QRect = option.rect.adjusted(GRID + 4, 0, -GRID - 4, -3)
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom, choice.text)
        painter.restore()


class MarkKinds(QWidget):
    """One choice of all of them is current, whichever list it stands in."""

    taken = Signal()
    """The current one was clicked."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._here, self._left, self._right = (self._list(name, theme) for _ in range(3))
        self._lists = (self._here, self._left, self._right)
        columns = QHBoxLayout()
        columns.setSpacing(GRID)
        for one in (self._left, self._right):
            columns.addWidget(one, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._here)
        column.addLayout(columns)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        for one in self._lists:
            row = one.itemDelegate()
            if isinstance(row, KindRow):
                row.theme = theme

    def show_choices(
        self, here: Sequence[Choice], left: Sequence[Group], right: Sequence[Group]
    ) -> None:
        """List what stands here, and two columns; the first that can be done is current."""
        self._fill(self._here, [("", here)])
        self._fill(self._left, left)
        self._fill(self._right, right)
        self._here.setVisible(bool(here))
        self._right.setVisible(bool(right))
        above = self._here.height() if here else 0
        self.setMinimumWidth(2 * max(map(_width, (self._left, self._right))) + GRID)
        # told outright: the popover is measured before the layouts in here hear of their new rows
        self.setFixedHeight(above + max(self._left.height(), self._right.height()))
        self._set_current(next((n for n, one in enumerate(self.choices) if one.enabled), 0))

    @property
    def choices(self) -> Sequence[Choice]:
        """What is listed, without the names of groups."""
        return [_choice(item) for item in self._items()]

    @property
    def current(self) -> Choice:
        """The one that Enter takes."""
        return self.choices[self._at()]

    def choose(self, name: str) -> None:
        """Make a choice current by its id."""
        for number, choice in enumerate(self.choices):
            if choice.id == name:
                self._set_current(number)

    def step(self, by: int) -> None:
        """To the next that can be done (1) or the one before (-1), round the end."""
        choices, at = self.choices, self._at()
        for _ in choices:
            at = (at + by) % len(choices)
            if choices[at].enabled:
                break
        self._set_current(at)

    def across(self) -> None:
        """To the same height in the other column, or the nearest there that can be done."""
        items, here = self._items(), self._items()[self._at()]
        other = self._left if here.listWidget() is self._right else self._right
        height = here.listWidget().row(here)
        found = [n for n, item in enumerate(items) if item.listWidget() is other]
        able = [n for n in found if _choice(items[n]).enabled]
        if able:
            self._set_current(min(able, key=lambda n: abs(other.row(items[n]) - height)))

    def _items(self) -> list[QListWidgetItem]:
        rows = (one.item(row) for one in self._lists for row in range(one.count()))
        return [item for item in rows if _choice(item).id]

    def _at(self) -> int:
        items = self._items()
        return next((n for n, item in enumerate(items) if item.isSelected()), 0)

    def _set_current(self, number: int) -> None:
        item = self._items()[number]
        for one in self._lists:
            if one is not item.listWidget():
                one.setCurrentRow(-1)
                one.clearSelection()
        item.listWidget().setCurrentItem(item)

    def _click(self, item: QListWidgetItem) -> None:
        items = self._items()
        if item in items and _choice(item).enabled:
            self._set_current(items.index(item))
            self.taken.emit()

    def _list(self, name: str, theme: Theme) -> QListWidget:
        found = QListWidget()
        found.setAccessibleName(name)
        found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        found.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        found.setItemDelegate(KindRow(theme, found, _ROW))
        found.itemClicked.connect(self._click)
        return found

    @staticmethod
    def _fill(found: QListWidget, groups: Sequence[Group]) -> None:
        found.clear()
        for name, choices in groups:
            for choice in (*([Choice("", name)] if name else []), *choices):
                item = QListWidgetItem(choice.text)
                item.setData(Qt.ItemDataRole.UserRole, choice)
                spoken = ", ".join(part for part in (choice.text, choice.keys) if part)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
                if not choice.id:
                    item.setFlags(Qt.ItemFlag.NoItemFlags)
                found.addItem(item)
        found.setFixedHeight(found.count() * _ROW + 4)


def _width(found: QListWidget) -> int:
    """The room that the widest choice of a list needs with its key."""
    metrics, room = found.fontMetrics(), 2 * (GRID + 4) + 2 * GRID + 2 * found.frameWidth()
    choices = [_choice(found.item(row)) for row in range(found.count())]
    texts = (metrics.horizontalAdvance(one.text + one.keys) for one in choices)
    return max(texts, default=0) + room


def _choice(item: QListWidgetItem) -> Choice:
    choice: Choice = item.data(Qt.ItemDataRole.UserRole)
    return choice
