"""Checking documents as they would be published."""

from reviewer.ui.actions import PROJECT, Action, Context, Entries, Menu, Need, needs

_HERE = needs(Need.VALIDATING)
_IN = (Context.VALIDATING,)

ACTIONS = (
    Action("validating", ("Ctrl+Shift+V",), when=PROJECT),
    Action("validating_go", (), Context.VALIDATING, _HERE, ("Return",), _IN),
    Action("validating_page", ("Alt+1",), Context.VALIDATING, _HERE),
    Action("validating_document", ("Alt+2",), Context.VALIDATING, _HERE),
    Action("validating_project", ("Alt+3",), Context.VALIDATING, _HERE),
    Action("validating_again", ("F5",), Context.VALIDATING, _HERE),
    Action("validating_schema", ("Alt+S",), Context.VALIDATING, _HERE),
    Action("validating_rules", ("Alt+R",), Context.VALIDATING, _HERE),
)

ENTRIES: Entries = {
    "project": (
        "validating",
        Menu(
            "validating",
            (
                "validating_go",
                "validating_again",
                None,
                "validating_page",
                "validating_document",
                "validating_project",
                None,
                "validating_schema",
                "validating_rules",
            ),
        ),
    )
}
