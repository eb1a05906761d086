"""Lines of the page and their order."""

from reviewer.ui.actions import ARRANGING, TEXT, Action, Context, Entries

_HERE = Context.TRANSCRIBING

ACTIONS = (
    Action("part_line", ("Shift+Return", "Shift+Enter"), _HERE, ARRANGING),
    Action("join_above", ("Ctrl+J",), _HERE, ARRANGING, ("Backspace",), TEXT),
    Action("join_below", ("Ctrl+Shift+J",), _HERE, ARRANGING, ("Del",), TEXT),
    Action("add_line", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), _HERE, ARRANGING),
    Action("delete_lines", ("Ctrl+Shift+K",), _HERE, ARRANGING),
    Action("line_up", ("Alt+Up",), _HERE, ARRANGING),
    Action("line_down", ("Alt+Down",), _HERE, ARRANGING),
    Action("move_lines", ("Ctrl+Shift+M",), _HERE, ARRANGING),
    Action("line_role", ("Ctrl+R",), _HERE, ARRANGING),
    Action("line_flow", ("Alt+Return", "Alt+Enter"), _HERE, ARRANGING),
)

ENTRIES: Entries = {
    "lines": (
        "part_line",
        "join_above",
        "join_below",
        None,
        "add_line",
        "delete_lines",
        None,
        "line_up",
        "line_down",
        "move_lines",
        None,
        "line_role",
        "line_flow",
    )
}
