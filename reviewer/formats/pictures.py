"""Page images opened for looking at: decoded once by a helper process, then read tile by tile.

The pixels lie in a file of the cache folder and are read from there as they are needed, so that the
program's own memory stays small however large a scan is. They are read, not mapped: pages of a
mapped file would count as the program's memory for as long as the system cares to keep them.
"""

import os
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Lock

from reviewer.core.errors import UnreadableFile
from reviewer.core.files import check_readable, unreadable
from reviewer.core.geometry import Box
from reviewer.core.model import Image
from reviewer.core.ports import Raster
from reviewer.formats.decoding_task import PDF, Made, Refused, Task
from reviewer.formats.pyramid import Layout
from reviewer.formats.shelf import Held, Key, Shelf

ROOM = 2 * 1024**3
"""Bytes of the cache folder that pictures which are not open may take up."""
PATIENCE = 90.0
"""Seconds after which a file is given up that does not come to an end."""
_SAVE_ANEW = "Save the image anew, as PNG or JPEG."
_SAFE = "The text is not affected."


class TiledPicture:
    """A `Picture` whose tiles are read from the file of its pyramid."""

    def __init__(self, layout: Layout, path: Path, on_close: "_Return") -> None:
        self.width, self.height = layout.width, layout.height
        self.levels = len(layout.sizes)
        self.tile_size = layout.tile_size
        self._layout = layout
        self._lock = Lock()
        self._file = path.open("rb", buffering=0)
        self._on_close: _Return | None = on_close

    def tile(self, level: int, column: int, row: int) -> Raster:
        """A tile; those at the right and lower edge may be smaller. Raises IndexError outside."""
        start, width, height = self._layout.tile(level, column, row)
        channels = self._layout.channels
        return Raster(width, height, channels, self._read(start, width * height * channels))

    def crop(self, box: Box, level: int = 0) -> Raster:
        """The part of the picture in a box of full-size pixels, at the scale of a level.

        What the box has outside the picture is left out. Raises IndexError where the level is none.
        """
        if not 0 <= level < self.levels:
            raise IndexError(f"there is no level {level}")
        inner, shift = box.within(self.width, self.height), 1 << level
        part = Box(
            inner.left // shift,
            inner.top // shift,
            -(-inner.right // shift),
            -(-inner.bottom // shift),
        )
        if not (inner.width and inner.height):
            return Raster(0, 0, self._layout.channels, b"")
        rows = range(part.top // self.tile_size, (part.bottom - 1) // self.tile_size + 1)
        data = b"".join(self._band(level, part, row) for row in rows)
        return Raster(part.width, part.height, self._layout.channels, data)

    def _band(self, level: int, part: Box, row: int) -> bytes:
        """The rows of pixels that a part of a level has in one row of tiles."""
        size, channels = self.tile_size, self._layout.channels
        first, last = part.left // size, (part.right - 1) // size
        tiles = [self.tile(level, column, row) for column in range(first, last + 1)]
        top = max(part.top - row * size, 0)
        bottom = min(part.bottom - row * size, tiles[0].height)
        cuts = []
        for column, tile in zip(range(first, last + 1), tiles, strict=True):
            left = max(part.left - column * size, 0) * channels
            right = min(part.right - column * size, tile.width) * channels
            cuts.append((tile.data, tile.width * channels, left, right))
        return b"".join(
            data[y * stride + left : y * stride + right]
            for y in range(top, bottom)
            for data, stride, left, right in cuts
        )

    def _read(self, start: int, count: int) -> bytes:
        with self._lock:
            self._file.seek(start)
            data = self._file.read(count)
        if len(data) != count:
            raise OSError(f"the cached picture ends after {start + len(data)} bytes")
        return data

    def close(self) -> None:
        """Let go of the file; may be called twice. Reading on raises ValueError."""
        with self._lock:
            self._file.close()
            done, self._on_close = self._on_close, None
        if done:
            done()


@dataclass(frozen=True, slots=True)
class _Return:
    """Gives a picture's file back to the shelf."""

    shelf: Shelf
    key: Key

    def __call__(self) -> None:
        self.shelf.put_back(self.key)


class PictureOpener:
    """Implements the port `Pictures`.

    `cache` is a folder for large files that may be lost; `room` bounds what is kept there of
    pictures that are not open now. One picture is decoded at a time. Usable from several threads.
    """

    def __init__(self, cache: Path, room: int = ROOM, patience: float = PATIENCE) -> None:
        self._shelf = Shelf(cache, room)
        self._helper = _Helper(patience)
        self._lock = Lock()

    def warm(self) -> None:
        """Start the helper process now, so that the first picture finds it ready."""
        self._helper.warm()

    def open(self, image: Image) -> TiledPicture:
        """Decode a picture, or find it decoded before; `image.path` is absolute.

        Raises UnreadableFile where it is missing, broken, or too large to be opened safely.
        """
        key = _key(image)
        with self._lock:
            held = self._shelf.take(key) or self._decode(key, image)
            try:
                return TiledPicture(held.layout, held.path, _Return(self._shelf, key))
            except OSError:  # somebody emptied the cache folder
                self._shelf.forget(key)
            held = self._decode(key, image)
            return TiledPicture(held.layout, held.path, _Return(self._shelf, key))

    def close(self) -> None:
        """End the helper process and remove the files. Pictures should be closed before."""
        self._helper.close()
        self._shelf.clear()

    def _decode(self, key: Key, image: Image) -> Held:
        try:
            path = self._shelf.fresh()
        except OSError as error:
            raise _error(
                image,
                f"There is no place to open the image in: {error.strerror or error}.",
                "Check that the program's cache folder can be written to.",
            ) from error
        task = Task(image.path, image.frame, image.mime, image.width, image.height, str(path))
        answer = self._helper.decode(task)
        if isinstance(answer, Refused):
            path.unlink(missing_ok=True)
            raise _error(image, answer.what, answer.advice or _SAVE_ANEW)
        return self._shelf.add(key, path, Layout(answer.width, answer.height, answer.channels))


def _key(image: Image) -> Key:
    path = Path(image.path)
    try:
        check_readable(path)
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
    except OSError as error:
        raise unreadable(path, error) from error
    return image.path, image.frame, about.st_mtime_ns, about.st_size, image.width


def _error(image: Image, what: str, advice: str) -> UnreadableFile:
    where = image.path
    if image.frame:
        where += f", {'page' if image.mime == PDF else 'picture'} {image.frame + 1}"
    return UnreadableFile(what, where=where, safe=_SAFE, advice=advice)


class _Helper:
    """The process that decodes. Started with the first picture, and again after it died."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._lock = Lock()
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None

    def warm(self) -> None:
        """Start it."""
        with self._lock:
            self._ready()

    def decode(self, task: Task) -> Made | Refused:
        """Have a picture decoded; a file that breaks or holds up the process is refused."""
        with self._lock:
            line = self._ready()
            try:
                line.send(task)
                if not line.poll(self._patience):
                    self._end()
                    return Refused("The image takes too long to open.")
                answer = line.recv()
            except (EOFError, OSError):
                self._end()
                return Refused("The image is broken: it made the decoder stop.")
            assert isinstance(answer, Made | Refused)
            return answer

    def close(self) -> None:
        """End it, whatever it does."""
        process = self._process
        if process is not None and process.is_alive():
            process.kill()  # without the lock: what waits for an answer notices by itself
        with self._lock:
            self._end()

    def _ready(self) -> Connection:
        if self._process is not None and self._line is not None and self._process.is_alive():
            return self._line
        self._end()
        context = get_context("spawn")  # a fork of a process with a window and threads may hang
        self._line, far = context.Pipe()
        self._process = context.Process(target=_serve, args=(far,), name="pictures", daemon=True)
        self._process.start()
        far.close()  # or the end of the process would not be noticed here
        return self._line

    def _end(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._line = None


def _serve(connection: Connection) -> None:
    """Decode whatever is asked for; the helper process begins here, and alone loads Pillow."""
    from reviewer.formats import decoding

    decoding.serve(connection)
