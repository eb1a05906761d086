"""The room of documents: a field to type in, states to let through, the table, and the steps."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.core.states import State
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.card_field import ENTER
from reviewer.ui.views.documents_table import (
    COLUMNS,
    HIGH,
    Column,
    DocumentDelegate,
    DocumentShown,
    DocumentsModel,
)
from reviewer.ui.views.parts import PASSING, KeyButton, rule, words
from reviewer.ui.views.room import RoomView
from reviewer.ui.views.rows import Rows

_Index = QModelIndex | QPersistentModelIndex
_CALM = 120  # milliseconds without typing before documents are looked for
STATES = {state.name.lower(): state for state in State}
"""The states by the names of their buttons."""
STEPS = ("go", "submit", "judge", "publish", "withdraw", "reopen", "export")
"""What can be done with documents, in the order of the buttons."""
SORTS = (
    *(Column.TITLE, Column.STATE, Column.PAGES, Column.FINDINGS),
    *(Column.QUESTIONS, Column.VERSION, Column.CHANGED),
)
"""What documents can be sorted by, from left to right."""
_LETTERS = {
    Column.CHOSEN: 0,
    Column.STATE: 17,
    Column.PAGES: 6,
    Column.FINDINGS: 7,
    Column.QUESTIONS: 5,
    Column.VERSION: 4,
    Column.WHO: 18,
    Column.CHANGED: 17,
}
"""Letters that columns have room for, or for their titles."""
_SPARED = (Column.VERSION, Column.CHANGED, Column.WHO)
"""Columns that make room where a title would have fewer letters than `_TITLE`, these first."""
_TITLE = 24


class DocumentsTable(QTableView):
    """Space chooses, Enter opens, letters go to the field."""

    typed = Signal(str)
    went = Signal()
    turned = Signal()
    """The document at hand is to be chosen, or not any more."""

    def __init__(self, name: str, model: DocumentsModel, theme: Theme) -> None:
        super().__init__()
        self._paints = DocumentDelegate(model, theme, self)
        self.setModel(model)
        self.setItemDelegate(self._paints)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(HIGH)
        self._lay_out()

    def _lay_out(self) -> None:
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        metrics = self.fontMetrics()
        for number, column in enumerate(COLUMNS):
            if column is Column.TITLE:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
                continue
            head.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
            title = str(self.model().headerData(number, Qt.Orientation.Horizontal) or "")
            letters = metrics.averageCharWidth() * _LETTERS[column]
            wide = max(metrics.horizontalAdvance(title) + 2 * GRID if title else 0, letters)
            glyph = 3 * GRID if column in (Column.STATE, Column.CHOSEN) else 0
            self.setColumnWidth(number, wide + 2 * GRID + glyph)
        self._wide = {column: self.columnWidth(n) for n, column in enumerate(COLUMNS)}

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many columns as leave room for titles."""
        super().resizeEvent(event)
        others = sum(wide for one, wide in self._wide.items() if one is not Column.TITLE)
        lacks = others + self.fontMetrics().averageCharWidth() * _TITLE - self.viewport().width()
        for column in _SPARED:
            self.setColumnHidden(COLUMNS.index(column), lacks > 0)
            lacks -= self._wide[column]

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._paints.theme = theme
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The bare keys; letters go to whoever filters."""
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if bare and event.key() in ENTER:
            self.went.emit()
        elif bare and event.key() == Qt.Key.Key_Space:
            self.turned.emit()
        elif plain and event.text() and event.text().isprintable():
            self.typed.emit(event.text())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and bare:
            row = 0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1
            self.setCurrentIndex(self.model().index(row, 1))
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a tick turns it."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == 0:
            self.turned.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        self._paints.focused = True
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 1))
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the focus, but for a moment in another window."""
        self._paints.focused = event.reason() in PASSING
        super().focusOutEvent(event)
        self.viewport().update()


