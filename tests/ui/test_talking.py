"""Talking at the desk and in its room, by keys alone."""

from PySide6.QtWidgets import QApplication

from reviewer.core import decisions as d
from reviewer.core.threads import Thread
from reviewer.services.project import Project
from reviewer.ui.later import found
from reviewer.ui.main_window import MainWindow
from reviewer.ui.talking import Talking
from reviewer.ui.talking_room import TalkingRoom
from reviewer.ui.views.thread_popup import ThreadPopup
from tests.ui.typist import Typist


def project_of(typist: Typist) -> Project:
    project = typist.window.desk.project
    assert project is not None
    return project


def popup(window: MainWindow) -> ThreadPopup:
    return found(window.departments, Talking).popup


def room(typist: Typist) -> TalkingRoom:
    return found(typist.window.departments, TalkingRoom)


def threads(typist: Typist) -> tuple[Thread, ...]:
    return typist.stored().threads


def strip(typist: Typist) -> tuple[str, ...]:
    return typist.window.desk_view.talk.texts


def sign(typist: Typist, line: int = 0) -> str:
    return typist.window.desk_view.reading._lines[line].shown.talk


def say(typist: Typist, text: str, key: str = "Return") -> None:
    typist.press("Ctrl+B")
    typist.type(text)
    typist.press(key)


def listed(typist: Typist) -> list[str]:
    view = room(typist).view
    return [row.words for row in view.list.rows.rows]


def enter(typist: Typist, wanted: int) -> None:
    typist.press("Ctrl+Shift+B")
    typist.wait(lambda: len(listed(typist)) == wanted and room(typist)._rows)


def test_a_question_about_the_doubtful_word_shows_in_margin_and_strip(typist: Typist) -> None:
    say(typist, "Which Mikoyan?", "Ctrl+Return")
    (thread,) = threads(typist)
    assert (thread.text, thread.asks, thread.open) == ("Which Mikoyan?", True, True)
    assert thread.words == d.Span(2, 2)
    assert sign(typist) == "asks"
    assert strip(typist) == ("1 open question",)
    assert not popup(typist.window).isVisible()


def test_enter_says_and_shift_enter_begins_a_line(typist: Typist) -> None:
    typist.press("Ctrl+B")
    typist.type("First.")
    typist.press("Shift+Return")
    typist.type("Second.")
    typist.press("Return")
    (thread,) = threads(typist)
    assert thread.text == "First.\nSecond."
    assert not thread.asks
    assert sign(typist) == "open"


def test_the_same_key_reads_answers_and_settles(typist: Typist) -> None:
    say(typist, "Sure?")
    typist.press("Ctrl+B")
    assert not popup(typist.window).panel.writing
    typist.press("R")
    typist.type("Quite.")
    typist.press("Return")
    assert [one.text for one in threads(typist)[0].replies] == ["Quite."]
    typist.press("Ctrl+B", "S")
    assert not threads(typist)[0].open
    assert sign(typist) == ""
    assert strip(typist) == ()
    typist.press("Ctrl+B", "O")
    assert threads(typist)[0].open


def test_the_page_as_a_whole_is_the_same_key_twice(typist: Typist) -> None:
    typist.press("Ctrl+B", "Ctrl+B")
    typist.type("A carbon copy.")
    typist.press("Return")
    (thread,) = threads(typist)
    assert thread.words is None
    assert sign(typist) == ""
    assert strip(typist) == ("1 open conversation",)


def test_what_was_typed_and_not_sent_is_kept(typist: Typist) -> None:
    typist.press("Ctrl+B")
    typist.type("Half a sent")
    typist.press("Esc")
    assert threads(typist) == ()
    typist.press("Ctrl+B")
    typist.type("ence.")
    typist.press("Return")
    assert threads(typist)[0].text == "Half a sentence."
    typist.press("Ctrl+B")
    assert popup(typist.window).panel.field.text == ""


def test_undo_takes_back_what_was_said(typist: Typist) -> None:
    say(typist, "Oh.")
    typist.press("Ctrl+Z")
    assert threads(typist) == ()


def test_a_page_that_came_back_has_its_questions_to_tick_off(typist: Typist) -> None:
    project, page = project_of(typist), typist.page.row.id
    project.approval.submit(page, "Mira Novak")
    asked = [d.Comment("Which man?", d.Span(2, 2)), d.Comment("Which word?", d.Span(8, 8))]
    project.approval.send_back(page, "Ada Petrel", "Look at the names.", asked)
    typist.wait(lambda: "Sent back by Ada Petrel" in " ".join(strip(typist)))
    said = strip(typist)
    assert said[0] == "Sent back by Ada Petrel · 0 of 2 done"
    assert said[1] == "Look at the names."
    assert said[2].endswith("Which man?")
    typist.press("Alt+Q")
    assert typist.window.desk_view.reading.caret()[0] == 0
    typist.press("Alt+S")
    assert [one.open for one in threads(typist)] == [False, True]
    assert strip(typist)[0].endswith("1 of 2 done")
    typist.press("Alt+S")
    assert not any(one.open for one in threads(typist))
    assert "Nothing is open" in typist.said


