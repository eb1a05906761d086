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
from PySide6.QtGui import QColor, QFont, QPainter, QPen
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
            self.ask(index.row())
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

    def ask(self, row: int) -> None:
        """Somebody looks at a row that is not known yet."""
        part = row // PART
        if part not in self._asked:
            self._asked.add(part)
            self.part_wanted.emit(part)

    def _tell(self, first: int, last: int) -> None:
        if last >= first >= 0:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


_CHOSEN, _TITLE, _STATE = map(COLUMNS.index, (Column.CHOSEN, Column.TITLE, Column.STATE))
_ALIGNED = tuple(int(_alignment(column)) for column in COLUMNS)
_LIT = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
_SURE = 0.75  # of the room that letters of usual width may take: less surely has room


class DocumentDelegate(QStyledItemDelegate):
    """Paints a cell; the row at hand has one ground, and a ring while the table has the focus."""

    def __init__(self, model: DocumentsModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.theme = theme
        self.focused = False
        self._strong_of, self._strong_font = QFont(), QFont()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell. Some two hundred are in sight: the row is asked for past Qt."""
        number = index.column()
        rect = option.rect
        if option.state & _LIT:
            self._ground(painter, option, number)
        row = self._model.row_at(index.row())
        if row is None:
            self._model.ask(index.row())
            return
        left, wide = rect.left() + GRID, rect.width() - 2 * GRID
        if number == _CHOSEN:
            self._tick(painter, QRectF(rect), row.id in self._model.chosen)
            return
        text = row.cells[COLUMNS[number]]
        if number == _STATE:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            top = rect.top() + (rect.height() - _GLYPH) / 2
            paint_state(painter, QRectF(left, top, _GLYPH, _GLYPH), row.state, self.theme)
            left, wide = left + _GLYPH + GRID, wide - _GLYPH - GRID
        if not text:
            return
        painter.setFont(self._strong(option.font) if number == _TITLE else option.font)
        painter.setPen(self._ink(number))
        if len(text) * option.fontMetrics.averageCharWidth() > wide * _SURE:
            text = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(left, rect.top(), wide, rect.height(), _ALIGNED[number], text)

    def _strong(self, font: QFont) -> QFont:
        if self._strong_of != font:
            self._strong_of, self._strong_font = QFont(font), QFont(font)
            self._strong_font.setWeight(QFont.Weight.Medium)
        return self._strong_font

    def _ink(self, number: int) -> QColor:
        column = COLUMNS[number]
        if column is Column.QUESTIONS:
            return self.theme.warn
        return self.theme.muted if column in (Column.WHO, Column.CHANGED) else self.theme.ink

    def _tick(self, painter: QPainter, box: QRectF, chosen: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
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

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, number: int) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = option.rect
        painter.fillRect(rect, self.theme.accent_soft if chosen else self.theme.hover)
        if chosen and self.focused:
            painter.setPen(QPen(self.theme.focus, 2))
            painter.drawLine(rect.left(), rect.top() + 1, rect.right() + 1, rect.top() + 1)
            painter.drawLine(rect.left(), rect.bottom(), rect.right() + 1, rect.bottom())
            if number == 0:
                painter.drawLine(rect.left() + 1, rect.top(), rect.left() + 1, rect.bottom())
            if number == len(COLUMNS) - 1:
                painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
