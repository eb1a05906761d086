"""The preview's room: a document as it will be read, beside its pictures, or as its file."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.facsimile import FacsimileView
from reviewer.ui.views.parts import KeyButton, Title, plain_ground, rule, words
from reviewer.ui.views.preview_find import FindBar
from reviewer.ui.views.preview_paper import PaperView
from reviewer.ui.views.preview_xml import XmlView
from reviewer.ui.views.room import RoomView
from reviewer.ui.views.rows import Rows

_LEAST = 30 * GRID
_MOMENT = 200  # milliseconds in which what was shown may stay, so that nothing flickers


class Mode(StrEnum):
    """What is shown."""

    READING = "reading"
    DOCUMENTARY = "documentary"
    BESIDE = "beside"
    XML = "xml"


class PreviewView(RoomView):
    """Modes and what can be done in a row; below it the paper, the file, or a sentence why not."""

    pressed = Signal(str)
    """What somebody wants done by a bare key or a button: a mode, or "go", "names" and so on."""

    name = "preview"

    def __init__(self, say: Catalogue, theme: Theme, keys: Mapping[str, str]) -> None:
        """`keys` are the keys to show on buttons, by what these do."""
        super().__init__(say.say("ui.preview.title"), say, theme)
        self.paper = PaperView(say.say("ui.preview.paper"), theme)
        self.xml = XmlView(say.say("ui.preview.file"), theme)
        self.facsimile = FacsimileView(say, theme)
        # Its canvas is hidden where there is no picture; Tab would then pass the notice by.
        self.facsimile.setFocusProxy(None)  # type: ignore[arg-type]
        self.search = FindBar(say)
        self.buttons = {
            name: KeyButton(say.say(f"ui.preview.{name}"), key, "quiet")
            for name, key in keys.items()
            if name not in ("next", "previous")
        }
        self.buttons |= {"next": self.search.next, "previous": self.search.previous}
        self.set_keys(keys)
        self._modes = QButtonGroup(self)
        for mode in Mode:
            self.buttons[str(mode)].setCheckable(True)
            self._modes.addButton(self.buttons[str(mode)])
        self.buttons["names"].setCheckable(True)
        for name, button in self.buttons.items():
            if button not in (self.search.next, self.search.previous):
                button.clicked.connect(lambda _=False, name=name: self.pressed.emit(name))
        self._waiting = words(tone="muted", wrap=True)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_MOMENT)
        self._late.timeout.connect(self._show_late)
        self._told = Title(strong=False)
        self._told.setProperty("tone", "muted")
        self._told.setProperty("scale", "small")
        self.search.closed.connect(self.focus_first)
        self._lay_out()
        self.show_mode(Mode.READING)

    def _lay_out(self) -> None:
        around = QWidget()
        row = Rows(GRID, parent=around)
        for name in (*Mode, "profile", "names", "html", "pdf", "print"):
            row.addWidget(self.buttons[str(name)])
        above = QVBoxLayout()
        above.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        above.addWidget(around)
        self._stack = QStackedWidget()
        for widget in (self._alone(), self.paper, self.xml):
            self._stack.addWidget(widget)
        self._pair = QSplitter(Qt.Orientation.Horizontal)
        self._pair.setHandleWidth(1)
        self._pair.setChildrenCollapsible(False)
        self.facsimile.setMinimumWidth(_LEAST)
        for part in (self.facsimile, self._stack):
            self._pair.addWidget(part)
        self._pair.setStretchFactor(0, 1)
        self._pair.setStretchFactor(1, 1)
        below = QHBoxLayout()
        below.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        below.setSpacing(GRID)
        below.addWidget(self.buttons["go"])
        below.addWidget(self._told, 1)
        below.addWidget(self.buttons["find"])
        self.body.addLayout(above)
        self.body.addWidget(rule())
        self.body.addWidget(self._pair, 1)
        self.body.addWidget(self.search)
        self.body.addWidget(rule())
        self.body.addLayout(below)

    def _alone(self) -> QWidget:
        ground = plain_ground(QWidget(), "desk")
        column = QVBoxLayout(ground)
        column.addWidget(self._waiting)
        return ground

    @property
    def middle(self) -> QWidget:
        """Notices lie over the paper, so that they cover no button."""
        return self._stack

    # -- shown ------------------------------------------------------------------------------------

    @property
    def text(self) -> PaperView | XmlView:
        """What the mode shows words in."""
        return self.xml if self.mode is Mode.XML else self.paper

    def show_mode(self, mode: Mode) -> None:
        """Show the buttons of a mode, and its picture or none."""
        self.mode = mode
        self.buttons[str(mode)].setChecked(True)
        self.facsimile.setVisible(mode is Mode.BESIDE)
        self.buttons["profile"].setVisible(mode is Mode.XML)
        self.buttons["names"].setVisible(mode is not Mode.XML)
        self.search.turn_to(self.text)

    def show_text(self) -> None:
        """There is something to read: show it."""
        self._late.stop()
        focused = self._stack.currentWidget() is not self.text and self.isVisible()
        self._stack.setCurrentWidget(self.text)
        if focused and not self.search.isVisible():
            self.text.setFocus()
        self._enable(True)

    def show_waiting(self, text: str) -> None:
        """Say why there is nothing to read yet."""
        self._late.stop()
        self._waiting.setText(text)
        self._show_late()

    def show_making(self, text: str) -> None:
        """Say that something else to read is made, if that takes longer than a moment."""
        self._waiting.setText(text)
        if self._shown is not None:
            self._late.start()
        else:
            self._show_late()

    def _show_late(self) -> None:
        had_focus = self._shown is not None and self._shown.hasFocus()
        self._stack.setCurrentIndex(0)
        if had_focus:
            self.setFocus()  # or the next button would have it, and take Space and Enter
        self.tell("")
        self._enable(False)

    def _enable(self, ready: bool) -> None:
        for name in ("go", "find", "html", "pdf", "print"):
            self.buttons[name].setEnabled(ready)

    @property
    def ready(self) -> bool:
        """Whether what is asked for is there to be read."""
        return self._shown is not None and not self._late.isActive()

    @property
    def _shown(self) -> QWidget | None:
        """The text that is shown, be it an old one; None where a sentence stands in its place."""
        return self._stack.currentWidget() if self._stack.currentIndex() > 0 else None

    def show_profile(self, text: str) -> None:
        """Say which profile the file has."""
        self.buttons["profile"].setText(text)
        self.buttons["profile"].setAccessibleName(text)
        self.buttons["profile"].updateGeometry()

    def tell(self, text: str) -> None:
        """Say something of what is shown, at the foot."""
        self._told.setText(text)
        self._told.setToolTip(text)

    def share(self) -> None:
        """Give picture and text the same room."""
        half = max(self._pair.width() // 2, 1)
        self._pair.setSizes([half, half])

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """The keys to show."""
        for name, key in keys.items():
            self.buttons[name].set_keys(key)

    def focus_first(self) -> None:
        """The text, so that arrows scroll it; what is hidden would not take the focus."""
        (self._shown or self).setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        for part in (self.paper, self.xml, self.facsimile):
            part.set_theme(theme)

    # -- keys -------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """The usual key for finding looks in here, not in the project."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Find)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Bare keys choose; Enter goes to the desk."""
        if event.matches(QKeySequence.StandardKey.Find):
            self.pressed.emit("find")
            return
        bare = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        name = _BARE.get(Qt.Key(event.key())) if bare else None
        if name:
            self.pressed.emit(name)
        else:
            super().keyPressEvent(event)


_BARE = {
    Qt.Key.Key_1: str(Mode.READING),
    Qt.Key.Key_2: str(Mode.DOCUMENTARY),
    Qt.Key.Key_3: str(Mode.BESIDE),
    Qt.Key.Key_4: str(Mode.XML),
    Qt.Key.Key_P: "profile",
    Qt.Key.Key_N: "names",
    Qt.Key.Key_F: "find",
    Qt.Key.Key_Return: "go",
    Qt.Key.Key_Enter: "go",
}
