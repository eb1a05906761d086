"""The palette of special characters: those used last, groups, and a search by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.parts import Title, words

_COLUMNS = 16
_CELL = sized(34)
_ROWS = 9  # of characters in sight
_LETTER = sized(19)  # pixels of a character in its cell
_LARGE = sized(34)  # of the one at hand
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CHAR = Qt.ItemDataRole.UserRole
_EMPTY = Qt.ItemFlag.NoItemFlags


@dataclass(frozen=True, slots=True)
class CharacterShown:
    """A character with its name and what says how it is composed, empty where it is not."""

    char: str
    name: str
    composed: str = ""


@dataclass(frozen=True, slots=True)
class CharactersShown:
    """Characters under a title."""

    title: str
    characters: tuple[CharacterShown, ...]


class CharactersView(QDialog):
    """Lies over its window; Enter picks, Shift+Enter picks and stays, Esc puts it away."""

    picked = Signal(str, bool)
    """A character, and whether the palette stays."""

    def __init__(
        self,
        say: Catalogue,
        theme: Theme,
        groups: Sequence[CharactersShown],
        search: Callable[[str], CharactersShown],
        family: str,
        parent: QWidget,
    ) -> None:
        """`search` answers what is typed; `family` is the face that characters are shown in."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setProperty("role", "overlay")
        self.setAccessibleName(say.say("comfort.characters.title"))
        self._around = parent.window()
        self._say = say
        self._theme = theme
        self._groups = groups
        self._search = search
        self._face = QFont(family)
        self._face.setPixelSize(_LETTER)
        self.field = QLineEdit()
        self.field.setPlaceholderText(say.say("comfort.characters.field"))
        self.field.setAccessibleName(say.say("comfort.characters.field"))
        self.field.textChanged.connect(self._find)
        self.grid = self._build_grid()
        self._build(family)
        self.field.installEventFilter(self)
        self.grid.installEventFilter(self)
        self._find("")
        self.field.setFocus()

    def _build_grid(self) -> QTableWidget:
        grid = QTableWidget(0, _COLUMNS)
        grid.setAccessibleName(self._say.say("comfort.characters.grid"))
        grid.setShowGrid(False)
        grid.horizontalHeader().hide()
        grid.verticalHeader().hide()
        grid.horizontalHeader().setDefaultSectionSize(_CELL)
        grid.horizontalHeader().setMinimumSectionSize(_CELL)
        grid.verticalHeader().setDefaultSectionSize(_CELL)
        grid.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        grid.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        grid.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        grid.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        grid.setTabKeyNavigation(False)
        grid.setFrameShape(QFrame.Shape.NoFrame)
        grid.setProperty("role", "characters")
        grid.setFixedSize(QSize(_COLUMNS * _CELL + 2 * GRID, _ROWS * _CELL))
        grid.currentItemChanged.connect(lambda *_: self._show_current())
        grid.itemClicked.connect(lambda _: self._pick(False))
        return grid

    def _build(self, family: str) -> None:
        large = QFont(family)
        large.setPixelSize(_LARGE)
        self._sample = words()
        self._sample.setFont(large)
        self._sample.setStyleSheet(f'font-family: "{family}"; font-size: {_LARGE}px;')
        self._sample.setFixedSize(QSize(2 * _CELL, 2 * _CELL))
        self._sample.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = Title()
        self._about = words(tone="muted", small=True)
        beside = QVBoxLayout()
        beside.setSpacing(GRID // 2)
        beside.addStretch(1)
        beside.addWidget(self._name)
        beside.addWidget(self._about)
        beside.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(2 * GRID)
        foot.addWidget(self._sample)
        foot.addLayout(beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 4, GRID + 4, GRID + 4, GRID + 4)
        column.setSpacing(GRID)
        column.addWidget(self.field)
        column.addWidget(self.grid)
        column.addLayout(foot)
        hint = words(self._say.say("comfort.characters.hint"), tone="muted", small=True)
        column.addWidget(hint)

    # -- what is shown ----------------------------------------------------------------------------

    def show_over(self) -> None:
        """Show it over the upper part of its window."""
        around = self._around
        self.adjustSize()
        corner = around.mapToGlobal(around.rect().topLeft())
        left = corner.x() + (around.width() - self.width()) // 2
        self.move(max(left, 0), corner.y() + max(min(10 * GRID, around.height() // 8), 0))
        self.show()
        self.field.setFocus()

    def show_groups(self, groups: Sequence[CharactersShown]) -> None:
        """Other characters were used last; what is searched for stays."""
        self._groups = groups

    @property
    def offered(self) -> list[str]:
        """All characters that are shown now, in order."""
        grid = self.grid
        cells = (
            grid.item(row, column)
            for row in range(grid.rowCount())
            for column in range(grid.columnCount())
        )
        found = (cell.data(_CHAR) for cell in cells if isinstance(cell, QTableWidgetItem))
        return [shown.char for shown in found if isinstance(shown, CharacterShown)]

    @property
    def current(self) -> CharacterShown | None:
        """The character at hand."""
        found = self.grid.currentIndex().data(_CHAR)
        return found if isinstance(found, CharacterShown) else None

    def _find(self, typed: str) -> None:
        self.grid.clearSpans()
        self.grid.setRowCount(0)
        for group in [self._search(typed)] if typed.strip() else self._groups:
            self._add(group)
        self.grid.setCurrentCell(1, 0)  # under the first title, if anything is there
        self.grid.scrollToTop()
        self._show_current()

    def _add(self, group: CharactersShown) -> None:
        if not group.characters:
            return
        grid, row = self.grid, self.grid.rowCount()
        grid.insertRow(row)
        grid.setSpan(row, 0, 1, _COLUMNS)
        title = QTableWidgetItem(group.title)
        title.setFlags(_EMPTY)
        title.setForeground(self._theme.muted)
        title.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        grid.setItem(row, 0, title)
        for start in range(0, len(group.characters), _COLUMNS):
            row = grid.rowCount()
            grid.insertRow(row)
            some = group.characters[start : start + _COLUMNS]
            for column in range(_COLUMNS):
                grid.setItem(row, column, self._cell(some[column] if column < len(some) else None))

    def _cell(self, shown: CharacterShown | None) -> QTableWidgetItem:
        if shown is None:
            empty = QTableWidgetItem()
            empty.setFlags(_EMPTY)
            return empty
        item = QTableWidgetItem(shown.char if not shown.char.isspace() else "␣")
        item.setData(_CHAR, shown)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{shown.name} {shown.composed}".strip())
        item.setFont(self._face)
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        item.setToolTip(shown.name)
        return item

    def _show_current(self) -> None:
        shown = self.current
        if shown is None:
            self._sample.clear()
            self._name.setText("")
            self._about.setText("" if self.offered else self._say.say("comfort.characters.none"))
            return
        self._sample.setText(shown.char if not shown.char.isspace() else "␣")
        self._name.setText(shown.name)
        code = f"U+{ord(shown.char):04X}"
        self._about.setText(f"{code}   {shown.composed}" if shown.composed else code)

    # -- what the person does ---------------------------------------------------------------------

    def _pick(self, stay: bool) -> None:
        shown = self.current
        if shown is not None:
            if not stay:
                self.close()
            self.picked.emit(shown.char, stay)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter picks anywhere; Down goes into the grid, letters typed there into the field."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in _ENTER:
            self._pick(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        if watched is self.field:
            if event.key() != Qt.Key.Key_Down:
                return False
            self.grid.setFocus()
            return True
        typed = event.text()
        if event.key() == Qt.Key.Key_Backspace or (typed and typed.isprintable()):
            self.field.setFocus()
            self.field.event(event)
            return True
        if event.key() == Qt.Key.Key_Up and self.grid.currentRow() <= 1:
            self.field.setFocus()
            return True
        return False
