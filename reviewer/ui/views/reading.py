"""The reading: the text of a page with its doubtful words marked, to be typed in anywhere."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
)
from PySide6.QtWidgets import QFrame, QToolTip, QWidget

from reviewer.core.findings import Kind
from reviewer.core.messages import Catalogue
from reviewer.core.text import changed
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.mark_told import mark_words
from reviewer.ui.views.reading_found import Found
from reviewer.ui.views.reading_layout import BLANK_LINE, LaidLines
from reviewer.ui.views.reading_marks_tags import Tagged
from reviewer.ui.views.reading_menu import editing_menu
from reviewer.ui.views.reading_paper import MARGIN, LinePaint, Paper, Placed
from reviewer.ui.views.reading_typing import Caret, before_typing, moved
from reviewer.ui.views.shown import LineShown, PageShown

_RECEDING = ("noise", "page number")


class ReadingView(LaidLines):
    """The page as it reads now. Shows a `PageShown`; tells what was typed and what was picked."""

    findingPicked = Signal(str)
    """Key of the finding into which the person moved the caret."""
    spotMoved = Signal()
    """`spot` may be another."""
    stripPicked = Signal(QPointF)
    """The point of the page, in pixels of its picture, at which a line's strip was clicked."""

    def __init__(self, catalogue: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._theme = theme
        self._page = PageShown(())
        self._current: str | None = None
        self._looked_at: tuple[int, Placed] | None = None
        self._covered = 0
        self.found = Found(self.viewport().update)
        self._paper = Paper(theme, catalogue)
        self.cursorPositionChanged.connect(self.spotMoved)
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
            if len(self._lines) != len(old_lines):
                self._looked_at = None  # its number may be another line's now, or nobody's
            self._reload(texts)
        else:
            self._current = self._looked_at = None
            self.found.clear()
            self._fresh = True
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
        self.spotMoved.emit()

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
        self.spotMoved.emit()

    def spot(self) -> Caret:
        """Line and column of what the person is at, in the page as it was shown, without typing."""
        if self._looked_at is not None:
            return self._looked_at[0], self._looked_at[1].start
        line, column = self.caret()
        if line in self._typing:
            column = before_typing(self._typing.original(line), self._texts[line], column)
        return line, column

    def go_to(self, line: int, column: int) -> None:
        """Put the caret there as a click would, and bring it into sight."""
        cursor = self.textCursor()
        cursor.setPosition(self._position((line, column)))
        self._looked_at = None
        self.setTextCursor(cursor)
        self._bring_into_sight(line, Placed("", column, column, Kind.PATTERN))

    def stand_at(self, caret: Caret | None, scroll: int) -> None:
        """Put the caret where it was on an earlier day, and the text under the eye; None: stay."""
        if caret is None:
            return
        line = min(max(caret[0], 0), len(self._lines) - 1)
        if line >= 0:
            self.place_caret(line, caret[1])
            # The page may yet be laid out in the window's final width.
            QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(scroll))

    def chosen(self) -> tuple[Caret, Caret]:
        """Where the selection begins and ends; twice the caret where there is none."""
        cursor = self.textCursor()
        return self._place(cursor.selectionStart()), self._place(cursor.selectionEnd())

    def screen_place(self, line: int, start: int, end: int) -> QRect:
        """Where columns of a line stand on the screen, in pixels of the whole screen."""
        first = self.cursorRect(self._select(line, start, start))
        last = self.cursorRect(self._select(line, end, end))
        place = first.united(last) if abs(first.top() - last.top()) < first.height() else last
        return QRect(self.viewport().mapToGlobal(place.topLeft()), place.size())

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

    def _at_hand(self) -> tuple[int, Placed] | None:
        """What the person is at: the caret while they are in the text, or what is under review."""
        if self._looked_at is None and self.hasFocus():
            line, column = self.caret()
            return line, Placed("", column, column, Kind.PATTERN)
        return self._looked_at or self._find(self._current)

    def _eye(self) -> Caret:
        """Where the person looks: at what is under review, if that is in sight, else at the top."""
        place = self._at_hand()
        if place is not None:
            line, finding = place
            if 0 <= self._top_of(line, finding.start) < self.viewport().height():
                return line, finding.start
        return super()._eye()

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column of text in the middle, and what is under review in sight."""
        super().resizeEvent(event)
        self._lay_column()
        self.keep_in_sight()

    def keep_in_sight(self) -> None:
        """Scroll to what is under review, only if it is out of sight; not amid writing a page."""
        place = self._at_hand() if not self._ours else None
        if place is not None:
            self._bring_into_sight(*place)

    def event(self, event: QEvent) -> bool:
        """Lay the paper under the scroll bar as well; say what a mark under the pointer says."""
        if isinstance(event, QHelpEvent):
            self._tell_marks(event)
            return True
        if event.type() == QEvent.Type.Paint:
            painter = QPainter(self)
            self._paper.paint_ground(painter, QRectF(self.rect()), locked=self._locked)
            painter.end()
            return True
        return super().event(event)

    def _tell_marks(self, event: QHelpEvent) -> None:
        line, column = self._place(self.cursorForPosition(event.pos()).position())
        marks = [one for one in self._lines[line].marks if one.start <= column <= one.end]
        told = [mark_words(one.shown.name, one.shown.said, self._catalogue) for one in marks]
        QToolTip.showText(event.globalPos(), "\n".join(told), self)

    def line_format(self, line: int) -> QTextCharFormat:
        """Lines that are hardly text recede."""
        written = QTextCharFormat()
        if self._lines[line].shown.role in _RECEDING:
            written.setForeground(self._theme.faint)
        return written

    def _recolour(self) -> None:
        with self._by_us():
            for number, line in enumerate(self._lines):
                if line.shown.role in _RECEDING:
                    self._colour(number)

    # -- findings ---------------------------------------------------------------------------------

    def _place_marks(self) -> None:
        for line in self._lines:
            line.changed = list(line.shown.changed)
            line.marks = [Tagged.of(mark) for mark in line.shown.marks]
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
        self.found.shift(line, start, old_end, new_end)
        block = self.document().findBlockByNumber(line)
        if (block.length() > 1) != (block.blockFormat().lineHeight() > 100 * BLANK_LINE * 2):
            with self._by_us():
                self._set_height(block)
        self.viewport().update()

    @staticmethod
    def _shift(line: LinePaint, start: int, old_end: int, new_end: int) -> None:
        line.changed = [moved(*stretch, start, old_end, new_end) for stretch in line.changed]
        for finding in line.findings:
            finding.start, finding.end = moved(finding.start, finding.end, start, old_end, new_end)
        for mark in line.marks:
            mark.move(start, old_end, new_end)

    def caret_moved(self) -> None:
        """Tell when the caret came into a finding that is not the one under review."""
        line, column = self.caret()
        around = [f for f in self._lines[line].findings if f.start <= column <= f.end]
        if around and self._current not in [finding.key for finding in around]:
            nearest = min(around, key=lambda finding: finding.end - finding.start)
            self.findingPicked.emit(nearest.key)

    def _find(self, key: str | None) -> tuple[int, Placed] | None:
        places = ((n, one) for n, line in enumerate(self._lines) for one in line.findings)
        return next((place for place in places if place[1].key == key), None)

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
        top = place.top() - self._strips.room_above(line)
        if top >= 3 * GRID and place.bottom() <= height - max(5 * GRID, self._covered):
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
        block = self.cursorForPosition(QPoint(0, event.rect().top())).block().previous()
        block = block if block.isValid() else self.document().begin()
        marked: list[tuple[QTextBlock, QPointF, list[Tagged]]] = []
        while block.isValid():
            box = self._box(block)
            number = block.blockNumber()
            if box.top() - self._top_margin(number) > area.bottom():
                break
            line = self._lines[number]
            self._strips.paint(painter, number, column.left, box.top(), self.devicePixelRatioF())
            self.found.paint(painter, self._theme, block, box.topLeft())
            self._paper.paint_line(painter, block, box, column, line, self._here(line))
            if line.marks:
                marked.append((block, box.topLeft(), line.marks))
            block = block.next()
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for block, origin, marks in marked:
            self._paper.paint_marks(painter, block, origin, marks)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click into a strip picks what is there; elsewhere it is one into the text."""
        left = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        place = self._strip_under(event.position()) if left else None
        if place is not None:
            self.stripPicked.emit(place)
        else:
            super().mousePressEvent(event)

    def _strip_under(self, at: QPointF) -> QPointF | None:
        """The point of the page under a place on a strip."""
        block = self.cursorForPosition(at.toPoint()).block()
        for near in (block, block.next()):
            if near.isValid():
                place = self._strips.point_at(
                    near.blockNumber(),
                    at,
                    self._column().left,
                    self._box(near).top(),
                    self.devicePixelRatioF(),
                )
                if place is not None:
                    return place
        return None

    def _box(self, block: QTextBlock) -> QRectF:
        """Where a line's text stands on the screen."""
        box = self.document().documentLayout().blockBoundingRect(block)
        return box.translated(0, -self.verticalScrollBar().value())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the selection."""
        editing_menu(self, self._catalogue).exec(event.globalPos())
