"""The dialog before OCR: what it offers, what it asks for, and what it says without an engine."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import Theme
from reviewer.ui.views.recognition import (
    EngineShown,
    RecognitionSheet,
    RecognitionShown,
    RecognitionWish,
)

ONE = EngineShown(
    "one",
    "Engine One",
    True,
    (("de", "German"), ("en", "English"), ("fr", "French")),
    (("automatic", "By itself"), ("sparse", "Words here and there")),
)
TWO = EngineShown("two", "Engine Two", True, (("en", "English"),), (("automatic", "By itself"),))
GONE = EngineShown("gone", "Gone: not found. Install it.", False)
SHOWN = RecognitionShown(
    [GONE, ONE, TWO],
    [("page", "This page"), ("all", "All: 3 pages")],
    RecognitionWish("one", ("fr",), "sparse", "all", 3),
    4,
)


def make(
    qtbot: QtBot, say: Catalogue, theme: Theme, shown: RecognitionShown, again: bool = False
) -> RecognitionSheet:
    sheet = RecognitionSheet(say, theme, shown, again)
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitActive(sheet)
    return sheet


@pytest.fixture
def sheet(qtbot: QtBot, say: Catalogue, theme: Theme) -> RecognitionSheet:
    return make(qtbot, say, theme, SHOWN)


def said(sheet: RecognitionSheet) -> str:
    return " ".join(label.text() for label in sheet.findChildren(QLabel) if label.isVisible())


def test_enter_asks_for_what_is_chosen_at_first(sheet: RecognitionSheet, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sheet.asked) as asked:
        QTest.keyClick(sheet.languages, Qt.Key.Key_Return)
    assert asked.args == [SHOWN.first]
    assert not sheet.isVisible()


def test_languages_are_ticked_by_key_and_one_is_needed(sheet: RecognitionSheet) -> None:
    assert sheet.chosen_languages == ("fr",)  # stands first, since it is chosen
    sheet.languages.setFocus()
    QTest.keyClick(sheet.languages, Qt.Key.Key_Space)
    assert sheet.chosen_languages == ()
    assert not sheet.go_button.isEnabled()
    QTest.keyClick(sheet.languages, Qt.Key.Key_Down)
    QTest.keyClick(sheet.languages, Qt.Key.Key_Space)
    assert sheet.chosen_languages == ("de",)
    assert sheet.go_button.isEnabled()


def test_another_engine_brings_its_own_languages_and_layouts(sheet: RecognitionSheet) -> None:
    one, _ = sheet.engines.buttons()
    one.setFocus()
    QTest.keyClick(one, Qt.Key.Key_Down)
    wish = sheet.wish
    assert (wish.engine, wish.languages, wish.segmentation) == ("two", ("en",), "automatic")
    assert not sheet.segmentation.isEnabled()


def test_an_engine_that_is_missing_says_how_to_get_it(sheet: RecognitionSheet) -> None:
    assert "Gone: not found. Install it." in said(sheet)
    assert [button.text() for button in sheet.engines.buttons()] == ["Engine One", "Engine Two"]


def test_without_any_engine_it_only_says_so(qtbot: QtBot, say: Catalogue, theme: Theme) -> None:
    sheet = make(qtbot, say, theme, replace(SHOWN, engines=[GONE]))
    assert "no OCR engine" in said(sheet)
    assert "Install it." in said(sheet)
    assert not sheet.go_button.isVisible()
    asked: list[object] = []
    sheet.asked.connect(asked.append)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert asked == []
    assert not sheet.isVisible()


def test_a_choice_that_there_is_no_more_gives_way(
    qtbot: QtBot, say: Catalogue, theme: Theme
) -> None:
    first = RecognitionWish("gone", ("xx",), "unheard of", "document", 99)
    wish = make(qtbot, say, theme, replace(SHOWN, first=first)).wish
    assert wish == RecognitionWish("one", ("en",), "automatic", "page", 4)


def test_the_second_reading_says_that_the_text_stays(
    qtbot: QtBot, say: Catalogue, theme: Theme
) -> None:
    sheet = make(qtbot, say, theme, SHOWN, again=True)
    assert "The text stays as it is" in said(sheet)
    assert sheet.windowTitle() == "Second reading"


def test_the_main_language_stands_on_top(qtbot: QtBot, say: Catalogue, theme: Theme) -> None:
    first = replace(SHOWN.first, languages=("fr", "xx", "de"))
    sheet = make(qtbot, say, theme, replace(SHOWN, first=first))
    rows = [sheet.languages.item(row).text() for row in range(sheet.languages.count())]
    assert rows == ["French", "German", "English"]
    assert sheet.wish.languages == ("fr", "de")
