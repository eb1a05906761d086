"""Exporting from the window: the dialog's wish to the service, and its report to the dialog."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from reviewer.core.errors import ReviewerError
from reviewer.core.ids import DocumentId
from reviewer.core.messages import Catalogue, Message
from reviewer.core.states import State
from reviewer.services.exporting import ExportReport
from reviewer.services.settings import UserSettings
from reviewer.ui.bridge.jobs import Job, Jobs
from reviewer.ui.desk import Desk
from reviewer.ui.publishing_words import (
    before_words,
    show_format,
    show_report,
    states_of,
    step_words,
)
from reviewer.ui.showing import short_place
from reviewer.ui.theme import Theme
from reviewer.ui.views.export import ExportDialog, ExportShown, ExportWish, ScopeShown

_FORMAT, _FOLDER = "export_format", "export_folder"


class Publishing(QObject):
    """Opens the dialog and runs what it asks for; folder and format are those of last time."""

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        settings: UserSettings,
        say: Catalogue,
        window: QWidget,
        run: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`run` starts an action by its id."""
        super().__init__(window)
        self._desk = desk
        self._jobs = jobs
        self._settings = settings
        self._say = say
        self._window = window
        self._run = run
        self._dialog: ExportDialog | None = None
        self._job: Job | None = None
        self._states: Mapping[DocumentId, tuple[str, State]] = {}
        self._chosen: Sequence[DocumentId] | None = None
        jobs.stepped.connect(self._on_step)
        jobs.ended.connect(self._on_end)

    def ask(self, theme: Theme) -> ExportDialog | None:
        """Open the dialog for the document at hand, or all of the project."""
        project, page = self._desk.project, self._desk.page
        if project is None:
            return None
        self._desk.settle()
        documents = project.documents()
        scope = ScopeShown(
            page.document.title if page else "",
            len(documents),
            len(page.document.pages) if page else 0,
            sum(len(document.pages) for document in documents),
        )
        return self.ask_for(theme, scope, [page.document.id] if page else None)

    def ask_for(
        self, theme: Theme, scope: ScopeShown, chosen: Sequence[DocumentId] | None
    ) -> ExportDialog | None:
        """Open the dialog for some documents, as `scope` tells of them; None: for all."""
        project = self._desk.project
        if project is None or self._dialog is not None:
            return None
        dialog = ExportDialog(
            self._say,
            theme,
            [show_format(writer, self._say) for writer in project.exporting.writers],
            scope,
            short_place(str(self._folder())),
            self._window,
            str(self._settings.get(_FORMAT, "")),
        )
        self._states, self._chosen = states_of(project), chosen
        dialog.asked.connect(self._export)
        dialog.wished.connect(self._say_before)
        dialog.stopped.connect(self._stop)
        dialog.problems_asked.connect(self._show_problems)
        dialog.folder_opened.connect(
            lambda folder: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        )
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        self._say_before(dialog.wish)
        dialog.open()
        return dialog

    def _documents(self, wish: ExportWish) -> Sequence[DocumentId] | None:
        """The documents that are meant; None for all."""
        return None if wish.all_documents else self._chosen

    def _say_before(self, wish: ExportWish) -> None:
        """Say what is left out and what is replaced, as the dialog stands."""
        if self._dialog is not None:
            documents = self._documents(wish)
            self._dialog.show_before(before_words(wish, documents, self._states, self._say))

    def _show_problems(self) -> None:
        if self._dialog is not None:
            self._dialog.reject()
        self._run("validating")

    def _forget(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _folder(self) -> Path:
        kept = str(self._settings.get(_FOLDER, ""))
        if kept:
            return Path(kept)
        home = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(home)) / self._say.say("ui.export.title")

    def _export(self, wish: ExportWish) -> None:
        project = self._desk.project
        if project is None:
            return
        documents = self._documents(wish)
        self._settings.set(_FOLDER, str(wish.folder))
        self._settings.set(_FORMAT, wish.writer)
        self._job = self._jobs.run(
            Message("ui.jobs.exporting"),
            lambda progress: project.exporting.export(
                wish.folder, wish.writer, wish.options, documents, wish.draft, progress
            ),
            self._exported,
            self._failed,
        )

    def _on_step(self, job: Job) -> None:
        if job is self._job and self._dialog is not None and job.step.total:
            self._dialog.show_step(step_words(job, self._say))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _on_end(self, job: Job) -> None:
        """A job that was stopped says nothing else."""
        if job is not self._job:
            return
        self._job = None
        if job.progress.cancelled and self._dialog is not None:
            self._dialog.finish(ExportShown(False, self._say.say("ui.export.stopped")))

    def _exported(self, report: ExportReport) -> None:
        if self._dialog:
            self._dialog.finish(show_report(report, self._say))

    def _failed(self, error: ReviewerError) -> None:
        if self._dialog:
            say = self._say.say
            more = " ".join(say(part) for part in (error.where, error.safe, error.advice) if part)
            line = ("warning", say(error.what), more)
            self._dialog.finish(ExportShown(False, self._say.say("ui.export.not_fine"), [line]))
