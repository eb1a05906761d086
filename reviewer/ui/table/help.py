"""Help."""

from reviewer.ui.actions import PAGE, Action, Entries

ACTIONS = (
    Action("manual", ("F1",)),
    Action("keys", ("?",)),
    Action("tour", when=PAGE),
    Action("about"),
)

ENTRIES: Entries = {"help": ("manual", "keys", "tour", None, "about")}
