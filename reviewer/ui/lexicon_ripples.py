"""What a change of the lexicon does to findings: the page at hand at once, others afterwards."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal

from reviewer.core.ids import PageId
from reviewer.core.messages import Message
from reviewer.core.progress import Progress
from reviewer.services.lexicon import Edit
from reviewer.services.project import Project
from reviewer.ui.bridge.analysing import Wanted, analyse
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.frame import Department, Frame

_GATHER = 400  # milliseconds in which several changes become one
_AGAIN = 300  # milliseconds after which a page that was typed on is tried again


class Rippling(Department):
    """Hears of every change of the project's lexicon, whoever makes it.

    The page at hand is judged in a lane of its own, so that it does not wait for other work.
    """

    heard = Signal(object)
    """An Edit, on the window's thread."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._stop: Callable[[], None] | None = None
        self._lane = Jobs(self)
        self._lane.failed.connect(frame.telling.error)
        self._lane.broke.connect(frame.telling.fault)
        self._waiting: list[Edit] = []
        self._wanted = Wanted()
        self.desk.looked.connect(self._wanted.look_at)
        self._gather = QTimer(self, singleShot=True, interval=_GATHER)
        self._gather.timeout.connect(self._spread)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self._judge)
        self.heard.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether anything is still to be judged or spread."""
        return self._lane.busy or self._gather.isActive() or self._again.isActive()

    def project_opened(self, project: Project) -> None:
        """Hear of its changes."""
        self._stop = project.lexicon.subscribe(self.heard.emit)

    def project_closing(self) -> None:
        """Hear no more; what waits is dropped, as the next opening analyses what is stale."""
        if self._stop:
            self._stop()
            self._stop = None
        if self._waiting and self.desk.project:
            self._spread_now(self.desk.project)
        self._gather.stop()
        self._again.stop()
        self._lane.stop_all()

    def close(self) -> None:
        """End the lane."""
        self.project_closing()
        self._lane.close()

    def _take(self, edit: Edit) -> None:
        if self._stop is None:
            return  # it was on its way when the project was closed
        self._waiting.append(edit)
        self._gather.start()
        self._judge()

    def _judge(self) -> None:
        """Judge the page at hand anew, unless somebody types a reading just now."""
        project, page = self.desk.project, self.desk.page
        if project is None or page is None or not page.row.analysed:
            return
        if self.desk.view.card.editing:
            self._again.start()
            return
        row = page.row.id
        self._lane.run(
            Message("lexicon.told.looking_again"), lambda _: project.analysis.run([row]), quiet=True
        )

    def _spread(self) -> None:
        """Have the findings of other pages made anew, in the background."""
        project, edit = self.desk.project, self._gathered()
        if project is None:
            return
        page = self.desk.page.row.id if self.desk.page else None

        def done(pages: int) -> None:
            if pages and self.desk.project is project:
                self._analyse(project)

        title = Message("lexicon.told.looking_again")
        self._lane.run(title, lambda _: project.ripples.spread(edit, page), done, quiet=True)

    def _spread_now(self, project: Project) -> None:
        page: PageId | None = None
        project.ripples.spread(self._gathered(), page)

    def _gathered(self) -> Edit:
        waiting, self._waiting = self._waiting, []
        return Edit(
            tuple(entry for edit in waiting for entry in edit.out),
            tuple(entry for edit in waiting for entry in edit.into),
        )

    def _analyse(self, project: Project) -> None:
        def work(progress: Progress) -> int:
            analysis = project.analysis
            return analyse(analysis.stale, analysis.run, self._wanted, progress)

        self.frame.jobs.run(Message("lexicon.told.looking_again"), work)
