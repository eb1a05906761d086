"""How things look, and who looks at them."""

from reviewer.ui.actions import FACSIMILE, PICTURE, Action, Context, Entries, Menu, Need, needs

_HERE = Context.DESK

ACTIONS = (
    Action("palette", ("Ctrl+Shift+P",)),
    Action("larger", ("Ctrl+=", "Ctrl++")),
    Action("smaller", ("Ctrl+-",)),
    Action("usual_size", ("Ctrl+0",)),
    Action("theme", ("Ctrl+Shift+L",)),
    Action("theme_system"),
    Action("face_serif"),
    Action("face_typewriter"),
    Action("face_sans"),
    Action("picture", ("F4",), _HERE, PICTURE),
    Action("picture_mode", ("F5",), _HERE, PICTURE),
    Action("picture_place", ("Shift+F4",), _HERE, FACSIMILE),
    Action("loupe", ("F7",), _HERE, PICTURE),
    Action("zoom_in", ("Alt+=", "Alt++"), _HERE, FACSIMILE),
    Action("zoom_out", ("Alt+-",), _HERE, FACSIMILE),
    Action("fit_width", ("Alt+0",), _HERE, FACSIMILE),
    Action("fit_page", ("Alt+Shift+0",), _HERE, FACSIMILE),
    Action("turn_left", ("Alt+,",), _HERE, FACSIMILE),
    Action("turn_right", ("Alt+.",), _HERE, FACSIMILE),
    Action("reset_tone", ("Alt+Shift+T",), _HERE, PICTURE),
    Action("stop", when=needs(Need.WORKING)),
)

_PICTURE = (
    "zoom_in",
    "zoom_out",
    "fit_width",
    "fit_page",
    None,
    "turn_left",
    "turn_right",
    None,
    "reset_tone",
)

ENTRIES: Entries = {
    "view": (
        "palette",
        None,
        "picture",
        "picture_mode",
        "picture_place",
        "loupe",
        Menu("picture", _PICTURE),
        None,
        "larger",
        "smaller",
        "usual_size",
        Menu("face", ("face_serif", "face_typewriter", "face_sans")),
        None,
        "theme",
        "theme_system",
        None,
        "role",
        "person",
        "stop",
    )
}
