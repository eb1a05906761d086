"""A chart: painted marks that can be pointed at, walked over by key, and saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.views.parts import PASSING

Table = Sequence[Sequence[str | int | float]]


@dataclass(frozen=True)
class Mark:
    """A bar, a cell, a point: where it is, what it says, and in which row it is walked to."""

    where: QRectF
    words: str
    row: int = 0


class Drawing(Protocol):
    """What a chart shows, and how that is painted. It needs no window: the same drawing goes to the
    screen, into files and onto a report's paper.
    """

    def draw(self, painter: QPainter, width: float, theme: Theme) -> list[Mark]:
        """Draw it so wide from the origin; the marks, by rows and from left to right."""
        ...

    def height_for(self, width: float) -> int:
        """How high it is at a width, in pixels."""
        ...

    def table(self) -> Table:
        """What it shows, as rows of a table with a head."""
        ...


class Chart(QWidget):
    """Shows a drawing. Arrow keys walk over its marks; what the mark at hand says is told by
    `pointed` and to screen readers.
    """

    pointed = Signal(str)
    """What the mark under the mouse, or the one walked to, says; empty: none."""

    def __init__(
        self, name: str, theme: Theme, drawing: Drawing, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.drawing = drawing
        self._marks: list[Mark] = []
        self._at: int | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def renew(self) -> None:
        """It shows something else now."""
        self._at = None
        self._fit()
        self.update()

    # -- looks ------------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """As high as it needs."""
        return QSize(320, self.drawing.height_for(max(320, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Its height follows its width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.drawing.height_for(max(1, self.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The drawing, and a ring around the mark at hand."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._marks = self.drawing.draw(painter, self.width(), self.theme)
        if self._at is None and self._marks and self.hasFocus():
            QTimer.singleShot(0, self, self._begin)  # it had the focus before it had marks
        here = self.mark
        if here and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.focus, 2))
            painter.drawRoundedRect(here.where.adjusted(-1, -1, 1, 1), 2, 2)
        painter.end()

    @property
    def marks(self) -> Sequence[Mark]:
        """The marks as they were painted last."""
        return self._marks

    # -- pointing and walking ---------------------------------------------------------------------

    @property
    def mark(self) -> Mark | None:
        """The mark at hand."""
        return (
            self._marks[self._at] if self._at is not None and self._at < len(self._marks) else None
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from mark to mark; Home and End to the ends."""
        way = _WAYS.get(Qt.Key(event.key()))
        if way is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif self._marks:
            self._go(self._next(way))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first mark is at hand, if none was."""
        super().focusInEvent(event)
        if event.reason() not in PASSING and self._marks:
            self._go(self._at or 0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is pointed at any more."""
        super().focusOutEvent(event)
        self.pointed.emit("")
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What lies under the mouse is told."""
        found = self._under(event.position())
        self.pointed.emit(found.words if found else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """What is clicked is at hand."""
        found = self._under(event.position())
        if found:
            self._go(self._marks.index(found))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing lies under the mouse any more."""
        super().leaveEvent(event)
        here = self.mark
        self.pointed.emit(here.words if here and self.hasFocus() else "")

    def event(self, event: QEvent) -> bool:
        """A hint of what lies under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._under(event.pos().toPointF())
            if found:
                QToolTip.showText(event.globalPos(), found.words, self, found.where.toRect())
                return True
        return super().event(event)

    def _begin(self) -> None:
        if self._at is None and self._marks:
            self._go(0)

    def _under(self, point: QPointF) -> Mark | None:
        return next((mark for mark in self._marks if mark.where.contains(point)), None)

    def _next(self, way: str) -> int:
        last = len(self._marks) - 1
        if self._at is None or self._at > last:
            return last if way == "end" else 0
        if way in ("left", "right"):
            return min(last, max(0, self._at + (1 if way == "right" else -1)))
        if way in ("home", "end"):
            return 0 if way == "home" else last
        here = self._marks[self._at]
        rows = {mark.row for mark in self._marks}
        rows = {row for row in rows if (row > here.row if way == "down" else row < here.row)}
        if not rows:
            return self._at
        row = min(rows) if way == "down" else max(rows)
        across = here.where.center().x()
        found = [n for n, mark in enumerate(self._marks) if mark.row == row]
        return min(found, key=lambda n: abs(self._marks[n].where.center().x() - across))

    def _go(self, index: int) -> None:
        self._at = index
        said = self._marks[index].words
        self.setAccessibleDescription(said)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
        self.pointed.emit(said)
        self.update()


_WAYS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Home: "home",
    Qt.Key.Key_End: "end",
}
