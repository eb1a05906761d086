"""Marks: what people say about words of the page."""

from reviewer.ui.actions import ARRANGING, PAGE, Action, Context, Entries

ACTIONS = (
    Action("mark", ("Ctrl+K",), Context.TRANSCRIBING, ARRANGING),
    Action("next_mark", ("Alt+M",), Context.DESK, PAGE),
    Action("previous_mark", ("Shift+Alt+M",), Context.DESK, PAGE),
    Action("marks_list", ("Ctrl+Alt+M",), Context.DESK, PAGE),
)

ENTRIES: Entries = {"finding": ("mark", "marks_list", "next_mark", "previous_mark")}
