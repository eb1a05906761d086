"""Decoding pictures, in a helper process of its own: a file that breaks a decoder kills only that.

Imports little but Pillow (and what draws PDF pages, once one comes): the process stays small, and
none of the program's state is in reach of a hostile file.
"""

import errno
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from PIL import Image as Pillow
from PIL import ImageCms, UnidentifiedImageError

from reviewer.core.errors import UnreadableFile
from reviewer.formats import pyramid
from reviewer.formats.decoding_task import PDF, Made, Refused, Task
from reviewer.formats.images import FORMATS, ORIENTATION, PIXEL_LIMIT

MEMORY = 6 * 1024**3
"""Bytes of address space that the helper process may take; the largest scan needs a third of it."""
_T = Pillow.Transpose
_TURNS: dict[int, Pillow.Transpose] = {
    2: _T.FLIP_LEFT_RIGHT,
    3: _T.ROTATE_180,
    4: _T.FLIP_TOP_BOTTOM,
    5: _T.TRANSPOSE,
    6: _T.ROTATE_270,
    7: _T.TRANSVERSE,
    8: _T.ROTATE_90,
}
_WHITE = (255, 255, 255, 255)
_GREY_ALPHA = ("LA", "La")
_HIGH_BYTE = {"I;16": 1, "I;16L": 1, "I;16B": 0}


def serve(connection: Connection) -> None:
    """Decode whatever is asked for, until the other end is closed; the helper process does this."""
    warnings.simplefilter("ignore")
    _limit_memory()
    Pillow.MAX_IMAGE_PIXELS = None  # our own limit, which large scans do not reach
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        connection.send(None if task is None else decode(task))


