"""The page of the preferences about keys: a list by menu, and giving an action another key.

Keys are given in a plate under the list, which waits for a key press, says what stands against it,
and asks before a key is taken from another action. What is lawful the page is told by signals'
answers; it knows no rules of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID
from reviewer.ui.views.keymap_plate import KeyPlate
from reviewer.ui.views.parts import KeyButton, words

_ID = Qt.ItemDataRole.UserRole
_KEYS = sized(150)  # pixels of the column of keys
_HEIGHT = sized(150)  # pixels of the list at least


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An action with its keys as people write them; `fixed` are those of views, which stay."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    changed: bool = False


@dataclass(frozen=True, slots=True)
class KeyRows:
    """The actions of a menu."""

    title: str
    rows: tuple[KeyRow, ...]


class KeysPage(QWidget):
    """Emits what the person wants; `show_rows` says what came of it."""

    preset_chosen = Signal(str)
    pressed = Signal(str, object, bool)
    """An action, the QKeyCombination that was pressed for it, and whether others are kept."""
    taken = Signal(str, object, bool)
    """The same, after the person agreed to take the key from whoever has it."""
    cleared = Signal(str)
    reset = Signal(str)
    all_reset = Signal()
    import_asked = Signal()
    export_asked = Signal()

    def __init__(self, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._rows: dict[str, KeyRow] = {}
        self.presets = QComboBox()
        self.presets.setAccessibleName(say.say("comfort.keymap.preset"))
        self.presets.activated.connect(
            lambda _: self.preset_chosen.emit(str(self.presets.currentData()))
        )
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(say.say("comfort.keymap.filter"))
        self.filter.setAccessibleName(say.say("comfort.keymap.filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._filter)
        self.list = self._build_list()
        self.plate = KeyPlate(say)
        self.plate.pressed.connect(lambda key, add: self.pressed.emit(self.current, key, add))
        self.plate.agreed.connect(lambda key, add: self.taken.emit(self.current, key, add))
        self.plate.done.connect(self.list.setFocus)
        self._lay_out()
        self.filter.installEventFilter(self)
        self.list.installEventFilter(self)

    def _build_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setProperty("role", "field")
        made.setColumnCount(2)
        made.setHeaderHidden(True)
        made.setRootIsDecorated(False)
        made.setIndentation(2 * GRID)
        made.setUniformRowHeights(True)
        made.setMinimumHeight(_HEIGHT)
        made.setAccessibleName(self._say.say("comfort.keymap.list"))
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.header().setStretchLastSection(False)
        made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        made.header().resizeSection(1, _KEYS)
        made.currentItemChanged.connect(lambda *_: self._show_current())
        made.itemDoubleClicked.connect(lambda *_: self._change(False))
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(words(self._say.say("comfort.keymap.preset"), tone="muted", small=True))
        column.addWidget(self.presets)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        column.addWidget(self.plate)
        self._buttons: dict[str, KeyButton] = {}
        for row in (("change", "add", "clear", "reset"), ("import", "export", "reset_all")):
            line = QHBoxLayout()
            line.setSpacing(GRID)
            for name in row:
                line.addWidget(self._button(name))
            line.addStretch(1)
            column.addLayout(line)
        for name, act in {
            "change": lambda: self._change(False),
            "add": lambda: self._change(True),
            "clear": lambda: self.cleared.emit(self.current),
            "reset": lambda: self.reset.emit(self.current),
            "import": self.import_asked.emit,
            "export": self.export_asked.emit,
            "reset_all": self.all_reset.emit,
        }.items():
            self._buttons[name].clicked.connect(act)

    def _button(self, name: str) -> KeyButton:
        keys = {"change": "Return", "add": "Ins", "clear": "Del"}
        made = KeyButton(self._say.say(f"comfort.keymap.{name}"), keys.get(name, ""))
        made.setProperty("scale", "small")
        made.setAutoDefault(False)
        made.setObjectName(name)
        self._buttons[name] = made
        return made

    # -- what is shown ----------------------------------------------------------------------------

    def show_presets(self, presets: Sequence[tuple[str, str]], chosen: str) -> None:
        """The presets as (id, name), and the one that the person's keys differ from."""
        self.presets.clear()
        for name, text in presets:
            self.presets.addItem(text, name)
        self.presets.setCurrentIndex(max(self.presets.findData(chosen), 0))

    def show_rows(self, groups: Sequence[KeyRows]) -> None:
        """All actions with their keys; the one at hand stays at hand."""
        current = self.current
        self.list.clear()
        self._rows = {row.id: row for group in groups for row in group.rows}
        for group in groups:
            top = QTreeWidgetItem(self.list, [group.title])
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            top.setFirstColumnSpanned(True)
            strong = QFont(self.list.font())
            strong.setWeight(QFont.Weight.DemiBold)
            top.setFont(0, strong)
            for row in group.rows:
                self._item(top, row)
            top.setExpanded(True)
        self._filter(self.filter.text())
        self.choose(current)

    def _item(self, top: QTreeWidgetItem, row: KeyRow) -> None:
        keys = "   ".join((*row.keys, *row.fixed)) or self._say.say("comfort.keymap.none")
        text = f"{row.text} •" if row.changed else row.text
        item = QTreeWidgetItem(top, [text, keys])
        item.setData(0, _ID, row.id)
        item.setToolTip(0, row.text)
        item.setToolTip(1, keys)
        spoken = f"{row.text}, {keys}"
        if row.changed:
            spoken = self._say.say("comfort.keymap.spoken_changed", row=spoken)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)

    @property
    def current(self) -> str:
        """The action at hand; empty where none is."""
        item = self.list.currentItem()
        return str(item.data(0, _ID) or "") if item else ""

    def choose(self, name: str) -> None:
        """Put an action at hand, or the first in sight where it is not there."""
        items = [item for item in self._items() if not item.isHidden()]
        wanted = [item for item in items if item.data(0, _ID) == name]
        if items:
            self.list.setCurrentItem((wanted or items)[0])
        else:
            self.list.setCurrentIndex(QModelIndex())
        self._show_current()

    def _items(self) -> list[QTreeWidgetItem]:
        return [item for top in self._tops() for item in _within(top)]

    def _tops(self) -> list[QTreeWidgetItem]:
        tops = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return [top for top in tops if top is not None]

    def _filter(self, typed: str) -> None:
        wanted = typed.casefold().split()
        for top in self._tops():
            shown = 0
            for item in _within(top):
                text = f"{top.text(0)} {item.text(0)} {item.text(1)}".casefold()
                item.setHidden(not all(part in text for part in wanted))
                shown += not item.isHidden()
            top.setHidden(not shown)
        at_hand = self.list.currentItem()
        if not self.current or (at_hand is not None and at_hand.isHidden()):
            self.choose("")

    def _show_current(self) -> None:
        row = self._rows.get(self.current)
        for name in ("change", "add", "clear", "reset"):
            self._buttons[name].setEnabled(row is not None)
        if row is None:
            self.plate.rest("")
            return
        self._buttons["clear"].setEnabled(bool(row.keys))
        self._buttons["reset"].setEnabled(row.changed)
        if row.fixed:
            fixed = ", ".join(row.fixed)
            self.plate.rest(self._say.say("comfort.keymap.fixed", keys=fixed))
        else:
            self.plate.rest(self._say.say("comfort.keymap.rest"))

    # -- what the person does ---------------------------------------------------------------------

    def _change(self, add: bool) -> None:
        row = self._rows.get(self.current)
        if row is not None:
            self.plate.wait(row.text, add)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the list, and Down from the field into it."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = event.key()
        enters = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self.filter:
            if key == Qt.Key.Key_Down or enters:
                self.list.setFocus()
                return True
            return False
        acts = {Qt.Key.Key_Insert: "add", Qt.Key.Key_Delete: "clear"}
        name = "change" if enters else acts.get(Qt.Key(key), "")
        if name and self._buttons[name].isEnabled():
            self._buttons[name].click()
        return bool(name)


def _within(top: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    items = (top.child(row) for row in range(top.childCount()))
    return [item for item in items if item is not None]
