"""The list of documents, and the steps that concern documents as a whole."""

from reviewer.ui.actions import PAGE, PROJECT, Action, Context, Entries, Menu, Need, needs

_HERE = needs(Need.DOCUMENTS)
_IN = (Context.DOCUMENTS,)

ACTIONS = (
    Action("documents", ("Ctrl+Shift+G",), when=PROJECT),
    Action("documents_go", (), Context.DOCUMENTS, _HERE, ("Return",), _IN),
    Action("documents_choose", (), Context.DOCUMENTS, _HERE, ("Space",), _IN),
    Action("documents_choose_all", ("Ctrl+A",), Context.DOCUMENTS, _HERE),
    Action("documents_every", ("Alt+0",), Context.DOCUMENTS, _HERE),
    Action("documents_new", ("Alt+1",), Context.DOCUMENTS, _HERE),
    Action("documents_in_work", ("Alt+2",), Context.DOCUMENTS, _HERE),
    Action("documents_submitted", ("Alt+3",), Context.DOCUMENTS, _HERE),
    Action("documents_returned", ("Alt+4",), Context.DOCUMENTS, _HERE),
    Action("documents_approved", ("Alt+5",), Context.DOCUMENTS, _HERE),
    Action("documents_published", ("Alt+6",), Context.DOCUMENTS, _HERE),
    Action("documents_withdrawn", ("Alt+7",), Context.DOCUMENTS, _HERE),
    Action("documents_asked", ("Alt+8",), Context.DOCUMENTS, _HERE),
    Action("documents_mine", ("Alt+9",), Context.DOCUMENTS, _HERE),
    Action("documents_sort", ("Alt+S",), Context.DOCUMENTS, _HERE),
    Action("documents_down", ("Alt+D",), Context.DOCUMENTS, _HERE),
    Action("documents_submit", ("Ctrl+Return", "Ctrl+Enter"), Context.DOCUMENTS, _HERE),
    Action("documents_judge", ("Alt+A",), Context.DOCUMENTS, _HERE),
    Action("documents_publish", ("Alt+U",), Context.DOCUMENTS, _HERE),
    Action("documents_withdraw", ("Alt+X",), Context.DOCUMENTS, _HERE),
    Action("documents_reopen", ("Alt+R",), Context.DOCUMENTS, _HERE),
    Action("documents_export", ("Alt+T",), Context.DOCUMENTS, _HERE),
    Action("publish", when=PAGE),
    Action("withdraw", when=PAGE),
    Action("reopen_document", when=PAGE),
)

_ROOM = (
    "documents_go",
    "documents_choose",
    "documents_choose_all",
    None,
    "documents_submit",
    "documents_judge",
    "documents_publish",
    "documents_withdraw",
    "documents_reopen",
    "documents_export",
    None,
    "documents_every",
    "documents_new",
    "documents_in_work",
    "documents_submitted",
    "documents_returned",
    "documents_approved",
    "documents_published",
    "documents_withdrawn",
    "documents_asked",
    "documents_mine",
    None,
    "documents_sort",
    "documents_down",
)

ENTRIES: Entries = {
    "project": ("documents", Menu("documents", _ROOM)),
    "page": ("publish", "withdraw", "reopen_document"),
}
