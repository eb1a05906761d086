"""All occurrences, and search and replace, by the keyboard alone."""

import pytest
from PySide6.QtWidgets import QApplication

from reviewer.core.lexicon import EntryKind, EntryState
from reviewer.services.project import Project
from reviewer.ui.hits import Hits
from reviewer.ui.main_window import MainWindow
from reviewer.ui.views.hits_model import HitShown

from .typist import Typist


@pytest.fixture
def room(window: MainWindow) -> Hits:
    return next(one for one in window.departments if isinstance(one, Hits))


@pytest.fixture
def project(typist: Typist) -> Project:
    project = typist.window.desk.project
    assert project is not None
    project.analysis.run()
    typist.settle()
    return project


def settled(typist: Typist, room: Hits) -> None:
    """Wait until nothing is being looked for, and nothing applied."""
    typist.wait(
        lambda: (
            not (
                room._typing.isActive()
                or room._reading.isActive()
                or room.search.busy
                or room.frame.jobs.busy
            )
        )
    )
    QApplication.processEvents()


def rows(room: Hits) -> list[HitShown]:
    return room.view.list.hits.hits


def in_room(room: Hits) -> bool:
    return room.is_shown


def whole_text(project: Project) -> str:
    return "".join(project.page(row.id).reading.text for row in project.rows())


def at_cuben(typist: Typist, room: Hits) -> None:
    """From the second doubtful word to all its places."""
    typist.press("F8", "Alt+A")
    settled(typist, room)


def test_all_places_of_the_word_at_hand_are_applied_and_taken_back(
    typist: Typist, project: Project, room: Hits
) -> None:
    before = whole_text(project)
    at_cuben(typist, room)
    assert in_room(room)
    assert [(row.form, row.ticked, row.reading) for row in rows(room)] == [
        ("Cuben", True, "Cuban"),
        ("Cuben", True, "Cuban"),
    ]
    assert room.view.foot.buttons["apply"].text() == "Apply to 2 of 2"
    typist.press("Ctrl+Return")
    settled(typist, room)
    assert whole_text(project) == before.replace("Cuben", "Cuban")
    assert [row.note for row in rows(room)] == ["settled", "settled"]
    assert not any(row.ticked for row in rows(room))
    typist.press("Ctrl+Z")
    settled(typist, room)
    assert whole_text(project) == before
    typist.press("Esc")
    assert not in_room(room)
    page = typist.window.desk.page
    assert page is not None
    assert "Cuben" in [one.form for one in page.open]


def test_what_was_replaced_is_taken_back_from_the_field_where_it_was_typed(
    typist: Typist, project: Project, room: Hits
) -> None:
    before = whole_text(project)
    typist.press("Ctrl+H")
    typist.type("Cuben")
    typist.press("Tab")
    typist.type("Cuba")
    settled(typist, room)
    typist.press("Ctrl+Return")
    settled(typist, room)
    assert whole_text(project) == before.replace("Cuben", "Cuba")
    typist.press("Ctrl+Z")
    settled(typist, room)
    assert whole_text(project) == before
    typist.type("n")
    assert room.view.bar.reading.text() == "Cuban"
    typist.press("Ctrl+Z")
    assert room.view.bar.reading.text() == "Cuba"


def test_each_place_is_ticked_by_itself_or_read_in_its_own_way(
    typist: Typist, project: Project, room: Hits
) -> None:
    at_cuben(typist, room)
    typist.press("Space")
    assert [row.ticked for row in rows(room)] == [False, True]
    typist.press("Down", "E")
    typist.type("Cubans")
    typist.press("Return")
    assert rows(room)[1].reading == "Cubans"
    typist.press("Ctrl+Return")
    settled(typist, room)
    assert whole_text(project).count("Cuben") == 1
    assert "Second page, Cubans." in whole_text(project)


def test_a_group_is_ticked_and_folded_at_its_head(
    typist: Typist, project: Project, room: Hits
) -> None:
    at_cuben(typist, room)
    typist.press("Up", "Space")
    assert not any(row.ticked for row in rows(room))
    typist.press("Space", "Left")
    assert all(row.ticked for row in rows(room))
    assert room.view.list.hits.rowCount() == 1
    typist.press("Right", "A")
    assert room.view.list.hits.rowCount() == 3
    assert not any(row.ticked for row in rows(room))


def test_digits_take_what_the_engine_would_read_there(
    typist: Typist, project: Project, room: Hits
) -> None:
    typist.press("Alt+A")
    settled(typist, room)
    typist.wait(lambda: room.look.readings)
    assert room.view.foot.choices == "1  Mikoyan   2  Mike"
    typist.press("2", "Ctrl+Return")
    settled(typist, room)
    assert "President handed Mike a message." in whole_text(project)
    assert project.log()[0].grounds.rank == 2


