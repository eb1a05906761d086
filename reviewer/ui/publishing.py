"""Exporting from the window: the dialog's wish to the service, and its report to the dialog."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from reviewer.core.errors import ReviewerError
from reviewer.core.messages import Catalogue, Message
from reviewer.core.ports import Writer
from reviewer.services.exporting import ExportReport
from reviewer.services.settings import UserSettings
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.desk import Desk
from reviewer.ui.showing import short_place
from reviewer.ui.theme import Theme
from reviewer.ui.views.export import (
    ExportDialog,
    ExportShown,
    ExportWish,
    FormatShown,
    OptionShown,
    ScopeShown,
)

_FORMAT = "export_format"


class Publishing(QObject):
    """Opens the dialog and runs what it asks for."""

    def __init__(
        self, desk: Desk, jobs: Jobs, settings: UserSettings, say: Catalogue, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._jobs = jobs
        self._settings = settings
        self._say = say
        self._window = window
        self._dialog: ExportDialog | None = None

    def ask(self, theme: Theme) -> ExportDialog | None:
        """Open the dialog for the project at hand."""
        project = self._desk.project
        if project is None:
            return None
        self._desk.settle()
        documents = project.documents()
        page = self._desk.page
        scope = ScopeShown(
            page.document.title if page else "",
            len(documents),
            len(page.document.pages) if page else 0,
            sum(len(document.pages) for document in documents),
        )
        dialog = ExportDialog(
            self._say,
            theme,
            [show_format(writer, self._say) for writer in project.exporting.writers],
            scope,
            short_place(str(self._folder())),
            self._window,
            str(self._settings.get(_FORMAT, "")),
        )
        dialog.asked.connect(self._export)
        dialog.folder_opened.connect(
            lambda folder: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        )
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()
        return dialog

    def _forget(self) -> None:
        if self._dialog:
            self._dialog.deleteLater()
            self._dialog = None

    def _folder(self) -> Path:
        kept = str(self._settings.get("export_folder", ""))
        if kept:
            return Path(kept)
        home = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(home)) / self._say.say("ui.export.title")

    def _export(self, wish: ExportWish) -> None:
        project, page = self._desk.project, self._desk.page
        if project is None:
            return
        documents = None if wish.all_documents or page is None else [page.document.id]
        self._settings.set("export_folder", str(wish.folder))
        self._settings.set(_FORMAT, wish.writer)
        self._jobs.run(
            Message("ui.jobs.exporting"),
            lambda progress: project.exporting.export(
                wish.folder, wish.writer, wish.options, documents, wish.draft, progress
            ),
            self._exported,
            self._failed,
        )

    def _exported(self, report: ExportReport) -> None:
        if self._dialog:
            self._dialog.finish(show_report(report, self._say))

    def _failed(self, error: ReviewerError) -> None:
        if self._dialog:
            say = self._say.say
            more = " ".join(say(part) for part in (error.where, error.safe, error.advice) if part)
            line = ("warning", say(error.what), more)
            self._dialog.finish(ExportShown(False, self._say.say("ui.export.not_fine"), [line]))


def show_format(writer: Writer, say: Catalogue) -> FormatShown:
    """A writer as the dialog offers it; a plug-in's own words where the catalogue has none."""
    name = writer.name
    return FormatShown(
        name,
        _words(f"ui.export.formats.{name}.name", name, say),
        tuple(
            OptionShown(
                option.name,
                _words(f"ui.export.options.{name}.{option.name}", option.meaning, say),
                tuple(
                    (value, _words(f"ui.export.values.{name}.{option.name}.{value}", value, say))
                    for value in option.values
                ),
            )
            for option in writer.options
        ),
        _words(f"ui.export.formats.{name}.about", "", say),
        writer.pages_apart,
    )


def _words(message: str, otherwise: str, say: Catalogue) -> str:
    return say.say(message) if message in say else otherwise


def show_report(report: ExportReport, say: Catalogue) -> ExportShown:
    """What came of an export: files in place, what their checks say, what was left out."""
    lines: list[tuple[str, str, str]] = []
    for path in report.written:
        lines.append(
            ("check", path.name, say.say("ui.export.valid", path=short_place(str(path.parent))))
        )
    for path, problem in report.problems:
        text = problem.text
        if problem.line:
            text = say.say("ui.export.line", line=problem.line, text=text)
        refused = say.say("ui.export.refused") if path not in report.written else ""
        lines.append(("warning", f"{path.name}: {text}", refused))
    for document, reason in report.left_out:
        # Services also speak to the command line; the window names its own box to tick.
        here = Message(f"ui.{reason.id}", reason.values)
        lines.append(("info", document.title, say.say(here if here.id in say else reason)))
    if report.fine:
        return ExportShown(True, say.say("ui.export.fine", n=len(report.written)), lines)
    return ExportShown(False, say.say("ui.export.not_fine"), lines)
