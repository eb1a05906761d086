"""Choosing documents: a list to tick, and a field that finds some among many."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.dialogs import Sheet

_WIDE, _HIGH = 64 * GRID, 56 * GRID
_ID = Qt.ItemDataRole.UserRole


class DocumentsDialog(Sheet):
    """None ticked means all."""

    chosen = Signal(object)
    """The ids of the documents that are ticked, in their order; empty: all."""

    def __init__(
        self,
        say: Catalogue,
        theme: Theme,
        documents: Sequence[tuple[int, str]],
        ticked: Collection[int],
        parent: QWidget | None = None,
    ) -> None:
        """`documents` are (id, title)."""
        lead = say.say("ui.report.choose_lead")
        super().__init__(say.say("ui.report.documents"), lead, theme, parent)
        self.resize(_WIDE, _HIGH)
        self.field = QLineEdit()
        self.field.setPlaceholderText(say.say("ui.report.find"))
        self.field.setAccessibleName(say.say("ui.report.find"))
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(say.say("ui.report.documents"))
        for number, title in documents:
            item = QListWidgetItem(title)
            item.setData(_ID, number)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = number in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.body.addWidget(self.field)
        self.body.addWidget(self.list, 1)
        self.none = self.add_button(say.say("ui.report.all_documents"))
        self.none.clicked.connect(self._untick)
        self.add_button(say.say("ui.close"), "Esc").clicked.connect(self.reject)
        self.go = self.add_button(say.say("ui.report.choose"), "Return", "primary")
        self.go.clicked.connect(self._choose)
        self.field.textChanged.connect(self._sift)

    @property
    def ticked(self) -> tuple[int, ...]:
        """The ids of what is ticked."""
        return tuple(
            item.data(_ID) for item in self._items() if item.checkState() is Qt.CheckState.Checked
        )

    def _items(self) -> Sequence[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _sift(self, text: str) -> None:
        wanted = text.strip().casefold()
        for item in self._items():
            item.setHidden(wanted not in item.text().casefold())

    def _untick(self) -> None:
        for item in self._items():
            item.setCheckState(Qt.CheckState.Unchecked)

    def _choose(self) -> None:
        self.chosen.emit(self.ticked)
        self.accept()
