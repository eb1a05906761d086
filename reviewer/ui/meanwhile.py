"""What others decided meanwhile: on the screen, without getting in the way of the person at it."""

from PySide6.QtCore import QObject

from reviewer.core.changes import Changes
from reviewer.core.errors import ReviewerError
from reviewer.core.messages import Message
from reviewer.services.pages import PageView
from reviewer.services.project import Project
from reviewer.ui.desk import Desk


class Meanwhile(QObject):
    """Brings list and page up to date with what other programs wrote."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def take_in(self, changes: Changes) -> None:
        """Show what changed elsewhere."""
        desk = self._desk
        if desk.project is None:
            return
        known = all(desk.model.row_of(page) for page in changes.pages)
        desk.news.gathered.emit(changes | Changes(listing=not known))
        if desk.page and (changes.listing or desk.page.row.id in changes.pages):
            self._take_in_page(desk.project, desk.page)

    def _take_in_page(self, project: Project, shown: PageView) -> None:
        desk = self._desk
        try:
            now = project.page(shown.row.id)
        except ReviewerError as error:
            desk.failed.emit(error)
            return
        at_hand = desk.finding
        settled = at_hand and at_hand.key not in [finding.key for finding in now.open]
        if settled and desk.view.card.editing:
            return  # a reading of it is being typed; deciding it will say that somebody was first
        if desk.view.in_text:
            desk.without_following(desk.refresh)
        else:
            desk.refresh()
        theirs = now.decisions[shown.revision :]
        if theirs:
            names = ", ".join(dict.fromkeys(one.by for one in theirs))
            desk.note(Message("ui.note.elsewhere", {"names": names}))
