"""A report as PDF: its parts laid on pages, so that none is parted where it should not be.

Not one long text: Qt cuts headings off what follows, and where it is told to begin a page it draws
some of the text nowhere.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from reviewer import __version__
from reviewer.core.sheet import Cell, Section, Sheet, Table
from reviewer.ui.fonts import load_fonts
from reviewer.ui.theme import GRID
from reviewer.ui.views.charts import ink
from reviewer.ui.views.charts.chart import Drawing
from reviewer.ui.views.paper import MOST, Writer, drawing_of, paper_theme, written

_DPI = 96  # of the document; the writer's own are finer
_SHARP = 600
_PAGE = QSizeF(210 / 25.4 * _DPI, 297 / 25.4 * _DPI)
_MARGIN = 18 / 25.4 * _DPI
_SHORT = 0.5  # of a page: sections so high are not parted
_LEAST = 3  # rows of a table at the foot of a page; fewer begin the next one
_Rows = tuple[tuple[Cell, ...], ...]
_kept: list[QGuiApplication] = []
"""Qt's application of a command, which has to outlive all that it paints."""


class PdfWriter:
    """PDF, by Qt."""

    suffix = ".pdf"

    def write(self, sheet: Sheet, out: BinaryIO) -> None:
        """Write a sheet on A4. Works on any thread, and without a window."""
        _ensure_qt()
        device = QBuffer()  # Qt would tell nobody that a disk is full
        device.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(device)
        writer.setTitle(sheet.title)
        writer.setCreator(f"Reviewer {__version__}")
        writer.setResolution(_SHARP)
        writer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4),
                QPageLayout.Orientation.Portrait,
                QMarginsF(),
            )
        )
        painter = QPainter(writer)
        _print(sheet, painter, writer)
        painter.end()
        out.write(device.data().data())


def _ensure_qt() -> None:
    """Typefaces need an application; where there is no window, one without a screen will do."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _kept.append(QGuiApplication(["reviewer"]))
        load_fonts()


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something that no page's end parts: how high it is, what paints it, and the room above it,
    which a page's top does not need.
    """

    high: float
    paint: Callable[[QPainter], None]
    above: float = 0.0


class _Pages:
    """Lays pieces on pages, as many as it takes."""

    def __init__(self, high: float) -> None:
        self.high = high
        self._y = 0.0
        self.pages: list[list[tuple[float, _Piece]]] = [[]]

    @property
    def room(self) -> float:
        """How much is left of the page at hand."""
        return self.high - self._y

    @property
    def fresh(self) -> bool:
        """Whether nothing lies on the page at hand."""
        return not self.pages[-1]

    def turn(self) -> None:
        """Begin another page."""
        self.pages.append([])
        self._y = 0.0

    def lay(self, *pieces: _Piece) -> None:
        """Lay pieces that stay together."""
        if sum(piece.high + piece.above for piece in pieces) > self.room and not self.fresh:
            self.turn()
        for piece in pieces:
            self._y += 0 if self.fresh else piece.above
            self.pages[-1].append((self._y, piece))
            self._y += piece.high


def _print(sheet: Sheet, painter: QPainter, writer: QPdfWriter) -> None:
    inner = QSizeF(_PAGE.width() - 2 * _MARGIN, _PAGE.height() - 2 * _MARGIN)
    pages = _laid(sheet, inner).pages
    for number, pieces in enumerate(pages):
        if number:
            writer.newPage()
        painter.save()
        painter.scale(_SHARP / _DPI, _SHARP / _DPI)
        for y, piece in pieces:
            painter.save()
            painter.translate(_MARGIN, _MARGIN + y)
            piece.paint(painter)
            painter.restore()
        foot = QRectF(_MARGIN, _PAGE.height() - _MARGIN + 14, inner.width(), 20)
        told = paper_theme().muted
        ink.words(painter, foot, sheet.title, told, ink.sans(), ink.LEFT)
        ink.words(painter, foot, f"{number + 1} / {len(pages)}", told, ink.sans(), ink.RIGHT)
        painter.restore()


def _laid(sheet: Sheet, inner: QSizeF) -> _Pages:
    """All of a sheet on pages so large."""
    pages, width = _Pages(inner.height()), inner.width()
    pages.lay(_text(width, lambda to: to.begin(sheet)))
    for section in sheet.sections:
        _lay_section(pages, section, sheet, width)
    pages.lay(_text(width, lambda to: to.end(sheet), 3 * GRID))
    return pages


def _lay_section(pages: _Pages, section: Section, sheet: Sheet, width: float) -> None:
    """A section; one that is short is not parted, and how it was counted stays with its figures."""
    lead = _text(width, partial(Writer.lead, section=section), 4 * GRID)
    chart = section.chart
    drawn = [_drawing(drawing_of(chart), width)] if chart is not None else []
    method = _text(width, partial(Writer.method, section=section, sheet=sheet), GRID)
    tables = [_rows(table, table.rows[:MOST], width) for table in section.tables]
    whole = [lead, *drawn, *tables, method]
    if sum(piece.high + piece.above for piece in whole) <= pages.high * _SHORT:
        pages.lay(*whole)
        return
    pages.lay(lead, *drawn)
    for table in section.tables[:-1]:
        _lay_table(pages, table, width)
    if section.tables:
        _lay_table(pages, section.tables[-1], width, [method])
    else:
        pages.lay(method)


def _lay_table(pages: _Pages, table: Table, width: float, below: Sequence[_Piece] = ()) -> None:
    """A table on as many pages as it takes, each part under its head; `below` is not parted from
    its end.
    """
    rows = table.rows[:MOST]
    after = sum(piece.high + piece.above for piece in below)
    while rows:
        room = pages.room - 2 * GRID
        count = _fitting(table, rows, room, width)
        if count == len(rows) and _rows(table, rows, width).high + after > room:
            count -= _LEAST  # some go to the next page with what stands below
        if count < min(_LEAST, len(rows)) and not pages.fresh:
            pages.turn()
            continue
        count = max(1, count)
        last = count == len(rows)
        pages.lay(_rows(table, rows[:count], width), *(below if last else ()))
        rows = rows[count:]


def _fitting(table: Table, rows: _Rows, room: float, width: float) -> int:
    """How many rows have room: all of them, or as many as halving finds."""
    if _rows(table, rows, width).high <= room:
        return len(rows)
    few, many = 0, len(rows)
    while many - few > 1:
        middle = (few + many) // 2
        if _rows(table, rows[:middle], width).high <= room:
            few = middle
        else:
            many = middle
    return few


def _rows(table: Table, rows: _Rows, width: float) -> _Piece:
    return _text(width, partial(Writer.table, table=table, shown=rows), 2 * GRID)


def _text(width: float, write: Callable[[Writer], None], above: float = 0.0) -> _Piece:
    document = written(width, write)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette = paper_theme().palette()

    def paint(painter: QPainter) -> None:
        document.documentLayout().draw(painter, context)

    return _Piece(document.size().height(), paint, above)


def _drawing(drawing: Drawing, width: float) -> _Piece:
    def paint(painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.draw(painter, width, paper_theme())

    return _Piece(drawing.height_for(width), paint, GRID)
