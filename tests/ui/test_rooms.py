"""Rooms: in by a command, back by Esc to where one was, and the desk's keys asleep meanwhile."""

from PySide6.QtWidgets import QLineEdit

from reviewer.ui.main_window import MainWindow
from reviewer.ui.views.room import RoomView
from tests.ui.typist import Typist


def make_room(window: MainWindow, title: str) -> RoomView:
    room = RoomView(title, window.say, window.theme)
    window.rooms.add(room)
    return room


def test_escape_leads_back_to_the_text_and_its_caret(typist: Typist) -> None:
    window = typist.window
    room = make_room(window, "Anything")
    window.desk_view.reading.setFocus()
    window.rooms.enter(room)
    assert window.rooms.current is room
    assert room.hasFocus()
    typist.press("Esc")
    assert not window.rooms.needs
    assert window.desk_view.in_text


def test_nothing_of_the_desk_runs_while_a_room_is_shown(typist: Typist) -> None:
    window = typist.window
    window.rooms.enter(make_room(window, "Anything"))
    assert not window.actions_["submit"].isEnabled()
    assert not window.actions_["next_page"].isEnabled()
    assert window.actions_["palette"].isEnabled()
    window.rooms.leave()
    assert window.actions_["next_page"].isEnabled()


def test_rooms_entered_from_rooms_lead_back_one_by_one(typist: Typist) -> None:
    window = typist.window
    first, second = make_room(window, "First"), make_room(window, "Second")
    field = QLineEdit()
    first.body.addWidget(field)
    window.rooms.enter(first)
    field.setFocus()
    window.rooms.enter(second)
    window.rooms.enter(second)  # once more is not once deeper
    window.rooms.leave()
    assert window.rooms.current is first
    assert field.hasFocus()
    window.rooms.leave()
    assert window.rooms.current is None


def test_closing_the_project_leaves_all_rooms(typist: Typist) -> None:
    window = typist.window
    window.rooms.enter(make_room(window, "Anything"))
    window.close_project()
    assert window.rooms.current is None
    assert window._stack.currentWidget() is window.start
