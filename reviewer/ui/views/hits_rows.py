"""Painting hits: the words found stand under one another, what is around them to both sides."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, SMALL, TEXT, Theme
from reviewer.ui.views.card_text import READING_FACE, face, one_line
from reviewer.ui.views.hits_model import ROW, HeadShown, HitShown

_Index = QModelIndex | QPersistentModelIndex
_WORD = sized(15)
_ROW = sized(32)
_BOX = sized(16)
_LEFT = 3 * GRID
_PLACE = sized(196)
_SHARE = 0.42
"""Where the words found begin, of the width that text has."""
_SIDE_SHARE = 0.4
"""The most of a row that its place and note may take."""


class HitDelegate(QStyledItemDelegate):
    """Paints heads and hits; `focused` while the list has the focus."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._theme = theme
        self._family = READING_FACE
        self.focused = False

    def set_look(self, theme: Theme, family: str = "") -> None:
        """Paint with this theme, and words of the text in this family, if one is given."""
        self._theme = theme
        self._family = family or self._family

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """All rows are of one height: thousands need not be measured then."""
        return QSize(0, _ROW)

    @staticmethod
    def box(rect: QRectF) -> QRectF:
        """Where the tick of a row stands."""
        return QRectF(rect.left() + _LEFT, rect.center().y() - _BOX / 2, _BOX, _BOX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        row, rect = index.data(ROW), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, option.state)
        if isinstance(row, HeadShown):
            self._paint_head(painter, rect, row, option.font)
        elif isinstance(row, HitShown):
            self._paint_hit(painter, rect, row, option.font)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        box = rect.adjusted(GRID, 1, -GRID, -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.accent_soft if chosen else self._theme.hover)
            painter.drawRoundedRect(box, 6, 6)
        if chosen and self.focused:
            painter.setPen(QPen(self._theme.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)

    def _paint_head(self, painter: QPainter, rect: QRectF, head: HeadShown, font: QFont) -> None:
        theme = self._theme
        painter.setPen(QPen(theme.line, 1))
        painter.drawLine(rect.bottomLeft() + QPointF(_LEFT, 0), rect.bottomRight())
        part = bool(head.ticked) and head.ticked < len(head.hits)
        self._tick(painter, self.box(rect), bool(head.ticked), part)
        x = rect.left() + _LEFT + _BOX + 1.5 * GRID
        self._arrow(painter, QPointF(x, rect.center().y()), head.open)
        strong = face(self._family, _WORD + 1)
        strong.setWeight(QFont.Weight.DemiBold)
        said = one_line(head.form) or self._say.say("views.hits.nothing")
        x += 2 * GRID
        x += self._text(painter, x, rect, said, strong, theme.ink, rect.width() / 2) + 1.5 * GRID
        count = self._say.say("views.hits.head", n=len(head.hits), k=head.ticked)
        self._text(painter, x, rect, count, _small(font), theme.muted, rect.width())

    def _arrow(self, painter: QPainter, at: QPointF, down: bool) -> None:
        painter.setPen(QPen(self._theme.muted, 1.6))
        half = 4.0
        if down:
            points = [QPointF(-half, -2), QPointF(0, 2), QPointF(half, -2)]
        else:
            points = [QPointF(-2, -half), QPointF(2, 0), QPointF(-2, half)]
        painter.drawPolyline([at + QPointF(half, 0) + point for point in points])

    def _paint_hit(self, painter: QPainter, rect: QRectF, hit: HitShown, font: QFont) -> None:
        theme = self._theme
        if not hit.fixed:
            self._tick(painter, self.box(rect), hit.ticked, False)
        start = rect.left() + _LEFT + _BOX + 1.5 * GRID
        stop = rect.right() - _PLACE - 2 * GRID
        middle = start + (stop - start) * _SHARE
        around, word = face(self._family, _WORD), face(self._family, _WORD)
        word.setWeight(QFont.Weight.DemiBold)
        faint = theme.faint if hit.fixed else theme.muted
        metrics = QFontMetricsF(around)
        left = one_line(hit.left)
        shown = metrics.elidedText(left, Qt.TextElideMode.ElideLeft, middle - start)
        x = middle - metrics.horizontalAdvance(shown)
        self._text(painter, x, rect, shown, around, faint, middle - start + 2)
        x = middle
        form = one_line(hit.form)
        if hit.ticked and hit.reading is not None:
            struck = QFont(word)
            struck.setStrikeOut(True)
            x += self._text(painter, x, rect, form, struck, theme.danger, stop - x)
            read = one_line(hit.reading) or self._say.say("views.hits.removed")
            x += GRID if form else 0
            x += self._text(painter, x, rect, read, word, theme.good, stop - x)
        else:
            x += self._text(painter, x, rect, form, word, theme.ink, stop - x)
        side = self._side(rect, hit, font)
        stop = min(stop, rect.right() - side - 2 * GRID)
        self._text(painter, x, rect, one_line(hit.right), around, faint, stop - x)
        self._paint_side(painter, rect, hit, font)

    @staticmethod
    def _side(rect: QRectF, hit: HitShown, font: QFont) -> float:
        """The width that place and note take: more than usual where a document has a long name."""
        metrics = QFontMetricsF(_small(font))
        needed = metrics.horizontalAdvance(hit.place) + 2 * GRID
        if hit.note:
            needed += metrics.horizontalAdvance(hit.note) + 2 * GRID
        return min(max(needed, _PLACE), rect.width() * _SIDE_SHARE)

    def _paint_side(self, painter: QPainter, rect: QRectF, hit: HitShown, font: QFont) -> None:
        """Where the hit is, and before it why it is not taken along."""
        small, side = _small(font), self._side(rect, hit, font)
        x = rect.right() - side
        metrics = QFontMetricsF(small)
        width = metrics.horizontalAdvance(hit.place)
        if hit.note:
            room = side - 3 * GRID - width
            self._text(painter, x, rect, hit.note, small, self._theme.warn, room)
        self._text(
            painter,
            rect.right() - 2 * GRID - width,
            rect,
            hit.place,
            small,
            self._theme.muted,
            width + 2,
        )

    def _text(
        self,
        painter: QPainter,
        x: float,
        rect: QRectF,
        text: str,
        font: QFont,
        colour: QColor,
        room: float,
    ) -> float:
        """Write on the row's line as much as there is room for; the width that it took."""
        if room <= 0 or not text:
            return 0.0
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(text)
        if width > room:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            width = metrics.horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(colour)
        baseline = rect.center().y() + TEXT * 0.36
        painter.drawText(QPointF(x, baseline), text)
        return width

    def _tick(self, painter: QPainter, box: QRectF, ticked: bool, part: bool) -> None:
        theme = self._theme
        painter.setPen(QPen(theme.accent if ticked else theme.edge, 1.4))
        painter.setBrush(theme.accent if ticked and not part else theme.raised)
        painter.drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), 4, 4)
        if not ticked:
            return
        pen = QPen(theme.accent if part else theme.accent_ink, 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        corner, unit = box.topLeft(), box.width() / 16
        places = ((4, 8), (12, 8)) if part else ((4, 8.4), (7, 11.4), (12, 5))
        painter.drawPolyline([corner + QPointF(x * unit, y * unit) for x, y in places])


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(SMALL)
    return small
