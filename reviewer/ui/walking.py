"""Walking: from finding to finding, to the end of a page, and on to the next one."""

from collections.abc import Callable

from reviewer.core.workflow import State
from reviewer.ui import showing
from reviewer.ui.desk import Desk


class Walking:
    """Moves the desk along. It moves only when a person asks, and says so where it cannot."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the actions of walking do, by their ids."""
        return {
            "next": self.next_finding,
            "previous": self.previous_finding,
            "skip": self.next_finding,
            "next_page": self.next_page,
            "previous_page": self.previous_page,
        }

    def next_finding(self) -> None:
        """The next open finding; at the end of the page what was left, then a page after it."""
        desk = self._desk
        if desk.view.card.commit():
            return  # the step that took what was typed has gone on
        desk.settle()
        if desk.page is None:
            return
        found = desk.page.open
        if desk.finding is None:
            if found:
                desk.pick(found[0].key)
            else:
                self._next_doubtful_page()
            return
        chosen = showing.following(found, desk.spot)
        if chosen:
            desk.pick(chosen.key)
        else:
            desk.let_go()

    def previous_finding(self) -> None:
        """The open finding before; at the beginning it stays."""
        desk = self._desk
        desk.settle()
        if desk.page is None:
            return
        chosen = showing.preceding(desk.page.open, desk.spot if desk.finding else None)
        if chosen:
            desk.pick(chosen.key)

    def _next_doubtful_page(self) -> None:
        desk = self._desk
        page = desk.model.next_open(desk.page.row.id) if desk.page else None
        if page is None:
            desk.note("ui.note.nothing_behind")
        else:
            desk.show(page)

    def next_page(self) -> None:
        """The page behind this one."""
        self._step(1, "ui.note.no_next_page")

    def previous_page(self) -> None:
        """The page before this one."""
        self._step(-1, "ui.note.no_previous_page")

    def _step(self, by: int, otherwise: str) -> None:
        desk = self._desk
        if desk.page is None:
            return
        page = desk.model.neighbour(desk.page.row.id, by)
        if page is None:
            desk.note(otherwise)
        else:
            desk.show(page)

    def go_on(self, states: frozenset[State]) -> bool:
        """Show the next page in one of these states; whether there is one."""
        desk = self._desk
        page = desk.model.next_to_do(desk.page.row.id, states) if desk.page else None
        if page is not None:
            desk.show(page)
        return page is not None
