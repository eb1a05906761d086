"""A window is never larger than its screen, nor out of reach."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.services.app import App
from reviewer.ui.application import prepare
from reviewer.ui.main_window import MainWindow
from reviewer.ui.standing import brought_back, first_place, first_size

SCREEN = QRect(0, 0, 1440, 900)
BESIDE = QRect(1440, 0, 1280, 720)


def test_the_first_size_leaves_room_for_the_frame() -> None:
    assert first_size(QSize(1440, 900), SCREEN) == QSize(1296, 810)
    assert first_size(QSize(1440, 900), QRect(0, 0, 3840, 2160)) == QSize(1440, 900)


def test_the_first_place_is_the_middle() -> None:
    place = first_place(QSize(1000, 700), BESIDE)
    assert place.size() == QSize(1000, 700)
    assert BESIDE.contains(place)
    assert abs(place.center().x() - BESIDE.center().x()) <= 1


@pytest.mark.parametrize(
    "left",
    [
        QRect(5000, 300, 1200, 700),  # on a screen that is gone
        QRect(-900, -400, 1200, 700),
        QRect(100, 100, 3000, 2000),  # from a larger screen
        QRect(1500, 500, 1200, 700),
    ],
)
def test_a_window_comes_back_into_sight(left: QRect) -> None:
    back = brought_back(left, [SCREEN, BESIDE])
    screen = SCREEN if SCREEN.contains(back) else BESIDE
    assert screen.contains(back)
    assert back.size() == left.size().boundedTo(QSize(screen.width(), screen.height() - 32))


def test_a_window_in_sight_stays_where_it_was() -> None:
    left = QRect(1500, 40, 1000, 640)
    assert brought_back(left, [SCREEN, BESIDE]) == left


def test_the_window_fits_its_screen(window: MainWindow) -> None:
    screen = window.screen().availableGeometry()
    assert screen.contains(window.geometry())


def test_a_geometry_of_another_screen_is_brought_back(
    app: App, window: MainWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    window.setGeometry(QRect(QPoint(4000, 3000), QSize(2400, 1800)))
    window.close()
    again = MainWindow(app, prepare(qapp, app))
    qtbot.addWidget(again)
    again.show()
    assert again.screen().availableGeometry().contains(again.geometry())
    again.close()
