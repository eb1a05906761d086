"""Widgets beside one another, in as many rows as they need: no word of any language is cut off."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from reviewer.ui.scale import sized

_COLUMNS = sized(360)
"""Columns that need no more than this are never broken up: what holds them stays so wide."""


class Rows(QLayout):
    """Places widgets from left to right, and begins a new row where one has no room.

    With `columns`, each row is filled by so many widgets, or by one where so many have no room.
    """

    def __init__(self, spacing: int, columns: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # by width: Qt asks many times over while it lays out
        self._columns = columns
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Put something behind the last."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them; None where there is none, as Qt asks until it hears that."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more room than it is given."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of its rows at a width."""
        if width not in self._heights:
            self._heights[width] = self._height(self._placed(QRect(0, 0, width, 0)))
        return self._heights[width]

    def invalidate(self) -> None:
        """Something in it wants other room than before."""
        self._heights.clear()
        super().invalidate()

    def sizeHint(self) -> QSize:
        """Everything in its rows: as few as there may be."""
        widths = self._widths(self._columns or max(len(self._shown()), 1))
        wide = sum(widths) + self.spacing() * (len(widths) - 1)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSize(self) -> QSize:
        """Room for the widest in a row of its own, or for columns that need not be much."""
        sizes = [item.minimumSize() for item in self._shown()]
        wide = max((size.width() for size in sizes), default=0)
        columns = self.sizeHint().width() if self._columns else 0
        return QSize(
            max(wide, columns if columns <= _COLUMNS else 0),
            max((size.height() for size in sizes), default=0),
        )

    def setGeometry(self, room: QRect) -> None:
        """Put everything into its place."""
        super().setGeometry(room)
        for item, place in zip(self._shown(), self._placed(room), strict=True):
            item.setGeometry(place)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _placed(self, room: QRect) -> list[QRect]:
        return self._even(room) if self._columns else self._flowing(room)

    def _height(self, places: list[QRect]) -> int:
        return max((place.bottom() + 1 for place in places), default=0)

    def _even(self, room: QRect) -> list[QRect]:
        items, gap = self._shown(), self.spacing()
        widths = self._widths(self._columns)
        free = room.width() - sum(widths) - gap * (self._columns - 1)
        if free < 0:
            widths, free = [room.width()], 0
        columns = len(widths)
        widths = [width + free // columns for width in widths]
        high = max((item.sizeHint().height() for item in items), default=0)
        places = []
        for at in range(len(items)):
            row, column = divmod(at, columns)
            left = room.left() + sum(widths[:column]) + gap * column
            places.append(QRect(left, room.top() + row * (high + gap), widths[column], high))
        return places

    def _widths(self, columns: int) -> list[int]:
        hints = [item.sizeHint().width() for item in self._shown()]
        return [max(hints[at::columns], default=0) for at in range(columns)]

    def _flowing(self, room: QRect) -> list[QRect]:
        places, at, high = [], room.topLeft(), 0
        for item in self._shown():
            size = item.sizeHint()
            if at.x() > room.left() and at.x() + size.width() > room.right() + 1:
                at, high = QPoint(room.left(), at.y() + high + self.spacing()), 0
            places.append(QRect(at, size))
            at += QPoint(size.width() + self.spacing(), 0)
            high = max(high, size.height())
        return places
