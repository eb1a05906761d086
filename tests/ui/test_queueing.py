"""Queues at the desk, by keys, through the window."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.core.queues import Queue
from reviewer.services.app import App
from reviewer.ui.application import prepare
from reviewer.ui.main_window import MainWindow
from reviewer.ui.queueing import Queueing
from reviewer.ui.views.queues import QueueList
from tests.ui.typist import Typist

PAGES = "Mikeyan saw a Cuben.\fAll is well here.\fCuben serions Mikeyan.\fCuben.\n"


@pytest.fixture
def place(app: App, tmp_path: Path) -> str:
    """Four pages: "Cuben" stands on three of them, "Mikeyan" on two, "serions" on one."""
    project = app.create(str(tmp_path / "Cables"))
    (tmp_path / "cable.txt").write_text(PAGES, "utf-8")
    project.importing.add([tmp_path / "cable.txt"])
    project.close()
    return str(tmp_path / "Cables")


def queueing(typist: Typist) -> Queueing:
    return next(one for one in typist.window.departments if isinstance(one, Queueing))


def listed(typist: Typist) -> dict[str, str | None]:
    """Names and counts of the list that is open."""
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QueueList)
    typist.wait(lambda: all(row.count for row in shown.rows))
    return {row.shown.id: row.count for row in shown.rows}


def choose(typist: Typist, queue: Queue) -> None:
    typist.press("Shift+F9")
    typist.press(str(list(listed(typist)).index(queue) + 1))
    typist.wait(lambda: not queueing(typist).asking.busy)


def where(typist: Typist) -> tuple[int, str]:
    return typist.page.row.number, typist.form


def test_the_list_says_how_much_is_in_each_queue(typist: Typist) -> None:
    typist.press("Shift+F9")
    assert listed(typist) == {
        "reading": "6 words",
        "worst": "6 words",
        "same": "6 words",
        "names": "0 words",
        "faint": "0 words",
        "skipped": "0 words",
        "returned": "0 pages",
    }
    typist.press("Esc")
    assert not QApplication.activePopupWidget()
    assert queueing(typist).queue is Queue.READING


def test_an_empty_queue_cannot_be_chosen(typist: Typist) -> None:
    typist.press("Shift+F9")
    listed(typist)
    typist.press("4")
    assert QApplication.activePopupWidget()
    typist.press("Down", "Down", "Up", "Return")
    typist.wait(lambda: not queueing(typist).asking.busy)
    assert queueing(typist).queue is Queue.WORST


def test_the_same_error_is_decided_page_after_page(typist: Typist) -> None:
    choose(typist, Queue.SAME)
    assert where(typist) == (1, "Cuben")
    card = typist.window.desk_view.card.card
    assert card
    assert (card.queue, card.number, card.total) == ("Same error together", 1, 6)
    typist.press("Return")
    assert where(typist) == (3, "Cuben")
    typist.press("Return")
    assert where(typist) == (4, "Cuben")
    card = typist.window.desk_view.card.card
    assert card
    assert card.number == 3
    typist.press("Return")
    assert where(typist) == (1, "Mikeyan")
    stored = typist.window.desk.project
    assert stored
    assert [row.open_findings for row in stored.rows()] == [1, 0, 2, 0]


def test_f8_goes_along_the_queue_and_back(typist: Typist) -> None:
    choose(typist, Queue.SAME)
    typist.press("F8", "F8")
    assert where(typist) == (4, "Cuben")
    typist.press("Shift+F8")
    assert where(typist) == (3, "Cuben")
    typist.press("Shift+F8", "Shift+F8")
    assert where(typist) == (1, "Cuben")
    assert "first word" in typist.said


def test_undo_goes_back_to_the_page_it_was_on(typist: Typist) -> None:
    choose(typist, Queue.SAME)
    typist.press("Return", "Return")
    typist.press("U")
    assert where(typist) == (3, "Cuben")
    typist.press("Ctrl+Z")
    assert where(typist) == (1, "Cuben")
    typist.press("F8")
    assert where(typist) == (3, "Cuben")
    typist.press("Ctrl+Y")
    assert where(typist) == (3, "Cuben")
    assert "Cuban" in typist.stored(typist.window.desk.model.pages[0]).reading.text


def test_the_end_of_a_queue_says_so(typist: Typist) -> None:
    choose(typist, Queue.WORST)
    assert where(typist) == (3, "Cuben")
    for _ in range(6):
        assert typist.form
        typist.press("Space")
    message = typist.window.desk_view.card.accessibleDescription()
    assert "End of the queue" in message
    assert "Shift+F9" in message
    assert "left open" not in message
    choose(typist, Queue.READING)
    assert "End of the queue" not in typist.window.desk_view.card.accessibleDescription()


def test_what_was_skipped_can_be_gone_through(typist: Typist) -> None:
    typist.press("S", "F8", "PgDown", "PgDown", "S")
    choose(typist, Queue.SKIPPED)
    assert where(typist) == (1, "Mikeyan")
    typist.press("Return")
    assert where(typist) == (3, "Cuben")
    typist.press("F8")
    assert "left open" in typist.window.desk_view.card.accessibleDescription()
    typist.press("Shift+F9")
    assert listed(typist)["skipped"] == "1 word"


def test_the_end_of_a_page_says_what_is_left(typist: Typist) -> None:
    typist.press("S", "F8")
    message = typist.window.desk_view.card.accessibleDescription()
    assert "2 words were left open" in message
    assert "2 unknown words" in message
    assert "You put off 1 of them." in message
    assert "Ctrl+Enter" in message


def test_sending_a_page_goes_on_in_the_queue(typist: Typist) -> None:
    choose(typist, Queue.WORST)
    typist.press("Ctrl+Return")
    assert where(typist) == (4, "Cuben")
    typist.press("Ctrl+Return")
    assert where(typist) == (1, "Mikeyan")
    typist.press("Shift+F8")
    assert "first word" in typist.said


def test_what_came_back_is_a_queue(typist: Typist) -> None:
    project = typist.window.desk.project
    assert project
    for page in [row.id for row in project.rows()][1:3]:
        project.approval.submit(page, "Mira Novak")
        project.approval.send_back(page, "Ben", "Look again")
    choose(typist, Queue.RETURNED)
    assert where(typist) == (2, "")
    typist.press("Ctrl+Return")
    assert where(typist) == (3, "Cuben")


def test_colleagues_decisions_leave_the_queue(typist: Typist, app: App, place: str) -> None:
    choose(typist, Queue.SAME)
    other = app.open(place)
    third = other.rows()[2].id
    other.review.keep(third, other.page(third).open[0].key, "Ben")
    other.close()
    typist.press("F8")
    assert where(typist) == (4, "Cuben")


def test_a_click_beside_the_queue_is_no_way_out_of_it(typist: Typist) -> None:
    choose(typist, Queue.SAME)
    typist.window.desk.pick(typist.page.open[0].key)
    assert where(typist) == (1, "Mikeyan")
    typist.press("Shift+F8")
    assert where(typist) == (4, "Cuben")


def test_queue_and_place_are_there_after_opening_again(
    typist: Typist, app: App, place: str, qapp: QApplication, qtbot: QtBot
) -> None:
    choose(typist, Queue.SAME)
    typist.press("F8")
    typist.window.desk_view.reading.place_caret(0, 9)
    typist.window.close()
    window = MainWindow(app, prepare(qapp, app))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    again = Typist(window, qtbot)
    window.projects.open(place)
    again.settle()
    again.wait(lambda: queueing(again).queue is Queue.SAME)
    assert where(again) == (3, "Cuben")
    assert window.desk_view.reading.caret() == (0, 9)
    card = window.desk_view.card.card
    assert card
    assert (card.number, card.total) == (2, 6)
    again.press("Return")
    assert where(again) == (4, "Cuben")
    window.close()
