"""The preview's room: what stands there while something is made, and where the focus is then."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import Theme
from reviewer.ui.views.preview import Mode, PreviewView

_OTHERS = ("profile", "names", "go", "find", "next", "previous", "html", "pdf", "print")


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication) -> PreviewView:
    """A room that shows a paper, with the focus on it."""
    view = PreviewView(Catalogue.load(), Theme.load("light"), dict.fromkeys((*Mode, *_OTHERS), ""))
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
    view.show_text()
    view.focus_first()
    assert view.paper.hasFocus()
    return view


def test_an_old_text_does_not_stand_for_another_one(qtbot: QtBot, room: PreviewView) -> None:
    room.show_mode(Mode.XML)
    room.show_making("Making")
    states = [room.ready]
    qtbot.waitUntil(lambda: not room.paper.isVisible())
    assert room.hasFocus()
    room.show_text()
    states.append(room.ready)
    assert states == [False, True]
    assert room.xml.hasFocus()


def test_what_is_made_in_a_moment_comes_without_a_flicker(room: PreviewView) -> None:
    room.show_making("Making")
    room.show_text()
    QTest.qWait(300)
    assert room.paper.isVisible()
    assert room.ready


def test_the_search_put_away_leaves_the_focus_where_escape_leads_out(
    qtbot: QtBot, room: PreviewView
) -> None:
    room.search.open(room.paper)
    room.show_waiting("Nothing to read")
    assert room.search.field.hasFocus()
    QTest.keyClick(room.search.field, Qt.Key.Key_Escape)
    assert room.hasFocus()
    with qtbot.waitSignal(room.left):
        QTest.keyClick(room, Qt.Key.Key_Escape)
