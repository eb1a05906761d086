"""History, stories of words, comparing with the raw text, and what was learnt."""

from reviewer.ui.actions import PAGE, PROJECT, Action, Context, Entries, Menu, Need, needs

_HISTORY = needs(Need.HISTORY)
_COMPARE = needs(Need.COMPARE)
_LESSONS = needs(Need.LESSONS)
_IN_HISTORY = (Context.HISTORY,)
_IN_COMPARE = (Context.COMPARE,)

ACTIONS = (
    Action("history", ("Ctrl+Shift+H",), when=PROJECT),
    Action("history_here", ("Alt+Z",), Context.DESK, PAGE),
    Action("story", ("Ctrl+T",), Context.DESK, PAGE),
    Action("compare", ("Ctrl+Shift+C",), when=PAGE),
    Action("lessons", ("Ctrl+Shift+E",), when=PROJECT),
    Action("history_go", (), Context.HISTORY, _HISTORY, ("Return",), _IN_HISTORY),
    Action("history_page", ("Alt+1",), Context.HISTORY, _HISTORY),
    Action("history_document", ("Alt+2",), Context.HISTORY, _HISTORY),
    Action("history_project", ("Alt+3",), Context.HISTORY, _HISTORY),
    Action("history_mine", ("Alt+4",), Context.HISTORY, _HISTORY),
    Action("history_filter", ("Alt+5",), Context.HISTORY, _HISTORY),
    Action("history_save", ("Ctrl+S",), Context.HISTORY, _HISTORY),
    Action("history_take_back", ("Ctrl+Z",), Context.HISTORY, _HISTORY),
    Action("history_again", ("Ctrl+Y", "Ctrl+Shift+Z"), Context.HISTORY, _HISTORY),
    Action("history_reopen", ("F2",), Context.HISTORY, _HISTORY),
    Action("compare_next", ("F8", "F3"), Context.COMPARE, _COMPARE, ("N",), _IN_COMPARE),
    Action(
        "compare_previous", ("Shift+F8", "Shift+F3"), Context.COMPARE, _COMPARE, ("P",), _IN_COMPARE
    ),
    Action("compare_go", (), Context.COMPARE, _COMPARE, ("Return",), _IN_COMPARE),
    Action("lessons_next", ("F6",), Context.LESSONS, _LESSONS),
    Action("lessons_forget", ("Ctrl+Del",), Context.LESSONS, _LESSONS),
    Action("lessons_forget_all", ("Ctrl+Shift+Del",), Context.LESSONS, _LESSONS),
    Action("lessons_again", ("F5",), Context.LESSONS, _LESSONS),
)

_STEPS = (
    "history_go",
    "history_take_back",
    "history_again",
    "history_reopen",
    None,
    "history_page",
    "history_document",
    "history_project",
    "history_mine",
    "history_filter",
    None,
    "history_save",
)

ENTRIES: Entries = {
    "edit": ("history", "history_here", "story", Menu("history", _STEPS)),
    "view": (
        "compare",
        "lessons",
        Menu("compare", ("compare_next", "compare_previous", None, "compare_go")),
        Menu(
            "lessons",
            ("lessons_next", "lessons_forget", None, "lessons_forget_all", "lessons_again"),
        ),
    ),
}
