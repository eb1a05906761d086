"""A list of rows that are as high as their words, with a ring that shows where the keys go."""

from typing import Protocol

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QListView, QWidget


class Ringing(Protocol):
    """What paints the rows: it draws the ring while the list is `focused`."""

    focused: bool


class WrappingList(QListView):
    """Scrolls by pixels, never sideways; its rows wrap. Subclasses `dress` it once."""

    _ring: Ringing

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def dress(
        self, model: QAbstractItemModel, paints: QAbstractItemDelegate, ring: Ringing
    ) -> None:
        """Show these rows, painted by this; `ring` is what paints, as it paints the ring."""
        self._ring = ring
        self.setModel(model)
        self.setItemDelegate(paints)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as high as their words need in the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows where the keys go."""
        self._ring.focused = True
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        self._ring.focused = False
        super().focusOutEvent(event)
