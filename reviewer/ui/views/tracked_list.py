"""A page's lines with their changes in the text; each person has a colour and a kind of line."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import (
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, SMALL, Theme
from reviewer.ui.views.card_text import READING_FACE, Flow, Run, Tone, face, one_line
from reviewer.ui.views.spoken_rows import ROW, Index, SpokenRows
from reviewer.ui.views.wrapping import WrappingList

_WORDS = sized(17)
_LABEL = 8 * GRID
_ROLE = 14 * GRID
_TOP = GRID // 2 + 2
_KEPT = 2048
_BLANK = 0.3
"""Height of an empty line, as a share of one with words."""
_LINES = (
    QTextCharFormat.UnderlineStyle.SingleUnderline,
    QTextCharFormat.UnderlineStyle.DashUnderline,
    QTextCharFormat.UnderlineStyle.DotLine,
    QTextCharFormat.UnderlineStyle.WaveUnderline,
    QTextCharFormat.UnderlineStyle.DashDotLine,
)


class Shape(Enum):
    """How a piece of a line is written."""

    SAME = "same"
    GONE = "gone"
    """Struck: it stood here."""
    CAME = "came"
    """Underlined: it stands here now."""
    MARK = "mark"
    """The bracket of a mark."""
    AWAY = "away"
    """A line that stands elsewhere now."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; of a change also its person, its decision, whether it is signed."""

    text: str
    shape: Shape = Shape.SAME
    person: int = -1
    change: int = 0
    signed: bool = False


@dataclass(frozen=True, slots=True)
class TrackedLine:
    """A row: pieces, the number at its left, its role at the right, what became of it below.

    `keys` are the decisions of its changes in their order; `about` is not empty where something was
    done with the line as a whole, by `person`.
    """

    pieces: tuple[Piece, ...]
    label: str
    role: str
    note: str
    spoken: str
    about: str
    keys: tuple[int, ...]
    person: int = -1


def colour_of(person: int, theme: Theme) -> QColor:
    """The colour of a person, by their number on the page."""
    colours = (theme.accent, theme.good, theme.mark_name, theme.warn, theme.mark_boundary)
    return colours[person % len(colours)] if person >= 0 else theme.muted


