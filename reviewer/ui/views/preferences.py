"""The preferences: pages at the left, their fields at the right. What is chosen counts at once."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.dialogs import Sheet
from reviewer.ui.views.keymap import KeysPage
from reviewer.ui.views.parts import KeyButton, plain_ground, words

_SIZE = QSize(sized(720), sized(680))
_LIST = sized(130)  # pixels
_AROUND = 8 * GRID  # pixels of screen left free around the dialog

Choices = Sequence[tuple[object, str]]
"""Values to choose from, each with its words."""


class Page(QWidget):
    """A column of captions and fields; each field is a setting."""

    chosen = Signal(str, object)
    """A setting and the value that the person gave it."""

    def __init__(self, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        self.fields: dict[str, QWidget] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID)

    def caption(self, name: str) -> str:
        """A heading over the next field; gives its text, which the field is called by."""
        text = self.say.say(f"comfort.preferences.{name}")
        self.column.addWidget(words(text, tone="muted", small=True))
        return text

    def choice(self, name: str, choices: Choices, value: object) -> QComboBox:
        """A setting with values to choose from."""
        box = QComboBox()
        box.setAccessibleName(self.caption(name))
        box.setMaxVisibleItems(16)
        for one, text in choices:
            box.addItem(text, one)
        at = next((at for at, (one, _) in enumerate(choices) if one == value), 0)
        box.setCurrentIndex(at)
        box.currentIndexChanged.connect(lambda _: self.chosen.emit(name, box.currentData()))
        self.column.addWidget(box)
        self.column.addSpacing(GRID)
        self.fields[name] = box
        return box

    def note(self, text: str) -> QLabel:
        """A sentence under the fields."""
        label = words(text, tone="muted", small=True, wrap=True)
        self.column.addWidget(label)
        return label


class AgainPage(Page):
    """A page of whose settings some count from the next start, which can be had at once."""

    again_asked = Signal()

    def add_again(self) -> None:
        """The sentence and the button that appear once such a setting was changed."""
        self._again_note = self.note(self.say.say("comfort.preferences.again"))
        self.again = KeyButton(self.say.say("comfort.preferences.again_now"))
        self.again.setAutoDefault(False)
        self.again.clicked.connect(self.again_asked)
        line = QHBoxLayout()
        line.addWidget(self.again)
        line.addStretch(1)
        self.column.addLayout(line)
        self.column.addStretch(1)
        self.show_again(False)

    def show_again(self, wanted: bool) -> None:
        """Whether a change waits for the next start."""
        self._again_note.setVisible(wanted)
        self.again.setVisible(wanted)


class PersonPage(Page):
    """Who signs, and on which side they work."""

    def __init__(self, say: Catalogue, name: str, role: str) -> None:
        super().__init__(say)
        self.name = QLineEdit(name)
        self.name.setAccessibleName(self.caption("name"))
        self.name.setPlaceholderText(say.say("ui.person.hint"))
        self.name.editingFinished.connect(self._on_name)
        self.column.addWidget(self.name)
        self.note(say.say("comfort.preferences.name_note"))
        self.column.addSpacing(GRID)
        self.caption("role")
        self.roles: dict[str, QRadioButton] = {}
        for side in ("transcriber", "editor"):
            button = self.roles[side] = QRadioButton(say.say(f"comfort.preferences.{side}"))
            button.setChecked(side == role)
            button.clicked.connect(lambda _=False, side=side: self.chosen.emit("role", side))
            self.column.addWidget(button)
        self.column.addStretch(1)
        self._given = name

    def _on_name(self) -> None:
        name = " ".join(self.name.text().split())
        if name and name != self._given:
            self._given = name
            self.chosen.emit("name", name)
        elif not name:
            self.name.setText(self._given)  # decisions need a name


class PreferencesDialog(Sheet):
    """Pages by name; the person goes through them with the arrows, or Ctrl+Tab from anywhere."""

    def __init__(
        self,
        say: Catalogue,
        theme: Theme,
        pages: Sequence[tuple[str, QWidget]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(say.say("comfort.preferences.title"), "", theme, parent)
        self._list = QListWidget()
        self._list.setProperty("role", "list")
        self._list.setAccessibleName(say.say("comfort.preferences.pages"))
        self._list.setFixedWidth(_LIST)
        self._stack = QStackedWidget()
        for name, page in pages:
            item = QListWidgetItem(say.say(f"comfort.preferences.page_{name}"))
            item.setData(Qt.ItemDataRole.UserRole, name)
            self._list.addItem(item)
            self._stack.addWidget(page if isinstance(page, KeysPage) else _scrolling(page))
        self._list.currentRowChanged.connect(self._stack.setCurrentIndex)
        across = QHBoxLayout()
        across.setSpacing(3 * GRID)
        across.addWidget(self._list)
        across.addWidget(self._stack, 1)
        self.body.addLayout(across, 1)
        self.add_button(say.say("ui.close"), "Esc").clicked.connect(self.accept)
        self._list.setCurrentRow(0)
        self._list.setFocus()
        room = (parent or self).screen().availableSize() - QSize(_AROUND, _AROUND)
        self.resize(_SIZE.boundedTo(room))

    def show_page(self, name: str) -> None:
        """Turn to a page."""
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole) == name:
                self._list.setCurrentRow(row)


def _scrolling(page: QWidget) -> QScrollArea:
    """A page that is scrolled where the screen is low; fields keep their height."""
    area = QScrollArea()
    area.setWidget(plain_ground(page, "pane"))
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
