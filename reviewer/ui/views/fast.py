"""Fast review: one doubtful word, large and alone, and bare keys that decide it."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.card_crop import CropShown, CropView
from reviewer.ui.views.card_field import ENTER, TypingField
from reviewer.ui.views.card_rows import SuggestionRows
from reviewer.ui.views.card_text import READING_FACE, FlowLabel, Run, face, one_line
from reviewer.ui.views.fast_foot import FastFoot
from reviewer.ui.views.fast_text import AROUND, Surroundings
from reviewer.ui.views.parts import plain_ground, words
from reviewer.ui.views.room import RoomView
from reviewer.ui.views.shown import CardShown

_LARGE = sized(30)
_MESSAGE = sized(20)
_WIDE = sized(800)  # pixels of the column in the middle
_TALL = sized(700)  # pixels from which on there is room to spare
_KEPT = (Qt.Key.Key_Space, Qt.Key.Key_K)


@dataclass(frozen=True, slots=True)
class FastShown:
    """A finding for fast review: what its card says, and the lines above and below its own."""

    card: CardShown
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


class FastView(RoomView):
    """Shows one finding, or without one `message`: a headline and, behind a blank line, more."""

    name = "fast"
    accepted = Signal(int)
    """Rank of the suggestion taken, from 1."""
    kept = Signal()
    noise = Signal()
    skipped = Signal()
    edited = Signal(str)
    """The reading that was typed."""
    undone = Signal()
    stepped_back = Signal()
    went_on = Signal()
    """Enter, where there is no finding: on to whatever comes next."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(say.say("ui.fast.title"), say, theme, parent)
        plain_ground(self, "paper")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._family = READING_FACE
        self._shown: FastShown | None = None
        self._opened = self._walked = False
        self._tall = True
        self._build()
        self._do = {
            "accept": lambda: self._take(self._rows.chosen or 0),
            "keep": self.kept.emit,
            "edit": self.edit,
            "noise": self.noise.emit,
            "skip": self.skipped.emit,
            "undo": self.undone.emit,
            "back": self.stepped_back.emit,
            "on": self.went_on.emit,
            "confirm": self._confirm,
            "leave": self._close_field,
        }
        self._foot.pressed.connect(lambda name: self._do[name]())
        self.set_font(READING_FACE)
        self.show_finding(None, "")

    @property
    def middle(self) -> QWidget:
        """Notices lie over the lines around the finding, so that they cover no button."""
        return self._around

    # -- shown ------------------------------------------------------------------------------------

    def show_finding(self, shown: FastShown | None, message: str = "") -> None:
        """Show a finding; the same one again keeps the chosen row and what is being typed."""
        before, self._shown = self._shown, shown
        if shown is None:
            self._close_field()
            self._show_message(message)
            return
        same = bool(before and before.card.key == shown.card.key)
        if not same:
            self._close_field()
            self._walked = False
        if not self._opened:
            self._foot.show_face("finding")
        self._pages.setCurrentWidget(self._finding)
        if shown == before:
            return
        card = shown.card
        self._kind.setText(self.say.say(f"views.kind.{card.kind}"))
        self._form.set_runs(Run(one_line(card.form)))
        self._around.show_lines(shown.above, card, shown.below)
        self._reasons.setText("\n".join(card.reasons))
        self._show_reasons()
        chosen = (self._rows.chosen or 1) - 1 if same else 0
        self._rows.show_suggestions(card.suggestions, chosen)
        self._list.setCurrentWidget(self._rows if card.suggestions else self._none)
        self.setAccessibleDescription(f"{card.form}. {self._kind.text()}")

    def _show_message(self, message: str) -> None:
        headline, _, rest = message.partition("\n\n")
        self._headline.set_runs(Run(headline))
        self._advice.setText(rest)
        self._pages.setCurrentWidget(self._empty)
        self._foot.show_face("message")
        self.setAccessibleDescription(message)

    def show_progress(self, title: str, done: int, total: int, pace: str) -> None:
        """How far it is: `done` of `total`, and in words which queue it is and how fast it goes."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(min(done, total))
        self.lead.setText(title)
        self._pace.setText(pace)

    def show_crop(self, crop: CropShown | None) -> None:
        """Show the finding's place in the picture, or the room for it; without one take none."""
        self._crop.show_crop(crop)

    @property
    def crop(self) -> CropShown | None:
        """What is shown of the picture."""
        return self._crop.shown

    @property
    def shown(self) -> FastShown | None:
        """The finding shown."""
        return self._shown

    @property
    def message(self) -> str:
        """What is said where there is no finding."""
        return "" if self._shown else self.accessibleDescription()

    @property
    def pace(self) -> str:
        """How fast it goes, as shown."""
        return self._pace.text()

    @property
    def chosen(self) -> int | None:
        """Rank of the suggestion that Enter takes."""
        return self._rows.chosen if self._shown else None

    def set_font(self, family: str) -> None:
        """Show words of the text in the reader's face."""
        self._family = family
        self._form.set_face(face(family, _LARGE))
        self._headline.set_face(face(family, _MESSAGE))
        self._around.set_family(family)
        self._rows.set_face(family)
        self._field.setStyleSheet(f'font-family: "{family}"; font-size: {_MESSAGE}px;')

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """The key of each button by its name."""
        self._foot.set_keys(keys)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        for part in (self._form, self._crop, self._around, self._headline, self._rows):
            part.set_theme(theme)

    # -- editing ----------------------------------------------------------------------------------

    def edit(self) -> None:
        """Open the field with the form, or with the suggestion that was walked to."""
        if self._shown is None:
            return
        card, text = self._shown.card, self._shown.card.form
        if self._walked and self._rows.chosen:
            text = card.suggestions[self._rows.chosen - 1].text or text
        if not self._opened:
            self._field.begin(one_line(text))
        self._show_field(True)
        self._field.setFocus()
        self._field.selectAll()

    @property
    def editing(self) -> bool:
        """Whether the field is open."""
        return self._opened

    def _confirm(self) -> None:
        text = self._field.typed
        if not text or self._shown is None:
            return
        unchanged = text == one_line(self._shown.card.form)
        self._close_field()
        if unchanged:
            self.kept.emit()
        else:
            self.edited.emit(text)

    def _close_field(self) -> None:
        if self._opened:
            self._show_field(False)
            self.setFocus()

    def _show_field(self, opened: bool) -> None:
        self._opened = opened
        self._form.setVisible(not opened)
        self._field.setVisible(opened)
        self._foot.show_face("editing" if opened else "finding")

    # -- keys -------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        """Bare keys decide at once."""
        (self._field if self._opened else self).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room at the foot for what is said by the way; in a low window, suggestions go
        before what is around the word.
        """
        super().resizeEvent(event)
        self._tall = event.size().height() >= _TALL
        top, foot = (4 * GRID, 9 * GRID) if self._tall else (GRID, 2 * GRID)
        self._column.setContentsMargins(3 * GRID, top, 3 * GRID, foot)
        self._around.set_reach(AROUND if self._tall else 1)
        self._show_reasons()

    def _show_reasons(self) -> None:
        self._reasons.setVisible(self._tall and bool(self._reasons.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide by bare keys; all else belongs to the window."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or self._opened or not self._decide(event.key()):
            super().keyPressEvent(event)

    def _decide(self, key: int) -> bool:
        if key == Qt.Key.Key_U:
            self.undone.emit()
        elif key == Qt.Key.Key_Backspace:
            self.stepped_back.emit()
        elif self._shown is None:
            if key not in ENTER:
                return False
            self.went_on.emit()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._take(key - Qt.Key.Key_0)
        elif key in ENTER:
            self._take(self._rows.chosen or 0)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walked = True
            self._rows.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in _KEPT:
            self.kept.emit()
        elif key in (Qt.Key.Key_E, Qt.Key.Key_X, Qt.Key.Key_S):
            name = {Qt.Key.Key_E: "edit", Qt.Key.Key_X: "noise", Qt.Key.Key_S: "skip"}[Qt.Key(key)]
            self._do[name]()
        else:
            return False
        return True

    def _take(self, rank: int) -> None:
        if self._shown and 1 <= rank <= len(self._shown.card.suggestions):
            self.accepted.emit(rank)

    # -- parts ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._pace = words(tone="muted", small=True)
        self.tools.addWidget(self._pace)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._bar.setAccessibleName(self.say.say("ui.fast.progress"))
        self._pages = QStackedWidget()
        self._finding, self._empty = self._build_finding(), self._build_empty()
        self._pages.addWidget(self._finding)
        self._pages.addWidget(self._empty)
        self._foot = FastFoot(self.say)
        middle = QWidget()
        middle.setMaximumWidth(_WIDE)
        self._column = column = QVBoxLayout(middle)
        column.setSpacing(2 * GRID)
        column.addWidget(self._pages, 1)
        column.addWidget(self._foot)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        self.body.addWidget(self._bar)
        self.body.addLayout(row, 1)

    def _build_finding(self) -> QWidget:
        self._kind = words(tone="muted", small=True)
        self._form = FlowLabel(self.theme, face(self._family, _LARGE), rows=2)
        self._crop = CropView(self.say, self.theme)
        self._around = Surroundings(self.theme)
        self._reasons = words(tone="muted", small=True, wrap=True)
        self._rows = SuggestionRows(self.say, self.theme)
        self._rows.taken.connect(self._take)
        self._rows.set_keys([(str(rank), str(rank)) for rank in range(1, 10)])
        self._rows.set_focused(True)
        self._rows.set_ground("paper")
        self._none = words(self.say.say("views.card.none"), tone="muted", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._list = QStackedWidget()
        self._list.addWidget(self._rows)
        self._list.addWidget(self._none)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._kind)
        column.addWidget(self._build_head())
        column.addWidget(self._crop)
        column.addWidget(self._around)
        column.addWidget(self._reasons)
        column.addSpacing(GRID)
        column.addWidget(self._list, 1)
        return page

    def _build_head(self) -> QWidget:
        self._field = TypingField(self.say.say("views.card.field"))
        self._field.confirmed.connect(self._confirm)
        self._field.left.connect(self._close_field)
        head = QWidget()
        # One line of the form is as high as the field, so that nothing moves when it opens.
        head.setMinimumHeight(sized(46))
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)
        column.addWidget(self._field)
        return head

    def _build_empty(self) -> QWidget:
        self._headline = FlowLabel(self.theme, face(self._family, _MESSAGE))
        self._advice = words(tone="muted", wrap=True)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(2 * GRID)
        column.addStretch(2)
        column.addWidget(self._headline)
        column.addWidget(self._advice)
        column.addStretch(3)
        return page
