"""Arranging lines at the desk: what keys, the margin and the list of roles come to."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from reviewer.core.ids import PageId
from reviewer.core.messages import Message
from reviewer.core.model import Role
from reviewer.core.reading import ReadingLine
from reviewer.core.roles import KINDS
from reviewer.services.arranging import other_flow
from reviewer.services.project import Project
from reviewer.ui.deciding import Deciding, Step
from reviewer.ui.desk import Desk
from reviewer.ui.line_words import line_hints, line_labels
from reviewer.ui.theme import Theme
from reviewer.ui.views.reading_order import LineOrder
from reviewer.ui.views.roles import RolePopup


class Arranging(QObject):
    """Turns what a person does with lines into services' steps; the caret goes along."""

    def __init__(self, desk: Desk, deciding: Deciding, theme: Theme) -> None:
        super().__init__(desk)
        self._desk = desk
        self._deciding = deciding
        self._reading = desk.view.reading
        self.order = LineOrder(self._reading, desk.say, theme)
        kinds = {str(role): found for role, found in KINDS.items()}
        self.roles = RolePopup(desk.say, theme, [str(role) for role in Role], kinds, desk.view)
        self._asked_for: list[int] = []
        self.order.moved.connect(self._move_to)
        self.order.stopped.connect(desk.acted)
        self.roles.chosen.connect(self._set_role)
        self._reading.joinRequested.connect(self._join_at_caret)
        desk.moved.connect(self._show_labels)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the actions about lines do, by their ids."""
        return {
            "part_line": self.part,
            "join_above": self.join_above,
            "join_below": self.join_below,
            "add_line": self.add,
            "delete_lines": self.delete,
            "line_up": self.up,
            "line_down": self.down,
            "move_lines": self.pick,
            "line_role": self.ask_role,
            "line_flow": self.turn_flow,
        }

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.order.set_theme(theme)
        self.roles.set_theme(theme)

    def _show_labels(self) -> None:
        page = self._desk.page
        if page:
            hints = line_hints(page.reading, self._desk.say)
            self.order.show_labels(line_labels(page.reading), hints)
        else:
            self.order.show_labels(())

    # -- parting and joining ----------------------------------------------------------------------

    def part(self) -> None:
        """Part the line at the caret; at its beginning or end that is to add an empty one."""
        if not self._desk.view.in_text:
            # The caret is out of sight or mind: what is typed in the card is no business of lines.
            self._reading.setFocus()
            self._desk.note("ui.lines.side")
            return
        lines = self._lines()
        if not lines:
            return
        index, column = self._reading.caret()
        line = lines[index]
        if not line.text[column:].strip():
            self.add()
            return
        if not line.text[:column].strip():
            self._add(index)
            return
        n = line.n
        if self._do(
            lambda project, page, by, seen: project.arranging.part_line(page, n, column, by, seen)
        ):
            self._put_caret(index + 1, 0)

    def join_above(self) -> None:
        """Join the line at the caret with the one above it."""
        self._join(self.order.chosen()[0] - 1)

    def join_below(self) -> None:
        """Join the line at the caret with the one below it."""
        self._join(self.order.chosen()[1])

    def _join_at_caret(self, above: bool) -> None:
        (self.join_above if above else self.join_below)()

    def _join(self, index: int) -> None:
        lines = self._lines()
        if not 0 <= index < len(lines) - 1:
            self._desk.note("ui.lines.no_line_above" if index < 0 else "ui.lines.no_line_below")
            return
        first, second = lines[index].n, lines[index + 1].n
        moved = len(lines[index + 1].text.strip())
        if self._do(
            lambda project, page, by, seen: project.arranging.join_lines(
                page, first, second, by, seen
            )
        ):
            joined = self._lines()[index].text.rstrip()
            self._put_caret(index, len(joined) - moved)

    # -- adding and taking out --------------------------------------------------------------------

    def add(self) -> None:
        """Add an empty line below, to be typed in at once."""
        self._add(self.order.chosen()[1] + 1)

    def _add(self, index: int) -> None:
        lines = self._lines()
        before = lines[index].n if index < len(lines) else None
        if self._do(
            lambda project, page, by, seen: project.arranging.add_line(page, before, by, seen)
        ):
            self._reading.setFocus()
            self._put_caret(min(index, len(lines)), 0)

    def delete(self) -> None:
        """Take out the chosen lines."""
        lines = self._lines()
        first, last = self.order.chosen()
        gone = [line.n for line in lines[first : last + 1]]
        if gone and self._do(
            lambda project, page, by, seen: project.arranging.delete_lines(page, gone, by, seen)
        ):
            self._put_caret(first, 0)
            self._desk.note(Message("ui.lines.gone", {"n": len(gone)}))

    # -- order ------------------------------------------------------------------------------------

    def up(self) -> None:
        """Move the chosen lines up by one."""
        self._shift(-1)

    def down(self) -> None:
        """Move the chosen lines down by one."""
        self._shift(1)

    def _shift(self, by: int) -> None:
        lines = self._lines()
        first, last = self.order.chosen()
        if lines and not (first + by >= 0 and last + by < len(lines)):
            self._desk.note("ui.lines.first" if by < 0 else "ui.lines.last")
        elif lines:
            self._move_to(first, last, first - 1 if by < 0 else last + 2)

    def pick(self) -> None:
        """Ask where the chosen lines go."""
        if self._lines():
            self.order.pick()
            self._desk.note("views.order.pick")

    def _move_to(self, first: int, last: int, place: int) -> None:
        lines = self._lines()
        moved = [line.n for line in lines[first : last + 1]]
        before = lines[place].n if place < len(lines) else None
        column, several = self._reading.caret()[1], self._reading.textCursor().hasSelection()
        if not self._do(
            lambda project, page, by, seen: project.arranging.move_lines(
                page, moved, before, by, seen
            )
        ):
            return
        order = [line.n for line in self._lines()]
        if several:
            self.order.choose(order.index(moved[0]), order.index(moved[-1]))
            self._reading.ensureCursorVisible()
        else:
            self._put_caret(order.index(moved[0]), column)

    # -- roles ------------------------------------------------------------------------------------

    def ask_role(self) -> None:
        """Ask what the chosen lines are for."""
        lines = self._lines()
        if not lines:
            return
        first, last = self.order.chosen()
        self._asked_for = [line.n for line in lines[first : last + 1]]
        self._reading.ensureCursorVisible()
        caret = self._reading.cursorRect()
        caret.moveTopLeft(self._reading.viewport().mapToGlobal(caret.topLeft()))
        line = lines[first]
        self.roles.ask(
            str(line.role), len(self._asked_for), caret, kind=line.kind, place=line.place
        )

    def _set_role(self, role: str, kind: str, place: str, region: bool) -> None:
        wanted, lines = Role(role), self._asked_for

        def step(project: Project, page: PageId, by: str, seen: int) -> object:
            do = project.arranging
            if region:
                return do.set_role_of_region(
                    page, lines[0], wanted, by, seen, kind=kind, place=place
                )
            return do.set_role(page, lines, wanted, by, seen, kind=kind, place=place)

        self._do(step)

    def turn_flow(self) -> None:
        """The line begins a paragraph, or runs on; the same again takes that back."""
        lines = self._lines()
        page, index = self._desk.page, self.order.chosen()[0]
        if not lines or page is None or index >= len(lines):
            return
        if not lines[index].text.strip():
            self._desk.note("ui.lines.flow_empty")
            return
        n, flow = lines[index].n, other_flow(page.reading, index)
        if self._do(
            lambda project, page, by, seen: project.arranging.set_flow(page, n, flow, by, seen)
        ):
            self._desk.note(f"ui.lines.now_{flow.replace(' ', '_')}")

    # -- doing ------------------------------------------------------------------------------------

    def _lines(self) -> tuple[ReadingLine, ...]:
        """The lines of the page at hand, after what was being typed was told."""
        self._desk.settle()
        return self._desk.page.reading.lines if self._desk.page and self._desk.editable else ()

    def _do(self, step: Step) -> bool:
        done: list[bool] = []
        self._desk.without_following(lambda: done.append(self._deciding.do(step)))
        return done[0]

    def _put_caret(self, line: int, column: int) -> None:
        self._reading.place_caret(line, column)
        self._reading.ensureCursorVisible()
