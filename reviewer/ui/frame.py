"""What a department of the window is, and what it is handed to work with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reviewer.core.messages import Catalogue
from reviewer.services.app import App
from reviewer.services.project import Project
from reviewer.services.settings import UserSettings
from reviewer.ui.actions import Need
from reviewer.ui.appearance import Appearance
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.deciding import Deciding
from reviewer.ui.desk import Desk
from reviewer.ui.people import Person
from reviewer.ui.picturing import Picturing
from reviewer.ui.reading_face import ReadingFace
from reviewer.ui.rooms import Rooms
from reviewer.ui.telling import Telling
from reviewer.ui.theme import Theme
from reviewer.ui.views.footer import Footer
from reviewer.ui.walking import Walking


@dataclass(frozen=True)
class Frame:
    """The parts of the window that departments share. `run` starts an action by its id."""

    window: QWidget
    app: App
    say: Catalogue
    settings: UserSettings
    appearance: Appearance
    desk: Desk
    deciding: Deciding
    walking: Walking
    picturing: Picturing
    person: Person
    face: ReadingFace
    jobs: Jobs
    rooms: Rooms
    telling: Telling
    footer: Footer
    run: Callable[[str], None]

    @property
    def theme(self) -> Theme:
        """The theme that is on."""
        return self.appearance.theme


class Commanding(Protocol):
    """Whatever has actions."""

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do, by their ids."""


class Department(QObject):
    """One area of what the window does: its actions, its views, its share of services.

    A department lives as long as the window; projects come and go.
    """

    changed = Signal()
    """What can be done now may differ."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame.window)
        self.frame = frame
        self.say = frame.say
        self.desk = frame.desk

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do, by their ids."""
        return {}

    @property
    def needs(self) -> set[Need]:
        """What is so now, of all that actions ask for."""
        return set()

    def project_opened(self, project: Project) -> None:
        """A project is on the desk now."""

    def project_closing(self) -> None:
        """The project is about to leave the desk."""

    def restore(self) -> None:
        """The window stands: put on what settings remember."""

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme. Rooms are told by themselves."""

    def close(self) -> None:
        """The window closes: keep what is to be kept, end what runs."""
