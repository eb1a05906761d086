"""Bringing in what there is to work on: files, text read from pictures, and pictures of pages."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QWidget

from reviewer.core.errors import Cancelled
from reviewer.core.messages import Message
from reviewer.core.progress import Progress
from reviewer.services.app import App
from reviewer.services.gathering import Stock
from reviewer.services.importing import ImportReport
from reviewer.services.project import Project
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.desk import Desk
from reviewer.ui.intake_words import file_kinds, show_import, show_search
from reviewer.ui.starting import Projects
from reviewer.ui.theme import Theme
from reviewer.ui.views.dialogs import Sheet
from reviewer.ui.views.import_report import ReportSheet, ReportShown
from reviewer.ui.views.taking import Taking, TeiSheet, TogetherSheet

S = TypeVar("S", bound=Sheet)
_PLAIN = Taking()
_MANY_FRAMES = frozenset({".tif", ".tiff", ".pdf"})


class Intake(QObject):
    """Imports files and finds pictures in the background, and tells what came of it."""

    noted = Signal(str)
    wordless = Signal(str, int)
    """What to say first, and how many pages came in with a picture and no text."""

    def __init__(
        self,
        app: App,
        desk: Desk,
        jobs: Jobs,
        projects: Projects,
        theme: Callable[[], Theme],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._app = app
        self._say = app.catalogue
        self._desk = desk
        self._jobs = jobs
        self._projects = projects
        self._theme = theme
        self._window = window
        self.asking = Jobs(self)
        """A lane for questions that need no project: they need not wait for an analysis."""
        projects.made.connect(self.add)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the actions of bringing in do, by their ids."""
        return {
            "new": self.ask_new,
            "import": self.ask_files,
            "import_folder": self.ask_folder,
            "find_pictures": self.find_pictures,
            "page_picture": self.give_picture,
        }

    def close(self) -> None:
        """Ask nothing any more."""
        self.asking.close()

    # -- choosing files ---------------------------------------------------------------------------

    def ask_files(self) -> None:
        """Let the person choose files, for the project or for a new one."""
        title, kinds = self._say.say("intake.choose_files"), file_kinds(self._say)
        chosen, _ = QFileDialog.getOpenFileNames(self._window, title, self._last_folder, kinds)
        self.take([Path(one) for one in chosen])

    def ask_folder(self) -> None:
        """Let the person choose a folder, for the project or for a new one."""
        title = self._say.say("intake.choose_folder")
        chosen = QFileDialog.getExistingDirectory(self._window, title, self._last_folder)
        self.take([Path(chosen)] if chosen else [])

    def ask_new(self) -> None:
        """Let the person choose files for a new project, also while another is open."""
        title, kinds = self._say.say("intake.choose_files"), file_kinds(self._say)
        chosen, _ = QFileDialog.getOpenFileNames(self._window, title, self._last_folder, kinds)
        self.take_new([Path(one) for one in chosen])

    @property
    def _last_folder(self) -> str:
        return str(self._app.settings.get("import_folder", ""))

    def take(self, files: Sequence[Path]) -> None:
        """Bring files and folders into the project at hand, or into a new one where none is."""
        project = self._desk.project
        if project is None:
            self.take_new(files)
        else:
            self._look(files, partial(self._take_chosen, project))

    def take_new(self, files: Sequence[Path]) -> None:
        """Make a new project of files and folders."""
        self._look(files, self._make_new)

    def _look(self, files: Sequence[Path], then: Callable[[Stock], None]) -> None:
        """See what is to be asked of files, beside the window's thread."""
        if not files:
            return
        self._app.settings.set("import_folder", str(files[0].parent))
        self.asking.run(
            Message("intake.taking_stock"), lambda _: self._app.take_stock(files), then, quiet=True
        )

    def _make_new(self, chosen: Stock) -> None:
        self._projects.ask_new(chosen, self._theme(), self._say)

    def _take_chosen(self, project: Project, chosen: Stock) -> None:
        if self._desk.project is not project:
            return  # it was closed meanwhile
        sheet: TogetherSheet | TeiSheet
        if chosen.pages > 1:
            sheet = self.open_sheet(
                lambda theme, window: TogetherSheet(self._say, theme, chosen.pages, window)
            )
        elif chosen.tei:
            sheet = self.open_sheet(lambda theme, window: TeiSheet(self._say, theme, window))
        else:
            self.add(project, chosen.files)
            return
        sheet.answered.connect(lambda taking: self.add(project, chosen.files, taking))

    # -- importing --------------------------------------------------------------------------------

    def add(self, project: Project, files: Sequence[Path], taking: Taking = _PLAIN) -> None:
        """Add files to a project, then look for doubtful words in them."""
        if not files:
            return

        def work(progress: Progress) -> ImportReport | None:
            try:
                return project.importing.add(files, progress, **asdict(taking))
            except Cancelled:
                return None  # what came in before stays, and is to be analysed as well

        def added(report: ImportReport | None) -> None:
            if self._desk.project is not project:
                return
            if report:
                self._tell_import(report)
            self._projects.analyse(project)

        self._jobs.run(Message("ui.jobs.importing"), work, added)

    def _tell_import(self, report: ImportReport) -> None:
        say = self._say
        told = show_import(report, say)
        if told:
            self.show_report(told)
        parts = []
        if report.added:
            parts.append(say.say("ui.note.imported", n=len(report.added)))
        if report.skipped:
            parts.append(say.say("ui.note.skipped", n=len(report.skipped)))
        note = "" if told else " ".join(parts)
        if report.wordless:
            self.wordless.emit(note, len(report.wordless))
        elif note and report.added and self._desk.page is None:
            # The first page is about to be shown, and a step to another page puts notes away.
            once = Qt.ConnectionType.SingleShotConnection
            self._desk.news.gathered.connect(lambda _: self.noted.emit(note), once)
        elif note:
            self.noted.emit(note)

    def show_report(self, report: ReportShown) -> None:
        """Show a report, behind what else is being asked."""
        modal = QApplication.activeModalWidget()
        if isinstance(modal, QDialog):
            modal.finished.connect(
                lambda _: QTimer.singleShot(0, self, lambda: self.show_report(report))
            )
            return
        self.open_sheet(lambda theme, window: ReportSheet(self._say, theme, report, window))

    def open_sheet(self, make: Callable[[Theme, QWidget], S]) -> S:
        """Open a dialog on the window; it is gone for good when it is closed."""
        sheet = make(self._theme(), self._window)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()
        return sheet

    # -- pictures ---------------------------------------------------------------------------------

    def find_pictures(self) -> None:
        """Let the person choose a folder in which lost pictures may lie now."""
        project, say = self._desk.project, self._say
        if project is None:
            return
        title = say.say("intake.choose_pictures")
        chosen = QFileDialog.getExistingDirectory(self._window, title, self._last_folder)
        if not chosen:
            return

        def work(progress: Progress) -> tuple[ReportShown | None, str]:
            progress.report(0)
            search = project.picturing.search(Path(chosen))
            lost = project.picturing.lost()
            pages = [*lost, *(page for page, _ in search.found)]
            names = {page: project.page(page).where for page in pages}
            nothing = "none_fits" if search.missing else "no_pictures_lost"
            note = say.say("intake.note.found", n=len(search.found))
            if not search.found:
                note = say.say(f"intake.note.{nothing}")
            return show_search(search, lost, names, say), note

        def searched(result: tuple[ReportShown | None, str]) -> None:
            if self._desk.project is project:
                told, note = result
                if told:
                    self.show_report(told)
                else:
                    self.noted.emit(note)

        self._jobs.run(Message("intake.searching"), work, searched)

    def give_picture(self) -> None:
        """Let the person choose the picture of the page that is shown."""
        project, page, say = self._desk.project, self._desk.page, self._say
        if project is None or page is None:
            return
        title, kinds = say.say("intake.choose_picture"), file_kinds(say, "pictures", "pdf")
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, self._last_folder, kinds)
        if not chosen:
            return
        path, frame = Path(chosen), 1
        if path.suffix.lower() in _MANY_FRAMES:
            asked = say.say("intake.frame_title"), say.say("intake.frame_text")
            frame, fine = QInputDialog.getInt(self._window, *asked, page.row.number, 1)
            if not fine:
                return
        self._jobs.run(
            Message("intake.attaching"),
            lambda _: project.picturing.attach(page.row.id, path, frame - 1),
            lambda _: self.noted.emit(say.say("intake.note.picture_given")),
        )
