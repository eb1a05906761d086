"""Everything a person can do, as data: menus, palette, cheat sheet and tests are made from it.

`keys` work wherever the action's context is, also from within the text. `bare` keys are handled by
the view that has the focus, since anywhere else they would be typing; they stand here so that they
are shown, and that two actions never share one.
"""

from collections.abc import Iterable
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
    CHANGES = "changes"

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
    Context.CHANGES: Context.EDITING,
}


class Need(StrEnum):
    """What must be so for an action to run."""

    PROJECT = "a project is open"
    PAGE = "a page is open"
    FINDING = "a finding is at hand"
    EDITABLE = "the page can be edited now"
    TRANSCRIBING = "the transcriber's side is shown"
    EDITING = "the editor's side is shown"
    SUBMITTED = "the page waits for the editor"
    APPROVED = "the page is approved"
    WORKING = "something runs in the background"
    PICTURE = "the page has a picture"
    FACSIMILE = "the picture is shown beside the text"


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
    entries: tuple["str | Menu | None", ...] = field(default_factory=tuple)

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


def _needs(*needs: Need) -> frozenset[Need]:
    return frozenset(needs)


_PROJECT = _needs(Need.PROJECT)
_PAGE = _needs(Need.PROJECT, Need.PAGE)
_DECIDING = _PAGE | {Need.TRANSCRIBING, Need.EDITABLE, Need.FINDING}
_PICTURE = _PAGE | {Need.PICTURE}
_FACSIMILE = _PICTURE | {Need.FACSIMILE}
_ARRANGING = _PAGE | {Need.TRANSCRIBING, Need.EDITABLE}
_CARD = (Context.CARD,)
_TEXT = (Context.TEXT,)

TAKEN = range(1, 10)
"""Ranks of suggestions that a key takes."""

ACTIONS: tuple[Action, ...] = (
    Action("new", ("Ctrl+N",)),
    Action("open", ("Ctrl+O",)),
    Action("sample"),
    Action("import", ("Ctrl+I",)),
    Action("import_folder", ("Ctrl+Shift+I",)),
    Action("export", ("Ctrl+E",), when=_PROJECT),
    Action("ocr", ("Ctrl+Shift+O",), when=_PROJECT),
    Action("second_reading", when=_PROJECT),
    Action("find_pictures", when=_PROJECT),
    Action("page_picture", when=_PAGE),
    Action("close", ("Ctrl+W",), when=_PROJECT),
    Action("quit", ("Ctrl+Q",)),
    Action("undo", ("Ctrl+Z",), Context.DESK, _PAGE, ("U",), _CARD),
    Action("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), Context.DESK, _PAGE),
    Action("split", ("Ctrl+D",), Context.DESK, _PAGE | {Need.EDITABLE}),
    Action("join", ("Ctrl+M",), Context.DESK, _PAGE | {Need.EDITABLE}),
    Action("part_line", ("Shift+Return", "Shift+Enter"), Context.TRANSCRIBING, _ARRANGING),
    Action("join_above", ("Ctrl+J",), Context.TRANSCRIBING, _ARRANGING, ("Backspace",), _TEXT),
    Action("join_below", ("Ctrl+Shift+J",), Context.TRANSCRIBING, _ARRANGING, ("Del",), _TEXT),
    Action("add_line", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), Context.TRANSCRIBING, _ARRANGING),
    Action("delete_lines", ("Ctrl+Shift+K",), Context.TRANSCRIBING, _ARRANGING),
    Action("line_up", ("Alt+Up",), Context.TRANSCRIBING, _ARRANGING),
    Action("line_down", ("Alt+Down",), Context.TRANSCRIBING, _ARRANGING),
    Action("move_lines", ("Ctrl+Shift+M",), Context.TRANSCRIBING, _ARRANGING),
    Action("line_role", ("Ctrl+R",), Context.TRANSCRIBING, _ARRANGING),
    Action("next", ("F8", "F3"), Context.DESK, _PAGE),
    Action("previous", ("Shift+F8", "Shift+F3"), Context.DESK, _PAGE),
    Action("accept", (), Context.DESK, _DECIDING, ("Return",), (Context.CARD, Context.TEXT)),
    *(
        Action(f"take{rank}", (f"Alt+{rank}",), Context.DESK, _DECIDING, (str(rank),), _CARD)
        for rank in TAKEN
    ),
    Action("keep", ("Alt+K",), Context.DESK, _DECIDING, ("Space", "K"), _CARD),
    Action("edit", ("F2",), Context.DESK, _DECIDING, ("E",), _CARD),
    Action("noise", ("Alt+X",), Context.DESK, _DECIDING, ("X",), _CARD),
    Action("skip", (), Context.DESK, _DECIDING, ("S",), _CARD),
    Action("suggestions", ("Ctrl+Space", "Ctrl+."), Context.DESK, _PAGE),
    Action("switch", ("F6",), Context.DESK, _PAGE, ("Esc",), (Context.TEXT,)),
    Action("next_page", ("PgDown", "Ctrl+PgDown"), Context.DESK, _PAGE),
    Action("previous_page", ("PgUp", "Ctrl+PgUp"), Context.DESK, _PAGE),
    Action(
        "submit",
        ("Ctrl+Return", "Ctrl+Enter"),
        Context.TRANSCRIBING,
        _PAGE | {Need.TRANSCRIBING, Need.EDITABLE},
    ),
    Action(
        "approve",
        ("Ctrl+Return", "Ctrl+Enter"),
        Context.EDITING,
        _PAGE | {Need.EDITING, Need.SUBMITTED},
    ),
    Action(
        "approve_change",
        ("Alt+A",),
        Context.EDITING,
        _PAGE | {Need.EDITING, Need.SUBMITTED},
        ("A",),
        (Context.CHANGES,),
    ),
    Action(
        "reject_change",
        ("Alt+R",),
        Context.EDITING,
        _PAGE | {Need.EDITING, Need.SUBMITTED},
        ("R",),
        (Context.CHANGES,),
    ),
    Action("send_back", ("Ctrl+Shift+Return",), Context.EDITING, _PAGE | {Need.SUBMITTED}),
    Action("reopen", when=_PAGE | {Need.APPROVED}),
    Action("role", ("Ctrl+Shift+R",), Context.DESK, _PROJECT),
    Action("person", ("Ctrl+Shift+N",)),
    Action("larger", ("Ctrl+=", "Ctrl++")),
    Action("smaller", ("Ctrl+-",)),
    Action("usual_size", ("Ctrl+0",)),
    Action("theme", ("Ctrl+Shift+L",)),
    Action("theme_system"),
    Action("face_serif"),
    Action("face_typewriter"),
    Action("face_sans"),
    Action("picture", ("F4",), Context.DESK, _PICTURE),
    Action("picture_mode", ("F5",), Context.DESK, _PICTURE),
    Action("picture_place", ("Shift+F4",), Context.DESK, _FACSIMILE),
    Action("loupe", ("F7",), Context.DESK, _PICTURE),
    Action("zoom_in", ("Alt+=", "Alt++"), Context.DESK, _FACSIMILE),
    Action("zoom_out", ("Alt+-",), Context.DESK, _FACSIMILE),
    Action("fit_width", ("Alt+0",), Context.DESK, _FACSIMILE),
    Action("fit_page", ("Alt+Shift+0",), Context.DESK, _FACSIMILE),
    Action("turn_left", ("Alt+,",), Context.DESK, _FACSIMILE),
    Action("turn_right", ("Alt+.",), Context.DESK, _FACSIMILE),
    Action("reset_tone", ("Alt+Shift+T",), Context.DESK, _PICTURE),
    Action("stop", when=_needs(Need.WORKING)),
    Action("palette", ("Ctrl+Shift+P",)),
    Action("keys", ("F1", "?")),
    Action("about"),
)

