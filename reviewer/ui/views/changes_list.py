"""The list of changes: what stood there, what stands there now, and who said so."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, SMALL, Theme
from reviewer.ui.views.card_text import (
    READING_FACE,
    Flow,
    Run,
    Tone,
    face,
    head_of,
    one_line,
    tail_of,
)
from reviewer.ui.views.shown import ChangeShown

_Index = QModelIndex | QPersistentModelIndex
CHANGE = Qt.ItemDataRole.UserRole
"""Role under which the model holds the `ChangeShown`."""
_WORD, _CONTEXT = sized(17), sized(14)
_AROUND = 32
_LEFT = 5 * GRID
_RIGHT = 5 * GRID
_TOP = 1.5 * GRID
_BESIDE = 2 * GRID
"""Room at the right of the rows, in which the scroll bar stands at the very edge."""
_KEPT = 4096
"""Changes whose layout is kept."""


class ChangesModel(QAbstractListModel):
    """The changes of a page, in the order of the text."""

    def __init__(self, say: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._changes: tuple[ChangeShown, ...] = ()

    def show(self, changes: Sequence[ChangeShown]) -> None:
        """Hold these changes; where only some differ, only those are told."""
        new = tuple(changes)
        if [one.decision for one in new] != [one.decision for one in self._changes]:
            self.beginResetModel()
            self._changes = new
            self.endResetModel()
            return
        old, self._changes = self._changes, new
        for row, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(row), self.index(row))

    @property
    def changes(self) -> tuple[ChangeShown, ...]:
        """What it holds."""
        return self._changes

    def rowCount(self, parent: _Index | None = None) -> int:
        """One row a change."""
        return 0 if parent is not None and parent.isValid() else len(self._changes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The change, or its words for a screen reader."""
        if not index.isValid() or not 0 <= index.row() < len(self._changes):
            return None
        change = self._changes[index.row()]
        if role == CHANGE:
            return change
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            state = self._say.say("views.changes.approved") if change.approved else ""
            words = change.told or f"{change.before} → {change.after}"
            return ", ".join(filter(None, (words, change.who, change.when, change.how, state)))
        return None


class ChangeDelegate(QStyledItemDelegate):
    """Paints a change: struck and underlined words, their surroundings, and who, when and how."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.theme = theme
        self._family = READING_FACE
        self.focused = False
        self._laid: dict[tuple[ChangeShown, float, str], list[Flow]] = {}

    def set_look(self, theme: Theme, family: str = "") -> None:
        """Paint with this theme, and words of the text in this family, if one is given."""
        self.theme = theme
        self._family = family or self._family
        self._laid.clear()

    def _flows(self, change: ChangeShown, width: float, font: QFont) -> list[Flow]:
        """A change's three pieces of text. Kept, because Qt asks for every row's height often."""
        key = change, width, font.key()
        if key not in self._laid:
            if len(self._laid) >= _KEPT:
                self._laid.clear()
            self._laid[key] = self._lay(change, width, font)
        return self._laid[key]

    def _lay(self, change: ChangeShown, width: float, font: QFont) -> list[Flow]:
        room = max(40.0, width - _LEFT - _RIGHT)
        before, after = one_line(change.before), one_line(change.after)
        words = [Run(before, Tone.STRUCK), Run("  →  ", Tone.MUTED), Run(after, Tone.ADDED)]
        if change.told:
            words = [Run(change.told)]
        elif not before:
            words = [
                Run(after, Tone.ADDED),
                Run(f"   {self._say.say('views.changes.inserted')}", Tone.MUTED),
            ]
        elif not after:
            words = [
                Run(before, Tone.STRUCK),
                Run(f"   {self._say.say('views.changes.removed')}", Tone.MUTED),
            ]
        around = [
            Run(tail_of(one_line(change.left), _AROUND), Tone.MUTED),
            Run(after),
            Run(head_of(one_line(change.right), _AROUND), Tone.MUTED),
        ]
        foot = " · ".join(filter(None, (change.who, change.when, change.how)))
        small = QFont(font)
        small.setPixelSize(SMALL)
        done = change.approved
        return [
            Flow(words, face(self._family, _WORD), self.theme, room, rows=3, recede=done),
            Flow(around, face(self._family, _CONTEXT), self.theme, room, rows=2, recede=done),
            Flow([Run(foot, Tone.MUTED)], small, self.theme, room, rows=2, recede=done),
        ]

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as the change's words need in the list's width."""
        change = index.data(CHANGE)
        flows = self._flows(change, self._width(option), option.font)
        return QSize(0, round(sum(flow.height for flow in flows) + 2 * _TOP + 10))

    @staticmethod
    def _width(option: QStyleOptionViewItem) -> int:
        """Width of a row; the same with and without a scroll bar, so that words stay in place."""
        view = option.widget
        return view.width() - _BESIDE if isinstance(view, QAbstractItemView) else 320

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one change."""
        change = index.data(CHANGE)
        rect, font = QRectF(option.rect), option.font
        rect.setWidth(self._width(option))
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, state)
        y = rect.top() + _TOP
        flows = self._flows(change, rect.width(), font)
        self._label(painter, rect, y, change, font)
        if change.approved:
            self._tick(painter, QPointF(rect.right() - _RIGHT + 1.5 * GRID, y + 11))
        for flow in flows:
            flow.paint(painter, QPointF(rect.left() + _LEFT, y))
            y += flow.height + 5
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        box = rect.adjusted(1, 1, -1, -1)
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

    def _label(
        self, painter: QPainter, rect: QRectF, y: float, change: ChangeShown, font: QFont
    ) -> None:
        small = QFont(font)
        small.setPixelSize(SMALL)
        painter.setFont(small)
        painter.setPen(self.theme.faint)
        baseline = y + QFontMetricsF(face(self._family, _WORD)).ascent()
        width = QFontMetricsF(small).horizontalAdvance(change.line_label)
        painter.drawText(
            QPointF(rect.left() + _LEFT - 1.5 * GRID - width, baseline), change.line_label
        )

    def _tick(self, painter: QPainter, at: QPointF) -> None:
        pen = QPen(self.theme.good, 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline([at, at + QPointF(4, 4), at + QPointF(12, -6)])
