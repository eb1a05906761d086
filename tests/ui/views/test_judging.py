"""The editor's room by itself: which key means what, and when it means nothing."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import Theme
from reviewer.ui.views.card_text import Run
from reviewer.ui.views.judging import JudgingView
from reviewer.ui.views.judging_shown import ChangeCardShown, NoteCardShown, ReadingShown

CARD = ChangeCardShown(
    key=(1, 2),
    kind="Read otherwise",
    words=(Run("wird → word"),),
    line=(Run("The word."),),
    typed="word",
    buttons=("approve", "reject", "edit", "ask", "undo", "back"),
)


@pytest.fixture
def view(qtbot: QtBot) -> JudgingView:
    made = JudgingView(Catalogue.load(), Theme.load("light"))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.show_change(CARD)
    made.setFocus()
    return made


@pytest.fixture
def pressed(view: JudgingView) -> list[str]:
    names: list[str] = []
    view.pressed.connect(names.append)
    return names


def press(view: JudgingView, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(view, key)


def test_keys_mean_the_buttons_that_are_shown(view: JudgingView, pressed: list[str]) -> None:
    press(view, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_B)
    assert pressed == ["approve", "approve", "approve", "reject"]
    press(view, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_U)
    assert pressed[4:] == ["back", "forth", "undo"]


def test_a_key_held_down_judges_once(view: JudgingView, pressed: list[str]) -> None:
    none = Qt.KeyboardModifier.NoModifier
    for repeats in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none, "\r", repeats)
        view.keyPressEvent(event)
    assert pressed == ["approve"]


def test_only_enter_does_what_a_note_asks(view: JudgingView, pressed: list[str]) -> None:
    view.show_note(NoteCardShown("All judged.", (), (), ("sign_page", "spots", "undo")))
    press(view, Qt.Key.Key_A, Qt.Key.Key_Space)
    assert pressed == []
    press(view, Qt.Key.Key_Return, Qt.Key.Key_L)
    assert pressed == ["sign_page", "spots"]
    assert view.foot.shown == ("sign_page", "spots", "undo")


def test_digits_take_readings_only_while_they_are_shown(view: JudgingView) -> None:
    taken: list[int] = []
    view.taken.connect(taken.append)
    press(view, Qt.Key.Key_1)
    view.show_readings([ReadingShown("wird", "as imported"), ReadingShown("ward", "suggested")])
    press(view, Qt.Key.Key_2, Qt.Key.Key_3)
    assert taken == [2]
    left: list[bool] = []
    view.left.connect(lambda: left.append(True))
    press(view, Qt.Key.Key_Escape)
    assert view.card.readings == 0
    assert not left
    press(view, Qt.Key.Key_Escape)
    assert left


def test_what_is_typed_is_told_and_nothing_empty_is_said(view: JudgingView) -> None:
    typed: list[str] = []
    said: list[str] = []
    view.typed.connect(typed.append)
    view.said.connect(said.append)
    view.type_words()
    assert view.card.typing.text() == "word"
    QTest.keyClicks(view.card.typing, "ward")
    QTest.keyClick(view.card.typing, Qt.Key.Key_Return)
    assert typed == ["ward"]
    assert view.field == ""
    view.ask("What about it?")
    QTest.keyClick(view.card.saying, Qt.Key.Key_Return)
    assert view.field == "saying"
    QTest.keyClicks(view.card.saying, "Which one?")
    QTest.keyClick(view.card.saying, Qt.Key.Key_Return)
    assert said == ["Which one?"]


def test_the_same_card_again_keeps_what_is_being_typed(view: JudgingView) -> None:
    view.ask("What about it?")
    QTest.keyClicks(view.card.saying, "Which")
    view.show_change(CARD)
    assert view.card.saying.text() == "Which"
    view.show_change(ChangeCardShown((1, 3), "", (Run("x"),), (), buttons=("approve",)))
    assert view.field == ""
