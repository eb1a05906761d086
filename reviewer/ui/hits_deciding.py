"""Applying what is ticked in the list of places, and taking it back."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from reviewer.core.errors import ReviewerError
from reviewer.core.ids import PageId
from reviewer.core.messages import Message
from reviewer.core.occurrences import Hit
from reviewer.core.progress import Progress
from reviewer.services.concordance import Applied, Choice
from reviewer.services.history import TakenBack
from reviewer.services.project import Project
from reviewer.ui.frame import Frame
from reviewer.ui.views.hits import HitsView


class HitsDeciding(QObject):
    """Hands what is ticked to the lane of what writes; remembers its steps for undo."""

    decided = Signal()
    """Something was decided, or refused: what is listed may be old."""

    def __init__(self, frame: Frame, view: HitsView, hits: Callable[[], Sequence[Hit]]) -> None:
        super().__init__(view)
        self.frame = frame
        self.view = view
        self.say = frame.say
        self._hits = hits
        self._steps: list[PageId] = []

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do, by their ids."""
        return {"hits_apply": self.apply, "hits_keep": self.keep, "hits_undo": self.undo}

    def forget(self) -> None:
        """Another project: its steps are not of this list."""
        self._steps.clear()

    @property
    def can_undo(self) -> bool:
        """Whether something was applied from the list that was not taken back."""
        return bool(self._steps)

    def choices(self) -> list[Choice]:
        """The ticked hits that would read otherwise, with what they would read."""
        rows, hits = self.view.list.hits, self._hits()
        return [
            Choice(hits[index], reading)
            for index in rows.ticked
            if (reading := rows.hits[index].reading) is not None
            and reading != rows.hits[index].form
        ]

    def apply(self) -> None:
        """Read at each ticked hit what its row says, as one step."""
        choices = self.choices()
        if not choices:
            self.frame.telling.note(self.say.say("ui.hits.nothing_ticked"))
            return
        self._run(
            "applying",
            lambda project, by, progress: project.concordance.apply(choices, by, progress),
            "applied",
        )

    def keep(self) -> None:
        """Say of the ticked hits that they are right as they stand."""
        listed = self._hits()
        hits = [listed[index] for index in self.view.list.hits.ticked]
        if not hits:
            self.frame.telling.note(self.say.say("ui.hits.nothing_ticked"))
            return
        self._run(
            "keeping",
            lambda project, by, progress: project.concordance.keep(hits, by, progress),
            "kept",
        )

    def _run(
        self, title: str, work: Callable[[Project, str, Progress], Applied], said: str
    ) -> None:
        """Do something with many hits in the lane of what writes."""
        project = self.frame.desk.project
        if project is None:
            return

        def begin(by: str) -> None:
            self.frame.jobs.run(
                Message(f"ui.hits.{title}"),
                lambda progress: work(project, by, progress),
                lambda applied: self._on_applied(applied, said),
                self._on_refused,
            )

        self.frame.person.with_name(begin)

    def _on_applied(self, applied: Applied, said: str) -> None:
        if applied.readings:
            self._steps.append(min(applied.readings))
            self.view.bar.settle()
        words = [self.say.say(f"ui.hits.{said}", n=applied.done)] if applied.done else []
        if applied.left:
            words.append(self.say.say("ui.hits.left", n=applied.left))
        self.frame.telling.note(" ".join(words))
        self.decided.emit()

    def _on_refused(self, error: ReviewerError) -> None:
        self.frame.telling.error(error)
        self.decided.emit()

    def undo(self) -> None:
        """Take back what was applied here last."""
        project = self.frame.desk.project
        if project is None or not self._steps:
            self.frame.telling.note(self.say.say("ui.hits.nothing_applied"))
            return
        page = self._steps[-1]

        def begin(by: str) -> None:
            self.frame.jobs.run(
                Message("ui.hits.applying"),
                lambda _: project.history.undo(page, by),
                self._on_undone,
                self._on_refused,
            )

        self.frame.person.with_name(begin)

    def _on_undone(self, taken: TakenBack) -> None:
        self._steps.pop()
        self.frame.telling.note(self.say.say("ui.hits.undone", n=taken.decisions))
        self.decided.emit()
