"""The whole program in a window, on the sample project of a new user."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.services.app import App
from reviewer.ui.application import prepare
from reviewer.ui.main_window import MainWindow
from tests.helpers.windows import no_window_left as no_window_left
from tests.ui.typist import Typist


@pytest.fixture
def whole_app(fresh_home: Path) -> Iterator[App]:
    """The app as the program builds it, for somebody who never used it."""
    from reviewer.assemble import build

    app = build()
    app.settings.set("toured", True)  # the tour has a journey of its own
    yield app
    app.close()


@pytest.fixture
def newcomer(whole_app: App, qapp: QApplication, qtbot: QtBot) -> Iterator[Typist]:
    """Somebody in front of the start page."""
    window = MainWindow(whole_app, prepare(qapp, whole_app))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    yield Typist(window, qtbot)
    window.close()
