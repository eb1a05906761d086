"""Talk: what people say to one another about words and pages, and the room with all of it."""

from reviewer.ui.actions import PAGE, PROJECT, Action, Context, Entries, Menu, Need, needs

_HERE = needs(Need.THREADS)
_IN = (Context.THREADS,)

ACTIONS = (
    Action("talk", ("Ctrl+B",), Context.DESK, PAGE),
    Action("talk_next", ("Alt+Q",), Context.DESK, PAGE),
    Action("talk_back", ("Shift+Alt+Q",), Context.DESK, PAGE),
    Action("talk_settle", ("Alt+S",), Context.DESK, PAGE),
    Action("threads", ("Ctrl+Shift+B",), when=PROJECT),
    Action("threads_go", (), Context.THREADS, _HERE, ("Return",), _IN),
    Action("threads_reply", ("F2",), Context.THREADS, _HERE, ("R",), _IN),
    Action("threads_settle", (), Context.THREADS, _HERE, ("S",), _IN),
    Action("threads_open", (), Context.THREADS, _HERE, ("O",), _IN),
    Action("threads_unsettled", ("Alt+1",), Context.THREADS, _HERE),
    Action("threads_settled", ("Alt+2",), Context.THREADS, _HERE),
    Action("threads_every", ("Alt+3",), Context.THREADS, _HERE),
    Action("threads_mine", ("Alt+4",), Context.THREADS, _HERE),
    Action("threads_of_me", ("Alt+5",), Context.THREADS, _HERE),
    Action("threads_document", ("Alt+6",), Context.THREADS, _HERE),
    Action("threads_person", ("Alt+7",), Context.THREADS, _HERE),
    Action("threads_text", ("Alt+8",), Context.THREADS, _HERE),
)

_ROOM = (
    "threads_go",
    "threads_reply",
    "threads_settle",
    "threads_open",
    None,
    "threads_unsettled",
    "threads_settled",
    "threads_every",
    None,
    "threads_mine",
    "threads_of_me",
    "threads_document",
    "threads_person",
    "threads_text",
)

ENTRIES: Entries = {
    "page": (
        "talk",
        "talk_next",
        "talk_back",
        "talk_settle",
        "threads",
        Menu("threads", _ROOM),
    )
}
