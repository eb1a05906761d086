"""The popover at a word: a thread is begun there, or read, answered and settled."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.parts import KeyButton, words
from reviewer.ui.views.rows import Rows
from reviewer.ui.views.thread_panel import ThreadPanel
from reviewer.ui.views.thread_shown import ThreadShown

_WIDTH = 56 * GRID
_MOST = 30 * GRID  # pixels of what was said; the rest scrolls


class _Mode(StrEnum):
    READ = "read"
    BEGIN = "begin"
    ANSWER = "answer"


_KEYS = {
    "send": "Return",
    "ask": "Ctrl+Return",
    "send_settle": "Ctrl+Return",
    "reply": "R",
    "settle": "S",
    "open": "O",
    "new": "N",
    "other": "Right",
}


class ThreadPopup(QDialog):
    """Lies beside the words; Esc or a click elsewhere puts it away, what was typed is kept."""

    begun = Signal(str, bool)
    """A thread is to begin: what was said, whether an answer is wanted."""
    answered = Signal(int, str, bool)
    """Something is to be said in a thread, which is (true) settled with it."""
    settled = Signal(int)
    opened = Signal(int)
    switched = Signal()
    """From the words to the page as a whole, or back."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._say = say
        self._around = parent
        self._beside = QRect()
        self._threads: Sequence[ThreadShown] = ()
        self._at = 0
        self._about = ""
        self._switch_key = ""
        self._mode = _Mode.BEGIN
        self.setProperty("role", "overlay")
        self.setAccessibleName(say.say("talk.name"))
        self.panel = ThreadPanel(say, theme)
        self.panel.field.sent.connect(self._send)
        self.panel.field.left.connect(self._leave)
        self._count = words(tone="faint", small=True)
        self.buttons = {
            name: KeyButton(say.say(f"talk.{name}"), key, "" if name == "send" else "quiet")
            for name, key in _KEYS.items()
        }
        self._switch = KeyButton("", "", "quiet")
        self._hint = words(say.say("talk.hint"), tone="faint", small=True, wrap=True)
        self._does: dict[str, Callable[[], object]] = {
            "send": self.panel.field.send,
            "ask": lambda: self.panel.field.send(True),
            "send_settle": lambda: self.panel.field.send(True),
            "reply": self._answer,
            "settle": lambda: self._tell(self.settled),
            "open": lambda: self._tell(self.opened),
            "new": self._begin,
            "other": lambda: self._step(1),
        }
        for name, button in self.buttons.items():
            button.clicked.connect(self._does[name])
        self._switch.clicked.connect(self.switched)
        self._lay_out()

    def _lay_out(self) -> None:
        self._foot = QWidget()
        row = Rows(GRID, parent=self._foot)
        for button in self.buttons.values():
            button.setAutoDefault(False)
            row.addWidget(button)
        self._switch.setAutoDefault(False)
        row.addWidget(self._switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._count)
        column.addWidget(self.panel, 1)
        column.addWidget(self._foot)
        column.addWidget(self._hint)
        self.setFixedWidth(_WIDTH)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.panel.set_theme(theme)

    def forget(self) -> None:
        """Away with it, and with what was typed in it."""
        self.close()
        self.panel.forget()

    def ask(
        self,
        about: str,
        threads: Sequence[ThreadShown],
        beside: QRect,
        draft: str = "",
        switch: tuple[str, str] = ("", ""),
    ) -> None:
        """Show the threads of a place, or let one begin; `draft` was typed here before.

        `switch`: words and key of the button that leads to the page as a whole, or back.
        """
        self._about, self._threads, self._beside, self._at = about, threads, beside, 0
        self._switch.setText(switch[0])
        self._switch.setAccessibleName(switch[0])
        self._switch.set_keys(switch[1])
        self._switch_key = switch[1]
        self.panel.stop_writing()
        if threads and not draft:
            self._read()
        else:
            self._begin(draft)
        self.show()
        self._settle()
        (self.panel.field if self.panel.writing else self).setFocus()

    def renew(self, threads: Sequence[ThreadShown]) -> None:
        """Show the threads as they are now; what is being typed stays."""
        at = self.current
        self._threads = threads
        if self._mode is _Mode.BEGIN:
            return
        kept = (n for n, one in enumerate(threads) if at and one.id == at.id)
        here = next(kept, None)
        self._at = here or 0
        if here is None and (self._mode is _Mode.ANSWER or not threads):
            self._begin(self.panel.field.text)  # no answer goes to a thread it was not meant for
            return
        self.panel.show_thread(self.current)
        self._show_buttons()

    @property
    def current(self) -> ThreadShown | None:
        """The thread at hand."""
        return self._threads[self._at] if self._at < len(self._threads) else None

    @property
    def draft(self) -> str:
        """What was typed for a new thread and not sent."""
        return self.panel.field.text if self._mode is _Mode.BEGIN else ""

    def finish(self) -> None:
        """What was typed is told: put it away."""
        self.panel.stop_writing(sent=True)
        self.close()

    # -- what is done -----------------------------------------------------------------------------

    def _read(self) -> None:
        self._mode = _Mode.READ
        self.panel.stop_writing()
        self.panel.show_thread(self.current)
        self._show_buttons()

    def _begin(self, draft: str = "") -> None:
        self._mode = _Mode.BEGIN
        self.panel.show_thread(None, self._about)
        self.panel.write(self._say.say("talk.begin_hint"), draft or "")
        self._show_buttons()

    def _answer(self) -> None:
        if self.current is not None:
            self._mode = _Mode.ANSWER
            self.panel.write(self._say.say("talk.answer_hint"))
            self._show_buttons()

    def _tell(self, signal: object) -> None:
        if self.current is not None:
            signal.emit(self.current.id)  # type: ignore[attr-defined]

    def _send(self, text: str, other: bool) -> None:
        if self._mode is _Mode.ANSWER and self.current is not None:
            self.answered.emit(self.current.id, text, other)
        else:
            self.begun.emit(text, other)

    def _leave(self) -> None:
        """Esc in the field: back to what was read, or away."""
        if self._mode is _Mode.ANSWER or (self._threads and not self.draft):
            self._read()
            self._settle()
            self.setFocus()
        else:
            self.close()

    def _step(self, by: int) -> None:
        if len(self._threads) > 1 and self._mode is _Mode.READ:
            self._at = (self._at + by) % len(self._threads)
            self._read()
            self._settle()

    # -- how it looks -----------------------------------------------------------------------------

    def _show_buttons(self) -> None:
        now = self.current
        reads = self._mode is _Mode.READ
        several = len(self._threads) > 1
        shown = {
            "send": not reads,
            "ask": self._mode is _Mode.BEGIN,
            "send_settle": self._mode is _Mode.ANSWER,
            "reply": reads,
            "settle": reads and bool(now and now.open),
            "open": reads and bool(now and not now.open),
            "new": reads,
            "other": reads and several,
        }
        for name, button in self.buttons.items():
            button.setVisible(shown[name])
        self._switch.setVisible(self._mode is not _Mode.ANSWER and bool(self._switch.text()))
        self._hint.setVisible(not reads)
        self._count.setVisible(reads and several)
        said = self._say.say("talk.count", at=self._at + 1, n=len(self._threads))
        self._count.setText(said if several else "")
        if self.isVisible():
            self._settle()

    def _settle(self) -> None:
        """Take the room that is needed, below the words, or above them where there is none."""
        inner = _WIDTH - 4 * GRID
        self.panel.setFixedHeight(self.panel.height_for(inner, _MOST))
        row = self._foot.layout()
        self._foot.setFixedHeight(row.heightForWidth(inner) if row is not None else 0)
        if self._hint.isVisibleTo(self):
            self._hint.setFixedHeight(self._hint.heightForWidth(inner))
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
            self.setFixedHeight(layout.totalMinimumSize().height())
        room = self._around.screen().availableGeometry()
        below, above = self._beside.bottom() + GRID, self._beside.top() - GRID - self.height()
        top = below if below + self.height() <= room.bottom() else above
        top = max(room.top(), min(top, room.bottom() - self.height()))
        self.move(max(room.left(), min(self._beside.left(), room.right() - _WIDTH)), top)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys on the buttons, while nothing is being typed."""
        key = Qt.Key(event.key())
        pressed = QKeySequence(event.keyCombination()).toString()
        if self._switch_key and pressed == QKeySequence(self._switch_key).toString():
            self.switched.emit()
            return
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._mode is _Mode.READ and bare:
            if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                self._step(1 if key == Qt.Key.Key_Right else -1)
                return
            for name, wanted in _KEYS.items():
                if pressed == wanted and not self.buttons[name].isHidden():
                    self._does[name]()
                    return
        super().keyPressEvent(event)
