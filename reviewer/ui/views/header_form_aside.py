"""Beside the form about a document: what the field at hand is for, and what can be taken."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.card_crop import CropShown, CropView
from reviewer.ui.views.mark_form import MatchRow, MatchShown, row_height
from reviewer.ui.views.parts import plain_ground, rule, words

_WIDE = 40 * GRID
_ROWS, _FEW = 6, 2  # choices in sight, and that many where the window is low
_MUCH = 1000  # the list has its room before anything is left empty


@dataclass(frozen=True, slots=True)
class AsideShown:
    """The field's name and help, what becomes of its text, where that goes in the file, and what
    can be taken.
    """

    title: str = ""
    help: str = ""
    becomes: str = ""
    element: str = ""
    choices: tuple[MatchShown, ...] = ()


class Aside(QWidget):
    """Everything has its place, so that nothing moves from field to field but the words."""

    picked = Signal(str)
    """The id of something that can be taken."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        plain_ground(self, "pane")
        self.setFixedWidth(_WIDE)
        self._title = words(strong=True, wrap=True)
        self._help = words(wrap=True)
        self._becomes = words(wrap=True)
        self._element = words(tone="muted", small=True, wrap=True)
        self._caption = words(tone="muted", small=True, wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(say.say("ui.header.offered"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._paints = MatchRow(theme, self.list)
        self.list.setItemDelegate(self._paints)
        self.list.itemClicked.connect(self._pick)
        self._from = words(tone="muted", small=True, wrap=True)
        self._line = words(wrap=True)
        self.crop = CropView(say, theme)
        keys = words(say.say("ui.header.keys"), tone="muted", small=True, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        for part in (self._title, self._help, self._becomes, self._element):
            column.addWidget(part)
        column.addWidget(rule())
        column.addWidget(self._caption)
        column.addWidget(self.list, _MUCH)
        column.addWidget(self._from)
        column.addWidget(self._line)
        column.addWidget(self.crop)
        column.addStretch(1)
        column.addWidget(rule())
        column.addWidget(keys)

    def show_aside(self, shown: AsideShown, current: int = -1) -> None:
        """Show what belongs to a field; `current` is the place of what Enter would take."""
        self._title.setText(shown.title)
        self._help.setText(shown.help)
        self._becomes.setText(shown.becomes)
        self._becomes.setVisible(bool(shown.becomes))
        self._element.setText(shown.element)
        known = "offered" if shown.choices else "no_offers"
        self._caption.setText(self._say.say(f"ui.header.{known}"))
        self.list.clear()
        for choice in shown.choices:
            item = QListWidgetItem(choice.text)
            item.setData(Qt.ItemDataRole.UserRole, choice)
            item.setToolTip(f"{choice.text}\n{choice.told}".strip())
            self.list.addItem(item)
        row, count = row_height(self.list.font()), len(shown.choices)
        self.list.setMinimumHeight(min(count, _FEW) * row)
        self.list.setMaximumHeight(min(count, _ROWS) * row)
        self.list.setVisible(count > 0)
        self.list.setCurrentRow(current)

    def show_line(self, text: str, crop: CropShown | None = None) -> None:
        """Show the line of the page that a choice rests on; empty: there is none."""
        self._from.setText(self._say.say("ui.header.from_line") if text else "")
        self._line.setText(text)
        self._from.setVisible(bool(text))
        self._line.setVisible(bool(text))
        self.crop.show_crop(crop if text else None)

    @property
    def current(self) -> str:
        """The id of the choice that is marked; empty where none is."""
        chosen = self.list.selectedItems()
        return str(chosen[0].data(Qt.ItemDataRole.UserRole).id) if chosen else ""

    def step(self, by: int) -> bool:
        """Mark another choice; whether there was one that way."""
        to = self.list.currentRow() + by
        if not 0 <= to < self.list.count():
            return False
        self.list.setCurrentRow(to)
        return True

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._paints.theme = theme
        self.crop.set_theme(theme)
        self.list.viewport().update()

    def _pick(self, item: QListWidgetItem) -> None:
        self.picked.emit(str(item.data(Qt.ItemDataRole.UserRole).id))
