"""How often the word at hand stands elsewhere, said on its card when nobody is in a hurry."""

from functools import partial

from PySide6.QtCore import QObject, QTimer

from reviewer.core.messages import Message
from reviewer.core.progress import Progress
from reviewer.services.project import Project
from reviewer.services.searching import PROJECT, occurrences
from reviewer.ui.bridge.jobs import Job, Jobs
from reviewer.ui.frame import Frame

_CALM = 300  # milliseconds at a word after which its places are counted


class HitsElsewhere(QObject):
    """Counts on a thread of its own; a word that was left before is not counted."""

    def __init__(self, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = frame.desk
        self._lane = Jobs(self)
        self._lane.broke.connect(frame.telling.fault)
        self._job: Job | None = None
        self._form = ""
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self._count)
        self._desk.moved.connect(self._on_moved)

    def stop(self) -> None:
        """Count no more for now."""
        self._calm.stop()
        if self._job is not None:
            self._job.stop()
            self._job = None

    def close(self) -> None:
        """Count no more, and wait."""
        self.stop()
        self._lane.close()

    def _on_moved(self) -> None:
        finding = self._desk.finding
        form = finding.form if finding else ""
        if form != self._form:
            self._form = form
            self._desk.view.card.show_elsewhere(None)
        self.stop()
        if form:
            self._calm.start()

    def _count(self) -> None:
        project = self._desk.project
        if project is not None and self._form:
            work = partial(_counted, project, self._form)
            self._job = self._lane.run(
                Message("ui.hits.searching"), work, self._show, failed=lambda _: None, quiet=True
            )

    def _show(self, counted: tuple[str, int]) -> None:
        form, count = counted
        if form == self._form:
            self._desk.view.card.show_elsewhere(max(0, count - 1))


def _counted(project: Project, form: str, progress: Progress) -> tuple[str, int]:
    """On the lane's thread."""
    return form, project.searching.count(occurrences(form), PROJECT, lambda: not progress.cancelled)
