"""Picture and text of a page: side by side, above each other, or the text alone."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, restyle
from reviewer.ui.views.facsimile import FacsimileView
from reviewer.ui.views.parts import KeyButton, Title, plain_ground, rule
from reviewer.ui.views.reading import ReadingView

_ROOMY = 124 * GRID
"""Width in which a line of type and a line of text are both readable beside each other."""
_LEAST = (34 * GRID, 18 * GRID)  # of the picture, across and down
_LEAST_TEXT = 18 * GRID
_SHARES = {"beside": 0.44, "above": 0.42}
"""Of the room, for the picture, until the person moves the border."""


class Place(StrEnum):
    """Where the picture is."""

    BESIDE = "beside"
    ABOVE = "above"


class PicturePair(QSplitter):
    """The picture at the left of the text or above it.

    Until somebody chooses, that follows the room: beside where it is wide. The border stays where
    it was put, for either place by itself.
    """

    def __init__(
        self, facsimile: FacsimileView, reading: ReadingView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._facsimile = facsimile
        self._chosen: Place | None = None
        self._shares = dict(_SHARES)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(facsimile)
        self.addWidget(reading)
        reading.setMinimumHeight(_LEAST_TEXT)
        facsimile.setMinimumSize(*_LEAST)
        facsimile.hide()
        self.splitterMoved.connect(lambda *_: self._note_share())

    @property
    def place(self) -> Place:
        """Where the picture is, or will be when it is shown."""
        horizontal = self.orientation() is Qt.Orientation.Horizontal
        return Place.BESIDE if horizontal else Place.ABOVE

    def show_facsimile(self, shown: bool) -> None:
        """Show the picture, or the text alone."""
        if shown != self._facsimile.isVisibleTo(self):
            self._facsimile.setVisible(shown)
            self._arrange(always=True)

    def switch(self) -> None:
        """Put the picture to the other place. What the room would choose is no choice."""
        wanted = Place.ABOVE if self.place is Place.BESIDE else Place.BESIDE
        self._chosen = None if wanted is self._fitting() else wanted
        self._arrange()

    def state(self) -> dict[str, Any]:
        """What was chosen, as JSON values to be kept."""
        return {"place": self._chosen or "", "shares": dict(self._shares)}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take up what was kept; nonsense changes nothing."""
        place, shares = state.get("place"), state.get("shares")
        self._chosen = Place(place) if place in list(Place) else None
        for name, share in shares.items() if isinstance(shares, dict) else ():
            if name in self._shares and isinstance(share, float) and 0 < share < 1:
                self._shares[name] = share
        self._arrange(always=True)

    def _fitting(self) -> Place:
        wide = self.width() >= _ROOMY and self.width() > self.height()
        return Place.BESIDE if wide else Place.ABOVE

    def _arrange(self, *, always: bool = False) -> None:
        wanted = self._chosen or self._fitting()
        if wanted is self.place and not always:
            return
        beside = wanted is Place.BESIDE
        self.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        room = self.width() if beside else self.height()
        first = round(self._shares[wanted] * room)
        self.setSizes([first, max(room - first, 1)])

    def _note_share(self) -> None:
        first, second = self.sizes()
        if first and second:
            self._shares[self.place] = round(first / (first + second), 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the room."""
        super().resizeEvent(event)
        self._arrange()


class PictureHint(QWidget):
    """A quiet line over the text: why the page's picture is not here, and what to do."""

    find_asked = Signal()

    def __init__(self, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain_ground(self, "pane")
        self.setFixedHeight(5 * GRID)
        self._words = Title()
        restyle(self._words, weight="", tone="muted", scale="small")
        self._find = KeyButton(say.say("facsimile.hint_find"), kind="quiet")
        self._find.setProperty("scale", "small")
        self._find.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._find.clicked.connect(self.find_asked)
        line = QHBoxLayout()
        line.setContentsMargins(3 * GRID, 0, GRID, 0)
        line.setSpacing(GRID)
        line.addWidget(self._words, 1)
        line.addWidget(self._find)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line, 1)
        column.addWidget(rule())
        self.hide()

    def say(self, text: str) -> None:
        """Say why; nothing where `text` is empty."""
        self._words.setText(text)
        self._words.setToolTip(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    @property
    def text(self) -> str:
        """What it says; empty where it is not seen."""
        return self._words.text()
