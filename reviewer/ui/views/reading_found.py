"""What a search found, shown softly in the text while the search is on."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock

from reviewer.ui.theme import Theme
from reviewer.ui.views.reading_marks import stretches
from reviewer.ui.views.reading_typing import moved

Stretch = tuple[int, int, int]
"""A line, and the columns between which it was found."""


class Found:
    """Stretches of the page that is shown. They go along with their words while these are typed."""

    def __init__(self, changed: Callable[[], object]) -> None:
        """`changed` is called where there is something to be painted anew."""
        self._changed = changed
        self._lines: dict[int, list[tuple[int, int]]] = {}

    def show(self, found: Iterable[Stretch]) -> None:
        """Show these instead of others."""
        lines: dict[int, list[tuple[int, int]]] = {}
        for line, start, end in found:
            lines.setdefault(line, []).append((start, end))
        if lines != self._lines:
            self._lines = lines
            self._changed()

    def clear(self) -> None:
        """Show none."""
        self.show(())

    @property
    def stretches(self) -> list[Stretch]:
        """What is shown, in the order of the text."""
        return [(line, *one) for line, some in sorted(self._lines.items()) for one in some]

    def shift(self, line: int, start: int, old_end: int, new_end: int) -> None:
        """A stretch of a line was written anew; what lay behind it moves along."""
        if line in self._lines:
            some = self._lines[line]
            self._lines[line] = [moved(*one, start, old_end, new_end) for one in some]

    def paint(self, painter: QPainter, theme: Theme, block: QTextBlock, origin: QPointF) -> None:
        """Paint those of one line under its words: a frame with round corners, softly filled.

        `origin` is the place of its block on the screen.
        """
        for start, end in self._lines.get(block.blockNumber(), ()):
            if start >= end:
                continue
            for stretch in stretches(block, origin, start, end):
                frame = QRectF(
                    QPointF(round(stretch.left) - 1.5, round(stretch.top) - 0.5),
                    QPointF(round(stretch.right) + 1.5, round(stretch.bottom) + 0.5),
                )
                painter.setPen(QPen(theme.edge, 1, Qt.PenStyle.SolidLine))
                painter.setBrush(theme.selected)
                painter.drawRoundedRect(frame, 3, 3)
