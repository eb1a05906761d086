"""Which theme is on, and putting it on the whole application."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from reviewer.ui.icons import write_painted
from reviewer.ui.theme import Theme

CHOICES = ("system", "light", "dark", "light-contrast", "dark-contrast")
_CONTRAST = "-contrast"


class Appearance(QObject):
    """Knows the person's choice and the system's, and tells when the theme changes."""

    changed = Signal(object)
    """Carries the new Theme."""

    def __init__(self, app: QApplication, choice: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._pictures = QTemporaryDir()
        self._theme = Theme.load(self._wanted())
        self._put_on()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._reconsider)
        hints.accessibility().contrastPreferenceChanged.connect(self._reconsider)

    @property
    def theme(self) -> Theme:
        """What is on now."""
        return self._theme

    @property
    def choice(self) -> str:
        """What the person chose, one of `CHOICES`."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Follow the system, or stay with one theme."""
        self._choice = choice
        self._reconsider()

    def toggle(self) -> str:
        """Change from light to dark or back, with as much contrast as now; gives the new choice."""
        side = "light" if self._theme.dark else "dark"
        self.choose(side + _CONTRAST if self._theme.name.endswith(_CONTRAST) else side)
        return self._choice

    def _wanted(self) -> str:
        if self._choice in CHOICES[1:]:
            return self._choice
        hints = QGuiApplication.styleHints()
        side = "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
        wanted = hints.accessibility().contrastPreference()
        return side + _CONTRAST if wanted == Qt.ContrastPreference.HighContrast else side

    def _reconsider(self) -> None:
        wanted = self._wanted()
        if wanted != self._theme.name:
            self._theme = Theme.load(wanted)
            self._put_on()
            self.changed.emit(self._theme)

    def _put_on(self) -> None:
        folder = Path(self._pictures.path()) / self._theme.name
        folder.mkdir(exist_ok=True)
        write_painted(folder, ("chevron-down",), self._theme.muted)
        write_painted(folder, ("check-small",), self._theme.accent_ink)
        self._app.setPalette(self._theme.palette())
        self._app.setStyleSheet(self._theme.stylesheet(folder.as_posix()))
