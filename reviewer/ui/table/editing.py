"""What every editor has."""

from reviewer.ui.actions import CARD, PAGE, Action, Context, Entries, Need

ACTIONS = (
    Action("undo", ("Ctrl+Z",), Context.DESK, PAGE, ("U",), CARD),
    Action("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), Context.DESK, PAGE),
    Action("split", ("Ctrl+D",), Context.DESK, PAGE | {Need.EDITABLE}),
    Action("join", ("Ctrl+M",), Context.DESK, PAGE | {Need.EDITABLE}),
)

ENTRIES: Entries = {"edit": ("undo", "redo", None, "split", "join")}
