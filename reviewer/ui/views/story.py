"""A word's story, beside the word: what it was, what became of it, and what else it may be."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.history_rows import RowList, RowShown
from reviewer.ui.views.parts import KeyButton, Title

_WIDTH = sized(400)
_MOST = 0.6  # of the screen's height


@dataclass(frozen=True, slots=True)
class StoryShown:
    """The story of a word: its title, what happened, and what to take instead (each by a digit)."""

    title: str
    rows: tuple[RowShown, ...]
    suggestions: tuple[RowShown, ...] = ()
    can_reopen: bool = False


class StoryPopup(QDialog):
    """Lies beside the word; Esc or a click elsewhere puts it away."""

    taken = Signal(int)
    """Take the suggestion of this rank, from 1."""
    reopened = Signal()
    """Look at the word again."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._around = parent
        self._shown = StoryShown("", ())
        self.setProperty("role", "overlay")
        self._title = Title()
        self._list = RowList(say.say("ui.actions.story"), theme)
        self._list.typed.connect(self._press)
        self._reopen = KeyButton(say.say("ui.story.reopen"), "R", "quiet")
        self._reopen.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._reopen.clicked.connect(self._open_again)
        away = KeyButton(say.say("ui.story.close"), "Esc", "quiet")
        away.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        away.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self._reopen)
        foot.addStretch(1)
        foot.addWidget(away)
        head = QVBoxLayout()
        head.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        head.addWidget(self._title)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self._list, 1)
        column.addLayout(foot)
        self.setFixedWidth(_WIDTH)

    @property
    def shown(self) -> StoryShown:
        """The story that is told."""
        return self._shown

    def tell(self, story: StoryShown, beside: QRect) -> None:
        """Tell a story below a part of the screen, or above it where there is no room."""
        self._shown = story
        self._title.setText(story.title)
        self.setAccessibleName(story.title)
        self._list.show_rows((*story.rows, *story.suggestions))
        self._reopen.setVisible(story.can_reopen)
        room = self._around.screen().availableGeometry()
        self.setFixedHeight(min(round(_MOST * room.height()), self._needed()))
        top = beside.bottom() + GRID // 2
        if top + self.height() > room.bottom():
            top = max(room.top(), beside.top() - GRID // 2 - self.height())
        self.move(min(max(beside.left(), room.left()), room.right() - self.width()), top)
        self.show()
        self._list.setFocus()

    def _needed(self) -> int:
        """Height in which all rows can be seen."""
        self._list.setFixedWidth(_WIDTH - 2 * GRID)
        heights = (self._list.sizeHintForRow(row) for row in range(len(self._list.rows.rows)))
        around = self._title.sizeHint().height() + self._reopen.sizeHint().height() + 6 * GRID
        return sum(heights) + around + GRID

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._list.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit takes a suggestion, Enter the one at hand, R looks at the word again."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row = self._list.current
            if row in self._shown.suggestions and row is not None:
                self._take(row.key)
        else:
            super().keyPressEvent(event)

    def _press(self, text: str) -> None:
        ranks: Sequence[int] = [row.key for row in self._shown.suggestions]
        if text.isdecimal() and int(text) in ranks:
            self._take(int(text))
        elif text.upper() == "R" and self._shown.can_reopen:
            self._open_again()

    def _take(self, rank: int) -> None:
        self.close()
        self.taken.emit(rank)

    def _open_again(self) -> None:
        self.close()
        self.reopened.emit()