@dataclass(frozen=True, slots=True)
class _Laid:
    """A line laid out in a width, and what is said below it. It holds the line it is known by."""

    line: TrackedLine
    layout: QTextLayout
    height: float
    note: Flow | None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.family = READING_FACE
        self.focused = False
        self.change = 0
        self._laid: dict[tuple[int, int, int], _Laid] = {}

    def forget(self) -> None:
        self._laid.clear()

    @staticmethod
    def _width(option: QStyleOptionViewItem) -> int:
        view = option.widget
        return view.width() - 2 * GRID if isinstance(view, QAbstractItemView) else 640

    def _flows(self, line: TrackedLine, width: int, font: QFont) -> _Laid:
        at_hand = self.change if self.change in line.keys else 0
        # Lines are kept from one decision to the next: that one is the same says it all, while to
        # hash it would cost more than to lay it out.
        key = id(line), width, at_hand
        laid = self._laid.get(key)
        if laid is None:
            if len(self._laid) >= _KEPT:
                self._laid.clear()
            room = max(80.0, width - _LABEL - _ROLE - GRID)
            layout, height = self._lay(line, room)
            small = QFont(font)
            small.setPixelSize(SMALL)
            tone = Tone.STRONG if line.about and at_hand == line.keys[0] else Tone.MUTED
            note = Flow([Run(line.note, tone)], small, self.theme, room) if line.note else None
            laid = self._laid[key] = _Laid(line, layout, height, note)
        return laid

    def _lay(self, line: TrackedLine, room: float) -> tuple[QTextLayout, float]:
        texts = [one_line(piece.text) for piece in line.pieces]
        layout = QTextLayout("".join(texts) or " ", face(self.family, _WORDS))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        formats, position = [], 0
        for piece, text in zip(line.pieces, texts, strict=True):
            size = len(text.encode("utf-16-le")) // 2
            if piece.shape is not Shape.SAME:
                part = QTextLayout.FormatRange()
                part.start, part.length, part.format = position, size, self._look(piece)
                formats.append(part)
            position += size
        layout.setFormats(formats)
        y = 0.0
        layout.beginLayout()
        while (row := layout.createLine()).isValid():
            row.setLineWidth(room)
            row.setPosition(QPointF(0, y))
            y += 1.25 * row.height()
        layout.endLayout()
        return layout, y if any(text.strip() for text in texts) else y * _BLANK

    def _look(self, piece: Piece) -> QTextCharFormat:
        theme, look = self.theme, QTextCharFormat()
        colour = theme.faint if piece.signed else colour_of(piece.person, theme)
        look.setForeground(theme.faint if piece.shape is Shape.AWAY else colour)
        if piece.shape in (Shape.GONE, Shape.AWAY):
            look.setFontStrikeOut(True)
        elif piece.shape is Shape.CAME:
            look.setUnderlineStyle(_LINES[max(piece.person, 0) % len(_LINES)])
            look.setUnderlineColor(colour)
        elif piece.shape is Shape.MARK:
            look.setFontWeight(QFont.Weight.DemiBold)
            if not piece.text.startswith("["):
                look.setProperty(QTextCharFormat.Property.FontPixelSize, SMALL)
        if piece.change and piece.change == self.change:
            look.setBackground(theme.accent_soft)
            look.setForeground(theme.ink)
        return look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        laid = self._flows(index.data(ROW), self._width(option), option.font)
        under = laid.note.height + 2 if laid.note else 0
        return QSize(0, round(laid.height + under + 2 * _TOP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: TrackedLine = index.data(ROW)
        rect = QRectF(option.rect)
        laid = self._flows(line, self._width(option), option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y, left = rect.top() + _TOP, rect.left() + _LABEL
        painter.setPen(self.theme.ink)
        laid.layout.draw(painter, QPointF(left, y))
        if laid.note:
            laid.note.paint(painter, QPointF(left, y + laid.height + 2))
        small = QFont(option.font)
        small.setPixelSize(SMALL)
        painter.setFont(small)
        painter.setPen(self.theme.faint)
        middle = Qt.AlignmentFlag.AlignVCenter
        box = QRectF(rect.left(), y, _LABEL - 2 * GRID, _WORDS * 1.4)
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, line.label)
        right = rect.left() + self._width(option) - _ROLE
        painter.setPen(self.theme.muted)
        painter.drawText(
            QRectF(right, y, _ROLE, _WORDS * 1.4), middle | Qt.AlignmentFlag.AlignRight, line.role
        )
        if line.keys:
            self._bar(painter, line, QRectF(left - GRID - 2, y, 3, rect.height() - 2 * _TOP))
        painter.restore()

    def _bar(self, painter: QPainter, line: TrackedLine, box: QRectF) -> None:
        """A bar beside lines with changes; around the one at hand it is as strong as can be."""
        here = self.change in line.keys
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.focus if here and self.focused else self.theme.edge)
        painter.drawRoundedRect(box, 1, 1)


class TrackedList(WrappingList):
    """Walks from change to change."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._rows = SpokenRows[TrackedLine](self)
        self._paints = _Delegate(theme, self)
        self.dress(self._rows, self._paints, self._paints)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)

    @property
    def lines(self) -> Sequence[TrackedLine]:
        """What it shows."""
        return self._rows.rows

    @property
    def keys(self) -> tuple[int, ...]:
        """The decisions of all changes, in the order of the text."""
        return tuple(dict.fromkeys(key for line in self.lines for key in line.keys))

    @property
    def at(self) -> int:
        """The decision of the change at hand; 0 where there is none."""
        return self._paints.change

    def show_lines(self, lines: Sequence[TrackedLine], at: int) -> None:
        """Show these rows with that change at hand, or the first."""
        self._rows.renew(lines)
        keys = self.keys
        self.go(at if at in keys else keys[0] if keys else 0)

    def go(self, change: int) -> None:
        """Take a change up and bring it into sight."""
        self._paints.change = change
        for row, line in enumerate(self.lines):
            if change and change in line.keys:
                index = self._rows.index(row)
                self.setCurrentIndex(index)
                for seen in (self._rows.index(row - 1), self._rows.index(row + 1), index):
                    self.scrollTo(seen, QListView.ScrollHint.EnsureVisible)
        self.viewport().update()

    def walk(self, by: int) -> bool:
        """Take up the next change (1) or the one before (-1); whether there is one."""
        keys = self.keys
        if self.at not in keys:
            return False
        place = keys.index(self.at) + by
        if not 0 <= place < len(keys):
            return False
        self.go(keys[place])
        return True

    def set_look(self, theme: Theme, family: str = "") -> None:
        """Paint with this theme, and words in this family, if one is given."""
        self._paints.theme = theme
        self._paints.family = family or self._paints.family
        self._paints.forget()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk from change to change; pages scroll; all else is for the view around."""
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Left: -1,
        }
        if event.key() in steps:
            self.walk(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            bar = self.verticalScrollBar()
            down = event.key() == Qt.Key.Key_PageDown
            bar.setValue(bar.value() + (1 if down else -1) * bar.pageStep())
        else:
            event.ignore()


class Legend(QWidget):
    """Who made the changes: each name in its colour, over its kind of line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self.setFixedHeight(4 * GRID)

    def show_names(self, names: Sequence[str]) -> None:
        """Show these people."""
        self._names = tuple(names)
        self.setAccessibleName(", ".join(names))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The names one behind the other."""
        painter = QPainter(self)
        font = QFont(self.font())
        font.setPixelSize(SMALL)
        x = float(_LABEL)
        for number, name in enumerate(self._names):
            layout = QTextLayout(name, font)
            look = QTextCharFormat()
            colour = colour_of(number, self._theme)
            look.setForeground(colour)
            look.setUnderlineStyle(_LINES[number % len(_LINES)])
            look.setUnderlineColor(colour)
            part = QTextLayout.FormatRange()
            part.start, part.length, part.format = 0, len(name), look
            layout.setFormats([part])
            layout.beginLayout()
            layout.createLine().setPosition(QPointF(0, 0))
            layout.endLayout()
            layout.draw(painter, QPointF(x, (self.height() - layout.boundingRect().height()) / 2))
            x += QFontMetricsF(font).horizontalAdvance(name) + 3 * GRID
        painter.end()
