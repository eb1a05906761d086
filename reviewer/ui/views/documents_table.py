"""The table of documents: rows come as they are looked at, so that ten thousand open at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.core.messages import Catalogue
from reviewer.core.states import State
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.glyphs import paint_state

_Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
"""Role under which the model holds a `DocumentShown`; None while it is not read."""
PART = 200
"""Rows read together."""
HIGH = sized(30)
"""A row, in pixels."""
_GLYPH = sized(14)


class Column(StrEnum):
    """The columns from left to right; the value stands in messages."""

    CHOSEN = "chosen"
    TITLE = "title"
    STATE = "state"
    PAGES = "pages"
    FINDINGS = "findings"
    QUESTIONS = "questions"
    VERSION = "version"
    WHO = "who"
    CHANGED = "changed"


COLUMNS = tuple(Column)
_FIGURES = (Column.PAGES, Column.FINDINGS, Column.QUESTIONS, Column.VERSION)


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """A document as the table shows it: `cells` are words by column."""

    id: int
    state: State
    cells: Mapping[Column, str]


class DocumentsModel(QAbstractTableModel):
    """Knows how many rows there are, and those that were looked at."""

    part_wanted = Signal(int)
    """A part of the rows is looked at and not known yet: its number from 0."""
    chosen_changed = Signal()

    def __init__(self, say: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = [say.say(f"documents.column.{column}") for column in COLUMNS]
        self._chosen_words = say.say("documents.is_chosen")
        self._count = 0
        self._parts: dict[int, Sequence[DocumentShown]] = {}
        self._asked: set[int] = set()
        self.chosen: set[int] = set()

    def show(self, count: int, first: int, rows: Sequence[DocumentShown]) -> None:
        """Hold `count` rows, of which only a part is known. What was chosen stays so."""
        if count == self._count:
            self._parts, self._asked = {first: rows}, set()
            self._tell(0, count - 1)
            return
        self.beginResetModel()
        self._count, self._parts, self._asked = count, {first: rows}, set()
        self.endResetModel()

    def put(self, part: int, rows: Sequence[DocumentShown]) -> None:
        """A part is known."""
        self._parts[part] = rows
        self._asked.discard(part)
        self._tell(part * PART, part * PART + len(rows) - 1)

    def row_at(self, row: int) -> DocumentShown | None:
        """A row, if it is known."""
        rows = self._parts.get(row // PART)
        place = row % PART
        return rows[place] if rows is not None and place < len(rows) else None

    def choose(self, documents: Iterable[int], chosen: bool) -> None:
        """Choose documents, or not."""
        if chosen:
            self.chosen |= set(documents)
        else:
            self.chosen -= set(documents)
        self._tell(0, self._count - 1)
        self.chosen_changed.emit()

    def rowCount(self, parent: _Index | None = None) -> int:
        """One row a document."""
        return 0 if parent is not None and parent.isValid() else self._count

    def columnCount(self, parent: _Index | None = None) -> int:
        """The columns."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if section == 0 else self._titles[section]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(COLUMNS[section])
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell; asks for its row where that is not known."""
        if not index.isValid() or not 0 <= index.row() < self._count:
            return None
        row = self.row_at(index.row())
        if row is None:
            self._ask(index.row() // PART)
            return None
        column = COLUMNS[index.column()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if column is Column.CHOSEN:
                return self._chosen_words if row.id in self.chosen else ""
            return row.cells[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def _ask(self, part: int) -> None:
        if part not in self._asked:
            self._asked.add(part)
            self.part_wanted.emit(part)

    def _tell(self, first: int, last: int) -> None:
        if last >= first >= 0:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class DocumentDelegate(QStyledItemDelegate):
    """Paints a cell; the row at hand has one ground, and a ring while the table has the focus."""

    def __init__(self, model: DocumentsModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.theme = theme
        self.focused = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, index)
        row: DocumentShown | None = index.data(ROW)
        if row is not None:
            self._cell(painter, option, row, COLUMNS[index.column()])
        painter.restore()

    def _cell(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: DocumentShown,
        column: Column,
    ) -> None:
        box = QRectF(option.rect).adjusted(GRID, 0, -GRID, 0)
        if column is Column.CHOSEN:
            self._tick(painter, box, row.id in self._model.chosen)
            return
        if column is Column.STATE:
            glyph = QRectF(box.left(), 0, _GLYPH, _GLYPH)
            glyph.moveTop(box.center().y() - _GLYPH / 2)
            paint_state(painter, glyph, row.state, self.theme)
            box.setLeft(box.left() + _GLYPH + GRID)
        text = row.cells[column]
        font = QFont(option.font)
        if column is Column.TITLE:
            font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        waits = column is Column.QUESTIONS and text
        recede = column in (Column.WHO, Column.CHANGED)
        painter.setPen(self.theme.warn if waits else self.theme.muted if recede else self.theme.ink)
        metrics = option.fontMetrics
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, _alignment(column), short)

    def _tick(self, painter: QPainter, box: QRectF, chosen: bool) -> None:
        square = QRectF(0, 0, _GLYPH, _GLYPH)
        square.moveCenter(box.center())
        painter.setPen(QPen(self.theme.accent if chosen else self.theme.edge, 1.25))
        painter.setBrush(self.theme.accent if chosen else self.theme.raised)
        painter.drawRoundedRect(square, 3, 3)
        if chosen:
            painter.setPen(QPen(self.theme.accent_ink, 1.75))
            left, top = square.left(), square.top()
            points = ((0.25, 0.52), (0.44, 0.72), (0.78, 0.3))
            at = [(left + x * _GLYPH, top + y * _GLYPH) for x, y in points]
            for (x, y), (to_x, to_y) in pairwise(at):
                painter.drawLine(round(x), round(y), round(to_x), round(to_y))

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        rect = option.rect
        if chosen or over:
            ground = self.theme.accent_soft if chosen else self.theme.hover
            painter.fillRect(rect, ground)
        if chosen and self.focused:
            painter.setPen(QPen(self.theme.focus, 2))
            painter.drawLine(rect.left(), rect.top() + 1, rect.right() + 1, rect.top() + 1)
            painter.drawLine(rect.left(), rect.bottom(), rect.right() + 1, rect.bottom())
            if index.column() == 0:
                painter.drawLine(rect.left() + 1, rect.top(), rect.left() + 1, rect.bottom())
            if index.column() == len(COLUMNS) - 1:
                painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
