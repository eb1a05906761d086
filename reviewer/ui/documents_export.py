"""Exporting the documents that were chosen in their list."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from reviewer.core.errors import ReviewerError
from reviewer.core.messages import Message
from reviewer.services.exporting import ExportReport
from reviewer.ui.bridge.jobs import Job
from reviewer.ui.documents_words import names_of
from reviewer.ui.frame import Frame
from reviewer.ui.publishing import before_words, show_format, show_report, states_of, step_words
from reviewer.ui.publishing_out import Rows
from reviewer.ui.showing import short_place
from reviewer.ui.views.export import ExportDialog, ExportShown, ExportWish, ScopeShown

_FORMAT, _FOLDER = "export_format", "export_folder"


class DocumentsExport:
    """The export dialog over some documents; formats and folder are those of last time."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._dialog: ExportDialog | None = None
        self._job: Job | None = None
        frame.jobs.stepped.connect(self._on_step)
        frame.jobs.ended.connect(self._on_end)

    def ask(self, rows: Rows) -> None:
        """Open the dialog for these documents; all of the project can be chosen there as well."""
        frame, project = self._frame, self._frame.desk.project
        if project is None or self._dialog is not None:
            return
        status = project.status()
        scope = ScopeShown(
            names_of([row.title or row.name for row in rows], frame.say),
            status.documents,
            sum(row.pages for row in rows),
            status.pages,
        )
        dialog = ExportDialog(
            frame.say,
            frame.theme,
            [show_format(writer, frame.say) for writer in project.exporting.writers],
            scope,
            short_place(str(self._folder())),
            frame.window,
            str(frame.settings.get(_FORMAT, "")),
        )
        dialog.asked.connect(lambda wish: self._export(wish, rows))
        dialog.folder_opened.connect(
            lambda folder: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        )
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        states = states_of(project)

        def say_before(wish: ExportWish) -> None:
            meant = None if wish.all_documents else [row.id for row in rows]
            dialog.show_before(before_words(wish, meant, states, frame.say))

        dialog.wished.connect(say_before)
        dialog.stopped.connect(self._stop)
        dialog.problems_asked.connect(self._show_problems)
        say_before(dialog.wish)
        dialog.open()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _show_problems(self) -> None:
        if self._dialog is not None:
            self._dialog.reject()
        self._frame.run("validating")

    def _on_step(self, job: Job) -> None:
        if job is self._job and self._dialog is not None and job.step.total:
            self._dialog.show_step(step_words(job, self._frame.say))

    def _on_end(self, job: Job) -> None:
        """A job that was stopped says nothing else."""
        if job is not self._job:
            return
        self._job = None
        if job.progress.cancelled and self._dialog is not None:
            self._dialog.finish(ExportShown(False, self._frame.say.say("ui.export.stopped")))

    def _forget(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _folder(self) -> Path:
        kept = str(self._frame.settings.get(_FOLDER, ""))
        if kept:
            return Path(kept)
        home = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(home)) / self._frame.say.say("ui.export.title")

    def _export(self, wish: ExportWish, rows: Rows) -> None:
        project, settings = self._frame.desk.project, self._frame.settings
        if project is None:
            return
        documents = None if wish.all_documents else [row.id for row in rows]
        settings.set(_FOLDER, str(wish.folder))
        settings.set(_FORMAT, wish.writer)
        self._job = self._frame.jobs.run(
            Message("ui.jobs.exporting"),
            lambda progress: project.exporting.export(
                wish.folder, wish.writer, wish.options, documents, wish.draft, progress
            ),
            self._exported,
            self._failed,
        )

    def _exported(self, report: ExportReport) -> None:
        if self._dialog is not None:
            self._dialog.finish(show_report(report, self._frame.say))

    def _failed(self, error: ReviewerError) -> None:
        say = self._frame.say.say
        if self._dialog is not None:
            more = " ".join(say(part) for part in (error.where, error.safe, error.advice) if part)
            line = ("warning", say(error.what), more)
            self._dialog.finish(ExportShown(False, say("ui.export.not_fine"), [line]))
