"""Names with their places in the text, as a table for a spreadsheet."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reviewer.core.edition import Edition, Profile
from reviewer.core.files import unreadable
from reviewer.core.ports import Option, Problem
from reviewer.core.printed import (
    About,
    Block,
    Break,
    Inline,
    Kind,
    PageBegin,
    PageBlock,
    Printed,
    Run,
    Sign,
    inlines_of,
    is_read,
)
from reviewer.core.record import unformulated
from reviewer.core.telling import Telling
from reviewer.formats.writers.printing import printed_edition

_COLUMNS = (
    "kind",
    "form",
    "entry",
    "preferred",
    "authorities",
    "document",
    "page",
    "line",
    "column",
    "context",
)
_BOM = b"\xef\xbb\xbf"
_AROUND = 40  # characters of context on each side


class NamesWriter:
    """Writes CSV (RFC 4180) in UTF-8, a row for each name that somebody marked.

    Lines are counted as the documentary TEI counts them, columns in characters from 1.
    """

    name = "names"
    suffix = ".csv"
    pages_apart = False
    options: tuple[Option, ...] = (
        Option("mark", ("with", "without"), "with: a byte order mark, so that Excel knows UTF-8"),
    )

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        """Write the edition's names in the order of the text."""
        if chosen.get("mark", "with") == "with":
            out.write(_BOM)
        with printed_edition(edition, Profile.DOCUMENTARY) as printed:
            telling = Telling(printed.matter)
            out.write(_row([telling.say(f"columns.{name}") for name in _COLUMNS]))
            out.writelines(_row(_cells(found, printed)) for found in names_of(printed))

    def check(self, path: Path, chosen: dict[str, str]) -> Sequence[Problem]:
        """Whether every row has all columns, and none would be taken for a formula."""
        try:
            text = path.read_bytes().decode("utf-8-sig")
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except UnicodeDecodeError as error:
            return (Problem(0, f"Byte {error.start} of the file is not UTF-8."),)
        except OSError as error:
            return (Problem(0, str(unreadable(path, error))),)
        except csv.Error as error:
            return (Problem(0, f"The file is no table: {error}."),)
        problems = [] if rows else [Problem(1, "The table has no head.")]
        for number, row in enumerate(rows, start=1):
            if len(row) != len(_COLUMNS):
                problems.append(Problem(number, f"The row has {len(row)} columns."))
            if unformulated(row) != row:
                problems.append(Problem(number, "A cell would be taken for a formula."))
        return problems


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name in the text. `line` is empty where the file counts none."""

    mark: Sign
    form: str
    page: str
    line: str
    column: int
    context: str


def names_of(printed: Printed) -> Iterator[NameFound]:
    """The names of a document in the order of its text."""
    page = ""
    for piece in printed.pieces:
        if isinstance(piece, PageBlock):
            page = piece.page.label
        elif not (isinstance(piece, Block) and piece.kind is Kind.FURNITURE):
            for runs in inlines_of(piece):
                walk = _Walk(page)
                yield from walk.names(runs)
                page = walk.page


class _Walk:
    """Goes through one row of runs and knows where it is."""

    def __init__(self, page: str) -> None:
        self.page = page
        self._line, self._column = "", 1
        self._text = ""
        self._open: dict[Sign, tuple[str, str, int, int]] = {}
        self._ends: dict[Sign, int] = {}

    def names(self, runs: Sequence[Inline]) -> Iterator[NameFound]:
        for one in runs:
            self._step(one)
        text = self._text
        for mark, (page, line, column, start) in self._open.items():
            end = self._ends[mark]
            form = " ".join(text[start:end].split())
            before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
            context = " ".join(f"{before}{text[start:end]}{behind}".split())
            yield NameFound(mark, form, page, line, column, context)

    def _step(self, one: Inline) -> None:
        if isinstance(one, Run):
            if is_read(one):
                self._add(one)
        elif isinstance(one, Break):
            self._line, self._column = one.number or self._line, 1
            self._text += "" if one.joins else " "
        elif isinstance(one, PageBegin):
            self.page = one.label
        elif one.marginal:
            for inner in one.runs:
                self._step(inner)

    def _add(self, run: Run) -> None:
        for mark in run.marks:
            if mark.about is About.NAME:
                here = (self.page, self._line, self._column, len(self._text))
                self._open.setdefault(mark, here)
                self._ends[mark] = len(self._text) + len(run.text)
        self._text += run.text
        self._column += len(run.text)


def _cells(found: NameFound, printed: Printed) -> list[str]:
    ref = found.mark.get("ref")
    entry = printed.matter.entries.get(ref.removeprefix("#"))
    numbers = entry.authorities if entry else ()
    return [
        found.mark.get("kind"),
        found.form,
        ref.removeprefix("#"),
        entry.name if entry else "",
        "; ".join(f"{scheme}:{number}" for scheme, number in numbers),
        printed.matter.id,
        found.page,
        found.line,
        str(found.column),
        found.context,
    ]


def _row(cells: Sequence[str]) -> bytes:
    """A row of the table; what a spreadsheet would take for a formula is quoted."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(unformulated(cells))
    return out.getvalue().encode()