BY_ID = {action.id: action for action in ACTIONS}

_SAME = {"skip": "next"}
"""Actions without a key that works in the text, and the one that does the same there."""


def near_and_far(name: str) -> tuple[str, str]:
    """The key of an action where its bare keys work, and the one that works elsewhere.

    Both are the same where it has no bare key, and empty where it has none at all.
    """
    action = BY_ID[name]
    far = action.keys or BY_ID[_SAME.get(name, name)].keys
    return action.shown_key, (*far, *action.bare, "")[0]


MENUS: tuple[Menu, ...] = (
    Menu(
        "project",
        (
            "new",
            "open",
            "sample",
            None,
            "import",
            "import_folder",
            "export",
            None,
            Menu("pictures", ("ocr", "second_reading", None, "find_pictures", "page_picture")),
            None,
            "close",
            "quit",
        ),
    ),
    Menu("edit", ("undo", "redo", None, "split", "join")),
    Menu(
        "lines",
        (
            "part_line",
            "join_above",
            "join_below",
            None,
            "add_line",
            "delete_lines",
            None,
            "line_up",
            "line_down",
            "move_lines",
            None,
            "line_role",
        ),
    ),
    Menu(
        "finding",
        (
            "next",
            "previous",
            None,
            "accept",
            Menu("take", tuple(f"take{rank}" for rank in TAKEN)),
            "keep",
            "edit",
            "noise",
            "skip",
            None,
            "suggestions",
            "switch",
        ),
    ),
    Menu(
        "page",
        (
            "next_page",
            "previous_page",
            None,
            "submit",
            None,
            "approve",
            "send_back",
            "approve_change",
            "reject_change",
            None,
            "reopen",
        ),
    ),
    Menu(
        "view",
        (
            "palette",
            None,
            "picture",
            "picture_mode",
            "picture_place",
            "loupe",
            Menu(
                "picture",
                (
                    "zoom_in",
                    "zoom_out",
                    "fit_width",
                    "fit_page",
                    None,
                    "turn_left",
                    "turn_right",
                    None,
                    "reset_tone",
                ),
            ),
            None,
            "larger",
            "smaller",
            "usual_size",
            Menu("face", ("face_serif", "face_typewriter", "face_sans")),
            None,
            "theme",
            "theme_system",
            None,
            "role",
            "person",
            "stop",
        ),
    ),
    Menu("help", ("keys", "about")),
)


def clashes(actions: Iterable[Action] = ACTIONS) -> list[tuple[str, str, str]]:
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
