"""Take the screenshots of docs/images: a sample project, the real window, both themes.

Run by `make shots`. Without a display the window is drawn off the screen. Nothing of the person's
own settings or projects is touched: everything happens in a temporary home.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication

    from reviewer.core.ids import PageId
    from reviewer.services.app import App
    from reviewer.ui.main_window import MainWindow

if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_ROOT = Path(__file__).resolve().parent.parent
_IMAGES = _ROOT / "docs" / "images"
_SIZE = (1440, 900)
_WIDE = (1680, 980)  # with the picture beside the text
_DECIDED = 9  # findings that the transcriber settles for the editor's picture
_THEMES = ("light", "dark")
_SCANNED = "Harbor talks 1961"
sys.path.insert(0, str(_ROOT))


def _temporary_home(folder: Path) -> None:
    """Point all user folders below `folder`, before anything asks for them."""
    from platformdirs import user_cache_path

    # The engine's built dictionaries are the same for everybody and dear to make.
    os.environ.setdefault("REVIEWER_CACHE", str(user_cache_path("reviewer")))
    os.environ["HOME"] = str(folder)
    for name in ("CONFIG", "DATA", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(folder / ".local" / name.casefold())


def main() -> int:
    """Write the pictures; the exit status says whether all were taken."""
    from PySide6.QtWidgets import QApplication

    qt = QApplication(sys.argv[:1])
    _IMAGES.mkdir(parents=True, exist_ok=True)
    for theme in _THEMES:
        with tempfile.TemporaryDirectory(prefix="reviewer-shots-") as folder:
            _temporary_home(Path(folder))
            _take_theme(qt, theme, Path(folder))
    return 0


def _take_theme(qt: "QApplication", theme: str, home: Path) -> None:
    from reviewer.assemble import build

    app = build(pooled=True)
    try:
        _make_projects(app, home)
        _Photographer(qt, app, theme, home).take_all()
    finally:
        app.close()


def _make_projects(app: "App", home: Path) -> None:
    """Projects for the list of recent ones, the sample last and half decided."""
    recent = []
    for name, days, pages, approved in (
        ("Embassy memoranda 1961", 1, 212, 180),
        ("Foreign ministry cables", 9, 1344, 96),
    ):
        place = str(home / "Documents" / name)
        app.create(place).close()
        opened = datetime.now(UTC) - timedelta(days=days)
        recent.append({"place": place, "name": name, "opened": opened.isoformat()})
        seen = dict(app.settings.get("seen", {}))
        app.settings.set("seen", {**seen, place: {"pages": pages, "approved": approved}})
    app.settings.set("recent", recent)
    _make_scanned(app, home)
    sample = app.sample()
    sample.analysis.run()
    page = max(sample.rows(), key=lambda row: row.open_findings).id
    for finding in sample.page(page).open[:2]:
        sample.review.accept(page, finding.key, 1, "Mira Novak")
    sample.close()


def _make_scanned(app: "App", home: Path) -> None:
    """A project of one scanned page with its OCR."""
    from scripts.sheet import make_sheet

    project = app.create(str(home / "Documents" / _SCANNED))
    project.importing.add([make_sheet(home)])
    project.analysis.run()
    project.close()


def _telegram(window: "MainWindow") -> "PageId":
    """The page with the most doubtful words: the one worth a picture."""
    rows = window.desk.project.rows() if window.desk.project else ()
    return max(rows, key=lambda row: row.findings).id


class _Photographer:
    """Drives the window of one theme from picture to picture."""

    def __init__(self, qt: "QApplication", app: "App", theme: str, home: Path) -> None:
        from reviewer.ui.application import prepare
        from reviewer.ui.main_window import MainWindow

        self._qt = qt
        self._app = app
        self._theme = theme
        self._home = home
        app.settings.set("name", "Mira Novak")
        app.settings.set("role", "transcriber")
        app.settings.set("theme", theme)
        self._window = MainWindow(app, prepare(qt, app))
        self._window.resize(*_SIZE)
        self._window.show()

    def take_all(self) -> None:
        """Start page, desk, export dialog, editor's desk, and the picture's pane."""
        window = self._window
        self._take("start")
        window.projects.open_sample()
        self._until(lambda: window.desk.project is not None and not window.jobs.busy)
        window.desk.show(_telegram(window))
        for _ in range(4):
            window.walking.next_finding()
        self._take("desk")
        self._decide_and_submit()
        self._app.settings.set("name", "Jonas Weber")
        window.person.changed.emit()
        window.desk.show(_telegram(window))
        window.desk_view.focus_side()
        for _ in range(2):
            window.desk_view.changes.approve_current()
        self._take("editor")
        self._export()
        self._take_scanned()
        window.close()
        # While Qt still stands: a window that outlives it would end the process badly.
        window.deleteLater()
        self._wait()

    def _decide_and_submit(self) -> None:
        window = self._window
        window.desk.show(_telegram(window))
        for _ in range(_DECIDED):
            window.deciding.accept()
        window.deciding.submit()

    def _export(self) -> None:
        """Export a draft, and show the dialog with the result on the window."""
        from PySide6.QtGui import QColor, QPainter

        window = self._window
        dialog = window.publishing.ask(window.theme)
        if dialog is None:
            raise RuntimeError("no project is open")
        dialog.folder.setText("~/Documents/Export")
        dialog.choose("tei", profile="reading")
        dialog.draft.setChecked(True)
        dialog.go_button.click()
        self._until(dialog.go_button.isEnabled)
        self._wait()
        picture = window.grab()
        part = dialog.grab()
        painter = QPainter(picture)
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
        left = (window.width() - dialog.width()) // 2
        top = (window.height() - dialog.height()) // 2
        painter.drawPixmap(left, top, part)
        painter.setPen(window.theme.edge)
        painter.drawRect(left, top, dialog.width() - 1, dialog.height() - 1)
        painter.end()
        self._save(picture, "export")
        dialog.reject()

    def _take_scanned(self) -> None:
        """The picture beside the text, the loupe over it, and line by line above the text."""
        window = self._window
        self._app.settings.set("name", "Mira Novak")
        window.person.changed.emit()
        window.close_project()
        window.resize(*_WIDE)
        window.projects.open(str(self._home / "Documents" / _SCANNED))
        self._until(lambda: window.picturing.picture is not None and not window.jobs.busy)
        for _ in range(3):
            window.walking.next_finding()
        self._take("facsimile")
        window.actions_["loupe"].trigger()
        self._take("loupe")
        window.actions_["loupe"].trigger()
        window.actions_["picture_mode"].trigger()
        self._take("strips")

    def _take(self, name: str) -> None:
        self._wait()
        self._save(self._window.grab(), name)

    def _save(self, picture: "QPixmap", name: str) -> None:
        path = _IMAGES / f"{name}-{self._theme}.png"
        if not picture.save(str(path)):
            raise OSError(f"{path} cannot be written")
        print(path.relative_to(_ROOT))

    def _wait(self) -> None:
        from PySide6.QtTest import QTest

        QTest.qWait(200)  # until lists have caught up and the screen is painted

    def _until(self, so: Callable[[], bool]) -> None:
        from PySide6.QtTest import QTest

        for _ in range(1200):
            if so():
                return
            QTest.qWait(100)
        raise TimeoutError("the window did not get ready")


if __name__ == "__main__":
    sys.exit(main())
