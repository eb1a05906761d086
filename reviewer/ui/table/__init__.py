"""The table of all actions: menus, palette, cheat sheet, manual and tests are made from it.

Each module beside this one has the actions of one area: `ACTIONS`, and `ENTRIES`, which says in
which menu they stand. What several areas put into one menu is parted by lines.
"""

from collections.abc import Iterator
from typing import Protocol

from reviewer.ui.actions import Action, Entries, Entry, Menu
from reviewer.ui.table import (
    comfort,
    dashboard,
    documents,
    editing,
    finding,
    flow,
    grounds,
    header,
    help,
    history,
    hits,
    judging,
    lexicon,
    lines,
    marks,
    offers,
    page,
    people,
    preview,
    project,
    report,
    talk,
    validating,
    view,
)


class Area(Protocol):
    """What a module of the table has."""

    @property
    def ACTIONS(self) -> tuple[Action, ...]:
        """Its actions."""

    @property
    def ENTRIES(self) -> Entries:
        """What it puts into which menu."""


_AREAS: tuple[Area, ...] = (
    project,
    documents,
    people,
    header,
    validating,
    editing,
    hits,
    lexicon,
    lines,
    finding,
    flow,
    grounds,
    marks,
    page,
    judging,
    talk,
    offers,
    view,
    comfort,
    dashboard,
    report,
    preview,
    history,
    help,
)
_ORDER = ("project", "edit", "lines", "finding", "page", "view", "help")
"""The menus from left to right."""

ACTIONS: tuple[Action, ...] = tuple(action for area in _AREAS for action in area.ACTIONS)
BY_ID = {action.id: action for action in ACTIONS}


def _entries(menu: str) -> Iterator[Entry]:
    first = True
    for area in _AREAS:
        entries = area.ENTRIES.get(menu, ())
        if entries and not first:
            yield None
        yield from entries
        first = first and not entries


MENUS: tuple[Menu, ...] = tuple(Menu(menu, tuple(_entries(menu))) for menu in _ORDER)
