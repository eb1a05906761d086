"""The desk as it is laid out: pages, picture, reading, and the card or the changes beside it."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.beside import PictureHint, PicturePair
from reviewer.ui.views.card import CardView
from reviewer.ui.views.changes import ChangesView
from reviewer.ui.views.facsimile import FacsimileView
from reviewer.ui.views.head import PageHead
from reviewer.ui.views.loupe import Loupe
from reviewer.ui.views.pages import PagesView
from reviewer.ui.views.parts import plain_ground, rule
from reviewer.ui.views.reading import ReadingView
from reviewer.ui.views.start import dropped_files
from reviewer.ui.views.thread_strip import TalkStrip

_LEFT, _RIGHT = 31 * GRID, sized(392)  # pixels, at first


class Side(StrEnum):
    """Whose side of the page is shown at the right."""

    TRANSCRIBER = "transcriber"
    EDITOR = "editor"


class DeskView(QWidget):
    """Four panes, of which the picture's is there only where the page has one.

    Files dropped anywhere on it are offered to the project.
    """

    files_dropped = Signal(object)
    escaped = Signal()
    """Esc, where nobody needed it."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain_ground(self, "desk")
        self.setAcceptDrops(True)
        self.pages = PagesView(say, theme)
        self.head = PageHead(theme)
        self.facsimile = FacsimileView(say, theme)
        self.reading = ReadingView(say, theme)
        self.pair = PicturePair(self.facsimile, self.reading)
        self.picture_hint = PictureHint(say)
        self.card = CardView(say, theme)
        self.changes = ChangesView(say, theme)
        self._window_keys: frozenset[str] = frozenset()
        self._side = QStackedWidget()
        self._side.addWidget(self.card)
        self._side.addWidget(self.changes)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self.talk = TalkStrip(theme)
        for pane in (self.pages, self._middle(), self._right()):
            self._splitter.addWidget(pane)
        self._splitter.setStretchFactor(1, 1)  # all room that there is more is the text's
        self._laid = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        column.addWidget(self._splitter, 1)
        column.addWidget(rule())
        self.reading.installEventFilter(self)
        self.loupe = Loupe(theme, self)

    def _middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(rule())
        column.addWidget(self.picture_hint)
        column.addWidget(self.pair, 1)
        return middle

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.talk)
        column.addWidget(self._side, 1)
        return right

    @property
    def side(self) -> Side:
        """Whose side is shown."""
        return Side.EDITOR if self._side.currentWidget() is self.changes else Side.TRANSCRIBER

    def show_side(self, side: Side) -> None:
        """Show the card or the changes; the focus stays on that side if it was there."""
        if side is self.side:
            return
        inside = self.in_side
        self._side.setCurrentWidget(self.changes if side is Side.EDITOR else self.card)
        if inside:
            self.focus_side()

    def show_instead(self, view: QWidget | None) -> None:
        """Show a view in the card's place, or (None) the card again; the focus goes along."""
        inside = self.in_side
        if view is not None and self._side.indexOf(view) < 0:
            self._side.addWidget(view)
        self._side.setCurrentWidget(view or self.card)
        if inside:
            self.focus_side()

    def focus_first(self) -> None:
        """Where work at the desk begins."""
        self.focus_side()

    def focus_side(self) -> None:
        """Put the focus where bare keys decide."""
        (self._side.currentWidget() or self.card).setFocus()

    @property
    def in_text(self) -> bool:
        """Whether the focus is in the reading."""
        return self.reading.hasFocus()

    @property
    def in_side(self) -> bool:
        """Whether the focus is in the card or the changes."""
        return self._side.isAncestorOf(QApplication.focusWidget() or self)

    def set_keys(self, keys: Mapping[str, tuple[str, str]]) -> None:
        """The keys to show on buttons, by action: in the part with the focus, and elsewhere."""
        self.pages.set_keys(keys)
        self.card.set_keys(keys)
        self.changes.set_keys(keys)

    def set_window_keys(self, keys: frozenset[str]) -> None:
        """Keys that mean the same in the text as elsewhere, so that the text leaves them."""
        self._window_keys = keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep an editor's own meaning of Page Down and the like from hiding the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            key = QKeySequence(event.keyCombination()).toString()
            if key in self._window_keys:
                event.ignore()
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes from the text to the card."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files over."""
        event.acceptProposedAction()
        self.files_dropped.emit(dropped_files(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the panes out as soon as there is room to lay them out in."""
        super().resizeEvent(event)
        if not self._laid:
            self._laid = True
            middle = max(self.width() - _LEFT - _RIGHT, 1)
            self._splitter.setSizes([_LEFT, middle, _RIGHT])

    def set_reading_font(self, family: str, size: int) -> None:
        """The face of the reading, here and where it is quoted; `size` in pixels."""
        self.reading.set_font(family, size)
        self.card.set_font(family)
        self.changes.set_font(family)

    def layout_state(self) -> str:
        """How wide the panes are, to be kept."""
        return bytes(self._splitter.saveState().toHex().data()).decode()

    def restore_layout(self, state: str) -> None:
        """Give the panes the widths of last time; nonsense changes nothing."""
        if self._splitter.restoreState(QByteArray.fromHex(state.encode())):
            self._laid = True

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        for part in (self.pages, self.head, self.facsimile, self.reading, self.card, self.changes):
            part.set_theme(theme)
        self.talk.set_theme(theme)
        self.loupe.set_theme(theme)
