"""The lexicon's room: entries of all layers to search and edit, and what the text proposes."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.lexicon import EntryKind, EntryState, Layer, LexiconEntry
from reviewer.core.messages import Catalogue
from reviewer.ui.scale import spaced
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.lexicon_form import EntryForm
from reviewer.ui.views.lexicon_list import KeyTable
from reviewer.ui.views.lexicon_model import Arranged, EntriesModel, Sieve
from reviewer.ui.views.lexicon_proposals import ProposalsPane
from reviewer.ui.views.parts import KeyButton, plain_ground, rule, words
from reviewer.ui.views.room import RoomView

_BUTTONS = ("new", "merge", "remove", "undo")
_TOOLS = ("proposals", "import", "export")
_CALM = 30  # milliseconds: letters typed at once are one search


class LexiconView(RoomView):
    """Shows entries and says what the person wants; it changes none."""

    name = "lexicon"
    asked = Signal(str)
    """A button was pressed: its name, as in the table of actions behind `lexicon_`."""

    def __init__(
        self, say: Catalogue, theme: Theme, keys: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        """`keys` are those of the actions, by their names behind `lexicon_`."""
        super().__init__(say.say("lexicon.room.title"), say, theme, parent)
        self._keys = keys
        self.model = EntriesModel(say, self)
        self.table = KeyTable(self.model)
        self.table.setAccessibleName(say.say("lexicon.room.list"))
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.set_widths({0: 26, 1: 13, 2: 16, 3: 11, 5: 12, 6: 9}, wide=4)
        self.table.moved.connect(self._show_chosen)
        self.form = EntryForm(say, keys.get("save", ""))
        self.proposals = ProposalsPane(say)
        self.buttons: dict[str, KeyButton] = {}
        self._notice = words(tone="muted", wrap=True)
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self._sift)
        self._build_search()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._build_entries())
        self._pages.addWidget(self.proposals)
        self.body.addWidget(self._pages)
        for name in _TOOLS:
            self.tools.addWidget(self._button(name))

    @property
    def middle(self) -> QWidget:
        """Notices lie over the entries, so that they cover no button."""
        return self.table

    def _build_search(self) -> None:
        say = self.say.say
        self.search = QLineEdit()
        self.search.setPlaceholderText(say("lexicon.room.search"))
        self.search.setAccessibleName(say("lexicon.room.search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._calm.start)
        self.kind, self.layer, self.state = QComboBox(), QComboBox(), QComboBox()
        self.kind.addItem(say("lexicon.room.any_kind"), None)
        for kind in EntryKind:
            self.kind.addItem(say(f"lexicon.kind.{kind}"), kind)
        self.layer.addItem(say("lexicon.room.any_layer"), None)
        for layer in (Layer.USER, Layer.PROJECT):
            self.layer.addItem(say(f"lexicon.layer.{layer}"), layer)
        self.layer.addItem(say("lexicon.room.shared"), "shared")
        self.state.addItem(say("lexicon.room.any_state"), None)
        for state in EntryState:
            self.state.addItem(say(f"lexicon.state.{state}"), state)
        for name in ("kind", "layer", "state"):
            box: QComboBox = getattr(self, name)
            box.setAccessibleName(box.itemText(0))
            box.currentIndexChanged.connect(self._sift)

    def _build_entries(self) -> QWidget:
        page, left = QWidget(), QVBoxLayout()
        left.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        left.setSpacing(GRID)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.search, 1)
        for box in (self.kind, self.layer, self.state):
            line.addWidget(box)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        for name in _BUTTONS:
            foot.addWidget(self._button(name))
        foot.addStretch(1)
        left.addLayout(line)
        left.addWidget(self._notice)
        left.addWidget(self.table, 1)
        left.addLayout(foot)
        side = QScrollArea()
        side.setWidget(plain_ground(self.form, "pane"))
        side.setWidgetResizable(True)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        beside, aside = QWidget(), QVBoxLayout()
        aside.setContentsMargins(0, 0, 0, 2 * GRID)
        aside.addWidget(side, 1)
        foot_of_form = QHBoxLayout()
        foot_of_form.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        foot_of_form.addWidget(self.form.save_button)
        aside.addLayout(foot_of_form)
        beside.setLayout(aside)
        beside.setFixedWidth(spaced(36 * GRID))
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(rule(upright=True))
        row.addWidget(beside)
        self._notice.hide()
        return page

    def _button(self, name: str) -> KeyButton:
        button = KeyButton(self.say.say(f"lexicon.room.{name}"), self._keys.get(name, ""), "quiet")
        button.clicked.connect(lambda: self.asked.emit(name))
        self.buttons[name] = button
        return button

    # -- showing ----------------------------------------------------------------------------------

    def show_notice(self, text: str) -> None:
        """Say something over the list; nothing for an empty text."""
        self._notice.setText(text)
        self._notice.setVisible(bool(text))

    def show_entries(self, entries: Arranged, at: LexiconEntry | None = None) -> None:
        """Show these entries, one of them at hand."""
        here = at or self.entry
        self.model.show_entries(entries)
        self._show_found()
        if here is not None:
            row = self.model.row_of(here.name, here.layer if at else None)
            if at and row < 0:  # what was just saved is to be seen
                self._clear()
                row = self.model.row_of(here.name, here.layer)
            self.table.choose(row)
        elif self.search.text().strip():
            self.table.choose(0)

    def _clear(self) -> None:
        """Let every entry through."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        for box in (self.kind, self.layer, self.state):
            box.setCurrentIndex(0)
        self._sift()

    @property
    def entry(self) -> LexiconEntry | None:
        """The entry at hand."""
        chosen = self.chosen
        return chosen[0] if chosen else None

    @property
    def chosen(self) -> list[LexiconEntry]:
        """The entries that are chosen, that of the current row first."""
        rows, here = self.table.chosen, self.table.currentIndex().row()
        return [self.model.entry(row) for row in sorted(rows, key=lambda row: row != here)]

    @property
    def proposing(self) -> bool:
        """Whether the proposals are shown."""
        return self._pages.currentWidget() is self.proposals

    def show_proposals(self, shown: bool) -> None:
        """Show the proposals, or the entries again."""
        self._pages.setCurrentIndex(int(shown))
        self._show_found()
        name = "entries" if shown else "proposals"
        self.buttons["proposals"].setText(self.say.say(f"lexicon.room.{name}"))
        self.buttons["proposals"].setAccessibleName(self.buttons["proposals"].text())
        self.buttons["proposals"].updateGeometry()
        (self.proposals.table if shown else self.search).setFocus()

    def new_entry(self) -> None:
        """Show the form of a new entry, begun with what was searched for."""
        self.table.clearSelection()
        self.form.show_entry(None)
        self.form.form.setText(self.search.text().strip())
        self.form.form.setFocus()

    def focus_first(self) -> None:
        """Begin by searching."""
        if self.proposing:
            self.proposals.table.setFocus()
        else:
            self.search.setFocus()
            self.search.selectAll()

    def _sift(self) -> None:
        self._calm.stop()
        kind, layer, state = (
            box.currentData() for box in (self.kind, self.layer, self.state)
        )  # Qt gives back plain texts
        shared = layer == "shared"
        sieve = Sieve(
            self.search.text(),
            EntryKind(kind) if kind else None,
            Layer(layer) if layer and not shared else None,
            shared,
            EntryState(state) if state else None,
        )
        self.model.sift(sieve)
        self._show_found()
        if self.search.text().strip() and self.model.rowCount():
            self.table.choose(0)
        else:
            self._show_chosen()

    def _show_found(self) -> None:
        found, total = self.model.rowCount(), self.model.total
        say = self.say.say
        lead = say("lexicon.room.lead", n=total)
        if found < total:
            lead = say("lexicon.room.lead_found", n=found, all=self.say.figure(total))
        self.lead.setText(lead if total and not self.proposing else "")
        none = say("lexicon.room.loading")
        if total:
            none = say("lexicon.room.none", key=self._keys.get("new", ""))
        self.show_notice("" if found else none)

    def _show_chosen(self) -> None:
        chosen = self.chosen
        self.buttons["merge"].setEnabled(len(chosen) > 1)
        self.buttons["remove"].setEnabled(bool(chosen))
        title = ""
        if len(chosen) > 1:
            key = self._keys.get("merge", "")
            title = self.say.say("lexicon.form.several", n=len(chosen), key=key)
        self.form.show_entry(chosen[0] if chosen else None, title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the search, Down goes to the list; Esc empties it first, then goes back."""
        inside = self.search.hasFocus() and not event.modifiers()
        if inside and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._sift()
            self.table.setFocus()
            if not self.table.chosen:
                self.table.choose(0)
        elif inside and event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)
