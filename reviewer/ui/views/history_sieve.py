"""The history's sieve: of which person, of which days, which kind of steps."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from reviewer.core.messages import Catalogue
from reviewer.core.record import Sort
from reviewer.ui.theme import GRID
from reviewer.ui.views.days import DaysBox
from reviewer.ui.views.rows import Rows

_SORTS = tuple(sort for sort in Sort if sort is not Sort.UNDO)
"""Steps that only take back are told with what they take back."""


class Sieve(QWidget):
    """Three boxes; each passes everything at first."""

    changed = Signal()
    """Something else passes now."""

    def __init__(self, say: Catalogue) -> None:
        super().__init__()
        self.people = QComboBox()
        self.people.setAccessibleName(say.say("ui.history.people"))
        self.people.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.sorts = QComboBox()
        self.sorts.setAccessibleName(say.say("ui.history.sorts"))
        self.sorts.addItem(say.say("ui.history.sort.all"), None)
        for sort in _SORTS:
            self.sorts.addItem(say.say(f"ui.history.sort.{sort}"), sort)
        self.days = DaysBox(say)
        self._everybody = say.say("ui.history.everybody")
        self.show_people(())
        row = Rows(GRID, parent=self)
        for part in (self.people, self.days, self.sorts):
            row.addWidget(part)
        self.people.currentIndexChanged.connect(self.changed)
        self.sorts.currentIndexChanged.connect(self.changed)
        self.days.changed.connect(self.changed)

    @property
    def person(self) -> str:
        """Whose steps pass; empty: everybody's."""
        return str(self.people.currentData() or "")

    @property
    def sort(self) -> Sort | None:
        """Which kind of steps passes; None: all."""
        chosen = self.sorts.currentData()
        return Sort(chosen) if chosen else None

    @property
    def open(self) -> bool:
        """Whether everything passes."""
        return not self.person and self.sort is None and self.days.days == (None, None)

    def show_people(self, names: Sequence[str]) -> None:
        """Offer these people; who was chosen stays so."""
        chosen = self.person
        self.people.blockSignals(True)
        self.people.clear()
        self.people.addItem(self._everybody, "")
        for name in names:
            self.people.addItem(name, name)
        self.people.setCurrentIndex(max(0, self.people.findData(chosen)))
        self.people.blockSignals(False)
        self.people.updateGeometry()

    def let_everybody(self) -> None:
        """Everybody's steps pass, without telling anybody."""
        self.people.blockSignals(True)
        self.people.setCurrentIndex(0)
        self.people.blockSignals(False)

    def reset(self) -> None:
        """Everything passes, without telling anybody."""
        self.let_everybody()
        self.sorts.blockSignals(True)
        self.sorts.setCurrentIndex(0)
        self.sorts.blockSignals(False)
        self.days.reset()