class DocumentsView(RoomView):
    """What is wanted above, the table, and the steps below with what is chosen."""

    asked = Signal()
    """Something else is wanted: show anew."""
    pressed = Signal(str)
    """A step is to be taken with what is chosen, or with the document at hand."""
    turned = Signal()
    """The document at hand is to be chosen, or not any more."""

    name = "documents"

    def __init__(self, say: Catalogue, theme: Theme, keys: Mapping[str, str]) -> None:
        """`keys` are the keys to show on buttons, by the part of the action behind "documents_"."""
        super().__init__(say.say("documents.title"), say, theme)
        self.model = DocumentsModel(say, self)
        self.table = DocumentsTable(say.say("documents.title"), self.model, theme)
        self.field = QLineEdit()
        self.field.setPlaceholderText(say.say("documents.filter"))
        self.field.setAccessibleName(say.say("documents.filter"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.buttons = {
            name: KeyButton(say.say(f"documents.button.{name}"), key, "quiet")
            for name, key in keys.items()
        }
        for name in (*STATES, "asked", "mine"):
            self.buttons[name].setCheckable(True)
            self.buttons[name].clicked.connect(self._sift)
        self.buttons["every"].clicked.connect(self.let_all)
        for name in STEPS:
            self.buttons[name].clicked.connect(lambda _=False, name=name: self.pressed.emit(name))
        self.sort, self.down = Column.TITLE, False
        self._chosen = words(tone="accent", small=True)
        self._empty = words(tone="muted", wrap=True)
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self.asked)
        self._goes = False  # Enter came before what was typed was found
        self.field.textChanged.connect(self._on_typed)
        self.table.typed.connect(self._type)
        self.table.went.connect(lambda: self.pressed.emit("go"))
        self.table.turned.connect(self.turned)
        self.table.doubleClicked.connect(self._on_double)
        self.table.horizontalHeader().sectionClicked.connect(self._on_head)
        self.model.chosen_changed.connect(self._show_chosen)
        self._lay_out()
        self._show_sort()
        self._show_chosen()

    @property
    def middle(self) -> QWidget:
        """Notices lie over the table, so that they cover no button."""
        return self._stack

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        above.setSpacing(GRID)
        above.addWidget(self.field, 1)
        for name in ("sort", "down"):
            above.addWidget(self.buttons[name])
        through = QWidget()
        row = Rows(GRID // 2, parent=through)
        for name in ("every", *STATES, "asked", "mine"):
            row.addWidget(self.buttons[name])
        beside = QHBoxLayout()
        beside.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        beside.addWidget(through, 1)
        alone = QWidget()
        column = QVBoxLayout(alone)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(alone)
        steps = QWidget()
        keys = Rows(GRID // 2, parent=steps)
        for name in STEPS:
            keys.addWidget(self.buttons[name])
        below = QHBoxLayout()
        below.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        below.setSpacing(GRID)
        below.addWidget(steps, 1)
        below.addWidget(self._chosen)
        below.addWidget(self.buttons["choose_all"])
        self.body.addLayout(above)
        self.body.addLayout(beside)
        self.body.addWidget(rule())
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(rule())
        self.body.addLayout(below)

    # -- what is wanted ---------------------------------------------------------------------------

    @property
    def states(self) -> frozenset[State]:
        """The states that pass; empty: all."""
        return frozenset(state for name, state in STATES.items() if self.buttons[name].isChecked())

    def wants(self, name: str) -> bool:
        """Whether only those with an open question ("asked"), or only the person's own ("mine")."""
        return self.buttons[name].isChecked()

    @property
    def text(self) -> str:
        """What names and titles are to have in them."""
        return self.field.text().strip()

    @property
    def sifting(self) -> bool:
        """Whether anything is left out."""
        return bool(self.states or self.text or self.wants("asked") or self.wants("mine"))

    def turn(self, name: str) -> None:
        """Let a state pass or not, "asked" and "mine" likewise."""
        self.buttons[name].setChecked(not self.buttons[name].isChecked())
        self._sift()

    def let_all(self) -> None:
        """Everything passes."""
        for name in (*STATES, "asked", "mine"):
            self.buttons[name].setChecked(False)
        self.field.clear()
        self._sift()

    def _sift(self) -> None:
        self._calm.stop()
        self.asked.emit()

    def _on_typed(self) -> None:
        self._goes = False
        self._calm.start()

    def _on_enter(self) -> None:
        """Open the document at hand: of those that were typed for, never of those before."""
        if self._calm.isActive():
            self._goes = True
            self._sift()
        elif self._stack.currentIndex() == 0:
            self.pressed.emit("go")

    def _on_double(self, index: QModelIndex) -> None:
        if COLUMNS[index.column()] is not Column.CHOSEN:  # two clicks on a tick are two clicks
            self.pressed.emit("go")

    def sort_next(self) -> None:
        """Sort by the next column."""
        self._sort_by(SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)], False)

    def turn_round(self) -> None:
        """Sort the other way round."""
        self._sort_by(self.sort, not self.down)

    def _on_head(self, section: int) -> None:
        column = COLUMNS[section]
        if column in SORTS:
            self._sort_by(column, column is self.sort and not self.down)
        else:
            self._show_sort()

    def _sort_by(self, column: Column, down: bool) -> None:
        self.sort, self.down = column, down
        self._show_sort()
        self.asked.emit()

    def _show_sort(self) -> None:
        order = Qt.SortOrder.DescendingOrder if self.down else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(COLUMNS.index(self.sort), order)

    # -- what is shown ----------------------------------------------------------------------------

    @property
    def part(self) -> int:
        """The first row in sight."""
        return max(0, self.table.rowAt(0))

    @property
    def current(self) -> DocumentShown | None:
        """The document at hand."""
        index = self.table.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def show_rows(
        self, count: int, first: int, rows: list[DocumentShown], empty: str, *, top: bool
    ) -> None:
        """Show `count` rows of which the part `first` is known; `top`: from the beginning."""
        row = 0 if top else max(0, self.table.currentIndex().row())
        focused = self.hasFocus() or self.table.hasFocus()
        self._empty.setText(empty)
        self._stack.setCurrentIndex(0 if count else 1)
        self.model.show(count, first, rows)
        if count:
            self.table.setCurrentIndex(self.model.index(min(row, count - 1), 1))
        if top:
            self.table.scrollToTop()
        for name in STEPS:
            self.buttons[name].setEnabled(bool(count) or bool(self.model.chosen))
        if focused and self.isVisible():
            self.focus_first()
        if self._goes:
            self._goes = False
            self._on_enter()

    def _show_chosen(self) -> None:
        many = len(self.model.chosen)
        self._chosen.setText(self.say.say("documents.chosen", n=many) if many else "")

    def focus_first(self) -> None:
        """The table, where there is one; typing filters all the same."""
        (self.table if self._stack.currentIndex() == 0 else self).setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        self.table.set_theme(theme)

    def _type(self, text: str) -> None:
        self.field.setFocus()
        self.field.insert(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the field, arrows walk the table, Enter opens, Esc first empties the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, bare = event.key(), not event.modifiers()
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self.table.setFocus()
                self.table.keyPressEvent(event)
                return True
            if key in ENTER and bare:
                self._on_enter()
                return True
            if key == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)
