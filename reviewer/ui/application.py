"""The Qt application: typefaces, icon, theme, and the one window."""

import sys
from functools import partial
from types import TracebackType

from PySide6.QtCore import QProcess, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from reviewer import __version__
from reviewer.services.app import App
from reviewer.ui.appearance import Appearance
from reviewer.ui.bridge.interrupts import Interrupts
from reviewer.ui.comfort import AGAIN
from reviewer.ui.fonts import load_fonts, window_font
from reviewer.ui.icons import application_icon
from reviewer.ui.main_window import MainWindow
from reviewer.ui.translating import translate


def prepare(qt: QApplication, app: App) -> Appearance:
    """Dress a Qt application as ours."""
    translate(qt, app.catalogue.language)
    qt.setApplicationName("reviewer")
    qt.setApplicationDisplayName(app.catalogue.say("ui.product"))
    qt.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("reviewer")
    qt.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeMenuBar, sys.platform != "darwin")
    qt.setStyle("Fusion")  # the same everywhere, and the stylesheet knows it
    load_fonts()
    qt.setFont(window_font())
    qt.setWindowIcon(application_icon())
    return Appearance(qt, app.settings.get("theme"))


def run_window(app: App, place: str | None, sample: bool) -> int:
    """Show the window until it is closed."""
    qt = QApplication.instance()
    if not isinstance(qt, QApplication):
        qt = QApplication(sys.argv[:1])
    window = MainWindow(app, prepare(qt, app))
    window.show()
    window.tidying.begin()
    sys.excepthook = partial(_tell_fault, window)
    interrupts = Interrupts(window.close, window)
    if sample:
        window.projects.open_sample()
    elif place:
        window.projects.open(place)
    try:
        return qt.exec()
    finally:
        interrupts.close()
        sys.excepthook = sys.__excepthook__
        app.close()
        again = qt.property(AGAIN)
        if again is not None:  # what was chosen counts from the next start, and that is now
            QProcess.startDetached(sys.executable, again_with(str(again)))


def again_with(place: str) -> list[str]:
    """The arguments with which this program starts again, at a project or the start page."""
    program = [] if getattr(sys, "frozen", False) else ["-m", "reviewer"]
    return [*program, "open", place] if place else program


def _tell_fault(
    window: MainWindow,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """What nobody caught: in full on the terminal, and in words in the window, which stays."""
    sys.__excepthook__(kind, error, trace)
    if isinstance(error, Exception):
        window.telling.fault(error)
