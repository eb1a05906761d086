"""A report on paper: one text with drawings in it, for the screen and for PDF.

Paper is white whatever the window looks like.
"""

import os
from typing import BinaryIO

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from reviewer import __version__
from reviewer.core.sheet import Sheet
from reviewer.ui.fonts import load_fonts
from reviewer.ui.views.charts import ink
from reviewer.ui.views.paper import make_document, paper_theme

_DPI = 96  # of the document; the writer's own are finer
_SHARP = 600
_PAGE = QSizeF(210 / 25.4 * _DPI, 297 / 25.4 * _DPI)
_MARGIN = 18 / 25.4 * _DPI
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


def _print(sheet: Sheet, painter: QPainter, writer: QPdfWriter) -> None:
    inner = QSizeF(_PAGE.width() - 2 * _MARGIN, _PAGE.height() - 2 * _MARGIN)
    document = make_document(sheet, inner.width(), inner)
    pages = document.pageCount()
    for number in range(pages):
        if number:
            writer.newPage()
        painter.save()
        painter.scale(_SHARP / _DPI, _SHARP / _DPI)
        _print_page(document, number, inner, painter)
        foot = QRectF(_MARGIN, _PAGE.height() - _MARGIN + 14, inner.width(), 20)
        told = paper_theme().muted
        ink.words(painter, foot, sheet.title, told, ink.sans(), ink.LEFT)
        ink.words(painter, foot, f"{number + 1} / {pages}", told, ink.sans(), ink.RIGHT)
        painter.restore()


def _print_page(document: QTextDocument, number: int, inner: QSizeF, painter: QPainter) -> None:
    painter.save()
    painter.translate(QPointF(_MARGIN, _MARGIN - number * inner.height()))
    view = QRectF(0, number * inner.height(), inner.width(), inner.height())
    painter.setClipRect(view)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = view
    context.palette = paper_theme().palette()
    document.documentLayout().draw(painter, context)
    painter.restore()
