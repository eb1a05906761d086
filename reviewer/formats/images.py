"""Page images: their size and kind. The picture itself is shown by others; here only its frame."""

import re
import warnings
from collections.abc import Sequence
from pathlib import Path

from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from reviewer.core.errors import UnreadableFile
from reviewer.core.files import check_readable
from reviewer.core.model import Image
from reviewer.formats.xml import unreadable

SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".jp2")
_FORMATS = ("PNG", "JPEG", "TIFF", "JPEG2000")
_ORIENTATION = 0x0112  # Exif 2.3, table 4
_QUARTER_TURNS = {5, 6, 7, 8}


def measure(path: Path) -> Image:
    """The image at `path` with its size as it is to be seen (after its EXIF rotation), in pixels.

    Raises UnreadableFile where it is missing, broken, no picture, or so large that opening it would
    fill the memory (Pillow's limit against decompression bombs).
    """
    try:
        check_readable(path)
        with warnings.catch_warnings():
            # Pillow warns from half the limit on, which large scans reach; it raises at the limit.
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            with Pillow.open(path, formats=_FORMATS) as picture:
                width, height = picture.size
                kind = "JPEG" if picture.format == "MPO" else picture.format or ""
                turned = picture.getexif().get(_ORIENTATION) in _QUARTER_TURNS
            # Some kinds check their sums only here, and want to be opened anew for it.
            with Pillow.open(path, formats=_FORMATS) as picture:
                picture.verify()
    except Pillow.DecompressionBombError as error:
        raise _broken(path, "The image has too many pixels to be opened safely.") from error
    except UnidentifiedImageError as error:
        raise _broken(path, "This is not an image of a kind that can be shown.") from error
    except OSError as error:
        if error.errno:
            raise unreadable(path, error) from error
        raise _broken(path, f"The image is broken: {error}.") from error
    except (SyntaxError, ValueError, EOFError, TypeError, ArithmeticError, LookupError) as error:
        # Pillow's format plug-ins raise any of these on damaged files.
        raise _broken(path, f"The image is broken: {error}.") from error
    if turned:
        width, height = height, width
    return Image(str(path), width, height, Pillow.MIME.get(kind, "image/jpeg"))


def measured(path: Path | None) -> Image | None:
    """The image at `path`; None where there is none or it cannot be used."""
    if path is None:
        return None
    try:
        return measure(path)
    except UnreadableFile:
        return None


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


def _broken(path: Path, what: str) -> UnreadableFile:
    return UnreadableFile(
        what,
        where=str(path),
        safe="The text is not affected.",
        advice="Save the image anew, as PNG or JPEG.",
    )
