"""What came of an export, file by file: a sign, a sentence, and what more is to be said."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reviewer.ui.icons import pixmap
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.parts import words

_SHOWN = 200  # more of them are in the list of problems
_BAR = 12  # pixels of the scroll bar
_SIGN = 16


def result_lines(lines: Sequence[tuple[str, str, str]], theme: Theme, ratio: float) -> QWidget:
    """A widget with a line for each of (sign, text, detail), as far as they can be shown."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, GRID // 2, _BAR, 0)
    column.setSpacing(GRID)
    for sign, text, more in lines[:_SHOWN]:
        column.addWidget(_line(sign, text, more, theme, ratio))
    for part in holder.findChildren(QLabel):
        part.ensurePolished()  # its face decides how high it is, before it is first seen
    return holder


def _line(sign: str, text: str, more: str, theme: Theme, ratio: float) -> QWidget:
    colours = {"check": theme.good, "warning": theme.warn, "info": theme.accent}
    picture = QLabel()
    picture.setPixmap(pixmap(sign, colours[sign], _SIGN, ratio))
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(GRID)
    across.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    texts = QVBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(words(text, wrap=True))
    if more:
        texts.addWidget(words(more, tone="muted", small=True, wrap=True))
    across.addLayout(texts, 1)
    return line
