"""Page images: their size, kind and number. The picture itself is shown by others.

A volume may have thousands of pictures, and importing it only needs to know how large each is. So
nothing is decoded here. That a file is cut off is found out by what its format says of its own end:
JPEG and JPEG 2000 by the marker behind the data, PNG by its chunks and their sums, TIFF by the
places and lengths of its strips and tiles.
"""

import mmap
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from reviewer.core.errors import UnreadableFile
from reviewer.core.files import check_readable, unreadable
from reviewer.core.messages import said
from reviewer.core.model import Image

SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".jp2")
FORMATS = ("PNG", "JPEG", "TIFF", "JPEG2000")
PIXEL_LIMIT = 400_000_000
"""Pixels of the largest picture that is opened: 1.2 GB when it is decoded in colour."""
ORIENTATION = 0x0112
"""Where a picture notes how it is to be turned (Exif 2.3, table 4)."""
_QUARTER_TURNS = {5, 6, 7, 8}
_SUBFILE, _REDUCED = 0x00FE, 1  # TIFF 6.0, NewSubfileType: bit 0 is a smaller copy of another
_STRIPS, _TILES = (0x0111, 0x0117), (0x0144, 0x0145)  # TIFF 6.0: offsets, byte counts
_JPEG_END = b"\xff\xd9"  # EOI of JPEG (ITU T.81, B.1), EOC of JPEG 2000 (ITU T.800, A.4.4)
_JPEG2000_DATA = b"\xff\x93"  # SOD, behind which the packets stand
_STANDALONE = frozenset(range(0xD0, 0xD9)) | {0x01}  # JPEG markers without a length

# Pillow's own limit is for pictures on web pages; large scans are what we are for. Opened pictures
# are held against the limit above; Pillow's stays as a net for what forgets to.
Pillow.MAX_IMAGE_PIXELS = PIXEL_LIMIT


def measure(path: Path, frame: int = 0) -> Image:
    """The picture number `frame` of a file, its size as it is to be seen (after EXIF rotation).

    Raises UnreadableFile where it is missing, broken, cut off, no picture, or so large that opening
    it would fill the memory.
    """
    with opened(path) as picture:
        _seek(path, picture, frame)
        return _measured(path, picture, frame)


def measure_all(path: Path) -> Iterator[Image]:
    """All pictures of a file in order, without smaller copies of others. Raises as `measure`."""
    with opened(path) as picture:
        for frame in range(_count(picture)):
            _seek(path, picture, frame)
            if not _is_copy(picture):
                yield _measured(path, picture, frame)


def frames(path: Path) -> int:
    """How many pictures a file holds: more than one only in a TIFF. Raises as `measure`."""
    with opened(path) as picture:
        return _count(picture)


def measured(path: Path | None) -> Image | None:
    """The image at `path`; None where there is none or it cannot be used."""
    if path is None:
        return None
    try:
        return measure(path)
    except UnreadableFile:
        return None


@contextmanager
def opened(path: Path) -> Iterator[Pillow.Image]:
    """A picture of one of our formats, of lawful size and not yet decoded.

    Whatever Pillow raises on damaged files, also within the `with`, becomes UnreadableFile.
    """
    try:
        check_readable(path)
        with Pillow.open(path, formats=FORMATS) as picture:
            _check_size(path, picture)
            yield picture
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise _too_large(path) from error
    except UnidentifiedImageError as error:
        raise _broken(path, said("errors.no_image_that_can_be_shown")) from error
    except OSError as error:
        if error.errno:
            raise unreadable(path, error) from error
        raise _broken(path, said("errors.image_broken", reason=str(error))) from error
    except (SyntaxError, ValueError, EOFError, TypeError, ArithmeticError, LookupError) as error:
        # Pillow's format plug-ins raise any of these on damaged files.
        raise _broken(path, said("errors.image_broken", reason=str(error))) from error


def upright(path: Path, frame: int = 0) -> Pillow.Image:
    """A picture decoded, turned as it is to be seen, in grey or colour. Raises as `measure`."""
    with opened(path) as picture:
        _seek(path, picture, frame)
        picture.load()
        seen = plain(ImageOps.exif_transpose(picture))
        return seen.convert("L" if seen.mode in ("1", "L") else "RGB")


def plain(picture: Pillow.Image) -> Pillow.Image:
    """A decoded picture in one of the modes 1, L, RGB and CMYK: transparent ones on white, those of
    more than eight bits made eight.
    """
    if picture.mode in ("1", "L", "RGB", "CMYK"):
        return picture
    if picture.mode.startswith(("I", "F")):
        deep = picture.convert("I") if picture.mode.startswith("I") else picture
        return deep.point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        white = Pillow.new("RGB", seen.size, "white")
        white.paste(seen, mask=seen.getchannel("A"))
        return white
    return picture.convert("RGB")


