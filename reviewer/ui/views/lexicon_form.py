"""The form of one entry, beside the list."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from reviewer.core.lexicon import LOUDNESS, EntryKind, EntryState, Layer, LexiconEntry
from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID
from reviewer.ui.views.fields import UndoPassing, settle
from reviewer.ui.views.parts import KeyButton, words

LAYERS = (Layer.PROJECT, Layer.USER)


class EntryForm(QWidget):
    """Shows an entry and gives what became of it; the rest of the window decides what to do.

    `save_button` is to be laid out where it is always in sight.
    """

    saved = Signal(object, object)
    """The entry as it was (None: a new one), and as it is to be."""

    def __init__(self, say: Catalogue, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._entry: LexiconEntry | None = None
        self._title = words(strong=True, wrap=True)
        self.form = QLineEdit()
        self.kind = QComboBox()
        self.state = QComboBox()
        self.layer = QComboBox()
        self.variants = _area(2)
        self.dates = QLineEdit()
        self.authorities = QLineEdit()
        self.note = _area(2)
        self.source = QLineEdit()
        for kind in EntryKind:
            self.kind.addItem(say.say(f"lexicon.kind.{kind}"), kind)
        for state in EntryState:
            self.state.addItem(say.say(f"lexicon.state.{state}"), state)
        for layer in LAYERS:
            self.layer.addItem(say.say(f"lexicon.layer.{layer}"), layer)
        self._hint = words(tone="muted", small=True, wrap=True)
        self.save_button = KeyButton(say.say("lexicon.room.save"), key, "primary")
        self.save_button.clicked.connect(self.save)
        self._fields = (
            self.form,
            self.variants,
            self.dates,
            self.authorities,
            self.note,
            self.source,
        )
        UndoPassing(self).watch(*self._fields)
        self._lay_out()
        self.state.currentIndexChanged.connect(self._name_variants)
        self.show_entry(None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID // 2)
        column.addWidget(self._title)
        fields = ("form", "kind", "state", "variants", "dates", "authorities", "note", "source")
        for name in (*fields, "layer"):
            field: QWidget = getattr(self, name)
            caption = words(self._say.say(f"lexicon.form.{name}"), tone="muted", small=True)
            caption.setBuddy(field)
            field.setAccessibleName(caption.text())
            column.addWidget(caption)
            column.addWidget(field)
            if name == "variants":
                self._variants_caption = caption
        column.addSpacing(GRID)
        column.addWidget(self._hint)
        column.addStretch(1)

    def show_entry(self, entry: LexiconEntry | None, title: str = "") -> None:
        """Show an entry, or the empty form of a new one."""
        self._entry = entry
        shown = entry or LexiconEntry(EntryKind.PERSON, "", layer=Layer.PROJECT)
        self._title.setText(title or self._say.say(f"lexicon.form.{'title' if entry else 'new'}"))
        self.form.setText(shown.preferred)
        self.kind.setCurrentIndex(self.kind.findData(shown.kind))
        self.state.setCurrentIndex(self.state.findData(shown.state))
        self.layer.setCurrentIndex(max(0, self.layer.findData(shown.layer)))
        self.variants.setPlainText("\n".join(shown.variants))
        self.dates.setText(shown.dates)
        self.authorities.setText(" | ".join(":".join(pair) for pair in shown.authorities))
        self.note.setPlainText(shown.note)
        self.source.setText(shown.source)
        for field in (self.form, self.dates, self.authorities, self.source):
            if not field.hasFocus():  # who saves and types on stays where they were
                field.setCursorPosition(0)
        shared = entry is not None and LOUDNESS[entry.layer] < LOUDNESS[Layer.PROJECT]
        self._hint.setText(self._say.say("lexicon.form.shared") if shared else "")
        self._hint.setVisible(shared)

    @property
    def entry(self) -> LexiconEntry | None:
        """The entry that is shown; None for a new one."""
        return self._entry

    @property
    def value(self) -> LexiconEntry:
        """The entry as the form has it now."""
        base = self._entry or LexiconEntry(EntryKind.PERSON, "")
        return replace(
            base,
            kind=EntryKind(self.kind.currentData()),
            preferred=self.form.text(),
            variants=tuple(filter(None, map(str.strip, _lines(self.variants)))),
            note=self.note.toPlainText(),
            dates=self.dates.text(),
            source=self.source.text(),
            layer=Layer(self.layer.currentData()),
            authorities=tuple(_ids(self.authorities.text())),
            state=EntryState(self.state.currentData()),
        )

    def save(self) -> None:
        """Tell what the form has."""
        self.saved.emit(self._entry, self.value)

    def settle(self) -> None:
        """What the form has was saved: undo now takes back that, and no letters of it."""
        settle(*self._fields)

    def _name_variants(self) -> None:
        never = self.state.currentData() == EntryState.NEVER
        text = self._say.say(f"lexicon.form.{'forms_for' if never else 'variants'}")
        self._variants_caption.setText(text)
        self.variants.setAccessibleName(text)


def _area(lines: int) -> QPlainTextEdit:
    area = QPlainTextEdit()
    area.setProperty("role", "field")
    area.setTabChangesFocus(True)
    area.ensurePolished()  # the letters' size comes with the style
    # Frame and room above the first line, below the last one none: no line is cut in half.
    area.setFixedHeight(area.fontMetrics().lineSpacing() * lines + 2 * GRID + 2)
    return area


def _lines(area: QPlainTextEdit) -> list[str]:
    return area.toPlainText().split("\n")


def _ids(text: str) -> list[tuple[str, str]]:
    found = []
    for part in filter(None, (part.strip() for part in text.split("|"))):
        scheme, colon, number = part.partition(":")
        found.append((scheme.strip(), number.strip()) if colon else ("", part))
    return found
