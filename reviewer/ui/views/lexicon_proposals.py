"""Names and terms that the text proposes: a letter says what each one is."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reviewer.core.lexicon import EntryKind
from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID
from reviewer.ui.views.lexicon_list import KeyTable
from reviewer.ui.views.parts import KeyButton, words

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_COLUMNS = ("form", "count", "why")


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A form, how often it stands, why it is proposed, what it most likely is, some places."""

    form: str
    count: str
    why: str
    kind: EntryKind
    places: tuple[tuple[str, str, str], ...] = ()


class ProposalsModel(QAbstractTableModel):
    """Proposals as rows."""

    def __init__(self, say: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.rows: list[ProposalShown] = []

    def show_rows(self, rows: Sequence[ProposalShown]) -> None:
        """Hold these instead of those before."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def take(self, row: int) -> ProposalShown:
        """Take a row out."""
        self.beginRemoveRows(_ROOT, row, row)
        taken = self.rows.pop(row)
        self.endRemoveRows()
        return taken

    def put_back(self, row: int, shown: ProposalShown) -> None:
        """Put a row where it was."""
        self.beginInsertRows(_ROOT, row, row)
        self.rows.insert(row, shown)
        self.endInsertRows()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """So many are left."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """As many as there are headings."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Rows are chosen, not edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        never = Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | never

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._say.say(f"lexicon.proposals.{_COLUMNS[section]}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell."""
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            shown = self.rows[index.row()]
            return (shown.form, shown.count, shown.why)[index.column()]
        return None


class ProposalsPane(QWidget):
    """The list of proposals, the places of the one at hand, and the keys."""

    def __init__(self, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.model = ProposalsModel(say, self)
        self.table = KeyTable(self.model)
        self.table.setSelectionMode(KeyTable.SelectionMode.SingleSelection)
        self.table.setAccessibleName(say.say("lexicon.proposals.list"))
        self.table.set_widths({0: 34, 1: 10}, wide=2)
        self.table.moved.connect(self._show_places)
        self._notice = words(tone="muted", wrap=True)
        self._places = QLabel()
        self._places.setTextFormat(Qt.TextFormat.RichText)
        self._places.setWordWrap(True)
        self._places.setMinimumHeight(10 * GRID)
        self._places.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.buttons: dict[str, KeyButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._notice)
        column.addWidget(self.table, 1)
        column.addWidget(self._places)
        column.addLayout(self._build_foot())

    def _build_foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        for kind in EntryKind:
            button = KeyButton(self._say.say(f"lexicon.kind.{kind}"), "", "quiet")
            self.buttons[f"as_{kind}"] = button
            line.addWidget(button)
        line.addStretch(1)
        self.buttons["refuse"] = KeyButton(self._say.say("lexicon.proposals.refuse"), "", "quiet")
        line.addWidget(self.buttons["refuse"])
        return line

    @property
    def row(self) -> int:
        """The row at hand; -1 for none."""
        chosen = self.table.chosen
        return chosen[0] if chosen else -1

    def show_notice(self, text: str) -> None:
        """Say something over the list."""
        self._notice.setText(text)

    def show_rows(self, rows: Sequence[ProposalShown], row: int = 0) -> None:
        """Show proposals, the one of a row at hand."""
        self.model.show_rows(rows)
        self.table.choose(min(row, len(rows) - 1))
        self._show_places()

    def _show_places(self) -> None:
        row = self.row
        places = self.model.rows[row].places if 0 <= row < len(self.model.rows) else ()
        lines = (
            f"… {_html(left)}<b>{_html(form)}</b>{_html(right)} …" for left, form, right in places
        )
        self._places.setText("<br>".join(lines))


def _html(text: str) -> str:
    return escape(text, quote=False)
