"""A new project: what it is called, where it stands, and which documents single pages make."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.dialogs import Sheet
from reviewer.ui.views.parts import KeyButton, words


class Together(QButtonGroup):
    """Two buttons in a column: single pages make one document, or one each."""

    def __init__(self, say: Catalogue, pages: int, into: QVBoxLayout) -> None:
        super().__init__()
        for number, message in enumerate(("intake.together.one", "intake.together.many")):
            button = QRadioButton(say.say(message, n=pages))
            button.setChecked(number == 0)
            self.addButton(button, number)
            into.addWidget(button)

    @property
    def as_one(self) -> bool:
        """Whether they make one document."""
        return self.checkedId() == 0


class TogetherSheet(Sheet):
    """Asks whether several single pages make one document. Enter takes the first answer."""

    answered = Signal(bool)
    """Whether they make one document."""

    def __init__(
        self, say: Catalogue, theme: Theme, pages: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            say.say("intake.together.title"), say.say("intake.together.lead"), theme, parent
        )
        self.setMinimumWidth(48 * GRID)
        self.together = Together(say, pages, self.body)
        self.add_button(say.say("ui.cancel"), "Esc").clicked.connect(self.reject)
        take = self.add_button(say.say("ui.actions.import").rstrip("…"), "Return", "primary")
        take.clicked.connect(self._on_take)
        self.together.buttons()[0].setFocus()

    def _on_take(self) -> None:
        self.accept()
        self.answered.emit(self.together.as_one)


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
    ) -> None:
        """`pages`: how many single pages the files are; several may make one document or more."""
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
        self.add_button(say.say("ui.cancel"), "Esc").clicked.connect(self.reject)
        self._make = self.add_button(say.say("ui.new.make"), "Return", "primary")
        self._make.clicked.connect(self._on_make)
        for field in (self.name, self.folder):
            field.textChanged.connect(self._check)
        self._check()
        self.name.selectAll()
        self.name.setFocus()

    @property
    def as_one(self) -> bool:
        """Whether single pages make one document."""
        return self.together is not None and self.together.as_one

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