def siblings(path: Path) -> Sequence[Path]:
    """Images beside a file that are named like it: `letter.png`, or `letter-1.png` a page."""
    pattern = re.compile(re.escape(path.stem) + r"(?:[-_. ]?p?0*\d+)?", re.IGNORECASE)
    try:
        beside = sorted(path.parent.iterdir())
    except OSError:
        return ()
    return tuple(
        image
        for image in beside
        if image.suffix.lower() in SUFFIXES and pattern.fullmatch(image.stem)
    )


def image_of(path: Path, number: int, beside: Sequence[Path]) -> Path | None:
    """Which of the images beside `path` shows page `number`; page 1 may go without a number."""
    numbered = re.compile(re.escape(path.stem) + rf"[-_. ]?p?0*{number}", re.IGNORECASE)
    for image in beside:
        if numbered.fullmatch(image.stem):
            return image
    if number == 1:
        return next((image for image in beside if image.stem == path.stem), None)
    return None


def _count(picture: Pillow.Image) -> int:
    return getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1


def _seek(path: Path, picture: Pillow.Image, frame: int) -> None:
    if not 0 <= frame < _count(picture):
        raise _broken(path, said("errors.no_picture_of_number", number=frame + 1))
    if frame:
        picture.seek(frame)
        _check_size(path, picture)


def _is_copy(picture: Pillow.Image) -> bool:
    tags = getattr(picture, "tag_v2", {})
    return bool(int(tags.get(_SUBFILE, 0)) & _REDUCED)


def _measured(path: Path, picture: Pillow.Image, frame: int) -> Image:
    width, height = picture.size
    kind = "JPEG" if picture.format == "MPO" else picture.format or ""
    if _orientation(path, picture, kind) in _QUARTER_TURNS:
        width, height = height, width
    return Image(str(path), width, height, Pillow.MIME.get(kind, "image/jpeg"), frame)


def _orientation(path: Path, picture: Pillow.Image, kind: str) -> int:
    """The rotation that the file notes. Raises ValueError where the file is cut off."""
    if kind == "PNG":
        # Asked for it, Pillow would decode the whole picture.
        exif = Pillow.Exif()
        exif.load(_walk_png(path))
        return int(exif.get(ORIENTATION, 1))
    if kind == "TIFF":
        _check_tiff(path, picture)
    else:
        _check_jpeg(path, kind)
    return int(picture.getexif().get(ORIENTATION, 1))


def _walk_png(path: Path) -> bytes:
    """Check the chunks of a PNG and their sums; the content of its `eXIf` chunk, if it has one."""
    exif = b""
    with path.open("rb") as file:
        file.seek(8)
        while True:
            head = file.read(8)
            length = int.from_bytes(head[:4], "big")
            body = file.read(length) if len(head) == 8 and length < 1 << 31 else b""
            said = file.read(4)
            if len(said) < 4:
                raise ValueError("it ends too early")
            if zlib.crc32(body, zlib.crc32(head[4:])) != int.from_bytes(said, "big"):
                raise ValueError("the check sum of a part is wrong")
            if head[4:] == b"eXIf":
                exif = body
            if head[4:] == b"IEND":
                return exif


def _check_tiff(path: Path, picture: Pillow.Image) -> None:
    size = path.stat().st_size
    tags = getattr(picture, "tag_v2", {})
    for places, lengths in (_STRIPS, _TILES):
        starts, counts = tags.get(places, ()), tags.get(lengths, ())
        if any(start + count > size for start, count in zip(starts, counts, strict=False)):
            raise ValueError("it ends too early")


def _check_jpeg(path: Path, kind: str) -> None:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        start = data.find(_JPEG2000_DATA) if kind == "JPEG2000" else _scan_start(data)
        # Within the data the marker cannot stand: both formats keep its bytes apart.
        if start < 0 or data.find(_JPEG_END, start) < 0:
            raise ValueError("it ends too early")


def _scan_start(data: mmap.mmap) -> int:
    """Where the first scan of a JPEG begins: an EXIF thumbnail before it has an end of its own."""
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker == 0xDA:
            return position
        alone = marker in _STANDALONE or marker == 0xFF  # 0xFF: a fill byte
        step = int.from_bytes(data[position + 2 : position + 4], "big") + 2
        position += (1 if marker == 0xFF else 2) if alone else step
    return data.find(b"\xff\xda", position)  # the chain of parts is torn: some cameras do that


def _check_size(path: Path, picture: Pillow.Image) -> None:
    if picture.width * picture.height > PIXEL_LIMIT:
        raise _too_large(path)


def _too_large(path: Path) -> UnreadableFile:
    return _broken(
        path,
        said("errors.image_has_too_many_pixels", limit=PIXEL_LIMIT),
        said("errors.save_at_lower_resolution"),
    )


def _broken(path: Path, what: str, advice: str = "") -> UnreadableFile:
    return UnreadableFile(
        what,
        where=str(path),
        safe=said("errors.the_text_is_not_affected"),
        advice=advice or said("errors.save_image_anew"),
    )
