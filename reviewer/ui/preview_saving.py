"""What the preview shows as a file: HTML by the writer of exports, PDF and paper by Qt."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from reviewer.core.edition import Profile
from reviewer.core.ids import DocumentId
from reviewer.core.messages import Message
from reviewer.core.ports import Problem
from reviewer.core.preview import FileText, PaperText
from reviewer.core.progress import Progress
from reviewer.services.outfile import replacing
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.frame import Frame
from reviewer.ui.preview_print import file_on, paper_on, pdf_of
from reviewer.ui.saving import ask_place
from reviewer.ui.views.preview import Mode, PreviewView

_TITLE = Message("ui.preview.saving")


class Saving(QObject):
    """Saves and prints the whole document, as it is shown."""

    def __init__(self, frame: Frame, view: PreviewView, lane: Jobs) -> None:
        super().__init__(view)
        self._frame = frame
        self._view = view
        self._lane = lane

    def save(self, kind: str, document: DocumentId, profile: Profile, mode: Mode) -> None:
        """Save as "html" or "pdf", or "print"."""
        if kind == "html":
            self._save_html(document, profile)
        elif kind == "pdf":
            path = self._ask_where("pdf")
            if path is not None:
                self._save_pdf(path, document, profile, mode)
        elif kind == "print":
            self._print(document, profile, mode)

    def _save_html(self, document: DocumentId, profile: Profile) -> None:
        project, path = self._frame.desk.project, self._ask_where("html")
        if project is None or path is None:
            return
        # What only archives need is shown nowhere in a page to read.
        shown = Profile.DOCUMENTARY if profile is Profile.ARCHIVAL else profile

        def work(_: Progress) -> list[Problem]:
            return list(project.previewing.save(document, path, shown))

        def done(problems: list[Problem]) -> None:
            say = self._frame.say.say
            if problems:
                self._frame.telling.note(" ".join(say(one.text) for one in problems))
            else:
                self._frame.telling.note(say("ui.preview.saved", path=str(path)))

        self._lane.run(_TITLE, work, done, quiet=True)

    def _save_pdf(self, path: Path, document: DocumentId, profile: Profile, mode: Mode) -> None:
        make, face = self._maker(mode), self._frame.settings.get("reading_font")
        if make is None:
            return

        def work(progress: Progress) -> None:
            made = make(document, profile, None, lambda: progress.cancelled)
            with replacing(path) as out:
                out.write(pdf_of(made, face, mode))

        def done(_: None) -> None:
            self._frame.telling.note(self._frame.say.say("ui.preview.saved", path=str(path)))

        self._lane.run(_TITLE, work, done, quiet=True)

    def _print(self, document: DocumentId, profile: Profile, mode: Mode) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._view)
        dialog.setWindowTitle(self._frame.say.say("ui.actions.preview_print"))
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        face = self._frame.settings.get("reading_font")

        def done(made: PaperText | FileText) -> None:
            if isinstance(made, FileText):
                file_on(printer, made)
            else:
                paper_on(printer, made, face, mode)

        make = self._maker(mode)
        if make is not None:
            self._lane.run(
                _TITLE,
                lambda progress: make(document, profile, None, lambda: progress.cancelled),
                done,
                quiet=True,
            )

    def _maker(self, mode: Mode) -> Callable[..., PaperText | FileText] | None:
        """What makes what a mode shows."""
        project = self._frame.desk.project
        if project is None:
            return None
        return project.previewing.file if mode is Mode.XML else project.previewing.paper

    def _ask_where(self, kind: str) -> Path | None:
        page, say = self._frame.desk.page, self._frame.say.say
        name = page.document.name if page else ""
        kinds = {f"{say(f'ui.preview.as.{kind}')} (*.{kind})": f".{kind}"}
        title = say(f"ui.actions.preview_{kind}")
        return ask_place(self._view, self._frame.say, title, f"{name}.{kind}", kinds)
