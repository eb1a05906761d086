"""Pictures in a PDF: JPEG, JPEG 2000 and most PNG as they are, others packed without loss."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image as Pillow

from reviewer.core.errors import UnreadableFile
from reviewer.core.messages import said
from reviewer.core.model import Image
from reviewer.formats.images import ORIENTATION, measure, opened, plain
from reviewer.formats.pdf import render
from reviewer.formats.writers.pdf.file import PdfFile, number
from reviewer.formats.writers.pdf.png import packed_png

# What turns the unit square upright, by the orientation that the file notes: the numbers of the
# matrix, to be multiplied by width (w) or height (h) of the page.
_TURNS = {
    1: "w 0 0 h 0 0",
    2: "-w 0 0 h w 0",
    3: "-w 0 0 -h w h",
    4: "w 0 0 -h 0 h",
    5: "0 -h -w 0 w h",
    6: "0 -h w 0 0 h",
    7: "0 h w 0 0 0",
    8: "0 h -w 0 w 0",
}
_SPACES = {"1": "/DeviceGray", "L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}
_AS_IS = {"JPEG": "/DCTDecode", "MPO": "/DCTDecode", "JPEG2000": "/JPXDecode"}
_ROWS = 256  # that are packed at a time
_CHUNK = 1 << 20
_LONGEST = 14_400  # points of a page's side (ISO 32000-1, annex C)
_LEAST, _MOST, _USUAL = 72.0, 1200.0, 300.0  # dots per inch that a file may sensibly claim


@dataclass(frozen=True)
class Placed:
    """A picture in the file: its object, the page's size in points, and the matrix that sets it."""

    object: int
    width: float
    height: float
    matrix: str


def place(image: Image, path: Path, file: PdfFile) -> Placed:
    """Write the picture of a page. Raises UnreadableFile where it is missing or broken; nothing
    has been written then.
    """
    if image.mime == "application/pdf":
        painted = render(path, image.frame, image.width)
        return _placed(_put(painted, file), image, _USUAL, 1)
    measure(path, image.frame)  # finds out what is cut off
    with opened(path) as picture:
        if image.frame:
            picture.seek(image.frame)
        kind, dots = picture.format or "", _resolution(picture)
        if kind == "PNG" and (png := packed_png(path)):
            made = file.put_stream(png.chunks(), png.entries, packed=True)
            return _placed(made, image, dots, 1)
        as_is = kind in _AS_IS and (kind == "JPEG2000" or picture.mode in _SPACES)
        if not as_is:
            picture.load()  # what is broken breaks here
        turn = int(picture.getexif().get(ORIENTATION, 1))
        made = _put_as_is(picture, path, file) if as_is else _put(picture, file)
        return _placed(made, image, dots, turn if turn in _TURNS else 1)


def _placed(made: int, image: Image, dots: float, turn: int) -> Placed:
    scale = min(72 / dots, _LONGEST / max(image.width, image.height, 1))
    width, height = image.width * scale, image.height * scale
    sides = {"w": width, "h": height, "-w": -width, "-h": -height, "0": 0.0}
    return Placed(made, width, height, " ".join(number(sides[x]) for x in _TURNS[turn].split()))


def _put_as_is(picture: Pillow.Image, path: Path, file: PdfFile) -> int:
    entries = _entries(picture, 8) | {"Filter": _AS_IS[picture.format or ""]}
    if picture.format == "JPEG2000":
        del entries["ColorSpace"], entries["BitsPerComponent"]  # it tells them itself (8.9.5.1)
    elif picture.mode == "CMYK" and "adobe" in picture.info:
        entries["Decode"] = "[1 0 1 0 1 0 1 0]"  # Adobe's programs write it inverted
    try:
        with path.open("rb") as data:
            first = data.read(_CHUNK)
            rest = iter(lambda: data.read(_CHUNK), b"")
            return file.put_stream(_chain(first, rest), entries, packed=True)
    except OSError as error:
        raise UnreadableFile(
            said("errors.the_picture_cannot_be_read", reason=str(error)), where=str(path)
        ) from error


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _put(picture: Pillow.Image, file: PdfFile) -> int:
    made = plain(picture)
    bits = 1 if made.mode == "1" else 8
    return file.put_stream(_rows(made), _entries(made, bits))


def _entries(picture: Pillow.Image, bits: int) -> dict[str, str]:
    return {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": str(picture.width),
        "Height": str(picture.height),
        "ColorSpace": _SPACES.get(picture.mode, "/DeviceRGB"),
        "BitsPerComponent": str(bits),
    }


def _rows(picture: Pillow.Image) -> Iterator[bytes]:
    for top in range(0, picture.height, _ROWS):
        bottom = min(top + _ROWS, picture.height)
        yield picture.crop((0, top, picture.width, bottom)).tobytes()


def _resolution(picture: Pillow.Image) -> float:
    dots = picture.info.get("dpi", (_USUAL,))[0]
    return float(dots) if _LEAST <= dots <= _MOST else _USUAL
