"""The whole page with its changes in the text, walked and judged by key."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reviewer.core import decisions as d
from reviewer.core.comparing import compare
from reviewer.core.marked import Target
from reviewer.core.marks import MarkName
from reviewer.core.messages import Catalogue
from reviewer.core.model import Role
from reviewer.services.app import App
from reviewer.services.approval import changes_of
from reviewer.services.project import Project
from reviewer.ui.later import found
from reviewer.ui.tracked import Tracked
from reviewer.ui.tracked_words import lines_tracked, people_of
from reviewer.ui.views.tracked_list import Shape, TrackedLine
from tests.ui.typist import Typist

PAGE = "President handed Mikeyan a message.\nThe Cuben problem was serions.\nAll is well.\n"


@pytest.fixture
def place(app: App, tmp_path: Path) -> str:
    """One page with all kinds of changes by two people, sent to the editor by one of them."""
    project = app.create(str(tmp_path / "Telegrams"))
    (tmp_path / "one.txt").write_text(PAGE, "utf-8")
    project.importing.add([tmp_path / "one.txt"])
    changed(project)
    project.close()
    return str(tmp_path / "Telegrams")


def changed(project: Project) -> None:
    page = project.rows()[0].id

    def decide(act: d.Act, by: str) -> None:
        project.review.decide(page, [d.Draft(act)], by)

    decide(d.Replace(d.Span(2, 2), "Mikoyan"), "Ada")
    decide(d.Replace(d.Span(3, 3), ""), "Bob")
    decide(d.Insert(0, 4, "today"), "Ada")
    project.marking.put(page, Target((1, 4), (1, 9)), MarkName.PLACE, {}, "Bob")
    decide(d.SetRole(0, Role.HEADING), "Ada")
    decide(d.MoveLine(2, 0), "Ada")
    project.approval.submit(page, "Ada")


def room(typist: Typist) -> Tracked:
    return found(typist.window.departments, Tracked)


def told(line: TrackedLine) -> str:
    """A line in the signs of plain text."""
    signs = {
        Shape.SAME: "{}",
        Shape.GONE: "-{}-",
        Shape.CAME: "+{}+",
        Shape.MARK: "{}",
        Shape.AWAY: "~{}~",
    }
    return "".join(signs[piece.shape].format(piece.text) for piece in line.pieces)


def test_all_kinds_of_changes_stand_in_the_text(typist: Typist) -> None:
    page = typist.stored()
    say = Catalogue.load()
    lines = lines_tracked(compare(page.reading), page.reading, changes_of(page), say)
    assert [told(line) for line in lines] == [
        "All is well.",
        "President handed -Mikeyan- +Mikoyan+ -a- message. +today+",
        "The [Cuben]Place problem was serions.",
        "~All is well.~",
    ]
    assert [line.role for line in lines] == ["", "heading", "", ""]
    assert "moved here; it was line 3" in lines[0].note
    assert "at the top now" in lines[3].note
    assert people_of(changes_of(page)) == ("Ada", "Bob")
    people = {piece.text: piece.person for piece in lines[1].pieces if piece.change}
    assert people == {"Mikeyan": 0, "Mikoyan": 0, "a": 1, "today": 0}


def test_keys_walk_sign_reject_and_undo(typist: Typist) -> None:
    typist.press("Ctrl+Shift+T")
    view = room(typist).view
    assert view.is_tracked
    keys = view.tracked.keys
    assert len(keys) == 6
    view.tracked.go(keys[0])
    typist.press("Down")
    assert view.tracked.at == keys[1]
    typist.press("P", "A")
    assert view.tracked.at == keys[1]
    assert len(typist.stored().standing.approved) == 1
    view.tracked.go(next(key for key in keys if "Mikoyan" in spoken_of(view.tracked.lines, key)))
    typist.press("R")
    assert "Mikeyan" in typist.stored().reading.text
    typist.press("U")
    assert "Mikoyan" in typist.stored().reading.text


def spoken_of(lines: Sequence[TrackedLine], key: int) -> str:
    return "".join(piece.text for line in lines for piece in line.pieces if piece.change == key)


def test_one_room_shows_both(typist: Typist) -> None:
    typist.press("Ctrl+Shift+T", "M")
    view = room(typist).view
    assert not view.is_tracked
    typist.press("M")
    assert room(typist).view.is_tracked
    typist.press("Esc")
    assert typist.window.rooms.current is None


def test_from_a_card_to_the_whole_page_and_back(typist: Typist) -> None:
    typist.press("F12", "Right", "Ctrl+Shift+T")
    change = typist.window.desk.change
    assert change
    assert room(typist).view.tracked.at == change
    typist.press("A", "Esc")
    assert typist.window.rooms.current is not room(typist).view
    assert change in typist.stored().standing.approved


def test_nobody_signs_their_own_here_either(typist: Typist) -> None:
    typist.press("Ctrl+Shift+N", "Ctrl+A")
    typist.type("Ada")
    typist.press("Return", "Ctrl+Shift+T")
    view = room(typist).view
    own = view.tracked.keys[0]
    made = (one.decision for one in changes_of(typist.stored()))
    other = next(one for one in made if one.by == "Bob")
    view.tracked.go(own)
    typist.press("A")
    assert "somebody else approves" in typist.said
    assert not typist.stored().standing.approved
    view.tracked.go(int(other.id))
    typist.press("A")  # what Bob did she may sign: four eyes have seen it
    assert typist.stored().standing.approved == {other.id}


def test_a_decision_tells_anew_only_the_lines_that_it_touched(typist: Typist) -> None:
    typist.press("Ctrl+Shift+T")
    view = room(typist).view
    before = view.tracked.lines
    key = next(key for key in view.tracked.keys if spoken_of(before, key) == "MikeyanMikoyan")
    view.tracked.go(key)
    typist.press("R")
    after = view.tracked.lines
    fresh = Catalogue.load()
    page = typist.stored()
    anew = lines_tracked(compare(page.reading), page.reading, changes_of(page), fresh)
    assert [told(one) for one in after] == [told(one) for one in anew]
    assert [one is two for one, two in zip(before, after, strict=True)] == [True, False, True, True]


def test_the_desk_waits_behind_the_room_and_is_right_when_it_is_back(typist: Typist) -> None:
    desk = typist.window.desk
    typist.press("Ctrl+Shift+T")
    assert desk.held
    view = room(typist).view
    key = next(key for key in view.tracked.keys if "Mikoyan" in spoken_of(view.tracked.lines, key))
    view.tracked.go(key)
    typist.press("R")
    assert "Mikoyan" in "".join(desk.view.reading.line_texts())  # it shows what it showed
    typist.press("Esc")
    assert not desk.held
    assert "Mikeyan" in "".join(desk.view.reading.line_texts())


def test_enter_of_the_number_keys_leads_to_the_line_as_well(typist: Typist) -> None:
    typist.press("Ctrl+Shift+T")
    assert room(typist).open
    QTest.keyClick(room(typist).view, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert not room(typist).open
