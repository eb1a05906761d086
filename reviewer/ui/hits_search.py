"""Looking for hits on a thread of its own: parts come as they are found, new questions end old."""

from collections.abc import Sequence
from functools import partial
from itertools import islice

from PySide6.QtCore import QObject, Signal

from reviewer.core.messages import Message
from reviewer.core.occurrences import Hit
from reviewer.core.progress import Progress
from reviewer.core.searching import Query
from reviewer.services.project import Project
from reviewer.services.searching import Reach
from reviewer.ui.bridge.jobs import Job, Jobs

MOST = 20_000
"""Places listed at most: nobody goes through more, and each takes memory."""


class HitSearch(QObject):
    """One question at a time."""

    found = Signal(object)
    """More hits, in the order of the text."""
    ended = Signal(bool)
    """All were found; or (True) there were more than are listed."""
    failed = Signal(object)
    """A ReviewerError: a pattern that is none, or takes too long."""
    broke = Signal(object)

    _part = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = Jobs(self)
        self._lane.failed.connect(self.failed)
        self._lane.broke.connect(self.broke)
        self._asked = 0
        self._job: Job | None = None
        self._part.connect(self._on_part)

    def ask(self, project: Project, query: Query, reach: Reach) -> None:
        """Look for something else from now on."""
        self.stop()
        work = partial(self._look, self._asked, project, query, reach)
        self._job = self._lane.run(Message("ui.hits.searching"), work, self._on_end, quiet=True)

    def stop(self) -> None:
        """Want no more."""
        self._asked += 1
        if self._job is not None:
            self._job.stop()
            self._job = None

    @property
    def busy(self) -> bool:
        """Whether something is being looked for."""
        return self._job is not None

    def close(self) -> None:
        """Stop for good, and wait."""
        self.stop()
        self._lane.close()

    def _look(
        self, asked: int, project: Project, query: Query, reach: Reach, progress: Progress
    ) -> tuple[int, bool]:
        """On the lane's thread: only signals leave it."""
        count = 0
        for part in project.searching.find(query, reach, lambda: not progress.cancelled):
            progress.report(count)
            room = list(islice(part, MOST - count))
            self._part.emit(asked, room)
            count += len(room)
            if count >= MOST:
                return asked, True
        progress.report(count)
        return asked, False

    def _on_part(self, asked: int, part: Sequence[Hit]) -> None:
        if asked == self._asked:
            self.found.emit(part)

    def _on_end(self, result: tuple[int, bool]) -> None:
        if result[0] == self._asked:
            self._job = None
            self.ended.emit(result[1])
