"""How far the project is."""

from reviewer.ui.actions import PROJECT, Action, Context, Entries

ACTIONS = (Action("dashboard", ("Ctrl+Shift+D",), Context.WINDOW, PROJECT),)

ENTRIES: Entries = {"view": ("dashboard",)}
