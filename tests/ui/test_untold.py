"""Typing is written down while it goes on, and brought back by the next window."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.services.app import App
from reviewer.services.untold import Untold, UntoldTyping
from reviewer.ui.application import prepare
from reviewer.ui.main_window import MainWindow
from tests.ui.typist import Typist


@pytest.fixture
def kept(app: App) -> UntoldTyping:
    return app.untold


def untold(typist: Typist, kept: UntoldTyping) -> Untold | None:
    project = typist.window.desk.project
    assert project is not None
    return kept.find(project.place)


def test_typing_is_written_down_until_it_is_told(typist: Typist, kept: UntoldTyping) -> None:
    typist.press("F6", "Ctrl+Home")
    typist.type("Mr. and Mrs. ")
    typist.wait(lambda: untold(typist, kept))
    found = untold(typist, kept)
    assert found is not None
    assert found.lines[0].now.startswith("Mr. and Mrs. President handed")
    assert not typist.stored().decisions
    typist.press("F6")
    typist.wait(lambda: untold(typist, kept) is None)
    assert typist.stored().reading.text.startswith("Mr. and Mrs. President")


def test_typing_that_was_given_up_is_forgotten(typist: Typist, kept: UntoldTyping) -> None:
    typist.press("F6", "Ctrl+Home")
    typist.type("Mr. ")
    typist.wait(lambda: untold(typist, kept))
    typist.press("Esc")
    typist.wait(lambda: untold(typist, kept) is None)


def test_a_reading_in_the_card_is_written_down(typist: Typist, kept: UntoldTyping) -> None:
    typist.press("E")
    typist.type("Mikoian")
    typist.wait(lambda: (found := untold(typist, kept)) and found.field == "Mikoian")
    typist.press("Return")
    typist.wait(lambda: untold(typist, kept) is None)


@pytest.fixture
def second(app: App, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(app, prepare(qapp, app))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_the_next_window_brings_it_back(
    typist: Typist, kept: UntoldTyping, place: str, second: MainWindow, qtbot: QtBot
) -> None:
    typist.press("F6", "Ctrl+Home")
    typist.type("Mr. ")
    typist.wait(lambda: untold(typist, kept))
    left = untold(typist, kept)
    assert left is not None
    project = typist.window.desk.project
    assert project is not None
    there = project.place
    typist.press("Esc")
    typist.window.close_project()
    typist.wait(lambda: not typist.window.jobs.busy)
    kept.keep(there, left)

    again = Typist(second, qtbot)
    second.projects.open(place)
    again.settle()
    assert again.stored().reading.text.startswith("Mr. President")
    assert "is here" in again.said
    assert kept.find(there) is None


def test_a_second_window_on_the_project_leaves_the_file_to_the_first(
    typist: Typist, kept: UntoldTyping, place: str, second: MainWindow, qtbot: QtBot
) -> None:
    typist.press("F6", "Ctrl+Home")
    typist.type("Mr. ")
    typist.wait(lambda: untold(typist, kept))
    again = Typist(second, qtbot)
    second.projects.open(place)
    again.settle()
    assert not again.stored().decisions
    assert untold(typist, kept) is not None
