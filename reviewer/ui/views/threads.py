"""The room of threads: which are wanted, the list, and the one at hand with all that was said."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.card_field import ENTER
from reviewer.ui.views.history_rows import RowList, RowShown
from reviewer.ui.views.parts import KeyButton, rule, words
from reviewer.ui.views.room import RoomView
from reviewer.ui.views.rows import Rows
from reviewer.ui.views.thread_panel import ThreadPanel
from reviewer.ui.views.thread_shown import ThreadShown

_CALM = 200  # milliseconds without typing before the list is searched


class Stand(StrEnum):
    """How threads stand that are wanted."""

    UNSETTLED = "unsettled"
    SETTLED = "settled"
    EVERY = "every"


class ThreadList(RowList):
    """A list whose bare keys act on the thread at hand."""

    pressed = Signal(str)

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__(name, theme)
        self._keys = {
            Qt.Key.Key_R: "reply",
            Qt.Key.Key_S: "settle",
            Qt.Key.Key_O: "open",
            **dict.fromkeys(ENTER, "go"),
        }

    def event(self, event: QEvent) -> bool:
        """Keep the bare keys from being taken for shortcuts of menus."""
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and overrides:
            mine = not event.modifiers() and Qt.Key(event.key()) in self._keys
            event.setAccepted(mine or event.isAccepted())
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The bare keys; what is not one of them moves as in every list."""
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        name = self._keys.get(Qt.Key(event.key())) if bare else None
        if name is not None:
            self.pressed.emit(name)
        else:
            super().keyPressEvent(event)


