"""A sheet as a text document: headings, figures, drawings and tables, in our own typefaces."""

from collections.abc import Callable, Sequence
from functools import cache

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QPainter,
    QPyTextObject,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTableCell,
    QTextTableFormat,
)

from reviewer.core.sheet import Bars, Cell, Chart, Columns, Reaches, Section, Sheet, Table, Told
from reviewer.ui.theme import GRID, SMALL, TEXT, TITLE, Theme
from reviewer.ui.views.charts import ink
from reviewer.ui.views.charts.chart import Drawing
from reviewer.ui.views.charts.pace import Column, PaceDrawing
from reviewer.ui.views.charts.reach import ReachDrawing
from reviewer.ui.views.charts.shares import Bar, Fill, Share, SharesDrawing

_DRAWN = QTextFormat.ObjectTypes.UserObject.value + 1
_WHICH = QTextFormat.Property.UserProperty.value + 1
_MANY, _NAMES = 6, 24  # more columns than that leave names no room: they get so much, per cent
MOST = 200
"""Rows of a table on paper; files hold all of them."""


@cache
def paper_theme() -> Theme:
    """The light theme, whose paper is white."""
    return Theme.load("light")


def drawing_of(chart: Chart) -> Drawing:
    """What paints a chart of a sheet."""
    match chart:
        case Bars():
            return _bars(chart)
        case Columns():
            made = PaceDrawing((chart.title,))
            made.columns = tuple(
                Column(one.label, one.under, float(one.count), one.words, (one.label, one.count))
                for one in chart.columns
            )
            return made
        case Reaches():
            return ReachDrawing(chart)


def _bars(chart: Bars) -> Drawing:
    fills = tuple(Fill)
    made = SharesDrawing(even=True)
    bars = [
        Bar(
            row.name,
            tuple(
                Share(part, count, fills[n % len(fills)], f"{row.name}, {part}: {count}")
                for n, (part, count) in enumerate(zip(chart.parts, row.counts, strict=True))
            ),
            row.end,
            row.strong,
        )
        for row in chart.rows
    ]
    rows: list[tuple[str | int, ...]] = [(row.name, *row.counts) for row in chart.rows]
    made.show(bars, [("", *chart.parts), *rows])
    return made


class _Painter(QPyTextObject):
    """Paints the drawings where the text has them."""

    def __init__(self, width: float, parent: QObject) -> None:
        super().__init__(parent)
        self.drawings: list[Drawing] = []
        self._width = width

    def intrinsicSize(self, doc: QTextDocument, at: int, form: QTextFormat) -> QSizeF:
        """As wide as the text, as high as it needs."""
        drawing = self.drawings[form.intProperty(_WHICH)]
        return QSizeF(self._width, drawing.height_for(self._width))

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        at: int,
        form: QTextFormat,
    ) -> None:
        """Paint one."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.topLeft())
        self.drawings[form.intProperty(_WHICH)].draw(painter, rect.width(), paper_theme())
        painter.restore()


def make_document(sheet: Sheet, width: float) -> QTextDocument:
    """The sheet as one text so wide, in pixels: for the screen, where no page ends."""
    return written(width, lambda writer: writer.write(sheet))


def written(width: float, write: Callable[["Writer"], None]) -> QTextDocument:
    """A text so wide that `write` puts there."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(ink.sans(TEXT))
    document.setTextWidth(width)
    whole = QTextCursor(document)
    whole.beginEditBlock()  # laid out once, not after each cell
    write(Writer(document, width))
    whole.endEditBlock()
    return document


