"""What is said of a correction."""

from reviewer.ui.actions import ARRANGING, Action, Context, Entries

ACTIONS = (Action("grounds", ("Alt+C",), Context.TRANSCRIBING, ARRANGING),)

ENTRIES: Entries = {"finding": ("grounds",)}
