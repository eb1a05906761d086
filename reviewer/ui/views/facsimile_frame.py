"""Which part of the page is in sight: zoom, turn and place, as plain arithmetic without a widget.

*Page* pixels are those of the picture, unturned; *content* is the turned and zoomed page in logical
pixels from its own corner; *view* is the pane, in logical pixels from its corner.
"""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Self

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

from reviewer.core.geometry import Box

LARGEST = 8.0
"""The screen's pixels to one of the picture beyond which nothing more can be seen."""
_SMALLEST = 24.0  # pixels that the page's longer side keeps
MARGIN = 8.0
"""Room around the page when it is fitted, in logical pixels."""


class Fit(Enum):
    """What stays fitted when the pane changes its size."""

    NONE = "none"
    WIDTH = "width"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Frame:
    """A page in a pane; every change gives a new frame.

    `turn` counts quarter turns clockwise; `left` and `top` are where the content begins in the view
    (negative where it begins outside).
    """

    width: int
    height: int
    view: QSizeF
    zoom: float = 1.0
    turn: int = 0
    left: float = 0.0
    top: float = 0.0

    @property
    def content(self) -> QSizeF:
        """Size of the content."""
        wide, high = self.width * self.zoom, self.height * self.zoom
        return QSizeF(high, wide) if self.turn % 2 else QSizeF(wide, high)

    def turning(self, zoom: float | None = None) -> QTransform:
        """From page pixels to content, turned about so that it begins at (0, 0)."""
        zoom = self.zoom if zoom is None else zoom
        shift = {
            0: (0, 0),
            1: (self.height, 0),
            2: (self.width, self.height),
            3: (0, self.width),
        }[self.turn]
        made = QTransform()
        made.scale(zoom, zoom)
        made.translate(*shift)
        made.rotate(90 * self.turn)
        return made

    @property
    def to_view(self) -> QTransform:
        """From page pixels to the view."""
        return self.turning() * QTransform.fromTranslate(self.left, self.top)

    def page_at(self, point: QPointF) -> QPointF:
        """The page's point under one of the view."""
        return self.to_view.inverted()[0].map(point)

    def place(self, box: Box) -> QRectF:
        """Where a box of the page lies in the view."""
        return self.to_view.mapRect(QRectF(box.left, box.top, box.width, box.height))

    # -- moved ------------------------------------------------------------------------------------

    def settled(self) -> Self:
        """Kept in the pane: in the middle where it is smaller, else without empty edges."""
        content = self.content
        return replace(
            self,
            left=_settled(self.left, content.width(), self.view.width()),
            top=_settled(self.top, content.height(), self.view.height()),
        )

    def moved(self, across: float, down: float) -> Self:
        """Shifted by pixels of the view, as far as there is page."""
        return replace(self, left=self.left + across, top=self.top + down).settled()

    def zoomed(self, zoom: float, about: QPointF) -> Self:
        """At another zoom, what is under `about` staying there."""
        content = self.content
        least = min(1.0, _SMALLEST / max(self.width, self.height, 1))
        zoom = min(max(zoom, least), LARGEST)
        share = QPointF(
            (about.x() - self.left) / (content.width() or 1),
            (about.y() - self.top) / (content.height() or 1),
        )
        made = replace(self, zoom=zoom)
        size = made.content
        return replace(
            made,
            left=about.x() - share.x() * size.width(),
            top=about.y() - share.y() * size.height(),
        ).settled()

    def turned(self, quarters: int) -> Self:
        """Turned clockwise, what is in the middle of the pane staying there."""
        middle = QPointF(self.view.width() / 2, self.view.height() / 2)
        kept = self.page_at(middle)
        made = replace(self, turn=(self.turn + quarters) % 4, left=0.0, top=0.0)
        now = made.to_view.map(kept)
        return made.moved(middle.x() - now.x(), middle.y() - now.y())

    def fitted(self, fit: Fit) -> Self:
        """At the zoom that shows the page's width, or all of it; its place as near as can be."""
        if fit is Fit.NONE:
            return self.settled()
        size = replace(self, zoom=1.0).content
        wide = max(self.view.width() - 2 * MARGIN, 1) / max(size.width(), 1)
        high = max(self.view.height() - 2 * MARGIN, 1) / max(size.height(), 1)
        zoom = wide if fit is Fit.WIDTH else min(wide, high)
        return self.zoomed(zoom, QPointF(self.view.width() / 2, 0))

    def resized(self, view: QSizeF, fit: Fit) -> Self:
        """In a pane of another size; what was at its top, or in its middle, stays there."""
        if fit is not Fit.NONE:
            return replace(self, view=view).fitted(fit)
        made = replace(self, view=view)
        across = (view.width() - self.view.width()) / 2
        return made.moved(across, (view.height() - self.view.height()) / 2)

    def showing(self, place: QRectF, edge: float) -> Self:
        """Moved so that a place of the view is in sight; unmoved where it is so already.

        What is out of sight comes to a third of the height, and no nearer than `edge` to a side.
        """
        inner = QRectF(0, 0, self.view.width(), self.view.height()).adjusted(
            edge, edge, -edge, -edge
        )
        across = down = 0.0
        if place.left() < inner.left() or place.right() > inner.right():
            if place.width() >= inner.width():
                across = inner.left() - place.left()
            else:
                across = self.view.width() / 2 - place.center().x()
        if place.top() < inner.top() or place.bottom() > inner.bottom():
            down = self.view.height() / 3 - place.center().y()
        return self.moved(across, down) if across or down else self


def _settled(start: float, length: float, room: float) -> float:
    if length <= room:
        return (room - length) / 2
    margin = min(MARGIN, max(length - room, 0))
    return min(max(start, room - length - margin), margin)
