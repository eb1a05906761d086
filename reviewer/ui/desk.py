"""The desk: ties the views of a page to the services of its project.

Which page and which finding are at hand is known here and nowhere else. Deciding stands beside it,
in `ui.deciding`.
"""

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, Signal

from reviewer.core.changes import Changes
from reviewer.core.errors import ReviewerError
from reviewer.core.findings import Finding
from reviewer.core.ids import PageId
from reviewer.core.messages import Catalogue, Message
from reviewer.core.queues import QueuePlace
from reviewer.core.workflow import EDITABLE
from reviewer.services.pages import PageView
from reviewer.services.project import Project
from reviewer.ui import desk_words, showing
from reviewer.ui.actions import Need
from reviewer.ui.bridge.news import News
from reviewer.ui.desk_changes import DeskChanges
from reviewer.ui.desk_list import catch_up
from reviewer.ui.desk_needs import page_needs
from reviewer.ui.desk_rights import Rights, RightsKept
from reviewer.ui.mark_words import queries_words
from reviewer.ui.models.pages import PagesModel
from reviewer.ui.people import Person, Where, Whereabouts
from reviewer.ui.views.desk import DeskView, Side
from reviewer.ui.views.shown import CardShown


class Desk(QObject):
    """One open project: the page that is shown, the finding at hand, and what to redraw."""

    failed = Signal(object)
    """A ReviewerError that the person should see."""
    noted = Signal(str)
    """A sentence said by the way."""
    moved = Signal()
    """Another page, finding or state: what can be done now may differ."""
    acted = Signal()
    """The person did something, so that what was said before is old."""
    looked = Signal(object)
    """The page that is shown now, for whoever should prefer it."""

    def __init__(
        self, view: DeskView, say: Catalogue, person: Person, whereabouts: Whereabouts
    ) -> None:
        super().__init__(view)
        self.view = view
        self.say = say
        self.person = person
        self._whereabouts = whereabouts
        self.project: Project | None = None
        self.page: PageView | None = None
        self.changes = DeskChanges(view, say)
        self._rights = RightsKept()
        self._key: str | None = None
        self._spot: tuple[int, int] | None = None
        self._follow = True
        self._held = False
        # While the person decides: where the finding that this settles leads to.
        self.onward: Callable[[], QueuePlace | None] | None = None
        # Says on a card where in its queue the finding is.
        self.label: Callable[[CardShown], CardShown] = lambda card: card
        # Which page the person will probably turn to next.
        self.ahead: Callable[[PageView], PageId | None] = lambda page: None
        self.aside = ""  # said while no finding is at hand, instead of what is left on the page
        self.change: int | None = None  # the decision of the change at hand, for the editor
        self.card_shown: tuple[CardShown | None, str] = None, ""
        self.model = PagesModel(say.say("ui.pages.page", label="{label}"), self)
        self.news = News(self)
        self.news.changed.connect(self._on_changed)
        self.news.gathered.connect(self._on_gathered)
        view.pages.set_model(self.model)
        view.pages.page_picked.connect(lambda page: self.show(PageId(page)))
        view.reading.findingPicked.connect(self.pick)
        person.changed.connect(self.refresh)

    # -- opening ----------------------------------------------------------------------------------

    def open(self, project: Project) -> None:
        """Show a project, at the page and finding where the person was. Close another first."""
        self.project = project
        self.news.listen(project.subscribe)
        self._list()
        last = self._whereabouts.recall(project.place)
        pages = self.model.pages
        if last and last.page in pages:
            self.show(last.page, last.key)
            self.view.reading.stand_at(last.caret, last.scroll)
        elif pages:
            self.show(self.model.next_open(None) or pages[0])
        else:
            self._show_nothing()
        self.view.focus_side()

    def close(self) -> Project | None:
        """Put the project away; what was being typed is kept first.

        The project itself is handed back to be closed, since work on it may still be under way.
        """
        if self.project is None:
            return None
        self.settle()
        self.remember(leaving=True)
        self.news.stop()
        project, self.project = self.project, None
        self.page, self._key, self._spot = None, None, None
        self.model.show((), ())
        self._show_nothing()
        return project

    def remember(self, leaving: bool = False) -> None:
        """Keep where the person is, for the next time; `leaving`: to the letter."""
        if self.project and self.page:
            reading = self.view.reading
            at = (reading.caret(), reading.verticalScrollBar().value()) if leaving else (None, 0)
            here = Where(self.page.row.id, self._key or "", *at)
            self._whereabouts.remember(self.project.place, here)

    def _list(self) -> None:
        if self.project:
            self.model.show(self.project.documents(), self.project.rows())
            self._show_progress()

    def _show_progress(self) -> None:
        if self.project:
            text = desk_words.progress_words(self.model, self.say)
            self.view.pages.show_project(self.project.name, text)

    # -- showing a page ---------------------------------------------------------------------------

    def show(self, page: PageId, key: str = "") -> None:
        """Show a page, at a finding of it or at its first open one."""
        if self.project is None:
            return
        self.acted.emit()
        self.settle()
        self.aside = ""
        try:
            self.page = self.project.page(page)
        except ReviewerError as error:
            self.failed.emit(error)
            return
        keys = self.page.open_keys
        self._key = key if key in keys else next(iter(keys), None)
        self._set_spot()
        self._show_page(keep_place=False)
        self.view.pages.set_current(self.model.index_of(page))
        self.looked.emit(page)
        self.remember()

    def refresh(self) -> None:
        """Show the page as it is now, at the same place."""
        if self.project is None or self.page is None:
            return
        before, key = self.page.open_keys, self._key
        try:
            self.page = self.project.page(self.page.row.id)
        except ReviewerError as error:
            self.failed.emit(error)
            return
        if self._go_onward(self.page):
            return
        self._choose(before)
        self._show_page(keep_place=True, follow=self._follow and self._key != key)
        self.model.update([self.page.row])
        self._show_progress()

    def _go_onward(self, page: PageView) -> bool:
        """Go where the decision just taken leads; whether that is another page."""
        onward = self.onward
        if onward is None or self._key in page.open_keys:
            return False
        self.onward = None
        place = onward()
        if place is not None and place.page != page.row.id:
            self.model.update([page.row])
            self._show_progress()
            self.show(place.page, place.key)
            return True
        self._key = place.key if place else None
        self._set_spot()
        return False

    def _choose(self, before: Collection[str]) -> None:
        """The finding at hand after a change: the same, the next, or one that came anew."""
        if self.page is None or self._key in self.page.open_keys:
            return
        back = [finding for finding in self.page.open if finding.key not in before]
        chosen = back[0] if back else None
        if chosen is None and self._key is not None:
            chosen = showing.following(self.page.open, self._spot)
        self._key = chosen.key if chosen else None
        self._set_spot()

    def _set_spot(self) -> None:
        if self.finding:
            self._spot = showing.order_of(self.finding)
        elif self.page and not self.page.open:
            self._spot = None

    def _show_nothing(self) -> None:
        self.view.head.show_page("", "", None, "")
        self.view.reading.show_page(showing.NOTHING, False)
        self.view.show_side(Side.TRANSCRIBER)
        self.view.card.show_card(None, self.say.say("ui.card.empty", key="Ctrl+I"))
        self.moved.emit()

    def _show_page(self, keep_place: bool, follow: bool = True) -> None:
        page = self.page
        if page is None:
            return
        if self._held:
            self._show_card(page)
            self.moved.emit()
            return
        reading = self.view.reading
        editors = self.side is Side.EDITOR
        self.changes.take(page if editors else None)
        reading.show_page(showing.show_page(page, self.editable), keep_place)
        self.view.head.show_page(*desk_words.head_words(page, self.say))
        self.view.show_side(self.side)
        if editors:
            self.changes.show(page, self.rights, keep_place)
        else:
            reading.set_current(self._key, follow=follow)
            self._show_card(page)
        self.moved.emit()

    def _show_card(self, page: PageView) -> None:
        finding = self.finding
        if finding and self.editable:
            self.card_shown = self.label(showing.show_card(page, finding, self.say)), ""
        else:
            self.card_shown = (
                None,
                self.aside or desk_words.card_words(page, self.say, self._skipped(page)),
            )
        if not self._held:
            self.view.card.show_card(*self.card_shown)

    def _skipped(self, page: PageView) -> int:
        """How many open findings of a page the person put off."""
        if self.project is None or not page.open:
            return 0
        return len(self.project.queues.skipped(page.row.id, self.person.name))

    @property
    def held(self) -> bool:
        """Whether its own views wait for a room."""
        return self._held

    def hold(self, held: bool, keep_place: bool = False) -> None:
        """Let the desk's own views wait while a room shows the page; then show all anew."""
        self._held = held
        if not held:
            self._show_page(keep_place)

    # -- what is at hand --------------------------------------------------------------------------

    @property
    def finding(self) -> Finding | None:
        """The finding at hand."""
        if self.page is None or self._key is None:
            return None
        at = self.page.open_keys.get(self._key)
        return None if at is None else self.page.open[at]

    @property
    def side(self) -> Side:
        """Whose side of this page is shown.

        A page that others sent to the editor is shown from the editor's side to everybody else.
        """
        return Side.EDITOR if self.rights.others else self.person.side

    @property
    def rights(self) -> Rights:
        """What the person may do as an editor with the page at hand."""
        return self._rights.of(self.project, self.page, self.person.name)

    @property
    def editable(self) -> bool:
        """Whether the text of the page can be changed now."""
        page = self.page
        return bool(page and page.standing.state in EDITABLE and self.side is Side.TRANSCRIBER)

    @property
    def footer(self) -> str:
        """What the foot of the window says of the page."""
        if self.page is None:
            return ""
        at_hand = self.page, self.side, len(self.changes.all), self.rights
        words = desk_words.footer_words(*at_hand, self.say), queries_words(self.page, self.say)
        return " · ".join(filter(None, words))

    @property
    def needs(self) -> set[Need]:
        """What is so now, of all that actions ask for."""
        if self.project is None:
            return set()
        if self.page is None:
            return {Need.PROJECT}
        here = page_needs(self.page, self.side, self.editable, self.finding)
        return {Need.PROJECT} | here

    # -- moving -----------------------------------------------------------------------------------

    def pick(self, key: str) -> None:
        """Take a finding up, as when the caret is put into it."""
        if self.page is None or key == self._key:
            return
        self.acted.emit()
        self.settle()
        if key not in self.page.open_keys:
            return  # what was typed has settled it as well
        self._key, self.aside = key, ""
        self._set_spot()
        if not self._held:
            self.view.reading.set_current(key)
        if self.side is Side.TRANSCRIBER:
            self._show_card(self.page)
        self.remember()
        self.moved.emit()

    def let_go(self) -> None:
        """Take up no finding, as at the end of a page; the card then says what to do next."""
        self.acted.emit()
        self.settle()
        self._key = None
        if not self._held:
            self.view.reading.set_current(None)
        if self.page and self.side is Side.TRANSCRIBER:
            self._show_card(self.page)
        self.moved.emit()

    @property
    def spot(self) -> tuple[int, int] | None:
        """Where in the text the finding at hand is, or the last one was."""
        return self._spot

    def note(self, *messages: Message | str) -> None:
        """Say something by the way: messages, or ids of sentences; empty ids say nothing."""
        said = (self.say.say(message) for message in messages if message)
        self.noted.emit(" ".join(said))

    def settle(self) -> None:
        """Tell what is being typed, in the card or in the text, before the person moves on."""
        self.without_following(self.view.card.commit)
        self.view.reading.commit()

    # -- news -------------------------------------------------------------------------------------

    def without_following(self, do: Callable[[], object]) -> None:
        """Do something after which the reading may not move, since the person is typing in it."""
        before, self._follow = self._follow, False
        try:
            do()
        finally:
            self._follow = before

    def _on_changed(self, changes: Changes) -> None:
        if self.page and self.page.row.id in changes.pages:
            self.refresh()

    def _on_gathered(self, changes: Changes) -> None:
        if self.project is None:
            return
        if changes.listing:
            self._list()
            pages = self.model.pages
            if self.page is None and pages:
                self.show(pages[0])
            elif self.page:
                self.view.pages.set_current(self.model.index_of(self.page.row.id))
            return
        # The page that is shown is brought up to date at once, with its text.
        shown = {self.page.row.id} if self.page else set()
        catch_up(self.model, self.project, changes.pages - shown)
        self._show_progress()
