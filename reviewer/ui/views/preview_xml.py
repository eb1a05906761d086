"""The XML itself: line numbers, colours, and problems in the margin.

Only lines in sight are coloured: the file of a long document has a hundred thousand.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QPlainTextEdit, QToolTip, QWidget

from reviewer.core.preview import FileText, Spotted
from reviewer.ui.fonts import MONO
from reviewer.ui.theme import GRID, TEXT, Theme

_REGION = re.compile(r"<!--.*?(?:-->|$)|<\?.*?(?:\?>|$)|<[^>]*(?:>|$)|&#?\w+;")
_IN_TAG = re.compile(r"</?[\w:.-]*|/?>|(?P<name>[\w:.-]+)(?=\s*=)|(?P<value>\"[^\"]*\"|'[^']*')")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_DOT = 8  # pixels of a problem's sign

Piece = tuple[int, int, str]
"""Where it begins, how long it is, and what it is: tag, name, value, comment or entity."""


def coloured(line: str, inside: bool) -> Iterator[Piece]:
    """The pieces of a line of XML that are no text; `inside`: it begins within a tag or comment."""
    start = 0
    if inside:
        closed = line.find(">")
        start = len(line) if closed < 0 else closed + 1
        ends_comment = line[:start].endswith("-->") or (closed < 0 and "=" not in line)
        if ends_comment:
            yield 0, start, "comment"
        else:
            yield from _tag(line, 0, start)
    for found in _REGION.finditer(line, start):
        text = found[0]
        if text.startswith(("<!--", "<?")):
            yield found.start(), len(text), "comment"
        elif text.startswith("&"):
            yield found.start(), len(text), "entity"
        else:
            yield from _tag(line, found.start(), found.end())


def _tag(line: str, start: int, end: int) -> Iterator[Piece]:
    for found in _IN_TAG.finditer(line, start, end):
        if found[0]:
            yield found.start(), len(found[0]), found.lastgroup or "tag"


class XmlView(QPlainTextEdit):
    """A file to read: nothing in it can be changed."""

    picked = Signal(object)
    """The `Spotted` word that the person wants to see at the desk."""
    passed = Signal()
    """The caret stands elsewhere."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setFrameStyle(0)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._file: FileText | None = None
        self._problems: Mapping[int, str] = {}
        self._coats: dict[str, QTextCharFormat] = {}
        self._stamp = 0
        self._size = TEXT
        self._margin = _Margin(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._colour)
        self.updateRequest.connect(self._on_update)
        self.cursorPositionChanged.connect(self.passed)
        self.set_theme(theme)
        self.set_size(TEXT)

    # -- shown ------------------------------------------------------------------------------------

    def show_file(self, file: FileText) -> None:
        """Show a file, nothing of which was checked yet."""
        self._file = replace(file, text=_ASTRAL.sub("\ufffd\ufffd", file.text))
        self._problems = {}
        self._stamp += 1
        self.setPlainText(file.text)
        self._set_room()
        self._soon.start()

    def show_problems(self, problems: Mapping[int, str]) -> None:
        """Mark lines (from 1) where something is wrong, with what it is."""
        self._problems = problems
        self._margin.update()

    @property
    def problems(self) -> Mapping[int, str]:
        """What is wrong, by lines from 1."""
        return self._problems

    @property
    def problem(self) -> str:
        """What is wrong in the line of the caret."""
        return self._problems.get(self.textCursor().blockNumber() + 1, "")

    @property
    def empty(self) -> bool:
        """Whether nothing was shown yet."""
        return self._file is None

    def set_size(self, size: int) -> None:
        """Letters so high, in pixels."""
        self._size = size
        font = QFont(MONO)
        font.setPixelSize(size)
        self.setFont(font)
        # The window's stylesheet would take its own size, so it is said there as well.
        self._dress()
        self._set_room()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self._coats = {
            "tag": _coat(theme.accent),
            "name": _coat(theme.warn),
            "value": _coat(theme.good),
            "comment": _coat(theme.muted, italic=True),
            "entity": _coat(theme.danger),
        }
        self._stamp += 1
        self._dress()
        self._soon.start()

    def _dress(self) -> None:
        self.setPalette(self._theme.palette())
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {self._theme.paper.name()};"
            f" color: {self._theme.ink.name()}; border: none;"
            f' font-family: "{MONO}"; font-size: {self._size}px; }}'
        )

    # -- places -----------------------------------------------------------------------------------

    def spot(self) -> Spotted | None:
        """The word at the caret; None outside the document's text."""
        return self._file.spotted(self.textCursor().position()) if self._file else None

    def go(self, spot: Spotted) -> None:
        """Put the caret to a word and bring it into the middle."""
        if self._file is not None:
            self._stand(self._file.find(spot))

    def _stand(self, at: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(min(at, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.centerCursor()

    def go_to_problem(self, step: int) -> bool:
        """Put the caret to the next problem, or the one before; whether there is any."""
        here = self.textCursor().blockNumber() + 1
        lines = sorted(self._problems)
        if not lines:
            return False
        behind = [line for line in lines if line > here]
        before = [line for line in lines if line < here]
        line = (behind or lines)[0] if step > 0 else (before or lines)[-1]
        self._stand(self.document().findBlockByNumber(line - 1).position())
        return True

    # -- colours ----------------------------------------------------------------------------------

    def _in_sight(self) -> Iterator[tuple[QTextBlock, QRectF]]:
        block, offset = self.firstVisibleBlock(), self.contentOffset()
        while block.isValid():
            room = self.blockBoundingGeometry(block).translated(offset)
            if room.top() > self.viewport().height():
                return
            yield block, room
            block = block.next()

    def _colour(self) -> None:
        if self._file is None:
            return
        inside = self._file.inside
        for block, _ in list(self._in_sight()):
            number = block.blockNumber()
            if block.userState() == self._stamp or number >= len(inside):
                continue
            block.setUserState(self._stamp)
            block.layout().setFormats(
                [self._painted(piece) for piece in coloured(block.text(), inside[number])]
            )
        self.viewport().update()

    def _painted(self, piece: Piece) -> QTextLayout.FormatRange:
        made = QTextLayout.FormatRange()
        made.start, made.length = piece[:2]
        made.format = self._coats[piece[2]]
        return made

    # -- the margin -------------------------------------------------------------------------------

    def _set_room(self) -> None:
        digits = len(str(max(self.blockCount(), 1000)))
        wide = QFontMetrics(self.font()).horizontalAdvance("0") * digits + 4 * GRID
        self.setViewportMargins(wide, 0, 0, 0)
        self._margin.setGeometry(QRect(0, 0, wide, self.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margin as high as the text."""
        super().resizeEvent(event)
        self._set_room()
        self._soon.start()

    def _on_update(self, _: QRect, moved: int) -> None:
        self._margin.update()
        self._soon.start()

    def paint_margin(self, event: QPaintEvent) -> None:
        """Numbers of lines, and a sign where something is wrong."""
        painter = QPainter(self._margin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._theme.pane)
        painter.setFont(self.font())
        high = self.fontMetrics().height()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        here = self.textCursor().blockNumber()
        for block, room in self._in_sight():
            number = block.blockNumber()
            painter.setPen(self._theme.ink if number == here else self._theme.muted)
            line = QRectF(0, room.top(), self._margin.width() - GRID, high)
            painter.drawText(line, right, str(number + 1))
            if number + 1 in self._problems:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.danger)
                middle = line.center().y()
                painter.drawEllipse(QRectF(GRID / 2, middle - _DOT / 2, _DOT, _DOT))
        painter.end()

    def tell(self, event: QHelpEvent) -> None:
        """Say what is wrong in the line under the mouse."""
        for block, room in self._in_sight():
            if room.top() <= event.pos().y() <= room.bottom():
                text = self._problems.get(block.blockNumber() + 1, "")
                QToolTip.showText(event.globalPos(), text, self._margin)
                return

    # -- keys and mouse ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the desk; Esc and bare keys are the room's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick()
            return
        if event.key() == Qt.Key.Key_Escape or (event.text().strip() and not event.modifiers()):
            event.ignore()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click goes to the desk."""
        self.setTextCursor(self.cursorForPosition(event.position().toPoint()))
        self._pick()

    def _pick(self) -> None:
        spot = self.spot()
        if spot is not None:
            self.picked.emit(spot)


class _Margin(QWidget):
    """The margin of a file."""

    def __init__(self, view: XmlView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:
        """As wide as the view says."""
        return QSize(self.width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As the view paints it."""
        self._view.paint_margin(event)

    def event(self, event: QEvent) -> bool:
        """Tips are told by the view."""
        if isinstance(event, QHelpEvent):
            self._view.tell(event)
            return True
        return super().event(event)


def _coat(colour: object, *, italic: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(colour)  # type: ignore[arg-type]
    made.setFontItalic(italic)
    return made
