"""Documents and their pages as a tree for the pane at the left."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewer.core.edition import document_state
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.model import Document
from reviewer.core.storage import PageRow
from reviewer.core.workflow import EDITABLE, SIGNED, State

Index = QModelIndex | QPersistentModelIndex
_TOP = 0  # internal id of documents; pages carry the number of their document from 1


class PageRole(IntEnum):
    """What the delegate asks for beside the text."""

    ID = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    OPEN = Qt.ItemDataRole.UserRole + 3
    ANALYSED = Qt.ItemDataRole.UserRole + 4
    IS_DOCUMENT = Qt.ItemDataRole.UserRole + 5


class _Branch:
    """A document with its pages and their sums, which are kept, since painting asks often."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.rows: list[PageRow] = []
        self.states: Counter[State] = Counter()
        self.open = self.findings = self.analysed = 0

    def add(self, row: PageRow) -> None:
        """One more page, at the end."""
        self.rows.append(row)
        self._count(row, 1)

    def replace(self, place: int, row: PageRow) -> None:
        """Put a page's new state in its place."""
        self._count(self.rows[place], -1)
        self.rows[place] = row
        self._count(row, 1)

    def _count(self, row: PageRow, by: int) -> None:
        self.states[row.state] += by
        self.open += by * row.open_findings
        self.findings += by * row.findings
        self.analysed += by * row.analysed

    @property
    def state(self) -> State:
        """The state of the document as a whole."""
        return document_state(state for state, pages in self.states.items() if pages)


class PagesModel(QAbstractItemModel):
    """Two levels: documents, and in each its pages. Rows are replaced singly as they change."""

    def __init__(self, page_text: str = "{label}", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page_text = page_text
        self._branches: list[_Branch] = []
        self._places: dict[PageId, tuple[int, int]] = {}

    def show(self, documents: Sequence[Document], rows: Iterable[PageRow]) -> None:
        """Show another set of documents and pages."""
        self.beginResetModel()
        branches = {document.id: _Branch(document) for document in documents}
        for row in rows:
            if row.document in branches:
                branches[row.document].add(row)
        self._branches = list(branches.values())
        self._places = {
            row.id: (number, place)
            for number, branch in enumerate(self._branches)
            for place, row in enumerate(branch.rows)
        }
        self.endResetModel()

    def update(self, rows: Iterable[PageRow]) -> None:
        """Pages that differ from what is shown get their new state; others stay untouched."""
        documents = set()
        for row in rows:
            place = self._places.get(row.id)
            if place is None or self._branches[place[0]].rows[place[1]] == row:
                continue
            self._branches[place[0]].replace(place[1], row)
            index = self.createIndex(place[1], 0, place[0] + 1)
            self.dataChanged.emit(index, index)
            documents.add(place[0])
        for number in documents:
            index = self.createIndex(number, 0, _TOP)
            self.dataChanged.emit(index, index)

    def in_state(self, state: State) -> int:
        """How many pages are in a state."""
        return sum(branch.states[state] for branch in self._branches)

    @property
    def pages(self) -> list[PageId]:
        """All pages, in order."""
        return [row.id for branch in self._branches for row in branch.rows]

    def row_of(self, page: PageId) -> PageRow | None:
        """What is shown of a page."""
        place = self._places.get(page)
        return self._branches[place[0]].rows[place[1]] if place else None

    def neighbour(self, page: PageId | None, step: int) -> PageId | None:
        """The page before (-1) or behind (1) another, across documents; None at the ends."""
        pages = self.pages
        if page not in pages:
            return pages[0] if pages else None
        wanted = pages.index(page) + step
        return pages[wanted] if 0 <= wanted < len(pages) else None

    def next_to_do(self, page: PageId, states: frozenset[State]) -> PageId | None:
        """The next page in one of these states behind `page`, then from the beginning."""
        pages = self.pages
        start = pages.index(page) + 1 if page in pages else 0
        for other in pages[start:] + pages[:start]:
            row = self.row_of(other)
            if other != page and row and row.state in states:
                return other
        return None

    def next_open(self, page: PageId | None) -> PageId | None:
        """The next page with open findings behind `page` (None: of all); None at the end."""
        pages = self.pages
        start = pages.index(page) + 1 if page in pages else 0
        for other in pages[start:]:
            row = self.row_of(other)
            if row and row.open_findings and row.state in EDITABLE:
                return other
        return None

    def index_of(self, page: PageId) -> QModelIndex:
        """The index of a page; invalid where it is not shown."""
        place = self._places.get(page)
        return self.createIndex(place[1], 0, place[0] + 1) if place else QModelIndex()

    def counts(self) -> tuple[int, int, int]:
        """(pages, approved pages, open findings) of all that is shown."""
        pages = sum(len(branch.rows) for branch in self._branches)
        approved = sum(branch.states[state] for branch in self._branches for state in SIGNED)
        return pages, approved, sum(branch.open for branch in self._branches)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Qt: the index of a row below another."""
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, parent.row() + 1 if parent.isValid() else _TOP)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override] # noqa: B008
        """Qt: the document of a page."""
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _TOP)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Qt: how many rows stand below an index."""
        if not parent.isValid():
            return len(self._branches)
        if parent.internalId() == _TOP and parent.column() == 0:
            return len(self._branches[parent.row()].rows)
        return 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Qt: one column."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: what an index holds for a role."""
        if not index.isValid():
            return None
        if index.internalId() == _TOP:
            return self._of_document(self._branches[index.row()], role)
        return self._of_page(self._branches[index.internalId() - 1].rows[index.row()], role)

    def _of_document(self, branch: _Branch, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return branch.document.title
            case Qt.ItemDataRole.ToolTipRole:
                return branch.document.origin.filename
            case PageRole.ID:
                return int(branch.document.id)
            case PageRole.STATE:
                return branch.state
            case PageRole.OPEN:
                return branch.open
            case PageRole.ANALYSED:
                return branch.analysed == len(branch.rows)
            case PageRole.IS_DOCUMENT:
                return True
        return None

    def _of_page(self, row: PageRow, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._page_text.format(label=row.label or row.number)
            case PageRole.ID:
                return int(row.id)
            case PageRole.STATE:
                return row.state
            case PageRole.OPEN:
                return row.open_findings
            case PageRole.ANALYSED:
                return row.analysed
            case PageRole.IS_DOCUMENT:
                return False
        return None

    def document_of(self, page: PageId) -> DocumentId | None:
        """The document that a page belongs to."""
        row = self.row_of(page)
        return row.document if row else None