class Writer:
    """Writes parts of a sheet, one below the other."""

    def __init__(self, document: QTextDocument, width: float) -> None:
        self._cursor = QTextCursor(document)
        self._painter = _Painter(width, document)
        document.documentLayout().registerHandler(_DRAWN, self._painter)
        self._width = width
        self._begun = False

    def write(self, sheet: Sheet) -> None:
        """All of it."""
        self.begin(sheet)
        for section in sheet.sections:
            self.lead(section, above=4 * GRID)
            if section.chart is not None:
                self._drawing(drawing_of(section.chart))
            for table in section.tables:
                self.table(table, table.rows[:MOST], above=2 * GRID)
            self.method(section, sheet, above=GRID)
        self.end(sheet, above=3 * GRID)

    def begin(self, sheet: Sheet) -> None:
        """Title and facts."""
        self._words(sheet.title, ink.serif(28))
        self._words(sheet.about, ink.sans(TEXT), faint=True, below=2 * GRID)
        self._facts(sheet.facts)

    def lead(self, section: Section, above: float = 0) -> None:
        """What a section is called and says."""
        self._words(section.title, ink.serif(TITLE), above=above)
        self._words(section.lead, ink.sans(TEXT))

    def method(self, section: Section, sheet: Sheet, above: float = 0) -> None:
        """How a section was counted."""
        text = f"{sheet.methods}: {section.method}"
        self._words(text, ink.sans(SMALL), faint=True, above=above)

    def end(self, sheet: Sheet, above: float = 0) -> None:
        """Where all of it comes from."""
        self._words(sheet.source, ink.serif(TITLE), above=above)
        self._words(sheet.foot, ink.sans(SMALL), faint=True)

    def _words(
        self,
        text: str,
        font: QFont,
        *,
        faint: bool = False,
        above: float = 0,
        below: float = GRID,
    ) -> None:
        """A paragraph."""
        self._block(above, below)
        self._cursor.insertText(text, _letters(font, faint=faint))

    def _block(self, above: float, below: float) -> None:
        form = QTextBlockFormat()
        form.setTopMargin(above)
        form.setBottomMargin(below)
        form.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self._begun:
            self._cursor.insertBlock(form, QTextCharFormat())
        else:
            self._cursor.setBlockFormat(form)
        self._begun = True

    def _drawing(self, drawing: Drawing) -> None:
        form = QTextCharFormat()
        form.setObjectType(_DRAWN)
        form.setProperty(_WHICH, len(self._painter.drawings))
        self._painter.drawings.append(drawing)
        block = QTextBlockFormat()
        block.setTopMargin(GRID)
        block.setBottomMargin(2 * GRID)
        self._cursor.insertBlock(block, QTextCharFormat())
        self._cursor.insertText("\ufffc", form)

    def _facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        """What the report is at one look: three columns of a word and its figure."""
        columns = 3
        form = _table_form(4)
        form.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, 100 / columns)] * columns
        )
        rows = -(-len(facts) // columns)
        made = self._cursor.insertTable(rows, columns, form)
        for number, (name, figure) in enumerate(facts):
            place = made.cellAt(*divmod(number, columns))
            if number % columns == 0:
                flush = place.format().toTableCellFormat()
                flush.setLeftPadding(0)
                place.setFormat(flush)
            cursor = place.firstCursorPosition()
            cursor.insertText(name, _letters(ink.sans(SMALL), faint=True))
            cursor.insertBlock()
            cursor.insertText(figure, _letters(ink.serif(18)))
        self._cursor.movePosition(QTextCursor.MoveOperation.End)

    def table(
        self, table: Table, shown: Sequence[tuple[Cell, ...]], above: float = 0, caption: str = ""
    ) -> None:
        """Some rows of a table under its head; how many others there are, where these end them.

        `caption` stands in the place of its own.
        """
        self._words(
            caption or table.caption, ink.sans(SMALL, strong=True), above=above, below=GRID / 2
        )
        rows = [table.head, *shown]
        more = len(table.rows) - MOST
        if more > 0 and shown and shown[-1] is table.rows[MOST - 1]:
            told = f"… + {more:,}".replace(",", "\u202f")
            rows.append((told, *[None] * (len(table.head) - 1)))
        form = _table_form(4)
        form.setHeaderRowCount(1)
        if len(table.head) > _MANY:
            first = QTextLength(QTextLength.Type.PercentageLength, _NAMES)
            form.setColumnWidthConstraints([first, *[QTextLength()] * (len(table.head) - 1)])
        made = self._cursor.insertTable(len(rows), len(table.head), form)
        worded = table.worded
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                place = made.cellAt(number, column)
                _fill(place, cell, head=number == 0, right=not worded[column])
        self._cursor.movePosition(QTextCursor.MoveOperation.End)


def _fill(place: QTextTableCell, cell: Cell, *, head: bool, right: bool) -> None:
    """Write into a cell, with a hairline below it."""
    edged = place.format().toTableCellFormat()
    if place.column() == 0:
        edged.setLeftPadding(0)  # begins where the text beside the table does
    font = ink.sans(SMALL, strong=head)
    edged.setFont(font)  # an empty cell is no higher than others
    edged.setBottomBorder(1)
    edged.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    edged.setBottomBorderBrush(QBrush(paper_theme().edge if head else paper_theme().line))
    place.setFormat(edged)
    cursor = place.firstCursorPosition()
    side = QTextBlockFormat()
    if right:
        side.setAlignment(Qt.AlignmentFlag.AlignRight)
    cursor.setBlockFormat(side)
    cursor.insertText(_said(cell), _letters(font))


def _table_form(padding: float) -> QTextTableFormat:
    form = QTextTableFormat()
    form.setBorder(0)
    form.setCellSpacing(0)
    form.setCellPadding(padding)
    form.setBorderCollapse(True)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    return form


def _letters(font: QFont, *, faint: bool = False) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFont(font)
    theme = paper_theme()
    form.setForeground(theme.muted if faint else theme.ink)
    return form


def _said(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.words if isinstance(cell, Told) else str(cell)
