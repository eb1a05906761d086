"""The tour: six sentences for somebody who is here for the first time."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRect, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.services.project import Project
from reviewer.ui.frame import Department, Frame
from reviewer.ui.keymap import near_and_far
from reviewer.ui.showing import place_of
from reviewer.ui.theme import Theme
from reviewer.ui.views.parts import key_words
from reviewer.ui.views.tour import CoachMark

STEPS = ("pages", "word", "card", "typing", "places", "sending")
"""What is shown, one sentence each: `ui.tour.steps.` and the name."""

_KEYS: Mapping[str, Mapping[str, str]] = {
    "word": {"next": "next"},
    "card": {"accept": "accept", "keep": "keep"},
    "typing": {"edit": "edit", "switch": "switch"},
    "places": {"all": "occurrences", "mark": "mark"},
    "sending": {"submit": "submit", "manual": "manual"},
}
"""Keys that the sentences name, as the person has them: word in the sentence, action."""


class Touring(Department):
    """Comes by itself once, for a new person on the sample project; and whenever it is asked for.

    While its coach mark has the focus it takes the keys; ended, it has none and is gone.
    """

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._newcomer = not frame.person.name
        self._due = False
        self._mark: CoachMark | None = None
        self._step = 0
        self._before: QWidget | None = None
        frame.person.changed.connect(self._begin_if_due)
        frame.rooms.changed.connect(self._end_in_rooms)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do."""
        return {"tour": self.start}

    def project_opened(self, project: Project) -> None:
        """A newcomer on the sample is shown around, as soon as they said who they are."""
        new = self._newcomer and not self.frame.settings.get("toured")
        self._due = new and self.frame.app.is_sample(project)
        self._begin_if_due()

    def project_closing(self) -> None:
        """There is nothing left to show."""
        self._due = False
        self._put_away()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        if self._mark:
            self._mark.set_theme(theme)

    @property
    def running(self) -> bool:
        """Whether somebody is being shown around."""
        return self._mark is not None

    def start(self) -> None:
        """Begin with the first step."""
        self._put_away()
        self._due = False
        self._before = QApplication.focusWidget()
        self._mark = CoachMark(self.say, self.frame.theme, self.frame.window)
        self._mark.onward.connect(lambda: self._go(self._step + 1))
        self._mark.back.connect(lambda: self._go(self._step - 1))
        self._mark.ended.connect(self.end)
        self._go(0)

    def end(self) -> None:
        """Over for good: it does not come by itself again."""
        self.frame.settings.set("toured", True)
        before = self._before
        self._put_away()
        if before is not None and before.isVisible():
            before.setFocus()
        else:
            self.desk.view.focus_side()

    def _begin_if_due(self) -> None:
        if self._due and self.frame.person.name:
            QTimer.singleShot(0, self, self._begin)  # when the dialog has given the focus back

    def _begin(self) -> None:
        if self._due and self.desk.project:
            self.start()

    def _end_in_rooms(self) -> None:
        if self._mark and self.frame.rooms.current:
            self._put_away()

    def _put_away(self) -> None:
        if self._mark:
            self._mark.put_away()
        self._mark, self._before = None, None

    def _go(self, step: int) -> None:
        if step >= len(STEPS):
            self.end()
            return
        self._step = max(0, step)
        name = STEPS[self._step]
        keys = {word: _key(action) for word, action in _KEYS.get(name, {}).items()}
        text = self.say.say(f"ui.tour.steps.{name}", **keys)
        if self._mark:
            self._mark.show_step(self._step + 1, len(STEPS), text, *self._target(name))

    def _target(self, name: str) -> tuple[QWidget, QRect | None]:
        view = self.desk.view
        if name == "word":
            place = self._word()
            return (view.reading, place)
        targets = {"pages": view.pages, "typing": view.reading, "sending": self.frame.footer}
        return targets.get(name, view.card), None

    def _word(self) -> QRect | None:
        """Where the doubtful word at hand stands in the reading; None where there is none."""
        finding, page = self.desk.finding, self.desk.page
        place = place_of(page.reading, finding) if finding and page else None
        if place is None:
            return None
        reading = self.desk.view.reading
        on_screen = reading.screen_place(*place)
        return QRect(reading.mapFromGlobal(on_screen.topLeft()), on_screen.size())


def _key(action: str) -> str:
    """The key of an action as the person has it where it is shown."""
    return key_words(near_and_far(action)[0])
