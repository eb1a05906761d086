"""What has been typed of a sequence so far, under the cursor, and what may follow."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID
from reviewer.ui.views.parts import words

_OFFERED = 10  # characters that are shown as what may come
_WIDTH = sized(360)


class ComposePlate(QFrame):
    """Lies over the window beside the cursor and takes no focus."""

    def __init__(self, say: Catalogue, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._say = say
        self.setProperty("role", "overlay")
        self.setAccessibleName(say.say("comfort.compose.name"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._typed = words(strong=True)
        self._ways = words(tone="muted", small=True, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        column.setSpacing(GRID // 2)
        column.addWidget(self._typed)
        column.addWidget(self._ways)
        self.setFixedWidth(min(_WIDTH, max(window.width() - 2 * GRID, 1)))
        self.hide()

    @property
    def text(self) -> str:
        """All that it says."""
        return f"{self._typed.text()}\n{self._ways.text()}"

    def show_typed(self, typed: str, ways: Sequence[tuple[str, str]]) -> None:
        """What was typed, and (keys still to come, character) of what may follow."""
        self._typed.setText(self._begun(typed))
        if typed:
            letters = sorted(ways, key=lambda way: not way[0].islower())  # oftener than capitals
            some = [self._way(keys, char) for keys, char in letters]
            more = "…" if len(some) > _OFFERED else ""
            self._ways.setText("    ".join([*some[:_OFFERED], more]))
        else:
            self._ways.setText(self._say.say("comfort.compose.begin"))

    def show_no_way(self, typed: str, kept: str) -> None:
        """No sequence begins as what was typed; `kept` is what still counts."""
        self._typed.setText(self._begun(kept))
        said = " ".join(map(self._key, typed))
        self._ways.setText(self._say.say("comfort.compose.no_way", typed=said))

    def lie_beside(self, cursor: QRect) -> None:
        """Stand under the cursor (in the window's pixels), or over it where there is no room."""
        self.adjustSize()
        window = self._window
        place = QPoint(cursor.left(), cursor.bottom() + GRID // 2)
        if place.y() + self.height() > window.height():
            place.setY(cursor.top() - GRID // 2 - self.height())
        place.setX(max(min(place.x(), window.width() - self.width() - GRID), GRID))
        self.move(place)
        self.show()
        self.raise_()

    def _begun(self, typed: str) -> str:
        keys = " ".join(map(self._key, typed))
        return self._say.say("comfort.compose.typed", keys=keys)

    def _way(self, keys: str, char: str) -> str:
        said = " ".join(map(self._key, keys))
        return f"{said} → {char}".replace(" ", "\u00a0")  # a line may break between two, not inside

    def _key(self, key: str) -> str:
        return self._say.say("comfort.compose.blank") if key == " " else key
