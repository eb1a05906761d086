"""The doubtful word at hand: going to it, and deciding it."""

from reviewer.ui.actions import CARD, DECIDING, PAGE, TAKEN, TEXT, Action, Context, Entries, Menu

_HERE = Context.DESK

ACTIONS = (
    Action("next", ("F8", "F3"), _HERE, PAGE),
    Action("previous", ("Shift+F8", "Shift+F3"), _HERE, PAGE),
    Action("accept", (), _HERE, DECIDING, ("Return",), CARD + TEXT),
    *(
        Action(f"take{rank}", (f"Alt+{rank}",), _HERE, DECIDING, (str(rank),), CARD)
        for rank in TAKEN
    ),
    Action("keep", ("Alt+K",), _HERE, DECIDING, ("Space", "K"), CARD),
    Action("edit", ("F2",), _HERE, DECIDING, ("E",), CARD),
    Action("noise", ("Alt+X",), _HERE, DECIDING, ("X",), CARD),
    Action("skip", (), _HERE, DECIDING, ("S",), CARD),
    Action("suggestions", ("Ctrl+Space", "Ctrl+."), _HERE, PAGE),
    Action("switch", ("F6",), _HERE, PAGE, ("Esc",), TEXT),
)

ENTRIES: Entries = {
    "finding": (
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
    )
}
