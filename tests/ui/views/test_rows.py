"""Rows of widgets: as many beside one another as there is room for."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.ui.views.rows import Rows

WIDTHS = (60, 40, 80, 30)


def places(bot: QtBot, wide: int, columns: int) -> list[tuple[int, int, int]]:
    """Where four widgets come to lie: (left, top, width) of each."""
    around = QWidget()
    bot.addWidget(around)
    rows = Rows(10, columns, around)
    for width in WIDTHS:
        one = QWidget()
        one.setMinimumSize(width, 20)
        rows.addWidget(one)
    around.setFixedSize(wide, rows.heightForWidth(wide))
    around.show()
    found = [item.geometry() for at in range(rows.count()) if (item := rows.itemAt(at))]
    return [(place.x(), place.y(), place.width()) for place in found]


@pytest.mark.parametrize(
    "wide, expected",
    [
        (300, [(0, 0, 60), (70, 0, 40), (120, 0, 80), (210, 0, 30)]),
        (200, [(0, 0, 60), (70, 0, 40), (120, 0, 80), (0, 30, 30)]),
        (80, [(0, 0, 60), (0, 30, 40), (0, 60, 80), (0, 90, 30)]),
    ],
)
def test_a_row_ends_where_there_is_no_room(
    qtbot: QtBot, wide: int, expected: list[tuple[int, int, int]]
) -> None:
    assert places(qtbot, wide, 0) == expected


def test_columns_share_what_room_there_is(qtbot: QtBot) -> None:
    assert places(qtbot, 150, 2) == [(0, 0, 90), (100, 0, 50), (0, 30, 90), (100, 30, 50)]


def test_columns_without_room_are_one_below_the_other(qtbot: QtBot) -> None:
    assert places(qtbot, 120, 2) == [(0, 0, 120), (0, 30, 120), (0, 60, 120), (0, 90, 120)]


def test_it_takes_one_row_where_it_may(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    rows = Rows(10, 0, around)
    for width in WIDTHS:
        one = QWidget()
        one.setMinimumSize(width, 20)
        rows.addWidget(one)
    assert (rows.sizeHint().width(), rows.sizeHint().height()) == (sum(WIDTHS) + 30, 20)
    assert rows.minimumSize().width() == max(WIDTHS)
    assert rows.heightForWidth(200) == 50


@pytest.mark.parametrize("widest, least", [(100, 100 + 10 + 40), (500, 500)])
def test_columns_are_broken_up_only_where_they_need_much(
    qtbot: QtBot, widest: int, least: int
) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    rows = Rows(10, 2, around)
    for width in (widest, 40):
        one = QWidget()
        one.setMinimumSize(width, 20)
        rows.addWidget(one)
    assert rows.minimumSize().width() == least
