"""The manual's department: finds the pages, fills in the keys in force, opens the fitting page."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from reviewer.core.messages import ENGLISH, Catalogue
from reviewer.core.places import resources
from reviewer.ui.actions import Menu
from reviewer.ui.frame import Department, Frame
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.table import MENUS
from reviewer.ui.views.desk import Side
from reviewer.ui.views.manual import ManualPage, ManualView
from reviewer.ui.views.parts import key_words

PAGES = (
    "start",
    "correcting",
    "fast",
    "occurrences",
    "marks",
    "offers",
    "lexicon",
    "lines",
    "sending",
    "judging",
    "talking",
    "documents",
    "history",
    "figures",
    "header",
    "preview",
    "export",
    "together",
    "window",
    "keys",
    "trouble",
)
"""The pages in the order of the list; each is a file of resources/manual/LANGUAGE."""

ROOMS = {
    "hits": "occurrences",
    "history": "history",
    "compare": "judging",
    "judging": "judging",
    "threads": "talking",
    "documents": "documents",
    "header": "header",
    "preview": "preview",
    "validating": "export",
    "lessons": "lexicon",
    "lexicon": "lexicon",
    "fast": "fast",
    "dashboard": "figures",
    "report": "figures",
}
"""Which page fits which room."""

_PLACEHOLDER = re.compile(r"\{(\w+)(?::(\w+))?\}")


def load_pages(say: Catalogue, folder: Path | None = None) -> tuple[ManualPage, ...]:
    """All pages in the person's language, or in English where they have none, with the keys that
    are in force.

    In the text `{key:ACTION}` is the action's key (its name in the menu where it has none),
    `{do:ACTION}` its name with the keys behind it (that of the card or list, that of the text),
    `{keys}` a table of all keys.
    """
    found = []
    for name in PAGES:
        raw = _read(name, say.language, folder or resources() / "manual")
        title, _, _ = raw.partition("\n")
        text = _PLACEHOLDER.sub(lambda part: _fill(part[1], part[2] or "", say), raw)
        found.append(ManualPage(name, title.lstrip("# "), text))
    return tuple(found)


def page_for(room: str, side: Side, at_work: bool) -> str:
    """The page that fits where somebody is."""
    if room in ROOMS:
        return ROOMS[room]
    if not at_work:
        return "start"
    return "sending" if side is Side.EDITOR else "correcting"


class Manual(Department):
    """Opens by key, at the page that fits; the same key leads back."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.view = ManualView(self.say, frame.theme)
        frame.rooms.add(self.view)
        IN_FORCE.changed.connect(partial(setattr, self, "_stale", True))
        self._stale = True
        self._pages: tuple[ManualPage, ...] = ()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do."""
        return {"manual": self.toggle}

    def toggle(self) -> None:
        """Open it at the page that fits, or go back to where one was."""
        rooms = self.frame.rooms
        room = rooms.current
        if room is self.view:
            rooms.leave()
            return
        if self._stale:
            self._pages, self._stale = load_pages(self.say), False
        name = page_for(room.name if room else "", self.desk.side, self.desk.project is not None)
        self.view.show_pages(self._pages, name)
        rooms.enter(self.view)


def _read(name: str, language: str, folder: Path) -> str:
    path = folder / language / f"{name}.md"
    if not path.is_file():
        path = folder / ENGLISH / f"{name}.md"
    return path.read_text("utf-8")


def _fill(what: str, action: str, say: Catalogue) -> str:
    if what == "keys":
        return "\n\n".join(_groups(MENUS, say))
    title = plain(say.say(IN_FORCE[action].message))
    one = IN_FORCE[action]
    shown = [f"`{key_words(key)}`" for key in (*one.bare[:1], *one.keys[:1])]
    if what == "key":
        return shown[0] if shown else f"**{title}**"
    return f"**{title}** ({' · '.join(shown)})" if shown else f"**{title}**"


def keys_of(action: str) -> list[str]:
    """The keys of an action in force, as people write them, the nearest first."""
    one = IN_FORCE[action]
    return [key_words(key) for key in (*one.bare, *one.keys)]


def plain(title: str) -> str:
    """A menu's title without the mark of its letter."""
    return title.replace("&", "")


def _groups(menus: Iterable[Menu], say: Catalogue) -> Iterable[str]:
    for menu in menus:
        rows = [
            f"| {plain(say.say(IN_FORCE[entry].message))} | {_cell(entry)} |"
            for entry in menu.entries
            if isinstance(entry, str)
        ]
        if rows:
            yield f"## {plain(say.say(menu.message))}\n\n" + "\n".join(["| | |", "|-|-|", *rows])
        yield from _groups((part for part in menu.entries if isinstance(part, Menu)), say)


def _cell(action: str) -> str:
    return " · ".join(f"`{key}`" for key in keys_of(action)) or "–"
