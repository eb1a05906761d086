"""How lines lie on the sheet of the reading: the column, the face, the height of each line."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QFont, QFontMetricsF, QTextBlock, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from reviewer.ui.theme import GRID
from reviewer.ui.views.reading_lines import LinesEditor
from reviewer.ui.views.reading_paper import MARGIN, Column, LinePaint
from reviewer.ui.views.reading_strips import NO_STRIPS, Strips, StripsShown
from reviewer.ui.views.reading_typing import Caret
from reviewer.ui.views.shown import LineShown

MEASURE = 72
"""Characters of average width in a full column of text."""
BLANK_LINE = 0.5
"""Height of an empty line, as a share of a written one."""
_REGION_GAP = 2 * GRID
"""Pixels between regions of the page; an empty line would tell the same in plain text."""


class LaidLines(LinesEditor):
    """Lines in a column of a comfortable width, in the reader's face, each as high as it should be.

    With strips each line stands below its cut-out of the picture.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[LinePaint] = [LinePaint(LineShown(0, "", ""))]
        self._reading_font = QFont(self.font())
        self._spacing = 1.3
        self._strips = Strips()
        self._fresh = True

    def untold(self) -> Iterator[tuple[int, str, str]]:
        """(index, text before, text now) of each line with typing that was not yet told."""
        read = self._stand_ins.read
        for line in self._typing.lines:
            yield line, read(self._typing.original(line)), read(self._texts[line])

    def set_font(self, family: str, size: int) -> None:
        """Choose the face of the reading; `size` in pixels. What the eye is on stays there."""
        with self._eye_kept():
            self._reading_font = QFont(family)
            self._reading_font.setPixelSize(size)
            self._apply_font()

    @contextmanager
    def _eye_kept(self) -> Iterator[None]:
        line, column = self._eye()
        height = self._top_of(line, column)
        yield
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self._top_of(line, column) - height)

    @property
    def strips(self) -> StripsShown:
        """What strips are cut from."""
        return self._strips.shown

    def show_strips(self, strips: StripsShown = NO_STRIPS) -> None:
        """Show cut-outs of the picture above lines, or none.

        What the eye is on stays there; a page that was just turned to still begins at its top.
        """
        fresh, self._fresh = self._fresh, False
        if self._strips.show(strips):
            with self._eye_kept():
                self._dress([])
                self._lay_column()
            if fresh:
                self.verticalScrollBar().setValue(0)
                self.keep_in_sight()
        self.viewport().update()

    def keep_in_sight(self) -> None:
        """Bring what is under review into sight if it is not; for a view to override."""

    def _eye(self) -> Caret:
        """Where the person looks: at the top of what is seen."""
        return self._place(self.cursorForPosition(QPoint(0, 0)).position())

    def _top_of(self, line: int, column: int) -> int:
        """Pixels from the top of what is seen to a place of the text."""
        return self.cursorRect(self._select(line, column, column)).top()

    def set_line_spacing(self, share: float) -> None:
        """Choose the height of a line, as a multiple of the font's own (1 is tight, 1.3 calm)."""
        self._spacing = share
        self._dress([])

    def _apply_font(self) -> None:
        self.document().setDefaultFont(self._reading_font)
        metrics = QFontMetricsF(self._reading_font)
        self.setTabStopDistance(4 * metrics.averageCharWidth())
        self._dress([])
        self._lay_column()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the reading's own face when the window's font or style changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.document().setDefaultFont(self._reading_font)

    def _column(self) -> Column:
        width = float(self.viewport().width())
        wide = MEASURE * QFontMetricsF(self._reading_font).averageCharWidth()
        left = max(float(MARGIN), (width - wide) / 2)
        right = max(left + 80, min(left + wide, width - 4 * GRID))
        return Column(left, right, width)

    def _lay_column(self) -> None:
        column = self._column()
        root = self.document().rootFrame()
        shape = root.frameFormat()
        if self._strips.fit(column.width - column.left - 4 * GRID, self._reading_font.pixelSize()):
            self._dress([])
        margins = (column.left, column.width - column.right, self._head_room())
        if (shape.leftMargin(), shape.rightMargin(), shape.topMargin()) == margins:
            return
        shape.setMargin(0)
        shape.setTopMargin(margins[2])
        shape.setBottomMargin(12 * GRID)
        shape.setLeftMargin(margins[0])
        shape.setRightMargin(margins[1])
        with self._by_us():
            self.document().setDocumentMargin(0)
            root.setFrameFormat(shape)

    def _head_room(self) -> float:
        """Pixels above the first line; Qt heeds the margin of a document's first block nowhere."""
        return max(6 * GRID, 5 * GRID + self._top_margin(0))

    def _rebuild(self) -> None:
        super()._rebuild()
        # A text set anew has forgotten its margins and the height of its lines.
        self._lay_column()
        self._dress([])

    def _dress(self, before: Sequence[LinePaint]) -> None:
        """Give each line its height and colour, where that changed since `before`."""
        together = QTextCursor(self.document())
        with self._by_us():
            together.beginEditBlock()  # or Qt would lay the page out anew after each line
            block = self.document().begin()
            while block.isValid():
                line = block.blockNumber()
                self._set_height(block)
                if line < len(before) and before[line].shown.role != self._lines[line].shown.role:
                    self._colour(line)
                block = block.next()
            together.endEditBlock()

    def _set_height(self, block: QTextBlock) -> None:
        share = round(100 * self._spacing * (1 if block.length() > 1 else BLANK_LINE))
        top, now = self._top_margin(block.blockNumber()), block.blockFormat()
        if int(now.lineHeight()) == share and now.topMargin() == top:
            return
        shape = QTextBlockFormat()
        shape.setLineHeight(share, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin(top)
        QTextCursor(block).setBlockFormat(shape)

    def _top_margin(self, line: int) -> float:
        """Pixels above the text of a line: for its strip, and where another region begins."""
        gap = _REGION_GAP if line < len(self._lines) and self._lines[line].shown.opens else 0
        return self._strips.room_above(line) + gap

    def _colour(self, line: int) -> None:
        self._select(line, 0, len(self._texts[line])).setCharFormat(self.line_format(line))
