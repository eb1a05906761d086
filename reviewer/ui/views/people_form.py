"""The people of a project: who counts as whom, what each may do, and whether one works alone."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.core.people import Duty
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.dialogs import Sheet
from reviewer.ui.views.history_rows import RowList, RowShown
from reviewer.ui.views.parts import KeyButton, rule, words
from reviewer.ui.views.rows import Rows

_WIDE = 96 * GRID
_LIST = 32 * GRID
_HIGH = 26 * GRID


@dataclass(frozen=True, slots=True)
class MemberShown:
    """A person: their name, other names they sign with, their login, and their roles."""

    name: str = ""
    also: tuple[str, ...] = ()
    login: str = ""
    roles: frozenset[Duty] = frozenset()


@dataclass(frozen=True, slots=True)
class PeopleShown:
    """All people, whether four eyes are wanted, and what is said of who may change it.

    `logins`: people work under logins here; `locked` says why nothing can be changed, or is empty;
    `changes` are the last changes in words.
    """

    members: tuple[MemberShown, ...]
    four_eyes: bool
    logins: bool = False
    locked: str = ""
    changes: tuple[RowShown, ...] = ()


class PeopleForm(Sheet):
    """The list at the left, the person at hand at the right, four eyes below."""

    saved = Signal(object)
    """A `MemberShown` to be put into the list, or in the place of the one of its name."""
    removed = Signal(str)
    four_eyes = Signal(bool)

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(say.say("people.title"), say.say("people.lead"), theme, parent)
        self._say = say
        self._shown = PeopleShown((), True)
        self.setFixedWidth(_WIDE)
        self.list = RowList(say.say("people.list"), theme)
        self.list.setFixedSize(_LIST, _HIGH)
        self.list.picked.connect(self._on_picked)
        self.name, self.also, self.login = QLineEdit(), QLineEdit(), QLineEdit()
        self.also.setPlaceholderText(say.say("people.also_hint"))
        self.roles = {duty: QCheckBox(say.say(f"people.role.{duty}")) for duty in Duty}
        self.keep = KeyButton(say.say("people.save"), "Return")
        self.new = KeyButton(say.say("people.new"), kind="quiet")
        self.remove = KeyButton(say.say("people.remove"), kind="quiet")
        self.alone = QCheckBox(say.say("people.alone"))
        self._meaning = words(tone="muted", wrap=True)
        self._locked = words(tone="warn", wrap=True)
        self._problem = words(tone="danger", wrap=True)
        self._roles_hint = words(tone="muted", small=True, wrap=True)
        self.changes = RowList(say.say("people.changes"), theme)
        self.changes.setFixedHeight(8 * GRID)
        self._unchanged = words(say.say("people.no_changes"), tone="muted")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        say = self._say.say
        self._form = form = QFormLayout()
        form.setSpacing(GRID)
        for name, field in (("name", self.name), ("also", self.also), ("login", self.login)):
            label = say(f"people.{name}")
            field.setAccessibleName(label)
            form.addRow(words(label), field)
        roles = QWidget()
        row = Rows(GRID, 2, roles)
        for box in self.roles.values():
            row.addWidget(box)
        form.addRow(roles)
        beside = QVBoxLayout()
        beside.addLayout(form)
        beside.addWidget(self._roles_hint)
        foot = QWidget()
        buttons = Rows(GRID, parent=foot)
        for button in (self.keep, self.new, self.remove):
            button.setAutoDefault(button is self.keep)
            buttons.addWidget(button)
        self.keep.setDefault(True)
        beside.addStretch(1)
        beside.addWidget(self._problem)
        beside.addWidget(foot)
        both = QHBoxLayout()
        both.setSpacing(3 * GRID)
        both.addWidget(self.list, 0, Qt.AlignmentFlag.AlignTop)
        both.addLayout(beside, 1)
        self.body.addWidget(self._locked)
        self.body.addLayout(both)
        self.body.addWidget(rule())
        self.body.addWidget(self.alone)
        self.body.addWidget(self._meaning)
        self.add_caption(say("people.changes"))
        self.body.addWidget(self.changes)
        self.body.addWidget(self._unchanged)
        close = self.add_button(say("people.close"), "Esc")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)

    def _connect(self) -> None:
        self.keep.clicked.connect(self._save)
        self.new.clicked.connect(self.begin)
        self.remove.clicked.connect(lambda: self.removed.emit(self.name.text()))
        self.alone.clicked.connect(lambda alone: self.four_eyes.emit(not alone))
        self.name.textChanged.connect(self._allow)

    # -- what is shown ----------------------------------------------------------------------------

    def show_people(self, shown: PeopleShown, at: str = "") -> None:
        """Show the people, with that one at hand (empty: the first)."""
        self._shown = shown
        rows = [
            RowShown(place, member.name, self._below(member))
            for place, member in enumerate(shown.members)
        ]
        place = next((n for n, one in enumerate(shown.members) if one.name == at), 0)
        self.list.show_rows(rows, at=place)
        self.list.setVisible(bool(rows))  # or the form would stand beside an empty half
        self._form.setRowVisible(self.login, shown.logins)
        self._locked.setText(shown.locked)
        self._locked.setVisible(bool(shown.locked))
        for part in (self.also, self.login, self.new, self.alone, *self.roles.values()):
            part.setEnabled(not shown.locked)
        self.alone.setChecked(not shown.four_eyes)
        known = "people.meaning_four_eyes" if shown.four_eyes else "people.meaning_alone"
        self._meaning.setText(self._say.say(known))
        without = not any(member.roles for member in shown.members)
        hint = "people.roles_none" if without else "people.roles_some"
        self._roles_hint.setText(self._say.say(hint))
        self.changes.show_rows(shown.changes)
        self.changes.setVisible(bool(shown.changes))
        self._unchanged.setVisible(not shown.changes)
        self.show_problem("")
        if rows:
            self._show_member(shown.members[place])
        else:
            self.begin()
        self.fit()

    def _below(self, member: MemberShown) -> str:
        also = self._say.say("people.also_list", names=", ".join(member.also))
        parts = (
            also if member.also else "",
            f"@{member.login}" if member.login else "",
            ", ".join(self._say.say(f"people.role_short.{one}") for one in sorted(member.roles)),
        )
        return " · ".join(filter(None, parts))

    def show_problem(self, text: str) -> None:
        """Say why something cannot be."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.fit()

    @property
    def problem(self) -> str:
        """What is said to be in the way."""
        return self._problem.text()

    @property
    def known(self) -> bool:
        """Whether the person at hand stands in the list."""
        return not self.name.isEnabled()

    def _on_picked(self) -> None:
        row = self.list.current
        if row is not None and row.key < len(self._shown.members):
            self._show_member(self._shown.members[row.key])

    def _show_member(self, member: MemberShown, *, known: bool = True) -> None:
        self.name.setEnabled(not known and not self._shown.locked)
        self.name.setText(member.name)
        self.also.setText(", ".join(member.also))
        self.login.setText(member.login)
        for duty, box in self.roles.items():
            box.setChecked(duty in member.roles)
        self._allow()

    def begin(self) -> None:
        """Take up a person who is not in the list yet."""
        self._show_member(MemberShown(), known=False)
        self.name.setFocus()

    def _allow(self) -> None:
        free = not self._shown.locked
        self.keep.setEnabled(free and bool(self.name.text().strip()))
        self.remove.setEnabled(free and self.known)

    def _save(self) -> None:
        also = tuple(filter(None, (one.strip() for one in self.also.text().split(","))))
        roles = frozenset(duty for duty, box in self.roles.items() if box.isChecked())
        self.saved.emit(MemberShown(self.name.text().strip(), also, self.login.text(), roles))
