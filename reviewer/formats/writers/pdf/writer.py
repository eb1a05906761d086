"""Writing searchable PDF, page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import linear_regression
from typing import BinaryIO
from unicodedata import bidirectional

from reviewer.core.edition import Edition
from reviewer.core.errors import UnreadableFile
from reviewer.core.geometry import Box
from reviewer.core.model import Image, Role
from reviewer.core.ports import Option, Problem
from reviewer.core.reading import PageReading
from reviewer.formats import pdf
from reviewer.formats.boxed import BoxedLine, boxed_lines
from reviewer.formats.writers.pdf.file import PdfFile, dictionary, number, string
from reviewer.formats.writers.pdf.font import Font, encode, own_font
from reviewer.formats.writers.pdf.pictures import Placed, place

_MISSING = "PicturesMissing"  # of the file's information: numbers of pages without their picture
_SHEET = (595.0, 842.0)  # points: A4, for pages without a picture
_MARGIN, _SIZE, _LEADING = 56.0, 10.0, 14.0
_LEAST = 0.5  # points: the smallest size of a word whose box has no height


class PdfWriter:
    """Writes PDF 1.7: pictures as they are, the present text without its noise invisibly over
    them, each word as wide as its box. A page without picture shows its text.
    """

    name = "pdf"
    suffix = ".pdf"
    pages_apart = False
    options: tuple[Option, ...] = ()

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        """Write the pages in order; memory is bounded by one page. A picture that is missing or
        broken is left out, and `check` warns of it.
        """
        _Press(edition, out).print()

    def check(self, path: Path, chosen: dict[str, str]) -> Sequence[Problem]:
        """Whether pdfium opens the file, and warnings of pages that lack their picture."""
        try:
            with pdf.LOCK, pdf.opened(path) as document:
                missing = document.get_metadata_value(_MISSING)
        except UnreadableFile as error:
            return (Problem(0, str(error)),)
        return [
            Problem(0, f"Page {page}: its picture is missing or broken; its text is shown.", False)
            for page in missing.split()
        ]


class _Press:
    """One file in the making."""

    def __init__(self, edition: Edition, out: BinaryIO) -> None:
        self._edition = edition
        self._file = PdfFile(out)
        self._root, self._tree = self._file.reserve(), self._file.reserve()
        self._font = own_font()
        self._font_number = self._font.put(self._file)
        self._leaves: list[int] = []
        self._missing: list[int] = []

    def print(self) -> None:
        for reading in self._edition.pages:
            self._page(reading)
        if not self._leaves:
            self._leaf(*_SHEET, "")
        kids = " ".join(f"{leaf} 0 R" for leaf in self._leaves)
        self._file.put(
            dictionary({"Type": "/Pages", "Count": str(len(self._leaves)), "Kids": f"[{kids}]"}),
            self._tree,
        )
        document = self._edition.document
        catalog = {"Type": "/Catalog", "Pages": f"{self._tree} 0 R"}
        self._file.put(dictionary(catalog | {"Lang": string(document.language)}), self._root)
        info = {"Title": string(self._edition.header.get("title") or document.title)}
        if author := self._edition.header.get("author"):
            info["Author"] = string(author)
        if self._missing:
            info[_MISSING] = string(" ".join(map(str, self._missing)))
        identity = document.origin.sha256[:32].ljust(32, "0")
        self._file.end(self._root, self._file.put(dictionary(info)), identity)

    def _page(self, reading: PageReading) -> None:
        lines = [
            line
            for line, read in zip(boxed_lines(reading), reading.lines, strict=True)
            if line.words and read.role is not Role.NOISE
        ]
        image = reading.page.image
        placed = self._placed(image, reading.page.number)
        if image is None or placed is None:
            for content in _plain_sheets([line.text for line in lines], self._font):
                self._leaf(*_SHEET, content)
            return
        paint = f"q {placed.matrix} cm /P Do Q\n"
        content = paint + _overlay(lines, image, placed, self._font)
        self._leaf(placed.width, placed.height, content, f"/XObject << /P {placed.object} 0 R >>")

    def _placed(self, image: Image | None, page: int) -> Placed | None:
        if image is None:
            return None
        try:
            return place(image, (self._edition.folder or Path()) / image.path, self._file)
        except UnreadableFile:
            self._missing.append(page)
            return None

    def _leaf(self, width: float, height: float, content: str, resources: str = "") -> None:
        text = self._file.put_stream([content.encode("ascii")])
        self._leaves.append(
            self._file.put(
                dictionary(
                    {
                        "Type": "/Page",
                        "Parent": f"{self._tree} 0 R",
                        "MediaBox": f"[0 0 {number(width)} {number(height)}]",
                        "Resources": f"<< /Font << /F {self._font_number} 0 R >> {resources} >>",
                        "Contents": f"{text} 0 R",
                    }
                )
            )
        )


def _overlay(lines: Sequence[BoxedLine], image: Image, placed: Placed, font: Font) -> str:
    """Invisible words over their boxes; those without one share the place of their line."""
    parts = ["BT 3 Tr"]
    for n, line in enumerate(lines):
        top, bottom = (image.height * edge // len(lines) for edge in (n, n + 1))
        band = Box(0, top, image.width, bottom)
        for word, box in _boxes(line, line.box or band):
            parts.append(_word(word, box, image, placed, font))
    return "\n".join([*parts, "ET"])


def _boxes(line: BoxedLine, whole: Box) -> Iterator[tuple[str, Box]]:
    """The words of a line, a blank behind each but the last, and where each stands."""
    boxes, at = [], 0
    for word in line.words:
        end = at + len(word.text)
        boxes.append(word.box or whole.share(at, end, len(line.text)))
        at = end + 1
    last = len(boxes) - 1
    placed = _aligned(_apart(boxes))
    for n, (word, box) in enumerate(zip(line.words, placed, strict=True)):
        yield word.text + (" " if n < last else ""), box


def _apart(boxes: Sequence[Box]) -> list[Box]:
    """The boxes of a line's words, parted in the middle where two of them overlap: a reader of the
    file would drop the blank between them.
    """
    made = list(boxes)
    for n, (one, other) in enumerate(pairwise(boxes)):
        if one.left < other.left < one.right:
            middle = (max(made[n].left, other.left) + min(one.right, other.right)) // 2
            middle = min(middle, other.right)
            made[n] = replace(made[n], right=max(middle, made[n].left))
            made[n + 1] = replace(other, left=middle)
    return made


def _aligned(boxes: Sequence[Box]) -> Iterator[Box]:
    """The boxes of a line's words made equally high, along the straight line that fits them best.

    With boxes as low as those of full stops and dashes, or one higher than the next, a reader of
    the file would take a line for several.
    """
    heights = sorted(box.height for box in boxes)
    full = [box for box in boxes if box.height >= heights[len(heights) // 2] / 2]
    height = sorted(box.height for box in full)[len(full) // 2]
    across = [(box.left + box.right) / 2 for box in full]
    down = [(box.top + box.bottom) / 2 for box in full]
    rise = linear_regression(across, down) if len(set(across)) > 1 else None
    level = sorted(down)[len(down) // 2]
    for box in boxes:
        middle = rise.intercept + rise.slope * (box.left + box.right) / 2 if rise else level
        top = round(middle - height / 2)
        yield Box(box.left, top, box.right, top + height)


def _word(text: str, box: Box, image: Image, placed: Placed, font: Font) -> str:
    across, down = placed.width / max(image.width, 1), placed.height / max(image.height, 1)
    size = max(box.height * down / font.height, _LEAST)
    base = placed.height - box.bottom * down - font.descent / 1000 * size
    natural = font.width(text.removesuffix(" ")) * size
    stretch = 100 * max(box.width * across, _LEAST) / natural if natural else 100
    return (
        f"/F {number(size)} Tf {number(stretch)} Tz "
        f"1 0 0 1 {number(box.left * across)} {number(base)} Tm <{encode(_drawn(text)).hex()}> Tj"
    )


def _drawn(word: str) -> str:
    """A word in the order of its letters on the paper, from the left: readers of PDF turn scripts
    that run from the right round again.
    """
    kinds = [bidirectional(letter) for letter in word]
    return word[::-1] if any(kind in ("R", "AL") for kind in kinds) else word


def _plain_sheets(texts: Sequence[str], font: Font) -> Iterator[str]:
    """Visible text on as many sheets as it takes; at least one."""
    width = _SHEET[0] - 2 * _MARGIN
    rows = [row for text in texts for row in _wrapped(text, width / _SIZE, font)]
    fitting = int((_SHEET[1] - 2 * _MARGIN) // _LEADING)
    for start in range(0, max(len(rows), 1), fitting):
        top = number(_SHEET[1] - _MARGIN - _SIZE)
        parts = [f"BT /F {number(_SIZE)} Tf {number(_LEADING)} TL {number(_MARGIN)} {top} Td"]
        parts += [
            f"<{encode(' '.join(_drawn(word) for word in row.split(' '))).hex()}> Tj T*"
            for row in rows[start : start + fitting]
        ]
        yield "\n".join([*parts, "ET"])


def _wrapped(text: str, width: float, font: Font) -> Iterator[str]:
    """A line cut at its blanks where it is wider than `width` (in sizes)."""
    row = ""
    for word in text.split(" "):
        longer = f"{row} {word}" if row else word
        if row and font.width(longer) > width:
            yield row
            longer = word
        row = longer
    yield row
