"""The estimate in the foot: how much of the page at hand is still wrong."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer

from reviewer.core.figures import Left, Overlooking
from reviewer.core.messages import Message
from reviewer.core.progress import Progress
from reviewer.services.project import Project
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.estimate_words import estimate_method, foot_shown
from reviewer.ui.frame import Department, Frame

T = TypeVar("T")

_CALM = 300  # milliseconds without a key press after which the foot is brought up to date


class Estimating(Department):
    """Weighs the page off the window's thread: one with hundreds of findings takes a moment."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._lane = Jobs(self)
        self._lane.failed.connect(frame.telling.error)
        self._lane.broke.connect(frame.telling.fault)
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self._weigh)
        self.desk.moved.connect(self._calm.start)
        frame.rooms.changed.connect(self._calm.start)

    def project_opened(self, project: Project) -> None:
        """What approved pages teach about overlooked words belongs to the estimate."""
        self._run(project.figures.learn, self._learnt)

    def _learnt(self, _known: Overlooking) -> None:
        self._calm.start()

    def project_closing(self) -> None:
        """Stop weighing."""
        self._lane.stop_all()
        self.frame.footer.show_estimate("", "")

    def close(self) -> None:
        """Stop weighing for good."""
        self._calm.stop()
        self._lane.close()

    def _run(self, work: Callable[[Progress], T], finished: Callable[[T], None]) -> None:
        self._lane.run(Message("ui.dashboard.counting"), work, finished, quiet=True)

    def _weigh(self) -> None:
        project, page = self.desk.project, self.desk.page
        if project and page and self.frame.rooms.current is None:
            self._run(lambda _: project.figures.of_page(page), self._show)
        else:
            self._show(None)

    def _show(self, left: Left | None) -> None:
        if self.desk.project is None or self.frame.rooms.current:
            left = None
        method = estimate_method(left, self.say) if left else ""
        self.frame.footer.show_estimate(foot_shown(left, self.say), method)
