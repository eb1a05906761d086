"""Pictures of typed lines, drawn for the test that asks for them."""

from pathlib import Path

from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from reviewer.core.geometry import Box
from reviewer.core.model import Image
from reviewer.core.places import resources
from reviewer.formats.images import measure

LINES = ("Telegram from London", "The Council met today", "and adjourned at noon")
SIZE = (900, 400)
_FONT = "IBMPlexMono-Regular.ttf"
_LETTERS = 44
_EDGE, _TOP, _PITCH = 60, 60, 100


def drawn(lines: tuple[str, ...] = LINES, mode: str = "L") -> Pillow.Image:
    """Dark letters on white."""
    picture = Pillow.new("L", SIZE, 255)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(resources() / "fonts" / _FONT), _LETTERS)
    for n, line in enumerate(lines):
        pen.text((_EDGE, _TOP + n * _PITCH), line, font=font, fill=20)
    return picture.convert(mode)


def word_boxes() -> list[tuple[str, Box]]:
    """The words of `drawn` and about where they stand."""
    font = ImageFont.truetype(str(resources() / "fonts" / _FONT), _LETTERS)
    letter = font.getlength("m")
    found = []
    for n, line in enumerate(LINES):
        at = 0
        for word in line.split():
            at = line.index(word, at)
            left, right = _EDGE + letter * at, _EDGE + letter * (at + len(word))
            top = _TOP + n * _PITCH
            found.append((word, Box(round(left), top, round(right), top + _LETTERS + 12)))
    return found


def saved(picture: Pillow.Image, path: Path, **options: object) -> Image:
    """The picture as a file, measured as importing does."""
    picture.save(path, **options)  # type: ignore[arg-type]
    return measure(path)
