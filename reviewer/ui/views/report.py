"""The report's room: the paper as it will be saved, and what it is about."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.core.sheet import Sheet
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.days import DaysBox
from reviewer.ui.views.paper import make_document, paper_theme
from reviewer.ui.views.parts import KeyButton, plain_ground, rule, words
from reviewer.ui.views.room import RoomView
from reviewer.ui.views.rows import Rows

_TEXT = sized(680)  # pixels of a line of the paper
_MARGIN = 7 * GRID
_BAR = 2 * GRID  # the scroll bar's

SAVED = ("html", "pdf", "csv", "json")
"""What the report can be saved as, in the order of the buttons."""


class ReportView(RoomView):
    """What it is about, in a row; below it the paper on the desk's ground."""

    asked = Signal()
    """Other days: count anew."""

    name = "report"

    def __init__(self, say: Catalogue, theme: Theme, keys: Mapping[str, str]) -> None:
        """`keys` are the keys to show on buttons, by what these do."""
        super().__init__(say.say("ui.report.title"), say, theme)
        self.days = DaysBox(say)
        self.documents = KeyButton(say.say("ui.report.all_documents"), keys["documents"], "quiet")
        self.buttons = {
            name: KeyButton(say.say(f"ui.report.{name}"), keys[name], "quiet") for name in SAVED
        }
        self.choose_days = KeyButton(say.say("ui.report.days"), keys["days"], "quiet")
        self._as = words(say.say("ui.report.save_as"), tone="muted", small=True)
        self._as.setMinimumHeight(self.documents.sizeHint().height())
        self.paper = QTextBrowser()
        self.paper.setAccessibleName(say.say("ui.report.paper"))
        self.paper.setFixedWidth(_TEXT + 2 * _MARGIN + _BAR)
        self.paper.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.paper.setFrameStyle(0)
        self._waiting = words(tone="muted", wrap=True)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self._whiten()
        self.days.changed.connect(self.asked)
        self.show_ready(False)

    def _lay_out(self) -> None:
        around = QWidget()
        row = Rows(GRID, parent=around)
        parts = (self.documents, self.choose_days, self.days, self._as, *self.buttons.values())
        for part in parts:
            row.addWidget(part)
        above = QVBoxLayout()
        above.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        above.addWidget(around)
        ground = plain_ground(QWidget(), "desk")
        line = QHBoxLayout(ground)
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch(1)
        line.addWidget(self.paper)
        line.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._waiting)
        self._stack.addWidget(ground)
        self.body.addLayout(above)
        self.body.addWidget(rule())
        self.body.addWidget(self._stack, 1)

    def _whiten(self) -> None:
        """Paper is white in every theme."""
        white = paper_theme()
        self.paper.setPalette(white.palette())
        self.paper.setStyleSheet(
            f"QTextBrowser {{ background: {white.paper.name()}; color: {white.ink.name()};"
            " border: none; }"
        )

    def button(self, name: str) -> KeyButton:
        """The button that does something, by its name."""
        others = {"documents": self.documents, "days": self.choose_days}
        return others.get(name) or self.buttons[name]

    @property
    def document(self) -> QTextDocument:
        """The text on the paper."""
        return self.paper.document()

    def show_sheet(self, sheet: Sheet) -> None:
        """Put a report on the paper."""
        document = make_document(sheet, _TEXT)
        document.setParent(self.paper)
        document.setDocumentMargin(_MARGIN)
        self.paper.setDocument(document)
        self.paper.verticalScrollBar().setValue(0)
        self.show_ready(True)

    def show_waiting(self, text: str) -> None:
        """Say why there is no paper yet."""
        self._waiting.setText(text)
        self.show_ready(False)

    def show_ready(self, ready: bool) -> None:
        """Whether there is something to save."""
        self._stack.setCurrentIndex(int(ready))
        for button in self.buttons.values():
            button.setEnabled(ready)

    def show_documents(self, text: str) -> None:
        """Say which documents it is about."""
        self.documents.setText(text)
        self.documents.setAccessibleName(text)
        self.documents.updateGeometry()

    def focus_first(self) -> None:
        """The paper, so that arrows scroll it."""
        self.paper.setFocus()
