"""The room of what was learnt: shows it, has single lessons forgotten, and learns again."""

from collections.abc import Callable, Mapping

from reviewer.core.lessons import Experience
from reviewer.core.messages import Message
from reviewer.core.progress import Progress
from reviewer.core.unlearning import Unlearnt
from reviewer.services.learning import Learnt
from reviewer.services.project import Project
from reviewer.ui.actions import Need
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.desk_words import key_of
from reviewer.ui.frame import Department, Frame
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.lessons_words import confusions, lessons_shown, readings
from reviewer.ui.views.lessons import LessonsView, Shelf

_BUTTONS = {
    "next": "lessons_next",
    "forget": "lessons_forget",
    "forget_all": "lessons_forget_all",
    "again": "lessons_again",
}


class Teaching(Department):
    """Ties the room of what was learnt to the lessons of the project."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        keys = {name: IN_FORCE[action].shown_key for name, action in _BUTTONS.items()}
        self.view = view = LessonsView(self.say, frame.theme, keys)
        frame.rooms.add(view, Need.PROJECT, Need.LESSONS)
        self._lane = Jobs(self)
        self._lane.failed.connect(frame.telling.error)
        self._lane.broke.connect(frame.telling.fault)
        self._known: Experience | None = None
        self._sure = False
        view.forget_asked.connect(self._forget)
        view.list.picked.connect(self._calm)
        view.left.connect(self._calm)
        for name, action in _BUTTONS.items():
            view.buttons[name].clicked.connect(lambda _=False, run=action: frame.run(run))
        IN_FORCE.changed.connect(self._show_keys)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do."""
        return {
            "lessons": self.enter,
            "lessons_next": self.view.next_shelf,
            "lessons_forget": self.view.forget,
            "lessons_forget_all": self._forget_all,
            "lessons_again": self._learn_again,
        }

    def project_closing(self) -> None:
        """Nothing of it is at hand any more."""
        self._lane.stop_all()
        self._known = None
        self.view.field.clear()

    def close(self) -> None:
        """Stop for good."""
        self._lane.close()

    def enter(self) -> None:
        """Show the room, and add up what was learnt."""
        if self.desk.project is None:
            return
        self.view.show_title(self.say.say("ui.lessons.title"))
        self.frame.rooms.enter(self.view)
        self._read()

    def _read(self) -> None:
        project = self.desk.project
        if project is None:
            return

        def read(_: Progress) -> tuple[Experience, Unlearnt]:
            return project.learning.experience(), project.learning.unlearnt()

        self._lane.run(Message("ui.lessons.reading"), read, self._show, quiet=True)

    def _show(self, read: tuple[Experience, Unlearnt]) -> None:
        if self.desk.project is None:
            return
        self._known, unlearnt = read
        wanted = float(self.desk.project.settings.get("precision"))
        self.view.show_lessons(lessons_shown(self._known, unlearnt, wanted, self.say))

    def _show_keys(self) -> None:
        for name, action in _BUTTONS.items():
            self.view.buttons[name].set_keys(IN_FORCE[action].shown_key)

    # -- forgetting -------------------------------------------------------------------------------

    def _forget(self, shelf: str, key: int) -> None:
        """Forget one form or one pair of letters for good."""
        project, known = self.desk.project, self._known
        if project is None or known is None:
            return
        if shelf == Shelf.MEMORY:
            form, _ = readings(known)[key][0]
            self._do(lambda: project.learning.forget_form(form), form)
        else:
            read, true = confusions(known)[key][0]
            what = f"{read or '–'} → {true or '–'}"
            self._do(lambda: project.learning.forget_confusion(read, true), what)

    def _do(self, forget: Callable[[], None], what: str) -> None:
        forget()
        values = {"what": what, "key": key_of("lessons_again")}
        self.frame.telling.note(self.say.say("ui.lessons.forgot", **values))
        self._read()

    def _forget_all(self) -> None:
        """Forget everything, if the key was pressed twice running."""
        project = self.desk.project
        if project is None:
            return
        if not self._sure:
            self._sure = True
            key = key_of("lessons_forget_all")
            self.frame.telling.note(self.say.say("ui.lessons.sure", key=key))
            return
        self._sure = False
        count = project.learning.forget_all()
        self.frame.telling.note(self.say.say("ui.lessons.forgot_all", n=count))
        self._read()

    def _calm(self) -> None:
        self._sure = False

    def _learn_again(self) -> None:
        """Let everything be learnt again, and learn it."""
        project = self.desk.project
        if project is not None:
            self._run_again(project)

    def _run_again(self, project: Project) -> None:
        def learn(progress: Progress) -> Learnt:
            project.learning.allow_all()
            return project.learning.run(progress)

        def told(learnt: Learnt) -> None:
            self.frame.telling.note(self.say.say("ui.lessons.relearnt", n=learnt.pages))
            self._read()

        self.frame.jobs.run(Message("ui.lessons.learning"), learn, told)
