"""The lexicon: its room, and adding the word at hand."""

from reviewer.ui.actions import PAGE, PROJECT, Action, Context, Entries, Menu, Need, needs

_HERE = Context.LEXICON
_ENTRIES = needs(Need.LEXICON)
_LIST = (_HERE,)

KINDS = {
    "person": "P",
    "place": "L",
    "organization": "O",
    "office": "F",
    "term": "T",
    "abbreviation": "A",
    "word": "W",
}
"""The bare key that takes a proposal as an entry of a kind."""

ACTIONS = (
    Action("lexicon", ("Ctrl+L",), Context.WINDOW, PROJECT),
    Action("lexicon_add", ("Ctrl+Shift+A",), Context.DESK, PAGE),
    Action("lexicon_save", ("Ctrl+Return", "Ctrl+Enter"), _HERE, _ENTRIES),
    Action("lexicon_undo", ("Ctrl+Z",), _HERE, _ENTRIES),
    Action("lexicon_redo", ("Ctrl+Y", "Ctrl+Shift+Z"), _HERE, _ENTRIES),
    Action("lexicon_new", ("Alt+A",), _HERE, _ENTRIES),
    Action("lexicon_merge", ("Alt+M",), _HERE, _ENTRIES),
    Action("lexicon_proposals", ("Alt+R",), _HERE, _ENTRIES),
    Action("lexicon_import", ("Alt+I",), _HERE, _ENTRIES),
    Action("lexicon_export", ("Alt+X",), _HERE, _ENTRIES),
    Action("lexicon_search", ("Alt+S",), _HERE, _ENTRIES),
    Action("lexicon_remove", (), _HERE, _ENTRIES, ("Del",), _LIST),
    Action("lexicon_refuse", (), _HERE, _ENTRIES, ("X",), _LIST),
    *(
        Action(f"lexicon_as_{kind}", (), _HERE, _ENTRIES, (key,), _LIST)
        for kind, key in KINDS.items()
    ),
)

_WITHIN = (
    "lexicon_search",
    "lexicon_new",
    "lexicon_save",
    "lexicon_merge",
    "lexicon_remove",
    None,
    "lexicon_undo",
    "lexicon_redo",
    None,
    "lexicon_import",
    "lexicon_export",
    None,
    "lexicon_proposals",
    *(f"lexicon_as_{kind}" for kind in KINDS),
    "lexicon_refuse",
)

ENTRIES: Entries = {"edit": ("lexicon", "lexicon_add", Menu("lexicon", _WITHIN))}
