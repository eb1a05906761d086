"""Walking: from finding to finding, to the end of a page, and on to the next one."""

from collections.abc import Callable
from typing import Protocol

from reviewer.core.changes import Changes
from reviewer.core.errors import ReviewerError
from reviewer.core.queues import QueuePlace, Walk
from reviewer.core.workflow import EDITABLE, State
from reviewer.services.project import Project
from reviewer.ui import showing
from reviewer.ui.desk import Desk


class Route(Protocol):
    """A queue that is gone through instead of reading order, over the pages of a project."""

    @property
    def walk(self) -> Walk | None:
        """What is known of the queue, and where in it the person is."""

    @property
    def place(self) -> str:
        """The same in words."""

    def onward(self) -> QueuePlace | None:
        """Where to go from a finding that was settled just now; None at the end."""

    def step(self, by: int) -> None:
        """Go to the next stop (1), or back to the one before (-1)."""

    def go_on(self) -> bool:
        """Go to the next stop on another page; whether there is one."""

    def come_back(self, changes: Changes) -> None:
        """Go to what an undo or redo did."""


class Walking:
    """Moves the desk along. It moves only when a person asks, and says so where it cannot."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.route: Route | None = None
        """The queue that is gone through; None in reading order."""

    @property
    def onward(self) -> Callable[[], QueuePlace | None] | None:
        """What says where to go from a finding that was settled; None: on along the page."""
        return self.route.onward if self.route else None

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the actions of walking do, by their ids."""
        return {
            "next": self.next_finding,
            "previous": self.previous_finding,
            "skip": self.skip,
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
        if self.route:
            self.route.step(1)
            return
        found = desk.page.open
        if desk.finding is None:
            if found:
                desk.pick(found[0].key)
            else:
                self.next_doubtful_page()
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
        if self.route:
            self.route.step(-1)
            return
        chosen = showing.preceding(desk.page.open, desk.spot if desk.finding else None)
        if chosen:
            desk.pick(chosen.key)

    def skip(self) -> None:
        """Put the finding at hand off, to be found again in the queue of such, and go on."""
        desk = self._desk
        if desk.view.card.commit():
            return
        desk.settle()
        project, page, finding = desk.project, desk.page, desk.finding
        if project and page and finding and desk.editable:
            desk.person.with_name(
                lambda by: self._put_off(project, QueuePlace(page.row.id, finding.key), by)
            )
        self.next_finding()

    def _put_off(self, project: Project, place: QueuePlace, by: str) -> None:
        try:
            project.queues.skip(place, by)
        except ReviewerError as error:
            self._desk.failed.emit(error)

    def next_doubtful_page(self) -> None:
        """The next page with something doubtful on it."""
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
        if self.route and states <= EDITABLE:
            return self.route.go_on()
        page = desk.model.next_to_do(desk.page.row.id, states) if desk.page else None
        if page is not None:
            desk.show(page)
        return page is not None
