"""The form about a document: who wrote to whom, where it is kept, who publishes it."""

from reviewer.ui.actions import PROJECT, Action, Context, Entries, Menu, Need, needs

_HERE = needs(Need.HEADER)
TAKEN = range(1, 7)
"""The ranks of what can be taken by a key."""

ACTIONS = (
    Action("header_form", ("Ctrl+Shift+F",), when=PROJECT),
    *(Action(f"header_take{n}", (f"Alt+{n}",), Context.HEADER, _HERE) for n in TAKEN),
    Action("header_next", ("Ctrl+Return",), Context.HEADER, _HERE),
    Action("header_forth", ("Alt+PgDown",), Context.HEADER, _HERE),
    Action("header_back", ("Alt+PgUp",), Context.HEADER, _HERE),
    Action("header_undo", ("Ctrl+Z",), Context.HEADER, _HERE),
    Action("header_redo", ("Ctrl+Y", "Ctrl+Shift+Z"), Context.HEADER, _HERE),
    Action("header_reset", ("Alt+R",), Context.HEADER, _HERE),
    Action("header_several", ("Alt+A",), Context.HEADER, _HERE),
    Action("header_defaults", ("Alt+D",), Context.HEADER, _HERE),
    Action("header_go", ("Alt+S",), Context.HEADER, _HERE),
)

ENTRIES: Entries = {
    "project": (
        "header_form",
        Menu(
            "header",
            (
                Menu("header_take", tuple(f"header_take{n}" for n in TAKEN)),
                "header_go",
                None,
                "header_next",
                "header_forth",
                "header_back",
                None,
                "header_undo",
                "header_redo",
                "header_reset",
                None,
                "header_several",
                "header_defaults",
            ),
        ),
    )
}
