"""The preferences at work: what they show, and what happens when a setting is chosen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QFontDatabase

from reviewer.core.places import resources
from reviewer.ui.appearance import CHOICES
from reviewer.ui.fonts import READING_FACES
from reviewer.ui.frame import Frame
from reviewer.ui.keys_page import KeysAtWork
from reviewer.ui.scale import PERCENTS, percent
from reviewer.ui.views.desk import Side
from reviewer.ui.views.preferences import AgainPage, PersonPage, PreferencesDialog

_POINTS = range(9, 33)
_SPACINGS = range(100, 201, 10)
_NAMES = {"en": "English"}  # what Qt calls American


class Preferences(QObject):
    """Opens the dialog, and puts on at once what was chosen in it."""

    again_asked = Signal()
    """The person wants what counts from the next start now."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame.window)
        self._frame = frame
        self._say = frame.say
        self._settings = frame.settings
        self._spoken = str(frame.settings.get("language"))
        self.dialog: PreferencesDialog | None = None

    def ask(self, page: str = "look") -> None:
        """Open the dialog at a page."""
        if self.dialog is not None:
            return
        keys = KeysAtWork(self._say, self._settings)
        look, language, person = self._look(), self._language(), self._person()
        for one in (look, language, person):
            one.chosen.connect(self._choose)
        for again in (look, language):
            again.again_asked.connect(self.again_asked)
        self.dialog = PreferencesDialog(
            self._say,
            self._frame.theme,
            [("look", look), ("keys", keys.page), ("language", language), ("person", person)],
            self._frame.window,
        )
        keys.setParent(self.dialog)
        self.dialog.finished.connect(self._forget)
        self.dialog.show_page(page)
        self.dialog.open()

    def _forget(self) -> None:
        if self.dialog:
            self.dialog.deleteLater()
            self.dialog = None

    # -- pages ------------------------------------------------------------------------------------

    def _look(self) -> AgainPage:
        say, page = self._say.say, AgainPage(self._say)
        get = self._settings.get
        themes = [(one, say(f"comfort.preferences.theme_{one}")) for one in CHOICES]
        page.choice("theme", themes, get("theme"))
        page.choice("reading_font", self._faces(), get("reading_font") or "serif")
        points = [(n, say("comfort.preferences.points", n=n)) for n in _POINTS]
        page.choice("text_size", points, get("text_size"))
        spaces = [(n, say("comfort.preferences.percent", n=n)) for n in _SPACINGS]
        page.choice("line_spacing", spaces, get("line_spacing"))
        sizes = [(n, say("comfort.preferences.percent", n=n)) for n in PERCENTS]
        page.choice("window_text", sizes, get("window_text"))
        page.add_again()
        page.show_again(get("window_text") != percent())
        return page

    def _faces(self) -> list[tuple[object, str]]:
        say = self._say.say
        ours = [(one, say(f"comfort.preferences.face_{one}")) for one in READING_FACES]
        families = QFontDatabase.families(QFontDatabase.WritingSystem.Latin)
        others = [
            one
            for one in families
            if one not in READING_FACES.values() and not QFontDatabase.isPrivateFamily(one)
        ]
        return [*ours, *((one, one) for one in others)]

    def _language(self) -> AgainPage:
        page = AgainPage(self._say)
        page.choice("language", languages(), self._settings.get("language"))
        page.note(self._say.say("comfort.preferences.language_note"))
        page.add_again()
        page.show_again(self._settings.get("language") != self._spoken)
        return page

    def _person(self) -> PersonPage:
        person = self._frame.person
        return PersonPage(self._say, person.name, str(person.side))

    # -- what was chosen --------------------------------------------------------------------------

    def _choose(self, name: str, value: object) -> None:
        acts: dict[str, Callable[[], object]] = {
            "theme": lambda: self._frame.appearance.choose(str(value)),
            "reading_font": self._frame.face.put_on,
            "text_size": self._frame.face.put_on,
            "line_spacing": self._frame.face.put_on,
            "window_text": lambda: self._wait(value != percent()),
            "language": lambda: self._wait(value != self._spoken),
        }
        if name == "name":
            self._frame.person.become(str(value))
        elif name == "role":
            if self._frame.person.side is not Side(str(value)):
                self._frame.run("role")
        else:
            self._settings.set(name, value)
            acts[name]()

    def _wait(self, wanted: bool) -> None:
        page = self.sender()
        if isinstance(page, AgainPage):
            page.show_again(wanted)


def languages(folder: Path | None = None) -> list[tuple[object, str]]:
    """The languages that there are sentences in, as (code, its own name for itself)."""
    place = folder or resources() / "messages"
    codes = sorted({path.stem.rpartition(".")[2] for path in place.glob("ui.*.toml")})
    return [(code, _NAMES.get(code) or QLocale(code).nativeLanguageName()) for code in codes]
