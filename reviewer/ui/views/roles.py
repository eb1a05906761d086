"""A small list of what a line may be for: one letter chooses, a second one tells its kind."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.mark_kinds import MarkKinds
from reviewer.ui.views.palette import Choice
from reviewer.ui.views.parts import words

_WIDTH = sized(400)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_SIDEWAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_NONE = "-"  # the row that tells no kind
_PLACES = {
    Qt.Key.Key_Up: "top",
    Qt.Key.Key_Down: "bottom",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
}
"""Ctrl and an arrow say where on the sheet the line stands."""


class RolePopup(QDialog):
    """Lies beside the line; Esc or a click elsewhere puts it away."""

    chosen = Signal(str, str, str, bool)
    """A role, its kind and place (both may be empty), and whether it is for the whole region."""

    def __init__(
        self,
        say: Catalogue,
        theme: Theme,
        roles: Sequence[str],
        kinds: Mapping[str, Sequence[str]],
        parent: QWidget,
    ) -> None:
        """`kinds` are those of the roles that have any."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._say = say
        self._around = parent
        self._roles, self._kinds = tuple(roles), kinds
        self._now = ("", "")
        self._role = ""  # the one whose kind is asked for
        self._region = False
        self._place = ""
        self._beside = QRect()
        self.setProperty("role", "overlay")
        self.setAccessibleName(say.say("views.roles.name"))
        self._title = words(strong=True)
        self._list = MarkKinds(say.say("views.roles.name"), theme)
        self._list.taken.connect(lambda: self._take(region=False))
        self._letters: dict[str, str] = {}
        self._where = words(tone="muted", small=True, wrap=True)
        self._hint = words(tone="muted", small=True, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID + 4, GRID, GRID)
        column.setSpacing(GRID // 2)
        for part in (self._title, self._list, self._where, self._hint):
            column.addWidget(part)
        self.setFixedWidth(_WIDTH)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._list.set_theme(theme)

    def ask(self, role: str, count: int, beside: QRect, *, kind: str = "", place: str = "") -> None:
        """Ask for `count` lines that are `role`, of a `kind` at a `place`, now.

        The list stands below a part of the screen, or above it where there is no room.
        """
        self._now, self._role, self._place, self._beside = (role, kind), "", place, beside
        self._title.setText(self._say.say("views.roles.title", n=count))
        self._hint.setText(self._say.say("views.roles.hint"))
        rows = [
            Choice(
                one,
                _begun(self._say.say(f"views.role.{one}")),
                self._say.say(f"views.role_key.{one}"),
            )
            for one in self._roles
        ]
        self._show_rows(rows, role)
        self.show()
        self.setFocus()

    @property
    def choices(self) -> Sequence[Choice]:
        """What is listed."""
        return self._list.choices

    def _ask_kind(self, role: str) -> None:
        """List the kinds of a role; Enter says none, or keeps what the line has."""
        self._role = role
        named = _begun(self._say.say(f"views.role.{role}"))
        self._title.setText(named)
        self._hint.setText(self._say.say("views.roles.hint_kind"))
        rows = [Choice(_NONE, self._say.say("views.roles.no_kind"))]
        rows += [
            Choice(
                kind,
                _begun(self._say.say(f"views.role_kind.{kind}")),
                self._say.say(f"views.role_kind_key.{kind}"),
            )
            for kind in self._kinds[role]
        ]
        self._show_rows(rows, self._now[1] if self._now[0] == role else _NONE)

    def _show_rows(self, rows: Sequence[Choice], current: str) -> None:
        self._letters = {choice.keys: choice.id for choice in rows if choice.id != _NONE}
        half = len(rows) if self._role else (len(rows) + 1) // 2
        self._list.show_choices([], [("", rows[:half])], [("", rows[half:])] if rows[half:] else [])
        self._list.choose(current)
        self._show_place()

    def _show_place(self) -> None:
        place = f"views.place.{self._place}" if self._place else "views.roles.place"
        self._where.setText(self._say.say(place))
        self._stand()

    def _stand(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        layout.invalidate()
        layout.activate()
        self.setFixedHeight(max(layout.heightForWidth(_WIDTH), layout.totalMinimumSize().height()))
        room = self._around.screen().availableGeometry()
        top = self._beside.bottom() + GRID // 2
        if top + self.height() > room.bottom():
            top = max(room.top(), self._beside.top() - GRID // 2 - self.height())
        self.move(min(self._beside.left(), room.right() - self.width()), top)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter chooses at once, Up, Down and Enter after a look; Shift means the region, Ctrl
        with an arrow the place on the sheet.
        """
        region = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        letter = event.text().upper()
        if control and event.key() in _PLACES:
            place = _PLACES[Qt.Key(event.key())]
            self._place = "" if place == self._place else place
            self._show_place()
        elif event.key() in _STEPS:
            self._list.step(_STEPS[Qt.Key(event.key())])
        elif event.key() in _SIDEWAYS and not self._role:
            self._list.across()
        elif event.key() in _ENTER:
            self._take(region=region)
        elif letter in self._letters:
            self._list.choose(self._letters[letter])
            self._take(region=region)
        else:
            super().keyPressEvent(event)

    def _take(self, *, region: bool) -> None:
        choice = self._list.current
        if not self._role and self._kinds.get(choice.id):
            self._region = region
            self._ask_kind(choice.id)
            return
        self.close()
        if self._role:
            kind = "" if choice.id == _NONE else choice.id
            self.chosen.emit(self._role, kind, self._place, region or self._region)
        else:
            self.chosen.emit(choice.id, "", self._place, region)


def _begun(text: str) -> str:
    """A word as a row begins; the letters behind the first stay as the language has them."""
    return text[:1].upper() + text[1:]
