"""The tile pyramid: a picture in one flat file, cut into tiles on several levels.

Level 0 has the picture's own size, each further one half of the one before (rounded up), until one
tile holds it all. In the file level stands behind level, row of tiles behind row, and within a row
tile behind tile, each as its rows of pixels without padding: so the place of every tile follows
from the sizes alone.

Imports nothing but Pillow, and that only to make one: the program reads pyramids without it, and
the helper process that decodes pictures loads this and little more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from PIL import Image as Pillow

TILE = 256
"""Width and height of a tile in pixels; even, so that half of it is a whole number."""


@dataclass(frozen=True)
class Layout:
    """What is where in the file of a pyramid. `channels` is 1 (grey) or 3 (red, green, blue)."""

    width: int
    height: int
    channels: int
    tile_size: int = TILE

    @cached_property
    def sizes(self) -> tuple[tuple[int, int], ...]:
        """Width and height of each level."""
        width, height = self.width, self.height
        sizes = [(width, height)]
        while max(width, height) > self.tile_size:
            width, height = (width + 1) // 2, (height + 1) // 2
            sizes.append((width, height))
        return tuple(sizes)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Where each level begins, and last where the file ends."""
        starts = [0]
        for width, height in self.sizes:
            starts.append(starts[-1] + width * height * self.channels)
        return tuple(starts)

    @property
    def total(self) -> int:
        """Bytes of the whole file."""
        return self._starts[-1]

    def grid(self, level: int) -> tuple[int, int]:
        """Columns and rows of tiles on a level."""
        width, height = self.sizes[level]
        return -(-width // self.tile_size), -(-height // self.tile_size)

    def tile(self, level: int, column: int, row: int) -> tuple[int, int, int]:
        """Where a tile begins in the file, and its width and height. Raises IndexError outside."""
        if not 0 <= level < len(self.sizes):
            raise IndexError(f"there is no level {level}")
        width, height = self.sizes[level]
        left, top = column * self.tile_size, row * self.tile_size
        if not (0 <= left < width and 0 <= top < height):
            raise IndexError(f"level {level} has no tile at column {column}, row {row}")
        wide, high = min(self.tile_size, width - left), min(self.tile_size, height - top)
        start = self._starts[level] + (top * width + left * high) * self.channels
        return start, wide, high

    def row(self, level: int, row: int) -> int:
        """Where a row of tiles begins in the file."""
        return self.tile(level, 0, row)[0]


Strip = Callable[[int, int], "Pillow.Image"]
"""Gives the rows of a picture from one (inclusive) to another (exclusive), in mode L or RGB."""


def write(layout: Layout, strip: Strip, out: BinaryIO) -> None:
    """Write a picture's pyramid, reading it once from top to bottom in strips of a tile's height.

    All levels grow together, so that beside the picture itself little memory is needed.
    """
    out.truncate(layout.total)
    tower = _Tower(layout, out)
    for top in range(0, layout.height, layout.tile_size):
        tower.lay(0, strip(top, min(top + layout.tile_size, layout.height)))
    tower.finish()


class _Tower:
    """Rows of tiles as they come, on every level; two of them make one of the next."""

    def __init__(self, layout: Layout, out: BinaryIO) -> None:
        self._layout = layout
        self._out = out
        self._done = [0] * len(layout.sizes)
        self._half: list[Pillow.Image | None] = [None] * len(layout.sizes)

    def lay(self, level: int, strip: "Pillow.Image") -> None:
        """Write the next row of tiles of a level, and of those above as they come together."""
        row = self._done[level]
        self._done[level] += 1
        self._write(level, row, strip)
        if level + 1 == len(self._layout.sizes):
            return
        smaller = strip.reduce(2)
        upper, self._half[level] = self._half[level], None
        if upper is None:
            self._half[level] = smaller
        else:
            self.lay(level + 1, _stacked(upper, smaller))

    def finish(self) -> None:
        """Write the last rows, those that found no second half."""
        for level in range(len(self._half)):
            # In this order: a level may get its own last half from the one below.
            half, self._half[level] = self._half[level], None
            if half is not None:
                self.lay(level + 1, half)

    def _write(self, level: int, row: int, strip: "Pillow.Image") -> None:
        size = self._layout.tile_size
        self._out.seek(self._layout.row(level, row))
        for left in range(0, strip.width, size):
            tile = strip.crop((left, 0, min(left + size, strip.width), strip.height))
            self._out.write(tile.tobytes())


def _stacked(upper: "Pillow.Image", lower: "Pillow.Image") -> "Pillow.Image":
    """One strip above the other."""
    from PIL import Image as Pillow

    both = Pillow.new(upper.mode, (upper.width, upper.height + lower.height))
    both.paste(upper, (0, 0))
    both.paste(lower, (0, upper.height))
    return both
