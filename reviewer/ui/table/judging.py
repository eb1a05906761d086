"""Judging changes: the editor's cards with their bare keys, and tracked changes."""

from reviewer.ui.actions import PROJECT, Action, Context, Entries, Menu, Need, needs

_JUDGING = needs(Need.JUDGING)
_IN = (Context.JUDGING,)
_COMPARE = needs(Need.COMPARE)
_IN_COMPARE = (Context.COMPARE,)

ACTIONS = (
    Action("judging", ("F12",), when=PROJECT),
    Action("judging_approve", (), Context.JUDGING, _JUDGING, ("Return", "Space", "A"), _IN),
    Action("judging_reject", (), Context.JUDGING, _JUDGING, ("R",), _IN),
    Action("judging_other", (), Context.JUDGING, _JUDGING, ("B",), _IN),
    Action("judging_edit", ("F2",), Context.JUDGING, _JUDGING, ("E",), _IN),
    Action("judging_comment", (), Context.JUDGING, _JUDGING, ("C",), _IN),
    Action("judging_ask", (), Context.JUDGING, _JUDGING, ("Q",), _IN),
    Action("judging_alike", (), Context.JUDGING, _JUDGING, ("G",), _IN),
    Action("judging_single", (), Context.JUDGING, _JUDGING, ("O",), _IN),
    Action("judging_wrong", (), Context.JUDGING, _JUDGING, ("W",), _IN),
    Action("judging_spots", (), Context.JUDGING, _JUDGING, ("L",), _IN),
    Action("judging_chance", (), Context.JUDGING, _JUDGING, ("N",), _IN),
    Action("judging_next", ("F8", "F3"), Context.JUDGING, _JUDGING, ("Right",), _IN),
    Action("judging_back", ("Shift+F8", "Shift+F3"), Context.JUDGING, _JUDGING, ("Left",), _IN),
    Action("judging_undo", ("Ctrl+Z",), Context.JUDGING, _JUDGING, ("U",), _IN),
    Action("judging_redo", ("Ctrl+Y", "Ctrl+Shift+Z"), Context.JUDGING, _JUDGING),
    Action("judging_page", ("Ctrl+Return", "Ctrl+Enter"), Context.JUDGING, _JUDGING),
    Action("judging_this_page", ("Alt+1",), Context.JUDGING, _JUDGING),
    Action("judging_document", ("Alt+2",), Context.JUDGING, _JUDGING),
    Action("judging_project", ("Alt+3",), Context.JUDGING, _JUDGING),
    Action("tracked", ("Ctrl+Shift+T",), when=PROJECT),
    Action("tracked_mode", ("F6",), Context.COMPARE, _COMPARE, ("M",), _IN_COMPARE),
    Action("tracked_approve", (), Context.COMPARE, _COMPARE, ("A",), _IN_COMPARE),
    Action("tracked_reject", (), Context.COMPARE, _COMPARE, ("R",), _IN_COMPARE),
    Action("tracked_undo", ("Ctrl+Z",), Context.COMPARE, _COMPARE, ("U",), _IN_COMPARE),
)

_KEYS = (
    "judging_approve",
    "judging_reject",
    "judging_other",
    "judging_edit",
    "judging_comment",
    "judging_ask",
    "judging_alike",
    "judging_single",
    None,
    "judging_next",
    "judging_back",
    "judging_undo",
    "judging_redo",
    None,
    "judging_page",
    "judging_spots",
    "judging_chance",
    "judging_wrong",
    None,
    "judging_this_page",
    "judging_document",
    "judging_project",
)
_TRACKED = ("tracked_mode", None, "tracked_approve", "tracked_reject", "tracked_undo")

ENTRIES: Entries = {
    "page": ("judging", Menu("judging", _KEYS)),
    "view": ("tracked", Menu("tracked", _TRACKED)),
}
