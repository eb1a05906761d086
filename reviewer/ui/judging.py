"""Judging: the editor goes through what changed, card by card, over all pages that wait."""

from collections.abc import Callable, Mapping
from functools import partial
from time import monotonic

from PySide6.QtCore import QTimer

from reviewer.core.ids import DecisionId, PageId
from reviewer.core.messages import Message
from reviewer.core.workflow import State
from reviewer.services.judging import Survey
from reviewer.ui import judging_words as told
from reviewer.ui.actions import Need
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.fonts import reading_family
from reviewer.ui.frame import Department, Frame
from reviewer.ui.judging_face import BUTTONS, Face, Step
from reviewer.ui.judging_many import Many
from reviewer.ui.judging_one import One
from reviewer.ui.judging_runs import CheckRun
from reviewer.ui.judging_walk import Walk
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.views.judging import JudgingView

_CALM = 30  # milliseconds after which the next page is read, so that turning to it takes no time


class Judging(Department):
    """Walks through changes in a room of its own; the desk shows the same page meanwhile."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.view = view = JudgingView(frame.say, frame.theme)
        self.walk = Walk()
        self.face = Face(frame, view, lambda: self.walk)
        self._one = One(frame, self.face, self)
        self._many = Many(frame, self.face, self)
        self._inside = self._busy = False
        self._lane = Jobs(self)
        self._lane.broke.connect(frame.telling.fault)
        self._lane.failed.connect(frame.telling.error)
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self._look_ahead)
        frame.rooms.add(view, Need.PROJECT, Need.JUDGING)
        frame.rooms.changed.connect(self._on_room)
        self.desk.moved.connect(self._on_moved)
        view.pressed.connect(self.press)
        view.typed.connect(self._one.typed)
        view.said.connect(self._said)
        view.taken.connect(self._one.taken)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do, by their ids."""
        return {
            "judging": self.toggle,
            "judging_approve": self._first,
            **{
                action: partial(self._press, name)
                for name, action in BUTTONS.items()
                if name not in ("approve", "tracked", "forth")
            },
            "judging_next": partial(self.press, "forth"),
            "judging_redo": self._redo,
            "judging_this_page": partial(self._begin, "page"),
            "judging_document": partial(self._begin, "document"),
            "judging_project": partial(self._begin, "project"),
        }

    # -- coming and going -------------------------------------------------------------------------

    @property
    def open(self) -> bool:
        """Whether the room is what the person sees."""
        return self.frame.rooms.current is self.view

    def toggle(self) -> None:
        """Go through what waits, or go back to the desk."""
        if self.open:
            self.frame.rooms.leave()
        else:
            self.desk.person.with_name(lambda _: self._enter())

    def _enter(self) -> None:
        """What is the person's own depends on who they are, so there is a name by now."""
        self.desk.settle()
        self.walk = Walk()
        self._inside = True
        self.desk.hold(True)
        self.walk.pace = self.walk.pace.begun(monotonic())
        self.view.set_font(reading_family(self.frame.settings.get("reading_font")))
        self._begin("project")
        self.frame.rooms.enter(self.view)

    def _begin(self, scope: str) -> None:
        """Begin a walk over the page at hand, its document, or all that waits."""
        project, page = self.desk.project, self.desk.page
        if project is None:
            return
        here = page.row.id if page else None
        document = page.row.document if page and scope != "project" else None
        pages = tuple(project.judging.waiting(document))
        if scope == "page":
            pages = tuple(one for one in pages if one == here)
        if not pages and scope != "project":
            key = IN_FORCE["judging_project"].shown_key
            self.frame.telling.note(self.say.say("judging.nothing_waits_here", key=key))
            return
        before = self.walk
        self.walk = Walk(
            pages, ended=not pages, steps=before.steps, undone=before.undone, pace=before.pace
        )
        if not pages:
            self.face.show()
            return
        by = self.desk.person.name
        self._lane.stop_all()
        self._lane.run(
            Message("judging.looking"),
            lambda progress: project.judging.survey(pages, by, progress),
            partial(self._surveyed, self.walk),
            quiet=True,
        )
        self.turn(here if here in pages else pages[0])

    def _surveyed(self, walk: Walk, survey: Survey) -> None:
        """What is alike is known from here on; a card that is shown stays, but says so."""
        walk.survey = survey
        if self.open and not self.view.field and not self.view.card.readings:
            self.face.show()

    def _on_room(self) -> None:
        if self._inside and self.frame.rooms.current is None:
            self._inside = False
            self._lane.stop_all()
            self._say_questions()
            self.desk.hold(False)
            if self.desk.project:
                self.desk.view.focus_side()
        elif self.open:
            self.face.show()

    def _say_questions(self) -> None:
        """Whoever leaves a page with questions hears that it has not gone back yet."""
        page = self.desk.page
        if page and page.standing.state is State.SUBMITTED and self.walk.asked_on(page):
            place = told.place_words(page, self.say)
            self.frame.telling.note(self.say.say("judging.kept_questions", place=place))

    def project_closing(self) -> None:
        """Nothing of it is at hand any more."""
        self._lane.stop_all()
        self._inside = False
        self.walk = Walk()

    def close(self) -> None:
        """Look for nothing more."""
        self._calm.stop()
        self._lane.close()

    # -- where the person is ----------------------------------------------------------------------

    def _on_moved(self) -> None:
        if not self._inside or self.desk.page is None:
            return
        if not self._busy and not self.open and self.walk.is_old(self.desk.page):
            self.walk.forget_steps()  # undo begins with what was decided in another room
        self._renew()
        if not self._busy:
            self.face.show()

    def _renew(self) -> None:
        project, page = self.desk.project, self.desk.page
        if project and page and self.walk.is_old(page):
            judging, by = project.judging, self.desk.person.name
            self.walk.renew(
                page, judging.changes(page), judging.mine(page, by), judging.asked(page)
            )

    def turn(self, page: PageId, key: DecisionId | None = None, *, end: bool = False) -> None:
        """Go to a page: to the card of a decision, to its end, or to its first open change."""
        self.walk.ended = False
        self._busy = True
        try:
            if self.desk.page is None or self.desk.page.row.id != page:
                self.desk.show(page)
            else:
                self._renew()
        finally:
            self._busy = False
        sheet = self.walk.sheet(self.desk.page)
        place = sheet.place_of(key) if key is not None else None
        if place is None:
            first = None if end else sheet.next_open()
            place = len(sheet.cards) if first is None else first
        self.settle(place)
        self._calm.start()

    def settle(self, place: int) -> None:
        """Take up a card of the page at hand."""
        self.walk.settle(self.desk.page, place)
        self.face.show()

    def _look_ahead(self) -> None:
        """Read the page that comes next while nobody does anything."""
        project, page = self.desk.project, self.desk.page
        if project is not None and page is not None:
            for one in self.walk.behind(page.row.id)[:1]:
                read = partial(project.page, one)
                self._lane.run(Message("judging.looking"), lambda _, read=read: read(), quiet=True)  # type: ignore[misc]

    # -- keys -------------------------------------------------------------------------------------

    def _press(self, name: str) -> None:
        """An action of the table, where the button for it is there."""
        if name in ("undo", "back", "page") or name in self.view.foot.shown:
            self.press(name)

    def _first(self) -> None:
        for name in self.view.foot.shown[:1]:
            self.press(name)

    def press(self, name: str) -> None:
        """Do what a button is for."""
        self.desk.acted.emit()
        one, many = self._one, self._many
        does: dict[str, Callable[[], object]] = {
            "approve": one.approve,
            "next": self._next,
            "right": self.go_on,
            "sign_page": self._sign_page,
            "page": self._sign_page,
            "return_page": self._return_page,
            "to_open": partial(self.turn_here, 0),
            "draw": many.draw,
            "more": many.draw_more,
            "sign_rest": many.sign_rest,
            "leave": self.frame.rooms.leave,
            "reject": one.reject,
            "other": one.other,
            "edit": self.view.type_words,
            "comment": partial(one.ask, "comment"),
            "ask": partial(one.ask, "ask"),
            "wrong": partial(one.ask, "wrong"),
            "alike": many.show_alike,
            "single": many.one_by_one,
            "spots": many.check_likely,
            "chance": many.check_chance,
            "tracked": partial(self.frame.run, "tracked"),
            "undo": self._undo,
            "back": partial(self._go, -1),
            "forth": partial(self._go, 1),
        }
        does[name]()

    def turn_here(self, place: int) -> None:
        """Go to the first open change of the page from a place on, or to its end."""
        sheet = self.walk.sheet(self.desk.page)
        following = sheet.next_open(place - 1)
        self.settle(len(sheet.cards) if following is None else following)

    def _go(self, by: int) -> None:
        """The card before or behind, whatever became of it."""
        walk, page = self.walk, self.desk.page
        if walk.run is not None:
            walk.run.step(by)
            self._many.show_run()
        elif walk.ended:
            if by < 0 and walk.pages:
                self.turn(walk.pages[-1], end=True)
        elif 0 <= walk.at + by <= len(walk.sheet(page).cards):
            self.settle(walk.at + by)
        elif page is not None and by > 0:
            self._turn_on(walk.behind(page.row.id))
        elif page is not None and walk.pages and page.row.id != walk.pages[0]:
            self.turn(walk.pages[walk.pages.index(page.row.id) - 1], end=True)

    def _turn_on(self, pages: tuple[PageId, ...]) -> None:
        """To the first of some pages; without one it is the end."""
        if pages:
            self.turn(pages[0])
        else:
            self.walk.ended = True
            self.face.show()

    def _next(self) -> None:
        """Enter on what needs no decision: on to the next open change, or the next page."""
        if isinstance(self.walk.run, CheckRun):
            self._many.go_home()
        elif self.walk.card(self.desk.page) is not None:
            self.go_on()
        else:
            self._next_page()

    def go_on(self) -> None:
        """To what is to be judged next."""
        if self.walk.run is not None:
            self.walk.run.go_on()
            self._many.show_run()
        else:
            self.turn_here(self.walk.at + 1)

    def _next_page(self) -> None:
        """To the next page that still waits."""
        project, page = self.desk.project, self.desk.page
        if project is not None and page is not None:
            waits = (
                one
                for one in self.walk.behind(page.row.id)
                if project.page(one).standing.state is State.SUBMITTED
            )
            self._turn_on(tuple(waits)[:1])

    def do(self, step: Step) -> bool:
        """Take a step in the person's name; whether it was taken."""
        self._busy = True
        try:
            done = self.frame.deciding.do(
                lambda project, page, by, _seen: step(project, page, by), typing_first=False
            )
        finally:
            self._busy = False
        if not done:
            self.face.show()
        return done

    def _said(self, text: str) -> None:
        if isinstance(self.walk.run, CheckRun):
            if not self._many.say_wrong(text):
                self._one.ask("wrong", text)
        else:
            self._one.said(text)

    # -- undo -------------------------------------------------------------------------------------

    def _undo(self) -> None:
        """Take back the last step of this walk, and go to what it was about."""
        walk = self.walk
        if not walk.steps:
            self.frame.telling.note(self.say.say("judging.nothing_to_undo"))
            return
        if not self.do(lambda project, _page, by: project.history.undo_last(by)):
            return
        page, key = walk.steps.pop()
        walk.undone.append((page, key))
        walk.results.pop(page, None)
        walk.pace = walk.pace.stepped(monotonic(), -1)
        if key is not None:
            walk.judged.discard(key)
        if walk.run is not None:
            walk.run.take_back((page, key))
            self._many.show_run()
        else:
            walk.keep_single(page, key)
            self.turn(page, key, end=key is None)

    def _redo(self) -> None:
        """Do again what was taken back, and go to it."""
        walk = self.walk
        if not self.do(lambda project, _page, by: project.history.redo_last(by)):
            return
        if not walk.undone or walk.run is not None:
            self.face.show()
            return
        page, key = walk.undone.pop()
        walk.steps.append((page, key))
        walk.pace = walk.pace.stepped(monotonic())
        if key is not None:
            walk.judged.add(key)
        self.turn(page, key, end=key is None)
        now = self.desk.page.standing.state if self.desk.page else State.SUBMITTED
        if now is not State.SUBMITTED:
            walk.results[page] = now

    # -- the page ---------------------------------------------------------------------------------

    def _sign_page(self) -> None:
        page = self.desk.page
        if page is None or self.walk.run is not None or self.walk.ended:
            return
        here, seen = page.row.id, page.revision
        if self.do(lambda project, where, by: project.judging.approve(where, by, seen)):
            self._leave_page(here, State.APPROVED)

    def _return_page(self) -> None:
        page = self.desk.page
        if page is None:
            return
        here, comment = page.row.id, told.questions_words(page)
        if self.do(lambda project, where, by: project.judging.send_back(where, by, comment)):
            self._leave_page(here, State.RETURNED)

    def _leave_page(self, page: PageId, state: State) -> None:
        self.walk.results[page] = state
        self.walk.stepped(page, None)
        self._next_page()
