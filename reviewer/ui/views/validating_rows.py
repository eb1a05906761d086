"""Rows of problems: a head for each document, and under it what is wrong, where, and what to do."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from reviewer.ui.theme import GRID, SMALL, TEXT, Theme
from reviewer.ui.views.card_text import Flow, Run, Tone
from reviewer.ui.views.history_rows import RowDelegate, RowShown, RowsModel
from reviewer.ui.views.spoken_rows import ROW
from reviewer.ui.views.wrapping import WrappingList

_Index = QModelIndex | QPersistentModelIndex
_SIDE = 3 * GRID
_SIGN = 2 * GRID  # pixels of the sign before a problem
_LEFT = _SIDE + _SIGN + GRID
_HEAD = 5 * GRID


@dataclass(frozen=True, slots=True)
class ProblemShown(RowShown):
    """A problem: `words` say what is wrong, `todo` what to do, `foot` where. `head`: a document."""

    todo: str = ""
    severe: bool = True
    head: bool = False
    sign: str = ""
    """What the sign says: for who hears the row."""

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        return ". ".join(filter(None, (self.sign, self.words, self.todo, self.foot)))


class ProblemsModel(RowsModel):
    """Heads cannot be chosen: arrows go from problem to problem."""

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """What can be done with a row."""
        row = index.data(ROW)
        if isinstance(row, ProblemShown) and row.head:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)


class ProblemDelegate(RowDelegate):
    """Paints a problem with a sign whose shape tells how grave it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as its words need in the list's width."""
        row: ProblemShown = index.data(ROW)
        if row.head:
            return QSize(0, _HEAD)
        flows = self._lines(row, self._width(option), option.font)
        between = (len(flows) - 1) * (GRID // 2)
        return QSize(0, round(sum(flow.height for flow in flows) + between + 2 * GRID))

    def _lines(self, row: ProblemShown, width: int, font: QFont) -> list[Flow]:
        room = max(80.0, width - _LEFT - _SIDE)
        large, small = QFont(font), QFont(font)
        large.setPixelSize(TEXT)
        small.setPixelSize(SMALL)
        parts = [
            (row.words, large, Tone.PLAIN, 3),
            (row.todo, small, Tone.PLAIN, 3),
            (row.foot, small, Tone.MUTED, 2),
        ]
        return [
            Flow([Run(text, tone)], face, self.theme, room, rows=rows)
            for text, face, tone, rows in parts
            if text
        ]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        row: ProblemShown = index.data(ROW)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.head:
            self._head(painter, rect, row, option.font)
        else:
            self._ground(painter, rect, option.state)
            y = rect.top() + GRID
            box = QRectF(rect.left() + _SIDE, y + 1, _SIGN, _SIGN)
            paint_sign(painter, box, severe=row.severe, theme=self.theme)
            for flow in self._lines(row, self._width(option), option.font):
                flow.paint(painter, QPointF(rect.left() + _LEFT, y))
                y += flow.height + GRID // 2
        painter.restore()

    def _head(self, painter: QPainter, rect: QRectF, row: ProblemShown, font: QFont) -> None:
        face = QFont(font)
        face.setPixelSize(SMALL)
        face.setWeight(QFont.Weight.DemiBold)
        painter.setFont(face)
        painter.setPen(self.theme.ink)
        line = rect.adjusted(_SIDE, GRID, -_SIDE, 0)
        count = painter.fontMetrics().horizontalAdvance(row.foot) + 2 * GRID
        title = painter.fontMetrics().elidedText(
            row.words, Qt.TextElideMode.ElideRight, round(line.width() - count)
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
        face.setWeight(QFont.Weight.Normal)
        painter.setFont(face)
        painter.setPen(self.theme.muted)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(line, right, row.foot)
        painter.setPen(QPen(self.theme.line, 1))
        painter.drawLine(line.bottomLeft(), line.bottomRight())

    @staticmethod
    def _width(option: QStyleOptionViewItem) -> int:
        view = option.widget
        return view.viewport().width() if isinstance(view, QAbstractItemView) else 320


def paint_sign(painter: QPainter, box: QRectF, *, severe: bool, theme: Theme) -> None:
    """A filled octagon for what stops publishing, an open triangle for what may be meant so."""
    painter.save()
    path = QPainterPath()
    if severe:
        cut = box.width() * 0.3
        corners = [
            QPointF(box.left() + cut, box.top()),
            QPointF(box.right() - cut, box.top()),
            QPointF(box.right(), box.top() + cut),
            QPointF(box.right(), box.bottom() - cut),
            QPointF(box.right() - cut, box.bottom()),
            QPointF(box.left() + cut, box.bottom()),
            QPointF(box.left(), box.bottom() - cut),
            QPointF(box.left(), box.top() + cut),
        ]
    else:
        inner = box.adjusted(1, 2, -1, -2)
        corners = [
            QPointF(inner.center().x(), inner.top()),
            inner.bottomRight(),
            inner.bottomLeft(),
        ]
    path.moveTo(corners[0])
    for corner in corners[1:]:
        path.lineTo(corner)
    path.closeSubpath()
    colour = theme.danger if severe else theme.warn
    painter.setPen(QPen(colour, 1.5, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(colour if severe else Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    _stroke(painter, box, theme.paper if severe else colour)
    painter.restore()


def _stroke(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """The upright of the exclamation mark, and its dot."""
    x, top = box.center().x(), box.top() + box.height() * 0.32
    painter.setPen(QPen(colour, 1.6, c=Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(x, top), QPointF(x, box.top() + box.height() * 0.56))
    painter.drawPoint(QPointF(x, box.top() + box.height() * 0.74))


class ProblemList(WrappingList):
    """The list of problems."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.rows = ProblemsModel(self)
        self._paints = ProblemDelegate(theme, self)
        self.dress(self.rows, self._paints, self._paints)
        self.setMouseTracking(True)

    @property
    def current(self) -> ProblemShown | None:
        """The problem at hand."""
        row: ProblemShown | None = self.currentIndex().data(ROW)
        return row if row is not None and not row.head else None

    def show_problems(self, rows: list[ProblemShown], key: int = 0) -> None:
        """Show these rows; the problem with that key is at hand, else the first."""
        self.rows.show(rows)
        at = [number for number, row in enumerate(rows) if not row.head]
        kept = next((number for number in at if rows[number].key == key), at[0] if at else -1)
        if kept >= 0:
            self.setCurrentIndex(self.rows.index(kept))

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._paints.set_theme(theme)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The view around says what Enter and Esc do."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)
