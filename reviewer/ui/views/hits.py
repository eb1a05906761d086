"""The room of hits: what to look for at the top, all that was found, and what to do with it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.hits_bar import HitsBar
from reviewer.ui.views.hits_foot import HitsFoot
from reviewer.ui.views.hits_list import HitsList
from reviewer.ui.views.hits_model import HitShown
from reviewer.ui.views.parts import plain_ground, rule, words
from reviewer.ui.views.room import RoomView


class HitsView(RoomView):
    """Looking, ticking and applying, by keys alone."""

    name = "hits"
    rowed = Signal()
    """Another hit is at hand."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(say.say("views.hits.title"), say, theme, parent)
        self.bar = HitsBar(say, theme)
        self.list = HitsList(say, theme)
        self.foot = HitsFoot(say, theme)
        self._headline = words(strong=True, wrap=True)
        self._advice = words(tone="muted", wrap=True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty())
        plain_ground(self._pages, "paper")
        self.body.addWidget(self.bar)
        self.body.addWidget(rule())
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(self.foot)
        self._begin_in_list = False
        self.bar.went_on.connect(self.focus_list)
        self.list.left_above.connect(self.bar.query.setFocus)
        self.list.moved.connect(self.rowed)
        self.foot.left.connect(self.focus_list)
        self.say_nothing("", "")

    @property
    def middle(self) -> QWidget:
        """Notices lie over the list, so that they cover no button."""
        return self._pages

    def _empty(self) -> QWidget:
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(3 * GRID, 4 * GRID, 3 * GRID, GRID)
        column.setSpacing(GRID)
        for label in (self._headline, self._advice):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(1)
        return said

    # -- shown ------------------------------------------------------------------------------------

    def say_nothing(self, headline: str, advice: str) -> None:
        """Say why there is nothing to see, and what to do."""
        self._headline.setText(headline)
        self._advice.setText(advice)
        self._pages.setCurrentIndex(1)

    @property
    def message(self) -> str:
        """What is said where there is nothing to see."""
        return self._headline.text() if self._pages.currentIndex() == 1 else ""

    def clear(self) -> None:
        """Show no hits."""
        self.list.hits.clear()

    def show_more(self, hits: Sequence[HitShown]) -> None:
        """Show more hits; the first is at hand, and what was at hand stays so."""
        at = self.list.hit
        self.list.hits.append(hits)
        self._pages.setCurrentIndex(0)
        row = self.list.hits.row_of(at) if at is not None else -1
        self.list.stand_at(row if row >= 0 else min(1, self.list.hits.rowCount() - 1))

    def show_count(self, text: str) -> None:
        """Say how much was found."""
        self.bar.count.setText(text)

    def set_keys(self, bar: Mapping[str, str], foot: Mapping[str, str]) -> None:
        """The keys of toggles and buttons."""
        for name, key in bar.items():
            self.bar.toggles[name].set_keys(key)
        self.foot.set_keys(foot)

    def set_font(self, family: str) -> None:
        """Show words of the text in this family."""
        self.list.set_look(self.theme, family)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        self.bar.set_theme(theme)
        self.list.set_look(theme)
        self.foot.set_theme(theme)

    # -- the focus --------------------------------------------------------------------------------

    def begin_in_list(self, begin: bool) -> None:
        """Whether the list has the focus when the room is entered, or the field of the query."""
        self._begin_in_list = begin

    def focus_first(self) -> None:
        """The list, where one came to decide; else the query."""
        if self._begin_in_list:
            self.list.setFocus()
        else:
            self.bar.query.setFocus()
            self.bar.query.selectAll()

    def focus_list(self) -> None:
        """Go on to the hits."""
        self.list.setFocus()

    def focus_reading(self) -> None:
        """Say what to read instead."""
        self.bar.reading.setFocus()
        self.bar.reading.selectAll()
