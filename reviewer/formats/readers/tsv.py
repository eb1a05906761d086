"""The tables that Tesseract writes: a row for each page, block, paragraph, line and word.

Source: Tesseract 5, `TessBaseAPI::GetTSVText`. Fields are parted by tabs and never quoted; level 1
is a page, 2 a block, 3 a paragraph, 4 a line, 5 a word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from reviewer.core.errors import UnreadableFile
from reviewer.core.geometry import Box
from reviewer.core.messages import said
from reviewer.core.model import NewDocument, Page
from reviewer.core.ports import Holds, Sniff
from reviewer.formats import encodings
from reviewer.formats.binding import number, picture
from reviewer.formats.building import PageBuilder, Piece, make_box, make_confidence
from reviewer.formats.origins import both_of, read_whole, title_of

COLUMNS = (
    *("level", "page_num", "block_num", "par_num", "line_num", "word_num"),
    *("left", "top", "width", "height", "conf", "text"),
)
_NEEDED = frozenset(COLUMNS)
_LINE_END = re.compile(r"\r\n|\n|\r")
PAGE, PARAGRAPH, LINE, WORD = 1, 3, 4, 5
"""Levels of rows."""


@dataclass(frozen=True, slots=True)
class _Row:
    level: int
    page: int
    line: tuple[int, int, int]  # block, paragraph, line
    box: Box | None
    confidence: float | None
    text: str


@dataclass
class _Line:
    key: tuple[int, int, int]
    box: Box | None = None
    words: list[Piece] = field(default_factory=list)


class TsvReader:
    """Reads Tesseract's TSV, several pages in one file included."""

    name = "tsv"
    holds = Holds.PAGES

    def sniff(self, path: Path, head: bytes) -> Sniff:
        """Sure of files whose first line names Tesseract's columns."""
        guess = encodings.detect(head, whole=len(head) < encodings.SAMPLE)
        if not guess.name:
            return Sniff(0.0, guess.reason)
        plain = guess.name.removesuffix("-sig")
        first = _LINE_END.split(head.decode(plain, "replace").lstrip("\ufeff"), maxsplit=1)[0]
        if _NEEDED.issubset(_names(first)):
            return Sniff(0.95, "its first line names the columns of Tesseract's tables")
        return Sniff(0.0, "its first line does not name the columns of Tesseract's tables")

    def read(self, path: Path) -> NewDocument:
        """Read the table; its pages are made one by one."""
        data = read_whole(path)
        encoding = encodings.detect(data).name
        if not encoding:
            raise _refused(path, 1, said("errors.reasons.no_text"))
        rows = _LINE_END.split(encodings.decode(data, encoding))
        names = _names(rows[0])
        if not _NEEDED.issubset(names):
            raise _refused(path, 1, said("errors.reasons.no_columns"))
        origin, original = both_of(path, data, self.name, encoding, kept=False)
        remarks: list[str] = []
        return NewDocument(
            title=title_of(path),
            origin=origin,
            pages=_pages(path, names, rows, remarks),
            originals=(original,),
            remarks=remarks,
        )


def _refused(path: Path, line: int, reason: str) -> UnreadableFile:
    return UnreadableFile(
        said("errors.this_is_no_table_of_tesseract", reason=reason),
        where=said("errors.at_line", path=str(path), line=line),
        safe=said("errors.nothing_was_imported"),
        advice=said("errors.make_anew"),
    )


def _names(line: str) -> list[str]:
    return [name.strip().lower() for name in line.split("\t")]


def _rows(path: Path, names: Sequence[str], lines: Sequence[str]) -> Iterator[_Row]:
    at = {name: names.index(name) for name in COLUMNS}
    last = len(names) - 1
    for n, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        fields = line.split("\t", last)
        fields += [""] * (len(names) - len(fields))  # editors strip the tab before no text
        try:
            level, page, block, paragraph, row = (int(fields[at[name]]) for name in COLUMNS[:5])
        except ValueError:
            raise _refused(path, n, said("errors.reasons.no_whole_number")) from None
        left, top, width, height = (number(fields[at[name]]) for name in COLUMNS[6:10])
        yield _Row(
            level,
            page,
            (block, paragraph, row),
            # Where there is no box we write noughts, as Tesseract does itself.
            make_box(left, top, left + width, top + height) if width or height else None,
            make_confidence(number(fields[at["conf"]]), 100),  # -1: none
            " ".join(fields[at["text"]].split()),
        )


def _pages(
    path: Path, names: Sequence[str], lines: Sequence[str], remarks: list[str]
) -> Iterator[Page]:
    place = -1
    for place, (_, rows) in enumerate(groupby(_rows(path, names, lines), lambda row: row.page)):
        yield _page(path, place, list(rows), remarks)
    if place < 0:
        yield PageBuilder(remarks).make(1, file=path.name)


def _page(path: Path, place: int, rows: Sequence[_Row], remarks: list[str]) -> Page:
    image = picture(path, "", place)
    whole = next((row.box for row in rows if row.level == PAGE), None)
    builder = PageBuilder(
        remarks,
        f"{path.name}, page {place + 1}",
        whole.right if whole else 0,
        whole.bottom if whole else 0,
    )
    blocks = {row.line[:2]: row.box for row in rows if row.level == PARAGRAPH}
    regions: dict[tuple[int, int], int] = {}
    for line in _lines(rows):
        block = line.key[:2]
        if block not in regions:
            regions[block] = builder.add_region(box=blocks.get(block))
        builder.add_line(line.words, region=regions[block], box=line.box)
    return builder.make(place + 1, image=image, file=path.name, place=place)


def _lines(rows: Sequence[_Row]) -> Iterator[_Line]:
    """The lines that hold words: for pictures Tesseract writes a line with a blank."""
    line = _Line((-1, -1, -1))
    for row in rows:
        if row.level not in (LINE, WORD):
            continue
        if row.level == LINE or row.line != line.key:
            if line.words:
                yield line
            line = _Line(row.line, row.box if row.level == LINE else None)
        if row.level == WORD and row.text:
            line.words.append(Piece(row.text, row.box, row.confidence))
    if line.words:
        yield line
