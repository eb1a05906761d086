"""The cheat sheet: every key, by menu."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.dialogs import Sheet
from reviewer.ui.views.parts import plain_ground, words

_COLUMNS = 3
_COLUMN = sized(448)
"""Width that a column needs with its share of the space between, about."""
_AROUND = 30 * GRID
"""Height of what stands over and under the columns, the frame of the window included."""
_STEPS = {
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
}
_BAR = 2 * GRID


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """A menu's title with (text, keys) of what it holds."""

    title: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


class KeySheet(Sheet):
    """Shows the groups in columns of about the same height."""

    def __init__(
        self,
        say: Catalogue,
        theme: Theme,
        groups: Sequence[KeyGroup],
        there: str,
        keys: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`there` is the key that leads to the card, `keys` those that opened this and close it."""
        super().__init__(
            say.say("ui.keys.title"), say.say("ui.keys.lead", key=there), theme, parent
        )
        self._keys = tuple(keys)
        room = self.screen().availableSize() if parent is None else parent.screen().availableSize()
        columns = plain_ground(QWidget(), "pane")
        across = QHBoxLayout(columns)
        across.setContentsMargins(0, 0, _BAR, 0)
        across.setSpacing(6 * GRID)
        for column in _balanced(groups, max(1, min(_COLUMNS, room.width() // _COLUMN))):
            down = QVBoxLayout()
            down.setSpacing(3 * GRID)
            for group in column:
                down.addLayout(self._group(group))
            down.addStretch(1)
            across.addLayout(down)
        self._area = _scrolling(columns, room.height() - _AROUND)
        self._area.setAccessibleName(say.say("ui.keys.title"))
        self.body.addWidget(self._area)
        self.add_button(say.say("ui.close"), "Esc", "primary").clicked.connect(self.accept)

    @staticmethod
    def _group(group: KeyGroup) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(GRID)
        box.addWidget(words(group.title, strong=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        for row, (text, keys) in enumerate(group.rows):
            grid.addWidget(words(text, tone="muted"), row, 0)
            caps = QHBoxLayout()
            caps.setSpacing(GRID // 2)
            caps.addStretch(1)
            for key in keys:
                caps.addWidget(_cap(key))
            grid.addLayout(caps, row, 1)
        grid.setColumnStretch(0, 1)
        box.addLayout(grid)
        return box

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that opened it also closes it."""
        pressed = QKeySequence(event.keyCombination()).toString()
        if pressed in self._keys or event.text() in self._keys:
            self.accept()
        elif event.key() in _STEPS:
            bar = self._area.verticalScrollBar()
            bar.triggerAction(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


def _scrolling(columns: QWidget, height: int) -> QScrollArea:
    """The columns as they are, or in a scroll area of this height where they are higher."""
    area = QScrollArea()
    area.setWidget(columns)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    wanted = columns.sizeHint()
    area.setMinimumSize(wanted.width(), min(wanted.height(), height))
    return area


def _cap(key: str) -> QFrame:
    cap = QFrame()
    cap.setProperty("role", "cap")
    line = QHBoxLayout(cap)
    line.setContentsMargins(6, 1, 6, 1)
    line.addWidget(words(key, small=True))
    return cap


def _balanced(groups: Sequence[KeyGroup], columns: int) -> list[list[KeyGroup]]:
    """Groups in order over columns, so that none is much longer than the others."""
    total = sum(len(group.rows) + 2 for group in groups)
    found: list[list[KeyGroup]] = [[]]
    used = 0
    for group in groups:
        size = len(group.rows) + 2
        full = used + size / 2 > total * len(found) / columns
        if full and found[-1] and len(found) < columns:
            found.append([])
        found[-1].append(group)
        used += size
    return found
