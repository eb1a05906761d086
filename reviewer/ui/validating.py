"""The room of problems at work: has documents checked, lists what is wrong, and goes there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from reviewer.core.errors import ReviewerError
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.messages import Message
from reviewer.core.progress import Progress
from reviewer.services.project import Project
from reviewer.services.validating import Checked, PlacedProblem
from reviewer.ui.actions import Need
from reviewer.ui.bridge.jobs import Job
from reviewer.ui.frame import Department, Frame
from reviewer.ui.going import go_to
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.validating_words import by_words, in_order, problem_rows
from reviewer.ui.views.header_form import HeaderFormView
from reviewer.ui.views.validating import Reach, ValidatingView
from reviewer.ui.views.validating_file import OwnFileSheet

_BUTTONS = {
    **{str(reach): f"validating_{reach}" for reach in Reach},
    "go": "validating_go",
    "again": "validating_again",
    "schema": "validating_schema",
    "rules": "validating_rules",
}
_FILES = {"tei_schema": "*.rng", "tei_schematron": "*.sch *.rng *.xml"}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was checked: the project, and of it a document or a page alone."""

    document: DocumentId | None
    page: PageId | None


class Validating(Department):
    """Ties the room of problems to the checks. Checking is a job like others."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        keys = {name: IN_FORCE[action].shown_key for name, action in _BUTTONS.items()}
        self.view = view = ValidatingView(self.say, frame.theme, keys)
        frame.rooms.add(view, Need.PROJECT, Need.VALIDATING)
        self._job: Job | None = None
        self._problems: list[PlacedProblem] = []
        view.asked.connect(self.check)
        view.go_asked.connect(self.go)
        for name in ("again", "schema", "rules"):
            view.buttons[name].clicked.connect(
                lambda _=False, run=_BUTTONS[name]: self.frame.run(run)
            )
        IN_FORCE.changed.connect(self._show_keys)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do."""
        return {
            "validating": self.enter,
            "validating_go": self.go,
            **{f"validating_{reach}": partial(self.view.look, reach) for reach in Reach},
            "validating_again": self.check,
            "validating_schema": partial(self._ask, "tei_schema"),
            "validating_rules": partial(self._ask, "tei_schematron"),
        }

    def project_closing(self) -> None:
        """Nothing that was found stands any more."""
        self._stop()
        self._problems = []

    def close(self) -> None:
        """Stop checking."""
        self._stop()

    def _show_keys(self) -> None:
        for name, action in _BUTTONS.items():
            self.view.buttons[name].set_keys(IN_FORCE[action].shown_key)

    # -- checking ---------------------------------------------------------------------------------

    def enter(self) -> None:
        """Show the room, and check as far as was looked the last time."""
        if self.desk.project is None:
            return
        self.desk.settle()
        on_page = self.desk.page is not None
        self.view.allow(list(Reach) if on_page else [Reach.PROJECT])
        self.frame.rooms.enter(self.view)
        self.check()

    def check(self) -> None:
        """Check anew what the room is about."""
        project = self.desk.project
        if project is None:
            return
        self._stop()
        wanted, say = self._wanted(), self.say.say
        self.view.show_title(say("ui.validating.title"), self._scope())
        self.view.show_by("")
        self.view.show_alone(say("ui.validating.checking"), say("ui.validating.checking_more"))

        def work(progress: Progress) -> Checked:
            documents = None if wanted.document is None else [wanted.document]
            return project.validating.check(documents, wanted.page, progress)

        self._job = self.frame.jobs.run(
            Message("ui.validating.checking"), work, self._show, self._failed
        )

    def _wanted(self) -> _Wanted:
        page, reach = self.desk.page, self.view.reach
        if page is None or reach is Reach.PROJECT:
            return _Wanted(None, None)
        return _Wanted(page.row.document, page.row.id if reach is Reach.PAGE else None)

    def _scope(self) -> str:
        page, reach = self.desk.page, self.view.reach
        if page is None or reach is Reach.PROJECT:
            return self.say.say("ui.validating.whole")
        if reach is Reach.PAGE:
            return self.say.say(page.where)
        return page.document.title

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()
            self._job = None

    def _show(self, checked: Checked) -> None:
        project, say = self.desk.project, self.say.say
        self._job = None
        if project is None:
            return
        self.view.show_by(by_words(checked, self.say))
        self._problems = in_order(checked.problems)
        if self._problems:
            rows = problem_rows(self._problems, _titles(project), self.say)
            at = self.view.list.current
            self.view.show_problems(rows, at.key if at else 0)
            return
        self.view.show_alone(
            say("ui.validating.fine", n=checked.documents), say("ui.validating.fine_more")
        )

    def _failed(self, error: ReviewerError) -> None:
        self._job = None
        parts = [error.where, error.safe, error.advice]
        more = " ".join(self.say.say(part) for part in parts if part)
        self.view.show_alone(self.say.say(error.what), more)

    # -- by what ----------------------------------------------------------------------------------

    def _ask(self, setting: str) -> None:
        """Ask for a file of the person's to check by; where there is one, what becomes of it."""
        before = str(self.frame.settings.get(setting))
        if not before:
            self._choose(setting)
            return
        sheet = OwnFileSheet(self.say, self.frame.theme, Path(before).name, self.view)
        sheet.another.connect(lambda: self._choose(setting))
        sheet.none.connect(lambda: self._check_by(setting, ""))
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _choose(self, setting: str) -> None:
        title = self.say.say(f"ui.validating.choose.{setting}")
        start = str(self.frame.settings.get(setting)) or str(Path.home())
        kinds = f"{title} ({_FILES[setting]});;* (*)"
        chosen, _ = QFileDialog.getOpenFileName(self.view, title, start, kinds)
        if chosen:
            self._check_by(setting, chosen)

    def _check_by(self, setting: str, chosen: str) -> None:
        """Check by that file from now on, or by none of the kind."""
        settings = self.frame.settings
        kind = "taken" if chosen else "dropped"
        name = Path(chosen or str(settings.get(setting))).name
        settings.set(setting, chosen)
        self.frame.telling.note(self.say.say(f"ui.validating.{kind}", file=name))
        self.check()

    # -- going there ------------------------------------------------------------------------------

    def go(self) -> None:
        """Show the place of the problem at hand: at the desk, or the form of the header."""
        row = self.view.list.current
        if row is None or not 1 <= row.key <= len(self._problems):
            return
        problem = self._problems[row.key - 1]
        if problem.at is not None:
            self._go_to(problem)
        elif problem.field:
            self._go_to_header(problem)
        else:
            self.frame.telling.note(self.say.say("ui.validating.nowhere"))

    def _go_to(self, problem: PlacedProblem) -> None:
        at = problem.at
        assert at is not None
        self.frame.rooms.step_out()
        if go_to(self.desk, at):
            self.frame.telling.note(self.say.say("ui.validating.back"))

    def _go_to_header(self, problem: PlacedProblem) -> None:
        project = self.desk.project
        if project is None:
            return
        pages = project.rows(problem.document)
        here = self.desk.page
        if pages and (here is None or here.row.document != problem.document):
            self.desk.show(pages[0].id)
        self.frame.run("header_form")
        form = self.frame.rooms.current
        if isinstance(form, HeaderFormView) and problem.field in form.rows:
            form.go_to(problem.field)


def _titles(project: Project) -> dict[DocumentId, str]:
    return {one.id: one.title for one in project.documents()}
