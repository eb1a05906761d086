"""Rows of what happened: a sentence each, and below it who, when and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reviewer.ui.theme import GRID, SMALL, TEXT, Theme
from reviewer.ui.views.card_text import Flow, Run, Tone
from reviewer.ui.views.spoken_rows import ROW, Index, SpokenRows
from reviewer.ui.views.wrapping import WrappingList

_SIDE = 3 * GRID
_TOP = GRID
_BETWEEN = GRID // 2
_KEPT = 2048  # rows whose layout is kept


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row: what happened, and `foot`, which says the rest. `gone`: it does not count any more.

    `key` names the row for whoever made it; `number` stands before it where a key chooses it.
    """

    key: int
    words: str
    foot: str = ""
    gone: bool = False
    number: str = ""

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        return ", ".join(filter(None, (self.number, self.words, self.foot)))


class RowsModel(SpokenRows[RowShown]):
    """Rows that may become more when somebody looks further down."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._more = False

    def show(self, rows: Sequence[RowShown], more: bool = False) -> None:
        """Hold these rows; `more`: there may be others behind them."""
        self._more = more
        super().show(rows)

    def extend(self, rows: Sequence[RowShown], more: bool) -> None:
        """Put rows behind the others."""
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows += tuple(rows)
            self.endInsertRows()
        self._more = more

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there may be others behind the last."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """Somebody looks at the last ones."""
        if self.canFetchMore(parent):
            self._more = False  # until they have come
            self.more_wanted.emit()


class RowDelegate(QStyledItemDelegate):
    """Paints a row; what does not count any more is struck and recedes."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.focused = False
        self._laid: dict[tuple[RowShown, int], tuple[Flow, Flow]] = {}

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.theme = theme
        self._laid.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its words need in the list's width."""
        words, foot = self._flows(index.data(ROW), self._width(option), option.font)
        return QSize(0, round(words.height + foot.height + _BETWEEN + 2 * _TOP))

    @staticmethod
    def _width(option: QStyleOptionViewItem) -> int:
        view = option.widget
        return view.width() - 2 * GRID if isinstance(view, QAbstractItemView) else 320

    def _flows(self, row: RowShown, width: int, font: QFont) -> tuple[Flow, Flow]:
        key = row, width
        if key not in self._laid:
            if len(self._laid) >= _KEPT:
                self._laid.clear()
            room = max(80.0, width - 2 * _SIDE - (2 * GRID if row.number else 0))
            large, small = QFont(font), QFont(font)
            large.setPixelSize(TEXT)
            small.setPixelSize(SMALL)
            tone = Tone.STRUCK if row.gone else Tone.PLAIN
            self._laid[key] = (
                Flow([Run(row.words, tone)], large, self.theme, room, rows=3, recede=row.gone),
                Flow([Run(row.foot, Tone.MUTED)], small, self.theme, room, rows=2),
            )
        return self._laid[key]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: RowShown = index.data(ROW)
        rect = QRectF(option.rect)
        words, foot = self._flows(row, self._width(option), option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, option.state)
        left, y = rect.left() + _SIDE, rect.top() + _TOP
        if row.number:
            small = QFont(option.font)
            small.setPixelSize(SMALL)
            painter.setFont(small)
            painter.setPen(self.theme.muted)
            painter.drawText(QPointF(left, y + TEXT), row.number)
            left += 2 * GRID
        words.paint(painter, QPointF(left, y))
        foot.paint(painter, QPointF(left, y + words.height + _BETWEEN))
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        box = rect.adjusted(GRID, 1, -GRID, -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        if chosen or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.accent_soft if chosen else self.theme.hover)
            painter.drawRoundedRect(box, 6, 6)
        if chosen and self.focused:
            painter.setPen(QPen(self.theme.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)


class RowList(WrappingList):
    """A list of rows. What is typed in it is handed on, since it has no search of its own."""

    typed = Signal(str)
    """Letters typed while the list has the focus."""
    picked = Signal()
    """Another row is at hand."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.rows = RowsModel(self)
        self._paints = RowDelegate(theme, self)
        self.dress(self.rows, self._paints, self._paints)
        self.setMouseTracking(True)

    @property
    def current(self) -> RowShown | None:
        """The row at hand."""
        row: RowShown | None = self.currentIndex().data(ROW)
        return row

    def show_rows(self, rows: Sequence[RowShown], more: bool = False, at: int = 0) -> None:
        """Show these rows with that one at hand."""
        self.rows.show(rows, more)
        if rows:
            self.setCurrentIndex(self.rows.index(min(max(at, 0), len(rows) - 1)))

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._paints.set_theme(theme)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that another row is at hand."""
        super().currentChanged(current, previous)
        self.picked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters go to whoever filters; the list itself keeps arrows and pages."""
        text = event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if text and text.isprintable() and plain:
            self.typed.emit(text)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()  # the view around says what these do
        else:
            super().keyPressEvent(event)
