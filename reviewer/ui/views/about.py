"""What this program is, for the help menu."""

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.dialogs import Sheet
from reviewer.ui.views.parts import words


def show_about(say: Catalogue, theme: Theme, version: str, parent: QWidget) -> Sheet:
    """Open the dialog."""
    sheet = Sheet(say.say("ui.about.title"), "", theme, parent)
    sheet.setMinimumWidth(52 * GRID)
    sheet.body.addWidget(words(say.say("ui.about.text", version=version, qt=qVersion()), wrap=True))
    sheet.add_button(say.say("ui.close"), "Esc", "primary").clicked.connect(sheet.accept)
    sheet.finished.connect(sheet.deleteLater)
    sheet.open()
    return sheet
