"""Cuts out of a page's picture, at the size and sharpness of the screen."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage

from reviewer.core.geometry import Box
from reviewer.core.ports import Picture
from reviewer.ui.views.facsimile_tone import PLAIN, Tone, toned

MARGIN = 0.3
"""Room around what is cut out, as a share of its height."""
_LARGEST = 4.0  # a crop is not enlarged further: there is nothing more to see
_LONGEST = 8192  # pixels of the screen; what is wider is shown smaller


@dataclass(frozen=True, slots=True)
class Crop:
    """A cut-out: its image, the part of the page it shows, and the screen's pixels to one of it.

    `scale` counts logical pixels; the image knows its own pixel ratio.
    """

    image: QImage
    area: Box
    scale: float

    def place(self, box: Box) -> QRectF:
        """Where a box of the page lies on the cut-out, in logical pixels."""
        return QRectF(
            (box.left - self.area.left) * self.scale,
            (box.top - self.area.top) * self.scale,
            box.width * self.scale,
            box.height * self.scale,
        )


def level_for(levels: int, scale: float) -> int:
    """The coarsest level that still has a pixel for each of the screen.

    `scale` is the screen's pixels (its real ones) to one of the full-size picture.
    """
    if scale >= 1:
        return 0
    return min(int(math.log2(1 / scale) + 1e-9), levels - 1)


def crop(
    picture: Picture,
    box: Box,
    height: int,
    tone: Tone = PLAIN,
    *,
    width: int | None = None,
    ratio: float = 1.0,
    margin: float = MARGIN,
) -> Crop:
    """Cut a box out, with a margin around it, `height` logical pixels high.

    With `width` (logical pixels) as much of the page is shown to both sides as fills it, around
    the middle of the box; without it the crop is as wide as the box and its margin. A crop at the
    edge of the page stays within it, and one of tiny letters may be less high than asked for. A box
    outside the page gives an empty image.
    """
    around = round(box.height * margin)
    top, bottom = box.top - around, box.bottom + around
    left, right = box.left - around, box.right + around
    scale = min(height / max(bottom - top, 1), _LARGEST)
    if width is None:
        scale = min(scale, _LONGEST / max(right - left, 1))
    else:
        half = math.ceil(width / scale / 2)
        middle = (box.left + box.right) // 2
        middle = max(min(middle, picture.width - half), half)  # rather off the middle than cut
        left, right = middle - half, middle + half
    area = Box(left, top, right, bottom).within(picture.width, picture.height)
    return Crop(_cut(picture, area, scale, ratio, tone), area, scale)


def _cut(picture: Picture, area: Box, scale: float, ratio: float, tone: Tone) -> QImage:
    size = QSize(round(area.width * scale * ratio), round(area.height * scale * ratio))
    if size.isEmpty():
        return QImage()
    image = toned(picture.crop(area, level_for(picture.levels, scale * ratio)), tone)
    image = image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    image.setDevicePixelRatio(ratio)
    return image
