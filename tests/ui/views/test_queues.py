"""The list of queues: a digit, arrows and Enter, nothing from an empty one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import Theme
from reviewer.ui.views.queues import QueueList, QueueShown

Key = Qt.Key
SHOWN = [
    QueueShown("one", "One", "first"),
    QueueShown("two", "Two", "second", current=True),
    QueueShown("three", "Three", "third"),
]


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


@pytest.fixture
def queues(say: Catalogue, theme: Theme, around: QWidget) -> QueueList:
    made = QueueList(say, theme, around)
    made.ask(SHOWN)
    return made


def chosen_by(queues: QueueList, qtbot: QtBot, *keys: Qt.Key) -> list[str]:
    told: list[str] = []
    queues.chosen.connect(told.append)
    for key in keys:
        QTest.keyClick(queues, key)
    return told


def test_a_digit_chooses(queues: QueueList, qtbot: QtBot) -> None:
    assert chosen_by(queues, qtbot, Key.Key_3) == ["three"]
    assert not queues.isVisible()


def test_arrows_walk_from_the_present_one(queues: QueueList, qtbot: QtBot) -> None:
    assert chosen_by(queues, qtbot, Key.Key_Down, Key.Key_Down, Key.Key_Return) == ["one"]


def test_an_empty_queue_is_passed_over(queues: QueueList, qtbot: QtBot) -> None:
    queues.show_counts({"three": ("0 words", True), "two": ("0 words", True), "x": ("", True)})
    assert chosen_by(queues, qtbot, Key.Key_3, Key.Key_8, Key.Key_Down, Key.Key_Return) == ["one"]


def test_the_present_one_can_be_chosen_though_empty(queues: QueueList, qtbot: QtBot) -> None:
    queues.show_counts({"two": ("0 words", True)})
    assert chosen_by(queues, qtbot, Key.Key_Return) == ["two"]


def test_rows_say_what_they_are(queues: QueueList) -> None:
    queues.show_counts({"one": ("7 words", False)})
    row = queues.rows[0]
    assert row.count == "7 words"
    assert row.accessibleName() == "1: One"
    assert row.accessibleDescription() == "7 words. first"


def test_asked_again_it_shows_the_new_list(queues: QueueList, qtbot: QtBot) -> None:
    queues.ask(SHOWN[:1])
    assert len(queues.rows) == 1
    assert chosen_by(queues, qtbot, Key.Key_2) == []
