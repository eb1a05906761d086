"""Tables of entries: CSV as spreadsheets write it, and TSV.

Columns may stand in any order and be called as other programs call them (`headings`). Several
variants or ids in a cell are parted by "|"; one that is meant as such is written "\\|". A cell that
a spreadsheet would take for a formula is written behind an apostrophe, which reading takes off.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from reviewer.core.errors import UnreadableFile
from reviewer.core.lexicon import Authority, EntryKind, EntryState, LexiconEntry
from reviewer.core.messages import Message, said
from reviewer.core.ports import ListRead, ListRow, RefusedRow, Sniff
from reviewer.formats.lists.headings import SCHEMES, columns_of, kind_of, state_of
from reviewer.formats.lists.texts import begins, text_of_file

COLUMNS = ("kind", "preferred", "variants", "dates", "note", "source", "authorities", "state")
_DELIMITERS = "\t,;|"
_PARTS = re.compile(r"((?:[^\\|]|\\.|\\$)*)(?:\||$)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_LONGEST_HEAD = 1 << 20
_FORMULA = re.compile(r"'*(?:[=+@\t\r]|-(?![\d\s-]*$))")
csv.field_size_limit(1 << 30)  # a long cell is refused by itself, and not the table for its sake

Cells = Mapping[str, str]


class TableList:
    """Reads tables with any delimiter, and writes them with one of its own."""

    kinds = frozenset(EntryKind)

    def __init__(self, name: str, delimiter: str, mark: bool = False) -> None:
        """`mark`: begin with a byte order mark, without which Excel takes UTF-8 for CP1252."""
        self.name = name
        self.suffix = f".{name}"
        self._delimiter = delimiter
        self._encoding = "utf-8-sig" if mark else "utf-8"

    def sniff(self, path: Path, head: bytes) -> Sniff:
        """A table says so in its first row, or in its name."""
        text = begins(head)
        delimiter = _delimiter(text)
        named = path.suffix.lower() in (".csv", ".tsv", ".tab")
        own = delimiter == self._delimiter or (self._delimiter == "," and delimiter in ";|")
        if not text or not own:
            return Sniff(0.0, "its first line has no such delimiter")
        if columns_of(_first(text, delimiter)):
            return Sniff(0.9, "its first row has headings that we know")
        return Sniff(0.6 if named else 0.1, "its cells are parted by delimiters")

    def read(self, path: Path, kind: EntryKind) -> ListRead:
        """Each row is an entry. Without headings: form, then kind, variants, dates and note."""
        text = text_of_file(path)
        delimiter = _delimiter(text)
        rows: list[ListRow] = []
        refused: list[RefusedRow] = []
        try:
            for line, cells in _rows(text, delimiter):
                if isinstance(cells, str):
                    reason = Message("lexicon.refused.quotes")
                    refused.append(RefusedRow(line, cells.strip()[:60], reason))
                elif any(value.strip() for value in cells.values()):
                    made = _entry(cells, kind)
                    if isinstance(made, Message):
                        start = " ".join(value for value in cells.values() if value)[:60]
                        refused.append(RefusedRow(line, start, made))
                    else:
                        rows.append(ListRow(line, made))
        except csv.Error as error:
            raise UnreadableFile(
                said("lexicon.files.no_table", reason=str(error)),
                where=str(path),
                safe=said("errors.nothing_was_imported"),
                advice=said("lexicon.files.save_as_utf8"),
            ) from error
        return ListRead(rows, refused)

    def write(self, entries: Iterable[LexiconEntry], out: BinaryIO) -> None:
        """A row of headings, then a row an entry."""
        text = io.TextIOWrapper(out, self._encoding, errors="replace", newline="")
        writer = csv.writer(text, delimiter=self._delimiter, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_row(entry) for entry in entries)
        text.flush()
        text.detach()


def _delimiter(text: str) -> str:
    """The likeliest delimiter of a text's first line; a comma where it has none."""
    first = text[:_LONGEST_HEAD].lstrip("\r\n").partition("\n")[0]
    scores = {
        one: (columns_of(_first(first, one)) is not None, first.count(one)) for one in _DELIMITERS
    }
    return max(",\t;|", key=lambda one: scores[one])


