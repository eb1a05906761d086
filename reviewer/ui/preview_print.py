"""The preview on pages of paper: margins, numbers of the document's pages beside the text."""

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from reviewer import __version__
from reviewer.core.preview import FileText, PaperText
from reviewer.ui.fonts import MONO, SANS, reading_family
from reviewer.ui.views.paper import paper_theme
from reviewer.ui.views.preview import Mode
from reviewer.ui.views.preview_dress import Dress
from reviewer.ui.views.preview_text import PaperWriter, Places

_DPI = 96  # of the document; devices have their own
_SHARP = 600
_SIZE, _SMALL = 15, 11  # pixels of letters: 11 points, 8 points
_CODE = 10
_MARGIN = 22 / 25.4 * _DPI
_LEFT = 30 / 25.4 * _DPI


def pdf_of(made: PaperText | FileText, face: str, mode: Mode) -> bytes:
    """What is shown as PDF on A4."""
    device = QBuffer()
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(device)
    writer.setCreator(f"Reviewer {__version__}")
    writer.setResolution(_SHARP)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    if isinstance(made, FileText):
        file_on(writer, made)
    else:
        writer.setTitle(made.matter.title)
        paper_on(writer, made, face, mode)
    return bytes(device.data().data())


def paper_on(device: QPagedPaintDevice, paper: PaperText, face: str, mode: Mode) -> None:
    """Print a document as its readers see it; `face` is the setting of the reading's typeface."""
    lined = mode in (Mode.DOCUMENTARY, Mode.BESIDE)
    dress = Dress(paper_theme(), reading_family(face), _SIZE, lined=lined)
    writer = PaperWriter(paper, dress).write_all()
    _print(device, writer.document, writer.places)


def file_on(device: QPagedPaintDevice, file: FileText) -> None:
    """Print a file as it is."""
    document = QTextDocument()
    font = QFont(MONO)
    font.setPixelSize(_CODE)
    document.setDefaultFont(font)
    document.setPlainText(file.text)
    _print(device, document, Places())


def _print(device: QPagedPaintDevice, document: QTextDocument, places: Places) -> None:
    painter = QPainter(device)
    dots = device.logicalDpiX() / _DPI
    page = QSizeF(device.width() / dots, device.height() / dots)
    document.setDocumentMargin(0)
    form = document.rootFrame().frameFormat()
    form.setLeftMargin(_LEFT)
    for put in (form.setTopMargin, form.setRightMargin, form.setBottomMargin):
        put(_MARGIN)
    document.rootFrame().setFrameFormat(form)
    document.setPageSize(page)
    count = document.pageCount()
    labels = [(_height(document, position), label) for position, label in places.pages]
    painter.scale(dots, dots)
    for number in range(count):
        if number:
            device.newPage()
        _print_page(painter, document, page, number, labels)
        foot = QRectF(0, page.height() - _MARGIN * 0.7, page.width(), 2 * _SMALL)
        painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter, f"{number + 1} / {count}")
    painter.end()


def _print_page(
    painter: QPainter,
    document: QTextDocument,
    page: QSizeF,
    number: int,
    labels: list[tuple[float, str]],
) -> None:
    top = number * page.height()
    painter.save()
    painter.translate(0, -top)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette = paper_theme().palette()
    context.clip = QRectF(0, top, page.width(), page.height())
    painter.setClipRect(context.clip)
    document.documentLayout().draw(painter, context)
    font = QFont(SANS)
    font.setPixelSize(_SMALL)
    painter.setFont(font)
    painter.setPen(paper_theme().muted)
    for middle, label in labels:
        if label and top <= middle < top + page.height():
            room = QRectF(0, middle - _SMALL, _LEFT - 16, 2 * _SMALL)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, side, f"[{label}]")
    painter.restore()
    painter.setFont(font)
    painter.setPen(paper_theme().muted)


def _height(document: QTextDocument, position: int) -> float:
    """How far down, over all pages, the line of a place is."""
    block = document.findBlock(position)
    room = document.documentLayout().blockBoundingRect(block)
    line = block.layout().lineForTextPosition(position - block.position())
    return room.top() + (line.y() + line.height() / 2 if line.isValid() else 0)
