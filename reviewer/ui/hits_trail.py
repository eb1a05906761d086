"""From the list of places to the desk and back, with what was found shown in the text meanwhile."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer

from reviewer.core.messages import Message
from reviewer.core.occurrences import Hit
from reviewer.core.progress import Progress
from reviewer.core.searching import Query
from reviewer.services.project import Project
from reviewer.services.searching import Reach
from reviewer.ui.bridge.jobs import Job, Jobs
from reviewer.ui.frame import Frame
from reviewer.ui.views.hits import HitsView
from reviewer.ui.views.reading_found import Stretch

_CALM = 40  # milliseconds at a page after which its hits are looked for


class HitsTrail(QObject):
    """Goes to the place of a hit. While the list waits, Esc at the desk leads back to it."""

    def __init__(self, frame: Frame, view: HitsView, query: Callable[[], Query]) -> None:
        super().__init__(view)
        self._frame = frame
        self._desk = frame.desk
        self._view = view
        self._query = query
        self._lane = Jobs(self)
        self._lane.broke.connect(frame.telling.fault)
        self._job: Job | None = None
        self._told = False
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self._look)
        self._desk.moved.connect(self._on_moved)
        frame.rooms.changed.connect(self._on_moved)

    @property
    def on(self) -> bool:
        """Whether the list waits while the person is at the desk."""
        return self._frame.rooms.outside is self._view

    def stop(self) -> None:
        """Show nothing of it for now."""
        self._calm.stop()
        if self._job is not None:
            self._job.stop()
            self._job = None

    def close(self) -> None:
        """Look for nothing more, and wait."""
        self.stop()
        self._lane.close()

    def go(self, hit: Hit) -> None:
        """Show the place of a hit at the desk, with the caret at it."""
        self._frame.rooms.step_out()
        self._desk.show(hit.page)
        page, reading = self._desk.page, self._desk.view.reading
        if page is not None and page.row.id == hit.page:
            texts = [line.text for line in page.reading.lines]
            for line, start, end in placed(texts, hit.start, hit.end):
                reading.setFocus()
                reading.go_to(line, start)
                reading.look_at(line, start, end)
                break
        self._told = True
        self._frame.telling.note(self._frame.say.say("ui.hits.back"))

    # -- what was found on the page that is shown -------------------------------------------------

    def _on_moved(self) -> None:
        if self.on:
            self._calm.start()
            return
        self.stop()
        self._desk.view.reading.found.clear()
        if self._told:  # where Esc leads to is said no longer
            self._told = False
            self._desk.acted.emit()

    def _look(self) -> None:
        project, page = self._desk.project, self._desk.page
        self.stop()
        if project is not None and page is not None and self.on:
            work = partial(_found, project, self._query(), Reach(page=page.row.id))
            self._job = self._lane.run(
                Message("ui.hits.searching"), work, self._show, failed=lambda _: None, quiet=True
            )

    def _show(self, found: Sequence[Hit]) -> None:
        page = self._desk.page
        if not self.on or page is None:
            return
        texts = [line.text for line in page.reading.lines]
        here = [hit for hit in found if (hit.page, hit.revision) == (page.row.id, page.revision)]
        self._desk.view.reading.found.show(
            [stretch for hit in here for stretch in placed(texts, hit.start, hit.end)]
        )


def _found(project: Project, query: Query, reach: Reach, progress: Progress) -> list[Hit]:
    """On the lane's thread: what stands on one page."""
    parts = project.searching.find(query, reach, lambda: not progress.cancelled)
    return [hit for part in parts for hit in part]


def placed(lines: Sequence[str], start: int, end: int) -> Iterator[Stretch]:
    """Where characters `start` to `end` of a page's text are on its lines; an empty one is one too.

    >>> list(placed(["one two", "three"], 4, 11))
    [(0, 4, 7), (1, 0, 3)]
    """
    head = 0
    for number, line in enumerate(lines):
        tail = head + len(line)
        if head <= end and start <= tail and (start < tail or start == end):
            yield number, max(start, head) - head, min(end, tail) - head
        head = tail + 1
