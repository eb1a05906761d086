"""Choosing the documents that are to have a value: what each has now, and how many change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.dialogs import Sheet
from reviewer.ui.views.parts import KeyButton, words

_WIDE, _HIGH = 72 * GRID, 60 * GRID
_VALUE = Qt.ItemDataRole.UserRole
_SHORT = 40


@dataclass(frozen=True, slots=True)
class ValueShown:
    """A document, and the value that it has now."""

    id: int
    title: str
    value: str


class SpreadDialog(Sheet):
    """Ticks documents; those that have the value already stand there to be seen."""

    chosen = Signal(object)
    """The ids of the documents that are to change."""

    def __init__(
        self,
        say: Catalogue,
        theme: Theme,
        field: str,
        value: str,
        documents: Sequence[ValueShown],
        parent: QWidget | None = None,
    ) -> None:
        known = "lead" if value else "lead_empty"
        lead = say.say(f"ui.header.spread.{known}", field=field, value=value)
        super().__init__(say.say("ui.header.spread.title"), lead, theme, parent)
        self.resize(_WIDE, _HIGH)
        self._say = say
        self._value = value
        self._ticked: dict[int, ValueShown] = {}
        self.field = QLineEdit()
        self.field.setPlaceholderText(say.say("ui.header.spread.find"))
        self.field.setAccessibleName(say.say("ui.header.spread.find"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._sift)
        self.list = QListWidget()
        self.list.setAccessibleName(say.say("ui.header.spread.documents"))
        for one in documents:
            self.list.addItem(self._item(one))
        self.list.setCurrentRow(0)
        self._count = words(wrap=True)
        self.body.addWidget(self.field)
        self.body.addLayout(self._ticking())
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._count)
        self.add_button(say.say("ui.close"), "Esc").clicked.connect(self.reject)
        self.go = self.add_button(say.say("ui.header.spread.take"), "Return", "primary")
        self.go.clicked.connect(self._choose)
        self.list.itemChanged.connect(self._on_ticked)
        self._tell()

    def _item(self, one: ValueShown) -> QListWidgetItem:
        say = self._say.say
        text = one.title
        if one.value == self._value:
            text = say("ui.header.spread.same", title=one.title)
        elif one.value:
            value = one.value if len(one.value) <= _SHORT else f"{one.value[:_SHORT]}…"
            text = say("ui.header.spread.has", title=one.title, value=value)
        item = QListWidgetItem(text)
        item.setData(_VALUE, one)
        if one.value == self._value:
            item.setFlags(Qt.ItemFlag.ItemIsSelectable)
        else:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        return item

    def _ticking(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        ways: dict[str, Callable[[ValueShown], bool]] = {
            "all": lambda _: True,
            "empty_ones": lambda one: not one.value,
            "none": lambda _: False,
        }
        for name, so in ways.items():
            button = KeyButton(self._say.say(f"ui.header.spread.{name}"), "", "quiet")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, so=so: self.tick(so))
            line.addWidget(button)
        line.addStretch(1)
        return line

    def tick(self, so: Callable[[ValueShown], bool]) -> None:
        """Tick, of those in sight that would change, the ones of which something is so."""
        self.list.blockSignals(True)
        for item in self._open():
            if not item.isHidden():
                on = so(item.data(_VALUE))
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                self._keep(item)
        self.list.blockSignals(False)
        self._tell()

    def _open(self) -> list[QListWidgetItem]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item for item in items if item.data(_VALUE).value != self._value]

    @property
    def ticked(self) -> tuple[ValueShown, ...]:
        """What would change."""
        return tuple(self._ticked.values())

    @property
    def told(self) -> str:
        """What it says would change."""
        return self._count.text()

    def _on_ticked(self, item: QListWidgetItem) -> None:
        self._keep(item)
        self._tell()

    def _keep(self, item: QListWidgetItem) -> None:
        """Know what is ticked: to ask thousands of rows for it takes too long for a key."""
        one: ValueShown = item.data(_VALUE)
        if item.checkState() is Qt.CheckState.Checked:
            self._ticked[one.id] = one
        else:
            self._ticked.pop(one.id, None)

    def _tell(self) -> None:
        ticked = self.ticked
        full = sum(bool(one.value) for one in ticked)
        parts = [self._say.say("ui.header.spread.changes", n=len(ticked))]
        if full:
            parts.append(self._say.say("ui.header.spread.replaces", n=full))
        self._count.setText(" ".join(parts))
        self.go.setEnabled(bool(ticked))

    def _sift(self, text: str) -> None:
        wanted = text.strip().casefold()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(wanted not in item.text().casefold())

    def _choose(self) -> None:
        self.chosen.emit(tuple(one.id for one in self.ticked))
        self.accept()
