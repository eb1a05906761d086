"""The paper of the preview: the text in its column, numbers of pages and lines in the margin."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from reviewer.core.preview import Spotted, nearest, words_in
from reviewer.ui.fonts import SANS
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, SMALL, Theme
from reviewer.ui.views.preview_dress import MARGIN
from reviewer.ui.views.preview_text import PaperWriter, Places

_TEXT = sized(640)  # pixels: the widest line of text
_RIGHT = 6 * GRID
_NARROW = 68 * GRID
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")  # two places of Qt's text each
_HEAD = 12  # words from which on the title matter need not be seen
_EVERY = 5  # lines between two numbers in the margin


class PaperView(QTextBrowser):
    """Shows one printed document at a time. Arrows and Page Down scroll; clicks put the caret."""

    picked = Signal(object)
    """The `Spotted` word that the person wants to see at the desk."""
    passed = Signal()
    """Other words are in sight, or the caret stands elsewhere."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameStyle(0)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._theme = theme
        self._mine: QTextDocument | None = None
        self._places = Places()
        self._first = 1
        self._text = ""
        self.anchorClicked.connect(lambda url: self.scrollToAnchor(url.fragment()))
        self.verticalScrollBar().valueChanged.connect(lambda _: self._on_scrolled())
        self.cursorPositionChanged.connect(self.passed)
        self.set_theme(theme)

    # -- shown ------------------------------------------------------------------------------------

    def show_paper(self, writer: PaperWriter, first: int) -> None:
        """Show what was written; `first` is the number of the page it begins with."""
        before, self._mine = self._mine, writer.document
        document = writer.document
        document.setParent(self)
        document.setDocumentMargin(0)
        self._places, self._first = writer.places, first
        text = document.toPlainText()
        self._text = _ASTRAL.sub("\ufffd\ufffd", text)
        self._set_column(document)
        self.setDocument(document)
        if before is not None:
            before.deleteLater()
        self.setAccessibleDescription(text[:2000])

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme; the text itself has to be written anew."""
        self._theme = theme
        self.setPalette(theme.palette())
        self.setStyleSheet(
            f"QTextBrowser {{ background: {theme.desk.name()}; color: {theme.ink.name()};"
            " border: none; }"
        )
        self.viewport().update()

    @property
    def empty(self) -> bool:
        """Whether nothing was shown yet."""
        return not self._text

    # -- places -----------------------------------------------------------------------------------

    def _stretch(self, index: int) -> tuple[int, int]:
        """Where the words of a page begin and end."""
        pages = self._places.pages
        start = pages[index][0] if pages else self._places.begin
        behind = index + 1 < len(pages)
        return start, pages[index + 1][0] if behind else self._places.end

    def spot(self, position: int | None = None) -> Spotted | None:
        """The word at a place of the text (default: the caret's); None outside the document."""
        at = self.textCursor().position() if position is None else position
        at = min(max(at, self._places.begin), self._places.end)
        if self.empty:
            return None
        starts = [start for start, _ in self._places.pages]
        index = max(bisect_right(starts, at) - 1, 0)
        start, end = self._stretch(index)
        words = words_in(self._text[start:end], start)
        if not words:
            return Spotted(self._first + index)
        nth = max(bisect_right([place for place, _ in words], at) - 1, 0)
        return Spotted(self._first + index, words[nth][1], nth)

    def holds(self, spot: Spotted) -> bool:
        """Whether the page of a place is in this text."""
        return 0 <= spot.page - self._first < max(len(self._places.pages), 1) and not self.empty

    def go(self, spot: Spotted, *, top: float = 0.35) -> None:
        """Put the caret to a word and bring it into sight, so far down in the window."""
        if not self.holds(spot):
            return
        start, end = self._stretch(spot.page - self._first)
        found = nearest(words_in(self._text[start:end], start), spot)
        cursor = QTextCursor(self.document())
        cursor.setPosition(start if found is None else found)
        self.setTextCursor(cursor)
        if self._first == spot.page == 1 and spot.nth < _HEAD:
            self.verticalScrollBar().setValue(0)
        else:
            self._bring(cursor, top)

    def _bring(self, cursor: QTextCursor, top: float) -> None:
        bar = self.verticalScrollBar()
        wanted = self.cursorRect(cursor).top() - top * self.viewport().height()
        bar.setValue(round(bar.value() + wanted))

    def height_of_caret(self) -> float | None:
        """How far down in the window the caret is, as a part of it; None where out of sight."""
        place = self.cursorRect().top() / max(self.viewport().height(), 1)
        return place if 0 <= place <= 1 else None

    def in_sight(self) -> Spotted | None:
        """The word at the upper third of the window: what the person most likely reads."""
        at = QPoint(GRID, self.viewport().height() // 3)
        return self.spot(self.cursorForPosition(at).position())

    def _on_scrolled(self) -> None:
        self.viewport().update()
        self.update()
        self.passed.emit()

    # -- keys and mouse ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the desk; Esc and bare keys are the room's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            spot = self.spot()
            if spot is not None:
                self.picked.emit(spot)
            return
        if event.key() == Qt.Key.Key_Escape or (event.text().strip() and not event.modifiers()):
            event.ignore()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click goes to the desk."""
        spot = self.spot(self.cursorForPosition(event.position().toPoint()).position())
        if spot is not None:
            self.picked.emit(spot)

    # -- the margin -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle, no wider than can be read."""
        self._set_column(self.document())
        super().resizeEvent(event)

    def _set_column(self, document: QTextDocument) -> None:
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        narrow = room < _NARROW
        left, right = (MARGIN // 2 if narrow else MARGIN), (2 * GRID if narrow else _RIGHT)
        spare = max(room - left - _TEXT - right, 0) // 2
        frame = document.rootFrame()
        form = frame.frameFormat()
        if (form.leftMargin(), form.rightMargin()) == (left + spare, right + spare):
            return
        form.setLeftMargin(left + spare)
        form.setRightMargin(right + spare)
        form.setTopMargin(4 * GRID)
        form.setBottomMargin(8 * GRID)
        frame.setFrameFormat(form)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheet, the text on it, and beside that the numbers of its pages and lines."""
        painter = QPainter(self.viewport())
        painter.fillRect(self._sheet(), self._theme.paper)
        painter.end()
        super().paintEvent(event)
        painter.begin(self.viewport())
        font = QFont(SANS)
        font.setPixelSize(SMALL)
        painter.setFont(font)
        left = self.document().rootFrame().frameFormat().leftMargin()
        for middle, label, is_page in self.marks_in_sight():
            room = QRectF(0, middle - SMALL, left - 2 * GRID, 2 * SMALL)
            painter.setPen(self._theme.muted if is_page else self._theme.faint)
            text = f"[{label}]" if is_page else label
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, right, text)
        painter.end()

    def _sheet(self) -> QRectF:
        form = self.document().rootFrame().frameFormat()
        left = max(form.leftMargin() - MARGIN, 0)
        right = max(form.rightMargin() - _RIGHT, 0)
        view = self.viewport()
        return QRectF(left, 0, view.width() - left - right, view.height())

    def marks_in_sight(self) -> Iterator[tuple[float, str, bool]]:
        """(height in the window, number, whether it is a page's) of what the margin shows."""
        view = self.viewport()
        top = self.cursorForPosition(QPoint(0, 0)).position()
        bottom = self.cursorForPosition(QPoint(view.width(), view.height())).position()
        begun = set()
        for position, label in _between(self._places.pages, top, bottom):
            begun.add(round(self._height(position)))
            yield self._height(position), label, True
        for position, label in _between(self._places.lines, top, bottom):
            counted = label.isdigit() and int(label) % _EVERY == 0
            if counted and round(self._height(position)) not in begun:
                yield self._height(position), label, False

    def _height(self, position: int) -> float:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position, max(self.document().characterCount() - 1, 0)))
        return self.cursorRect(cursor).center().y()


def _between(marks: list[tuple[int, str]], top: int, bottom: int) -> list[tuple[int, str]]:
    """The marks of a stretch of the text."""
    places = [position for position, _ in marks]
    return marks[bisect_left(places, top) : bisect_right(places, bottom)]
