"""What a list of names would bring, before it is taken."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QListWidget, QWidget

from reviewer.core.lexicon import EntryKind, Layer
from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.dialogs import Sheet
from reviewer.ui.views.lexicon_form import LAYERS
from reviewer.ui.views.parts import words


@dataclass(frozen=True, slots=True)
class PreviewShown:
    """A sentence on the whole, a line for each entry or refused row, how many can be taken."""

    summary: str
    lines: Sequence[str]
    entries: int


class ImportSheet(Sheet):
    """Shows a preview; another kind or layer asks for another one."""

    reasked = Signal(object, object)
    """A kind and a layer for which the preview is wanted."""
    taken = Signal()
    """The list is to be taken as it is shown."""

    def __init__(self, say: Catalogue, theme: Theme, file: str, parent: QWidget) -> None:
        lead = say.say("lexicon.import.lead", file=file)
        super().__init__(say.say("lexicon.import.title"), lead, theme, parent)
        self._say = say
        self.kind, self.layer = QComboBox(), QComboBox()
        for kind in EntryKind:
            self.kind.addItem(say.say(f"lexicon.kind.{kind}"), kind)
        for layer in LAYERS:
            self.layer.addItem(say.say(f"lexicon.layer.{layer}"), layer)
        self.kind.setCurrentIndex(self.kind.findData(EntryKind.WORD))
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        for row, name in enumerate(("kind", "layer")):
            box: QComboBox = getattr(self, name)
            caption = words(say.say(f"lexicon.import.{name}"), tone="muted")
            caption.setBuddy(box)
            box.setAccessibleName(caption.text())
            box.currentIndexChanged.connect(self._reask)
            grid.addWidget(caption, row, 0)
            grid.addWidget(box, row, 1)
        grid.setColumnStretch(2, 1)
        self.summary = words(strong=True, wrap=True)
        self.rows = QListWidget()
        self.rows.setProperty("role", "field")
        self.rows.setAccessibleName(say.say("lexicon.import.rows"))
        self.body.addLayout(grid)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.rows, 1)
        self.add_button(say.say("ui.cancel"), "Esc").clicked.connect(self.reject)
        self.take = self.add_button("", "Ctrl+Return", "primary")
        self.take.clicked.connect(self._take)
        self.resize(90 * GRID, 70 * GRID)

    def show_preview(self, shown: PreviewShown) -> None:
        """Show what would come."""
        self.summary.setText(shown.summary)
        self.rows.clear()
        self.rows.addItems(list(shown.lines))
        text = self._say.say("lexicon.import.take", n=shown.entries)
        self.take.setText(text)
        self.take.setAccessibleName(text)
        self.take.setEnabled(bool(shown.entries))
        self.take.updateGeometry()

    def _reask(self) -> None:
        kind = EntryKind(self.kind.currentData())
        self.reasked.emit(kind, Layer(self.layer.currentData()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter takes it, from wherever the focus is."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.take.click()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        self.accept()
        self.taken.emit()
