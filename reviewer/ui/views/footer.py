"""The line at the foot: what is left, what runs, that all is saved, and who is at work."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.icons import icon
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.parts import KeyButton, plain_ground, rule, words

_HEIGHT = 5 * GRID
_BAR = 15 * GRID
_SAVED_FROM = sized(1040)  # a narrower window leaves the statement out
_ESTIMATE_FROM = sized(1200)  # the same of the estimate


class Footer(QWidget):
    """Left: the page. Middle: work in the background. Right: saved, person, side."""

    stop_asked = Signal()
    person_asked = Signal()
    role_asked = Signal()
    escaped = Signal()
    """Esc, which leads back from here to what one works on."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain_ground(self, "desk")
        self.setFixedHeight(_HEIGHT)
        self._say = say
        self._estimate_text = ""
        self._left = words(tone="muted", small=True)
        self._left.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._estimate = words(tone="muted", small=True)
        self._key = words(tone="faint", small=True)
        self._job = words(tone="muted", small=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR)
        self._bar.setAccessibleName(say.say("ui.footer.progress"))
        self._stop = self._quiet("ui.footer.stop")
        self._stop.clicked.connect(self.stop_asked)
        self._saved = words(say.say("ui.footer.saved"), tone="faint", small=True)
        self._saved.setToolTip(say.say("ui.footer.saved_hint"))
        self._role = self._quiet("")
        self._role.clicked.connect(self.role_asked)
        self._person = self._quiet("")
        self._person.clicked.connect(self.person_asked)
        self._lay_out()
        self.show_job("", 0, 0)
        self.set_theme(theme)

    def _quiet(self, message: str) -> KeyButton:
        button = KeyButton(self._say.say(message) if message else "", kind="quiet")
        button.setProperty("scale", "small")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(2 * GRID, 0, GRID, 0)
        line.setSpacing(GRID)
        line.addWidget(self._left, 1)
        line.addWidget(self._estimate)
        for part in (self._job, self._bar, self._stop):
            line.addWidget(part)
        line.addSpacing(GRID)
        line.addWidget(self._saved)
        line.addSpacing(GRID)
        self._rule = rule(upright=True)
        self._rule.setFixedHeight(2 * GRID)
        line.addWidget(self._rule)
        line.addWidget(self._role)
        line.addWidget(self._person)

    def show_page(self, text: str) -> None:
        """What is left on the page and what to do next."""
        self._left.setText(text)
        self._left.setToolTip(text)

    def show_estimate(self, text: str, method: str) -> None:
        """How many letters of the page are most likely still wrong, and how that is known."""
        self._estimate_text = text
        self._estimate.setToolTip(method)
        self._fit_estimate()

    @property
    def estimate(self) -> str:
        """What it says of letters still wrong; empty where nothing can be said."""
        return self._estimate_text

    def _fit_estimate(self) -> None:
        """Left out where there is work to tell of, or no room."""
        fits = self.width() >= _ESTIMATE_FROM and self._job.isHidden()
        self._estimate.setText(self._estimate_text if fits else "")

    @property
    def job_text(self) -> str:
        """What it says of work in the background; empty where nothing runs."""
        return self._job.text()

    def show_job(self, title: str, done: int, total: int) -> None:
        """What runs in the background; an empty title: nothing does."""
        for part in (self._job, self._bar, self._stop):
            part.setVisible(bool(title))
        self._job.setText(title)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._fit_estimate()

    def show_person(self, name: str, role: str, at_work: bool) -> None:
        """Who decides, on which side; `at_work`: a project is open, so that both matter."""
        for part in (self._saved, self._role, self._rule):
            part.setVisible(at_work)
        self._person.setVisible(at_work or bool(name))
        self._person.setText(name or self._say.say("ui.footer.nobody"))
        self._person.setAccessibleName(self._say.say("ui.footer.person", name=name))
        self._person.setToolTip(self._say.say("ui.footer.person_hint"))
        self._role.setText(role)
        self._role.setToolTip(self._say.say("ui.footer.role_hint"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the work."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._person.setIcon(icon("person", theme.muted, sized(16)))

    def resizeEvent(self, event: object) -> None:
        """What matters least goes first where there is no room."""
        self._saved.setMaximumWidth(16777215 if self.width() >= _SAVED_FROM else 0)
        self._fit_estimate()
