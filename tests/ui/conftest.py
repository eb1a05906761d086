"""A window over a real store with a small engine of our own, so that tests start quickly."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.core.messages import ENGLISH, Catalogue
from reviewer.formats.readers.text import PlainTextReader
from reviewer.formats.validate import TeiValidator
from reviewer.services.app import App, Parts
from reviewer.services.settings import UserSettings
from reviewer.store.opener import Opener
from reviewer.ui.application import prepare
from reviewer.ui.main_window import MainWindow
from tests.helpers.windows import no_window_left as no_window_left
from tests.services.fakes import LinesWriter, WordList
from tests.ui.typist import Typist

TEXT = "President handed Mikeyan a message.\n\nThe Cuben problem was serions.\n"
DOUBTS = {"Mikeyan": ["Mikoyan", "Mike"], "Cuben": ["Cuban"], "serions": []}


@pytest.fixture
def analyst() -> WordList:
    return WordList(DOUBTS)


@pytest.fixture
def language() -> str:
    """The window's language; modules of tests may have another."""
    return ENGLISH


@pytest.fixture
def app(tmp_path: Path, analyst: WordList, language: str) -> Iterator[App]:
    settings = UserSettings(tmp_path / "settings.json")
    settings.set("name", "Mira Novak")
    app = App(
        Parts(
            opener=Opener(),
            analyst=analyst,
            readers=[PlainTextReader()],
            writers=[LinesWriter()],
            validator=TeiValidator(),
            settings=settings,
            catalogue=Catalogue.load(language),
            data=tmp_path / "data",
            checks=[],
        )
    )
    yield app
    app.close()


@pytest.fixture
def place(app: App, tmp_path: Path) -> str:
    """A project with two documents, the first of two pages."""
    project = app.create(str(tmp_path / "Telegrams"))
    for name, text in (("one", f"{TEXT}\fSecond page, Cuben.\n"), ("two", "All is well.\n")):
        file = tmp_path / f"{name}.txt"
        file.write_text(text, "utf-8")
        project.importing.add([file])
    project.close()
    return str(tmp_path / "Telegrams")


@pytest.fixture
def window(app: App, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(app, prepare(qapp, app))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made)
    yield made
    made.close()


@pytest.fixture
def typist(window: MainWindow, qtbot: QtBot, place: str) -> Typist:
    """Somebody in front of the open project, everything analysed."""
    made = Typist(window, qtbot)
    window.projects.open(place)
    made.settle()
    return made
