"""The preview: a document as its readers will see it."""

from reviewer.ui.actions import PROJECT, Action, Context, Entries, Menu, Need, needs

_HERE = Context.PREVIEW
_IN = (Context.PREVIEW,)
_PREVIEW = needs(Need.PREVIEW)

ACTIONS = (
    Action("preview", ("Ctrl+P",), when=PROJECT),
    Action("preview_reading", (), _HERE, _PREVIEW, ("1",), _IN),
    Action("preview_documentary", (), _HERE, _PREVIEW, ("2",), _IN),
    Action("preview_beside", (), _HERE, _PREVIEW, ("3",), _IN),
    Action("preview_xml", (), _HERE, _PREVIEW, ("4",), _IN),
    Action("preview_profile", (), _HERE, _PREVIEW, ("P",), _IN),
    Action("preview_names", (), _HERE, _PREVIEW, ("N",), _IN),
    Action("preview_go", (), _HERE, _PREVIEW, ("Return",), _IN),
    Action("preview_find", (), _HERE, _PREVIEW, ("F",), _IN),
    Action("preview_next", ("F3",), _HERE, _PREVIEW),
    Action("preview_previous", ("Shift+F3",), _HERE, _PREVIEW),
    Action("preview_larger", ("Alt+=", "Alt++"), _HERE, _PREVIEW),
    Action("preview_smaller", ("Alt+-",), _HERE, _PREVIEW),
    Action("preview_usual", ("Alt+0",), _HERE, _PREVIEW),
    Action("preview_html", ("Alt+1",), _HERE, _PREVIEW),
    Action("preview_pdf", ("Alt+2",), _HERE, _PREVIEW),
    Action("preview_print", ("Alt+3",), _HERE, _PREVIEW),
)

_STEPS = (
    "preview_reading",
    "preview_documentary",
    "preview_beside",
    "preview_xml",
    "preview_profile",
    "preview_names",
    None,
    "preview_go",
    "preview_find",
    "preview_next",
    "preview_previous",
    None,
    "preview_larger",
    "preview_smaller",
    "preview_usual",
    None,
    "preview_html",
    "preview_pdf",
    "preview_print",
)

ENTRIES: Entries = {"view": ("preview", Menu("preview", _STEPS))}
