"""A new project: what it is called, where it stands, and how its files are taken in."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.dialogs import Sheet
from reviewer.ui.views.parts import KeyButton, words
from reviewer.ui.views.taking import Choice, Taking, Together


class NewProjectDialog(Sheet):
    """Asks for a name and a folder; says when there is something already."""

    made = Signal(str)
    """The place of the project to make."""

    def __init__(
        self,
        say: Catalogue,
        theme: Theme,
        name: str,
        folder: Path,
        files: int,
        parent: QWidget | None = None,
        pages: int = 0,
        tei: bool = False,
    ) -> None:
        """`pages`: how many single pages the files are; several may make one document or more.

        `tei`: some of the files are TEI.
        """
        lead = say.say("ui.new.lead", n=files)
        super().__init__(say.say("ui.new.title"), lead, theme, parent)
        self.setMinimumWidth(64 * GRID)
        self._say = say
        self.name = QLineEdit(name)
        self.name.setAccessibleName(say.say("ui.new.name"))
        self.folder = QLineEdit(str(folder))
        self.folder.setAccessibleName(say.say("ui.new.folder"))
        self.add_caption(say.say("ui.new.name"))
        self.body.addWidget(self.name)
        self.add_caption(say.say("ui.new.folder"))
        line = QHBoxLayout()
        line.setSpacing(GRID)
        browse = KeyButton(say.say("ui.new.browse"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        line.addWidget(self.folder, 1)
        line.addWidget(browse)
        self.body.addLayout(line)
        self._trouble = words(tone="warn", small=True, wrap=True)
        self.body.addWidget(self._trouble)
        self.together = Together(say, pages, self.body) if pages > 1 else None
        self.marks = Choice(say, "marks", self.body) if tei else None
        self.add_button(say.say("ui.cancel"), "Esc").clicked.connect(self.reject)
        self._make = self.add_button(say.say("ui.new.make"), "Return", "primary")
        self._make.clicked.connect(self._on_make)
        for field in (self.name, self.folder):
            field.textChanged.connect(self._check)
        self._check()
        self.name.selectAll()
        self.name.setFocus()

    @property
    def taking(self) -> Taking:
        """How the files are to be taken in."""
        return Taking(
            as_one=self.together is not None and self.together.as_one,
            marks=self.marks is not None and self.marks.isChecked(),
        )

    @property
    def place(self) -> Path:
        """The folder that the project will be."""
        return Path(self.folder.text().strip()).expanduser() / self.name.text().strip()

    def _check(self) -> None:
        name = self.name.text().strip()
        fitting = bool(name) and not set(name) & set('/\\:*?"<>|') and name not in (".", "..")
        taken = fitting and self.place.exists()
        self._make.setEnabled(fitting and not taken and bool(self.folder.text().strip()))
        self._trouble.setText(
            self._say.say("ui.new.taken")
            if taken
            else ""
            if fitting or not name
            else self._say.say("ui.new.letters")
        )

    def _browse(self) -> None:
        title = self._say.say("ui.new.folder")
        chosen = QFileDialog.getExistingDirectory(self, title, self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _on_make(self) -> None:
        self.accept()
        self.made.emit(str(self.place))
