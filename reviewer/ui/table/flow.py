"""Queues, and fast review with its bare keys."""

from reviewer.ui.actions import PROJECT, Action, Context, Entries, Menu, Need, needs

_FAST = needs(Need.FAST)
_IN = (Context.FAST,)

ACTIONS = (
    Action("queue", ("Shift+F9",), when=PROJECT),
    Action("fast", ("F9",), when=PROJECT),
    Action("fast_accept", (), Context.FAST, _FAST, ("Return",), _IN),
    Action("fast_keep", (), Context.FAST, _FAST, ("Space", "K"), _IN),
    Action("fast_edit", ("F2",), Context.FAST, _FAST, ("E",), _IN),
    Action("fast_noise", (), Context.FAST, _FAST, ("X",), _IN),
    Action("fast_skip", ("F8", "F3"), Context.FAST, _FAST, ("S",), _IN),
    Action("fast_back", ("Shift+F8", "Shift+F3"), Context.FAST, _FAST, ("Backspace",), _IN),
    Action("fast_undo", ("Ctrl+Z",), Context.FAST, _FAST, ("U",), _IN),
    Action("fast_redo", ("Ctrl+Y", "Ctrl+Shift+Z"), Context.FAST, _FAST),
    Action("fast_submit", ("Ctrl+Return", "Ctrl+Enter"), Context.FAST, _FAST),
)

_KEYS = (
    "fast_accept",
    "fast_keep",
    "fast_edit",
    "fast_noise",
    "fast_skip",
    "fast_back",
    None,
    "fast_undo",
    "fast_redo",
    None,
    "fast_submit",
)

ENTRIES: Entries = {"finding": ("queue", "fast", Menu("fast", _KEYS))}
