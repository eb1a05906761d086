"""Work in the background: one lane for what writes, results back on the window's thread.

A plain thread is enough: the engine judges in processes of its own, and reading and writing files
let other threads run.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from reviewer.core.errors import Cancelled, ReviewerError
from reviewer.core.messages import Message
from reviewer.core.progress import Progress, Step

T = TypeVar("T")


@dataclass(eq=False)
class Job:
    """Work that waits, runs or has run. `title` is what the footer says of it."""

    title: Message
    progress: Progress = field(default_factory=Progress)
    finished: Callable[[Any], None] | None = None
    failed: Callable[[ReviewerError], None] | None = None
    step: Step = field(default_factory=lambda: Step(0, 0))
    quiet: bool = False

    def stop(self) -> None:
        """Ask it to stop at the next chance."""
        self.progress.cancel()


class Jobs(QObject):
    """Runs jobs one after the other, so that two never write at once.

    Signals arrive on the thread of this object, whichever thread did the work.
    """

    stepped = Signal(object)
    """A job began or came further."""
    ended = Signal(object)
    """A job is over, in whatever way."""
    failed = Signal(object)
    """A ReviewerError that nobody else took."""
    broke = Signal(object)
    """Any other exception: a fault of ours, shown as such and never swallowed."""

    _report = Signal(object, object)
    _result = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="jobs")
        self._jobs: list[Job] = []
        self._closed = False
        queued = Qt.ConnectionType.QueuedConnection
        self._report.connect(self._on_step, queued)
        self._result.connect(self._on_result, queued)

    def run(
        self,
        title: Message,
        work: Callable[[Progress], T],
        finished: Callable[[T], None] | None = None,
        failed: Callable[[ReviewerError], None] | None = None,
        quiet: bool = False,
    ) -> Job:
        """Do `work` when its turn comes; `finished` gets its result, `failed` its error.

        A `quiet` job shows no progress. A job that was stopped calls neither.
        """
        job = Job(title, finished=finished, failed=failed, quiet=quiet)
        job.progress = Progress(lambda step: self._report.emit(job, step))
        self._jobs.append(job)
        self._pool.submit(self._work, job, work)
        self.stepped.emit(job)
        return job

    @property
    def current(self) -> Job | None:
        """The job whose turn it is, among those that show themselves."""
        return next((job for job in self._jobs if not job.quiet), None)

    @property
    def busy(self) -> bool:
        """Whether anything waits or runs."""
        return bool(self._jobs)

    def stop_all(self) -> None:
        """Ask everything to stop; what is finished stays."""
        for job in self._jobs:
            job.stop()

    def close(self) -> None:
        """Stop everything and wait for what is in hand."""
        self._closed = True
        self.stop_all()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()

    def _work(self, job: Job, work: Callable[[Progress], Any]) -> None:
        """On the lane's thread: only signals leave it."""
        result: Any = None
        error: Exception | None = None
        try:
            job.progress.report(0)
            result = work(job.progress)
        except Exception as caught:  # it travels to the window's thread, which shows it
            error = caught
        if not self._closed:
            self._result.emit(job, result, error)

    def _on_step(self, job: Job, step: Step) -> None:
        if job in self._jobs:
            job.step = step
            self.stepped.emit(job)

    def _on_result(self, job: Job, result: Any, error: Exception | None) -> None:
        if job not in self._jobs:
            return
        self._jobs.remove(job)
        self.ended.emit(job)
        if error is None:
            if job.finished:
                job.finished(result)
        elif isinstance(error, Cancelled):
            return  # the person knows
        elif isinstance(error, ReviewerError):
            (job.failed or self.failed.emit)(error)
        else:
            self.broke.emit(error)
