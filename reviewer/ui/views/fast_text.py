"""The line of a doubtful word with those around it, as fast review shows them."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.ui.scale import sized
from reviewer.ui.theme import Theme
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
from reviewer.ui.views.shown import CardShown

AROUND = 2
"""Lines shown above and below."""
_SIZE = sized(18)
_LONG = 90  # characters of the line shown on either side of the word


class Surroundings(QWidget):
    """Two lines above, the line itself, two below. Those that are missing leave their room."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        font = face(READING_FACE, _SIZE)
        self._above = [FlowLabel(theme, font, rows=1) for _ in range(AROUND)]
        self._line = FlowLabel(theme, font, rows=2)
        self._below = [FlowLabel(theme, font, rows=1) for _ in range(AROUND)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in self._labels:
            column.addWidget(label)

    @property
    def _labels(self) -> list[FlowLabel]:
        return [*self._above, self._line, *self._below]

    @property
    def text(self) -> str:
        """All lines that are shown."""
        return "\n".join(label.text.strip() for label in self._labels)

    def show_lines(self, above: tuple[str, ...], card: CardShown, below: tuple[str, ...]) -> None:
        """Show a card's line between others; missing ones leave their room empty."""
        line = (
            Run(tail_of(one_line(card.before), _LONG)),
            Run(one_line(card.form), Tone.STRONG),
            Run(head_of(one_line(card.after), _LONG)),
        )
        self.show_runs(above, line, below)

    def show_runs(
        self, above: tuple[str, ...], line: tuple[Run, ...], below: tuple[str, ...]
    ) -> None:
        """Show a line of several tones between others."""
        blank = (" ",) * AROUND
        for label, text in zip(self._above, (*blank, *above)[-AROUND:], strict=True):
            label.set_runs(Run(one_line(text) or " ", Tone.MUTED))
        for label, text in zip(self._below, (*below, *blank)[:AROUND], strict=True):
            label.set_runs(Run(one_line(text) or " ", Tone.MUTED))
        self._line.set_runs(*line)

    def set_reach(self, lines: int) -> None:
        """Show so many lines above and below, up to two."""
        for label in self._above[: AROUND - lines] + self._below[lines:]:
            label.hide()
        for label in self._above[AROUND - lines :] + self._below[:lines]:
            label.show()

    def set_family(self, family: str) -> None:
        """Write in the reader's face."""
        for label in self._labels:
            label.set_face(face(family, _SIZE))

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        for label in self._labels:
            label.set_theme(theme)
