"""What the table of entries holds: tens of thousands of rows, filtered as one types."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewer.core.lexicon import LOUDNESS, EntryKind, EntryState, Layer, LexiconEntry, Name
from reviewer.core.messages import Catalogue
from reviewer.core.text import fold_case

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ENTRY = Qt.ItemDataRole.UserRole
"""Role under which the model holds the entry of a row."""
COLUMNS = ("form", "kind", "variants", "dates", "note", "layer", "count")
_COUNT = COLUMNS.index("count")
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


Arranged = Mapping[LexiconEntry, str]
"""Entries in the order of their forms, each with what is searched of it."""


def arranged(entries: Iterable[LexiconEntry]) -> Arranged:
    """Entries as the table wants them. Takes a while with many: not for the window's thread."""
    listed = sorted(entries, key=lambda entry: (fold_case(entry.preferred), entry.kind))
    return {entry: _text(entry) for entry in listed}


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which entries are shown: those with all of some words, of a kind, a layer, a state.

    `shared` asks for every layer that nobody here can change.
    """

    text: str = ""
    kind: EntryKind | None = None
    layer: Layer | None = None
    shared: bool = False
    state: EntryState | None = None


class EntriesModel(QAbstractTableModel):
    """Entries of all layers. What a row says is worked out when it is painted, not before."""

    def __init__(self, say: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._entries: list[LexiconEntry] = []
        self._texts: list[str] = []
        self._rows: list[int] = []
        self._counts: Mapping[Name, int] = {}
        self._sieve = Sieve()
        self._order = (0, Qt.SortOrder.AscendingOrder)

    @property
    def total(self) -> int:
        """How many entries there are, shown or not."""
        return len(self._entries)

    @property
    def shown(self) -> Sequence[LexiconEntry]:
        """The entries that are shown, in order."""
        return [self._entries[n] for n in self._rows]

    def show_entries(self, entries: Arranged) -> None:
        """Hold these entries instead of those before."""
        self.beginResetModel()
        self._entries = list(entries)
        self._texts = list(entries.values())
        self._pick()
        self.endResetModel()

    def show_counts(self, counts: Mapping[Name, int]) -> None:
        """Say how often entries stand in the text."""
        self._counts = counts
        if self._order[0] == _COUNT:
            self.sort(*self._order)
        elif self._rows:
            self.dataChanged.emit(self.index(0, _COUNT), self.index(len(self._rows) - 1, _COUNT))

    def sift(self, sieve: Sieve) -> None:
        """Show the entries that a sieve lets through."""
        self._sieve = sieve
        self.beginResetModel()
        self._pick()
        self.endResetModel()

    def row_of(self, name: Name, layer: Layer | None = None) -> int:
        """The row of an entry; -1 where it is not shown."""
        for row, number in enumerate(self._rows):
            entry = self._entries[number]
            if entry.name == name and layer in (None, entry.layer):
                return row
        return -1

    def entry(self, row: int) -> LexiconEntry:
        """The entry of a row."""
        return self._entries[self._rows[row]]

    def _pick(self) -> None:
        sieve, entries = self._sieve, self._entries
        rows: Sequence[int] = range(len(entries))
        for part in fold_case(sieve.text).split():
            texts = self._texts
            rows = [n for n in rows if part in texts[n]]
        if sieve.kind:
            rows = [n for n in rows if entries[n].kind is sieve.kind]
        if sieve.layer:
            rows = [n for n in rows if entries[n].layer is sieve.layer]
        if sieve.shared:
            rows = [n for n in rows if LOUDNESS[entries[n].layer] < LOUDNESS[Layer.PROJECT]]
        if sieve.state:
            rows = [n for n in rows if entries[n].state is sieve.state]
        self._rows = self._sorted(rows)

    def _sorted(self, rows: Sequence[int]) -> list[int]:
        """Rows in the order asked for; entries lie in the order of their forms already."""
        column, order = self._order
        entries, down = self._entries, order is Qt.SortOrder.DescendingOrder
        if column == 0:
            text = fold_case(self._sieve.text).strip()
            listed = list(rows)[::-1] if down else list(rows)
            if text and not down:  # what begins with what was typed comes first
                begins = {n for n in listed if self._texts[n].startswith(text)}
                return [
                    *filter(begins.__contains__, listed),
                    *(n for n in listed if n not in begins),
                ]
            return listed
        if column == _COUNT:
            return sorted(rows, key=lambda n: self._counts.get(entries[n].name, 0), reverse=down)
        return sorted(rows, key=lambda n: fold_case(self._cell(entries[n], column)), reverse=down)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Show the entries in the order of a column."""
        self._order = column, order
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(index, self._rows[index.row()]) for index in before]
        self._rows = self._sorted(sorted(self._rows))
        places = {number: row for row, number in enumerate(self._rows)}
        after = [self.index(places[number], index.column()) for index, number in kept]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    # -- Qt asks ----------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """So many entries are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """As many as there are headings."""
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Rows are chosen, not edited here."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._say.say(f"lexicon.room.{COLUMNS[section]}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell, or the entry of its row."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        entry = self.entry(index.row())
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._cell(entry, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and COLUMNS[index.column()] in ("note", "variants"):
            return self._cell(entry, index.column()) or None
        return None

    def _cell(self, entry: LexiconEntry, column: int) -> str:
        match COLUMNS[column]:
            case "form":
                return entry.preferred
            case "kind":
                if entry.state is not EntryState.USUAL:
                    return self._say.say(f"lexicon.state.{entry.state}")
                return self._say.say(f"lexicon.kind.{entry.kind}")
            case "variants":
                return " · ".join(entry.variants)
            case "dates":
                return entry.dates
            case "note":
                return " ".join(entry.note.split())
            case "layer":
                return self._say.say(f"lexicon.layer.{entry.layer}")
        times = self._counts.get(entry.name, 0)
        return f"{times:,}" if times else ""


def _text(entry: LexiconEntry) -> str:
    """What is searched of an entry, folded; the form first."""
    return fold_case("\n".join((*entry.forms, entry.note, entry.dates)))
