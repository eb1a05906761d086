"""Scanned pages without files of pictures: a reader that knows where words are, an opener."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reviewer.core.errors import UnreadableFile
from reviewer.core.geometry import Box
from reviewer.core.model import Image, Line, NewDocument, Origin, Page, Token
from reviewer.core.ports import Holds, Picture, Sniff
from reviewer.core.text import cut_pages, make_lines
from tests.ui.views.drawn import DrawnPicture

WIDE, HIGH = 1200, 1600
_LEFT, _TOP, _LETTER, _LINE, _TALL = 100, 100, 20, 80, 40


def word_box(line: int, start: int, end: int) -> Box:
    """Where columns of a line are on a scanned page, in pixels."""
    top = _TOP + line * _LINE
    return Box(_LEFT + start * _LETTER, top, _LEFT + end * _LETTER, top + _TALL)


def scanned(page: Page) -> Page:
    """A page with a place for each word and line."""
    return replace(page, lines=tuple(_placed(line) for line in page.lines))


def _placed(line: Line) -> Line:
    def place(token: Token) -> Token:
        return replace(token, box=word_box(line.n, token.start, token.end))

    box = word_box(line.n, 0, len(line.text)) if line.tokens else None
    return replace(line, box=box, tokens=tuple(place(token) for token in line.tokens))


class ScanReader:
    """Reads text as if it were scanned; a file called `bare` has places but no picture."""

    name = "scan"
    holds = Holds.DOCUMENT

    def sniff(self, path: Path, head: bytes) -> Sniff:
        return Sniff(0.9 if path.suffix == ".scan" else 0, "its name")

    def read(self, path: Path) -> NewDocument:
        data = path.read_bytes()
        scan = path.with_suffix(".png")

        def page(n: int, text: str) -> Page:
            image = Image(str(scan), WIDE, HIGH, "image/png", n)
            made = scanned(Page(n + 1, make_lines(text)))
            return made if path.stem == "bare" else replace(made, image=image)

        origin = Origin(path.name, hashlib.sha256(data).hexdigest(), self.name, "utf-8", len(data))
        pages = (page(n, text) for n, text in enumerate(cut_pages(data.decode())))
        return NewDocument(path.stem, origin, pages)


class DrawnPictures:
    """Implements `Pictures` by drawings, and remembers which were opened."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, int]] = []
        self.made: list[DrawnPicture] = []
        self.missing: set[str] = set()
        self.before_open: Callable[[], object] = lambda: None
        self.closed = False

    def open(self, image: Image) -> Picture:
        self.before_open()
        name = Path(image.path).name
        self.opened.append((name, image.frame))
        if name in self.missing:
            raise UnreadableFile("It is no picture.", where=image.path)
        boxes = [word_box(line, 0, 12) for line in range(3)]
        picture = DrawnPicture(image.width, image.height, *boxes)
        self.made.append(picture)
        return picture

    def close(self) -> None:
        self.closed = True
