"""All occurrences, and search and replace."""

from reviewer.ui.actions import PAGE, PROJECT, Action, Context, Entries, Menu, Need, needs

_HERE = Context.HITS
_HITS = needs(Need.HITS)

ACTIONS = (
    Action("occurrences", ("Alt+A",), Context.TRANSCRIBING, PAGE | {Need.TRANSCRIBING}),
    Action("find", ("Ctrl+F",), when=PROJECT),
    Action("replace", ("Ctrl+H",), when=PROJECT),
    Action("hits_apply", ("Ctrl+Return", "Ctrl+Enter"), _HERE, _HITS),
    Action("hits_keep", ("Alt+K",), _HERE, _HITS),
    Action("hits_undo", ("Ctrl+Z",), _HERE, _HITS),
    Action("hits_lexicon", ("Alt+L",), _HERE, _HITS),
    Action("hits_name", ("Alt+M",), _HERE, _HITS),
    Action("hits_tick", (), _HERE, _HITS, ("Space",), (_HERE,)),
    Action("hits_tick_all", (), _HERE, _HITS, ("A",), (_HERE,)),
    Action("hits_own", ("F2",), _HERE, _HITS, ("E",), (_HERE,)),
    Action("hits_page", ("Alt+1",), _HERE, _HITS),
    Action("hits_document", ("Alt+2",), _HERE, _HITS),
    Action("hits_project", ("Alt+3",), _HERE, _HITS),
    Action("hits_whole", ("Alt+4",), _HERE, _HITS),
    Action("hits_case", ("Alt+5",), _HERE, _HITS),
    Action("hits_pattern", ("Alt+6",), _HERE, _HITS),
    Action("hits_edits", ("Alt+7",), _HERE, _HITS),
    Action("hits_where", ("Alt+8",), _HERE, _HITS),
)

_WITHIN = (
    "hits_apply",
    "hits_keep",
    "hits_undo",
    "hits_lexicon",
    "hits_name",
    None,
    "hits_tick",
    "hits_tick_all",
    "hits_own",
    None,
    "hits_page",
    "hits_document",
    "hits_project",
    None,
    "hits_whole",
    "hits_case",
    "hits_pattern",
    "hits_edits",
    "hits_where",
)

ENTRIES: Entries = {"edit": ("find", "replace", "occurrences", Menu("hits", _WITHIN))}
