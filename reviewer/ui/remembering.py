"""The history room: shows what was done, takes steps back, and leads to where they were done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache, partial

from reviewer.core import decisions as d
from reviewer.core.arranging import split_key
from reviewer.core.errors import ReviewerError
from reviewer.core.fitting import named_lines
from reviewer.core.messages import Message
from reviewer.core.past import PastStep
from reviewer.core.progress import Progress
from reviewer.core.record import Entry, Wanted, moments
from reviewer.core.stories import span_of
from reviewer.core.undoing import UndoStep
from reviewer.services.chronicle import Chronicle
from reviewer.services.history import TakenBack
from reviewer.services.project import Project
from reviewer.services.record import Form
from reviewer.ui.actions import Need
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.desk_words import key_of
from reviewer.ui.frame import Department, Frame
from reviewer.ui.history_saving import ask_where
from reviewer.ui.history_words import Teller, taken_back_words
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.views.history import HistoryView, Reach
from reviewer.ui.views.history_rows import RowShown

_AT_ONCE = 100  # rows read together
_BUTTONS = {
    **{f"reach_{reach}": f"history_{reach}" for reach in Reach},
    "mine": "history_mine",
    "sift": "history_filter",
    "save": "history_save",
    "go": "history_go",
    "take_back": "history_take_back",
    "again": "history_again",
    "reopen": "history_reopen",
}


@dataclass(frozen=True, slots=True)
class _Read:
    """Part of the history: steps and their rows."""

    chronicle: Chronicle
    steps: tuple[PastStep, ...]
    rows: tuple[RowShown, ...]
    ended: bool


class Remembering(Department):
    """Ties the history room to the history. It reads on a lane of its own."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        keys = {name: IN_FORCE[action].shown_key for name, action in _BUTTONS.items()}
        self.view = view = HistoryView(self.say, frame.theme, keys)
        frame.rooms.add(view, Need.PROJECT, Need.HISTORY)
        self._lane = Jobs(self)
        self._lane.failed.connect(frame.telling.error)
        self._lane.broke.connect(frame.telling.fault)
        self._steps: dict[int, PastStep] = {}
        self._chronicle: Chronicle | None = None
        self._teller: Teller | None = None
        view.asked.connect(self._read)
        view.more_asked.connect(self._read_on)
        view.go_asked.connect(lambda _: self.go())
        view.list.picked.connect(self._show_buttons)
        view.left.connect(self._lane.stop_all)
        for name, action in _BUTTONS.items():
            if name != "go":
                view.buttons[name].clicked.connect(lambda _=False, run=action: frame.run(run))
        IN_FORCE.changed.connect(self._show_keys)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do."""
        return {
            "history": self.enter,
            "history_here": lambda: self.enter(Reach.PAGE, mine=True),
            "history_go": self.go,
            **{f"history_{reach}": partial(self.view.look, reach) for reach in Reach},
            "history_mine": self.view.toggle_mine,
            "history_filter": self.view.focus_sieve,
            "history_save": self.save,
            "history_take_back": self.take_back,
            "history_again": self.again,
            "history_reopen": self.reopen,
        }

    def project_closing(self) -> None:
        """Stop reading."""
        self._lane.stop_all()
        self._steps, self._chronicle, self._teller = {}, None, None
        self.view.field.clear()
        self.view.sieve.reset()
        self.view.show_rows((), more=False)

    def close(self) -> None:
        """Stop reading for good."""
        self._lane.close()

    # -- showing ----------------------------------------------------------------------------------

    def enter(self, reach: Reach | None = None, mine: bool = False) -> None:
        """Show the room: this page's history, or as far as was looked the last time."""
        if self.desk.project is None:
            return
        self.desk.settle()
        if self.desk.page is None:
            reach = Reach.PROJECT
        self.view.show_title(self.say.say("ui.history.title"), self.say.say("ui.history.lead"))
        self.view.look(reach or self.view.reach, mine)
        self.frame.rooms.enter(self.view)

    def _scope(self) -> Wanted:
        view = self.view
        page, reach = self.desk.page, view.reach
        by = self.frame.person.name if view.mine else view.sieve.person
        since, until = moments(*view.sieve.days.days)
        wanted = Wanted(by=by, since=since, until=until, sort=view.sieve.sort)
        if page is None or reach is Reach.PROJECT:
            return wanted
        if reach is Reach.DOCUMENT:
            return replace(wanted, document=page.row.document)
        return replace(wanted, page=page.row.id)

    def _read(self, at: int = 0) -> None:
        """Read anew, with the row `at` at hand."""
        project = self.desk.project
        if project is None:
            return
        self._lane.stop_all()
        self._lane.run(
            Message("ui.history.reading"),
            lambda _: project.record.people(),
            self.view.sieve.show_people,
            quiet=True,
        )
        chronicle = project.history.chronicle(self._scope())
        places = lru_cache(1)(chronicle.places) if self.view.reach is not Reach.PAGE else dict
        teller = Teller(self.say, chronicle.source, places, datetime.now(UTC))
        self._teller = teller
        count = max(_AT_ONCE, at + 1)
        self._run(chronicle, teller, count, lambda read: self._show(read, at))

    def _read_on(self) -> None:
        if self._chronicle is not None and self._teller is not None:
            self._run(self._chronicle, self._teller, _AT_ONCE, self._extend)

    def _run(
        self, chronicle: Chronicle, teller: Teller, count: int, then: Callable[[_Read], None]
    ) -> None:
        typed = self.view.typed.casefold()

        def read(progress: Progress) -> _Read:
            told: dict[int, RowShown] = {}

            def wanted(step: PastStep) -> bool:
                row = told[int(step.first.id)] = teller.row(step)
                return typed in f"{row.words} {row.foot}".casefold()

            steps = tuple(chronicle.more(count, wanted, progress))
            rows = tuple(told[int(step.first.id)] for step in steps)
            return _Read(chronicle, steps, rows, chronicle.ended)

        self._lane.run(Message("ui.history.reading"), read, then, quiet=True)

    def _show(self, read: _Read, at: int) -> None:
        self._chronicle = read.chronicle
        self._steps = {int(step.first.id): step for step in read.steps}
        self.view.show_rows(read.rows, not read.ended, at)
        self._show_buttons()
        self._go_on(read)

    def _extend(self, read: _Read) -> None:
        if read.chronicle is self._chronicle:
            self._steps.update({int(step.first.id): step for step in read.steps})
            self.view.list.rows.extend(read.rows, not read.ended)
            if self.view.list.current is None:  # nothing was found before
                self.view.show_rows(self.view.list.rows.rows, not read.ended)
            self._go_on(read)

    def _go_on(self, read: _Read) -> None:
        """Look on while what is typed was found too seldom to fill the list."""
        if not read.ended and len(self._steps) < _AT_ONCE:
            self._read_on()

    def _show_buttons(self) -> None:
        step, buttons = self._step, self.view.buttons
        buttons["go"].setEnabled(step is not None)
        buttons["take_back"].setEnabled(step is not None and not step.taken_back)
        buttons["again"].setEnabled(step is not None and step.undone is not None)
        buttons["reopen"].setEnabled(step is not None and span_of(step.first.act) is not None)

    def _show_keys(self) -> None:
        for name, action in _BUTTONS.items():
            self.view.buttons[name].set_keys(IN_FORCE[action].shown_key)

    @property
    def _step(self) -> PastStep | None:
        """The step at hand."""
        row = self.view.list.current
        return self._steps.get(row.key) if row else None

    # -- saving -----------------------------------------------------------------------------------

    def save(self) -> None:
        """Write all that is listed, also what was not scrolled to, as a table or JSON lines."""
        project, teller = self.desk.project, self._teller
        if project is None or teller is None:
            return
        path = ask_where(self.view, self.say, project.name)
        if path is None:
            return
        wanted, typed = self._scope(), self.view.typed.casefold()

        def listed(entry: Entry) -> bool:
            row = teller.row(PastStep((entry.decision,), 1, bool(entry.taker), entry.taker))
            return typed in f"{row.words} {row.foot}".casefold()

        keep = listed if typed else None
        form = Form.CSV if path.suffix == ".csv" else Form.JSON
        self.frame.jobs.run(
            Message("ui.history.saving"),
            lambda progress: project.record.save(wanted, path, form, progress, keep=keep),
            lambda count: self.frame.telling.note(
                self.say.say("ui.history.saved", n=count, path=str(path))
            ),
        )

    # -- taking back ------------------------------------------------------------------------------

    def take_back(self) -> None:
        """Take back the step at hand."""
        step = self._step
        if step is None:
            return
        if step.taken_back:
            key = key_of("history_again")
            self.frame.telling.note(self.say.say("ui.history.nothing_back", key=key))
            return
        self._walk(step.step, again=False)

    def again(self) -> None:
        """Do the step at hand again."""
        step = self._step
        if step is None:
            return
        if step.undone is None:
            self.frame.telling.note(self.say.say("ui.history.nothing_again"))
            return
        self._walk(UndoStep((step.undone,)), again=True)

    def _walk(self, step: UndoStep, *, again: bool) -> None:
        project, at = self.desk.project, self.view.list.currentIndex().row()
        if project is None:
            return

        def walk(by: str) -> None:
            try:
                taken = project.history.undo_step(step, by)
            except ReviewerError as error:
                self.frame.telling.error(error)
                return
            self._tell(taken, again=again)
            self._read(at)

        self.frame.person.with_name(walk)

    def _tell(self, taken: TakenBack, *, again: bool) -> None:
        said = taken_back_words(taken, again, self.say)
        if said:
            self.frame.telling.note(said)

    # -- going there ------------------------------------------------------------------------------

    def go(self) -> None:
        """Show the place of the step at hand on the desk."""
        step, project = self._step, self.desk.project
        if step is None or project is None:
            return
        decision = self._nearest(step)
        self.frame.rooms.leave_all()
        if decision.place.page is not None:
            self.desk.show(decision.place.page)
            self._look_at(decision)

    def _nearest(self, step: PastStep) -> d.Decision:
        """The decision of a batch that was made on the page at hand, else the first."""
        here = self.desk.page.row.id if self.desk.page else None
        return next((one for one in step.decisions if one.place.page == here), step.first)

    def _look_at(self, decision: d.Decision) -> None:
        page, reading = self.desk.page, self.desk.view.reading
        if page is None:
            return
        span = span_of(decision.act)
        place = page.reading.place_of(span.first) if span else None
        if place is not None:
            line = page.reading.lines[place[0]]
            start = line.starts[place[1]]
            reading.look_at(place[0], start, start + len(line.words[place[1]].text))
            return
        keys = [*named_lines(decision.act)]
        if isinstance(decision.act, d.SplitLine):
            keys = [split_key(decision.act.token)]
        for index, line in enumerate(page.reading.lines):
            if line.n in keys[:1]:
                reading.look_at(index, 0, len(line.text))

    def reopen(self) -> None:
        """Go to the word of the step at hand and take up its finding again."""
        step = self._step
        if step is None or span_of(step.first.act) is None:
            self.frame.telling.note(self.say.say("ui.history.no_word"))
            return
        decision = self._nearest(step)
        self.go()
        if step.taken_back:
            self.pick(decision)
        else:
            reopen(self.frame, UndoStep((decision,)))

    def pick(self, decision: d.Decision) -> None:
        """Take up the open finding on the words of a decision; say so where there is none."""
        page, span = self.desk.page, span_of(decision.act)
        found = [one.key for one in page.open if span and one.span.touches(span)] if page else []
        if found:
            self.desk.pick(found[0])
        else:
            self.desk.note(Message("ui.history.not_open", {"key": key_of("story")}))


def reopen(frame: Frame, step: UndoStep) -> bool:
    """Take a decision on the page at hand back and take up its finding; whether it could be."""
    desk = frame.desk
    before = {one.key for one in desk.page.open} if desk.page else set()

    def take_back(project: Project, _page: object, by: str, _seen: int) -> object:
        return project.history.undo_step(step, by)

    if not frame.deciding.do(take_back) or desk.page is None:
        return False
    back = [one.key for one in desk.page.open if one.key not in before]
    if back:
        desk.pick(back[0])
        desk.note("ui.history.reopened")
    else:
        desk.note(Message("ui.history.not_open", {"key": key_of("story")}))
    return True
