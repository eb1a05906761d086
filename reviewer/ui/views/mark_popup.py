"""The popover that marks: one letter says what the words are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from reviewer.core.marks import MarkName
from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.mark_form import FormShown, MarkForm
from reviewer.ui.views.mark_kinds import Group, MarkKinds
from reviewer.ui.views.palette import Choice
from reviewer.ui.views.parts import words

_WIDTH = 64 * GRID
_LEFT: Mapping[str, tuple[MarkName, ...]] = {
    "names": (
        MarkName.PERSON,
        MarkName.PLACE,
        MarkName.ORGANIZATION,
        MarkName.MENTION,
        MarkName.DATE,
        MarkName.NUMBER,
        MarkName.SEGMENT,
    ),
    "doubt": (MarkName.UNCLEAR, MarkName.GAP, MarkName.SUPPLIED, MarkName.DAMAGE),
}
_RIGHT: Mapping[str, tuple[MarkName, ...]] = {
    "writer": (
        MarkName.DELETED,
        MarkName.ADDED,
        MarkName.REPLACED,
        MarkName.EMPHASIS,
        MarkName.ABBREVIATION,
        MarkName.FOREIGN,
    ),
    "editor": (
        MarkName.SIC,
        MarkName.SURPLUS,
        MarkName.REGULARIZED,
        MarkName.NOTE,
        MarkName.QUERY,
    ),
}
"""The groups of both columns. Any mark that stands in none would be found by its letter alone."""
_SIDEWAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class HereShown:
    """A mark that stands here already: its number in the ledger, and what it says."""

    decision: int
    text: str


class MarkPopup(QDialog):
    """Lies beside the words; Esc or a click elsewhere puts it away."""

    chosen = Signal(str, bool)
    """The name of a mark to make, and whether more is to be said of it than has to be."""
    changeAsked = Signal(int)
    """The decision of a mark that is to say something else."""
    removed = Signal(int)
    """The decision of a mark that is to go."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._say = say
        self._around = parent
        self._beside = QRect()
        self._above: bool | None = None
        self._letters = {say.say(f"marks.key.{name}"): str(name) for name in MarkName}
        self.setProperty("role", "overlay")
        self.setAccessibleName(say.say("marks.pop.name"))
        self._title = words(strong=True, wrap=True)
        self._kinds = MarkKinds(say.say("marks.pop.name"), theme)
        self._kinds.taken.connect(self._take)
        self._problem = words(tone="danger", small=True, wrap=True)
        self.form = MarkForm(say, theme)
        self._pages = QStackedWidget()
        self._first = self._build_first()
        self._pages.addWidget(self._first)
        self._pages.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addWidget(self._pages)
        self.setFixedWidth(_WIDTH)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._kinds.set_theme(theme)
        self.form.set_theme(theme)

    def ask(
        self,
        title: str,
        here: Sequence[HereShown],
        possible: Mapping[MarkName, bool],
        beside: QRect,
    ) -> None:
        """Ask what some words are. Marks that stand `here` come first; what is not `possible`
        recedes. The popover stands below a part of the screen, or above it where there is no room.
        """
        self._title.setText(title)
        self._beside, self._above = beside, None
        keys = self._say.say("marks.pop.keys_here")
        stand = [Choice(f"#{mark.decision}", mark.text, keys) for mark in here]
        self._kinds.show_choices(
            stand, self._groups(_LEFT, possible), self._groups(_RIGHT, possible)
        )
        self.show_problem("")
        self.setFixedWidth(max(_WIDTH, self._kinds.minimumWidth() + 4 * GRID))
        self._show(self._first)
        self.show()
        self.setFocus()

    def ask_more(self, form: FormShown, beside: QRect | None = None) -> None:
        """Ask for what the mark still needs, in the place of the list."""
        if beside is not None:
            self._beside, self._above = beside, None
        self._show(self.form)
        self.show()
        self.form.ask(form)
        self._settle()

    def show_problem(self, text: str) -> None:
        """Say why something cannot be marked."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        if self.isVisible():
            self._settle()

    @property
    def problem(self) -> str:
        """What is said to be in the way."""
        return self._problem.text()

    @property
    def asking(self) -> bool:
        """Whether the form is shown."""
        return self._pages.currentWidget() is self.form

    @property
    def choices(self) -> Sequence[Choice]:
        """What is listed."""
        return self._kinds.choices

    def settle(self) -> None:
        """Take the room that is needed now, and no more."""
        self._settle()

    def _groups(
        self, groups: Mapping[str, tuple[MarkName, ...]], possible: Mapping[MarkName, bool]
    ) -> list[Group]:
        say = self._say.say
        return [
            (
                say(f"marks.group.{group}"),
                [
                    Choice(
                        str(name),
                        say(f"marks.name.{name}"),
                        say(f"marks.key.{name}"),
                        possible.get(name, True),
                    )
                    for name in names
                ],
            )
            for group, names in groups.items()
        ]

    def _build_first(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addWidget(self._kinds)
        column.addWidget(self._problem)
        column.addWidget(
            words(self._say.say("marks.pop.hint"), tone="muted", small=True, wrap=True)
        )
        return page

    def _show(self, page: QWidget) -> None:
        # A stack is as high as its highest page; only the one that is shown may count.
        for other in (self._first, self.form):
            other.setVisible(other is page)
        self._pages.setCurrentWidget(page)
        self._settle()

    def _settle(self) -> None:
        inner = self.width() - 4 * GRID
        layout = (self.form if self.asking else self._first).layout()
        if layout is None:
            return
        layout.invalidate()
        layout.activate()
        wide = layout.totalHeightForWidth(inner) if layout.hasHeightForWidth() else -1
        height = max(wide, layout.totalMinimumSize().height())
        self._pages.setFixedHeight(height)
        self.setFixedHeight(height + 4 * GRID)
        self._stand()

    def _stand(self) -> None:
        """Below the words, or above them where there is no room; then always on that side."""
        room = self._around.screen().availableGeometry()
        below, above = self._beside.bottom() + GRID, self._beside.top() - GRID - self.height()
        if self._above is None:
            self._above = below + self.height() > room.bottom()
        top = above if self._above else below
        top = max(room.top(), min(top, room.bottom() - self.height()))
        self.move(max(room.left(), min(self._beside.left(), room.right() - self.width())), top)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter marks, with Shift it asks for more; arrows and Enter after a look; Del takes
        away what stands here.
        """
        if self.asking:
            super().keyPressEvent(event)
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        letter = event.text().upper()
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._kinds.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in _SIDEWAYS:
            self._kinds.across()
        elif event.key() in _ENTER:
            self._take(more=shifted)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and plain:
            self._remove()
        elif letter in self._letters and (plain or shifted):
            self._choose(self._letters[letter], more=shifted)
        else:
            super().keyPressEvent(event)

    def _take(self, more: bool = False) -> None:
        choice = self._kinds.current
        if choice.id.startswith("#"):
            self.changeAsked.emit(int(choice.id[1:]))
        else:
            self._choose(choice.id, more=more)

    def _remove(self) -> None:
        choice = self._kinds.current
        if choice.id.startswith("#"):
            self.close()
            self.removed.emit(int(choice.id[1:]))

    def _choose(self, name: str, *, more: bool) -> None:
        self._kinds.choose(name)
        self.chosen.emit(name, more)
