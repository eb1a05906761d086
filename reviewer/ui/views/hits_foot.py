"""The foot of the room of hits: the hit at hand, and what is done with those that are ticked."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.card_crop import CropShown, CropView
from reviewer.ui.views.card_field import TypingField
from reviewer.ui.views.parts import KeyButton, rule, words
from reviewer.ui.views.rows import Rows

_CROP = sized(320)
_ACTIONS = ("apply", "keep", "lexicon", "name", "undo")


class HitsFoot(QWidget):
    """Says of the hit at hand what its row has no room for, and has the buttons."""

    pressed = Signal(str)
    """The button of this name was pressed: "apply", "keep", "lexicon", "name" or "undo"."""
    typed = Signal(str)
    """A reading of its own for the hit at hand."""
    named = Signal(str)
    """What the form is a name of."""
    left = Signal()
    """The field was left without saying anything."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._naming = False
        self.crop = CropView(say, theme)
        self.crop.setFixedWidth(_CROP)
        self._why = words(wrap=True)
        self._choices = words(tone="muted", wrap=True)
        self.field = TypingField(say.say("views.hits.own"))
        self.field.confirmed.connect(self._confirm)
        self.field.left.connect(self._leave)
        self.buttons = {
            name: KeyButton(say.say(f"views.hits.{name}"), "", "primary" if name == "apply" else "")
            for name in _ACTIONS
        }
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _=False, name=name: self.pressed.emit(name))
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        about = QHBoxLayout()
        about.setContentsMargins(3 * GRID, GRID, 2 * GRID, 0)
        about.setSpacing(2 * GRID)
        said = QVBoxLayout()
        said.setSpacing(GRID // 2)
        said.addWidget(self._why)
        said.addWidget(self._choices)
        said.addWidget(self.field)
        said.addStretch(1)
        about.addWidget(self.crop, 0, Qt.AlignmentFlag.AlignTop)
        about.addLayout(said, 1)
        column.addLayout(about)
        below = QVBoxLayout()
        below.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        line = Rows(GRID)
        for button in self.buttons.values():
            line.addWidget(button)
        below.addLayout(line)
        column.addLayout(below)
        self.setMinimumHeight(sized(120))

    def show_hit(self, why: str, choices: Sequence[str]) -> None:
        """Say why a hit is as it is, and what could be read there, by the digits that take it."""
        self._why.setText(why)
        listed = "   ".join(f"{rank}  {text}" for rank, text in enumerate(choices, 1))
        self._choices.setText(listed)

    @property
    def why(self) -> str:
        """What is said of the hit at hand."""
        return self._why.text()

    @property
    def choices(self) -> str:
        """What could be read there, as shown."""
        return self._choices.text()

    def show_crop(self, crop: CropShown | None) -> None:
        """Show the hit's place in the picture; without one take no room."""
        self.crop.show_crop(crop)

    def show_apply(self, text: str, can: Mapping[str, bool]) -> None:
        """Say what the first button does, and which buttons can be pressed."""
        self.buttons["apply"].setText(text)
        self.buttons["apply"].setAccessibleName(text)
        for name, able in can.items():
            self.buttons[name].setEnabled(able)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """The keys of the buttons."""
        for name, key in keys.items():
            self.buttons[name].set_keys(key)

    def edit(self, text: str, naming: bool = False) -> None:
        """Open the field: for a reading of its own, or (`naming`) for what it is a name of."""
        self._naming = naming
        name = self._say.say("views.hits.name_of" if naming else "views.hits.own")
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(name)
        self.field.begin(text)
        self.field.show()
        self.field.setFocus()
        self.field.selectAll()

    def _confirm(self) -> None:
        text = self.field.typed
        self.field.hide()
        (self.named if self._naming else self.typed).emit(text)

    def _leave(self) -> None:
        self.field.hide()
        self.left.emit()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.crop.set_theme(theme)
