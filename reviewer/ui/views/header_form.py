"""The room "About this document": its fields in sections, and beside them the field at hand."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.header_form_aside import Aside
from reviewer.ui.views.header_form_row import FieldRow, FieldShown
from reviewer.ui.views.parts import KeyButton, rule, words
from reviewer.ui.views.room import RoomView
from reviewer.ui.views.rows import Rows

BUTTONS = ("next", "several", "reset", "go", "undo")
_BELOW = 8 * GRID  # pixels kept in sight around the field that is come to


class HeaderFormView(RoomView):
    """Sections of fields. Says who came to which field and what was typed; decides nothing."""

    came = Signal(str)
    typed = Signal(str)
    changed = Signal(str, str)
    confirmed = Signal(str)
    stepped = Signal(str, int)
    page_asked = Signal(bool)
    """The page for all documents is wanted (True), or that of the document."""

    name = "header"

    def __init__(
        self,
        say: Catalogue,
        theme: Theme,
        sections: Mapping[str, Sequence[str]],
        for_all: str,
        keys: Mapping[str, str],
    ) -> None:
        """`sections` has the names of fields, `for_all` is the section that only all documents
        together have. `keys` are the keys of the buttons, "defaults" for the other page.
        """
        super().__init__(say.say("ui.header.title"), say, theme)
        self.rows: dict[str, FieldRow] = {}
        self.aside = Aside(say, theme)
        self.buttons = {
            name: KeyButton(say.say(f"ui.header.{name}"), keys[name], "quiet") for name in BUTTONS
        }
        self._last = ""
        self._for_all = QWidget()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        fields = self._fields(sections, for_all)
        self._scroll.setWidget(fields)
        fields.setAutoFillBackground(False)  # which taking it in had changed
        self._pages = self._choose_page(keys["defaults"])
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._scroll, 1)
        middle.addWidget(rule(upright=True))
        middle.addWidget(self.aside)
        around = QWidget()
        line = Rows(GRID, parent=around)
        for button in self.buttons.values():
            line.addWidget(button)
        foot = QVBoxLayout()
        foot.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        foot.addWidget(around)
        self.body.addLayout(middle, 1)
        self.body.addWidget(rule())
        self.body.addLayout(foot)
        self.show_page(for_all=False)

    @property
    def middle(self) -> QWidget:
        """Notices lie over the fields, so that they cover no button."""
        return self._scroll

    def _choose_page(self, key: str) -> tuple[KeyButton, KeyButton]:
        group = QButtonGroup(self)
        one = KeyButton(self.say.say("ui.header.document"), "", "quiet")
        other = KeyButton(self.say.say("ui.header.defaults"), key, "quiet")
        for button, for_all in ((one, False), (other, True)):
            button.setCheckable(True)
            group.addButton(button)
            self.tools.addWidget(button)
            button.clicked.connect(lambda _=False, to=for_all: self.page_asked.emit(to))
        return one, other

    def _fields(self, sections: Mapping[str, Sequence[str]], for_all: str) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(0)
        for section, names in sections.items():
            part = self._for_all if section == for_all else QWidget()
            within = QVBoxLayout(part)
            within.setContentsMargins(0, 0, 0, 2 * GRID)
            within.setSpacing(GRID // 2)
            within.addWidget(words(self.say.say(f"header.sections.{section}"), strong=True))
            within.addWidget(rule())
            within.addSpacing(GRID // 2)
            for name in names:
                within.addWidget(self._row(name))
            column.addWidget(part)
        column.addStretch(1)
        return holder

    def _row(self, name: str) -> FieldRow:
        label, sign = self.say.say(f"header.fields.{name}"), self.say.say("ui.header.sign")
        row = self.rows[name] = FieldRow(name, label, self.theme, sign)
        row.came.connect(self._on_came)
        row.typed.connect(self.typed)
        row.changed.connect(self.changed)
        row.confirmed.connect(self.confirmed)
        row.moved.connect(self.stepped)
        return row

    # -- shown ------------------------------------------------------------------------------------

    def show_page(self, *, for_all: bool) -> None:
        """Show the fields of a document, or those of all."""
        self._pages[1 if for_all else 0].setChecked(True)
        self._for_all.setVisible(for_all)
        for name in ("next", "several", "reset", "go"):
            self.buttons[name].setEnabled(not for_all)

    def show_fields(
        self, fields: Sequence[FieldShown], kept: Mapping[str, str], *, other: bool
    ) -> None:
        """Show values; `kept` are texts by field that could not be saved yet and stay. What is
        being typed stays, too, unless this is of an`other` document.
        """
        for shown in fields:
            row = self.rows[shown.name]
            typing = row.text if row.dirty and row.edit.hasFocus() and not other else None
            row.show_field(shown, kept.get(shown.name, typing))

    def lock(self, locked: bool) -> None:
        """Let nobody type."""
        for row in self.rows.values():
            row.lock(locked)

    def show_keys(self, keys: Mapping[str, str]) -> None:
        """Other keys are in force."""
        for name, button in self.buttons.items():
            button.set_keys(keys[name])
        self._pages[1].set_keys(keys["defaults"])

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        self.aside.set_theme(theme)
        for row in self.rows.values():
            row.set_theme(theme)

    # -- where the person is ----------------------------------------------------------------------

    @property
    def at(self) -> str:
        """The field at hand."""
        return self._last or next(iter(self.rows))

    def go_to(self, name: str) -> None:
        """Put the focus into a field, with its text chosen as Tab would."""
        row = self.rows[name]
        row.edit.setFocus(Qt.FocusReason.TabFocusReason)
        row.edit.selectAll()

    def go_on(self, name: str, by: int = 1) -> None:
        """Go to the field behind one, or before it; at the ends stay."""
        names = [one for one, row in self.rows.items() if row.isVisibleTo(self)]
        at = names.index(name) + by if name in names else 0
        self.go_to(names[min(max(at, 0), len(names) - 1)])

    def focus_first(self) -> None:
        """The field where one was, or the first."""
        self.go_to(self.at)

    def settle(self) -> None:
        """Tell of everything that was typed and not told yet."""
        for row in self.rows.values():
            row.settle()

    def _on_came(self, name: str) -> None:
        self._last = name
        self._scroll.ensureWidgetVisible(self.rows[name], 0, _BELOW)
        self.came.emit(name)
