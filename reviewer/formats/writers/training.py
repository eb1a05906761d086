"""Training pairs: the picture of each line beside its text, for programs that learn to read.

A ZIP archive with a folder for each page, in it `…-l0001.png` and `…-l0001.gt.txt`: the layout that
tesstrain (Tesseract), kraken (`ketos train -f path`) and Calamari take as it is. Names are unique
in the whole archive, as tesstrain wants all files in one folder.
"""

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from PIL import Image as Pillow
from PIL import ImageDraw

from reviewer.core.edition import Edition
from reviewer.core.errors import UnreadableFile
from reviewer.core.files import unreadable
from reviewer.core.geometry import Box, Points
from reviewer.core.model import Image, Page, Role
from reviewer.core.ports import Option, Problem
from reviewer.core.reading import PageReading, ReadingLine
from reviewer.formats import pdf
from reviewer.formats.boxed import BoxedLine, boxed_line
from reviewer.formats.images import upright

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that ZIP knows: the same edition, the same bytes
_PICTURE, _TEXT = ".png", ".gt.txt"
_LEFT_OUT = "pages-left-out.txt"
_WHITE = 255


class TrainingWriter:
    """Writes lines that have text and a place on a picture; noise is no truth."""

    name = "training"
    suffix = ".training.zip"
    pages_apart = False
    options: tuple[Option, ...] = (
        Option(
            "lines",
            ("all", "changed"),
            "all: every line; changed: only lines that read otherwise than the OCR had them",
        ),
        Option(
            "shape",
            ("box", "outline"),
            "box: the rectangle around a line; outline: what lies outside its polygon is white",
        ),
    )

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        """Write the pairs page by page; one picture is in memory at a time. Pages whose picture is
        missing or broken are named in `pages-left-out.txt`, of which `check` warns.
        """
        changed, outlined = chosen.get("lines") == "changed", chosen.get("shape") == "outline"
        folder = edition.folder or Path()
        left_out: list[str] = []
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for reading in edition.pages:
                lines = list(_lines(reading, changed))
                if not lines or reading.page.image is None:
                    continue
                try:
                    picture = _open(reading.page.image, folder)
                except UnreadableFile as error:
                    left_out.append(f"page {reading.page.number}: {error.what}\n")
                    continue
                _put_lines(archive, reading.page, lines, picture, outlined)
            if left_out:
                _put(archive, _LEFT_OUT, "".join(left_out).encode("utf-8", "replace"))

    def check(self, path: Path, chosen: dict[str, str]) -> Sequence[Problem]:
        """Whether each picture has its text and each text its picture; pages left out and an
        archive without pairs are warnings.
        """
        try:
            with zipfile.ZipFile(path) as archive:
                return list(_problems(archive))
        except OSError as error:
            return (Problem(0, str(unreadable(path, error))),)
        except (zipfile.BadZipFile, EOFError, ValueError, RuntimeError) as error:
            return (Problem(0, f"This is no sound ZIP archive: {error}."),)


def _lines(reading: PageReading, changed: bool) -> Iterator[BoxedLine]:
    for line in reading.lines:
        if line.role is Role.NOISE or (changed and not _is_changed(line)):
            continue
        boxed = boxed_line(line, reading)
        if boxed.text and boxed.box:
            yield boxed


def _is_changed(line: ReadingLine) -> bool:
    return any(word.changed or word.span is None for word in line.words)


def _open(image: Image, folder: Path) -> Pillow.Image:
    path = folder / image.path
    if image.mime == "application/pdf":
        return pdf.render(path, image.frame, image.width)
    return upright(path, image.frame)


def _put_lines(
    archive: zipfile.ZipFile,
    page: Page,
    lines: Sequence[BoxedLine],
    picture: Pillow.Image,
    outlined: bool,
) -> None:
    start = f"p{page.number:04}"
    for number, line in enumerate(lines, start=1):
        box = line.box and line.box.within(picture.width, picture.height)
        if not (box and box.width and box.height):
            continue
        cut = picture.crop((box.left, box.top, box.right, box.bottom))
        if outlined:
            _mask(cut, box, _outline(line, page))
        name = f"{start}/{start}-l{number:04}"
        data = BytesIO()
        cut.save(data, "PNG")
        _put(archive, name + _PICTURE, data.getvalue())
        _put(archive, name + _TEXT, f"{line.text}\n".encode("utf-8", "replace"))


def _outline(line: BoxedLine, page: Page) -> Points:
    """The polygon of a line; none where it is not, or no longer, the one of the source."""
    if line.n >= len(page.lines):
        return ()
    source = page.lines[line.n]
    return source.outline if source.box == line.box and len(source.outline) > 2 else ()


def _mask(cut: Pillow.Image, box: Box, outline: Points) -> None:
    if not outline:
        return
    outside = Pillow.new("L", cut.size, _WHITE)
    moved = [(x - box.left, y - box.top) for x, y in outline]
    ImageDraw.Draw(outside).polygon(moved, fill=0)
    cut.paste((_WHITE,) * len(cut.getbands()), mask=outside)


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = 3  # the same on every system
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def _problems(archive: zipfile.ZipFile) -> Iterator[Problem]:
    if broken := archive.testzip():
        yield Problem(0, f"{broken} is damaged.")
        return
    names = set(archive.namelist())
    pictures = {name.removesuffix(_PICTURE) for name in names if name.endswith(_PICTURE)}
    texts = {name.removesuffix(_TEXT) for name in names if name.endswith(_TEXT)}
    for name in sorted(pictures ^ texts):
        yield Problem(0, f"{name} has no {'text' if name in pictures else 'picture'}.")
    if _LEFT_OUT in names:
        for line in archive.read(_LEFT_OUT).decode("utf-8", "replace").splitlines():
            yield Problem(0, f"Left out: {line}", severe=False)
    if not pictures:
        yield Problem(0, "No line has both text and a place on a picture.", severe=False)
