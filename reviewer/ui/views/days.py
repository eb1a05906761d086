"""A stretch of days: today, the last seven, or from one day to another."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID
from reviewer.ui.views.parts import words

_CALM = 300  # milliseconds without typing before a day counts
_DAY = sized(112)  # pixels for a day as it is typed

Days = tuple[date | None, date | None]
"""The first and the last day, both included; None: no bound."""


class Span(StrEnum):
    """What can be chosen."""

    ANY = "any"
    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    MONTH = "month"
    BETWEEN = "between"


class DaysBox(QWidget):
    """A box of stretches, and two fields for days where one says them oneself (2026-03-31)."""

    changed = Signal()
    """Other days count now."""

    def __init__(self, say: Catalogue, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._today = today
        self.box = QComboBox()
        self.box.setAccessibleName(say.say("ui.days.name"))
        for span in Span:
            self.box.addItem(say.say(f"ui.days.{span}"), span)
        self.first, self.last = (self._field(say, name) for name in ("first", "last"))
        self._to = words(say.say("ui.days.to"), tone="muted", small=True)
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self.changed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        for part in (self.box, self.first, self._to, self.last):
            line.addWidget(part)
        self.box.currentIndexChanged.connect(self._choose)
        self._show_fields()

    def _field(self, say: Catalogue, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setFixedWidth(_DAY)
        field.setAccessibleName(say.say(f"ui.days.{name}"))
        field.setPlaceholderText(say.say("ui.days.form"))
        field.textChanged.connect(lambda _: self._calm.start())
        return field

    @property
    def span(self) -> Span:
        """Which stretch is chosen."""
        return Span(self.box.currentData())

    @property
    def days(self) -> Days:
        """The days that count; what is no day is no bound."""
        today = self._today()
        match self.span:
            case Span.TODAY:
                return today, today
            case Span.YESTERDAY:
                return today - timedelta(1), today - timedelta(1)
            case Span.WEEK:
                return today - timedelta(6), today
            case Span.MONTH:
                return today - timedelta(29), today
            case Span.BETWEEN:
                return day_of(self.first.text()), day_of(self.last.text())
        return None, None

    def reset(self) -> None:
        """Any day, without telling anybody."""
        self.box.blockSignals(True)
        self.box.setCurrentIndex(0)
        self.box.blockSignals(False)
        self._show_fields()

    def _choose(self) -> None:
        self._show_fields()
        if self.span is Span.BETWEEN and not self.first.text():
            self.first.setFocus()
        self.changed.emit()

    def _show_fields(self) -> None:
        for part in (self.first, self._to, self.last):
            part.setVisible(self.span is Span.BETWEEN)


def day_of(text: str) -> date | None:
    """A day as it is typed, year first; None where it is none (yet).

    >>> day_of(" 2026-03-31 ")
    datetime.date(2026, 3, 31)
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
