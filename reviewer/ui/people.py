"""Who is at work, on which side, and where they were."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

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
        # The names that the project at hand knows, offered before those used on this computer.
        self.offered: Callable[[], Sequence[str]] = tuple
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
        used = [str(one) for one in self._settings.get("people", [])]
        known = list(dict.fromkeys((*self.offered(), *used)))
        dialog = PersonDialog(self._say, self._theme, self.name, known, self._window)
        self._dialog = dialog
        dialog.named.connect(self.become)
        if then:
            dialog.named.connect(lambda _: then())
        dialog.finished.connect(self._forget_dialog)
        dialog.open()

    def _forget_dialog(self) -> None:
        if self._dialog:
            self._dialog.deleteLater()
            self._dialog = None

    def become(self, name: str) -> None:
        """Sign with another name from now on."""
        known = [str(one) for one in self._settings.get("people", [])]
        others = [one for one in (self.name, *known) if one and one != name]
        self._settings.set("name", name)
        self._settings.set("people", [name, *dict.fromkeys(others)][: _KNOWN + 1])
        self.changed.emit()


@dataclass(frozen=True, slots=True)
class Where:
    """A page, a finding of it (or ""), and where caret (line, column) and text stood, in pixels."""

    page: PageId
    key: str = ""
    caret: tuple[int, int] | None = None
    scroll: int = 0


class Whereabouts:
    """Where a person was in each project, and by which queue they went."""

    def __init__(self, settings: UserSettings) -> None:
        self._settings = settings

    def remember(self, place: str, here: Where) -> None:
        """Keep where the person is. Where caret and text stand is known only in the end."""
        now: dict[str, Any] = {"page": int(here.page), "finding": here.key}
        if here.caret is not None:
            now |= {"caret": list(here.caret), "scroll": here.scroll}
        self._keep(place, {**now, **self._queue(place)})

    def remember_queue(self, place: str, queue: str) -> None:
        """Keep which queue the person goes by; "" for none."""
        rest = {name: value for name, value in self._entry(place).items() if name != "queue"}
        self._keep(place, {**rest, **({"queue": queue} if queue else {})})

    def recall(self, place: str) -> Where | None:
        """Where the person was; None on the first visit."""
        entry = self._entry(place)
        if not isinstance(entry.get("page"), int):
            return None
        caret, scroll = entry.get("caret"), entry.get("scroll")
        whole = isinstance(caret, list) and [type(one) for one in caret] == [int, int]
        return Where(
            PageId(entry["page"]),
            str(entry.get("finding", "")),
            (caret[0], caret[1]) if whole and isinstance(caret, list) else None,
            scroll if isinstance(scroll, int) else 0,
        )

    def recall_queue(self, place: str) -> str:
        """Which queue the person went by; "" for none."""
        return str(self._entry(place).get("queue", ""))

    def _queue(self, place: str) -> dict[str, str]:
        queue = self.recall_queue(place)
        return {"queue": queue} if queue else {}

    def _entry(self, place: str) -> dict[str, Any]:
        entry = self._settings.get("last").get(place)
        return entry if isinstance(entry, dict) else {}

    def _keep(self, place: str, now: dict[str, Any]) -> None:
        kept = dict(self._settings.get("last"))
        if kept.get(place) != now:
            kept[place] = now
            self._settings.set("last", kept)
