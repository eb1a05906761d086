"""The offer card: what could be done to the page in one step, why, and the keys for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.card_field import ENTER
from reviewer.ui.views.card_text import READING_FACE, FlowLabel, Run, face, one_line
from reviewer.ui.views.parts import PASSING, KeyButton, plain_ground, words

_TEXT = sized(20)
_ROWS = 6


@dataclass(frozen=True, slots=True)
class OfferShown:
    """An offer as the card shows it.

    `kind` names it, `number` of `total` counts the page's; `text` is what it is about and `words`
    say what is offered and why. `alike` counts those of the kind here; `more` says that the
    document has other pages.
    """

    key: str
    kind: str
    number: int
    total: int
    text: str
    words: str
    alike: int
    more: bool


class OfferCard(QWidget):
    """Shows an offer; with the focus on it, bare keys take or decline it."""

    pressed = Signal(str)
    """The action of the table that a key or button asks for."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._theme = theme
        self._shown: OfferShown | None = None
        self._buttons: dict[str, KeyButton] = {}
        plain_ground(self, "pane")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say.say("offers.card.name"))
        self._build()

    @property
    def shown(self) -> OfferShown | None:
        """The offer on the card."""
        return self._shown

    def show_offer(self, offer: OfferShown) -> None:
        """Show an offer."""
        self._shown = offer
        self._kind.setText(offer.kind)
        self._count.setText(
            self._say.say("offers.card.count", number=offer.number, total=offer.total)
        )
        self._text.set_runs(Run(one_line(offer.text)))
        self._words.setText(offer.words)
        alone = offer.alike == 1
        every = self._buttons["offer_all"]
        every.setText(self._say.say("offers.card.offer_all", n=offer.alike))
        every.setAccessibleName(every.text())
        every.setEnabled(not alone)
        self._buttons["offer_everywhere"].setVisible(offer.more)
        self.setAccessibleDescription(f"{offer.kind}. {offer.text}. {offer.words}")

    def set_keys(self, keys: Mapping[str, tuple[str, str]]) -> None:
        """The keys of actions by id: while the card has the focus, and elsewhere."""
        for name, button in self._buttons.items():
            button.set_keys(*keys[name])
            button.show_near(self.hasFocus())

    def set_font(self, family: str) -> None:
        """Show words of the text in the reader's face."""
        self._text.set_face(face(family, _TEXT))

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self._text.set_theme(theme)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take or decline by bare keys; all else belongs to the window."""
        name = self._meant(event)
        if name and self._buttons[name].isEnabled() and not self._buttons[name].isHidden():
            self.pressed.emit(name)
        elif not name:
            event.ignore()

    @staticmethod
    def _meant(event: QKeyEvent) -> str:
        key = event.key()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.ShiftModifier and key == Qt.Key.Key_A:
            return "offer_everywhere"
        if held:
            return ""
        if key in ENTER:
            return "offer_take"
        return {
            Qt.Key.Key_D: "offer_decline",
            Qt.Key.Key_Delete: "offer_decline",
            Qt.Key.Key_A: "offer_all",
            Qt.Key.Key_Escape: "offer_leave",
        }.get(Qt.Key(key), "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the keys that work now."""
        super().focusInEvent(event)
        self._show_near(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in PASSING:
            self._show_near(False)

    def _show_near(self, near: bool) -> None:
        for button in self._buttons.values():
            button.show_near(near)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line at the top says that keys go here."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.fillRect(QRectF(0, 0, self.width(), 2), self._theme.focus)
            painter.end()

    def _build(self) -> None:
        self._kind = words(tone="muted", small=True)
        self._count = words(tone="muted", small=True)
        self._text = FlowLabel(self._theme, face(READING_FACE, _TEXT), rows=_ROWS)
        self._words = words(wrap=True)
        top = QHBoxLayout()
        top.addWidget(self._kind, 1)
        top.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(0)
        column.addLayout(top)
        column.addSpacing(GRID)
        column.addWidget(self._text)
        column.addSpacing(2 * GRID)
        column.addWidget(self._words)
        column.addStretch(1)
        column.addSpacing(2 * GRID)
        column.addLayout(self._foot())

    def _foot(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID)
        grid.addWidget(self._button("offer_take", "primary"), 0, 0)
        grid.addWidget(self._button("offer_decline"), 0, 1)
        grid.addWidget(self._button("offer_all"), 1, 0, 1, 2)
        grid.addWidget(self._button("offer_everywhere"), 2, 0, 1, 2)
        grid.addWidget(self._button("offer_leave", "quiet"), 3, 0, 1, 2)
        return grid

    def _button(self, name: str, kind: str = "") -> KeyButton:
        text = self._say.say(f"offers.card.{name}", n=1)
        button = self._buttons[name] = KeyButton(text, "", kind)
        # The card is one stop for Tab: a button with the focus would keep Enter for itself.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setObjectName(name)
        button.clicked.connect(lambda: self.pressed.emit(name))
        return button
