"""What to look for, how and how far, and what to read instead."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSpacerItem, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme, restyle
from reviewer.ui.views.card_field import ENTER
from reviewer.ui.views.fields import UndoPassing, settle
from reviewer.ui.views.parts import KeyButton, words
from reviewer.ui.views.rows import Rows

SCOPES = ("page", "document", "project")
WHERE = ("present", "raw", "either")
EDITS = 4
"""Nearly alike: off, or within one to three letters."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the bar says: the words, how they are looked for, and how far."""

    text: str = ""
    whole: bool = False
    case: bool = False
    pattern: bool = False
    edits: int = 0
    where: str = "present"
    scope: str = "project"


class Toggle(KeyButton):
    """A button that is on or off: a bar stands under what is on."""

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__(text, "", "quiet")
        self.theme = theme
        self.setProperty("scale", "small")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.on = False

    def show_on(self, on: bool) -> None:
        """Show it as on or off."""
        if on != self.on:
            self.on = on
            restyle(self, kind="" if on else "quiet")
            self.setAccessibleDescription(self.key)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, and the bar."""
        super().paintEvent(event)
        if self.on:
            painter = QPainter(self)
            painter.fillRect(QRectF(9, self.height() - 4, self.width() - 18, 2), self.theme.accent)
            painter.end()


class SearchField(QLineEdit):
    """A field of the room: Enter and Down go on to the list."""

    went_on = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)

    def event(self, event: QEvent) -> bool:
        """Plain Enter is for the list; with Ctrl it is the room's."""
        if isinstance(event, QKeyEvent) and not event.modifiers():
            down = event.key() in (*ENTER, Qt.Key.Key_Down)
            if down and event.type() == QEvent.Type.KeyPress:
                self.went_on.emit()
                return True
        return super().event(event)


class HitsBar(QWidget):
    """Two fields, and the toggles below them."""

    asked = Signal()
    """Something else is to be looked for."""
    reading_changed = Signal()
    """Something else is to be read instead."""
    went_on = Signal()

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._asked = Asked()
        self.query = SearchField(say.say("views.hits.query"))
        self.reading = SearchField(say.say("views.hits.reading"))
        UndoPassing(self).watch(self.query, self.reading)
        self.toggles = {
            name: Toggle(say.say(f"views.hits.{name}"), theme)
            for name in (*SCOPES, "whole", "case", "pattern", "edits", "where")
        }
        self._build()
        self.query.textEdited.connect(lambda _: self._take(text=self.query.text()))
        self.reading.textEdited.connect(lambda _: self.reading_changed.emit())
        self.query.went_on.connect(self.went_on)
        self.reading.went_on.connect(self.went_on)
        for name, toggle in self.toggles.items():
            toggle.clicked.connect(lambda _=False, name=name: self.turn(name))
        self._show()

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, GRID)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.addWidget(self.query, 0, 0)
        grid.addWidget(self.reading, 0, 1)
        line = Rows(GRID // 2)
        for name, toggle in self.toggles.items():
            if name == "whole":
                line.addItem(QSpacerItem(GRID, 1))
            line.addWidget(toggle)
        grid.addLayout(line, 1, 0, 1, 2)
        self.count = words(tone="muted", small=True)
        grid.addWidget(self.count, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    @property
    def now(self) -> Asked:
        """What is to be looked for."""
        return self._asked

    def show_asked(self, asked: Asked, reading: str) -> None:
        """Put something into the fields; nothing is emitted."""
        self._asked = asked
        self.query.setText(asked.text)
        self.reading.setText(reading)
        self._show()

    def settle(self) -> None:
        """What stands in the fields was made use of: undo is for that now, before the typing."""
        settle(self.query, self.reading)

    def turn(self, name: str) -> None:
        """Turn a toggle, as its key does."""
        now = self._asked
        if name in SCOPES:
            self._take(scope=name)
        elif name == "edits":
            self._take(edits=(now.edits + 1) % EDITS, pattern=False)
        elif name == "where":
            self._take(where=WHERE[(WHERE.index(now.where) + 1) % len(WHERE)])
        elif name == "pattern":
            self._take(pattern=not now.pattern, edits=0)
        else:
            self._take(**{name: not getattr(now, name)})

    def _take(self, **changed: object) -> None:
        values = {name: getattr(self._asked, name) for name in Asked.__slots__} | changed
        self._asked = Asked(**values)
        self._show()
        self.asked.emit()

    def _show(self) -> None:
        now, say = self._asked, self._say.say
        for name, toggle in self.toggles.items():
            if name in SCOPES:
                toggle.show_on(name == now.scope)
            elif name == "where":
                toggle.setText(say(f"views.hits.where_{now.where}"))
                toggle.show_on(now.where != "present")
            elif name == "edits":
                toggle.setText(
                    say("views.hits.edits_n", n=now.edits) if now.edits else say("views.hits.edits")
                )
                toggle.show_on(bool(now.edits))
            else:
                toggle.show_on(bool(getattr(now, name)))
            toggle.setAccessibleName(
                say("views.hits.on" if toggle.on else "views.hits.off", name=toggle.text())
            )
            toggle.updateGeometry()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        for toggle in self.toggles.values():
            toggle.theme = theme
            toggle.update()
