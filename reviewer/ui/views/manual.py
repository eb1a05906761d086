"""The manual: pages at the left, searched as one types, the page at hand at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, TEXT, TITLE, Theme
from reviewer.ui.views.parts import plain_ground, rule, words
from reviewer.ui.views.room import RoomView

_LIST = sized(264)
_WIDEST = sized(720)  # longer lines are read badly
_LINE = 150  # per cent of the letters


@dataclass(frozen=True)
class ManualPage:
    """A page: its name in links, its title, and its text in Markdown with all keys filled in."""

    name: str
    title: str
    text: str

    def holds(self, wanted: str) -> bool:
        """Whether all words that are looked for stand in it."""
        here = f"{self.title} {self.text}".casefold()
        return all(word in here for word in wanted.casefold().split())


class _Paper(QTextBrowser):
    """Lines are no longer than can be read well, and never wider than the window."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as there is room, up to a measure."""
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(min(_WIDEST, self.viewport().width()))
        super().resizeEvent(event)


class ManualView(RoomView):
    """Plain pages in, nothing out: links lead from page to page."""

    name = "manual"

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(say.say("ui.manual.title"), say, theme, parent)
        self._pages: tuple[ManualPage, ...] = ()
        self._shown: ManualPage | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText(say.say("ui.manual.search"))
        self.search.setAccessibleName(say.say("ui.manual.search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setProperty("role", "list")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(say.say("ui.manual.pages"))
        self.list.currentItemChanged.connect(lambda item, _: self._pick(item))
        self.list.installEventFilter(self)
        self._none = words(say.say("ui.manual.none"), tone="muted", small=True, wrap=True)
        self.text = _Paper()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(say.say("ui.manual.title"))
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setProperty("role", "paper")
        self.text.anchorClicked.connect(self._follow)
        self._lay_out()

    def _lay_out(self) -> None:
        side = QWidget()
        side.setFixedWidth(_LIST)
        column = QVBoxLayout(side)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.search)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        paper = plain_ground(QWidget(), "paper")
        inner = QHBoxLayout(paper)
        inner.setContentsMargins(4 * GRID, 2 * GRID, 0, 0)
        inner.addWidget(self.text)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(side)
        line.addWidget(rule(upright=True))
        line.addWidget(paper, 1)
        self.body.addLayout(line)

    def show_pages(self, pages: Sequence[ManualPage], name: str) -> None:
        """Show these pages, the named one first; what was looked for is forgotten."""
        self._pages = tuple(pages)
        self._shown = None
        self.search.clear()
        self._filter("")
        self.open(name)

    def open(self, name: str) -> None:
        """Show the page of this name; one that the search hides ends the search."""
        if not any(self.list.item(n).data(_NAME) == name for n in range(self.list.count())):
            self.search.clear()
        for n in range(self.list.count()):
            if self.list.item(n).data(_NAME) == name:
                self.list.setCurrentRow(n)

    @property
    def at(self) -> str:
        """The name of the page that is shown."""
        return self._shown.name if self._shown else ""

    def focus_first(self) -> None:
        """The text, so that it can be scrolled at once."""
        self.text.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        if self._shown:
            self._render(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search down into the list; Enter reads what is chosen."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if watched is self.search and key == Qt.Key.Key_Down and self.list.count():
                self.list.setFocus()
                return True
            if watched is self.search and key == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.text.setFocus()
                return True
            if watched is self.list and key == Qt.Key.Key_Slash:
                self.search.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _filter(self, wanted: str) -> None:
        here = self._shown
        found = [page for page in self._pages if page.holds(wanted)]
        self.list.blockSignals(True)
        self.list.clear()
        for page in found:
            item = QListWidgetItem(page.title)
            item.setData(_NAME, page.name)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._none.setVisible(not found)
        names = [page.name for page in found]
        if found:
            row = names.index(here.name) if here and here.name in names else 0
            self.list.setCurrentRow(row)
            self._pick(self.list.item(row))

    def _pick(self, item: QListWidgetItem | None) -> None:
        name = item.data(_NAME) if item else None
        page = next((page for page in self._pages if page.name == name), None)
        if page is None:
            return
        if page is not self._shown:
            self._shown = page
            self._render(page)
        self._mark_found()

    def _render(self, page: ManualPage) -> None:
        document = self.text.document()
        document.setDefaultFont(_font(TEXT))
        self.text.setMarkdown(page.text)
        dress(document, self.theme)
        self.text.verticalScrollBar().setValue(0)

    def _mark_found(self) -> None:
        """Mark what was looked for in the page, and bring the first of it into sight."""
        marks = []
        for word in self.search.text().split():
            cursor = self.text.document().find(word)
            while not cursor.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor = cursor
                look = QTextCharFormat()
                look.setBackground(self.theme.selection)
                look.setForeground(self.theme.selection_ink)
                mark.format = look
                marks.append(mark)
                cursor = self.text.document().find(word, cursor)
        self.text.setExtraSelections(marks)
        if marks:
            first = QTextCursor(marks[0].cursor)
            first.clearSelection()
            self.text.setTextCursor(first)
            self.text.ensureCursorVisible()

    def _follow(self, link: QUrl) -> None:
        self.open(link.path().removesuffix(".md"))
        self.text.setFocus()


_NAME = Qt.ItemDataRole.UserRole


def dress(document: QTextDocument, theme: Theme) -> None:
    """Give a page of Markdown the faces, sizes and colours of the window."""
    frame = document.rootFrame().frameFormat()
    frame.setRightMargin(4 * GRID)
    frame.setBottomMargin(4 * GRID)
    document.rootFrame().setFrameFormat(frame)
    for child in document.rootFrame().childFrames():
        if isinstance(child, QTextTable):
            _dress_table(child)
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        level = block.blockFormat().headingLevel()
        shape = QTextBlockFormat()
        shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin((2 * GRID if level > 1 else 0) if level else 0)
        within = block.textList() is not None and block.next().textList() is not None
        shape.setBottomMargin(GRID / 2 if within else GRID)
        if cursor.currentTable() is not None:
            shape.setBottomMargin(0)
        cursor.mergeBlockFormat(shape)
        _dress_letters(block.position(), block.length() - 1, level, document, theme)
        block = block.next()


def _dress_table(table: QTextTable) -> None:
    """Two columns without lines; the head that Markdown asks for is empty and goes."""
    table.removeRows(0, 1)
    look = table.format()
    look.setBorder(0)
    look.setCellPadding(GRID / 4)
    look.setCellSpacing(0)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    look.setColumnWidthConstraints(
        [QTextLength(QTextLength.Type.PercentageLength, share) for share in (60, 40)]
    )
    table.setFormat(look)


def _dress_letters(
    start: int, length: int, level: int, document: QTextDocument, theme: Theme
) -> None:
    block = document.findBlock(start)
    pieces = block.begin()
    stretches = []
    while not pieces.atEnd():
        fragment = pieces.fragment()
        stretches.append((fragment.position(), fragment.length(), fragment.charFormat()))
        pieces += 1
    for position, long, old in stretches:
        look = QTextCharFormat()
        look.setFont(_font(TEXT, old.fontWeight() > QFont.Weight.Medium))
        look.setForeground(QColor(theme.ink))
        if level:
            look.setFont(_font(TITLE if level == 1 else TEXT, True, serif=level == 1))
        elif old.isAnchor():
            look.setForeground(QColor(theme.accent))
            look.setFontUnderline(True)
        elif old.fontFixedPitch():
            look.setFont(_font(TEXT, True))
            look.setBackground(QColor(theme.accent_soft))
        cursor = QTextCursor(document)
        cursor.setPosition(position)
        cursor.setPosition(position + long, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)


def _font(pixels: int, strong: bool = False, *, serif: bool = False) -> QFont:
    font = QFont("IBM Plex Serif" if serif else "IBM Plex Sans")
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font
