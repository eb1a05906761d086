"""Shows a walk through changes in its room: the card at hand, or the note between cards."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from PySide6.QtCore import QObject

from reviewer.core.decisions import Span
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.judging_sheet import Verdict
from reviewer.core.workflow import State
from reviewer.services.pages import PageView
from reviewer.services.project import Project
from reviewer.ui import judging_words as told
from reviewer.ui.actions import Need
from reviewer.ui.frame import Frame
from reviewer.ui.judging_runs import CheckRun, SampleRun
from reviewer.ui.judging_walk import Walk
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.marking import box_of
from reviewer.ui.views.card_crop import CropShown
from reviewer.ui.views.judging import JudgingView
from reviewer.ui.views.judging_shown import NoteCardShown

_NAMES = (
    *("approve", "reject", "other", "edit", "comment", "ask", "alike", "single"),
    *("wrong", "spots", "chance", "undo", "back", "page"),
)
Step = Callable[[Project, PageId, str], object]
"""What to do: in which project, on which page, in whose name."""
BUTTONS = {
    **{name: f"judging_{name}" for name in _NAMES},
    "tracked": "tracked",
    "forth": "judging_next",
}
"""The actions of buttons, by their names."""


class Room(Protocol):
    """What the parts that judge know of the room: where the walk is, and how to go on."""

    walk: Walk
    view: JudgingView

    @property
    def open(self) -> bool:
        """Whether the room is what the person sees."""

    def turn(self, page: PageId, key: DecisionId | None = None, *, end: bool = False) -> None:
        """Go to a page: to the card of a decision, to its end, or to its first open change."""

    def turn_here(self, place: int) -> None:
        """Go to the first open change of the page from a place on, or to its end."""

    def go_on(self) -> None:
        """To what is to be judged next."""

    def do(self, step: Step) -> bool:
        """Take a step in the person's name; whether it was taken."""


class Face(QObject):
    """Turns what the walk is at into what the view shows."""

    def __init__(self, frame: Frame, view: JudgingView, walk: Callable[[], Walk]) -> None:
        super().__init__(view)
        self._frame = frame
        self._desk = frame.desk
        self._say = frame.say
        self._view = view
        self._walk = walk
        frame.picturing.changed.connect(self._show_crop)
        frame.picturing.moved.connect(self._show_crop)
        IN_FORCE.changed.connect(self._show_keys)
        self._show_keys()

    @property
    def _project(self) -> Project | None:
        return self._desk.project

    def _key(self, action: str) -> str:
        return IN_FORCE[action].shown_key.replace("Return", "Enter")

    def _show_keys(self) -> None:
        self._view.set_keys({name: IN_FORCE[action].shown_key for name, action in BUTTONS.items()})

    def show(self) -> None:
        """Show what is at hand."""
        if self._frame.rooms.current not in (None, self._view):
            return
        walk, page = self._walk(), self._desk.page
        run = walk.run
        if walk.ended or page is None:
            self._note(self._end())
        elif isinstance(run, CheckRun):
            self._show_check(run, page)
        elif walk.card(page) is not None:
            self._show_change(page)
        elif isinstance(run, SampleRun):
            self._note(self._result(run))
        elif walk.group is not None:
            self._show_group(page)
        else:
            self._show_end_of(page)
        self._show_crop()
        self._show_progress()

    def _note(self, shown: NoteCardShown) -> None:
        self._view.show_note(shown)

    def _show_change(self, page: PageView) -> None:
        walk = self._walk()
        card = walk.card(page)
        if card is None:
            return
        self._desk.change = card.key
        sampled = walk.run is not None
        alike = not sampled and card.verdict is Verdict.OPEN
        shown = told.change_card(
            page,
            card,
            walk.survey,
            self._say,
            datetime.now(UTC),
            alike=alike and walk.alike(card.change) is not None,
            sampled=sampled,
        )
        self._view.show_change(shown)

    def _show_group(self, page: PageView) -> None:
        walk, project = self._walk(), self._project
        cards = walk.sheet(page).cards
        if project is None or walk.group is None or walk.at >= len(cards):
            return
        size = project.judging.size_for(walk.group)
        self._note(
            told.group_note(
                cards[walk.at].change,
                walk.group,
                size,
                project.judging.rate,
                page.reading,
                self._key("judging_single"),
                self._say,
            )
        )

    def _result(self, run: SampleRun) -> NoteCardShown:
        if run.left or self._project is None:
            return told.left_note(run.words, self._say)
        rate, key = self._project.judging.rate, self._key("judging_single")
        return told.result_note(run.sample, rate, run.words, key, self._say)

    def _show_end_of(self, page: PageView) -> None:
        project = self._project
        if project is None:
            return
        by = self._desk.person.name
        keys = {"spots": self._key("judging_spots"), "page": self._key("judging_page")}
        own = project.judging.bar(page, by)
        header = project.judging.header(page) if page.standing.state is State.SUBMITTED else ()
        sheet = self._walk().sheet(page)
        self._note(told.page_note(page, sheet, own, header, keys, self._say))

    def _end(self) -> NoteCardShown:
        walk, project = self._walk(), self._project
        results = list(walk.results.values())
        waits = len(project.judging.waiting()) if project else 0
        return told.end_note(
            results.count(State.APPROVED),
            results.count(State.RETURNED),
            waits,
            self._key("judging_document"),
            self._say,
        )

    def _show_check(self, run: CheckRun, page: PageView) -> None:
        word = run.word
        if word is not None and page.row.id == word.page:
            self._view.show_change(told.check_card(page, word, self._say))
        else:
            key = self._key("judging_chance")
            self._note(told.check_note(run.wrong, run.seen, run.drawn, key, self._say))

    # -- around the card --------------------------------------------------------------------------

    def _show_crop(self) -> None:
        """The place of the change in the picture, where the page has one."""
        walk, page = self._walk(), self._desk.page
        if self._view.shown is None or page is None or page.reading.page.image is None:
            self._view.show_crop(None)
            return
        span: Span | None = None
        line = -1
        if isinstance(walk.run, CheckRun) and walk.run.word is not None:
            span = walk.run.word.span
        elif (card := walk.card(page)) is not None:
            span, line = card.change.span, card.change.line
        box = box_of(page.reading, span, line)
        facsimile, picturing = self._desk.view.facsimile, self._frame.picturing
        there = box is not None and Need.PICTURE in picturing.needs
        ink = facsimile.ink
        self._view.show_crop(
            CropShown(box, picturing.picture, facsimile.tone, ink) if box and there else None
        )

    def _show_progress(self) -> None:
        walk, page, say = self._walk(), self._desk.page, self._say
        hour = walk.pace.an_hour
        pace = say.say("judging.pace", n=hour) if hour else ""
        if page is None or walk.ended:
            self._view.show_progress("", 1, 1, pace)
            return
        place = told.place_words(page, say)
        if len(walk.pages) > 1 and page.row.id in walk.pages:
            at, of = walk.pages.index(page.row.id) + 1, len(walk.pages)
            place = say.say("judging.page_of", place=place, at=at, total=of)
        run = walk.run
        known, at, total = "lead", walk.at, len(walk.sheet(page).cards)
        if isinstance(run, SampleRun):
            known, at, total = "lead_sample", run.at, len(run.spots)
        elif isinstance(run, CheckRun):
            known, at, total = "lead_spots", run.at, len(run.words)
        elif at >= total:
            known = "lead_page"
        lead = say.say(f"judging.{known}", place=place, at=min(at + 1, total), total=total)
        self._view.show_progress(lead, at, total, pace)
