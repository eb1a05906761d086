"""A card of the dashboard: a title, a chart, what is pointed at, and a way to save it."""

from pathlib import PurePath

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.charts.chart import Chart
from reviewer.ui.views.charts.saving import ENDINGS
from reviewer.ui.views.parts import KeyButton, Title, words


class _Paragraph(QLabel):
    """Words that wrap. Their height follows their width here and not in the layout, which would
    squeeze what stands beside them in a scrolled column.
    """

    def __init__(self, tone: str, *, small: bool) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        if small:
            self.setProperty("scale", "small")
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def hasHeightForWidth(self) -> bool:
        """Not for the layout."""
        return False

    def setText(self, text: str) -> None:
        """Say something else."""
        super().setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many lines as it takes."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Letters of another size take other lines."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(max(0, self.heightForWidth(max(1, self.width()))))


class Card(QFrame):
    """`name` names its sentences: `ui.dashboard.NAME.title`, `.about` and `.empty`."""

    save_asked = Signal(object, str)
    """The chart, and the ending of the file it is to be saved as."""

    def __init__(self, name: str, chart: Chart, say: Catalogue) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.name = name
        self.chart = chart
        self._say = say
        self._title = words(say.say(f"ui.dashboard.{name}.title"), strong=True)
        self._about = _Paragraph("muted", small=True)
        self._empty = _Paragraph("muted", small=False)
        self._empty.setText(say.say(f"ui.dashboard.{name}.empty"))
        self._told = Title(strong=False)
        self._told.setProperty("tone", "muted")
        self._told.setProperty("scale", "small")
        self.save = KeyButton(say.say("ui.dashboard.save"), kind="quiet")
        self.save.setProperty("scale", "small")
        self.save.setAccessibleName(
            say.say("ui.dashboard.save_named", title=say.say(f"ui.dashboard.{name}.title"))
        )
        self.save.clicked.connect(self._ask_kind)
        chart.pointed.connect(self._told.setText)
        self._lay_out()
        self.show_about("")
        self.show_filled(False)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, GRID, 0)
        inner.setSpacing(GRID)
        for part in (self._about, self._empty, self.chart, self._told):
            inner.addWidget(part)
        column.addLayout(inner)

    def show_about(self, text: str, more: str = "") -> None:
        """A line under the title, and what is said of it when pointed at."""
        self._about.setText(text)
        self._about.setToolTip(more)
        self._about.setVisible(bool(text))
        self.chart.setAccessibleDescription(more or text)

    def show_filled(self, filled: bool) -> None:
        """Whether there is anything to show; without it the card says what brings it here."""
        self.chart.setVisible(filled)
        self._told.setVisible(filled)
        self.save.setVisible(filled)
        self._empty.setVisible(not filled)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.chart.set_theme(theme)

    def _ask_kind(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for ending in ENDINGS:
            kind = menu.addAction(self._say.say(f"ui.dashboard.as{PurePath('a' + ending).suffix}"))
            kind.triggered.connect(
                lambda _=False, ending=ending: self.save_asked.emit(self.chart, ending)
            )
        menu.popup(self.save.mapToGlobal(self.save.rect().bottomLeft()))


class Columns(QWidget):
    """Cards in two columns where there is room, otherwise one below the other."""

    def __init__(self, left: list[Card], right: list[Card], wide_from: int) -> None:
        """`left` and `right` in order; `wide_from` is the width from which two columns fit."""
        super().__init__()
        self._left, self._right, self._wide_from = left, right, wide_from
        self._wide: bool | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        line.setSpacing(2 * GRID)
        self._columns = [QVBoxLayout(), QVBoxLayout()]
        for column in self._columns:
            column.setSpacing(2 * GRID)
            line.addLayout(column, 1)
        self.set_room(wide_from)

    def set_room(self, width: int) -> None:
        """So many pixels are there."""
        wide = width >= self._wide_from
        if wide == self._wide:
            return
        self._wide = wide
        first, second = self._columns
        for column in self._columns:
            while column.count():
                column.takeAt(0)
        for card in self._left if wide else self._mixed():
            first.addWidget(card)
        for card in self._right if wide else ():
            second.addWidget(card)
        for column in self._columns:
            column.addStretch(1)
        line = self.layout()
        if isinstance(line, QHBoxLayout):
            line.setStretch(1, 1 if wide else 0)
            line.setSpacing(2 * GRID if wide else 0)

    def _mixed(self) -> list[Card]:
        """Left and right by turns: what matters most stays above."""
        longest = max(len(self._left), len(self._right))
        rows = [(self._left[n : n + 1], self._right[n : n + 1]) for n in range(longest)]
        return [card for row in rows for part in row for card in part]
