"""The frame: start page or desk, menus above, foot below, notices over it.

It joins parts and has no rules of its own; each command is one line here and lives elsewhere.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from reviewer import __version__
from reviewer.core.ids import PageId
from reviewer.core.messages import Message
from reviewer.core.progress import Progress
from reviewer.services.app import App
from reviewer.services.project import Project
from reviewer.ui.actions import Need
from reviewer.ui.appearance import Appearance
from reviewer.ui.arranging import Arranging
from reviewer.ui.bridge.elsewhere import Elsewhere
from reviewer.ui.bridge.jobs import Job, Jobs
from reviewer.ui.bridge.tidying import Tidying
from reviewer.ui.deciding import Deciding
from reviewer.ui.departments import departments
from reviewer.ui.desk import Desk
from reviewer.ui.desk_words import key_of
from reviewer.ui.frame import Commanding, Frame
from reviewer.ui.intake import Intake
from reviewer.ui.intake_words import job_words
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.magnifying import Magnifying
from reviewer.ui.meanwhile import Meanwhile
from reviewer.ui.menus import ActionSet, keys_in_text
from reviewer.ui.people import Person, Whereabouts
from reviewer.ui.picturing import Picturing
from reviewer.ui.publishing import Publishing
from reviewer.ui.reading_face import ReadingFace
from reviewer.ui.recognizing import Recognition
from reviewer.ui.rooms import Rooms
from reviewer.ui.standing import stand
from reviewer.ui.starting import Projects
from reviewer.ui.telling import Telling
from reviewer.ui.theme import Theme
from reviewer.ui.views.about import show_about
from reviewer.ui.views.banner import Banner
from reviewer.ui.views.desk import DeskView, Side
from reviewer.ui.views.drop import DropCatcher
from reviewer.ui.views.footer import Footer
from reviewer.ui.views.keys import KeySheet
from reviewer.ui.views.palette import Palette
from reviewer.ui.views.start import StartView
from reviewer.ui.walking import Walking


class MainWindow(QMainWindow):
    """The one window of the program."""

    def __init__(self, app: App, appearance: Appearance) -> None:
        super().__init__()
        self._app = app
        self._appearance = appearance
        self.say = app.catalogue
        self.settings = app.settings
        theme = appearance.theme
        self.setWindowTitle(self.say.say("ui.product"))
        self.jobs = Jobs(self)
        self.elsewhere = Elsewhere(self)
        self.tidying = Tidying(self)
        self.person = Person(self.settings, self.say, self)
        self.projects = Projects(app, self.jobs, self)
        self.start = StartView(self.say, theme)
        self.desk_view = DeskView(self.say, theme)
        self.footer = Footer(self.say, theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self._stack.addWidget(self.desk_view)
        self.rooms = Rooms(self._stack)
        self._lay_out()
        self.banner = Banner(self.say, theme, self._middle)
        self.telling = Telling(self.banner, self.say)
        self.palette_view = Palette(self.say, theme, self)
        self.desk = Desk(self.desk_view, self.say, self.person, Whereabouts(self.settings))
        self.meanwhile = Meanwhile(self.desk)
        self.picturing = Picturing(self.desk, app.pictures)
        self.magnifying = Magnifying(self.desk_view, self.picturing, lambda: IN_FORCE["loupe"].keys)
        self.face = ReadingFace(self.desk_view, self.settings)
        self.walking = Walking(self.desk)
        self.deciding = Deciding(self.desk, self.walking)
        self.arranging = Arranging(self.desk, self.deciding, theme)
        self.publishing = Publishing(self.desk, self.jobs, self.settings, self.say, self, self._run)
        self.intake = Intake(app, self.desk, self.jobs, self.projects, lambda: self.theme, self)
        self.recognition = Recognition(
            app, self.desk, self.jobs, self.projects, self.intake, self.banner
        )
        self.departments = departments(self._frame())
        self.actions_ = ActionSet(self.say, self._commands(), self)
        self.actions_["loupe"].setAutoRepeat(False)  # holding its key would make it flicker
        self.actions_.fill(self.menuBar())
        self._show_keys_in_force()
        IN_FORCE.changed.connect(self._show_keys_in_force)
        self._connect()
        self._dress(theme)
        self._restore()
        self.show_start()

    def _frame(self) -> Frame:
        return Frame(
            window=self,
            app=self._app,
            say=self.say,
            settings=self.settings,
            appearance=self._appearance,
            desk=self.desk,
            deciding=self.deciding,
            walking=self.walking,
            picturing=self.picturing,
            person=self.person,
            face=self.face,
            jobs=self.jobs,
            rooms=self.rooms,
            telling=self.telling,
            footer=self.footer,
            run=self._run,
        )

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.footer)
        self.setCentralWidget(middle)
        self._middle = middle

    def _commands(self) -> dict[str, Callable[[], object]]:
        view = self.desk_view
        commands: dict[str, Callable[[], object]] = {
            "open": self._open,
            "sample": self.projects.open_sample,
            "export": lambda: self.publishing.ask(self._appearance.theme),
            "close": self.close_project,
            "quit": self.close,
            "suggestions": view.focus_side,
            "switch": self._switch,
            "approve_change": view.changes.approve_current,
            "reject_change": view.changes.reject_current,
            "send_back": view.changes.start_return,
            "role": self._switch_role,
            "person": self.person.ask,
            "loupe": self.magnifying.toggle,
            "stop": self._stop,
            "palette": lambda: self.palette_view.ask(self.actions_.choices()),
            "keys": self._show_keys,
            "about": lambda: show_about(self.say, self._appearance.theme, __version__, self),
        }
        parts: list[Commanding] = [self.walking, self.deciding, self.arranging, self.picturing]
        parts += [self.intake, self.recognition, self.face, *self.departments]
        for part in parts:
            commands.update(part.commands())
        return commands

    def _connect(self) -> None:
        self._appearance.changed.connect(self._dress)
        DropCatcher(self).dropped.connect(self.intake.take)
        self.start.files_dropped.connect(self.intake.take)
        self.start.new_asked.connect(self.intake.ask_new)
        self.start.folder_asked.connect(self.intake.ask_folder)
        self.start.open_asked.connect(self._open)
        self.start.sample_asked.connect(self.projects.open_sample)
        self.start.recent_picked.connect(self.projects.open)
        self.projects.opened.connect(self.show_project)
        self.projects.failed.connect(self.telling.error)
        for speaker in (self.intake, self.recognition):
            speaker.noted.connect(self.telling.note)
        self.banner.covers.connect(self.start.set_covered)
        self.banner.covers.connect(self.desk_view.reading.set_covered)
        self.desk.failed.connect(self.telling.error)
        self.desk.noted.connect(self.telling.note)
        self.desk.acted.connect(self.banner.clear_note)
        self.desk.moved.connect(self._update)
        self.desk.looked.connect(self._on_looked)
        self.desk.moved.connect(self.tidying.put_off)
        self.desk_view.reading.spotMoved.connect(self.tidying.put_off)
        self.picturing.changed.connect(self._update)
        self.picturing.broke.connect(self.telling.fault)
        self.desk_view.picture_hint.find_asked.connect(self.actions_["find_pictures"].trigger)
        self.desk_view.facsimile.findRequested.connect(self.actions_["find_pictures"].trigger)
        self.elsewhere.seen.connect(self.meanwhile.take_in)
        self.desk_view.escaped.connect(self._escape)
        self.desk_view.files_dropped.connect(self.intake.take)
        self.desk_view.pages.import_asked.connect(self.intake.ask_files)
        self.desk_view.pages.export_asked.connect(self.actions_["export"].trigger)
        self.person.changed.connect(self._update)
        self.rooms.changed.connect(self._on_room)
        for department in self.departments:
            department.changed.connect(self._update)
        self.footer.stop_asked.connect(self._stop)
        self.footer.escaped.connect(self._escape)
        self.footer.person_asked.connect(self.person.ask)
        self.footer.role_asked.connect(self._switch_role)
        self.jobs.stepped.connect(self._show_job)
        self.jobs.ended.connect(self._show_job)
        for lane in (self.jobs, self.intake.asking):
            lane.failed.connect(self.telling.error)
            lane.broke.connect(self.telling.fault)
        self.palette_view.chosen.connect(self._run)

    # -- start page and desk ----------------------------------------------------------------------

    def show_start(self) -> None:
        """Show the start page."""
        self.start.show_recent(self.projects.recent())
        self._stack.setCurrentWidget(self.start)
        self.banner.lie_over(self.start)
        self.banner.clear_note()
        self.setWindowTitle(self.say.say("ui.product"))
        self.start.focus_first()
        self._update()

    def show_project(self, project: Project) -> None:
        """Show a project on the desk, and ask once who it is that works on it."""
        self._put_away()
        self._stack.setCurrentWidget(self.desk_view)
        self.banner.lie_over(self.desk_view.reading)
        self.setWindowTitle(f"{project.name} – {self.say.say('ui.product')}")
        self.banner.clear_note()
        self.desk.open(project)
        for department in self.departments:
            department.project_opened(project)
        self.elsewhere.watch(lambda: partial(project.changed_elsewhere, self.desk.page))
        if not self.person.name:
            self.person.ask()

    def close_project(self) -> None:
        """Back to the start page."""
        self._put_away()
        self.show_start()

    def _put_away(self) -> None:
        project = self._detach()
        if project is None:
            return
        answered = self.elsewhere.stop()

        def close(_: Progress) -> None:
            answered()
            project.close()

        self.jobs.stop_all()
        self.jobs.run(Message("ui.jobs.closing"), close, quiet=True)  # behind what still writes

    def _detach(self) -> Project | None:
        self.rooms.leave_all()
        if self.desk.project:
            for department in self.departments:
                department.project_closing()
            pages, approved, _ = self.desk.model.counts()
            self.projects.keep_progress(self.desk.project.place, pages, approved)
        self.projects.wanted.look_at(None)
        return self.desk.close()

    def _open(self) -> None:
        place = self.projects.ask_place(self.say)
        if place:
            self.projects.open(place)

    def _run(self, action: str) -> None:
        self.actions_[action].trigger()

    # -- the rest of the commands -----------------------------------------------------------------

    def _show_job(self, _job: Job) -> None:
        job = self.jobs.current
        step = job.step if job else None
        title = job_words(job, self.say) if job else ""
        self.footer.show_job(title, step.done if step else 0, step.total if step else 0)
        self.actions_.enable(self._needs())

    def _switch(self) -> None:
        if self.desk_view.in_text:
            self.desk_view.focus_side()
        else:
            self.desk_view.reading.setFocus()

    def _escape(self) -> None:
        """Away with the loupe; back to a list; to the card; there, put away what was said."""
        if self.rooms.current is not None:
            self.rooms.leave()
            return
        if self.magnifying.put_away() or self.rooms.step_in():
            return
        if not self.desk_view.in_side:
            self.desk_view.focus_side()
        else:
            self.banner.clear()

    def _switch_role(self) -> None:
        self.desk.settle()
        side = self.person.switch_side()
        still = side is Side.TRANSCRIBER and self.desk.side is Side.EDITOR
        self.telling.note(self.say.say(f"ui.note.role_{'still_editor' if still else side}"))

    def _stop(self) -> None:
        self.jobs.stop_all()
        self.telling.note(self.say.say("ui.note.stopped"))

    def _show_keys(self) -> None:
        keys = IN_FORCE["keys"].keys
        groups, there = self.actions_.groups(), key_of("switch")
        sheet = KeySheet(self.say, self._appearance.theme, groups, there, keys, self)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _show_keys_in_force(self) -> None:
        self.desk_view.set_window_keys(keys_in_text())
        keys = {one.id: IN_FORCE.near_and_far(one.id) for one in IN_FORCE.actions}
        for view in (self.desk_view, self.start):
            view.set_keys(keys)
        self.desk.refresh()

    # -- keeping up -------------------------------------------------------------------------------

    @property
    def theme(self) -> Theme:
        """The theme that is on."""
        return self._appearance.theme

    def _dress(self, theme: Theme) -> None:
        for part in (self.start, self.desk_view, self.footer, self.banner, self.palette_view):
            part.set_theme(theme)
        self.person.set_theme(theme)
        self.arranging.set_theme(theme)
        self.rooms.set_theme(theme)
        for department in self.departments:
            department.set_theme(theme)

    def _needs(self) -> set[Need]:
        """What is so now; while a room is shown, nothing of the desk can be acted on."""
        needs = self.desk.needs | self.picturing.needs
        if self.rooms.current:
            needs = needs & {Need.PROJECT} | self.rooms.needs
        for department in self.departments:
            needs |= department.needs
        if self.jobs.current:
            needs.add(Need.WORKING)
        return needs

    def _update(self) -> None:
        self.actions_.enable(self._needs())
        at_work = self.desk.project is not None
        self.footer.show_page("" if self.rooms.current else self.desk.footer)
        self.footer.show_person(
            self.person.name, self.say.say(f"ui.footer.{self.desk.side}"), at_work
        )

    def _on_room(self) -> None:
        room = self.rooms.current
        if room:
            self.desk.settle()
        self.banner.lie_over(room.middle if room else self._over_desk())
        self._update()

    def _over_desk(self) -> QWidget:
        return self.start if self._stack.currentWidget() is self.start else self.desk_view.reading

    def _on_looked(self, page: PageId) -> None:
        self.projects.wanted.look_at(page)

    def _restore(self) -> None:
        self.face.put_on()
        kept = self.settings.get("window")
        stand(self, kept.get("geometry"))
        if isinstance(kept.get("panes"), str):
            self.desk_view.restore_layout(kept["panes"])
        if isinstance(kept.get("pictures"), dict):
            self.picturing.restore(kept["pictures"])
        for department in self.departments:
            department.restore()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep where everything was; decisions are saved already."""
        geometry = bytes(self.saveGeometry().toHex().data()).decode()
        panes = self.desk_view.layout_state()
        pictures = self.picturing.state()
        self.settings.set("window", {"geometry": geometry, "panes": panes, "pictures": pictures})
        project = self._detach()
        for department in self.departments:
            department.close()
        self.picturing.close()
        self.jobs.close()
        self.elsewhere.close()
        self.tidying.close()
        self.intake.close()
        if project:
            project.close()
        super().closeEvent(event)
