"""The paper under the reading: its ground, the margin with the numbers, the marks beneath words."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextBlock, QTextLayout

from reviewer.core.findings import Kind
from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, SMALL, Theme
from reviewer.ui.views.reading_marks import (
    draw_change,
    draw_current,
    draw_mark,
    draw_noise_bar,
    mark_colour,
    stretches,
)
from reviewer.ui.views.reading_marks_tags import Tagged, TagPainter, placed
from reviewer.ui.views.shown import LineShown
from reviewer.ui.views.thread_shown import paint_thread

MARGIN = 9 * GRID
"""Least room at the left of the text for numbers and bars, in pixels."""
GAP = 2 * GRID
"""From the bars to the text, and from the numbers to the bars, in pixels."""
_ROLE_ROOM = 11 * GRID
_TAG = 2 * GRID
_SIGN = GRID + 2


@dataclass
class Placed:
    """A finding as it lies on its line now, with what is being typed."""

    key: str
    start: int
    end: int
    kind: Kind


@dataclass
class LinePaint:
    """All that is drawn with one line."""

    shown: LineShown
    findings: list[Placed] = field(default_factory=list)
    changed: list[tuple[int, int]] = field(default_factory=list)
    marks: list[Tagged] = field(default_factory=list)


@dataclass(frozen=True)
class Column:
    """Where the text stands: its left and right edge on the screen, in pixels."""

    left: float
    right: float
    width: float


class Paper:
    """Paints what is around and beneath the words. Told each time what there is to paint."""

    def __init__(self, theme: Theme, catalogue: Catalogue) -> None:
        self.theme = theme
        self._catalogue = catalogue
        self._words: dict[str, str] = {}
        self._tags = TagPainter(theme)
        self.set_font(QFont())

    def set_font(self, font: QFont) -> None:
        """Write in the window's face, in its small size."""
        self._font = QFont(font)
        self._font.setPixelSize(SMALL)
        self._metrics = QFontMetricsF(self._font)
        self._tags.set_family(font.family())

    def _say(self, message: str) -> str:
        if message not in self._words:
            self._words[message] = self._catalogue.say(message)
        return self._words[message]

    def paint_ground(self, painter: QPainter, area: QRectF, *, locked: bool) -> None:
        """The sheet itself; a reading that cannot be edited lies on another tint."""
        painter.fillRect(area, self.theme.locked if locked else self.theme.paper)

    def paint_line(
        self,
        painter: QPainter,
        block: QTextBlock,
        box: QRectF,
        column: Column,
        line: LinePaint,
        here: Placed | None,
    ) -> None:
        """One line's number, bars and marks.

        `box` is the place of its block on the screen, `here` what is under review on it.
        """
        self._number(painter, block, box, column, line.shown, active=here is not None)
        self._said_of(painter, block, box, column, line.shown)
        if not block.text():
            if line.shown.removed:
                self._removed(painter, block, box, column)
            return
        origin = box.topLeft()
        if here is not None:
            self._current(painter, block, origin, column, here)
        for start, end in line.changed:
            if here is None or not here.start <= start <= here.end:
                for stretch in stretches(block, origin, start, end):
                    draw_change(painter, self.theme, stretch)
        for finding in line.findings:
            if finding is here:
                continue
            colour = mark_colour(self.theme, finding.kind)
            if finding.kind is Kind.NOISE:
                left = column.left - GAP - 3
                draw_noise_bar(painter, colour, _extent(block, origin, left, 6))
                continue
            for stretch in stretches(block, origin, finding.start, finding.end):
                draw_mark(painter, finding.kind, stretch, colour)

    def paint_marks(
        self, painter: QPainter, block: QTextBlock, origin: QPointF, marks: list[Tagged]
    ) -> None:
        """What people marked on one line; over the words, since a selection covers what is below.

        `origin` is the place of its block on the screen.
        """
        face = block.document().defaultFont()
        for mark, level, beside in placed(marks):
            letter = self._say(f"marks.key.{mark.shown.name}")
            for stretch in stretches(block, origin, mark.start, mark.end):
                self._tags.draw(painter, mark.shown, letter, stretch, (level, beside), face)

    def _current(
        self,
        painter: QPainter,
        block: QTextBlock,
        origin: QPointF,
        column: Column,
        finding: Placed,
    ) -> None:
        parts = list(stretches(block, origin, finding.start, finding.end))
        for stretch in parts:
            draw_current(painter, self.theme, stretch)
        if parts:
            bar = QRectF(0, 0, 3, parts[-1].bottom - parts[0].top + 4)
            bar.moveTopLeft(QPointF(column.left - GAP - 1.5, parts[0].top - 2))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.accent)
            painter.drawRoundedRect(bar, 1.5, 1.5)

    def _number(
        self,
        painter: QPainter,
        block: QTextBlock,
        box: QRectF,
        column: Column,
        shown: LineShown,
        *,
        active: bool,
    ) -> None:
        if not shown.label:
            return
        self._write(
            painter,
            QRectF(0, 0, column.left - 2 * GAP, 0),
            _baseline(block.layout(), box),
            shown.label,
            self.theme.accent if active else self.theme.faint,
            Qt.AlignmentFlag.AlignRight,
        )

    def _talk(
        self, painter: QPainter, block: QTextBlock, box: QRectF, column: Column, talk: str
    ) -> None:
        """The sign of a thread, between the number and the bars."""
        baseline = _baseline(block.layout(), box)
        sign = QRectF(0, 0, _SIGN, _SIGN)
        middle = baseline - self._metrics.capHeight() / 2
        sign.moveCenter(QPointF(column.left - 1.5 * GAP + 1, middle))
        paint_thread(painter, sign, self.theme, asks=talk == "asks")

    def _role(
        self, painter: QPainter, block: QTextBlock, box: QRectF, column: Column, shown: LineShown
    ) -> None:
        if shown.role == "body" or not block.text():
            return
        if column.width - column.right < _ROLE_ROOM:
            self._role_letter(painter, block, box, shown)
            return
        room = QRectF(column.right + GAP, 0, column.width - column.right - GAP, 0)
        self._write(
            painter,
            room,
            _baseline(block.layout(), box),
            self._role_words(shown),
            self.theme.faint,
            Qt.AlignmentFlag.AlignLeft,
        )

    def _said_of(
        self, painter: QPainter, block: QTextBlock, box: QRectF, column: Column, shown: LineShown
    ) -> None:
        """What people said of a line as a whole."""
        self._role(painter, block, box, column, shown)
        if shown.flow and block.text():
            self._flow(painter, block, box, column, shown.flow)
        if shown.talk:
            self._talk(painter, block, box, column, shown.talk)

    def _role_words(self, shown: LineShown) -> str:
        """The kind says more than the role, and the room is narrow."""
        kind = f"views.role_kind.{shown.kind}"
        return self._say(kind if shown.kind else f"views.role.{shown.role}")

    def _flow(
        self, painter: QPainter, block: QTextBlock, box: QRectF, column: Column, flow: str
    ) -> None:
        """Right before the text: a pilcrow where a paragraph begins, an arrow where it runs on."""
        baseline = _baseline(block.layout(), box)
        if flow == "begins":
            width = self._metrics.horizontalAdvance("¶")
            place = QRectF(column.left - GAP / 2 - width / 2, 0, width + 1, 0)
            self._write(painter, place, baseline, "¶", self.theme.muted, Qt.AlignmentFlag.AlignLeft)
            return
        cap = self._metrics.capHeight()
        left, right, low = column.left - GAP / 2 - 4, column.left - GAP / 2 + 4, baseline - cap / 3
        painter.setPen(QPen(self.theme.muted, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        points = (QPointF(left, baseline - cap), QPointF(left, low), QPointF(right, low))
        painter.drawPolyline(points)
        tip = (QPointF(right - 3, low - 3), QPointF(right, low), QPointF(right - 3, low + 3))
        painter.drawPolyline(tip)

    def _role_letter(
        self, painter: QPainter, block: QTextBlock, box: QRectF, shown: LineShown
    ) -> None:
        """In a narrow pane: the letter of the role's key, at the far left of the margin."""
        baseline = _baseline(block.layout(), box)
        letter = self._say(f"views.role_key.{shown.role}")
        if shown.kind:
            letter += self._say(f"views.role_kind_key.{shown.kind}")
        wide = max(_TAG, self._metrics.horizontalAdvance(letter) + GRID // 2)
        tag = QRectF(0, 0, wide, _TAG)
        tag.moveCenter(QPointF(GRID / 2 + wide / 2, baseline - self._metrics.capHeight() / 2))
        painter.setPen(QPen(self.theme.faint, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(tag.translated(0.5, 0.5), 3, 3)
        width = self._metrics.horizontalAdvance(letter)
        place = QRectF(tag.center().x() + 0.5 - width / 2, 0, width + 1, 0)
        self._write(painter, place, baseline, letter, self.theme.muted, Qt.AlignmentFlag.AlignLeft)

    def _removed(self, painter: QPainter, block: QTextBlock, box: QRectF, column: Column) -> None:
        baseline = _baseline(block.layout(), box)
        word = self._say("views.reading.removed")
        width = self._metrics.horizontalAdvance(word)
        place = QRectF(column.left, 0, width + 1, 0)
        self._write(painter, place, baseline, word, self.theme.faint, Qt.AlignmentFlag.AlignLeft)
        y = round(baseline - self._metrics.xHeight() / 2) + 0.5
        pen = QPen(self.theme.line, 1)
        painter.setPen(pen)
        painter.drawLine(QPointF(column.left + width + GRID, y), QPointF(column.right, y))

    def paint_notice(
        self, painter: QPainter, column: Column, top: float, *, locked: bool, empty: bool
    ) -> None:
        """Say above the text that it is closed to editing, or that there is none."""
        if locked:
            word = self._say("views.reading.locked")
            self._lock(painter, QPointF(column.left, top))
            place = QRectF(column.left + 20, 0, column.right - column.left - 20, 0)
            baseline = top + 10
        elif empty:
            word = self._say("views.reading.empty")
            place = QRectF(column.left, 0, column.right - column.left, 0)
            baseline = top + 6 * GRID
        else:
            return
        self._write(painter, place, baseline, word, self.theme.muted, Qt.AlignmentFlag.AlignLeft)

    def _lock(self, painter: QPainter, corner: QPointF) -> None:
        pen = QPen(self.theme.muted, 1.5)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(QRectF(corner.x() + 3, corner.y() - 3, 6, 9), 0, 180 * 16)
        painter.setBrush(self.theme.muted)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(corner.x() + 1, corner.y() + 2, 10, 8), 1.5, 1.5)

    def _write(
        self,
        painter: QPainter,
        room: QRectF,
        baseline: float,
        text: str,
        colour: QColor,
        align: Qt.AlignmentFlag,
    ) -> None:
        painter.setFont(self._font)
        painter.setPen(colour)
        text = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        x = room.left()
        if align == Qt.AlignmentFlag.AlignRight:
            x = room.right() - self._metrics.horizontalAdvance(text)
        painter.drawText(QPointF(round(x), round(baseline)), text)


def _baseline(layout: QTextLayout, box: QRectF) -> float:
    if not layout.lineCount():
        return box.bottom()
    line = layout.lineAt(0)
    return box.top() + line.y() + line.ascent()


def _extent(block: QTextBlock, origin: QPointF, left: float, width: float) -> QRectF:
    """The height that a block's words take, without the space around them."""
    layout = block.layout()
    first, last = layout.lineAt(0), layout.lineAt(layout.lineCount() - 1)
    top = origin.y() + first.y()
    return QRectF(left, top, width, origin.y() + last.y() + last.ascent() + last.descent() - top)
