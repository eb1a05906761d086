"""What stands in the picture's place when there is none: why, and what to do."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.icons import pixmap
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.parts import KeyButton, plain_ground, words

_ICON = 40
_WIDE = 40 * GRID


class Notice(QWidget):
    """An icon, a line, what to do, and a button where something can be done."""

    findRequested = Signal()

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain_ground(self, "desk")
        self._say = say
        self._sign = QLabel()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = self._words(strong=True)
        self._text = self._words(tone="muted")
        self._place = self._words(tone="muted", small=True)
        self._place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._find = KeyButton("")
        self._find.clicked.connect(self.findRequested)
        # The words stand in a column of their own, which gives them the height that they wrap to.
        self._inner = inner = QWidget()
        inner.setMaximumWidth(_WIDE)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(inner.show)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addStretch(2)
        for part in (self._sign, self._title, self._text, self._place):
            column.addWidget(part)
        column.addSpacing(GRID)
        column.addWidget(self._find, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        line = QHBoxLayout(self)
        line.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        line.addWidget(inner)
        self.set_theme(theme)

    def _words(self, *, tone: str = "", small: bool = False, strong: bool = False) -> QLabel:
        label = words(tone=tone, small=small, strong=strong, wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return label

    def say(self, state: str, text: str = "", place: str = "", after: int = 0) -> None:
        """Say a state of `[facsimile]`: "none", "missing", "loading" or "failed".

        `text` stands for the state's own sentence; `place` is the file it is about. What is over
        within `after` milliseconds leaves the place empty, so that nothing flickers.
        """
        self._inner.setVisible(not after)
        self._wait.stop()
        if after:
            self._wait.start(after)
        key = f"facsimile.{state}"
        if not text and f"{key}.text" in self._say:
            text = self._say.say(f"{key}.text")
        self._title.setText(self._say.say(f"{key}.title"))
        for label, sentence in ((self._text, text), (self._place, place)):
            label.setText(sentence)
            label.setVisible(bool(sentence))
        offered = f"{key}.find" in self._say
        self._find.setVisible(offered)
        if offered:
            self._find.setText(self._say.say(f"{key}.find"))
            self._find.setAccessibleName(self._find.text())
        self.setAccessibleName(" ".join(part for part in (self._title.text(), text, place) if part))

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        picture = pixmap("picture", theme.faint, _ICON, self.devicePixelRatioF())
        self._sign.setPixmap(picture)
