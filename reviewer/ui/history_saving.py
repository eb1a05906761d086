"""Where a list of steps is to be saved, and as what."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from reviewer.core.messages import Catalogue
from reviewer.services.record import Form

_ENDINGS = {Form.CSV: ".csv", Form.JSON: ".jsonl"}


def ask_where(parent: QWidget, say: Catalogue, project: str) -> Path | None:
    """Ask for a file; its ending is that of the form that was chosen. None: the person let it be.

    The name that is proposed has the project's in it.
    """
    kinds = {f"{say.say(f'ui.history.as.{form}')} (*{end})": end for form, end in _ENDINGS.items()}
    name = f"{project} - {say.say('ui.history.title')}.csv".replace("/", "-")
    title = say.say("ui.actions.history_save")
    chosen, kind = QFileDialog.getSaveFileName(
        parent, title, str(Path.home() / name), ";;".join(kinds)
    )
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() in _ENDINGS.values():
        return path.with_suffix(path.suffix.lower())
    return Path(f"{chosen}{kinds.get(kind, '.csv')}")