class ThreadsView(RoomView):
    """What is wanted above, the list at the left, the thread at hand at the right."""

    asked = Signal()
    """Something else is wanted: show anew."""
    more_asked = Signal()
    picked = Signal()
    """Another thread is at hand."""
    pressed = Signal(str)
    """What is to be done with the thread at hand: "go", "reply", "settle" or "open"."""
    said = Signal(str, bool)
    """What was typed as a reply, and whether it settles the thread."""

    name = "threads"

    def __init__(self, say: Catalogue, theme: Theme, keys: Mapping[str, str]) -> None:
        """`keys` are the keys to show on buttons, by the part of the action behind "threads_"."""
        super().__init__(say.say("talk.title"), say, theme)
        self.list = ThreadList(say.say("talk.title"), theme)
        self.panel = ThreadPanel(say, theme)
        self.buttons = {
            name: KeyButton(say.say(f"talk.room.{name}"), key, "quiet")
            for name, key in keys.items()
        }
        self._stand = QButtonGroup(self)
        for stand in Stand:
            self.buttons[str(stand)].setCheckable(True)
            self._stand.addButton(self.buttons[str(stand)])
            self.buttons[str(stand)].clicked.connect(self.asked)
        self.buttons[str(Stand.UNSETTLED)].setChecked(True)
        for name in ("mine", "of_me", "document"):
            self.buttons[name].setCheckable(True)
            self.buttons[name].clicked.connect(lambda _=False, name=name: self._turned(name))
        self.field = QLineEdit()
        self.field.setPlaceholderText(say.say("talk.filter"))
        self.field.setAccessibleName(say.say("talk.filter"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.people = QComboBox()
        self.people.setAccessibleName(say.say("talk.people"))
        self.people.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.show_people(())
        self._send = KeyButton(say.say("talk.send"), "Return")
        self._send_settle = KeyButton(say.say("talk.send_settle"), "Ctrl+Return", "quiet")
        self._empty = words(tone="muted", wrap=True)
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._connect()
        self._lay_out()
        self._show_buttons()

    def _connect(self) -> None:
        self._calm.timeout.connect(self.asked)
        self.field.textChanged.connect(self._calm.start)
        self.people.currentIndexChanged.connect(self.asked)
        self.list.rows.more_wanted.connect(self.more_asked)
        self.list.picked.connect(self.picked)
        self.list.pressed.connect(self.pressed)
        self.list.doubleClicked.connect(lambda _: self.pressed.emit("go"))
        for name in ("go", "reply", "settle", "open"):
            self.buttons[name].clicked.connect(lambda _=False, name=name: self.pressed.emit(name))
        self.panel.field.sent.connect(self.said)
        self.panel.field.left.connect(self.stop_writing)
        self._send.clicked.connect(lambda: self.panel.field.send())
        self._send_settle.clicked.connect(lambda: self.panel.field.send(True))

    @property
    def middle(self) -> QWidget:
        """Notices lie over the list, so that they cover no button."""
        return self._stack

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        above.setSpacing(GRID)
        above.addWidget(self.field, 1)
        above.addWidget(self.buttons["text"])
        above.addWidget(self.people)
        above.addWidget(self.buttons["person"])
        through = QWidget()
        row = Rows(GRID, parent=through)
        for name in (*map(str, Stand), "mine", "of_me", "document"):
            row.addWidget(self.buttons[name])
        beside = QHBoxLayout()
        beside.setContentsMargins(3 * GRID, 0, 2 * GRID, GRID)
        beside.addWidget(through, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._both())
        alone = QWidget()
        column = QVBoxLayout(alone)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._empty)
        self._stack.addWidget(alone)
        below = QHBoxLayout()
        below.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        below.setSpacing(GRID)
        for name in ("go", "reply", "settle", "open"):
            below.addWidget(self.buttons[name])
        below.addStretch(1)
        below.addWidget(self._send)
        below.addWidget(self._send_settle)
        self.body.addLayout(above)
        self.body.addLayout(beside)
        self.body.addWidget(rule())
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(rule())
        self.body.addLayout(below)

    def _both(self) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 1)
        row.addWidget(rule(upright=True))
        beside = QVBoxLayout()
        beside.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        beside.addWidget(self.panel)
        row.addLayout(beside, 1)
        return both

    # -- what is wanted ---------------------------------------------------------------------------

    @property
    def stand(self) -> Stand:
        """How threads are to stand."""
        checked = self._stand.checkedButton()
        return next(stand for stand in Stand if self.buttons[str(stand)] is checked)

    def wants(self, name: str) -> bool:
        """Whether only "mine", those asked "of_me", or those of this "document" are wanted."""
        return self.buttons[name].isChecked()

    @property
    def person(self) -> str:
        """Whose threads are wanted; empty: everybody's."""
        return str(self.people.currentData() or "")

    @property
    def text(self) -> str:
        """What they are to have in them."""
        return self.field.text().strip()

    @property
    def sifting(self) -> bool:
        """Whether anything is left out."""
        turned = any(self.wants(name) for name in ("mine", "of_me", "document"))
        return bool(turned or self.person or self.text) or self.stand is not Stand.EVERY

    def look(self, stand: Stand) -> None:
        """Show those that stand so."""
        self.buttons[str(stand)].setChecked(True)
        self.asked.emit()

    def turn(self, name: str) -> None:
        """Turn "mine", "of_me" or "document" on or off."""
        self.buttons[name].setChecked(not self.wants(name))
        self._turned(name)

    def _turned(self, name: str) -> None:
        for other in {"mine", "of_me"} - {name} if name != "document" else ():
            self.buttons[other].setChecked(False)
        self.asked.emit()

    def show_people(self, names: Sequence[str]) -> None:
        """Offer these people; who was chosen stays so."""
        chosen = self.person
        self.people.blockSignals(True)
        self.people.clear()
        self.people.addItem(self.say.say("talk.everybody"), "")
        for name in names:
            self.people.addItem(name, name)
        self.people.setCurrentIndex(max(0, self.people.findData(chosen)))
        self.people.blockSignals(False)

    # -- what is shown ----------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[RowShown], more: bool, at: int, empty: str) -> None:
        """Show the first rows; `more`: others may follow. `empty` is said where there are none."""
        focused = self.list.hasFocus() or self.hasFocus()
        self._empty.setText(empty)
        self._stack.setCurrentIndex(0 if rows else 1)
        self.list.show_rows(rows, more, at)
        if not rows:
            self.picked.emit()
        if focused and self.isVisible() and not self.panel.writing:
            self.focus_first()

    def show_thread(self, shown: ThreadShown | None) -> None:
        """Show the thread at hand."""
        before = self.panel.shown
        if self.panel.writing and (shown is None or before is None or shown.id != before.id):
            held = self.panel.field.hasFocus()
            self.panel.stop_writing()
            if held:
                self.focus_first()
        self.panel.show_thread(shown)
        self._show_buttons()

    def _show_buttons(self) -> None:
        now, writing = self.panel.shown, self.panel.writing
        self.buttons["go"].setEnabled(now is not None)
        self.buttons["reply"].setEnabled(now is not None)
        self.buttons["settle"].setVisible(now is None or now.open)
        self.buttons["settle"].setEnabled(now is not None)
        self.buttons["open"].setVisible(now is not None and not now.open)
        self._send.setVisible(writing)
        self._send_settle.setVisible(writing)

    def write(self) -> None:
        """Let a reply be typed."""
        if self.panel.shown is not None and not self.panel.writing:
            self.panel.write(self.say.say("talk.answer_hint"))
            self._show_buttons()

    def stop_writing(self, *, sent: bool = False) -> None:
        """Away with the field, back to the list; what was typed and not `sent` is kept."""
        self.panel.stop_writing(sent=sent)
        self._show_buttons()
        self.list.setFocus()

    def focus_first(self) -> None:
        """The list, where there is one."""
        (self.list if self._stack.currentIndex() == 0 else self).setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        self.list.set_theme(theme)
        self.panel.set_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the field, arrows and Enter lead into the list, Esc first empties the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, *ENTER):
                self.focus_first()
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)
