"""Whoever takes the screenshots: drives the real window, waits for it, and keeps what it shows."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.core.ids import PageId
from reviewer.services.app import App
from reviewer.ui.application import prepare
from reviewer.ui.frame import Department
from reviewer.ui.later import found
from reviewer.ui.main_window import MainWindow
from scripts.palette import with_few_colours

_REST = 250  # milliseconds until lists have caught up and the screen is painted
_STEP, _STEPS = 100, 600  # milliseconds between looks, and how often before giving up
_DIM = 90  # of 255: how dark the window is behind a dialog

Found = TypeVar("Found", bound=Department)


class Photographer:
    """Drives one window in one theme."""

    def __init__(self, app: App, theme: str, images: Path) -> None:
        qt = QApplication.instance()
        assert isinstance(qt, QApplication)
        self.app, self.theme = app, theme
        self._images = images
        app.settings.set("theme", theme)
        self.window = MainWindow(app, prepare(qt, app))
        self.window.show()

    def close(self) -> None:
        """End the window, while Qt still stands: one that outlives it would end badly."""
        self.window.close()
        self.window.deleteLater()
        self.wait()

    # -- driving ----------------------------------------------------------------------------------

    def resize(self, wide: int, high: int) -> None:
        """Give the window a size."""
        self.window.resize(wide, high)

    def open(self, place: Path) -> None:
        """Open a project and wait until all of it stands."""
        self.window.close_project()
        self.window.projects.open(str(place))
        self.ready()

    def ready(self) -> None:
        """Wait until a project is shown and nothing runs."""
        window = self.window
        self.until(lambda: window.desk.project is not None and not window.jobs.busy)
        self.wait()

    def be(self, name: str) -> None:
        """Work under a name."""
        self.app.settings.set("name", name)
        self.window.person.changed.emit()

    def department(self, kind: type[Found]) -> Found:
        """The department of the window of this kind."""
        return found(self.window.departments, kind)

    def do(self, action: str) -> None:
        """Do an action of the table. Raises LookupError where it cannot be done now."""
        found = self.window.actions_[action]
        if not found.isEnabled():
            raise LookupError(f"{action} cannot be done now")
        found.trigger()
        self.wait()

    def press(self, *keys: str) -> None:
        """Press keys, named as in the table of actions."""
        for key in keys:
            combination = QKeySequence.fromString(key)[0]  # type: ignore[index]
            QTest.keyClick(self._focus(), combination.key(), combination.keyboardModifiers())
        self.wait()

    def type(self, text: str) -> None:
        """Type letters."""
        QTest.keyClicks(self._focus(), text)
        self.wait()

    def show_page(self, number: int) -> PageId:
        """Show the page that stands at `number` (from 0) in the project."""
        project = self.window.desk.project
        assert project is not None
        page = project.rows()[number].id
        self.window.desk.show(page)
        self.wait()
        return page

    def clear(self) -> None:
        """Away with all that lies over the desk."""
        for one in self._above():
            one.close()
        self.window.rooms.leave_all()
        self.window.banner.clear()
        self.wait()

    def wait(self, milliseconds: int = _REST) -> None:
        """Let the window catch up."""
        QTest.qWait(milliseconds)

    def until(self, so: Callable[[], object]) -> None:
        """Wait until something is so. Raises TimeoutError."""
        for _ in range(_STEPS):
            if so():
                return
            QTest.qWait(_STEP)
        raise TimeoutError("the window did not get ready")

    def _focus(self) -> QWidget:
        around = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if around is None:
            self.window.activateWindow()
        focus = QApplication.focusWidget()
        place = around or self.window
        if focus is not None and (focus is place or place.isAncestorOf(focus)):
            return focus
        inside: QWidget | None = place.focusWidget()
        return place if inside is None else inside

    # -- keeping ----------------------------------------------------------------------------------

    def take(self, name: str) -> None:
        """Keep a picture of the window with all that lies over it."""
        self.wait()
        picture = self.window.grab()
        painter = QPainter(picture)
        for above in self._above():
            self._paint(painter, above)
        painter.end()
        self._save(picture, name)

    def _above(self) -> list[QWidget]:
        created = Qt.WidgetAttribute.WA_WState_Created
        return [
            one
            for one in QApplication.topLevelWidgets()
            if one.isVisible() and one is not self.window and one.testAttribute(created)
        ]

    def _paint(self, painter: QPainter, above: QWidget) -> None:
        window, whole = self.window, self.window.rect()
        if above.isModal():
            painter.fillRect(whole, QColor(0, 0, 0, _DIM))
            at = whole.center() - above.rect().center()
        else:
            at = window.mapFromGlobal(above.mapToGlobal(QPoint(0, 0)))
        painter.drawPixmap(at, above.grab())
        if above.isModal():  # its frame belongs to the window manager
            painter.setPen(window.theme.edge)
            painter.drawRect(QRect(at, above.size()).adjusted(0, 0, -1, -1))

    def _save(self, picture: QPixmap, name: str) -> None:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")
        image = Image.open(BytesIO(buffer.data().data())).convert("RGB")
        path = self._images / f"{name}-{self.theme}.png"
        with_few_colours(image).save(path, optimize=True)
        print(path.name, flush=True)
