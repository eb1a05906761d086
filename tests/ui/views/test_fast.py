"""Fast review's view: bare keys tell what was decided, an open field keeps its letters."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import Theme
from reviewer.ui.views.fast import FastShown, FastView
from reviewer.ui.views.fast_text import Surroundings
from tests.ui.views.test_card import BARE, CARD

Key = Qt.Key
SHOWN = FastShown(CARD, ("The evening came.", "It was late."), ("All slept.",))


class Told:
    """All that the view told, in order."""

    def __init__(self, view: FastView) -> None:
        self.all: list[object] = []
        for name in ("kept", "noise", "skipped", "undone", "stepped_back", "went_on", "left"):
            getattr(view, name).connect(lambda name=name: self.all.append(name))
        view.accepted.connect(self.all.append)
        view.edited.connect(self.all.append)


@pytest.fixture
def view(say: Catalogue, theme: Theme, qtbot: QtBot) -> FastView:
    made = FastView(say, theme)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    qtbot.waitActive(made)
    made.show_finding(SHOWN)
    made.focus_first()
    return made


def here() -> QWidget:
    """What has the focus."""
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(here(), key)


def test_each_key_decides(view: FastView, qtbot: QtBot) -> None:
    told = Told(view)
    press(qtbot, Key.Key_Return, Key.Key_2, Key.Key_Space, Key.Key_K, Key.Key_X, Key.Key_S)
    press(qtbot, Key.Key_U, Key.Key_Backspace, Key.Key_9, Key.Key_Down, Key.Key_Enter)
    assert told.all == [1, 2, "kept", "kept", "noise", "skipped", "undone", "stepped_back", 2]


def test_esc_leaves_the_room(view: FastView, qtbot: QtBot) -> None:
    told = Told(view)
    press(qtbot, Key.Key_Escape)
    assert told.all == ["left"]


def test_letters_in_the_field_decide_nothing(view: FastView, qtbot: QtBot) -> None:
    told = Told(view)
    press(qtbot, Key.Key_E)
    assert view.editing
    QTest.keyClicks(here(), "kxsu 12")
    press(qtbot, Key.Key_Escape)
    assert told.all == []
    press(qtbot, Key.Key_E)
    QTest.keyClicks(here(), "harbours")
    press(qtbot, Key.Key_Return)
    assert told.all == ["harbours"]
    press(qtbot, Key.Key_E, Key.Key_Return)
    assert told.all == ["harbours", "kept"]


def test_without_suggestions_enter_takes_nothing(view: FastView, qtbot: QtBot) -> None:
    told = Told(view)
    view.show_finding(FastShown(BARE))
    press(qtbot, Key.Key_Return, Key.Key_1)
    assert told.all == []
    assert view.chosen is None


def test_where_nothing_is_left_enter_goes_on(view: FastView, qtbot: QtBot) -> None:
    told = Told(view)
    view.show_finding(None, "End of the page.\n\nSend it.")
    press(qtbot, Key.Key_Space, Key.Key_1, Key.Key_E, Key.Key_U, Key.Key_Return)
    assert told.all == ["undone", "went_on"]
    assert view.message.startswith("End of the page.")


def test_the_same_finding_again_keeps_what_is_typed(view: FastView, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_E)
    QTest.keyClicks(here(), "har")
    view.show_finding(replace(SHOWN, below=("Nobody slept.",)))
    assert view.editing
    view.show_finding(FastShown(BARE))
    assert not view.editing


def test_the_lines_around_the_word(view: FastView) -> None:
    text = view.findChild(Surroundings)
    assert isinstance(text, Surroundings)
    lines = text.text.split("\n")
    assert lines == [
        "The evening came.",
        "It was late.",
        "ships left the harbonr before dawn",
        "All slept.",
        "",
    ]


def test_a_low_window_has_room_for_suggestions(view: FastView, qtbot: QtBot) -> None:
    view.resize(960, 520)
    qtbot.wait(1)
    text = view.findChild(Surroundings)
    assert isinstance(text, Surroundings)
    low = text.sizeHint().height()
    view.resize(960, 900)
    qtbot.wait(1)
    assert text.sizeHint().height() > low