def test_keeping_all(typist: Typist, project: Project, room: Hits) -> None:
    at_cuben(typist, room)
    typist.press("Alt+K")
    settled(typist, room)
    assert all(row.note == "settled" for row in rows(room))
    assert "Cuben" not in [one.form for row in project.rows() for one in project.page(row.id).open]


def test_searching_while_typing_and_going_to_the_place(
    typist: Typist, project: Project, room: Hits
) -> None:
    typist.press("Ctrl+F")
    assert room.view.message == "What are you looking for?"
    typist.type("page")
    settled(typist, room)
    assert [row.form for row in rows(room)] == ["page"]
    typist.press("Return")
    typist.press("Return")
    desk = typist.window.desk
    assert not in_room(room)
    assert desk.page is not None
    assert desk.page.row.number == 2
    assert desk.view.reading.spot() == (0, 7)
    typist.press("Ctrl+F")
    assert in_room(room)
    assert [row.form for row in rows(room)] == ["page"]


def test_replacing_by_a_pattern_shows_each_change_before_it_is_made(
    typist: Typist, project: Project, room: Hits
) -> None:
    typist.press("Ctrl+H")
    typist.type(r"(\w+) (page|problem)")
    typist.press("Alt+6", "Tab")
    typist.type(r"\2 of \1")
    settled(typist, room)
    assert [(row.form, row.reading) for row in rows(room)] == [
        ("Cuben problem", "problem of Cuben"),
        ("Second page", "page of Second"),
    ]
    typist.press("Ctrl+Return")
    settled(typist, room)
    assert "The problem of Cuben was serions." in whole_text(project)
    assert "page of Second, Cuben." in whole_text(project)


def test_replacing_by_nothing_removes(typist: Typist, project: Project, room: Hits) -> None:
    typist.press("Ctrl+F")
    typist.type("serions")
    settled(typist, room)
    assert not room.view.foot.buttons["apply"].isEnabled()
    typist.press("Ctrl+H")
    assert room.view.foot.buttons["apply"].text() == "Remove 1 of 1"
    typist.press("Ctrl+Return")
    settled(typist, room)
    assert "problem was" in whole_text(project)
    assert "serions" not in whole_text(project)


def test_a_wrong_pattern_is_explained_in_words(
    typist: Typist, project: Project, room: Hits
) -> None:
    typist.press("Ctrl+F", "Alt+6")
    typist.type("(Cub")
    settled(typist, room)
    assert room.view.message == (
        "This pattern cannot be used: a bracket is opened and not closed (at character 1)."
    )
    typist.type("en)")
    settled(typist, room)
    assert len(rows(room)) == 2


def test_scopes_and_ways_of_looking_by_key(typist: Typist, project: Project, room: Hits) -> None:
    typist.press("Ctrl+F")
    typist.type("cube")
    found = []
    for key in ("Alt+1", "Alt+3", "Alt+4", "Alt+4", "Alt+5", "Alt+5"):
        typist.press(key)
        settled(typist, room)
        found.append(len(rows(room)))
    assert found == [1, 2, 0, 2, 0, 2]
    typist.type("m")
    typist.press("Alt+7")
    settled(typist, room)
    assert [row.form for row in rows(room)] == ["Cuben", "Cuben"]
    typist.press("Alt+7", "Alt+7", "Alt+7", "Alt+8")
    settled(typist, room)
    assert not rows(room)
    assert room.view.bar.toggles["where"].text() == "As scanned"


def test_a_colleague_who_was_quicker_is_named_and_nothing_is_written(
    typist: Typist, project: Project, room: Hits
) -> None:
    at_cuben(typist, room)
    page = project.rows()[1].id
    line = project.page(page).reading.lines[0].n
    project.review.retype(page, line, "Another page, Cuben.", "Bea")
    before = whole_text(project)
    typist.press("Ctrl+Return")
    settled(typist, room)
    notice = typist.window.banner.notice
    assert notice is not None
    assert "page 2 was changed since" in notice.what
    assert whole_text(project) == before
    assert len(rows(room)) == 2


def test_what_was_looked_for_goes_into_the_lexicon(
    typist: Typist, project: Project, room: Hits
) -> None:
    at_cuben(typist, room)
    typist.press("Alt+L")
    (entry,) = project.lexicon.all()
    assert (entry.kind, entry.preferred, entry.state) == (
        EntryKind.WORD,
        "Cuben",
        EntryState.RIGHT,
    )
    typist.press("Alt+M")
    typist.type("Cuba, Republic of")
    typist.press("Return")
    named = next(one for one in project.lexicon.all() if one.kind is EntryKind.PERSON)
    assert (named.preferred, named.variants) == ("Cuba, Republic of", ("Cuben",))


