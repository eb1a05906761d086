"""The list of hits and its bare keys."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import Theme
from reviewer.ui.views.card_field import ENTER
from reviewer.ui.views.hits_model import ROW, HitsModel
from reviewer.ui.views.hits_rows import HitDelegate
from reviewer.ui.views.parts import PASSING


class HitsList(QListView):
    """Ticks by Space, whole groups at their heads; folds by Left and Right."""

    moved = Signal()
    """Another row is at hand."""
    ticked = Signal()
    """What is ticked may be otherwise."""
    went = Signal(int)
    """The place of this hit is wanted."""
    taken = Signal(int)
    """The suggestion of this rank, from 1, is to be read at the hit at hand."""
    editing = Signal()
    """A reading of its own is to be typed for the hit at hand."""
    left_above = Signal()
    """Up, at the very top."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits = HitsModel(say, self)
        self._delegate = HitDelegate(say, theme, self)
        self.setModel(self.hits)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setAccessibleName(say.say("views.hits.list"))
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())
        self._do: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Space: self.turn,
            Qt.Key.Key_A: self.turn_all,
            Qt.Key.Key_Left: lambda: self._fold(True),
            Qt.Key.Key_Right: lambda: self._fold(False),
            Qt.Key.Key_E: self.editing.emit,
        }

    def set_look(self, theme: Theme, family: str = "") -> None:
        """Paint with this theme, and words of the text in this family, if one is given."""
        self._delegate.set_look(theme, family)
        self.viewport().update()

    @property
    def row(self) -> int:
        """The row at hand; -1 where there is none."""
        return self.currentIndex().row()

    @property
    def hit(self) -> int | None:
        """The hit at hand."""
        return self.hits.hit_at(self.row)

    def stand_at(self, row: int) -> None:
        """Let a row be at hand."""
        self.setCurrentIndex(self.hits.index(min(row, self.hits.rowCount() - 1)))

    def turn(self) -> None:
        """Tick the hit or group at hand, or not."""
        self.hits.toggle(self.row)
        self.ticked.emit()

    def turn_all(self) -> None:
        """Tick all hits; where all are, none."""
        free = [index for index, hit in enumerate(self.hits.hits) if not hit.fixed]
        self.hits.tick(free, not all(self.hits.hits[index].ticked for index in free))
        self.ticked.emit()

    def _fold(self, folded: bool) -> None:
        form = self.hits.form_at(self.row)
        if form is not None:
            head = self.hits.head_row(form)
            if folded:
                self.stand_at(head)
            self.hits.fold(form, folded)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The bare keys; what is not one of them moves as in every list."""
        key, bare = Qt.Key(event.key()), not event.modifiers()
        keypad = event.modifiers() == Qt.KeyboardModifier.KeypadModifier
        if bare and key in self._do:
            self._do[key]()
        elif bare and key in ENTER and self.hit is not None:
            self.went.emit(self.hit)
        elif bare and key in ENTER:
            form = self.hits.form_at(self.row)
            if form is not None:
                self.hits.fold(form, self.currentIndex().data(ROW).open)
        elif (bare or keypad) and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.taken.emit(key - Qt.Key.Key_0)
        elif bare and key == Qt.Key.Key_Up and self.row <= 0:
            self.left_above.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a tick turns it; on a head beside it, folds the group."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        super().mousePressEvent(event)
        if index.isValid() and self._on_tick(place):
            self.turn()
        elif index.isValid() and self.hits.hit_at(index.row()) is None:
            form = self.hits.form_at(index.row()) or ""
            self.hits.fold(form, index.data(ROW).open)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to the place."""
        hit = self.hit
        if hit is not None and not self._on_tick(event.position().toPoint()):
            self.went.emit(hit)

    def _on_tick(self, place: QPoint) -> bool:
        rect = QRectF(self.visualRect(self.indexAt(place)))
        return self._delegate.box(rect).adjusted(-6, -6, 6, 6).contains(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring; the first row is at hand where none was."""
        self._delegate.focused = True
        if self.row < 0 and self.hits.rowCount():
            self.stand_at(0)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the focus, but for a moment in another window."""
        self._delegate.focused = event.reason() in PASSING
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the bare keys from being taken for shortcuts of menus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            mine = not event.modifiers() and Qt.Key(event.key()) in self._do
            event.setAccepted(mine or event.isAccepted())
        return super().event(event)