def test_the_queue_of_what_came_back_stands_first(typist: Typist) -> None:
    project, page = project_of(typist), typist.page.row.id
    project.approval.submit(page, "Mira Novak")
    project.approval.send_back(page, "Ada Petrel", "Again.")
    typist.wait(lambda: "1 came back" in typist.window.desk_view.pages._progress.text())
    typist.press("Shift+F9")
    list_ = QApplication.activePopupWidget()
    assert list_ is not None
    assert list_.rows[0].shown.id == "returned"  # type: ignore[attr-defined]
    typist.press("Esc")


def test_the_room_lists_answers_settles_and_opens_again(typist: Typist) -> None:
    say(typist, "Which Mikoyan?", "Ctrl+Return")
    enter(typist, 1)
    assert "Which Mikoyan?" in listed(typist)[0]
    typist.press("R")
    typist.type("The one of 1962.")
    typist.press("Ctrl+Return")
    assert [one.text for one in threads(typist)[0].replies] == ["The one of 1962."]
    typist.wait(lambda: not listed(typist))
    typist.press("Alt+2")
    typist.wait(lambda: len(listed(typist)) == 1)
    typist.press("O")
    assert threads(typist)[0].open
    typist.wait(lambda: not listed(typist))


def test_the_room_filters_by_what_is_asked_and_by_text(typist: Typist) -> None:
    project, page = project_of(typist), typist.page.row.id
    say(typist, "Mine alone.")
    project.talk.comment(page, "Yours, Mira?", "Ada Petrel", asks=True)
    enter(typist, 2)
    typist.press("Alt+5")
    typist.wait(lambda: len(listed(typist)) == 1)
    assert "Yours" in listed(typist)[0]
    typist.press("Alt+4")
    typist.wait(lambda: "Mine" in "".join(listed(typist)))
    typist.press("Alt+4", "Alt+8")
    typist.type("yours")
    typist.wait(lambda: len(listed(typist)) == 1 and "Yours" in listed(typist)[0])


def test_enter_goes_to_the_place_and_esc_leads_back(typist: Typist) -> None:
    project = project_of(typist)
    second = project.rows()[1].id
    project.talk.comment(second, "Cuban?", "Ada Petrel", words=d.Span(2, 2), asks=True)
    enter(typist, 1)
    typist.press("Return")
    assert typist.window.rooms.current is None
    assert typist.page.row.id == second
    typist.press("Esc")
    assert typist.window.rooms.current is room(typist).view


def test_what_a_colleague_writes_shows_in_the_room(typist: Typist) -> None:
    say(typist, "First.")
    enter(typist, 1)
    project_of(typist).talk.comment(typist.page.row.id, "Second.", "Ada Petrel")
    typist.wait(lambda: len(listed(typist)) == 2)


def test_an_answer_that_was_typed_and_not_sent_is_kept(typist: Typist) -> None:
    say(typist, "Sure?")
    typist.press("Ctrl+B", "R")
    typist.type("Quite")
    typist.press("Esc", "Esc", "Ctrl+B", "R")
    typist.type(" so.")
    typist.press("Return")
    assert [one.text for one in threads(typist)[0].replies] == ["Quite so."]
    typist.press("Ctrl+B", "R")
    assert popup(typist.window).panel.field.text == ""


def test_no_answer_goes_to_another_thread_when_its_own_is_taken_back(typist: Typist) -> None:
    project, page = project_of(typist), typist.page.row.id
    say(typist, "Mine.")
    project.talk.comment(page, "Yours.", "Ada Petrel", words=d.Span(2, 2))
    typist.wait(lambda: len(threads(typist)) == 2)
    typist.press("Ctrl+B", "R")
    assert (shown := popup(typist.window).current) is not None
    assert shown.said[0].text == "Yours."
    typist.type("To you alone.")
    project.history.undo(page, "Ada Petrel")
    typist.wait(lambda: len(popup(typist.window)._threads) == 1)
    assert popup(typist.window).draft == "To you alone."
    typist.press("Return")
    assert [one.text for one in threads(typist)] == ["Mine.", "To you alone."]
    assert not threads(typist)[0].replies


def test_the_list_waits_for_who_answers_and_the_answer_for_its_thread(typist: Typist) -> None:
    say(typist, "Sure?")
    enter(typist, 1)
    typist.press("R")
    typist.type("Quite")
    project_of(typist).talk.close(threads(typist)[0], "Ada Petrel")
    typist.wait(lambda: room(typist)._behind)
    typist.type(" so")
    typist.press("Esc")
    typist.wait(lambda: not listed(typist))
    typist.press("Alt+2")
    typist.wait(lambda: len(listed(typist)) == 1)
    typist.press("R")
    assert room(typist).view.panel.field.text == "Quite so"
