"""A printed document as plain lines: letters and nothing else."""

from collections.abc import Iterator, Sequence

from reviewer.core.printed import (
    About,
    Break,
    Inline,
    Kind,
    Note,
    PageBlock,
    Piece,
    Run,
    Table,
    is_read,
)
from reviewer.formats.printed.sheet import RUNNING, filled

GAP = "[…]"
"""What stands where the document cannot be read."""


def text_lines(piece: Piece) -> list[str]:
    """The lines of a piece: one of a paragraph, as many as there are of an address, one of each row
    of a table, none of what belongs to the sheet.
    """
    if isinstance(piece, PageBlock):
        return []
    if isinstance(piece, Table):
        rows = [piece.caption, *(_joined(row) for row in _cells(piece))]
        return [line for row in rows for line in _lines(filled(tuple(row)))]
    if piece.kind is Kind.FURNITURE:
        return []
    return _lines(filled(piece.runs) if piece.kind in RUNNING else piece.runs)


def _cells(table: Table) -> Iterator[Sequence[Sequence[Inline]]]:
    for row in table.rows:
        yield [cell.runs for cell in row]


def _joined(row: Sequence[Sequence[Inline]]) -> list[Inline]:
    return [one for runs in row for one in (*runs, Run(" "))]


def _lines(runs: Sequence[Inline]) -> list[str]:
    lines = [""]
    for one in runs:
        if isinstance(one, Run):
            lines[-1] += _said(one)
        elif isinstance(one, Break):
            lines.append("")
        elif isinstance(one, Note) and one.marginal:
            inside = " ".join(_lines(filled(one.runs)))
            lines[-1] += f" {inside} "
    return [settled for line in lines if (settled := _settled(line))]


def _said(run: Run) -> str:
    if run.under(About.GAP):
        return GAP
    return run.text if is_read(run) else ""


def _settled(line: str) -> str:
    """A line with single blanks; other white space stays as it is."""
    return " ".join(part for part in line.split(" ") if part)
