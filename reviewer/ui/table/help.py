"""Help."""

from reviewer.ui.actions import Action, Entries

ACTIONS = (
    Action("keys", ("F1", "?")),
    Action("about"),
)

ENTRIES: Entries = {"help": ("keys", "about")}
