"""Who is at work, on which side, and where they were."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reviewer.core.ids import PageId
from reviewer.core.messages import Catalogue
from reviewer.services.settings import UserSettings
from reviewer.ui.theme import Theme
from reviewer.ui.views.desk import Side
from reviewer.ui.views.person import PersonDialog

_KNOWN = 8  # names offered beside the present one


class Person(QObject):
    """The person's name and side, kept in their settings."""

    changed = Signal()

    def __init__(self, settings: UserSettings, say: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._say = say
        self._window = parent
        self._theme: Theme | None = None
        self._dialog: PersonDialog | None = None

    @property
    def name(self) -> str:
        """Who signs decisions; empty while nobody said."""
        return str(self._settings.get("name"))

    @property
    def side(self) -> Side:
        """The side the person works on."""
        return Side(self._settings.get("role"))

    def switch_side(self) -> Side:
        """Change between transcriber and editor."""
        side = Side.TRANSCRIBER if self.side is Side.EDITOR else Side.EDITOR
        self._settings.set("role", str(side))
        self.changed.emit()
        return side

    def set_theme(self, theme: Theme) -> None:
        """Dialogs from now on are painted so."""
        self._theme = theme

    def with_name(self, then: Callable[[str], None]) -> None:
        """Do something that needs a name; asks for it first where there is none."""
        if self.name:
            then(self.name)
        else:
            self.ask(lambda: then(self.name))

    def ask(self, then: Callable[[], None] | None = None) -> None:
        """Ask who it is; `then` is done once there is an answer."""
        if self._theme is None or self._dialog is not None:
            return
        known = [str(one) for one in self._settings.get("people", [])]
        dialog = PersonDialog(self._say, self._theme, self.name, known, self._window)
        self._dialog = dialog
        dialog.named.connect(self._become)
        if then:
            dialog.named.connect(lambda _: then())
        dialog.finished.connect(self._forget_dialog)
        dialog.open()

    def _forget_dialog(self) -> None:
        if self._dialog:
            self._dialog.deleteLater()
            self._dialog = None

    def _become(self, name: str) -> None:
        known = [str(one) for one in self._settings.get("people", [])]
        others = [one for one in (self.name, *known) if one and one != name]
        self._settings.set("name", name)
        self._settings.set("people", [name, *dict.fromkeys(others)][: _KNOWN + 1])
        self.changed.emit()


class Whereabouts:
    """The page and finding where a person was in each project."""

    def __init__(self, settings: UserSettings) -> None:
        self._settings = settings

    def remember(self, place: str, page: PageId, key: str | None) -> None:
        """Keep where the person is."""
        kept = dict(self._settings.get("last"))
        now = {"page": int(page), "finding": key or ""}
        if kept.get(place) != now:
            kept[place] = now
            self._settings.set("last", kept)

    def recall(self, place: str) -> tuple[PageId, str] | None:
        """Where the person was; None on the first visit."""
        entry = self._settings.get("last").get(place)
        if not isinstance(entry, dict) or not isinstance(entry.get("page"), int):
            return None
        return PageId(entry["page"]), str(entry.get("finding", ""))
