"""Moving lines about in the reading: dragged by their numbers, or to a place picked by key."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QToolTip

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.insertion_mark import InsertionMark
from reviewer.ui.views.reading_lines import LinesEditor
from reviewer.ui.views.reading_paper import GAP

_EDGE = 3 * GRID
"""Height at the top and foot of the text in which dragging scrolls it, in pixels."""
_SCROLL_EVERY = 30
"""Milliseconds."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_Home: -(10**6),
    Qt.Key.Key_End: 10**6,
}


class _Doing(Enum):
    NOTHING = 0
    PRESSED = 1
    DRAGGING = 2
    PICKING = 3


class LineOrder(QObject):
    """Lets lines of a reading be chosen in its margin, dragged, and sent elsewhere.

    Lines are named by their index; a place is the index of the line before which it is, or their
    number for the place behind the last.
    """

    moved = Signal(int, int, int)
    """Lines `first` to `last` are to stand at a place."""
    stopped = Signal()
    """No place is asked for any more."""

    def __init__(self, reading: LinesEditor, say: Catalogue, theme: Theme) -> None:
        super().__init__(reading)
        self._reading = reading
        self._say = say
        self._labels: Sequence[str] = ()
        self._hints: Sequence[str] = ()
        self._doing = _Doing.NOTHING
        self._lines = (0, 0)
        self._place = 0
        self._typed = ""
        self._pressed = QPoint()
        self.mark = InsertionMark(theme, reading.viewport())
        self._timer = QTimer(self)
        self._timer.setInterval(_SCROLL_EVERY)
        self._timer.timeout.connect(self._scroll_on)
        reading.installEventFilter(self)
        reading.viewport().installEventFilter(self)
        reading.viewport().setMouseTracking(True)
        reading.verticalScrollBar().valueChanged.connect(self._show_mark)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.mark.theme = theme
        self.mark.update()

    def show_labels(self, labels: Sequence[str], hints: Sequence[str] = ()) -> None:
        """What the lines are called, by index, and what the margin says of them under the mouse.

        Other lines than before cannot be on their way.
        """
        before, self._labels, self._hints = self._labels, tuple(labels), tuple(hints)
        if before != self._labels:
            self.stop()

    # -- which lines ------------------------------------------------------------------------------

    def chosen(self) -> tuple[int, int]:
        """First and last line of the selection, or the line of the caret."""
        cursor = self._reading.textCursor()
        document = self._reading.document()
        first = document.findBlock(cursor.selectionStart())
        last = document.findBlock(cursor.selectionEnd())
        number = last.blockNumber()
        if first != last and cursor.selectionEnd() == last.position() and last.length() > 1:
            number -= 1  # the selection ends before the line's first letter
        return first.blockNumber(), number

    def choose(self, first: int, last: int) -> None:
        """Select lines from the first letter to the last."""
        document = self._reading.document()
        cursor = QTextCursor(document.findBlockByNumber(first))
        end = document.findBlockByNumber(last)
        cursor.setPosition(end.position() + end.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        self._reading.setTextCursor(cursor)

    # -- picking by key ---------------------------------------------------------------------------

    @property
    def picking(self) -> bool:
        """Whether the person is about to say where the lines go."""
        return self._doing is _Doing.PICKING

    def pick(self) -> None:
        """Ask by key where the chosen lines go."""
        self._reading.setFocus()
        self._lines = self.chosen()
        self.choose(*self._lines)
        self._place, self._typed = self._lines[0], ""
        self._doing = _Doing.PICKING
        self._show_mark()

    def stop(self) -> None:
        """Leave the lines where they are."""
        picking, self._doing = self.picking, _Doing.NOTHING
        self._timer.stop()
        self.mark.hide()
        if picking:
            self.stopped.emit()

    def _key(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.stop()
        elif key in _ENTER:
            if self._known:
                self._finish()
        elif key in _STEPS:
            self._typed = ""
            self._go(self._place + _STEPS[key])
        elif key == Qt.Key.Key_Backspace:
            self._type(self._typed[:-1])
        elif event.text().isprintable() and not event.text().isspace():
            self._type(self._typed + event.text())

    def _type(self, text: str) -> None:
        self._typed = text
        self._go(self._labelled if self._known and text else self._place)

    @property
    def _labelled(self) -> int:
        wanted = self._typed.casefold()
        return [label.casefold() for label in self._labels].index(wanted)

    @property
    def _known(self) -> bool:
        """Whether what was typed, if anything, is a line's number."""
        return not self._typed or self._typed.casefold() in map(str.casefold, self._labels)

    def _go(self, place: int) -> None:
        self._place = max(0, min(place, self._count))
        self._bring_into_sight()
        self._show_mark()

    def _bring_into_sight(self) -> None:
        y, height = self._height(), self._reading.viewport().height()
        if not _EDGE <= y <= height - _EDGE:
            bar = self._reading.verticalScrollBar()
            bar.setValue(bar.value() + round(y) - height // 2)

    def _finish(self) -> None:
        lines, place = self._lines, self._place
        self.stop()
        self.moved.emit(*lines, place)

    # -- dragging ---------------------------------------------------------------------------------

    def _press(self, event: QMouseEvent) -> bool:
        if self.picking:
            self.stop()
        at = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton or not self._in_margin(at):
            return False
        self._reading.setFocus()
        line = self._line_at(at)
        first, last = self.chosen()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.choose(min(first, line), max(last, line))
        elif not (first <= line <= last and self._reading.textCursor().hasSelection()):
            self.choose(line, line)
        self._lines = self.chosen()
        self._pressed, self._doing = at, _Doing.PRESSED
        return True

    def _move(self, event: QMouseEvent) -> bool:
        at = event.position().toPoint()
        if self._doing is _Doing.PRESSED:
            far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            if far:
                self._doing = _Doing.DRAGGING
                self._reading.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._doing is _Doing.DRAGGING:
            self._drag_to(at)
        if self._doing in (_Doing.PRESSED, _Doing.DRAGGING):
            return True
        if not event.buttons():
            self._show_hand(at)
        return False

    def _drag_to(self, at: QPoint) -> None:
        line = self._line_at(at)
        self._place = line + (at.y() > self._box(line).center().y())
        self._show_mark()
        near = not _EDGE <= at.y() <= self._reading.viewport().height() - _EDGE
        if near != self._timer.isActive():
            (self._timer.start if near else self._timer.stop)()
        self._pressed = at

    def _scroll_on(self) -> None:
        bar = self._reading.verticalScrollBar()
        bar.setValue(bar.value() + (-GRID if self._pressed.y() < _EDGE else GRID))
        self._drag_to(self._pressed)

    def _release(self, event: QMouseEvent) -> bool:
        if self._doing is _Doing.DRAGGING:
            self._finish()
        elif self._doing is _Doing.PRESSED:
            self.stop()
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                line = self._line_at(event.position().toPoint())
                self.choose(line, line)
        else:
            return False
        self._show_hand(event.position().toPoint())
        return True

    def _show_hand(self, at: QPoint) -> None:
        hand, port = self._in_margin(at), self._reading.viewport()
        hands = (Qt.CursorShape.OpenHandCursor, Qt.CursorShape.ClosedHandCursor)
        if hand:
            port.setCursor(hands[0])
        elif port.cursor().shape() in hands:
            port.setCursor(Qt.CursorShape.IBeamCursor)

    # -- where ------------------------------------------------------------------------------------

    @property
    def _count(self) -> int:
        return self._reading.document().blockCount()

    def _in_margin(self, at: QPoint) -> bool:
        if self._reading.isReadOnly():
            return False
        last = self._box(self._count - 1)
        return at.x() < self._left() and self._box(0).top() - GRID <= at.y() <= last.bottom()

    def _left(self) -> float:
        return self._reading.document().rootFrame().frameFormat().leftMargin() - GAP

    def _line_at(self, at: QPoint) -> int:
        inside = QPoint(round(self._left()) + 2 * GAP, at.y())
        return self._reading.cursorForPosition(inside).blockNumber()

    def _box(self, line: int) -> QRectF:
        document = self._reading.document()
        box = document.documentLayout().blockBoundingRect(document.findBlockByNumber(line))
        return box.translated(0, -self._reading.verticalScrollBar().value())

    def _height(self) -> float:
        """Where the place is on the screen: in the middle between two lines, or close under one."""
        if self._place == 0:
            return self._ink(0)[0] - GRID / 2
        above = self._ink(self._place - 1)[1]
        if self._place == self._count:
            return above + GRID / 2
        return above + min(GRID, (self._ink(self._place)[0] - above) / 2)

    def _ink(self, line: int) -> tuple[float, float]:
        """Top and bottom of a line's letters; both are the middle of an empty line."""
        block = self._reading.document().findBlockByNumber(line)
        box, layout = self._box(line), block.layout()
        if not block.text():
            # The boxes of empty lines are as high as letters, and run into those below.
            middle = box.top() + box.height() / 3
            return middle, middle
        first, last = layout.lineAt(0), layout.lineAt(layout.lineCount() - 1)
        metrics = QFontMetricsF(self._reading.document().defaultFont())
        top = box.top() + first.y() + first.ascent() - metrics.capHeight()
        return top, box.top() + last.y() + last.ascent() + metrics.descent()

    def _show_mark(self) -> None:
        if self._doing not in (_Doing.DRAGGING, _Doing.PICKING):
            return
        shape = self._reading.document().rootFrame().frameFormat()
        right = self._reading.viewport().width() - shape.rightMargin()
        self.mark.show_at(self._height(), self._left() - GRID, right, self._words())

    def _words(self) -> str:
        if not self._known:
            return self._say.say("views.order.unknown", line=self._typed)
        labels = [label for label in self._labels[self._place :] if label]
        if not labels or self._place >= self._count:
            return self._say.say("views.order.end")
        return self._say.say("views.order.before", line=labels[0])

    # -- events -----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys while picking, and the mouse in the margin."""
        if isinstance(event, QKeyEvent) and watched is self._reading:
            return self._take_key(event)
        if event.type() == QEvent.Type.FocusOut and watched is self._reading:
            if self.picking:
                self.stop()
        elif isinstance(event, QMouseEvent) and watched is self._reading.viewport():
            return self._take_mouse(event)
        elif isinstance(event, QHelpEvent) and watched is self._reading.viewport():
            return self._hint(event)
        return False

    def _hint(self, event: QHelpEvent) -> bool:
        hint = ""
        if event.pos().x() < self._left():
            line = self._line_at(event.pos())
            hint = self._hints[line] if line < len(self._hints) else ""
        QToolTip.showText(event.globalPos(), hint, self._reading.viewport())
        return True

    def _take_key(self, event: QKeyEvent) -> bool:
        if self._doing is _Doing.DRAGGING and event.key() == Qt.Key.Key_Escape:
            self.stop()
            return True
        if not self.picking or event.type() == QEvent.Type.KeyRelease:
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._key(event)
        event.accept()  # so that no key of the window comes between
        return True

    def _take_mouse(self, event: QMouseEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseButtonPress:
                return self._press(event)
            case QEvent.Type.MouseMove:
                return self._move(event)
            case QEvent.Type.MouseButtonRelease:
                return self._release(event)
            case QEvent.Type.MouseButtonDblClick:
                return self._in_margin(event.position().toPoint())
        return False
