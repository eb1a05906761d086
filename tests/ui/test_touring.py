"""The tour: comes once to a newcomer on the sample, takes no key once it is over."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.services.app import App
from reviewer.ui.application import prepare
from reviewer.ui.main_window import MainWindow
from reviewer.ui.touring import STEPS, Touring
from tests.ui.typist import Typist


def of(typist: Typist) -> Touring:
    (found,) = (one for one in typist.window.departments if isinstance(one, Touring))
    return found


@pytest.fixture
def newcomer(app: App, qapp: QApplication, qtbot: QtBot) -> Iterator[Typist]:
    """Somebody without a name, before the start page."""
    app.settings.set("name", "")
    window = MainWindow(app, prepare(qapp, app))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    yield Typist(window, qtbot)
    window.close()


def open_sample(typist: Typist) -> None:
    typist.window.actions_["sample"].trigger()
    typist.settle()


def say_name(typist: Typist) -> None:
    typist.wait(QApplication.activeModalWidget)
    typist.type("Ada Lind")
    typist.press("Return")
    typist.wait(lambda: not QApplication.activeModalWidget())


def test_a_newcomer_on_the_sample_is_shown_around_once(newcomer: Typist) -> None:
    tour = of(newcomer)
    open_sample(newcomer)
    assert not tour.running  # first of all, who is it?
    say_name(newcomer)
    newcomer.wait(lambda: tour.running)
    newcomer.press("Esc")
    assert not tour.running
    assert newcomer.window.settings.get("toured") is True
    newcomer.window.close_project()
    open_sample(newcomer)
    assert not tour.running


def test_who_was_here_before_is_left_alone(typist: Typist) -> None:
    typist.window.close_project()
    open_sample(typist)
    assert not of(typist).running


def test_other_projects_have_no_tour(newcomer: Typist, place: str) -> None:
    newcomer.window.projects.open(place)
    newcomer.settle()
    say_name(newcomer)
    QApplication.processEvents()
    assert not of(newcomer).running


def test_every_step_is_reached_and_left_by_key(typist: Typist) -> None:
    tour = of(typist)
    typist.window.actions_["tour"].trigger()
    said = []
    for _ in STEPS:
        assert tour._mark is not None
        said.append(tour._mark.accessibleName())
        assert "{" not in said[-1]
        assert "ui.tour" not in said[-1]
        assert typist.window.rect().contains(tour._mark.geometry())
        typist.press("Return")
    assert len(set(said)) == len(STEPS)
    assert not tour.running


def test_back_goes_back_and_no_further_than_the_first(typist: Typist) -> None:
    tour = of(typist)
    tour.start()
    typist.press("Right", "Right", "Left")
    assert tour._step == 1
    typist.press("Left", "Left")
    assert tour._step == 0
    typist.press("Esc")


def test_keys_are_those_of_work_again_once_it_is_over(typist: Typist) -> None:
    before = typist.form
    typist.window.actions_["tour"].trigger()
    typist.press("K", "X", "2")
    assert typist.form == before  # the tour kept them from deciding anything
    assert typist.page.revision == 0
    typist.press("Esc")
    assert typist.in_card()
    typist.press("K")
    typist.wait(lambda: typist.page.revision == 1)


def test_it_goes_where_a_room_opens_or_the_project_closes(typist: Typist) -> None:
    tour = of(typist)
    tour.start()
    typist.press("F1")
    assert not tour.running
    typist.press("Esc")
    tour.start()
    typist.window.close_project()
    assert not tour.running


def test_it_stays_within_a_window_that_shrinks(typist: Typist) -> None:
    tour = of(typist)
    tour.start()
    typist.press("Right", "Right")
    typist.window.resize(960, 600)
    QApplication.processEvents()
    assert tour._mark
    assert typist.window.rect().contains(tour._mark.geometry())
    typist.press("Esc")
