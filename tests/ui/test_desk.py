"""The desk: keys become decisions, and the window shows what the project says."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from reviewer.core import decisions as d
from reviewer.core.errors import NotAProject
from reviewer.core.workflow import State
from reviewer.services.app import App
from reviewer.services.project import Project
from reviewer.store.opener import Opener
from reviewer.ui.main_window import MainWindow
from reviewer.ui.table import ACTIONS
from reviewer.ui.views.card_rows import SuggestionRow
from reviewer.ui.views.desk import Side
from reviewer.ui.views.keys import KeySheet
from reviewer.ui.views.parts import KeyButton
from tests.services.fakes import WordList
from tests.ui.typist import Typist


def acts(typist: Typist) -> list[d.Act]:
    return [decision.act for decision in typist.stored().decisions]


def test_a_project_opens_at_its_first_doubtful_word(typist: Typist) -> None:
    assert typist.form == "Mikeyan"
    assert typist.in_card()
    assert "3 left on this page" in typist.foot


def test_enter_takes_the_first_suggestion_and_goes_on(typist: Typist) -> None:
    typist.press("Return")
    assert "handed Mikoyan a" in typist.text
    assert typist.form == "Cuben"
    assert "2 left" in typist.foot


def test_a_digit_takes_that_suggestion(typist: Typist) -> None:
    typist.press("2")
    assert "handed Mike a" in typist.text


def test_alt_and_a_digit_work_from_within_the_text(typist: Typist) -> None:
    typist.press("F6", "Alt+2")
    assert "handed Mike a" in typist.text
    assert typist.window.desk_view.in_text


def shown_keys(part: QWidget) -> set[str]:
    """The keys that buttons and rows of a part show."""
    found: list[Any] = [*part.findChildren(KeyButton), *part.findChildren(SuggestionRow)]
    return {one.key for one in found if one.isVisible() and one.key}


def test_the_card_shows_the_keys_that_work_where_the_focus_is(typist: Typist) -> None:
    card = typist.window.desk_view.card
    anywhere = {"Alt+A"}  # the way to all places of a word, once these are counted
    assert shown_keys(card) - anywhere == {"1", "2", "Space", "E", "X", "S", "U"}
    widths = [button.width() for button in card.findChildren(KeyButton)]
    typist.press("F6")
    in_text = {"Alt+1", "Alt+2", "Alt+K", "F2", "Alt+X", "F8", "Ctrl+Z"}
    assert shown_keys(card) - anywhere == in_text
    assert [button.width() for button in card.findChildren(KeyButton)] == widths
    typist.press("F6")
    assert "Space" in shown_keys(card)


def test_a_menu_or_dialog_in_between_changes_no_key(typist: Typist) -> None:
    card = typist.window.desk_view.card
    typist.press("?")
    assert "Space" in shown_keys(card)
    typist.press("Esc")
    assert "Space" in shown_keys(card)


def test_keys_shown_for_the_text_decide_from_within_it(typist: Typist) -> None:
    typist.press("F6", "Alt+K", "Alt+X", "Ctrl+Z", "F2")
    assert [type(act) for act in acts(typist)] == [d.Keep, d.Replace, d.Revert]
    assert typist.form == "Cuben"
    assert typist.window.desk_view.card.editing


def test_a_rank_that_there_is_not_does_nothing(typist: Typist) -> None:
    typist.press("Alt+9")
    assert typist.form == "Mikeyan"
    assert acts(typist) == []


def test_space_keeps_and_x_takes_out(typist: Typist) -> None:
    typist.press("Space", "X")
    assert [type(act) for act in acts(typist)] == [d.Keep, d.Replace]
    assert "The problem" in typist.text
    assert typist.form == "serions"


def test_e_opens_a_field_and_enter_takes_what_is_typed(typist: Typist) -> None:
    typist.press("E", "Ctrl+A")
    typist.type("Mikoian")
    typist.press("Return")
    assert "handed Mikoian a" in typist.text
    assert typist.form == "Cuben"
    assert typist.in_card()


def type_in_card(typist: Typist, text: str) -> None:
    typist.press("E", "Ctrl+A")
    typist.type(text)


@pytest.mark.parametrize("leave", ["F8", "PgDown", "Ctrl+W", "Ctrl+Shift+R", "Ctrl+E"])
def test_typing_in_the_card_is_kept_wherever_one_goes(typist: Typist, leave: str) -> None:
    project, first = typist.window.desk.project, typist.page.row.id
    assert project is not None
    written: list[str] = []
    project.subscribe(lambda _: written.append(project.page(first).reading.text))
    type_in_card(typist, "Mikoian")
    typist.press(leave)
    assert [text.split()[2] for text in written] == ["Mikoian"]


def test_leaving_the_card_by_f8_goes_on_to_the_very_next_word(typist: Typist) -> None:
    type_in_card(typist, "Mikoian")
    typist.press("F8")
    assert typist.form == "Cuben"


def test_typing_in_the_card_is_kept_when_another_word_is_clicked(typist: Typist) -> None:
    reading = typist.window.desk_view.reading
    type_in_card(typist, "Mikoian")
    reading.setFocus()
    reading.place_caret(2, 24)
    typist.press("Right")
    assert typist.form == "serions"
    assert reading.caret() == (2, 25)
    assert "handed Mikoian a" in typist.text
    assert len(acts(typist)) == 1


def test_a_field_left_as_it_was_decides_nothing(typist: Typist) -> None:
    typist.press("E", "F8")
    assert typist.form == "Cuben"
    type_in_card(typist, " ")
    typist.press("F8")
    assert typist.form == "serions"
    assert acts(typist) == []


def test_skipping_ends_with_what_was_left_and_comes_round(typist: Typist) -> None:
    typist.press("S", "F8")
    assert typist.form == "serions"
    typist.press("F8")
    assert typist.form == ""
    assert "3 words were left open" in typist.window.desk_view.card.accessibleDescription()
    typist.press("F8")
    assert typist.form == "Mikeyan"
    typist.press("F8", "Shift+F8")
    assert typist.form == "Mikeyan"


def test_f8_on_a_finished_page_goes_to_the_next_doubtful_word(typist: Typist) -> None:
    typist.press("Return", "Return", "Space")
    assert typist.form == ""
    typist.press("F8")
    assert typist.page.row.number == 2
    assert typist.form == "Cuben"


def test_undo_and_redo_go_back_to_the_word(typist: Typist) -> None:
    typist.press("Return", "Ctrl+Z")
    assert "handed Mikeyan a" in typist.text
    assert typist.form == "Mikeyan"
    typist.press("Ctrl+Y")
    assert "handed Mikoyan a" in typist.text
    assert typist.form == "Cuben"
    typist.press("U")
    assert typist.form == "Mikeyan"


def test_nothing_to_undo_is_said_politely(typist: Typist) -> None:
    typist.press("Ctrl+Z")
    assert "nothing to undo" in typist.said
    typist.press("F8")
    assert typist.said == ""


def test_typing_in_the_text_becomes_a_decision_when_the_word_is_left(typist: Typist) -> None:
    typist.press("F6", "Ctrl+Home")
    typist.type("Mr. ")
    assert acts(typist) == []
    typist.press("F6")
    assert "Mr. President" in typist.text
    assert len(acts(typist)) == 1
    typist.press("Ctrl+Z")
    assert typist.text.startswith("President")


def test_escape_in_the_text_goes_back_to_the_card(typist: Typist) -> None:
    typist.press("F6")
    assert typist.window.desk_view.in_text
    typist.press("Esc")
    assert typist.in_card()


def test_typing_is_kept_when_the_page_is_turned(typist: Typist) -> None:
    first = typist.page.row.id
    typist.press("F6", "Ctrl+Home")
    typist.type("Mr. ")
    typist.press("PgDown")
    assert typist.page.row.number == 2
    assert typist.stored(first).reading.text.startswith("Mr. President")


def test_page_down_works_in_card_and_text_and_stops_at_the_end(typist: Typist) -> None:
    typist.press("PgDown", "F6", "PgDown")
    assert typist.text.startswith("All is well.")
    typist.press("PgDown")
    assert "last page" in typist.said
    typist.press("PgUp", "PgUp")
    assert typist.form == "Mikeyan"


def test_splitting_and_joining_at_the_cursor(typist: Typist) -> None:
    typist.press("F6")
    typist.window.desk_view.reading.place_caret(0, 4)
    typist.press("Ctrl+D")
    assert typist.text.startswith("Pres ident handed")
    typist.press("Ctrl+Z", "Ctrl+M")
    assert typist.text.startswith("Presidenthanded Mikeyan")


def test_submitting_locks_the_page_and_opens_the_next(typist: Typist) -> None:
    first = typist.page.row.id
    typist.press("Return", "Ctrl+Return")
    assert typist.stored(first).standing.state is State.SUBMITTED
    assert typist.page.row.number == 2
    assert "Sent to the editor" in typist.said
    typist.press("PgUp")
    assert typist.window.desk_view.reading.isReadOnly()
    assert "With the editor since" in typist.foot
    typist.press("Ctrl+Z")
    assert typist.stored(first).standing.state is State.IN_WORK
    assert not typist.window.desk_view.reading.isReadOnly()


def test_an_own_page_offers_the_editor_nothing_to_press(typist: Typist) -> None:
    first = typist.page.row.id
    typist.press("Ctrl+Return", "Ctrl+Shift+R")
    typist.window.desk.show(first)
    changes = typist.window.desk_view.changes
    assert shown_keys(changes) == set()
    assert "a colleague has to approve" in typist.foot
    typist.press("Ctrl+W")
    assert typist.said == ""


def test_nobody_approves_their_own_page(typist: Typist) -> None:
    typist.press("Return", "Ctrl+Return", "PgUp", "Ctrl+Shift+R")
    assert typist.window.desk_view.side is Side.EDITOR
    typist.press("Ctrl+Return")
    assert typist.stored().standing.state is State.SUBMITTED
    assert "somebody else has to approve" in typist.said


def test_another_person_sees_the_editors_side(typist: Typist, app: App) -> None:
    first = typist.page.row.id
    typist.press("Return", "Return", "Ctrl+Return")
    app.settings.set("name", "Jonas Weber")
    typist.window.person.changed.emit()
    typist.press("PgUp")
    assert typist.window.desk_view.side is Side.EDITOR
    assert "2 changes on this page" in typist.foot
    typist.press("Ctrl+Space", "R")
    assert "handed Mikeyan a" in typist.text
    typist.press("A", "Ctrl+Return")
    assert typist.stored(first).standing.state is State.APPROVED
    assert typist.stored(first).standing.approved_by == "Jonas Weber"


def test_sending_back_takes_a_comment(typist: Typist, app: App) -> None:
    first = typist.page.row.id
    typist.press("Return", "Ctrl+Return")
    app.settings.set("name", "Jonas Weber")
    typist.window.person.changed.emit()
    typist.press("PgUp", "Ctrl+Shift+Return")
    typist.type("Line 3 once more")
    typist.press("Return")
    standing = typist.stored(first).standing
    assert standing.state is State.RETURNED
    assert standing.comment == "Line 3 once more"


def test_an_approved_page_can_be_opened_again(typist: Typist, app: App) -> None:
    first = typist.page.row.id
    typist.press("Return", "Ctrl+Return")
    app.settings.set("name", "Jonas Weber")
    typist.window.person.changed.emit()
    typist.press("PgUp", "Ctrl+Return", "PgUp")
    typist.window.desk.show(first)
    typist.window.actions_["reopen"].trigger()
    assert typist.stored(first).standing.state is State.IN_WORK


def test_a_colleagues_decision_shows_at_once(typist: Typist) -> None:
    project = typist.window.desk.project
    assert project is not None
    key = typist.page.open[1].key
    project.review.accept(typist.page.row.id, key, 1, "Jonas Weber")
    assert "The Cuban problem" in typist.text
    assert typist.form == "Mikeyan"


def test_where_i_was_is_where_i_am(typist: Typist, place: str) -> None:
    typist.press("PgDown", "PgUp", "F8", "F8")
    assert typist.form == "serions"
    typist.window.close_project()
    assert typist.window.start.isVisible()
    typist.window.projects.open(place)
    typist.settle()
    assert typist.page.row.number == 1
    assert typist.form == "serions"


def test_the_start_page_lists_the_project_with_its_progress(typist: Typist) -> None:
    typist.press("Ctrl+W")
    rows = typist.window.start.rows
    assert [row.shown.name for row in rows] == ["Telegrams"]
    assert rows[0].shown.progress == "0 of 3 pages approved"
    typist.press("Return")
    typist.settle()
    assert typist.form == "Mikeyan"


def test_files_dropped_on_the_desk_are_added(typist: Typist, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text("One more Cuben page.\n", "utf-8")
    typist.window.desk_view.files_dropped.emit([new])
    typist.settle()
    assert "1 document added" in typist.said
    typist.wait(lambda: len(typist.window.desk.model.pages) == 4)
    last = typist.window.desk.model.pages[-1]
    typist.wait(lambda: typist.window.desk.model.row_of(last).open_findings == 1)  # type: ignore[union-attr]


def test_whoever_has_no_name_is_asked_once(
    window: MainWindow, app: App, place: str, qtbot: QtBot
) -> None:
    app.settings.set("name", "")
    typist = Typist(window, qtbot)
    window.projects.open(place)
    typist.settle()
    typist.type("Mira  Novak")
    typist.press("Return")
    assert app.settings.get("name") == "Mira Novak"
    typist.wait(typist.in_card)
    typist.press("Return")
    assert typist.stored().decisions[0].by == "Mira Novak"


def test_without_a_name_nothing_is_decided_until_there_is_one(
    window: MainWindow, app: App, place: str, qtbot: QtBot
) -> None:
    app.settings.set("name", "")
    typist = Typist(window, qtbot)
    window.projects.open(place)
    typist.settle()
    typist.press("Esc")
    typist.press("Return")
    assert typist.stored().decisions == ()
    typist.type("Mira Novak")
    typist.press("Return")
    assert typist.stored().decisions[0].by == "Mira Novak"


def test_the_cheat_sheet_opens_and_closes_by_its_key(typist: Typist) -> None:
    typist.press("?")
    sheet = QApplication.activeModalWidget()
    assert sheet is not None
    typist.press("Esc")
    QTest.qWait(0)
    assert QApplication.activeModalWidget() is None


def test_the_cheat_sheet_fits_the_screen_and_is_walked_by_key(typist: Typist) -> None:
    typist.press("?")
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, KeySheet)
    room = sheet.screen().availableSize()
    assert sheet.width() <= room.width()
    assert sheet.height() <= room.height()
    bar = sheet.findChildren(QScrollArea)[0].verticalScrollBar()
    scrolls = bar.maximum() > 0  # as on the low screen of tests
    typist.press("PgDown")
    assert (bar.value() > 0) is scrolls
    typist.press("Esc")
    assert typist.in_card()


def test_the_palette_runs_what_is_typed(typist: Typist) -> None:
    typist.press("Ctrl+Shift+P")
    typist.type("next page")
    assert typist.window.palette_view.offered[0].id == "next_page"
    typist.press("Return")
    assert typist.page.row.number == 2


def test_the_theme_and_the_size_of_the_text_are_kept(typist: Typist, app: App) -> None:
    dark = typist.window.theme.dark
    typist.press("Ctrl+Shift+L")
    assert typist.window.theme.dark is not dark
    assert app.settings.get("theme") == ("light" if dark else "dark")
    size = app.settings.get("text_size")
    typist.press("Ctrl+=")
    assert app.settings.get("text_size") == size + 1
    typist.press("Ctrl+0")
    assert app.settings.get("text_size") == 14


def test_an_unknown_place_is_explained(window: MainWindow, qtbot: QtBot) -> None:
    typist = Typist(window, qtbot)
    window.projects.open("/nowhere/at/all")
    typist.wait(lambda: typist.said)
    assert "/nowhere/at/all" in typist.said
    assert window.start.isVisible()


def test_menus_hold_every_action_with_its_keys(typist: Typist) -> None:
    for action in ACTIONS:
        made = typist.window.actions_[action.id]
        assert made.associatedObjects()
        assert len(made.shortcuts()) == len(action.keys)


def test_work_in_the_background_is_shown_and_can_be_stopped(
    window: MainWindow, analyst: WordList, place: str, qtbot: QtBot
) -> None:
    typist, gate = Typist(window, qtbot), Event()
    judge = analyst.analyse

    def slowly(*asked: Any) -> Any:
        gate.wait(30)
        return judge(*asked)

    analyst.analyse = slowly  # type: ignore[method-assign]
    window.projects.open(place)
    typist.wait(lambda: window.desk.project and window.jobs.current)
    assert "Looking for doubtful words" in window.footer.job_text
    assert "Looking for doubtful words" in typist.foot
    window.actions_["stop"].trigger()
    gate.set()
    typist.wait(lambda: not window.jobs.busy)
    assert window.footer.job_text == ""
    assert "Stopped" in typist.said


def test_a_fault_is_told_and_leaves_the_window_open(typist: Typist) -> None:
    typist.window.telling.fault(ZeroDivisionError("no"))
    assert "Something went wrong" in typist.said
    assert "Your decisions are saved" in typist.said
    typist.window.telling.fault(NotAProject("No project there.", advice="Choose another."))
    assert typist.said == "No project there. Choose another."


def test_trouble_stays_until_it_is_put_away(typist: Typist) -> None:
    typist.window.telling.error(NotAProject("No project there."))
    typist.press("F8")
    assert typist.said
    typist.window.banner.clear()
    assert not typist.said


@pytest.fixture
def colleague(typist: Typist, place: str, analyst: WordList) -> Iterator[Project]:
    """The same project in another program."""
    made = Project(Opener().open(place), analyst, [], [])
    yield made
    made.close()


def look(typist: Typist) -> None:
    """The moment at which the window asks what others did."""
    typist.window.elsewhere.ask()


def test_what_a_colleague_decides_is_shown_by_itself(typist: Typist, colleague: Project) -> None:
    page, second = typist.window.desk.model.pages[:2]
    colleague.review.accept(page, typist.page.open[1].key, 1, "Ada")
    colleague.review.keep(second, colleague.page(second).open[0].key, "Ada")
    look(typist)
    typist.wait(lambda: "The Cuban problem" in typist.text)
    assert typist.form == "Mikeyan"
    assert "Ada decided something" in typist.said
    model = typist.window.desk.model
    typist.wait(lambda: model.row_of(second).open_findings == 0)  # type: ignore[union-attr]
    typist.press("Return")
    assert "handed Mikoyan a" in typist.text


def test_typing_in_the_text_stays_while_a_colleague_decides(
    typist: Typist, colleague: Project
) -> None:
    reading = typist.window.desk_view.reading
    typist.press("F6", "Ctrl+Home")
    typist.type("Mr")
    before = reading.verticalScrollBar().value()
    colleague.review.accept(typist.page.row.id, typist.page.open[0].key, 1, "Ada")
    look(typist)
    typist.wait(lambda: "Mikoyan" in typist.text)
    assert typist.text.startswith("MrPresident handed Mikoyan")
    assert reading.caret() == (0, 2)
    assert reading.verticalScrollBar().value() == before
    typist.type(". ")
    typist.press("F6")
    assert typist.stored().reading.text.startswith("Mr. President handed Mikoyan")


def test_typing_in_the_card_stays_while_a_colleague_decides(
    typist: Typist, colleague: Project
) -> None:
    card = typist.window.desk_view.card
    type_in_card(typist, "Mikoian")
    colleague.review.accept(typist.page.row.id, typist.page.open[1].key, 1, "Ada")
    look(typist)
    typist.wait(lambda: "Cuban" in typist.text)
    assert card.editing
    colleague.review.accept(typist.page.row.id, typist.page.open[0].key, 1, "Ada")
    heard: list[object] = []
    typist.window.elsewhere.seen.connect(heard.append)
    look(typist)
    typist.wait(lambda: heard)
    assert card.editing
    typist.press("Return")
    assert "Ada decided" in typist.said
    assert "Mikoian" in typist.said


def test_closing_does_not_wait_for_what_others_do(typist: Typist) -> None:
    look(typist)
    typist.press("Ctrl+W")
    typist.wait(lambda: not typist.window.jobs.busy)
    assert typist.window.desk.project is None
