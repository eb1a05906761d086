"""What is said by the way covers nothing that can be pressed, nor the word at hand."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer.core.errors import ReviewerError
from reviewer.ui.main_window import MainWindow
from tests.ui.typist import Typist

TROUBLE = ReviewerError(
    "The page could not be written because the disk is full.",
    where="One, page 1",
    safe="What you decided before is kept.",
    advice="Make room on the disk and decide this word once more.",
)
SIZES = [(960, 600), (1024, 700), (1440, 900)]


def on_screen(part: QWidget) -> QRect:
    return QRect(part.mapToGlobal(QPoint(0, 0)), part.size())


def covered(window: MainWindow) -> list[str]:
    """Buttons that the banner lies over, its own left out."""
    banner = window.banner
    return [
        button.accessibleName() or button.text()
        for button in window.findChildren(QAbstractButton)
        if button.isVisible()
        and not banner.isAncestorOf(button)
        and on_screen(banner).intersects(on_screen(button))
    ]


@pytest.mark.parametrize("size", SIZES)
def test_trouble_covers_no_button_of_the_desk(
    typist: Typist, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window = typist.window
    window.telling.error(TROUBLE)
    window.resize(*size)
    qtbot.waitUntil(lambda: window.desk_view.reading.width() < window.width())
    assert on_screen(window.desk_view.reading).contains(on_screen(window.banner))
    assert covered(window) == []
    typist.press("Ctrl+Shift+R")
    assert covered(window) == []


@pytest.mark.parametrize("action", ["find", "lexicon", "history", "lessons", "fast"])
def test_trouble_covers_no_button_of_a_room(typist: Typist, action: str) -> None:
    window = typist.window
    window.actions_[action].trigger()
    window.resize(960, 600)
    window.telling.error(TROUBLE)
    QApplication.processEvents()
    assert window.rooms.current is not None
    assert on_screen(window).contains(on_screen(window.banner))
    assert covered(window) == []


@pytest.mark.parametrize("size", SIZES)
def test_trouble_covers_no_button_of_the_start_page(
    window: MainWindow, size: tuple[int, int]
) -> None:
    window.resize(*size)
    window.telling.error(TROUBLE)
    QApplication.processEvents()
    assert covered(window) == []


def test_the_word_at_hand_comes_above_what_is_said(typist: Typist) -> None:
    window, reading = typist.window, typist.window.desk_view.reading
    window.resize(960, 600)
    window.telling.error(TROUBLE)
    for _ in range(3):
        typist.press("F8")
        caret = reading.cursorRect()
        corner = reading.viewport().mapToGlobal(caret.bottomLeft())
        assert corner.y() <= on_screen(window.banner).top()
    window.banner.clear()
    assert not window.banner.isVisible()


def test_escape_in_the_card_puts_away_what_was_said(typist: Typist) -> None:
    typist.window.telling.error(TROUBLE)
    typist.press("F6", "Esc")
    assert typist.said
    typist.press("Esc")
    assert typist.said == ""
    assert typist.in_card()
