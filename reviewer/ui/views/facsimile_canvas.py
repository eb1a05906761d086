"""The picture under the hands: dragged, scrolled, zoomed, and clicked on."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.views.facsimile_marks import WordMark
from reviewer.ui.views.facsimile_sheet import Sheet

STEP = 1.25
"""One step of zooming in."""
_SCROLL = 80.0  # pixels for a notch of the wheel or an arrow key


class Canvas(Sheet):
    """A sheet that answers to mouse, wheel, trackpad and keys."""

    wordPicked = Signal(int)
    linePicked = Signal(int)
    pointed = Signal(object)
    """The box of the word under the mouse, or None where there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._pressed: QPoint | None = None
        self._grabbed: QPointF | None = None
        self.setMouseTracking(True)

    # -- mouse ------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move the page; with Ctrl zoom it under the mouse, with Shift move it sideways."""
        event.accept()
        degrees = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP ** (degrees.y() / 120), event.position())
            return
        fine = event.pixelDelta()
        across, down = (
            (float(fine.x()), float(fine.y()))
            if not fine.isNull()
            else (degrees.x() / 120 * _SCROLL, degrees.y() / 120 * _SCROLL)
        )
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not across:
            across, down = down, 0.0
        self.pan(across, down)

    def event(self, event: QEvent) -> bool:
        """Zoom by pinching on a trackpad."""
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom_by(1 + event.value(), event.position())
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the page."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pressed = event.position().toPoint()
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the page along, or show which word a click would pick."""
        at = event.position()
        if self._grabbed is not None:
            moved = at - self._grabbed
            self._grabbed = at
            self.pan(moved.x(), moved.y())
        elif self._pressed is not None:
            far = (at.toPoint() - self._pressed).manhattanLength()
            if far >= QGuiApplication.styleHints().startDragDistance():
                self._grabbed = at
                self._hover(None)
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            self._hover(self._word_under(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; where nothing was dragged, pick the word or the line."""
        pressed, self._pressed = self._pressed, None
        if self._grabbed is not None:
            self._grabbed = None
            self.unsetCursor()
        elif pressed is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pick(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse any longer."""
        super().leaveEvent(event)
        self._hover(None)

    def _pick(self, at: QPointF) -> None:
        if self._tiles.picture is None:
            return
        place = self._frame.page_at(at)
        word = self._marks.word_at(place.x(), place.y())
        line = self._marks.line_at(place.x(), place.y())
        if word is not None:
            self.wordPicked.emit(word.token)
        elif line is not None:
            self.linePicked.emit(line.key)

    def _word_under(self, at: QPointF) -> WordMark | None:
        if self._tiles.picture is None:
            return None
        place = self._frame.page_at(at)
        return self._marks.word_at(place.x(), place.y())

    def _hover(self, word: WordMark | None) -> None:
        if word == self._hovered:
            return
        self._hovered = word
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if word is not None else Qt.CursorShape.ArrowCursor
        )
        self.pointed.emit(word.box if word is not None else None)
        self.update()

    # -- keys -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the page by the arrows, Page Up and Down, Home and End."""
        page = self._frame.view.height() * 0.9
        far = self._frame.content.height()
        way = {
            Qt.Key.Key_Left: (_SCROLL, 0.0),
            Qt.Key.Key_Right: (-_SCROLL, 0.0),
            Qt.Key.Key_Up: (0.0, _SCROLL),
            Qt.Key.Key_Down: (0.0, -_SCROLL),
            Qt.Key.Key_PageUp: (0.0, page),
            Qt.Key.Key_PageDown: (0.0, -page),
            Qt.Key.Key_Home: (0.0, far),
            Qt.Key.Key_End: (0.0, -far),
        }.get(Qt.Key(event.key()))
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if way is None or not plain:
            super().keyPressEvent(event)
        else:
            self.pan(*way)
