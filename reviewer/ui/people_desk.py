"""The people of a project at work: shown, changed by whoever may, and offered as names to sign."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from reviewer.core.errors import ReviewerError
from reviewer.core.messages import Catalogue, Message
from reviewer.core.people import FOUR_EYES, OFF, Member, People, PeopleChange
from reviewer.services.project import Project
from reviewer.ui.frame import Department, Frame
from reviewer.ui.showing import when
from reviewer.ui.views.history_rows import RowShown
from reviewer.ui.views.people_form import MemberShown, PeopleForm, PeopleShown

_CHANGES = 50  # changes that are listed, the newest first

Step = Callable[[Project, str], object]
"""What to change: in which project, in whose name."""


@dataclass(frozen=True, slots=True)
class _Read:
    """The people as they stand, and under which login the person works."""

    people: People
    login: str


class PeopleDesk(Department):
    """Opens the form, and puts what is changed there into the project, beside the window's thread:
    who is whom decides which approvals stand, so that pages may have to be counted anew.
    """

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._form: PeopleForm | None = None
        frame.person.offered = self._names

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do, by their ids."""
        return {"people": self.ask}

    def project_closing(self) -> None:
        """Ask nothing more of it."""
        if self._form is not None:
            self._form.close()

    def _names(self) -> list[str]:
        """The names to sign with that the project knows."""
        project = self.desk.project
        return [one.name for one in project.team.people().members] if project else []

    def ask(self) -> None:
        """Show the people; whoever may change them can."""
        if self.desk.project is None or self._form is not None:
            return
        self.desk.settle()
        form = PeopleForm(self.say, self.frame.theme, self.frame.window)
        form.saved.connect(self._save)
        form.removed.connect(
            lambda name: self._change(lambda project, by: project.team.remove(name, by), "")
        )
        form.four_eyes.connect(
            lambda on: self._change(lambda project, by: project.team.set_four_eyes(on, by), "")
        )
        form.finished.connect(self._forget)
        self._form = form
        self._show("")
        form.open()

    def _forget(self) -> None:
        if self._form is not None:
            self._form.deleteLater()
            self._form = None

    def _show(self, at: str) -> None:
        project, form = self.desk.project, self._form
        if project is None or form is None:
            return
        read = _Read(project.team.people(), project.team.login())
        form.show_people(self._told(read), at)

    def _told(self, read: _Read) -> PeopleShown:
        people, by = read.people, self.frame.person.name
        may = people.keeps(by)
        changes = list(enumerate(people.changes))[-_CHANGES:][::-1]
        now = datetime.now(UTC)
        return PeopleShown(
            tuple(MemberShown(one.name, one.also, one.login, one.roles) for one in people.members),
            people.four_eyes,
            bool(read.login),
            "" if may else self.say.say("people.locked", name=by),
            tuple(RowShown(n, *change_words(one, self.say, now)) for n, one in changes),
        )

    def _save(self, shown: MemberShown) -> None:
        member = Member(shown.name, shown.also, shown.login, shown.roles)
        self._change(lambda project, by: project.team.put(member, by), member.name)

    def _change(self, step: Step, at: str) -> None:
        project = self.desk.project
        if project is None:
            return

        def run(by: str) -> None:
            self.frame.jobs.run(
                Message("people.job"),
                lambda _: step(project, by),
                lambda _: self._show(at),
                self._refused,
                quiet=True,
            )

        self.frame.person.with_name(run)

    def _refused(self, error: ReviewerError) -> None:
        """Say it in the form, which shows the people as they are."""
        if self._form is None:
            self.frame.telling.error(error)
            return
        self._show(self._form.name.text())
        parts = (error.what, error.advice)
        self._form.show_problem(" ".join(self.say.say(part) for part in parts if part))


def change_words(change: PeopleChange, say: Catalogue, now: datetime) -> tuple[str, str]:
    """A change of the people: what, and who made it when."""
    if change.what == FOUR_EYES:
        what = say.say(f"people.change.{'alone' if change.new == OFF else 'four_eyes'}")
    elif not change.new:
        what = say.say("people.change.removed", name=change.what)
    elif not change.old:
        what = say.say("people.change.added", new=change.new)
    else:
        what = say.say("people.change.changed", old=change.old, new=change.new)
    return what, f"{change.by} · {when(change.at, say, now)}"
