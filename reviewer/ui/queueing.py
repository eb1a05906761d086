"""Queues at the desk: choosing one, and going along it over the pages of the project."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from PySide6.QtCore import QTimer

from reviewer.core.changes import Changes
from reviewer.core.errors import ReviewerError
from reviewer.core.ids import PageId
from reviewer.core.queues import Queue, QueuePlace, Walk
from reviewer.core.workflow import EDITABLE, State
from reviewer.services.pages import PageView
from reviewer.services.project import Project
from reviewer.services.queues import Course
from reviewer.ui.bridge.asking import Asking
from reviewer.ui.desk_words import key_of
from reviewer.ui.frame import Department, Frame
from reviewer.ui.people import Whereabouts
from reviewer.ui.theme import Theme
from reviewer.ui.views.queues import QueueList, QueueShown
from reviewer.ui.views.shown import CardShown

_SOON = 60  # stops known ahead below which more are read
_CALM = 200  # milliseconds in which nobody did anything: time to read the next page
_FAR = 1000  # stops among which the place of last time is looked for
_TRIES = 40  # stops looked at one by one before all are asked about at once


@dataclass(frozen=True, slots=True)
class _Opened:
    """A queue as it was read at first."""

    course: Course
    places: Sequence[QueuePlace]
    complete: bool

    @property
    def walk(self) -> Walk:
        """The walk before its first stop."""
        walk = Walk(self.course.queue, self.course.total)
        return walk.more(self.places, complete=self.complete)


class Queueing(Department):
    """Leads the desk along the chosen queue. In reading order it leaves everything to the page."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._walking = frame.walking
        self._whereabouts = Whereabouts(frame.settings)
        self._list = QueueList(frame.say, frame.theme, frame.window)
        self._list.chosen.connect(self.choose)
        self.asking = Asking(self)
        self.asking.failed.connect(frame.telling.error)
        self.asking.broke.connect(frame.telling.fault)
        self._walk: Walk | None = None
        self._course: Course | None = None
        self._reading_on = False
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM)
        self._calm.timeout.connect(self._look_ahead)
        self.desk.label, self.desk.ahead = self._label, self._ahead
        self.desk.moved.connect(self._on_moved)
        self.desk.news.gathered.connect(self._on_gathered)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do, by their ids."""
        return {"queue": self.ask}

    def project_opened(self, project: Project) -> None:
        """Go on by the queue of last time, from where the person was."""
        name = self._whereabouts.recall_queue(project.place)
        if name in list(Queue) and name != Queue.READING:
            here, by = self._here, self.frame.person.name
            self.asking.ask(lambda: _read_to(project, Queue(name), by, here), self._take_up)

    def project_closing(self) -> None:
        """Leave the queue; which one it was is remembered."""
        self.asking.drop()
        self._list.close()
        self._put_on(None, None)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._list.set_theme(theme)

    def close(self) -> None:
        """End the thread that asks."""
        self._calm.stop()
        self.asking.close()

    # -- choosing ---------------------------------------------------------------------------------

    @property
    def walk(self) -> Walk | None:
        """The walk along the queue; None in reading order."""
        return self._walk

    @property
    def queue(self) -> Queue:
        """The order in which findings are gone through."""
        return self._walk.queue if self._walk else Queue.READING

    def title(self, queue: Queue) -> str:
        """The name of a queue."""
        return self.say.say(f"ui.queues.names.{queue}")

    def ask(self) -> None:
        """Offer the queues; how much is in each is said as soon as it is known."""
        project, by = self.desk.project, self.frame.person.name
        if project is None:
            return
        self.desk.settle()
        self._list.ask(
            [
                QueueShown(
                    queue,
                    self.title(queue),
                    self.say.say(f"ui.queues.hints.{queue}"),
                    current=queue is self.queue,
                )
                for queue in self._offered()
            ]
        )
        self.asking.ask(lambda: project.queues.counts(by), self._show_counts)

    def _offered(self) -> Sequence[Queue]:
        """The queues in their order; what came back stands first, if anything did."""
        back = self.desk.model.in_state(State.RETURNED) > 0
        return sorted(Queue, key=lambda queue: not (back and queue is Queue.RETURNED))

    def _show_counts(self, counts: Mapping[Queue, int]) -> None:
        told = {}
        for queue, many in counts.items():
            unit = "pages" if queue is Queue.RETURNED else "words"
            empty = not many and queue is not Queue.READING  # pages can always be read
            told[str(queue)] = self.say.say(f"ui.queues.{unit}", n=many), empty
        self._list.show_counts(told)

    def choose(self, name: str) -> None:
        """Go by another queue from its beginning; by reading order from where the person is."""
        project, queue, by = self.desk.project, Queue(name), self.frame.person.name
        if project is None:
            return
        if queue is Queue.READING:
            self._leave(project)
        else:
            self.asking.ask(lambda: _read_to(project, queue, by, None), self._begin)

    def _leave(self, project: Project) -> None:
        self._put_on(None, None)
        self._whereabouts.remember_queue(project.place, "")
        self.desk.aside = ""
        self.desk.refresh()
        self.desk.note("ui.queues.reading_again")

    def _begin(self, opened: _Opened) -> None:
        project, walk = self.desk.project, opened.walk
        if project is None:
            return
        if not walk.places:
            self.desk.note(self.say.say("ui.queues.empty", queue=self.title(walk.queue)))
            return
        self._put_on(walk, opened.course)
        self._whereabouts.remember_queue(project.place, walk.queue)
        self._walk = walk  # from its beginning, wherever the person is
        self.step(1)

    def _take_up(self, opened: _Opened) -> None:
        """Go on by the queue of last time; the desk is where the person was already."""
        self._put_on(opened.walk, opened.course)
        self.desk.refresh()

    def _put_on(self, walk: Walk | None, course: Course | None) -> None:
        self._walk, self._course = walk, course
        self._reading_on = False
        self._walking.route = self if walk else None
        self._on_moved()

    # -- going along ------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Go to the next stop (1), or back to the one before (-1)."""
        walk = self._find(by)
        if walk is None:
            return
        place = walk.here
        if place is not None:
            self._go(place)
        elif by < 0:
            self.desk.note("ui.queues.first")
        elif walk.complete:
            self._end()
            self.desk.let_go()
        else:
            self._read_on(lambda: self.step(by))

    def onward(self) -> QueuePlace | None:
        """Where to go from a finding that was settled just now; None at the end."""
        before = self._walk
        if before and before.here and not self._waits(before.queue, before.here):
            self._walk = before.without([before.here])
        walk = self._find(1)
        if walk is None or walk.here is None:
            self._end()
            return None
        self._walk = walk
        return walk.here

    def go_on(self) -> bool:
        """Go to the next stop on another page; whether there is one."""
        walk = self._find(1)
        if walk is None or walk.here is None:
            self._end()
            self.desk.let_go()
            return False
        self._go(walk.here)
        return True

    def come_back(self, changes: Changes) -> None:
        """Go to what an undo opened again, on from what a redo settled, or else to the page."""
        walk, project = self._walk, self.desk.project
        if walk is None or project is None or not changes.pages:
            return
        touched = [place for place in walk.places if place.page in changes.pages]
        still = project.queues.still(walk.queue, touched)
        back = [place for place in touched if place in walk.settled and place in still]
        gone = [place for place in touched if place not in still and place not in walk.settled]
        self._walk = walk = walk.again(back).without(gone)
        if gone and not back:
            self._walk = walk.to(max(walk.index(place) or 0 for place in gone))
            self.step(1)
        else:
            self._go(back[0] if back else QueuePlace(min(changes.pages)))

    def _go(self, place: QueuePlace) -> None:
        desk = self.desk
        if place.key and place == self._here:
            desk.refresh()  # it is shown, but as another stop of another queue
        elif desk.page and place.page == desk.page.row.id and place.key:
            desk.pick(place.key)
        else:
            desk.show(place.page, place.key)
        self._on_moved()

    def _end(self) -> None:
        """Behind the last stop: say so, and how to go on."""
        walk = self._walk
        if walk is None:
            return
        self._walk = walk.to(len(walk.places))
        keys = {"key": key_of("queue"), "back": key_of("previous")}
        before = self._find(-1)
        left = "ended_left" if before and before.here else "ended"
        self.desk.aside = self.say.say(f"ui.queues.{left}", queue=self.title(walk.queue), **keys)

    def _find(self, by: int) -> Walk | None:
        """The walk at its next stop that waits for somebody; at none where there is none known."""
        for _ in range(_TRIES):
            walk = self._walk
            index = (walk.following() if by > 0 else walk.preceding()) if walk else None
            if walk is None or index is None or self._waits(walk.queue, walk.places[index]):
                break
            self._walk = walk.without([walk.places[index]])
        else:
            self._ask_all()
        walk = self._walk
        if walk is None:
            return None
        index = walk.following() if by > 0 else walk.preceding()
        return walk.to(len(walk.places) if by > 0 else -1) if index is None else walk.to(index)

    def _waits(self, queue: Queue, place: QueuePlace) -> bool:
        """Whether a stop still waits for somebody, a colleague's decisions included."""
        if self.desk.project is None:
            return False
        try:
            page = self.desk.project.page(place.page)
        except ReviewerError:
            return False  # its document is gone
        if not place.key:
            return queue is Queue.RETURNED and page.standing.state is State.RETURNED
        keys = {finding.key for finding in page.open}
        return page.standing.state in EDITABLE and place.key in keys

    def _ask_all(self) -> None:
        """Find out of all stops at once which of them wait, as after somebody decided many."""
        walk, project = self._walk, self.desk.project
        if walk and project:
            still = project.queues.still(walk.queue, walk.places)
            self._walk = walk.without(place for place in walk.places if place not in still)

    # -- where the person is ----------------------------------------------------------------------

    @property
    def _here(self) -> QueuePlace | None:
        page, finding = self.desk.page, self.desk.finding
        if page is None:
            return None
        return QueuePlace(page.row.id, finding.key if finding else "")

    @property
    def place(self) -> str:
        """Which queue it is and where in it the person is, in words; "" in reading order."""
        walk = self._walk
        if walk is None:
            return ""
        name = self.title(walk.queue)
        return self.say.say("ui.queues.place", queue=name, number=walk.number, total=walk.of)

    def _label(self, card: CardShown) -> CardShown:
        self._on_moved()
        walk = self._walk
        if walk is None:
            return card
        known = walk.here is not None and walk.here.key == card.key
        number = walk.number if known else 0
        return replace(card, number=number, total=walk.of, queue=self.title(walk.queue))

    def _on_moved(self) -> None:
        """Whatever the person went to: where it is a stop of the queue, the walk is there."""
        here = self._here
        if self._walk and here:
            index = self._walk.index(here)
            if index is not None and index != self._walk.at:
                self._walk = self._walk.to(index)
        self._calm.start()

    def _on_gathered(self, changes: Changes) -> None:
        walk, project = self._walk, self.desk.project
        touched = [one for one in walk.places if one.page in changes.pages] if walk else []
        if not touched or walk is None or project is None:
            return
        queue = walk.queue

        def take(still: frozenset[QueuePlace]) -> None:
            if self._walk and self._walk.queue is queue:
                self._walk = self._walk.again(still)
                self._walk = self._walk.without(one for one in touched if one not in still)

        self.asking.ask(lambda: project.queues.still(queue, touched), take)

    # -- reading ahead ----------------------------------------------------------------------------

    def _look_ahead(self) -> None:
        """Have the next page at hand, and the next stops known, before they are asked for."""
        project, page, walk = self.desk.project, self.desk.page, self._walk
        if project is None or page is None:
            return
        if walk and not walk.complete and walk.ahead < _SOON:
            self._read_on(lambda: None)
        behind = self._ahead(page) if walk else self.desk.model.next_open(page.row.id)
        if behind is not None:
            self._warm(project, behind)

    def _ahead(self, page: PageView) -> PageId | None:
        """The page of the next stop that is not on this one; in reading order the one behind."""
        walk = self._walk
        if walk is None:
            return self.desk.model.neighbour(page.row.id, 1)
        rest = islice(walk.places, walk.at + 1, None)
        others = (place.page for place in rest if place not in walk.settled)
        return next((other for other in others if other != page.row.id), None)

    def _warm(self, project: Project, page: PageId) -> None:
        """Let the project keep a page at hand: read, its findings parsed, its text folded."""
        self.asking.ask(lambda: project.page(page), lambda _: None)

    def _read_on(self, then: Callable[[], None]) -> None:
        course = self._course
        if course is None or self._reading_on:
            return
        self._reading_on = True

        def take(found: tuple[Sequence[QueuePlace], bool]) -> None:
            if course is not self._course or self._walk is None:
                return
            self._reading_on = False
            self._walk = self._walk.more(found[0], complete=found[1])
            then()

        self.asking.ask(course.read, take)


def _read_to(project: Project, queue: Queue, by: str, here: QueuePlace | None) -> _Opened:
    """Open a queue and read its first stops, or as many as lead to `here`."""
    course = project.queues.open(queue, by)
    places, complete = course.read()
    found = list(places)
    while here is not None and here not in found and not complete and len(found) < _FAR:
        places, complete = course.read()
        found += places
    if found:
        project.page(found[0].page)  # the first one shown is then at hand
    return _Opened(course, found, complete)
