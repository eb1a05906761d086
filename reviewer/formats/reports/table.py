"""The figures of a report as one table: a row for each, which says where it stands."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from reviewer.core.record import unformulated
from reviewer.core.sheet import Cell, Sheet, Told

HEAD = ("section", "table", "row", "column", "value", "said")
"""`value` is the bare figure (shares from 0 to 1), `said` how the report says it."""


class TableWriter:
    """CSV for spreadsheets and statistics."""

    suffix = ".csv"

    def write(self, sheet: Sheet, out: BinaryIO) -> None:
        """Write all tables, one below the other."""
        text = io.TextIOWrapper(out, "utf-8", newline="")
        # Without a mark in front, spreadsheets take UTF-8 for another encoding.
        text.write("\ufeff")
        table = csv.writer(text)
        table.writerow(HEAD)
        for row in _rows(sheet):
            table.writerow(unformulated(row))
        text.flush()
        text.detach()


def _rows(sheet: Sheet) -> Iterator[tuple[str | int | float, ...]]:
    for section in sheet.sections:
        for table in section.tables:
            for row in table.rows:
                for column, cell in zip(table.head[1:], row[1:], strict=True):
                    if cell is not None:
                        place = (section.title, table.caption, _said(row[0]), column)
                        yield (*place, *_figure(cell))


def _figure(cell: Cell) -> tuple[str | int | float, str]:
    if isinstance(cell, Told):
        return cell.value, cell.words
    return ("" if cell is None else cell), ""


def _said(cell: Cell) -> str:
    return cell.words if isinstance(cell, Told) else str(cell)
