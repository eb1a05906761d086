"""Where a list of steps is to be saved, and as what."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from reviewer.core.messages import Catalogue
from reviewer.services.record import Form
from reviewer.ui.saving import ask_place

_ENDINGS = {Form.CSV: ".csv", Form.JSON: ".jsonl"}


def ask_where(parent: QWidget, say: Catalogue, project: str) -> Path | None:
    """Ask for a file; its ending is that of the form that was chosen. None: the person let it be.

    The name that is proposed has the project's in it.
    """
    kinds = {f"{say.say(f'ui.history.as.{form}')} (*{end})": end for form, end in _ENDINGS.items()}
    name = f"{project} - {say.say('ui.history.title')}.csv"
    return ask_place(parent, say, say.say("ui.actions.history_save"), name, kinds)
