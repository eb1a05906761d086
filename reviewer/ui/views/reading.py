"""The reading: the text of a page with its doubtful words marked, to be typed in anywhere."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from reviewer.core.findings import Kind
from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.reading_lines import LinesEditor
from reviewer.ui.views.reading_paper import MARGIN, Column, LinePaint, Paper, Placed
from reviewer.ui.views.reading_typing import Caret, changed, moved
from reviewer.ui.views.shown import LineShown, PageShown

MEASURE = 72
"""Characters of average width in a full column of text."""
_RECEDING = ("noise", "page number")
_BLANK_LINE = 0.5
"""Height of an empty line, as a share of a written one."""


class ReadingView(LinesEditor):
    """The page as it reads now. Shows a `PageShown`; tells what was typed and what was picked."""

    findingPicked = Signal(str)
    """Key of the finding into which the person moved the caret."""

    def __init__(self, catalogue: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._theme = theme
        self._page = PageShown(())
        self._lines: list[LinePaint] = [LinePaint(LineShown(0, "", ""))]
        self._current: str | None = None
        self._looked_at: tuple[int, Placed] | None = None
        self._covered = 0
        self._reading_font = QFont(self.font())
        self._spacing = 1.3
        self._paper = Paper(theme, catalogue)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        self.setAccessibleName(catalogue.say("views.reading.name"))
        self.setMinimumWidth(MARGIN + 30 * GRID)
        self.set_theme(theme)
        self.set_font("IBM Plex Serif", 17)

    # -- shown ------------------------------------------------------------------------------------

    def show_page(self, page: PageShown, keep_place: bool = False) -> None:
        """Show a page.

        With `keep_place` it is the same page after a decision: caret, scroll position and what is
        being typed stay, and only lines that differ are written anew. Without it, typing in the
        page before is told first and the text starts from its top; better still, call `commit`
        before turning to another page, so that what it tells meets the page it belongs to.
        """
        # A document has at least one block: a page without lines is one that nobody can type in.
        before, texts = self._page, [line.text for line in page.lines] or [""]
        if not (keep_place and page.editable and self._fits(texts)):
            self.commit()
            if keep_place and self._page is not before:
                return  # what was told brought a newer page here already
        self._page = page
        old_lines, self._lines = self._lines, [LinePaint(line) for line in page.lines]
        self._lines = self._lines or [LinePaint(LineShown(0, "", ""))]
        if keep_place:
            self._reload(texts)
        else:
            self._current = self._looked_at = None
            self._load(texts)
            self.place_caret(0, 0)
            self.verticalScrollBar().setValue(0)
        self._dress(old_lines if keep_place and len(before.lines) == len(page.lines) else [])
        self._place_marks()
        self.setReadOnly(not (page.editable and page.lines))
        self.update()
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextEditorInteraction
            if not self.isReadOnly()
            else Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.viewport().update()

    def set_current(self, key: str | None, *, follow: bool = True) -> None:
        """Show which finding is under review.

        With `follow` the caret goes to it (unless it is there already) and it is brought into
        sight if it is not; without, nothing but its colours changes, as after a decision that came
        from typing elsewhere.
        """
        self._current, self._looked_at = key, None
        place = self._find(key)
        if place is not None and follow:
            line, finding = place
            at, column = self.caret()
            if at != line or not finding.start <= column <= finding.end:
                self.commit()
                self.place_caret(line, finding.start)
            self._bring_into_sight(line, finding)
        self.viewport().update()

    def look_at(self, line: int, start: int, end: int) -> None:
        """Show a stretch as the one under review although no finding is there (an editor's change).

        It is brought into sight, and stays until another is shown or the page is turned.
        """
        if not 0 <= line < len(self._lines):
            return
        self._current = None
        # The kind is of no account: the place under review is drawn the same for all.
        self._looked_at = line, Placed("", start, end, Kind.PATTERN)
        self._bring_into_sight(*self._looked_at)
        self.viewport().update()

    def set_covered(self, height: int) -> None:
        """Pixels at the foot that something lies over: what comes into sight comes above them."""
        self._covered = height

    @property
    def _locked(self) -> bool:
        return not self._page.editable

    @property
    def current(self) -> str | None:
        """Key of the finding under review."""
        return self._current

    def set_font(self, family: str, size: int) -> None:
        """Choose the face of the reading; `size` in pixels. What the eye is on stays there."""
        line, column = self._eye()
        height = self._top_of(line, column)
        self._reading_font = QFont(family)
        self._reading_font.setPixelSize(size)
        self._apply_font()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self._top_of(line, column) - height)

    def _eye(self) -> Caret:
        """Where the person looks: at what is under review, if that is in sight, else at the top."""
        place = self._looked_at or self._find(self._current)
        if place is not None:
            line, finding = place
            if 0 <= self._top_of(line, finding.start) < self.viewport().height():
                return line, finding.start
        return self._place(self.cursorForPosition(QPoint(0, 0)).position())

    def _top_of(self, line: int, column: int) -> int:
        """Pixels from the top of what is seen to a place of the text."""
        return self.cursorRect(self._select(line, column, column)).top()

    def set_line_spacing(self, share: float) -> None:
        """Choose the height of a line, as a multiple of the font's own (1 is tight, 1.3 calm)."""
        self._spacing = share
        self._dress([])

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        self._paper = Paper(theme, self._catalogue)
        palette = self.palette()
        for role, colour in (
            (QPalette.ColorRole.Text, theme.ink),
            (QPalette.ColorRole.Base, theme.paper),
            (QPalette.ColorRole.Highlight, theme.selection),
            (QPalette.ColorRole.HighlightedText, theme.selection_ink),
        ):
            palette.setColor(role, colour)
        self.setPalette(palette)
        self._recolour()
        self.viewport().update()

    # -- layout -----------------------------------------------------------------------------------

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column of text in the middle, and what is under review in sight."""
        super().resizeEvent(event)
        self._lay_column()
        place = self._looked_at or self._find(self._current)
        if place is not None:
            self._bring_into_sight(*place)

    def event(self, event: QEvent) -> bool:
        """Lay the paper under the scroll bar as well."""
        if event.type() == QEvent.Type.Paint:
            painter = QPainter(self)
            self._paper.paint_ground(painter, QRectF(self.rect()), locked=self._locked)
            painter.end()
            return True
        return super().event(event)

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
        margins = (column.left, column.width - column.right)
        if (shape.leftMargin(), shape.rightMargin()) == margins:
            return
        shape.setMargin(0)
        shape.setTopMargin(6 * GRID)
        shape.setBottomMargin(12 * GRID)
        shape.setLeftMargin(margins[0])
        shape.setRightMargin(margins[1])
        with self._by_us():
            self.document().setDocumentMargin(0)
            root.setFrameFormat(shape)

    def _rebuild(self) -> None:
        super()._rebuild()
        # A text set anew has forgotten its margins and the height of its lines.
        self._lay_column()
        self._dress([])

    def line_format(self, line: int) -> QTextCharFormat:
        """Lines that are hardly text recede."""
        written = QTextCharFormat()
        if self._lines[line].shown.role in _RECEDING:
            written.setForeground(self._theme.faint)
        return written

    def _dress(self, before: Sequence[LinePaint]) -> None:
        """Give each line its height and colour, where that changed since `before`."""
        with self._by_us():
            block = self.document().begin()
            while block.isValid():
                line = block.blockNumber()
                self._set_height(block)
                if line < len(before) and before[line].shown.role != self._lines[line].shown.role:
                    self._colour(line)
                block = block.next()

    def _set_height(self, block: QTextBlock) -> None:
        share = round(100 * self._spacing * (1 if block.length() > 1 else _BLANK_LINE))
        if int(block.blockFormat().lineHeight()) == share:
            return
        shape = QTextBlockFormat()
        shape.setLineHeight(share, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        QTextCursor(block).setBlockFormat(shape)

    def _colour(self, line: int) -> None:
        self._select(line, 0, len(self._texts[line])).setCharFormat(self.line_format(line))

    def _recolour(self) -> None:
        with self._by_us():
            for number, line in enumerate(self._lines):
                if line.shown.role in _RECEDING:
                    self._colour(number)

    # -- findings ---------------------------------------------------------------------------------

    def _place_marks(self) -> None:
        for line in self._lines:
            line.changed = list(line.shown.changed)
        for finding in self._page.findings:
            if 0 <= finding.line < len(self._lines):
                self._lines[finding.line].findings.append(
                    Placed(finding.key, finding.start, finding.end, finding.kind)
                )
        for line in (self._lines[number] for number in self._typing.lines):
            # The page says where marks are without what is being typed here.
            base, now = self._typing.original(line.shown.index), self._texts[line.shown.index]
            self._shift(line, *changed(base, now))

    def line_retyped(self, line: int, start: int, old_end: int, new_end: int) -> None:
        """Let the marks of a line go along with its words while they are typed."""
        self._shift(self._lines[line], start, old_end, new_end)
        block = self.document().findBlockByNumber(line)
        if (block.length() > 1) != (block.blockFormat().lineHeight() > 100 * _BLANK_LINE * 2):
            with self._by_us():
                self._set_height(block)
        self.viewport().update()

    @staticmethod
    def _shift(line: LinePaint, start: int, old_end: int, new_end: int) -> None:
        line.changed = [moved(*stretch, start, old_end, new_end) for stretch in line.changed]
        for finding in line.findings:
            finding.start, finding.end = moved(finding.start, finding.end, start, old_end, new_end)

    def caret_moved(self) -> None:
        """Tell when the caret came into a finding that is not the one under review."""
        line, column = self.caret()
        around = [f for f in self._lines[line].findings if f.start <= column <= f.end]
        if around and self._current not in [finding.key for finding in around]:
            nearest = min(around, key=lambda finding: finding.end - finding.start)
            self.findingPicked.emit(nearest.key)

    def _find(self, key: str | None) -> tuple[int, Placed] | None:
        for number, line in enumerate(self._lines):
            for finding in line.findings:
                if finding.key == key:
                    return number, finding
        return None

    def _here(self, line: LinePaint) -> Placed | None:
        """What is under review on a line."""
        if self._looked_at and self._lines[self._looked_at[0]] is line:
            return self._looked_at[1]
        return next((one for one in line.findings if one.key == self._current), None)

    def _bring_into_sight(self, line: int, finding: Placed) -> None:
        """Scroll only if the finding is out of sight or at the very edge, and then to a third."""
        cursor = self._select(line, finding.start, finding.start)
        place = self.cursorRect(cursor)
        height = self.viewport().height()
        if place.top() >= 3 * GRID and place.bottom() <= height - max(5 * GRID, self._covered):
            return
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + place.center().y() - height // 3)

    # -- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, margin and marks, and then the text over them."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(event.rect())
        self._paper.set_font(self.font())
        self._paper.paint_ground(painter, area, locked=self._locked)
        column = self._column()
        scroll = self.verticalScrollBar().value()
        self._paper.paint_notice(
            painter,
            column,
            2.5 * GRID - scroll,
            locked=self._locked and bool(self._page.lines),
            empty=not self._page.lines,
        )
        layout = self.document().documentLayout()
        block = self.cursorForPosition(QPoint(0, event.rect().top())).block().previous()
        block = block if block.isValid() else self.document().begin()
        while block.isValid():
            box = layout.blockBoundingRect(block).translated(QPointF(0, -scroll))
            if box.top() > area.bottom():
                break
            line = self._lines[block.blockNumber()]
            self._paper.paint_line(painter, block, box, column, line, self._here(line))
            block = block.next()
        painter.end()
        super().paintEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the selection; Qt's own menu would cut across lines."""
        menu = QMenu(self)
        chosen, editable = self.textCursor().hasSelection(), not self.isReadOnly()
        for name, key, do, possible in (
            ("cut", QKeySequence.StandardKey.Cut, self.cut, chosen and editable),
            ("copy", QKeySequence.StandardKey.Copy, self.copy, chosen),
            ("paste", QKeySequence.StandardKey.Paste, self.paste_from_clipboard, editable),
            ("all", QKeySequence.StandardKey.SelectAll, self.selectAll, True),
        ):
            action = QAction(self._catalogue.say(f"views.reading.{name}"), menu)
            action.setShortcut(key)
            action.triggered.connect(do)
            action.setEnabled(possible)
            menu.addAction(action)
        menu.exec(event.globalPos())
