"""Where something that was made is to be saved."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from reviewer.core.messages import Catalogue


def ask_place(
    parent: QWidget, say: Catalogue, title: str, name: str, kinds: Mapping[str, str]
) -> Path | None:
    """Ask for a file, proposing a name; None where the person let it be.

    `kinds`: the endings that it may have (".csv") by what the dialog calls them. A name without any
    of these gets that of the kind that was chosen.
    """
    start = str(Path.home() / name.replace("/", "-"))
    chosen, kind = QFileDialog.getSaveFileName(parent, title, start, ";;".join(kinds))
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix in kinds.values():
        return path
    if path.suffix.lower() in kinds.values():
        made = path.with_suffix(path.suffix.lower())
    else:
        made = Path(f"{chosen}{kinds.get(kind) or next(iter(kinds.values()))}")
    # The dialog has asked about the name that was typed, not about this one.
    return made if not made.exists() or _may_replace(parent, say, title, made) else None


def _may_replace(parent: QWidget, say: Catalogue, title: str, path: Path) -> bool:
    yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
    text = say.say("ui.saving.replace", name=path.name)
    answer = QMessageBox.question(parent, title, text, yes | no, no)
    return answer == yes
