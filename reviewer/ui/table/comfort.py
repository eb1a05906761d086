"""How things look and are typed, as each person likes it."""

from reviewer.ui.actions import Action

ACTIONS = (
    Action("preferences", ("Ctrl+,",)),
    Action("characters", ("Ctrl+Shift+S",)),
    Action("compose", ("Ctrl+;",)),
    Action("full_screen", ("F11",)),
    Action("focus_mode", ("Shift+F11",)),
)

ENTRIES = {
    "edit": ("characters", "compose", None, "preferences"),
    "view": ("full_screen", "focus_mode"),
}
