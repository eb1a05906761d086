"""What stands between changes: the end of a page, a group, a sample's result, the end of it all."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.card_text import READING_FACE, FlowLabel, Run, face
from reviewer.ui.views.judging_shown import NoteCardShown
from reviewer.ui.views.parts import words

_HEADLINE = sized(20)
_LARGE = sized(30)


class NoteCard(QWidget):
    """A headline, perhaps a before and after, and what is to be known before Enter is pressed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = FlowLabel(theme, face(READING_FACE, _LARGE), rows=2)
        self._headline = FlowLabel(theme, face(READING_FACE, _HEADLINE))
        self._lines = words(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addStretch(2)
        column.addWidget(self._words)
        column.addWidget(self._headline)
        column.addWidget(self._lines)
        column.addStretch(3)

    def show_note(self, shown: NoteCardShown) -> None:
        """Show it."""
        self._words.set_runs(*shown.words)
        self._words.setVisible(bool(shown.words))
        self._headline.set_runs(Run(shown.headline))
        self._lines.setText("\n\n".join(shown.lines))
        self.setAccessibleName(" ".join((self._words.text, shown.headline, *shown.lines)).strip())

    @property
    def text(self) -> str:
        """All that it says."""
        return self.accessibleName()

    def set_font(self, family: str) -> None:
        """Show words of the text in the reader's face."""
        self._words.set_face(face(family, _LARGE))
        self._headline.set_face(face(family, _HEADLINE))

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._words.set_theme(theme)
        self._headline.set_theme(theme)