def _limit_memory() -> None:
    """Let a file that asks for ever more memory fail here, rather than choke the machine."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def decode(task: Task) -> Made | Refused:
    """Write the pyramid of a picture; whatever is wrong with it comes back in words."""
    try:
        with _opened(task) as picture:
            return _build(picture, Path(task.out))
    except _TooLarge:
        return Refused("The image has too many pixels to be opened safely.", _SMALLER)
    except MemoryError:
        return Refused("There is not enough memory left to open the image.", _SMALLER)
    except UnidentifiedImageError:
        return Refused("This is not an image of a kind that can be shown.")
    except EOFError:
        return Refused(f"The file has no picture number {task.frame + 1}.")
    except UnreadableFile as error:
        return Refused(error.what, error.advice)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            return Refused("There is no room left on the disk to open the image.", _ROOM)
        return Refused(f"The image is broken: {_words(error)}.")
    except Exception as error:  # Pillow's plug-ins raise anything on damaged files
        return Refused(f"The image is broken: {_words(error)}.")


_SMALLER = "Save the image at a lower resolution."
_ROOM = "Make room on the disk that holds the program's cache, then open the page again."


class _TooLarge(Exception):
    """More pixels than are opened."""


def _words(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__


@contextmanager
def _opened(task: Task) -> Iterator[Pillow.Image]:
    """The picture, its size checked before anything of it is decoded."""
    path = Path(task.path)
    if task.mime == PDF:
        from reviewer.formats import pdf  # the first PDF page loads it

        _check_size(task.width, task.height)
        yield pdf.render(path, task.frame, task.width)
        return
    # Given its name, Pillow would map an unpacked TIFF into memory: it then mixes up the rows of
    # one that is turned, and the process dies if the file is cut off meanwhile.
    with path.open("rb") as file, Pillow.open(file, formats=FORMATS) as picture:
        if task.frame:
            picture.seek(task.frame)
        _check_size(*picture.size)
        yield picture


def _check_size(width: int, height: int) -> None:
    if width * height > PIXEL_LIMIT:
        raise _TooLarge


def _build(picture: Pillow.Image, out: Path) -> Made:
    picture.load()
    turn = _turn(picture)
    channels, plain = _plainly(picture)
    width, height = picture.size
    if turn in (_T.TRANSPOSE, _T.ROTATE_270, _T.TRANSVERSE, _T.ROTATE_90):
        width, height = height, width
    layout = pyramid.Layout(width, height, channels)

    def strip(top: int, bottom: int) -> Pillow.Image:
        part = picture.crop(_source(turn, picture.size, top, bottom))
        return plain(part if turn is None else part.transpose(turn))

    with out.open("wb") as file:
        pyramid.write(layout, strip, file)
    return Made(width, height, channels)


def _turn(picture: Pillow.Image) -> Pillow.Transpose | None:
    """What sets a loaded picture upright; Pillow has turned TIFFs while it loaded them."""
    try:
        return _TURNS.get(picture.getexif().get(ORIENTATION, 1))
    except Exception:  # damaged notes about a picture do not make it less of one
        return None


def _source(
    turn: Pillow.Transpose | None, size: tuple[int, int], top: int, bottom: int
) -> tuple[int, int, int, int]:
    """Where rows `top` to `bottom` of the turned picture come from. Turned strip by strip, a large
    picture is not held twice.
    """
    width, height = size
    if turn in (_T.ROTATE_180, _T.FLIP_TOP_BOTTOM):
        return 0, height - bottom, width, height - top
    if turn in (_T.TRANSPOSE, _T.ROTATE_270):
        return top, 0, bottom, height
    if turn in (_T.TRANSVERSE, _T.ROTATE_90):
        return width - bottom, 0, width - top, height
    return 0, top, width, bottom


Plain = Callable[[Pillow.Image], Pillow.Image]


def _plainly(picture: Pillow.Image) -> tuple[int, Plain]:
    """How many channels a picture is kept with, and what makes L or RGB of a part of it."""
    mode = picture.mode
    if mode in _HIGH_BYTE:
        return 1, _high_byte
    if mode in ("I", "F"):
        return 1, _scaled(picture)
    if mode == "LAB":
        return 3, _lab()
    if mode in _GREY_ALPHA or (mode in ("1", "L") and "transparency" in picture.info):
        return 1, lambda part: _over_white(part).convert("L")
    if mode in ("1", "L"):
        return 1, lambda part: part if part.mode == "L" else part.convert("L")
    if mode in ("RGBA", "RGBa", "PA") or "transparency" in picture.info:
        return 3, lambda part: _over_white(part).convert("RGB")
    if mode == "P" and _grey_palette(picture):
        return 1, lambda part: part.convert("L")
    return 3, lambda part: part if part.mode == "RGB" else part.convert("RGB")


def _high_byte(part: Pillow.Image) -> Pillow.Image:
    """16 bits to 8; Pillow's own conversion would cut off whatever is brighter than 255."""
    return Pillow.frombytes("L", part.size, part.tobytes()[_HIGH_BYTE[part.mode] :: 2])


def _scaled(picture: Pillow.Image) -> Plain:
    """32 bits or floating point to 8: from black at 0 (or below it) to the brightest there is."""
    extremes = picture.getextrema()
    low, high = float(extremes[0]), float(extremes[1])  # type: ignore[arg-type] # of one channel
    low = min(low, 0.0)
    full = next((full for full in (255.0, 65_535.0) if low >= 0 and 1 < high <= full), high)
    scale = 255.0 / ((full - low) or 1.0)
    return lambda part: part.point(lambda value: value * scale - low * scale).convert("L")


def _lab() -> Plain:
    transform = ImageCms.buildTransform(
        ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB"
    )

    def plain(part: Pillow.Image) -> Pillow.Image:
        done = ImageCms.applyTransform(part, transform)
        assert done is not None, "a new picture is asked for"
        return done

    return plain


def _over_white(part: Pillow.Image) -> Pillow.Image:
    ground = Pillow.new("RGBA", part.size, _WHITE)
    if part.mode == "La":
        part = part.convert("LA")
    ground.alpha_composite(part.convert("RGBA"))
    return ground


def _grey_palette(picture: Pillow.Image) -> bool:
    colours = picture.getpalette("RGB") or []
    return colours[0::3] == colours[1::3] == colours[2::3]
