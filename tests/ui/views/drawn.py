"""A picture made of a drawing, for views that are handed an opened one."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from reviewer.core.geometry import Box
from reviewer.core.ports import Raster


class DrawnPicture:
    """Implements `Picture`: white, with black boxes; grey, or in colour with boxes in `ink`."""

    tile_size = 256

    def __init__(
        self, width: int, height: int, *boxes: Box, colour: bool = False, ink: str = "black"
    ) -> None:
        self.width, self.height = width, height
        self.reads = 0
        self.closed = False
        self.before_read: Callable[[], None] = lambda: None
        self._channels = 3 if colour else 1
        kind = QImage.Format.Format_RGB888 if colour else QImage.Format.Format_Grayscale8
        image = QImage(width, height, kind)
        image.fill(QColor("white"))
        painter = QPainter(image)
        for box in boxes:
            painter.fillRect(QRect(box.left, box.top, box.width, box.height), QColor(ink))
        painter.end()
        self._levels = [image]
        while max(image.width(), image.height()) > self.tile_size:
            image = image.scaled(
                (image.width() + 1) // 2,
                (image.height() + 1) // 2,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            ).convertToFormat(kind)
            self._levels.append(image)
        self.levels = len(self._levels)

    def tile(self, level: int, column: int, row: int) -> Raster:
        """A tile."""
        size = self.tile_size
        return self._cut(level, QRect(column * size, row * size, size, size))

    def crop(self, box: Box, level: int = 0) -> Raster:
        """A part."""
        step, inner = 1 << level, box.within(self.width, self.height)
        left, top = inner.left // step, inner.top // step
        right, bottom = -(-inner.right // step), -(-inner.bottom // step)
        return self._cut(level, QRect(left, top, right - left, bottom - top))

    def _cut(self, level: int, rect: QRect) -> Raster:
        if self.closed:
            raise ValueError("read of closed file")
        self.before_read()
        self.reads += 1
        image = self._levels[level]
        image = image.copy(rect.intersected(image.rect()))
        wide, bits = image.width() * self._channels, bytes(image.constBits())
        stride = image.bytesPerLine()
        rows = (bits[y * stride : y * stride + wide] for y in range(image.height()))
        return Raster(image.width(), image.height(), self._channels, b"".join(rows))

    def close(self) -> None:
        """Let go."""
        self.closed = True
