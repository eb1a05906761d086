"""From the start page to an open project: opening, making, analysing."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from reviewer.core.messages import Catalogue, Message
from reviewer.core.progress import Progress
from reviewer.services.app import App, RecentProject
from reviewer.services.gathering import Stock
from reviewer.services.project import Project
from reviewer.ui.bridge.analysing import Wanted, analyse
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.showing import short_place, when
from reviewer.ui.theme import Theme
from reviewer.ui.views.new_project import NewProjectDialog
from reviewer.ui.views.start import RecentShown
from reviewer.ui.views.taking import Taking

_PLAIN = Taking()


class Projects(QObject):
    """Brings projects to the desk, in the background."""

    opened = Signal(object)
    """A Project that is ready to be shown."""
    made = Signal(object, object, object)
    """A new Project that is shown, files to go into it, and a Taking that says how."""
    failed = Signal(object)

    def __init__(self, app: App, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._app = app
        self._jobs = jobs
        self._window = window
        self.wanted = Wanted()

    # -- opening ----------------------------------------------------------------------------------

    def open(self, place: str) -> None:
        """Open the project of a folder or URL."""
        self._bring("ui.jobs.opening", lambda: self._app.open(place))

    def open_sample(self) -> None:
        """Open the sample, making it first where it is missing."""
        self._bring("ui.jobs.opening", self._app.sample)

    def create(self, place: str, files: Sequence[Path], taking: Taking = _PLAIN) -> None:
        """Make a project and have files added to it."""

        def made(project: Project) -> None:
            self._ready(project)
            self.made.emit(project, files, taking)

        self._bring("ui.jobs.creating", lambda: self._app.create(place), made)

    def _bring(
        self,
        title: str,
        make: Callable[[], Project],
        then: Callable[[Project], None] | None = None,
    ) -> None:
        self._jobs.run(Message(title), lambda _: make(), then or self._ready, self.failed.emit)

    def _ready(self, project: Project) -> None:
        self._app.remember(project)
        self.opened.emit(project)
        self.analyse(project)

    def ask_new(self, stock: Stock, theme: Theme, say: Catalogue) -> None:
        """Ask what a new project is called and where it is to be, then make it of these files."""
        files = stock.files
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = _name_for(files) or say.say("ui.new.untitled")
        folder = Path(home or Path.home())
        dialog = NewProjectDialog(
            say, theme, name, folder, len(files), self._window, stock.pages, stock.tei
        )
        dialog.made.connect(lambda place: self.create(place, files, dialog.taking))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_place(self, say: Catalogue) -> str:
        """Let the person choose a project's folder."""
        return QFileDialog.getExistingDirectory(self._window, say.say("ui.start.open_title"))

    # -- findings ---------------------------------------------------------------------------------

    def analyse(self, project: Project) -> None:
        """Look for doubtful words on all pages that need it, the page looked at first."""

        def work(progress: Progress) -> int:
            analysis = project.analysis
            return analyse(analysis.stale, analysis.run, self.wanted, progress)

        self._jobs.run(Message("ui.jobs.analysing"), work, None, self.failed.emit)

    # -- recent -----------------------------------------------------------------------------------

    def recent(self) -> list[RecentShown]:
        """Projects opened before, as the start page lists them."""
        return [self._recent(project) for project in self._app.recent()]

    def _recent(self, project: RecentProject) -> RecentShown:
        say = self._app.catalogue
        kept = self._app.settings.get("seen", {}).get(project.place)
        progress = ""
        if isinstance(kept, dict) and kept.get("pages"):
            progress = say.say(
                "ui.start.progress", n=kept["pages"], approved=kept.get("approved", 0)
            )
        return RecentShown(
            place=project.place,
            name=project.name,
            where=short_place(project.place),
            when=when(project.opened, say, datetime.now(UTC))
            if project.there
            else say.say("ui.start.missing"),
            progress=progress,
            there=project.there,
        )

    def keep_progress(self, place: str, pages: int, approved: int) -> None:
        """Keep how far a project is, so that the start page need not open it."""
        seen = dict(self._app.settings.get("seen", {}))
        if seen.get(place) != {"pages": pages, "approved": approved}:
            seen[place] = {"pages": pages, "approved": approved}
            self._app.settings.set("seen", seen)


def _name_for(files: Sequence[Path]) -> str:
    """A name for a project of these files: that of the folder dropped, or of the only file."""
    if len(files) == 1:
        return files[0].name if files[0].is_dir() else files[0].stem
    folders = {path.parent for path in files}
    return folders.pop().name if len(folders) == 1 else ""
