"""The loupe."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.core.geometry import Box
from reviewer.ui.theme import Theme
from reviewer.ui.views.facsimile_tone import Tone
from reviewer.ui.views.loupe import SIZE, Loupe
from tests.ui.views.drawn import DrawnPicture

WORD = Box(400, 300, 520, 340)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


@pytest.fixture
def loupe(theme: Theme, window: QWidget) -> Loupe:
    return Loupe(theme, window)


@pytest.fixture
def picture() -> DrawnPicture:
    return DrawnPicture(1000, 800, WORD)


def test_it_shows_the_word_enlarged_in_its_middle(loupe: Loupe, picture: DrawnPicture) -> None:
    assert not loupe.isVisible()
    loupe.show_at(picture, WORD)
    assert loupe.isVisible()
    assert loupe.size() == SIZE
    seen = loupe.grab().toImage()
    middle = loupe.rect().center()
    ratio = seen.devicePixelRatio()
    assert seen.pixelColor(middle * ratio).red() < 120
    assert seen.pixelColor((middle + QPoint(0, 50)) * ratio).red() > 200
    # 40 pixels of the picture are 60 of the loupe's 200
    assert seen.pixelColor((middle + QPoint(80, 0)) * ratio).red() < 120
    assert seen.pixelColor((middle + QPoint(120, 0)) * ratio).red() > 200


@pytest.mark.parametrize("at", [(450, 100), (450, 680), (5, 300), (895, 300), (2, 2)])
def test_it_stays_in_the_window_and_off_the_word(
    at: tuple[int, int], loupe: Loupe, window: QWidget, picture: DrawnPicture
) -> None:
    loupe.show_at(picture, WORD, at=QPoint(*at))
    assert window.rect().contains(loupe.geometry())
    assert not loupe.geometry().intersects(QRect(QPoint(*at), QPoint(*at)))


def test_it_is_toned_as_the_page_is(loupe: Loupe, picture: DrawnPicture) -> None:
    loupe.show_at(picture, WORD, Tone(invert=True))
    seen = loupe.grab().toImage()
    below = (loupe.rect().center() + QPoint(0, 60)) * seen.devicePixelRatio()
    assert seen.pixelColor(below).red() < 60


def test_it_takes_neither_clicks_nor_focus(loupe: Loupe, picture: DrawnPicture) -> None:
    loupe.show_at(picture, WORD)
    assert loupe.window().childAt(loupe.geometry().center()) is not loupe
    assert not loupe.hasFocus()


def test_a_word_without_a_place_hides_it(
    loupe: Loupe, window: QWidget, picture: DrawnPicture
) -> None:
    loupe.show_at(picture, WORD)
    loupe.show_at(picture, Box(5, 5, 5, 5))
    assert not loupe.isVisible()
    window.resize(100, 60)
    loupe.show_at(picture, WORD)
    assert window.rect().contains(loupe.geometry())


def test_at_the_edge_of_the_page_it_shows_what_there_is(
    loupe: Loupe, theme: Theme, picture: DrawnPicture
) -> None:
    loupe.show_at(picture, Box(0, 0, 60, 30))
    assert loupe.grab().toImage().pixelColor(loupe.rect().center()).red() > 150
    loupe.set_theme(Theme.load("dark"))
    assert loupe.isVisible()
