"""The card: one doubtful word, what it may be, and the few keys that decide."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.card_crop import CropShown, CropView
from reviewer.ui.views.card_field import ENTER, TypingField
from reviewer.ui.views.card_foot import CardFoot
from reviewer.ui.views.card_rows import SuggestionRows
from reviewer.ui.views.card_text import (
    READING_FACE,
    FlowLabel,
    Run,
    Tone,
    face,
    head_of,
    one_line,
    tail_of,
)
from reviewer.ui.views.parts import PASSING, plain_ground, words
from reviewer.ui.views.shown import CardShown

_LARGE, _MIDDLE, _LINE = sized(27), sized(20), sized(15)
_AROUND = 56
"""Characters of the line shown on either side of the word."""


class CardView(QWidget):
    """Shows a finding; with the focus on it, bare keys decide. Told nothing, it says what to do."""

    accepted = Signal(int)
    """Rank of the suggestion taken, from 1."""
    kept = Signal()
    noise = Signal()
    skipped = Signal()
    edited = Signal(str)
    """The reading that was typed."""
    undoRequested = Signal()
    occurrencesAsked = Signal()
    cropShown = Signal(object)
    """The finding's place in the picture (a CropShown), or None."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._theme = theme
        self._family = READING_FACE
        self._card: CardShown | None = None
        self._walked = False
        self._opened = False
        self._near = True
        self._build()
        self._actions = {
            Qt.Key.Key_Space: self.kept.emit,
            Qt.Key.Key_K: self.kept.emit,
            Qt.Key.Key_X: self.noise.emit,
            Qt.Key.Key_S: self.skipped.emit,
            Qt.Key.Key_E: self.edit,
        }
        plain_ground(self, "pane")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say.say("views.card.name"))
        self.set_theme(theme)
        self.set_font(READING_FACE)
        self.show_card(None, "")

    # -- shown ------------------------------------------------------------------------------------

    def show_card(self, card: CardShown | None, message: str = "") -> None:
        """Show a finding; without one, `message`: a headline and, behind a blank line, what next.

        The same finding again (its page was redrawn) keeps the chosen row and what is being typed.
        """
        same = bool(card and self._card and card.key == self._card.key)
        before, self._card = self._card, card
        if card is None:
            self._close_field()
            self._show_message(message)
            return
        if not same:
            self._close_field()
            self._walked = False
        self._pages.setCurrentWidget(self._finding)
        if card == before:
            return
        self._queue.setText(card.queue)
        self._queue.setVisible(bool(card.queue))
        self._kind.setText(self._say.say(f"views.kind.{card.kind}"))
        self._count.setText(
            self._say.say("views.card.count", number=card.number, total=card.total)
            if card.number
            else ""
        )
        self._show_form()
        self._context.set_runs(
            Run(tail_of(one_line(card.before), _AROUND), Tone.MUTED),
            Run(one_line(card.form), Tone.STRONG),
            Run(head_of(one_line(card.after), _AROUND), Tone.MUTED),
        )
        self._reasons.setText("\n".join(card.reasons))
        self._reasons.setVisible(bool(card.reasons))
        chosen = (self._rows.chosen or 1) - 1 if same else 0
        self._rows.show_suggestions(card.suggestions, chosen)
        self._list.setCurrentWidget(self._rows if card.suggestions else self._none)
        self._foot.stress_edit(not card.suggestions)
        self.setAccessibleDescription(f"{card.form}. {self._kind.text()}. {self._count.text()}")

    def show_elsewhere(self, count: int | None) -> None:
        """Say at how many other places the form stands; None while nobody knows."""
        self._foot.show_elsewhere(count)

    def show_crop(self, crop: CropShown | None) -> None:
        """Show the finding's place in the picture, or the room for it; without one take none."""
        self._crop.show_crop(crop)
        self.cropShown.emit(crop)

    @property
    def crop(self) -> CropShown | None:
        """What is shown of the picture."""
        return self._crop.shown

    def _show_form(self) -> None:
        form = one_line(self._card.form) if self._card else ""
        large = face(self._family, _LARGE)
        fits = QFontMetricsF(large).horizontalAdvance(form) <= self.width() - 6 * GRID
        self._form.set_face(large if fits else face(self._family, _MIDDLE))
        self._form.set_runs(Run(form))

    def _show_message(self, message: str) -> None:
        headline, _, rest = message.partition("\n\n")
        self._headline.set_face(face(self._family, _MIDDLE))
        self._headline.set_runs(Run(headline))
        self._advice.setText(rest)
        self._pages.setCurrentWidget(self._empty)
        self.setAccessibleDescription(message)

    @property
    def card(self) -> CardShown | None:
        """The finding shown."""
        return self._card

    @property
    def chosen(self) -> int | None:
        """Rank of the suggestion that Enter takes."""
        return self._rows.chosen if self._card else None

    def set_font(self, family: str) -> None:
        """Show words of the text in the reader's face."""
        self._family = family
        self._context.set_face(face(family, _LINE))
        self._headline.set_face(face(family, _MIDDLE))
        self._rows.set_face(family)
        self._show_form()
        # Only a rule of its own reaches the field: the window's one names the face of all fields.
        self._field.setStyleSheet(f'font-family: "{family}"; font-size: {_MIDDLE}px;')

    def set_keys(self, keys: Mapping[str, tuple[str, str]]) -> None:
        """The keys of actions by id: while the card has the focus, and elsewhere."""
        self._foot.set_keys(keys)
        self._rows.set_keys([pair for name, pair in keys.items() if name.startswith("take")])
        self._show_near(self._near)

    def _show_near(self, near: bool) -> None:
        """Show on the buttons the keys that work now."""
        self._near = near
        self._foot.show_near(near)
        self._rows.show_near(near)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        for part in (self._form, self._crop, self._context, self._headline, self._rows):
            part.set_theme(theme)
        self.update()

    # -- editing ----------------------------------------------------------------------------------

    def edit(self) -> None:
        """Open the field with the form, or with the suggestion that was walked to."""
        if self._card is None:
            return
        text = self._card.form
        if self._walked and self._rows.chosen:
            text = self._card.suggestions[self._rows.chosen - 1].text or text
        if not self.editing:
            self._field.begin(one_line(text))
        self._show_field(True)
        self._field.setFocus()
        self._field.selectAll()

    @property
    def editing(self) -> bool:
        """Whether the field is open."""
        return self._opened

    def untold(self) -> tuple[str, str]:
        """(key of the finding, reading) of what stands in the field; empty where nothing does."""
        typed = self._card is not None and self.editing and self._field.changed
        return (self._card.key, self._field.typed) if self._card and typed else ("", "")

    def commit(self) -> bool:
        """Leave the field and take what was typed in it; whether anything was."""
        if not self.editing:
            return False
        if not self._field.changed:
            self._close_field()
            return False
        self._confirm()
        return True

    def _confirm(self) -> None:
        text = self._field.typed
        if not text or self._card is None:
            return
        unchanged = text == one_line(self._card.form)
        self._close_field()
        if unchanged:
            self.kept.emit()
        else:
            self.edited.emit(text)

    def _close_field(self) -> None:
        if not self.editing:
            return
        here = self._field.hasFocus()
        self._show_field(False)
        if here:
            self.setFocus()

    def _show_field(self, opened: bool) -> None:
        self._opened = opened
        self._form.setVisible(not opened)
        self._field.setVisible(opened)
        self._foot.show_editing(opened)

    # -- keys -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide by bare keys; all else belongs to the window."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or self.editing or not self._decide(event.key()):
            event.ignore()

    def _decide(self, key: int) -> bool:
        if key == Qt.Key.Key_U:
            self.undoRequested.emit()
            return True
        card = self._card
        if card is None:
            return False
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._take(key - Qt.Key.Key_0)
        elif key in ENTER:
            self._take(self._rows.chosen or 0)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walked = True
            self._rows.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in self._actions:
            self._actions[Qt.Key(key)]()
        else:
            return False
        return True

    def _take(self, rank: int) -> None:
        if self._card and 1 <= rank <= len(self._card.suggestions):
            self.accepted.emit(rank)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where keys go."""
        super().focusInEvent(event)
        if self.editing:
            self._field.setFocus()  # where letters are typing, and keys those of the text
            return
        self._show_near(True)
        self._rows.set_focused(True)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in PASSING:
            self._show_near(False)
        self._rows.set_focused(False)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line at the top says that keys go here, also where no row can say it."""
        super().paintEvent(event)
        if self.hasFocus() or self._field.hasFocus():
            painter = QPainter(self)
            painter.fillRect(QRectF(0, 0, self.width(), 2), self._theme.focus)
            painter.end()

    # -- parts ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._form = FlowLabel(self._theme, face(self._family, _LARGE), rows=3)
        self._context = FlowLabel(self._theme, face(self._family, _LINE), rows=4)
        self._headline = FlowLabel(self._theme, face(self._family, _MIDDLE))
        self._kind = words(tone="muted", small=True)
        self._count = words(tone="muted", small=True)
        self._queue = words(tone="accent", small=True)
        self._reasons = words(tone="muted", small=True, wrap=True)
        self._rows = SuggestionRows(self._say, self._theme)
        self._rows.taken.connect(self._take)
        self._pages = QStackedWidget()
        self._finding, self._empty = self._build_finding(), self._build_empty()
        self._pages.addWidget(self._finding)
        self._pages.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _build_finding(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(0)
        column.addWidget(self._queue)
        top = QHBoxLayout()
        top.addWidget(self._kind, 1)
        top.addWidget(self._count)
        column.addLayout(top)
        column.addSpacing(GRID)
        column.addWidget(self._build_head())
        column.addSpacing(GRID)
        self._crop = CropView(self._say, self._theme)
        column.addWidget(self._crop)
        column.addWidget(self._context)
        column.addSpacing(GRID)
        column.addWidget(self._reasons)
        column.addSpacing(2 * GRID)
        self._list = QStackedWidget()
        self._none = self._build_none()
        self._list.addWidget(self._rows)
        self._list.addWidget(self._none)
        column.addWidget(self._list, 1)
        column.addSpacing(2 * GRID)
        column.addWidget(self._build_foot())
        return page

    def _build_head(self) -> QWidget:
        self._field = TypingField(self._say.say("views.card.field"))
        self._field.confirmed.connect(self._confirm)
        self._field.left.connect(self._close_field)
        head = QWidget()
        # One line of the form is as high as the field, so that nothing moves when it opens.
        head.setMinimumHeight(11 * GRID // 2)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)
        column.addWidget(self._field)
        return head

    def _build_none(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(words(self._say.say("views.card.none"), tone="muted", wrap=True))
        column.addStretch(1)
        return page

    def _build_foot(self) -> QWidget:
        self._foot = CardFoot(self._say)
        do = {
            "keep": self.kept.emit,
            "edit": self.edit,
            "noise": self.noise.emit,
            "skip": self.skipped.emit,
            "undo": self.undoRequested.emit,
            "occurrences": self.occurrencesAsked.emit,
        }
        self._foot.pressed.connect(lambda name: do[name]())
        self._foot.confirmed.connect(self._confirm)
        self._foot.left.connect(self._close_field)
        return self._foot

    def _build_empty(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        self._advice = words(tone="muted", wrap=True)
        column.addStretch(2)
        column.addWidget(self._headline)
        column.addWidget(self._advice)
        column.addStretch(3)
        return page
