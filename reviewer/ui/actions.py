"""What an action is: a thing that a person can do, as data. The table of them is `ui.table`.

`keys` work wherever the action's context is, also from within the text. `bare` keys are handled by
the view that has the focus, since anywhere else they would be typing; they stand here so that they
are shown, and that two actions never share one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations


class Context(StrEnum):
    """Where a key works. Each lies within another, up to the window as a whole."""

    WINDOW = "window"
    DESK = "desk"
    TRANSCRIBING = "transcribing"
    EDITING = "editing"
    TEXT = "text"
    CARD = "card"
    OFFER = "offer"
    CHANGES = "changes"
    ROOM = "room"
    FAST = "fast review"
    JUDGING = "changes that are judged"
    THREADS = "list of threads"
    DOCUMENTS = "list of documents"
    HISTORY = "history"
    REPORT = "report"
    COMPARE = "comparison"
    LESSONS = "what was learnt"
    HITS = "list of places"
    LEXICON = "lexicon"
    VALIDATING = "list of problems"
    PREVIEW = "preview"
    HEADER = "form about the document"

    def within(self, other: "Context") -> bool:
        """Whether this context is the other or a part of it."""
        here: Context | None = self
        while here is not None:
            if here is other:
                return True
            here = _AROUND.get(here)
        return False

    def meets(self, other: "Context") -> bool:
        """Whether a key press can be in both."""
        return self.within(other) or other.within(self)


_AROUND = {
    Context.DESK: Context.WINDOW,
    Context.TRANSCRIBING: Context.DESK,
    Context.EDITING: Context.DESK,
    Context.TEXT: Context.DESK,
    Context.CARD: Context.TRANSCRIBING,
    Context.OFFER: Context.TRANSCRIBING,
    Context.CHANGES: Context.EDITING,
    Context.ROOM: Context.WINDOW,
    Context.HITS: Context.ROOM,
    Context.LEXICON: Context.ROOM,
    Context.HISTORY: Context.ROOM,
    Context.REPORT: Context.ROOM,
    Context.COMPARE: Context.ROOM,
    Context.LESSONS: Context.ROOM,
    Context.FAST: Context.ROOM,
    Context.VALIDATING: Context.ROOM,
    Context.PREVIEW: Context.ROOM,
    Context.HEADER: Context.ROOM,
    Context.JUDGING: Context.ROOM,
    Context.THREADS: Context.ROOM,
    Context.DOCUMENTS: Context.ROOM,
}


class Need(StrEnum):
    """What must be so for an action to run."""

    PROJECT = "a project is open"
    PAGE = "a page is open"
    FINDING = "a finding is at hand"
    OFFER = "an offer is at hand"
    EDITABLE = "the page can be edited now"
    TRANSCRIBING = "the transcriber's side is shown"
    EDITING = "the editor's side is shown"
    SUBMITTED = "the page waits for the editor"
    APPROVED = "the page is approved"
    WORKING = "something runs in the background"
    PICTURE = "the page has a picture"
    FACSIMILE = "the picture is shown beside the text"
    LEXICON = "the lexicon is shown"
    ROOM = "a room is shown instead of the desk"
    HITS = "the list of places is shown"
    HISTORY = "the history is shown"
    REPORT = "the report is shown"
    COMPARE = "the page is compared with its raw text"
    LESSONS = "what was learnt is shown"
    FAST = "fast review is shown"
    VALIDATING = "the list of problems is shown"
    PREVIEW = "the preview is shown"
    HEADER = "the form about the document is shown"
    JUDGING = "changes are judged"
    THREADS = "the list of threads is shown"
    DOCUMENTS = "the list of documents is shown"


@dataclass(frozen=True)
class Action:
    """Something a person can do. Its text in the catalogue is `ui.actions.` and the id."""

    id: str
    keys: tuple[str, ...] = ()
    context: Context = Context.WINDOW
    when: frozenset[Need] = frozenset()
    bare: tuple[str, ...] = ()
    focus: tuple[Context, ...] = ()

    @property
    def message(self) -> str:
        """The id of its text."""
        return f"ui.actions.{self.id}"

    @property
    def shown_key(self) -> str:
        """The key to show beside it; empty where it has none."""
        return (*self.bare, *self.keys, "")[0]


@dataclass(frozen=True)
class Menu:
    """A menu: ids of actions, None for a line between them, or a menu within."""

    id: str
    entries: tuple["Entry", ...] = field(default_factory=tuple)

    @property
    def message(self) -> str:
        """The id of its title."""
        return f"ui.menus.{self.id}"

    def actions(self) -> Iterable[str]:
        """The ids of all its actions, those of menus within included."""
        for entry in self.entries:
            if isinstance(entry, Menu):
                yield from entry.actions()
            elif entry is not None:
                yield entry


Entry = str | Menu | None
Entries = Mapping[str, tuple[Entry, ...]]
"""What goes into menus, by their ids."""


def needs(*what: Need) -> frozenset[Need]:
    """Several needs, all of which must be met."""
    return frozenset(what)


PROJECT = needs(Need.PROJECT)
PAGE = needs(Need.PROJECT, Need.PAGE)
ARRANGING = PAGE | {Need.TRANSCRIBING, Need.EDITABLE}
DECIDING = ARRANGING | {Need.FINDING}
PICTURE = PAGE | {Need.PICTURE}
FACSIMILE = PICTURE | {Need.FACSIMILE}
"""What most actions need, by the part of the desk that they belong to."""

CARD = (Context.CARD,)
TEXT = (Context.TEXT,)
"""Where bare keys work."""

TAKEN = range(1, 10)
"""Ranks of suggestions that a key takes."""


def clashes(actions: Iterable[Action]) -> list[tuple[str, str, str]]:
    """(key, action, action) wherever one key press could mean two actions."""
    found = []
    for one, other in combinations(actions, 2):
        for key, place in _places(one):
            for other_key, other_place in _places(other):
                if key == other_key and place.meets(other_place):
                    found.append((key, one.id, other.id))
    return found


def _places(action: Action) -> Iterable[tuple[str, Context]]:
    """Each key of an action with each context in which it works."""
    for key in action.keys:
        yield key, action.context
    for key in action.bare:
        for focus in action.focus:
            yield key, focus
