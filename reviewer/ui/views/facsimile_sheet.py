"""The sheet on which the picture lies: how it is painted, moved and zoomed."""

from dataclasses import replace

from PySide6.QtCore import (
    QEasingCurve,
    QPointF,
    QRectF,
    QSizeF,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from reviewer.core.geometry import Box
from reviewer.core.ports import Picture
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.facsimile_frame import Fit, Frame
from reviewer.ui.views.facsimile_marks import Current, Ink, PageMarks, WordMark, paint_marks
from reviewer.ui.views.facsimile_tiles import Tiles
from reviewer.ui.views.facsimile_tone import PLAIN, Tone

_MAKING = 0.010  # seconds of a frame in which tiles are made; the rest of 16 ms is for copying
_AHEAD = 0.006
_EDGE = 3.0 * GRID  # what comes into sight keeps this from the sides
_GLIDE = 160  # milliseconds


class Sheet(QWidget):
    """Shows a picture with its marks. Knows nothing of what to say when there is none."""

    zoomChanged = Signal(float)
    """The screen's logical pixels to one of the picture."""
    lost = Signal()
    """The picture's pixels could not be read any longer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tiles = Tiles()
        self._frame = Frame(1, 1, QSizeF(1, 1))
        self._fit = Fit.WIDTH
        self._tone = PLAIN
        self._marks = PageMarks()
        self._current = Current()
        self._ink = Ink(theme, QColor("white"))
        self._hovered: WordMark | None = None
        self._glide = QVariantAnimation(self)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._glided)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._prepare)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # -- shown ------------------------------------------------------------------------------------

    def show_picture(self, picture: Picture | None, marks: PageMarks) -> None:
        """Show a picture from its top, as far to the side as the one before it.

        The same one again stays where it is.
        """
        self._marks, self._hovered = marks, None
        if picture is self._tiles.picture:
            self.update()
            return
        self._glide.stop()
        self._current = Current()
        try:
            self._tiles.show(picture, self._tone)
        except (OSError, ValueError):
            self._lose()
            return
        if picture is not None:
            made = replace(
                self._frame, width=picture.width, height=picture.height, view=self._room(), top=0.0
            )
            self._set_frame(made.fitted(self._fit))
            self.zoomChanged.emit(self._frame.zoom)
        self._choose_ink()

    def set_marks(self, marks: PageMarks) -> None:
        """Mark other places of the same picture."""
        self._marks, self._hovered = marks, None
        self.update()

    def set_current(self, current: Current, follow: bool) -> None:
        """Show what is under review; with `follow` it glides into sight if it is not there."""
        self._current = current
        box = self._current_box()
        if follow and box is not None and self._tiles.picture is not None:
            self._go_to(self._frame.showing(self._frame.place(box), _EDGE))
        self.update()

    def _current_box(self) -> Box | None:
        for mark in (
            self._marks.finding(self._current.finding),
            self._marks.word(self._current.token),
            self._marks.line(self._current.line),
        ):
            if mark is not None:
                return mark.box
        return None

    @property
    def current_box(self) -> Box | None:
        """Where the finding, word or line under review is on the page."""
        return self._current_box()

    @property
    def frame(self) -> Frame:
        """What of the page is in sight."""
        return self._frame

    @property
    def fit(self) -> Fit:
        """What stays fitted when the pane changes its size."""
        return self._fit

    @property
    def tone(self) -> Tone:
        """How the picture is toned."""
        return self._tone

    @property
    def ink(self) -> Ink:
        """The colours of marks that can be seen on this picture."""
        return self._ink

    @property
    def gliding(self) -> bool:
        """Whether the page moves by itself now."""
        return self._glide.state() is QVariantAnimation.State.Running

    def set_tone(self, tone: Tone) -> None:
        """Tone the picture; its file is not touched."""
        if tone == self._tone:
            return
        self._tone = tone
        try:
            self._tiles.show(self._tiles.picture, tone)
        except (OSError, ValueError):
            self._lose()
            return
        self._choose_ink()

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        self._choose_ink()

    def _choose_ink(self) -> None:
        self._ink = Ink(self._theme, self._tiles.ground())
        self.update()

    def _lose(self) -> None:
        self._tiles = Tiles()
        QTimer.singleShot(0, self, self.lost.emit)

    # -- moved ------------------------------------------------------------------------------------

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom in or out; what is under `about` (the middle where none is named) stays there."""
        self.zoom_to(self._frame.zoom * factor, about)

    def zoom_to(self, zoom: float, about: QPointF | None = None) -> None:
        """Show the page at a zoom: the screen's logical pixels to one of the picture."""
        self._glide.stop()
        self._fit = Fit.NONE
        middle = QPointF(self.width() / 2, self.height() / 2)
        self._set_frame(self._frame.zoomed(zoom, about or middle))

    def set_fit(self, fit: Fit) -> None:
        """Fit the page's width or all of it, from now on at any size of the pane."""
        self._glide.stop()
        self._fit = fit
        self._set_frame(self._frame.fitted(fit))

    def turn(self, quarters: int) -> None:
        """Turn the page clockwise."""
        self._glide.stop()
        self._set_frame(self._frame.turned(quarters).fitted(self._fit))

    def pan(self, across: float, down: float) -> None:
        """Move the page by logical pixels, as far as there is some."""
        self._glide.stop()
        self._set_frame(self._frame.moved(across, down))

    def _room(self) -> QSizeF:
        return QSizeF(max(self.width(), 1), max(self.height(), 1))

    def _set_frame(self, frame: Frame) -> None:
        before, self._frame = self._frame, frame
        if before.zoom != frame.zoom and self._tiles.picture is not None:
            self.zoomChanged.emit(frame.zoom)
        if before != frame:
            self.update()

    def _go_to(self, frame: Frame) -> None:
        self._glide.stop()
        start, end = self._corner(self._frame), self._corner(frame)
        quick = not self.style().styleHint(
            QStyle.StyleHint.SH_Widget_Animation_Duration, None, self
        )
        if start == end:
            return
        if quick or not self.isVisible():
            self._set_frame(frame)
            return
        self._glide.setDuration(_GLIDE)
        self._glide.setStartValue(start)
        self._glide.setEndValue(end)
        self._glide.start()

    @staticmethod
    def _corner(frame: Frame) -> QPointF:
        return QPointF(frame.left, frame.top)

    def _glided(self, corner: QPointF) -> None:
        frame = self._frame
        self._set_frame(frame.moved(corner.x() - frame.left, corner.y() - frame.top))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is fitted fitted."""
        super().resizeEvent(event)
        self._glide.stop()
        self._set_frame(self._frame.resized(self._room(), self._fit))

    # -- painted ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the desk, the picture and its marks."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), self._theme.desk)
            if self._tiles.picture is not None:
                self._paint_page(painter)
            if self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._theme.focus, 2))
                painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_page(self, painter: QPainter) -> None:
        try:
            self._paint_tiles(painter)
        except (OSError, ValueError):
            self._lose()
            return
        painter.setPen(self._theme.line)
        page = QRectF(QPointF(self._frame.left, self._frame.top), self._frame.content)
        painter.drawRect(page.adjusted(-0.5, -0.5, 0.5, 0.5))
        paint_marks(painter, self._frame, self._marks, self._current, self._hovered, self._ink)
        self._paint_position(painter)

    def _paint_tiles(self, painter: QPainter) -> None:
        if self._tiles.paint(painter, self._frame, self.devicePixelRatioF(), _MAKING):
            self._again.start(30)
        else:
            self._again.stop()
            QTimer.singleShot(0, self, self.update)

    def _prepare(self) -> None:
        """While nothing is to do, make the tiles around what is in sight."""
        try:
            if not self._tiles.prepare(self._frame, self.devicePixelRatioF(), _AHEAD):
                self._again.start(8)
        except (OSError, ValueError):
            self._lose()

    def _paint_position(self, painter: QPainter) -> None:
        """Show by thin bars at the edges which part of the page is in sight."""
        content, view = self._frame.content, self._frame.view
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colour = QColor(self._theme.edge)
        colour.setAlpha(150)
        painter.setBrush(colour)
        if content.height() > view.height() + 1:
            length = max(view.height() ** 2 / content.height(), 4 * GRID)
            share = -self._frame.top / (content.height() - view.height())
            top = min(max(share, 0), 1) * (view.height() - length - 8) + 4
            painter.drawRoundedRect(QRectF(view.width() - 8, top, 4, length), 2, 2)
        if content.width() > view.width() + 1:
            length = max(view.width() ** 2 / content.width(), 4 * GRID)
            share = -self._frame.left / (content.width() - view.width())
            left = min(max(share, 0), 1) * (view.width() - length - 8) + 4
            painter.drawRoundedRect(QRectF(left, view.height() - 8, length, 4), 2, 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the focus ring away."""
        super().focusOutEvent(event)
        self.update()
