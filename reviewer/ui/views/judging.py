"""The editor's room: one change after the other, large and alone, and bare keys that judge it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.card_crop import CropShown
from reviewer.ui.views.card_field import ENTER as ENTERS
from reviewer.ui.views.judging_card import ChangeCard
from reviewer.ui.views.judging_foot import ENTER, JudgingFoot
from reviewer.ui.views.judging_note import NoteCard
from reviewer.ui.views.judging_shown import ChangeCardShown, NoteCardShown, ReadingShown
from reviewer.ui.views.parts import plain_ground, words
from reviewer.ui.views.room import RoomView

_WIDE = sized(880)  # pixels of the column in the middle
_TALL = sized(700)  # pixels from which on there is room to spare
_KEYS: Mapping[int, str] = {
    Qt.Key.Key_A: "approve",
    Qt.Key.Key_Space: "approve",
    Qt.Key.Key_R: "reject",
    Qt.Key.Key_B: "other",
    Qt.Key.Key_E: "edit",
    Qt.Key.Key_C: "comment",
    Qt.Key.Key_Q: "ask",
    Qt.Key.Key_G: "alike",
    Qt.Key.Key_O: "single",
    Qt.Key.Key_W: "wrong",
    Qt.Key.Key_L: "spots",
    Qt.Key.Key_N: "chance",
}
_ALWAYS: Mapping[int, str] = {
    Qt.Key.Key_U: "undo",
    Qt.Key.Key_Left: "back",
    Qt.Key.Key_Up: "back",
    Qt.Key.Key_Backspace: "back",
    Qt.Key.Key_Right: "forth",
    Qt.Key.Key_Down: "forth",
}


class JudgingView(RoomView):
    """Shows a change or a note between changes; says which key was pressed, and what was typed."""

    name = "judging"
    pressed = Signal(str)
    """The name of a button, or "forth" for the arrow that has none."""
    typed = Signal(str)
    """The reading that was typed."""
    said = Signal(str)
    """What was said in the field at the foot."""
    taken = Signal(int)
    """Number of another reading, from 1."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(say.say("judging.title"), say, theme, parent)
        plain_ground(self, "paper")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shown: ChangeCardShown | None = None
        self._buttons: tuple[str, ...] = ()
        self._field = ""  # "typing" or "saying" while it is open
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._bar.setAccessibleName(say.say("judging.progress"))
        self._pace = words(tone="muted", small=True)
        self.card = ChangeCard(say, theme)
        self.note = NoteCard(theme)
        self.foot = JudgingFoot(say)
        self._cards = QStackedWidget()
        self._cards.addWidget(self.card)
        self._cards.addWidget(self.note)
        self._build()
        self.foot.pressed.connect(self._on_button)
        self.card.taken.connect(self.taken)
        for field in (self.card.typing, self.card.saying):
            field.confirmed.connect(self._confirm)
            field.left.connect(self.close_field)
        self.show_note(NoteCardShown(""))

    def _build(self) -> None:
        self.tools.addWidget(self._pace)
        middle = QWidget()
        middle.setMaximumWidth(_WIDE)
        self._column = column = QVBoxLayout(middle)
        column.setSpacing(2 * GRID)
        column.addWidget(self._cards, 1)
        column.addWidget(self.foot)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        self.body.addWidget(self._bar)
        self.body.addLayout(row, 1)

    @property
    def middle(self) -> QWidget:
        """Notices lie over the card, so that they cover no button."""
        return self._cards

    # -- shown ------------------------------------------------------------------------------------

    def show_change(self, shown: ChangeCardShown) -> None:
        """Show a change; the same one again keeps the field that is open."""
        if self._shown is None or self._shown.key != shown.key:
            self.close_field()
            self.show_readings(())
        self._shown = shown
        self.card.show_change(shown)
        self._cards.setCurrentWidget(self.card)
        self._show_buttons(shown.buttons)
        self.setAccessibleDescription(shown.spoken)

    def show_note(self, shown: NoteCardShown) -> None:
        """Show a note between changes."""
        self.close_field()
        self.show_readings(())
        self._shown = None
        self.note.show_note(shown)
        self._cards.setCurrentWidget(self.note)
        self._show_buttons(shown.buttons)
        self.setAccessibleDescription(self.note.text)

    def show_progress(self, lead: str, done: int, total: int, pace: str) -> None:
        """How far it is: `done` of `total`, and in words where, and how fast it goes."""
        self._bar.setUpdatesEnabled(False)  # else it paints itself at once, before all others
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(min(done, total))
        self._bar.setUpdatesEnabled(True)
        self.lead.setText(lead)
        self._pace.setText(pace)

    def show_readings(self, readings: Sequence[ReadingShown]) -> None:
        """Show other readings, each with its digit; none closes the list."""
        self.card.show_readings(readings)

    def show_crop(self, crop: CropShown | None) -> None:
        """Show the change's place in the picture, or the room for it."""
        self.card.show_crop(crop)

    @property
    def shown(self) -> ChangeCardShown | None:
        """The change that is shown; None where a note is."""
        return self._shown

    def _show_buttons(self, names: tuple[str, ...]) -> None:
        self._buttons = names
        if not self._field:
            self.foot.show_buttons(names)

    # -- fields -----------------------------------------------------------------------------------

    def type_words(self, text: str | None = None) -> None:
        """Open the field for the words, with the reading in it, or with a text."""
        if self._shown is not None:
            self.card.open_typing(self._shown.typed if text is None else text)
            self._open("typing")
            self.card.typing.selectAll()

    def ask(self, question: str, text: str = "") -> None:
        """Open the field at the foot under a question, with a text in it."""
        if self._shown is not None:
            self.card.open_saying(question, text)
            self._open("saying")

    def _open(self, field: str) -> None:
        self._field = field
        self.show_readings(())
        self.foot.show_buttons(("confirm", "close"))
        (self.card.typing if field == "typing" else self.card.saying).setFocus()

    @property
    def field(self) -> str:
        """Which field is open: "typing", "saying", or none."""
        return self._field

    def close_field(self) -> None:
        """Forget what is being typed."""
        if self._field:
            self._field = ""
            self.card.open_typing(None)
            self.card.open_saying(None)
            self.foot.show_buttons(self._buttons)
            self.setFocus()

    def _confirm(self) -> None:
        field, signal = (
            (self.card.typing, self.typed)
            if self._field == "typing"
            else (self.card.saying, self.said)
        )
        text = field.typed
        if text or self._field == "typing":
            self.close_field()
            signal.emit(text)

    # -- keys -------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        """Bare keys judge at once."""
        if not self._field:
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Judge by bare keys, each press once; all else belongs to the window."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or self._field or not self._judge(event):
            super().keyPressEvent(event)

    def _judge(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.card.readings:
            self.show_readings(())
            return True
        if key in _ALWAYS:
            self.pressed.emit(_ALWAYS[key])
            return True
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and self.card.readings:
            number = key - Qt.Key.Key_0
            if number <= self.card.readings:
                self.taken.emit(number)
            return True
        name = next((one for one in self._buttons if one in ENTER), "")
        name = name if key in ENTERS else _KEYS.get(key, "")
        if name not in self._buttons:
            return key in _KEYS  # a key of the room that has nothing to do here
        if not event.isAutoRepeat():  # who holds a key down has not looked at what comes
            self.pressed.emit(name)
        return True

    def _on_button(self, name: str) -> None:
        if name == "confirm":
            self._confirm()
        elif name == "close":
            self.close_field()
        else:
            self.pressed.emit(name)

    # -- look -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for what is said by the way; in a low window show less around the words."""
        super().resizeEvent(event)
        tall = event.size().height() >= _TALL
        top, foot = (4 * GRID, 9 * GRID) if tall else (GRID, 2 * GRID)
        self._column.setContentsMargins(3 * GRID, top, 3 * GRID, foot)
        self.card.set_tall(tall)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """The key of each button by its name."""
        self.foot.set_keys(keys)

    def set_font(self, family: str) -> None:
        """Show words of the text in the reader's face."""
        self.card.set_font(family)
        self.note.set_font(family)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        self.card.set_theme(theme)
        self.note.set_theme(theme)
