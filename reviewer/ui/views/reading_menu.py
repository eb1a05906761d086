"""The menu under the right mouse button in the reading."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from reviewer.core.messages import Catalogue
from reviewer.ui.views.reading_lines import LinesEditor


def editing_menu(reading: LinesEditor, say: Catalogue) -> QMenu:
    """What can be done with the selection; Qt's own menu would cut across lines."""
    menu = QMenu(reading)
    chosen, editable = reading.textCursor().hasSelection(), not reading.isReadOnly()
    entries: tuple[tuple[str, QKeySequence.StandardKey, Callable[[], object], bool], ...] = (
        ("cut", QKeySequence.StandardKey.Cut, reading.cut, chosen and editable),
        ("copy", QKeySequence.StandardKey.Copy, reading.copy, chosen),
        ("paste", QKeySequence.StandardKey.Paste, reading.paste_from_clipboard, editable),
        ("all", QKeySequence.StandardKey.SelectAll, reading.selectAll, True),
    )
    for name, key, do, possible in entries:
        action = QAction(say.say(f"views.reading.{name}"), menu)
        action.setShortcut(key)
        action.triggered.connect(do)
        action.setEnabled(possible)
        menu.addAction(action)
    return menu
