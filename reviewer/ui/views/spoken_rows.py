"""Rows for a list that paints them itself and tells a screen reader what they say."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
"""Role under which the model holds a row as it was given."""


class Spoken(Protocol):
    """A row that can be told."""

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""


Row = TypeVar("Row", bound=Spoken)


class SpokenRows(QAbstractListModel, Generic[Row]):
    """Holds rows in order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Hold these rows instead."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def renew(self, rows: Sequence[Row]) -> None:
        """Hold these rows; where they are as many as before, only those that differ are told."""
        new = tuple(rows)
        if len(new) != len(self.rows):
            self.show(new)
            return
        old, self.rows = self.rows, new
        for place, (before, after) in enumerate(zip(old, new, strict=True)):
            if before is not after and before != after:
                self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row, or its words for a screen reader."""
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return None
