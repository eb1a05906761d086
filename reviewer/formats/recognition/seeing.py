"""Pictures as an OCR engine gets them, and pages as it gives them back: at another scale."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image as Pillow

from reviewer.core.errors import RecognitionFailed, UnreadableFile
from reviewer.core.geometry import Box, Points
from reviewer.core.messages import said
from reviewer.core.model import Image, Line, Page, Region
from reviewer.formats.images import ORIENTATION, PIXEL_LIMIT, opened, upright

PDF = "application/pdf"
SMALLEST, LARGEST = 0.1, 8.0
"""A picture is not shrunk or enlarged more than so."""
LEAST = 16
"""Pixels of the shorter side: less holds no line of text, and some engines trip over it."""
SAFE = "Nothing was changed: the page keeps the text that it has."


def as_it_is(image: Image, scale: float) -> bool:
    """Whether the file itself shows the picture as it is seen, so that it need not be converted.

    Raises RecognitionFailed where it cannot be opened.
    """
    if scale != 1.0 or image.frame or image.mime not in ("image/png", "image/jpeg"):
        return False
    try:
        with opened(Path(image.path)) as picture:
            turned = picture.getexif().get(ORIENTATION, 1) != 1
            return not turned and picture.size == (image.width, image.height)
    except UnreadableFile as error:
        raise _not_opened(image, error) from error


def seen(image: Image, scale: float) -> Pillow.Image:
    """The picture as it is to be seen, in grey or colour, `scale` times as large.

    Raises RecognitionFailed where it cannot be opened, or would be too large.
    """
    factor = min(max(scale, SMALLEST), LARGEST)
    if image.width * image.height * factor * factor > PIXEL_LIMIT:
        raise RecognitionFailed(
            said("errors.picture_too_large", pixel_limit=PIXEL_LIMIT),
            where=image.path,
            safe=SAFE,
            advice=said("errors.choose_a_smaller_scale"),
        )
    try:
        if image.mime == PDF:
            from reviewer.formats import pdf  # the first page of a PDF loads pdfium

            return pdf.render(Path(image.path), image.frame, max(1, round(image.width * factor)))
        plain = upright(Path(image.path), image.frame)
    except UnreadableFile as error:
        raise _not_opened(image, error) from error
    if factor == 1.0:
        return plain
    width, height = (max(1, round(side * factor)) for side in plain.size)
    return plain.resize((width, height), Pillow.Resampling.LANCZOS)


def to_picture(page: Page, image: Image, read: tuple[int, int]) -> Page:
    """A page whose boxes are pixels of a picture that was `read` (width, height) large, in those
    of the picture as it is seen.
    """
    return replace(
        page,
        number=1,
        image=image,
        file="",
        place=0,
        lines=tuple(_line(line, image, read) for line in page.lines),
        regions=tuple(_region(region, image, read) for region in page.regions),
    )


def _line(line: Line, image: Image, read: tuple[int, int]) -> Line:
    return replace(
        line,
        box=_box(line.box, image, read),
        outline=_points(line.outline, image, read),
        baseline=_points(line.baseline, image, read),
        tokens=tuple(replace(token, box=_box(token.box, image, read)) for token in line.tokens),
    )


def _region(region: Region, image: Image, read: tuple[int, int]) -> Region:
    return replace(
        region,
        box=_box(region.box, image, read),
        outline=_points(region.outline, image, read),
    )


def _box(box: Box | None, image: Image, read: tuple[int, int]) -> Box | None:
    if box is None:
        return None
    ((left, top), (right, bottom)) = _points(
        ((box.left, box.top), (box.right, box.bottom)), image, read
    )
    return Box(left, top, right, bottom).within(image.width, image.height)


def _points(points: Points, image: Image, read: tuple[int, int]) -> Points:
    across, down = image.width / max(read[0], 1), image.height / max(read[1], 1)
    return tuple((round(x * across), round(y * down)) for x, y in points)


def check_size(image: Image) -> None:
    """Raises RecognitionFailed for a picture that is too small to hold text."""
    if min(image.width, image.height) < LEAST:
        raise RecognitionFailed(
            said("errors.picture_too_small", width=image.width, height=image.height),
            where=image.path,
            safe=SAFE,
            advice=said("errors.choose_a_picture_of_the_whole"),
        )


def _not_opened(image: Image, error: UnreadableFile) -> RecognitionFailed:
    return RecognitionFailed(error.what, where=image.path, safe=SAFE, advice=error.advice)


def check_segmentation(image: Image, wanted: str, known: Sequence[str]) -> str:
    """The wanted way to segment a page, the first one known where none is wanted.

    Raises RecognitionFailed for a name that there is not.
    """
    if wanted and wanted not in known:
        raise RecognitionFailed(
            said("errors.there_is_no_page_segmentation", wanted=wanted),
            where=image.path,
            safe=SAFE,
            advice=said("errors.choose_one_of_these", names=", ".join(known)),
        )
    return wanted or known[0]