def test_the_card_says_how_often_its_word_stands_elsewhere(
    typist: Typist, project: Project, room: Hits
) -> None:
    typist.press("F8")
    foot = typist.window.desk.view.card._foot
    typist.wait(lambda: foot._deciders["occurrences"].text() == "Elsewhere: 1")
    foot._deciders["occurrences"].click()
    settled(typist, room)
    assert in_room(room)
    assert len(rows(room)) == 2


def test_pages_with_the_editor_are_shown_counted_and_left(
    typist: Typist, project: Project, room: Hits
) -> None:
    project.approval.submit(project.rows()[1].id, "Bea")
    at_cuben(typist, room)
    assert [(row.fixed, row.note) for row in rows(room)] == [(False, ""), (True, "with the editor")]
    assert room.view.bar.count.text() == "2 places · 1 ticked · 1 cannot be changed now"
    typist.press("A", "A", "Ctrl+Return")
    settled(typist, room)
    assert whole_text(project).count("Cuban") == 1


def test_what_reads_so_already_is_left_alone(typist: Typist, project: Project, room: Hits) -> None:
    typist.press("Ctrl+F")
    typist.type("cuban")
    typist.press("Alt+7", "Tab")
    typist.type("Cuben")
    settled(typist, room)
    assert [(row.note, row.ticked) for row in rows(room)] == [("reads so already", False)] * 2
    assert not room.view.foot.buttons["apply"].isEnabled()


def at_a_place(typist: Typist, room: Hits, row: int = 0) -> None:
    """From the list of the places of Cuben to one of them at the desk."""
    typist.press("Ctrl+F")
    typist.type("Cuben")
    settled(typist, room)
    typist.press("Return", *["Down"] * row, "Return")
    assert not in_room(room)
    assert room.trail.on


def test_escape_at_the_desk_leads_back_to_the_list_at_the_same_row(
    typist: Typist, project: Project, room: Hits
) -> None:
    at_a_place(typist, room, 1)
    notice = typist.window.banner.notice
    assert notice is not None
    assert notice.what == "Esc: back to the list"
    assert typist.page.row.number == 2
    typist.press("Esc")
    assert in_room(room)
    assert typist.said == ""
    assert room.view.list.hasFocus()
    assert room.view.list.hit == 1
    typist.press("Esc")
    assert not in_room(room)
    assert not room.trail.on
    typist.press("Esc")
    assert not in_room(room)
    assert typist.in_card()


@pytest.mark.parametrize("key", ["Ctrl+F", "Alt+A"])
def test_looking_again_leads_back_to_the_same_row(
    typist: Typist, project: Project, room: Hits, key: str
) -> None:
    at_a_place(typist, room, 1)
    typist.press(key)
    assert in_room(room)
    assert not room.search.busy
    assert room.view.list.hit == 1


def test_the_list_that_waited_is_as_the_text_is_by_now(
    typist: Typist, project: Project, room: Hits
) -> None:
    typist.press("Ctrl+F")
    typist.type("Cuben")
    settled(typist, room)
    typist.press("Return", "Down", "Space", "Up", "Return")
    typist.press("Delete")
    typist.type("K")
    typist.press("Return", "Esc")
    settled(typist, room)
    assert "The Kuben problem" in whole_text(project)
    assert [row.ticked for row in rows(room)] == [False]  # as chosen, on the page nobody touched
    assert room.view.list.hit == 0


def test_what_was_found_is_shown_in_the_text_while_the_search_is_on(
    typist: Typist, project: Project, room: Hits
) -> None:
    found = typist.window.desk_view.reading.found
    at_a_place(typist, room)
    typist.wait(lambda: found.stretches)
    assert found.stretches == [(2, 4, 9)]
    typist.press("Ctrl+PgDown")
    typist.wait(lambda: found.stretches == [(0, 13, 18)])
    typist.press("Esc", "Esc")
    assert found.stretches == []


def test_all_places_from_a_list_of_marks_lead_back_to_where_keys_decide(
    typist: Typist, project: Project, room: Hits
) -> None:
    typist.window.actions_["marks_list"].trigger()
    typist.press("Alt+A")
    settled(typist, room)
    assert in_room(room)
    typist.window.desk_view.show_instead(None)
    typist.press("Esc")
    assert not in_room(room)
    assert typist.window.desk_view.in_side
