"""The pages pane: documents and their pages, each with its state and what is left on it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.core.workflow import State
from reviewer.ui.icons import pixmap
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, SMALL, Theme
from reviewer.ui.views.glyphs import paint_state
from reviewer.ui.views.parts import KeyButton, Title, key_words, plain_ground, words

_ROW = 4 * GRID
_GLYPH = sized(13)
_BAR = 3
_WIDE = 9999  # so many findings left are shown as they are; more as a round number

# What the model is asked for; the numbers are those of reviewer.ui.models.pages.PageRole, which a
# view may not know. A test holds them together.
ID, STATE, OPEN, ANALYSED, IS_DOCUMENT = (Qt.ItemDataRole.UserRole + n for n in range(1, 6))


class PageDelegate(QStyledItemDelegate):
    """Paints a row: a document's title, or a page with its glyph and its number left."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """All rows are as high as each other, so that ten thousand cost no more than ten."""
        return QSize(0, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Ground, then what stands on it."""
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_document = bool(index.data(IS_DOCUMENT))
        selected = bool(state & QStyle.StateFlag.State_Selected) and not is_document
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = box.adjusted(GRID, 1, -GRID, -1)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.selected if selected else self.theme.hover)
            painter.drawRoundedRect(ground, 5, 5)
        if selected:
            painter.setBrush(self.theme.accent)
            bar = QRectF(ground.left(), ground.top() + 6, _BAR, ground.height() - 12)
            painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        if (
            state & QStyle.StateFlag.State_HasFocus
            and state & QStyle.StateFlag.State_KeyboardFocusChange
        ):
            painter.setPen(self.theme.focus)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(ground).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        inner = ground.adjusted(GRID, 0, -GRID, 0)
        if is_document:
            self._paint_document(painter, inner, index, bool(state & QStyle.StateFlag.State_Open))
        else:
            self._paint_page(painter, inner, index, selected)
        painter.restore()

    def _paint_document(
        self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex, wide: bool
    ) -> None:
        name = "chevron-down" if wide else "chevron-right"
        ratio = painter.device().devicePixelRatioF()
        picture = pixmap(name, self.theme.faint, 16, ratio)
        painter.drawPixmap(box.left() - 2, box.center().y() - 7, picture)
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.DemiBold)
        left = box.adjusted(2 * GRID + 2, 0, 0, 0)
        if not wide:
            left = self._paint_left(painter, left, index)
        painter.setFont(font)
        painter.setPen(self.theme.ink)
        self._paint_text(painter, left, str(index.data()), font)

    def _paint_page(
        self,
        painter: QPainter,
        box: QRect,
        index: QModelIndex | QPersistentModelIndex,
        selected: bool,
    ) -> None:
        glyph = QRectF(box.left() + 2 * GRID + 2, box.center().y() - _GLYPH / 2 + 1, _GLYPH, _GLYPH)
        paint_state(painter, glyph, State(index.data(STATE)), self.theme)
        left = self._paint_left(painter, box, index)
        left.setLeft(int(glyph.right()) + GRID)
        painter.setPen(self.theme.ink if selected else self.theme.muted)
        self._paint_text(painter, left, str(index.data()), painter.font())

    def _paint_left(
        self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> QRect:
        """The number of findings left, at the right; gives the room that remains."""
        number = int(index.data(OPEN))
        text = "…" if not index.data(ANALYSED) else str(number) if number else ""
        if number > _WIDE:
            text = f"{number // 1000} k"
        if not text:
            return QRect(box)
        painter.save()
        font = QFont(painter.font())
        font.setPixelSize(SMALL)
        painter.setFont(font)
        painter.setPen(self.theme.muted)
        width = QFontMetrics(font).horizontalAdvance(text)
        place = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, place, text)
        painter.restore()
        return box.adjusted(0, 0, -width - GRID, 0)

    def _paint_text(self, painter: QPainter, box: QRect, text: str, font: QFont) -> None:
        short = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, short)


class PageTree(QTreeView):
    """The tree itself: a click on a document opens or shuts it, one on a page picks it."""

    page_picked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delegate = PageDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_activated)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._delegate.theme = theme
        self.viewport().update()

    def drawBranches(self, *_: Any) -> None:
        """Nothing: the delegate draws the little arrow, and there are no lines."""

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.data(IS_DOCUMENT):
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self.page_picked.emit(int(index.data(ID)))

    def _on_activated(self, index: QModelIndex) -> None:
        if not index.data(IS_DOCUMENT):
            self.page_picked.emit(int(index.data(ID)))


class PagesView(QWidget):
    """The pane: the project's name and progress above, the tree, import and export below."""

    page_picked = Signal(int)
    import_asked = Signal()
    export_asked = Signal()

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain_ground(self, "pane")
        self._say = say
        self._buttons: dict[str, KeyButton] = {}
        self._name = Title()
        self._progress = words(tone="muted", small=True)
        self.tree = PageTree(theme)
        self.tree.setAccessibleName(say.say("ui.pages.name"))
        self.tree.page_picked.connect(self.page_picked)
        self._empty = words(tone="muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._empty.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        head.setSpacing(2)
        head.addWidget(self._name)
        head.addWidget(self._progress)
        foot = QHBoxLayout()
        foot.setContentsMargins(GRID, GRID, GRID, GRID)
        foot.setSpacing(0)
        for name, asked in (("import", self.import_asked), ("export", self.export_asked)):
            button = self._buttons[name] = KeyButton(self._say.say(f"ui.pages.{name}"), "", "quiet")
            button.setProperty("scale", "small")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(asked)
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addWidget(self.tree, 1)
        column.addLayout(foot)

    def set_keys(self, keys: Mapping[str, tuple[str, str]]) -> None:
        """The keys to show on buttons, by action."""
        for name, button in self._buttons.items():
            button.set_keys(*keys[name])
        key = key_words(keys["import"][0]) or self._say.say("ui.pages.import")
        self._empty.setText(self._say.say("ui.pages.empty", key=key))

    def set_model(self, model: QAbstractItemModel) -> None:
        """Show another model, all documents open."""
        self.tree.setModel(model)
        self.show_all()
        model.modelReset.connect(self.show_all)

    def show_all(self) -> None:
        """Open all documents; with very many they stay shut, so that the list can be overseen."""
        model = self.tree.model()
        documents = model.rowCount()
        self._empty.setVisible(documents == 0)
        if documents <= 50:
            self.tree.expandAll()

    def show_project(self, name: str, progress: str) -> None:
        """The project's name and how far it is, in words."""
        self._name.setText(name)
        self._name.setToolTip(name)
        self._progress.setText(progress)

    def set_current(self, index: QModelIndex) -> None:
        """Mark a page as the one that is shown, without moving the list more than needed."""
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.tree.set_theme(theme)
