"""Steps with whole documents: submit, publish, withdraw, open again; each says what it comes to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from reviewer.core.errors import NotAllowed, NotReady, ReviewerError
from reviewer.core.ids import DocumentId
from reviewer.core.listing import DocumentRow
from reviewer.core.messages import Message, said
from reviewer.core.progress import Progress
from reviewer.core.states import EDITABLE, State
from reviewer.services.project import Project
from reviewer.services.validating import Checked
from reviewer.ui.bridge.jobs import Job
from reviewer.ui.documents_words import names_of, refused_row
from reviewer.ui.frame import Department, Frame
from reviewer.ui.validating_words import in_order, problem_row
from reviewer.ui.views.documents_sheets import OutcomeSheet, StepSheet
from reviewer.ui.views.history_rows import RowShown

Step = Callable[[Project, DocumentId, str], object]
"""What to do: in which project, with which document, in whose name."""
Rows = Sequence[DocumentRow]

_APPROVED = frozenset({State.APPROVED, State.WITHDRAWN, State.PUBLISHED})


@dataclass
class Outcome:
    """What became of a step with several documents."""

    done: int = 0
    refused: list[tuple[DocumentRow, ReviewerError]] = field(default_factory=list)


def take(project: Project, step: Step, rows: Rows, by: str, progress: Progress) -> Outcome:
    """Take a step with one document after the other; one that is refused hinders no other."""
    outcome = Outcome()
    for row in progress.over(list(rows), len(rows)):
        try:
            step(project, row.id, by)
        except ReviewerError as error:
            outcome.refused.append((row, error))
        else:
            outcome.done += 1
    return outcome


def submit(project: Project, document: DocumentId, by: str) -> None:
    """Submit all pages of a document that can be. Raises NotAllowed where there are none."""
    pages = [row for row in project.rows(document) if row.state in EDITABLE]
    if not pages:
        raise NotAllowed(
            said("documents.nothing_to_submit"),
            safe=said("errors.nothing_was_changed"),
            advice=said("documents.nothing_to_submit_advice"),
        )
    for page in pages:
        project.approval.submit(page.id, by)


def _may_be_published(row: DocumentRow) -> bool:
    """Whether all pages are approved, or were withdrawn, so that checking makes sense."""
    left = {state for state, pages in row.states.items() if pages}
    return bool(left - {State.PUBLISHED}) and left <= _APPROVED


class Outward:
    """Asks before a step where something is to be known, takes it beside the window's thread, and
    tells what became of it. `went` opens a document.
    """

    def __init__(self, frame: Frame, went: Callable[[DocumentId], object]) -> None:
        self._frame = frame
        self._say = frame.say
        self._went = went
        self._sheet: StepSheet | OutcomeSheet | None = None
        self._check: Job | None = None

    def close(self) -> None:
        """Away with what is asked."""
        self._stop_check()
        if self._sheet is not None:
            self._sheet.close()

    # -- the steps --------------------------------------------------------------------------------

    def submit(self, rows: Rows) -> None:
        """Send documents to the editor, at once."""
        self._run("submit", rows, submit)

    def publish(self, rows: Rows) -> None:
        """Say what is published and what hinders it, then publish."""
        if len(rows) == 1 and not _may_be_published(rows[0]):
            self._run("publish", rows, lambda project, *rest: project.publishing.publish(*rest))
            return  # is refused, with the reason
        sheet = self._ask("publish", rows, self._facts(rows))
        sheet.taken.connect(
            lambda comment: self._run(
                "publish",
                rows,
                lambda project, document, by: project.publishing.publish(document, by, comment),
            )
        )
        if len(rows) == 1:
            self._begin_check(sheet, rows[0])
        else:
            sheet.let(self._say.say("documents.publish.checked_each"))

    def withdraw(self, rows: Rows) -> None:
        """Ask for the reason, then call documents back."""
        sheet = self._ask("withdraw", rows, self._facts(rows), needed=True)
        sheet.taken.connect(
            lambda reason: self._run(
                "withdraw",
                rows,
                lambda project, document, by: project.publishing.withdraw(document, by, reason),
            )
        )

    def reopen(self, rows: Rows) -> None:
        """Say which version begins, then open signed pages again."""
        known = "documents.reopen.version" if len(rows) == 1 else "documents.reopen.versions"
        fact = self._say.say(known, version=rows[0].version + 1 if rows else 1)
        sheet = self._ask("reopen", rows, [fact])
        sheet.taken.connect(
            lambda reason: self._run(
                "reopen",
                rows,
                lambda project, document, by: project.publishing.reopen(document, by, reason),
            )
        )

    # -- asking -----------------------------------------------------------------------------------

    def _facts(self, rows: Rows) -> list[str]:
        say = self._say.say
        if len(rows) > 1:
            pages = sum(row.pages for row in rows)
            return [say("documents.fact.several", n=pages, documents=len(rows))]
        return [
            fact
            for row in rows
            for fact in (
                say("documents.fact.one", n=row.pages, version=row.version),
                say("documents.fact.approved", name=row.approved_by) if row.approved_by else "",
            )
            if fact
        ]

    def _ask(
        self, kind: str, rows: Rows, facts: Sequence[str], *, needed: bool = False
    ) -> StepSheet:
        self.close()
        names = names_of([row.title or row.name for row in rows], self._say)
        frame = self._frame
        sheet = StepSheet(self._say, frame.theme, kind, names, facts, frame.window, needed=needed)
        self._sheet = sheet
        sheet.finished.connect(self._forget)
        sheet.open()
        return sheet

    def _forget(self) -> None:
        self._stop_check()
        if self._sheet is not None:
            self._sheet.deleteLater()
            self._sheet = None

    def _stop_check(self) -> None:
        if self._check is not None:
            self._check.stop()
            self._check = None

    def _begin_check(self, sheet: StepSheet, row: DocumentRow) -> None:
        project = self._frame.desk.project
        if project is None:
            return
        sheet.hold(self._say.say("documents.publish.checking"))
        sheet.problems_asked.connect(partial(self._show_problems, row.id))

        def check(progress: Progress) -> Checked:
            return project.validating.check([row.id], None, progress)

        def refuse(error: ReviewerError) -> None:
            if sheet is self._sheet:
                parts = (error.what, error.advice)
                sheet.refuse(" ".join(self._say.say(part) for part in parts if part), ())

        self._check = self._frame.jobs.run(
            Message("ui.validating.checking"), check, partial(self._checked, sheet), refuse
        )

    def _checked(self, sheet: StepSheet, checked: Checked) -> None:
        if sheet is not self._sheet:
            return
        self._check = None
        severe = in_order([one for one in checked.problems if one.severe])
        mild = len(checked.problems) - len(severe)
        if severe:
            rows = [problem_row(one, key, self._say) for key, one in enumerate(severe, 1)]
            told = [
                RowShown(row.key, row.words, " · ".join(filter(None, (row.foot, row.todo))))
                for row in rows
            ]
            sheet.refuse(self._say.say("documents.publish.hindered", n=len(severe)), told)
        elif mild:
            sheet.let(self._say.say("documents.publish.mild", n=mild))
        else:
            sheet.let(self._say.say("documents.publish.fine"))

    def _show_problems(self, document: DocumentId) -> None:
        self.close()
        self._went(document)
        self._frame.run("validating")
        self._frame.run("validating_document")

    # -- doing ------------------------------------------------------------------------------------

    def _run(self, kind: str, rows: Rows, step: Step) -> None:
        project = self._frame.desk.project
        if project is None or not rows:
            return

        def start(by: str) -> None:
            self._frame.jobs.run(
                Message(f"documents.{kind}.job"),
                lambda progress: take(project, step, rows, by, progress),
                lambda outcome: self._tell(kind, outcome),
            )

        self._frame.desk.settle()
        self._frame.person.with_name(start)

    def _tell(self, kind: str, outcome: Outcome) -> None:
        say = self._say.say
        done = say(f"documents.{kind}.done", n=outcome.done) if outcome.done else ""
        if not outcome.refused:
            self._frame.telling.note(done)
            return
        first = outcome.refused[0][1]
        if len(outcome.refused) == 1 and not outcome.done and not isinstance(first, NotReady):
            self._frame.telling.error(first)
            return
        rows = [
            refused_row(int(row.id), row.title or row.name, error, self._say)
            for row, error in outcome.refused
        ]
        title = say(f"documents.{kind}.refused", n=len(rows))
        self.close()
        sheet = OutcomeSheet(self._say, self._frame.theme, title, done, rows, self._frame.window)
        self._sheet = sheet
        sheet.went.connect(lambda document: self._went(DocumentId(document)))
        sheet.finished.connect(self._forget)
        sheet.open()


class PublishingOut(Department):
    """The same steps with the document of the page at hand."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.outward = Outward(frame, self._go)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do, by their ids."""
        return {
            "publish": lambda: self._do(self.outward.publish),
            "withdraw": lambda: self._do(self.outward.withdraw),
            "reopen_document": lambda: self._do(self.outward.reopen),
        }

    def project_closing(self) -> None:
        """Ask nothing more of it."""
        self.outward.close()

    def _do(self, step: Callable[[Rows], object]) -> None:
        project, page = self.desk.project, self.desk.page
        if project is not None and page is not None:
            self.desk.settle()
            step([project.listing.row(page.row.document)])

    def _go(self, document: DocumentId) -> None:
        """The document is the one at hand already."""
