"""The report's department: counts in a lane of its own, shows the paper, saves what is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reviewer.core.errors import ReviewerError
from reviewer.core.ids import DocumentId
from reviewer.core.messages import Message
from reviewer.core.progress import Progress
from reviewer.core.record import moments
from reviewer.core.report import Report, Scope
from reviewer.core.sheet import Sheet
from reviewer.services.report_words import sheet_of
from reviewer.ui.actions import Need
from reviewer.ui.bridge.jobs import Job, Jobs
from reviewer.ui.frame import Department, Frame
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.saving import ask_place
from reviewer.ui.views.report import SAVED, ReportView
from reviewer.ui.views.report_documents import DocumentsDialog

_BUTTONS = {name: f"report_{name}" for name in (*SAVED, "documents", "days")}


@dataclass(frozen=True, slots=True)
class _Made:
    """A report with its words."""

    report: Report
    sheet: Sheet


class Reports(Department):
    """Ties the report's room to the counting of the project."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        keys = {name: IN_FORCE[action].shown_key for name, action in _BUTTONS.items()}
        self.view = view = ReportView(self.say, frame.theme, keys)
        frame.rooms.add(view, Need.PROJECT, Need.REPORT)
        self._lane = Jobs(self)
        self._lane.failed.connect(self._fail)
        self._lane.broke.connect(frame.telling.fault)
        self._lane.stepped.connect(self._step)
        self._documents: tuple[DocumentId, ...] = ()
        self._made: _Made | None = None
        view.asked.connect(self.count)
        view.left.connect(self._lane.stop_all)
        for name, action in _BUTTONS.items():
            view.button(name).clicked.connect(lambda _=False, run=action: frame.run(run))
        IN_FORCE.changed.connect(self._show_keys)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do."""
        return {
            "report": self.enter,
            **{f"report_{name}": partial(self.save, name) for name in SAVED},
            "report_days": self.view.days.box.setFocus,
            "report_documents": self.choose,
        }

    def project_closing(self) -> None:
        """Stop counting; another project has other documents."""
        self._lane.stop_all()
        self._documents, self._made = (), None
        self.view.days.reset()
        self._show_documents()
        self.view.show_ready(False)

    def close(self) -> None:
        """Stop counting for good."""
        self._lane.close()

    def _show_keys(self) -> None:
        for name, action in _BUTTONS.items():
            self.view.button(name).set_keys(IN_FORCE[action].shown_key)

    # -- counting ---------------------------------------------------------------------------------

    def enter(self) -> None:
        """Show the room, with the report as things stand now."""
        project = self.desk.project
        if project is None:
            return
        self.desk.settle()
        self.view.show_title(self.say.say("ui.report.title"), self.say.say("ui.report.lead"))
        self._show_documents()
        self.frame.rooms.enter(self.view)
        self.count()

    def count(self) -> None:
        """Make the report anew."""
        project = self.desk.project
        if project is None:
            return
        self._lane.stop_all()
        self._made = None
        self.view.show_waiting(self.say.say("ui.report.counting"))
        days = self.view.days.days
        scope = Scope(self._documents, *days, *moments(*days))

        def make(progress: Progress) -> _Made:
            report = project.reporting.make(scope, progress)
            return _Made(report, sheet_of(report, self.say))

        self._lane.run(Message("ui.report.counting"), make, self._show, quiet=True)

    def _step(self, job: Job) -> None:
        if self._made is None and job.step.total:
            percent = 100 * job.step.done // job.step.total
            self.view.show_waiting(self.say.say("ui.report.counted", percent=percent))

    def _show(self, made: _Made) -> None:
        self._made = made
        self.view.show_sheet(made.sheet)

    def _fail(self, error: ReviewerError) -> None:
        self.frame.telling.error(error)
        if self._made is None:
            self.view.show_waiting(self.say.say("ui.report.failed"))

    # -- what it is about -------------------------------------------------------------------------

    def choose(self) -> None:
        """Choose the documents that it is about."""
        project = self.desk.project
        if project is None:
            return
        documents = [(int(one.id), one.title) for one in project.documents()]
        ticked = frozenset(map(int, self._documents))
        dialog = DocumentsDialog(self.say, self.frame.theme, documents, ticked, self.view)
        dialog.chosen.connect(self._take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, documents: tuple[int, ...]) -> None:
        self._documents = tuple(map(DocumentId, documents))
        self._show_documents()
        self.count()

    def _show_documents(self) -> None:
        count = len(self._documents)
        known = "some_documents" if count else "all_documents"
        self.view.show_documents(self.say.say(f"ui.report.{known}", n=count))

    # -- saving -----------------------------------------------------------------------------------

    def save(self, kind: str) -> None:
        """Save what is shown as a file of a kind."""
        project, made = self.desk.project, self._made
        if project is None or made is None:
            return
        path = self._ask_where(kind, made.sheet.title)
        if path is not None:
            self._lane.run(
                Message("ui.report.saving"),
                lambda _: project.reporting.save(made.report, path, self.say),
                lambda _: self.frame.telling.note(self.say.say("ui.report.saved", path=str(path))),
                quiet=True,
            )

    def _ask_where(self, kind: str, title: str) -> Path | None:
        kinds = {f"{self.say.say(f'ui.report.as.{kind}')} (*.{kind})": f".{kind}"}
        heading = self.say.say(f"ui.actions.report_{kind}")
        return ask_place(self.view, self.say, heading, f"{title}.{kind}", kinds)
