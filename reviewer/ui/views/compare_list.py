"""Lines of the raw text at the left, the same lines as they read now at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, SMALL, Theme
from reviewer.ui.views.card_text import READING_FACE, Flow, Run, Tone, face
from reviewer.ui.views.spoken_rows import ROW, Index, SpokenRows
from reviewer.ui.views.wrapping import WrappingList

_WORDS = sized(16)
LABEL = 8 * GRID
"""Room for the number of a line, before each half, in pixels."""
_EDGE = 2 * GRID
_TOP = GRID // 2 + 2
_KEPT = 2048


@dataclass(frozen=True, slots=True)
class LineCompared:
    """A row: both sides with the numbers of their lines, and what became of the line as a whole.

    `spoken` is the row for a screen reader.
    """

    raw: tuple[Run, ...]
    now: tuple[Run, ...]
    raw_label: str
    now_label: str
    note: str
    changed: bool
    spoken: str


class _Delegate(QStyledItemDelegate):
    """Paints both halves; a bar between them stands where something differs."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.family = READING_FACE
        self.focused = False
        self._laid: dict[tuple[LineCompared, int], tuple[Flow, Flow, Flow]] = {}

    def forget(self) -> None:
        self._laid.clear()

    @staticmethod
    def _width(option: QStyleOptionViewItem) -> int:
        view = option.widget
        return view.width() - 2 * GRID if isinstance(view, QAbstractItemView) else 640

    def _flows(self, line: LineCompared, width: int, font: QFont) -> tuple[Flow, Flow, Flow]:
        key = line, width
        if key not in self._laid:
            if len(self._laid) >= _KEPT:
                self._laid.clear()
            room = max(80.0, width / 2 - LABEL - _EDGE)
            small = QFont(font)
            small.setPixelSize(SMALL)
            large, theme = face(self.family, _WORDS), self.theme
            self._laid[key] = (
                Flow(line.raw or (Run(" "),), large, theme, room, recede=not line.now),
                Flow(line.now or (Run(" "),), large, theme, room),
                Flow([Run(line.note, Tone.MUTED)], small, theme, room),
            )
        return self._laid[key]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        raw, now, note = self._flows(index.data(ROW), self._width(option), option.font)
        under = note.height + 2 if index.data(ROW).note else 0
        return QSize(0, round(max(raw.height, now.height) + under + 2 * _TOP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: LineCompared = index.data(ROW)
        rect = QRectF(option.rect)
        raw, now, note = self._flows(line, self._width(option), option.font)
        half = self._width(option) / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, option.state)
        y = rect.top() + _TOP
        corners = (rect.left() + LABEL, rect.left() + half + LABEL)
        raw.paint(painter, QPointF(corners[0], y))
        now.paint(painter, QPointF(corners[1], y))
        if line.note:
            below = y + max(raw.height, now.height) + 2
            note.paint(painter, QPointF(corners[0 if not line.now else 1], below))
        small = QFont(option.font)
        small.setPixelSize(SMALL)
        painter.setFont(small)
        painter.setPen(self.theme.faint)
        for label, corner in zip((line.raw_label, line.now_label), corners, strict=True):
            box = QRectF(corner - LABEL, y, LABEL - GRID, _WORDS * 1.4)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, label
            )
        if line.changed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.accent)
            painter.drawRoundedRect(
                QRectF(rect.left() + half - 1, y, 3, rect.height() - 2 * _TOP), 1, 1
            )
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        if not state & QStyle.StateFlag.State_Selected:
            return
        box = rect.adjusted(GRID // 2, 1, -GRID // 2, -1)
        painter.setPen(QPen(self.theme.focus, 2) if self.focused else Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.accent_soft)
        painter.drawRoundedRect(box, 6, 6)


class CompareList(WrappingList):
    """Both texts in one list, so that they scroll together."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._rows = SpokenRows[LineCompared](self)
        self._paints = _Delegate(theme, self)
        self.dress(self._rows, self._paints, self._paints)

    @property
    def lines(self) -> Sequence[LineCompared]:
        """What it shows."""
        return self._rows.rows

    @property
    def at(self) -> int:
        """The index of the row at hand; -1 where there is none."""
        return self.currentIndex().row()

    def show_lines(self, lines: Sequence[LineCompared], at: int) -> None:
        """Show these rows with that one at hand."""
        self._rows.show(lines)
        self.go(at)

    def go(self, row: int) -> None:
        """Take a row up and bring it into sight."""
        if 0 <= row < len(self.lines):
            index = self._rows.index(row)
            self.setCurrentIndex(index)
            self.scrollTo(index, QListView.ScrollHint.EnsureVisible)

    def walk(self, by: int) -> bool:
        """Take up the next row that differs, forward (1) or back (-1); whether there is one."""
        row = self.at + by
        while 0 <= row < len(self.lines):
            if self.lines[row].changed:
                self.go(row)
                return True
            row += by
        return False

    def set_look(self, theme: Theme, family: str = "") -> None:
        """Paint with this theme, and words in this family, if one is given."""
        self._paints.theme = theme
        self._paints.family = family or self._paints.family
        self._paints.forget()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and pages walk; all else is for the view around."""
        walking = (
            *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End),
            *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
        )
        if event.key() in walking:
            super().keyPressEvent(event)
        else:
            event.ignore()
