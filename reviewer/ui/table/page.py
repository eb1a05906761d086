"""Pages, and their way from transcriber to editor."""

from reviewer.ui.actions import ARRANGING, PAGE, PROJECT, Action, Context, Entries, Need

_SENT = PAGE | {Need.SUBMITTED}
_JUDGING = _SENT | {Need.EDITING}
_CHANGES = (Context.CHANGES,)

ACTIONS = (
    Action("next_page", ("PgDown", "Ctrl+PgDown"), Context.DESK, PAGE),
    Action("previous_page", ("PgUp", "Ctrl+PgUp"), Context.DESK, PAGE),
    Action("submit", ("Ctrl+Return", "Ctrl+Enter"), Context.TRANSCRIBING, ARRANGING),
    Action("approve", ("Ctrl+Return", "Ctrl+Enter"), Context.EDITING, _JUDGING),
    Action("approve_change", ("Alt+A",), Context.EDITING, _JUDGING, ("A",), _CHANGES),
    Action("reject_change", ("Alt+R",), Context.EDITING, _JUDGING, ("R",), _CHANGES),
    Action("send_back", ("Ctrl+Shift+Return",), Context.EDITING, _SENT),
    Action("reopen", when=PAGE | {Need.APPROVED}),
    Action("role", ("Ctrl+Shift+R",), Context.DESK, PROJECT),
    Action("person", ("Ctrl+Shift+N",)),
)

ENTRIES: Entries = {
    "page": (
        "next_page",
        "previous_page",
        None,
        "submit",
        None,
        "approve",
        "send_back",
        "approve_change",
        "reject_change",
        None,
        "reopen",
    )
}
