"""A table whose rows are chosen by key, and whose bare keys say what becomes of them."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelection, QItemSelectionModel, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from reviewer.ui.scale import spaced
from reviewer.ui.theme import GRID


class KeyTable(QTableView):
    """Rows without lines between them. `keys` has what bare keys do, by their names."""

    moved = Signal()
    """Other rows are chosen."""

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys: dict[str, Callable[[], object]] = {}
        self.setModel(model)
        self.setProperty("role", "field")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(spaced(3 * GRID + 4))
        self.horizontalHeader().setHighlightSections(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def set_widths(self, widths: Mapping[int, int], wide: int) -> None:
        """Widths of columns in steps of the grid; the `wide` one takes what is left."""
        header = self.horizontalHeader()
        for column, width in widths.items():
            header.resizeSection(column, spaced(width * GRID))
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)

    @property
    def chosen(self) -> list[int]:
        """The rows that are chosen, from top to bottom."""
        return sorted({index.row() for index in self.selectionModel().selectedRows()})

    def choose(self, row: int) -> None:
        """Choose one row and bring it into sight."""
        if 0 <= row < self.model().rowCount():
            index, flag = self.model().index(row, 0), QItemSelectionModel.SelectionFlag
            # Told in full: by itself Qt would ask which keys are held just now.
            self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
            self.scrollTo(index)
        else:
            self.clearSelection()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that other rows are chosen."""
        super().selectionChanged(selected, deselected)
        self.moved.emit()

    def event(self, event: QEvent) -> bool:
        """Keep the bare keys from being taken for anything else."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and self._action(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The bare keys; what is not one of them moves as in every table."""
        action = self._action(event)
        if action:
            action()
        elif event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()  # Qt would look for a row that begins with the letter
        else:
            super().keyPressEvent(event)

    def _action(self, event: QKeyEvent) -> Callable[[], object] | None:
        if event.modifiers():
            return None
        return self.keys.get(QKeySequence(event.key()).toString())
