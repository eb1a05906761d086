"""The picture on the screen in tiles that fit it pixel by pixel, so that panning only copies them.

A tile is made when it is first seen: cut from the level of the picture that is next finer than the
screen, toned, turned and scaled. What is not made yet is shown coarsely from an overview.
"""

from collections import OrderedDict
from dataclasses import dataclass
from itertools import product
from time import perf_counter

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QRegion, QTransform

from reviewer.core.geometry import Box
from reviewer.core.ports import Picture
from reviewer.ui.views.facsimile_crops import level_for
from reviewer.ui.views.facsimile_frame import Frame
from reviewer.ui.views.facsimile_tone import PLAIN, Tone, toned

SIZE = 256
"""Width and height of a tile in the screen's real pixels."""
BUDGET = 64 * 1024**2
"""Bytes of all tiles."""
_OVERVIEW = 1536  # pixels of its longer side, at most
_BESIDE = 2  # pixels around a cut that smooth scaling looks at
_TILE_BYTES = SIZE * SIZE * 4
_SAMPLE = 48  # pixels of the side of the picture's small copy that says how light it is

Spot = tuple[int, int]
"""Column and row of a tile."""
_Key = tuple[float, int, Tone, int, int]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The content in real pixels, and which tiles of it are in sight."""

    frame: Frame
    ratio: float
    spots: tuple[Spot, ...]

    @property
    def origin(self) -> QPointF:
        """Where the content begins, in real pixels of the view, on a whole one."""
        return QPointF(round(self.frame.left * self.ratio), round(self.frame.top * self.ratio))

    def place(self, spot: Spot) -> QRectF:
        """Where a tile lies in the view, in logical pixels."""
        at = (self.origin + QPointF(spot[0] * SIZE, spot[1] * SIZE)) / self.ratio
        return QRectF(at.x(), at.y(), SIZE / self.ratio, SIZE / self.ratio)


class Tiles:
    """Paints one picture. At most `budget` bytes of tiles are kept, those seen last.

    On a screen so large that what is in sight takes more, just that is kept.
    """

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._picture: Picture | None = None
        self._tone = PLAIN
        self._kept: OrderedDict[_Key, QImage] = OrderedDict()
        self._bytes = 0
        self._needed = 0
        self._overview = QImage()
        self._overview_scale = 1.0

    @property
    def picture(self) -> Picture | None:
        """What is painted."""
        return self._picture

    @property
    def bytes(self) -> int:
        """Bytes that the tiles take now."""
        return self._bytes

    def show(self, picture: Picture | None, tone: Tone) -> None:
        """Paint another picture, or the same in another tone."""
        if picture is not self._picture:
            self._kept.clear()
            self._bytes = 0
        self._picture, self._tone = picture, tone
        self._overview = QImage()
        if picture is not None:
            longer = max(picture.width, picture.height)
            level = level_for(picture.levels, min(1.0, _OVERVIEW / longer))
            if longer / (1 << level) > _OVERVIEW and level + 1 < picture.levels:
                level += 1
            box = Box(0, 0, picture.width, picture.height)
            self._overview = toned(picture.crop(box, level), tone)
            self._overview_scale = float(1 << level)

    def ground(self) -> QColor:
        """How light the page is behind its letters, as a grey."""
        if self._overview.isNull():
            return QColor(Qt.GlobalColor.white)
        small = self._overview.scaled(
            _SAMPLE,
            _SAMPLE,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        ).convertToFormat(QImage.Format.Format_Grayscale8)
        middle = sorted(bytes(small.constBits()))[_SAMPLE * _SAMPLE // 2]
        return QColor(middle, middle, middle)

    # -- painting ---------------------------------------------------------------------------------

    def paint(self, painter: QPainter, frame: Frame, ratio: float, seconds: float) -> bool:
        """Paint what is in sight. Tiles are made for so many seconds at most, in this call.

        Gives back whether all of it is sharp; if not, paint again soon.
        """
        if self._picture is None:
            return True
        until = perf_counter() + seconds
        grid = _Grid(frame, ratio, self._in_sight(frame, ratio, 0))
        self._needed = len(grid.spots) * _TILE_BYTES
        made = False  # at least one each time, so that it comes to an end
        missing: list[Spot] = []
        sharp: list[tuple[Spot, QImage]] = []
        for spot in grid.spots:
            key = self._key(frame, ratio, spot)
            tile = self._kept.get(key)
            if tile is None and (perf_counter() < until or not made):
                tile = self._make(frame, ratio, key)
                made = True
            if tile is None:
                missing.append(spot)
            else:
                self._kept.move_to_end(key)
                sharp.append((spot, tile))
        if missing:
            self._paint_coarse(painter, grid, missing)
        for spot, tile in sharp:
            painter.drawImage(grid.place(spot).topLeft(), tile)
        return not missing

    def prepare(self, frame: Frame, ratio: float, seconds: float) -> bool:
        """Make tiles that would come into sight next, for so many seconds; whether all are made."""
        if self._picture is None:
            return True
        until = perf_counter() + seconds
        spots = self._in_sight(frame, ratio, 1)
        if len(spots) * _TILE_BYTES > self._budget:
            return True  # they would drive each other out, for ever
        for spot in spots:
            key = self._key(frame, ratio, spot)
            if key not in self._kept:
                if perf_counter() >= until:
                    return False
                self._make(frame, ratio, key)
        return True

    def _key(self, frame: Frame, ratio: float, spot: Spot) -> _Key:
        return frame.zoom * ratio, frame.turn, self._tone, *spot

    def _in_sight(self, frame: Frame, ratio: float, ring: int) -> tuple[Spot, ...]:
        """Tiles in sight and `ring` more to each side; those in the middle first."""
        content = frame.content
        spans = []
        for start, length, room in (
            (frame.left, content.width(), frame.view.width()),
            (frame.top, content.height(), frame.view.height()),
        ):
            first = int(max(-start, 0) * ratio) // SIZE - ring
            last = int((min(room - start, length) * ratio - 1e-6) // SIZE) + ring
            end = int((length * ratio - 1e-6) // SIZE)
            spans.append(range(max(first, 0), min(last, end) + 1))
        across, down = spans
        if not (across and down):
            return ()
        middle = (across[0] + across[-1]) / 2, (down[0] + down[-1]) / 2
        return tuple(
            sorted(
                product(across, down),
                key=lambda spot: abs(spot[0] - middle[0]) + abs(spot[1] - middle[1]),
            )
        )

    def _paint_coarse(self, painter: QPainter, grid: _Grid, missing: list[Spot]) -> None:
        painter.save()
        region = QRegion()
        for spot in missing:
            region += grid.place(spot).toAlignedRect()
        painter.setClipRegion(region, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = self._overview_scale
        painter.setTransform(QTransform.fromScale(scale, scale) * grid.frame.to_view, combine=True)
        painter.drawImage(0, 0, self._overview)
        painter.restore()

    def _make(self, frame: Frame, ratio: float, key: _Key) -> QImage:
        """Make a tile and keep it."""
        picture = self._picture
        assert picture is not None, "tiles are made while a picture is painted"
        scale, _, _, column, row = key
        turning = frame.turning(scale) * QTransform.fromTranslate(-column * SIZE, -row * SIZE)
        size = frame.content * ratio
        seen = QRect(
            0,
            0,
            min(SIZE, max(round(size.width()) - column * SIZE, 1)),
            min(SIZE, max(round(size.height()) - row * SIZE, 1)),
        )
        back = turning.inverted()[0].mapRect(QRectF(seen))
        level = level_for(picture.levels, scale)
        step = 1 << level
        beside = _BESIDE * step
        part = Box(
            int(back.left()) - beside,
            int(back.top()) - beside,
            int(back.right()) + beside + 1,
            int(back.bottom()) + beside + 1,
        ).within(picture.width, picture.height)
        cut = toned(picture.crop(part, level), self._tone)
        tile = QImage(seen.size(), QImage.Format.Format_RGB32)
        tile.fill(self._overview.pixelColor(0, 0) if not self._overview.isNull() else 0)
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(
            QTransform.fromTranslate(part.left // step, part.top // step)
            * QTransform.fromScale(step, step)
            * turning
        )
        painter.drawImage(0, 0, cut)
        painter.end()
        tile.setDevicePixelRatio(ratio)
        self._keep(key, tile)
        return tile

    def _keep(self, key: _Key, tile: QImage) -> None:
        self._kept[key] = tile
        self._bytes += tile.sizeInBytes()
        while self._bytes > max(self._budget, self._needed):
            self._bytes -= self._kept.popitem(last=False)[1].sizeInBytes()
