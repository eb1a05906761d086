"""The whole page with its changes: in the text, judged by key, or beside the raw text."""

from collections.abc import Callable, Mapping

from reviewer.core.comparing import Row, compare
from reviewer.core.ids import PageId
from reviewer.core.judging import Change
from reviewer.core.reading import PageReading
from reviewer.core.workflow import State
from reviewer.services.pages import PageView
from reviewer.services.project import Project
from reviewer.ui.actions import Need
from reviewer.ui.compare_words import lines_compared
from reviewer.ui.fonts import reading_family
from reviewer.ui.frame import Department, Frame
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.tracked_words import Told, lines_tracked, people_of
from reviewer.ui.views.compare import CompareView

_BUTTONS = {
    "next": "compare_next",
    "previous": "compare_previous",
    "go": "compare_go",
    "mode": "tracked_mode",
    "approve": "tracked_approve",
    "reject": "tracked_reject",
    "undo": "tracked_undo",
}


class Tracked(Department):
    """Shows a page beside its raw text, or with its changes in the text, in one room."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        keys = {name: IN_FORCE[action].shown_key for name, action in _BUTTONS.items()}
        self.view = CompareView(self.say, frame.theme, keys)
        self.view.go_asked.connect(self._go)
        self.view.pressed.connect(self._press)
        frame.rooms.add(self.view, Need.PROJECT, Need.COMPARE)
        frame.rooms.changed.connect(self._on_room)
        self.desk.moved.connect(self._on_moved)
        IN_FORCE.changed.connect(self._show_keys)
        self._rows: tuple[Row, ...] = ()
        self._changes: dict[int, Change] = {}
        self._own: frozenset[int] = frozenset()
        self._read: PageReading | None = None
        self._told = Told()
        self._filled: tuple[PageView, bool, str] | None = None
        self._holding: PageId | None = None
        self._at = 0

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do."""
        return {
            "compare": lambda: self.show(tracked=False),
            "tracked": lambda: self.show(tracked=True),
            "compare_next": lambda: self.view.walk(1),
            "compare_previous": lambda: self.view.walk(-1),
            "compare_go": lambda: self.view.buttons["go"].click(),
            "tracked_mode": lambda: self._press("mode"),
            "tracked_approve": lambda: self._judge(sign=True),
            "tracked_reject": lambda: self._judge(sign=False),
            "tracked_undo": self._undo,
        }

    @property
    def open(self) -> bool:
        """Whether the room is what the person sees."""
        return self.frame.rooms.current is self.view

    def project_closing(self) -> None:
        """Nothing of it is at hand any more."""
        self._rows, self._changes = (), {}
        self._read, self._told, self._filled, self._holding = None, Told(), None, None
        self.view.show_lines(())
        self.view.show_tracked((), 0, (), can_judge=False)

    def _show_keys(self) -> None:
        self.view.set_keys({name: IN_FORCE[action].shown_key for name, action in _BUTTONS.items()})

    # -- shown ------------------------------------------------------------------------------------

    def show(self, *, tracked: bool) -> None:
        """Show the page at hand, where the person looks."""
        self.desk.settle()
        page = self.desk.page
        if page is None:
            return
        self._at = self.desk.change or self._change_at(page) or 0
        self._filled = None
        self.view.set_font(reading_family(self.frame.settings.get("reading_font")))
        self.view.show_mode(tracked=tracked)
        self.frame.rooms.enter(self.view)  # it is filled at the width that it then has
        self._renew()

    def _renew(self) -> None:
        """Show the page as it is now, unless that is what is shown."""
        page, project, tracked = self.desk.page, self.desk.project, self.view.is_tracked
        if not self.open or page is None or project is None:
            return
        filled = page, tracked, self.desk.person.name
        known, self._filled = self._filled, filled
        if known and known[0] is page and known[1:] == filled[1:]:
            return
        if self._read is None or self._read.lines is not page.reading.lines:
            self._rows = compare(page.reading)
        self._read = page.reading
        if tracked:
            self._fill_tracked(project, page)
        else:
            here = self._line(page)
            row = next((n for n, one in enumerate(self._rows) if one.line == here), 0)
            self.view.show_lines(lines_compared(self._rows, page.reading, self.say), row)

    def _fill_tracked(self, project: Project, page: PageView) -> None:
        changes = project.judging.changes(page)
        mine = project.judging.mine(page, self.desk.person.name)
        self._changes = {int(one.decision.id): one for one in changes}
        self._own = frozenset(int(one.decision.id) for one in changes if mine(one))
        lines = lines_tracked(self._rows, page.reading, changes, self.say, self._told)
        at, self._at = self._at or self.view.tracked.at, 0
        can_judge = page.standing.state is State.SUBMITTED
        self.view.show_tracked(lines, at, people_of(changes), can_judge=can_judge)

    def _line(self, page: PageView) -> int | None:
        """The line that the person looks at: of the finding at hand, or at the caret."""
        desk, reading = self.desk, page.reading
        place = reading.place_of(desk.finding.span.first) if desk.finding else None
        if place is not None and not desk.view.in_text:
            return place[0]
        index, _ = desk.view.reading.caret()
        return index if 0 <= index < len(reading.lines) else None

    def _change_at(self, page: PageView) -> int | None:
        """The first change on the line that the person looks at, or behind it."""
        here = self._line(page) or 0
        project = self.desk.project
        changes = project.judging.changes(page) if project else ()
        return next((int(one.decision.id) for one in changes if one.line >= here), None)

    def _on_moved(self) -> None:
        self._renew()

    def _on_room(self) -> None:
        page = self.desk.page
        if self.open and page is not None and not self.desk.held:
            self._holding = page.row.id
            self.desk.hold(True)
        elif self._holding is not None and self.frame.rooms.current is None:
            held, self._holding = self._holding, None
            self.desk.hold(False, keep_place=page is not None and page.row.id == held)
        self._renew()

    # -- keys -------------------------------------------------------------------------------------

    def _press(self, name: str) -> None:
        if name == "mode":
            self.view.show_mode(tracked=not self.view.is_tracked)
            self._renew()
        elif name == "undo":
            self._undo()
        else:
            self._judge(sign=name == "approve")

    def _judge(self, *, sign: bool) -> None:
        """Sign or reject the change at hand, and go on to the next that nobody judged."""
        key = self.view.tracked.at
        change = self._changes.get(key)
        if change is None or not self.view.is_tracked:
            return
        if key in self._own:
            self.frame.telling.note(self.say.say("judging.own"))
            return
        following = self._following(key)

        def step(project: Project, page: PageId, by: str, _seen: int) -> None:
            judge = project.judging.sign if sign else project.judging.reject
            judge(page, change, by)

        if self.frame.deciding.do(step, typing_first=False):
            self.view.tracked.go(following)

    def _following(self, key: int) -> int:
        """The next change that waits, first behind this one, then from the top; else this one."""
        keys = self.view.tracked.keys
        place = keys.index(key) if key in keys else -1
        waiting = (
            one
            for one in (*keys[place + 1 :], *keys[: max(place, 0)])
            if not self._changes[one].approved and one not in self._own
        )
        return next(waiting, key)

    def _undo(self) -> None:
        self.frame.deciding.do(
            lambda project, page, by, _seen: project.history.undo(page, by), typing_first=False
        )

    def _go(self, row: int) -> None:
        """Go to a line of the room on the desk."""
        if not 0 <= row < len(self._rows):
            return
        other, line = self._rows[row].other, self._rows[row].line
        if line is None and other is not None:
            line = self._rows[other].line
        self.frame.rooms.leave_all()
        page = self.desk.page
        if line is not None and page is not None and line < len(page.reading.lines):
            text = page.reading.lines[line].text
            self.desk.view.reading.look_at(line, 0, len(text))