def _first(text: str, delimiter: str) -> Sequence[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, Cells | str]]:
    """Each row's line and its cells by column; as it stands where its quotation marks are broken.

    Raises csv.Error.
    """
    columns: Sequence[str] | None = None
    for here, row in _cut(io.StringIO(text, newline="").readlines(), delimiter):
        if isinstance(row, str):
            yield here, row
            continue
        if columns is None:
            if not any(cell.strip() for cell in row):
                continue
            columns = columns_of(row)
            if columns is not None:
                continue
            columns = ("preferred", "kind", "variants", "dates", "note")
            if not all(kind_of(cell) for cell in row[1:2]):
                columns = ("preferred", "variants", "dates", "note")
        cells: dict[str, str] = {}
        for column, cell in zip(columns, row, strict=False):
            if cell.startswith("'") and _FORMULA.match(cell):
                cell = cell[1:]
            if column and cell:
                cells[column] = f"{cells[column]} | {cell}" if column in cells else cell
        yield here, cells


def _cut(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """The number of each row's first line, from 1, and its cells. Raises csv.Error.

    A quotation mark that is never closed takes in the rows behind it, up to the next mark or to the
    end. Such a line is given as it stands, and the next is begun anew: no other is lost with it.
    """
    at = 0
    while at < len(lines):
        begin = at
        reader = csv.reader(islice(lines, begin, None), delimiter=delimiter)
        for row in reader:
            here, at = at, begin + reader.line_num
            if at - here > 1 and not _sound(lines[here:at], delimiter):
                at = here + 1
                yield at, lines[here]
                break
            yield here + 1, row


def _sound(lines: Sequence[str], delimiter: str) -> bool:
    """Whether the quotation marks of a row over several lines stand as programs write them."""
    try:
        return len(list(csv.reader(lines, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False


def _entry(cells: Cells, kind: EntryKind) -> LexiconEntry | Message:
    """The entry of a row, or why there is none."""
    family, given = cells.get("surname", "").strip(), cells.get("forename", "").strip()
    preferred = cells.get("preferred", "").strip() or ", ".join(filter(None, (family, given)))
    said_kind, said_state = cells.get("kind", "").strip(), cells.get("state", "").strip()
    found = kind_of(said_kind) if said_kind else kind
    state = state_of(said_state)
    if not preferred:
        return Message("lexicon.refused.no_form")
    if found is None:
        return Message("lexicon.refused.kind", {"kind": said_kind[:40]})
    if state is None:
        return Message("lexicon.refused.state", {"state": said_state[:40]})
    start, end = cells.get("start", "").strip(), cells.get("end", "").strip()
    return LexiconEntry(
        found,
        preferred,
        tuple(_parts(cells.get("variants", ""))),
        cells.get("note", ""),
        cells.get("dates", "").strip() or (f"{start}-{end}" if start or end else ""),
        cells.get("source", ""),
        authorities=tuple(_authorities(cells)),
        state=state,
    )


def _authorities(cells: Cells) -> Iterator[Authority]:
    for part in _parts(cells.get("authorities", "")):
        scheme, colon, number = part.partition(":")
        yield (scheme.strip(), number.strip()) if colon else ("", part)
    for scheme in SCHEMES:
        for part in _parts(cells.get(scheme, "")):
            yield scheme, part


def _parts(cell: str) -> Iterator[str]:
    """The parts of a cell; a cell with ";" and no "|" is parted there."""
    if "|" not in cell and ";" in cell and "\\" not in cell:
        cell = cell.replace(";", "|")
    position = 0
    while position < len(cell):
        found = _PARTS.match(cell, position)
        if found is None:
            break
        part = _ESCAPED.sub(r"\1", found[1]).strip()
        if part:
            yield part
        position = found.end()


def _row(entry: LexiconEntry) -> Sequence[str]:
    ids = [f"{scheme}:{number}" for scheme, number in entry.authorities]
    state = "" if entry.state is EntryState.USUAL else str(entry.state)
    cells = (entry.preferred, _cell(entry.variants), entry.dates, entry.note, entry.source)
    safe = (f"'{cell}" if _FORMULA.match(cell) else cell for cell in (*cells, _cell(ids)))
    return (str(entry.kind), *safe, state)


def _cell(parts: Sequence[str]) -> str:
    escape: Callable[[str], str] = lambda part: re.sub(r"([\\|;])", r"\\\1", part)  # noqa: E731
    return " | ".join(map(escape, parts))
