"""The tables that Tesseract writes, with the corrected text."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from reviewer.core.edition import Edition
from reviewer.core.errors import ReviewerError
from reviewer.core.geometry import Box, around
from reviewer.core.ports import Option, Problem
from reviewer.core.reading import PageReading
from reviewer.formats.boxed import BoxedWord
from reviewer.formats.readers.tsv import COLUMNS, LINE, PAGE, PARAGRAPH, WORD, TsvReader
from reviewer.formats.writers.originals import Block, blocks_of

_BLOCK = 2
_UNWRITABLE = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
"""What would break a row, or has no form in UTF-8."""


class TsvWriter:
    """Writes a table of all pages in UTF-8; words that were corrected have no confidence."""

    name = "tsv"
    suffix = ".tsv"
    pages_apart = False
    options: tuple[Option, ...] = ()

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        """Write the edition, row by row."""
        out.write(("\t".join(COLUMNS) + "\n").encode())
        for reading in edition.pages:
            out.writelines((row + "\n").encode() for row in _rows(reading))

    def check(self, path: Path, chosen: dict[str, str]) -> Sequence[Problem]:
        """Whether the table can be read again."""
        try:
            for _ in TsvReader().read(path).pages:
                continue
        except ReviewerError as error:
            return (Problem(0, str(error)),)
        return ()


def _rows(reading: PageReading) -> Iterator[str]:
    page = reading.page
    whole = around(line.box for line in page.lines)
    if page.image is not None:
        whole = Box(0, 0, page.image.width, page.image.height)
    yield _row(PAGE, (page.number, 0, 0, 0, 0), whole)
    for n, block in enumerate(blocks_of(reading), start=1):
        box = page.regions[block.region].box if block.region is not None else None
        box = box or around(line.box for line in block.lines)
        yield _row(_BLOCK, (page.number, n, 0, 0, 0), box)
        yield _row(PARAGRAPH, (page.number, n, 1, 0, 0), box)
        yield from _lines(page.number, n, block)


def _lines(page: int, n: int, block: Block) -> Iterator[str]:
    for at, line in enumerate(block.lines, start=1):
        yield _row(LINE, (page, n, 1, at, 0), line.box)
        for place, word in enumerate(line.words, start=1):
            yield _row(WORD, (page, n, 1, at, place), word.box, word)


def _row(
    level: int,
    place: tuple[int, int, int, int, int],
    box: Box | None,
    word: BoxedWord | None = None,
) -> str:
    sides = (box.left, box.top, box.width, box.height) if box else (0, 0, 0, 0)
    confidence, text = "-1", ""
    if word is not None:
        text = _UNWRITABLE.sub("\ufffd", word.text)
        if word.confidence is not None and not word.changed:
            confidence = f"{word.confidence * 100:.6f}"
    return "\t".join((*map(str, (level, *place, *sides)), confidence, text))
