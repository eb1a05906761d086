"""Charts as files: a picture at twice the size, a drawing, a table."""

import csv
from pathlib import Path

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from reviewer.core.errors import StoreError
from reviewer.core.messages import said
from reviewer.ui.theme import GRID
from reviewer.ui.views.charts.chart import Chart

_SHARP = 2  # pixels of the file for one of the screen
_EDGE = 2 * GRID
_LEAST = 640  # a chart in a narrow window is saved with room to breathe

ENDINGS = (".png", ".svg", ".csv")
"""What a chart can be saved as."""


def save(chart: Chart, path: Path) -> None:
    """Write a chart as its file's ending says. Raises StoreError where that cannot be done."""
    try:
        match path.suffix.lower():
            case ".csv":
                _write_table(chart, path)
            case ".svg":
                _write_drawing(chart, path)
            case _:
                _write_picture(chart, path)
    except OSError as error:
        raise StoreError(
            said("errors.chart_unsaved"),
            where=str(path),
            safe=said("errors.work_untouched"),
            advice=said(
                "errors.choose_another_folder_because", reason=str(error.strerror or error)
            ),
        ) from error


def _write_table(chart: Chart, path: Path) -> None:
    """UTF-8 with a mark in front: without it spreadsheets take it for another encoding."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([[_plain(cell) for cell in row] for row in chart.drawing.table()])


def _plain(cell: str | int | float) -> str | int | float:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@") else cell


def _write_picture(chart: Chart, path: Path) -> None:
    size = _size(chart)
    image = QImage(size * _SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARP)
    image.fill(chart.theme.raised)
    painter = QPainter(image)
    _paint(chart, painter, size)
    painter.end()
    if not image.save(str(path)):
        raise OSError("it cannot be written")


def _write_drawing(chart: Chart, path: Path) -> None:
    path.open("wb").close()  # the generator would keep silent about a folder that is not there
    size = _size(chart)
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(chart.accessibleName())
    painter = QPainter(generator)
    painter.fillRect(0, 0, size.width(), size.height(), chart.theme.raised)
    _paint(chart, painter, size)
    painter.end()


def _size(chart: Chart) -> QSize:
    width = max(_LEAST, chart.width())
    return QSize(width + 2 * _EDGE, chart.drawing.height_for(width) + 2 * _EDGE)


def _paint(chart: Chart, painter: QPainter, size: QSize) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(_EDGE, _EDGE)
    chart.drawing.draw(painter, size.width() - 2 * _EDGE, chart.theme)
