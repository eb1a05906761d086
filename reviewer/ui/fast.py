"""Fast review: the finding at hand alone in the window, decided by bare keys."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import islice
from time import monotonic

from reviewer.core.pace import Pace
from reviewer.core.reading import PageReading
from reviewer.ui import showing
from reviewer.ui.actions import Need
from reviewer.ui.fonts import reading_family
from reviewer.ui.frame import Department, Frame
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.views.fast import FastShown, FastView
from reviewer.ui.views.fast_text import AROUND

_BUTTONS = ("keep", "edit", "noise", "skip", "undo", "back")


class Fast(Department):
    """Shows what the desk has at hand, in a room, and lets the desk's own views wait meanwhile."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._inside = False
        self._pace = Pace()
        self.view = view = FastView(frame.say, frame.theme)
        frame.rooms.add(view, Need.PROJECT, Need.FAST)
        frame.rooms.changed.connect(self._on_room)
        self.desk.moved.connect(self._show)
        self.desk.view.card.cropShown.connect(view.show_crop)
        view.show_crop(self.desk.view.card.crop)
        IN_FORCE.changed.connect(self._show_keys)
        deciding, walking = frame.deciding, frame.walking
        view.accepted.connect(lambda rank: self._decide(partial(deciding.accept, rank)))
        view.kept.connect(lambda: self._decide(deciding.keep))
        view.noise.connect(lambda: self._decide(deciding.noise))
        view.edited.connect(lambda text: self._decide(partial(deciding.correct, text)))
        view.skipped.connect(walking.skip)
        view.undone.connect(self._undo)
        view.stepped_back.connect(walking.previous_finding)
        view.went_on.connect(self._go_on)
        self._show_keys()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do, by their ids."""
        deciding, walking = self.frame.deciding, self.frame.walking
        return {
            "fast": self.toggle,
            "fast_accept": lambda: self._decide(deciding.accept),
            "fast_keep": lambda: self._decide(deciding.keep),
            "fast_edit": self.view.edit,
            "fast_noise": lambda: self._decide(deciding.noise),
            "fast_skip": walking.next_finding,
            "fast_back": walking.previous_finding,
            "fast_undo": self._undo,
            "fast_redo": deciding.redo,
            "fast_submit": deciding.submit,
        }

    @property
    def open(self) -> bool:
        """Whether fast review is what the person sees."""
        return self.frame.rooms.current is self.view

    def toggle(self) -> None:
        """Enter fast review at the finding at hand, or go back to the desk at it."""
        if self.open:
            self.frame.rooms.leave()
            return
        self.desk.settle()
        self._inside = True
        self.desk.hold(True)
        self._pace = self._pace.begun(monotonic())
        self.view.set_font(reading_family(self.frame.settings.get("reading_font")))
        self.frame.rooms.enter(self.view)
        self._show()

    def _on_room(self) -> None:
        if self._inside and self.frame.rooms.current is None:
            self._inside = False
            self.desk.hold(False)
            if self.desk.project:
                self.desk.view.focus_side()
        elif self.open:
            self._show()

    # -- deciding ---------------------------------------------------------------------------------

    def _decide(self, step: Callable[[], object]) -> None:
        self._count(step, 1)

    def _undo(self) -> None:
        self._count(self.frame.deciding.undo, -1)

    def _count(self, step: Callable[[], object], by: int) -> None:
        """Take a step; if it was taken, it counts for the pace."""
        told: list[object] = []
        project = self.desk.project
        if project is None:
            return
        stop = project.subscribe(told.append)
        try:
            step()
        finally:
            stop()
        if told:
            self._pace = self._pace.stepped(monotonic(), by)
            self._show_progress()

    def _go_on(self) -> None:
        """Enter, where nothing is at hand: the next page, or what was left of the queue."""
        walking = self.frame.walking
        if walking.route:
            walking.next_finding()
        else:
            walking.next_doubtful_page()

    # -- shown ------------------------------------------------------------------------------------

    def _show(self) -> None:
        if not self.open:
            return
        page, finding = self.desk.page, self.desk.finding
        card, message = self.desk.card_shown
        if page is None or finding is None or card is None:
            self.view.show_finding(None, message or self.say.say("ui.card.no_page"))
        else:
            place = showing.place_of(page.reading, finding)
            around = _around(page.reading, place[0]) if place else ((), ())
            self.view.show_finding(FastShown(card, *around))
        self._show_progress()

    def _show_progress(self) -> None:
        page, route = self.desk.page, self.frame.walking.route
        if page is None:
            return
        hour = self._pace.an_hour
        pace = self.say.say("ui.fast.pace", n=hour) if hour else ""
        if route is not None and route.walk is not None:
            walk = route.walk
            self.view.show_progress(route.place, max(walk.at, 0), walk.of, pace)
            return
        total = len(page.findings)
        done = total - len(page.open)
        title = self.say.say("ui.fast.page", done=done, total=total)
        self.view.show_progress(title, done, total, pace)

    def _show_keys(self) -> None:
        self.view.set_keys({name: IN_FORCE[f"fast_{name}"].shown_key for name in _BUTTONS})


def _around(reading: PageReading, line: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines with words above and below a line, those nearest to it."""
    above = (one.text for one in reversed(reading.lines[:line]) if one.text.strip())
    below = (one.text for one in reading.lines[line + 1 :] if one.text.strip())
    return tuple(islice(above, AROUND))[::-1], tuple(islice(below, AROUND))
