"""The editor's cards, by bare keys, through the window."""

from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.errors import NotAllowed
from reviewer.core.ids import PageId
from reviewer.core.judging_sheet import Verdict
from reviewer.core.workflow import State
from reviewer.services.app import App
from reviewer.services.project import Project
from reviewer.ui.judging import Judging
from reviewer.ui.later import found
from reviewer.ui.views.parts import KeyButton
from tests.ui.typist import Typist

WORDS = 12


def room(typist: Typist) -> Judging:
    return found(typist.window.departments, Judging)


def shown(typist: Typist) -> str:
    """What the large words say; empty where a note stands there."""
    view = room(typist).view
    return view.card.text if view.shown else ""


def note(typist: Typist) -> str:
    """What the note between changes says."""
    view = room(typist).view
    return "" if view.shown else view.note.text


def verdicts(typist: Typist) -> list[Verdict]:
    walk = room(typist).walk
    return [card.verdict for card in walk.sheet(typist.window.desk.page).cards]


def sent(project: Project, page: PageId, changes: int, by: str = "Ada") -> None:
    """A page of which some words were read otherwise, sent to the editor."""
    for n in range(changes):
        act = d.Replace(d.Span(n, n), f"right{n}")
        project.review.decide(page, [d.Draft(act)], by)
    project.approval.submit(page, by)


@pytest.fixture
def place(app: App, tmp_path: Path) -> str:
    """A project of three pages of which each had some words read otherwise."""
    project = app.create(str(tmp_path / "Telegrams"))
    text = "\f".join(" ".join(f"wrong{n}" for n in range(WORDS)) + "\n" for _ in range(3))
    (tmp_path / "three.txt").write_text(text, "utf-8")
    project.importing.add([tmp_path / "three.txt"])
    for number, row in enumerate(project.rows()):
        sent(project, row.id, 4 - number)
    project.close()
    return str(tmp_path / "Telegrams")


@pytest.fixture
def judging(typist: Typist) -> Typist:
    """In front of the first change."""
    typist.press("F12")
    return typist


def test_the_walk_begins_at_the_first_change_of_what_waits(judging: Typist) -> None:
    assert room(judging).open
    assert shown(judging) == "wrong0  →  right0"
    view = room(judging).view
    assert "change 1 of 4" in view.lead.text()
    assert "page 1 of 3 that wait" in view.lead.text()
    assert "Ada" in view.card.told


@pytest.mark.parametrize("key", ["Return", "Space", "A"])
def test_one_key_signs_and_goes_on(judging: Typist, key: str) -> None:
    judging.press(key)
    assert shown(judging) == "wrong1  →  right1"
    assert verdicts(judging)[0] is Verdict.SIGNED
    assert len(judging.stored().standing.approved) == 1


def test_the_end_of_a_page_asks_before_it_is_signed(judging: Typist) -> None:
    page = judging.page.row.id
    judging.press("A", "A", "A", "A")
    assert "All changes of this page are judged" in note(judging)
    assert "4 approved" in note(judging)
    judging.press("A", "Space")  # only Enter approves the page
    assert judging.stored(page).standing.state is State.SUBMITTED
    judging.press("Return")
    assert judging.stored(page).standing.state is State.APPROVED
    assert judging.page.row.number == 2
    assert shown(judging) == "wrong0  →  right0"


def test_rejecting_leads_back_to_the_source(judging: Typist) -> None:
    judging.press("R")
    assert judging.stored().reading.text.startswith("wrong0 right1")
    assert shown(judging) == "wrong1  →  right1"
    judging.press("Left")
    assert shown(judging) == "wrong0  →  right0"
    assert room(judging).view.shown.verdict is Verdict.REJECTED  # type: ignore[union-attr]
    judging.press("U")
    assert judging.stored().reading.text.startswith("right0 right1")
    assert verdicts(judging)[0] is Verdict.OPEN


def test_typing_a_better_reading_waits_for_somebody_else(judging: Typist) -> None:
    page = judging.page.row.id
    judging.press("E")
    judging.type("better")
    judging.press("Return")
    assert judging.stored().reading.text.startswith("better right1")
    assert verdicts(judging)[0] is Verdict.MINE
    judging.press("Left")
    assert "somebody else approves this" in room(judging).view.shown.state  # type: ignore[union-attr]
    judging.press("Return", "A", "A", "A")
    assert "Somebody else has to approve this page" in note(judging)
    judging.press("Ctrl+Return")
    assert judging.stored(page).standing.state is State.SUBMITTED
    assert judging.said
    judging.press("Return")
    assert judging.page.row.number == 2


def test_esc_closes_the_field_and_then_the_room(judging: Typist) -> None:
    judging.press("E")
    judging.type("nothing")
    judging.press("Esc")
    assert room(judging).open
    assert judging.stored().reading.text.startswith("right0")
    judging.press("Esc")
    assert not room(judging).open


def test_another_reading_is_taken_by_its_digit(judging: Typist) -> None:
    judging.press("B", "1")
    assert judging.stored().reading.text.startswith("wrong0 right1")
    assert shown(judging) == "wrong1  →  right1"
    judging.press("B", "Esc", "A")  # the list is closed, nothing was taken
    assert verdicts(judging)[1] is Verdict.SIGNED


def test_a_comment_stays_and_a_question_sends_the_page_back(judging: Typist) -> None:
    page = judging.page.row.id
    judging.press("C")
    judging.type("Nicely done")
    judging.press("Return")
    assert shown(judging) == "wrong0  →  right0"
    assert "Nicely done" in room(judging).view.card.told
    judging.press("Q")
    judging.type("Which name is this?")
    judging.press("Return")
    assert verdicts(judging)[0] is Verdict.ASKED
    judging.press("A", "A", "A")
    assert "goes back with its questions" in note(judging)
    judging.press("Return")
    standing = judging.stored(page).standing
    assert (standing.state, standing.comment) == (State.RETURNED, "Which name is this?")
    assert judging.page.row.number == 2


@pytest.mark.parametrize("key", ["C", "Q", "E"])
def test_what_was_typed_stands_there_again_where_it_is_refused(
    judging: Typist, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NotAllowed("Not now.")

    project = judging.window.desk.project
    assert project is not None
    monkeypatch.setattr(project.judging, "read" if key == "E" else "say", refuse)
    judging.press(key)
    judging.type("Half an hour of thought")
    judging.press("Return")
    assert "Not now." in judging.said
    card = room(judging).view.card
    assert (card.typing if key == "E" else card.saying).text() == "Half an hour of thought"
    monkeypatch.undo()
    judging.press("Return")
    assert room(judging).view.field == ""
    assert verdicts(judging)[0] is not Verdict.OPEN or key == "C"


def test_undo_never_takes_back_one_thing_and_leads_to_another(judging: Typist) -> None:
    judging.press("A", "A", "Ctrl+Shift+T", "A", "Esc")  # the third in the room of the whole page
    assert verdicts(judging)[:3] == [Verdict.SIGNED] * 3
    judging.press("U")
    assert verdicts(judging)[:3] == [Verdict.SIGNED] * 3
    assert "judged nothing here" in judging.said


def test_undo_of_a_page_leads_back_to_its_end(judging: Typist) -> None:
    page = judging.page.row.id
    judging.press("A", "A", "A", "A", "Return", "U")
    assert judging.stored(page).standing.state is State.SUBMITTED
    assert judging.page.row.id == page
    assert "Enter approves the page" in note(judging)
    judging.press("U")
    assert shown(judging) == "wrong3  →  right3"


def test_undo_after_redo_leads_to_what_was_done_again(judging: Typist) -> None:
    judging.press("A", "A", "U", "Ctrl+Y")
    assert shown(judging) == "wrong1  →  right1"
    assert verdicts(judging)[:2] == [Verdict.SIGNED, Verdict.SIGNED]
    judging.press("U")
    assert shown(judging) == "wrong1  →  right1"
    assert verdicts(judging)[:2] == [Verdict.SIGNED, Verdict.OPEN]
    judging.press("U")
    assert shown(judging) == "wrong0  →  right0"


def test_signing_a_page_with_all_its_changes_at_once(judging: Typist) -> None:
    page = judging.page.row.id
    judging.press("Ctrl+Return")
    assert judging.stored(page).standing.state is State.APPROVED
    assert judging.page.row.number == 2


def test_the_end_of_everything(judging: Typist) -> None:
    judging.press("Ctrl+Return", "Ctrl+Return", "Ctrl+Return")
    assert "You have been through all pages" in note(judging)
    assert "3 pages approved" in note(judging)
    judging.press("Return")
    assert not room(judging).open
    judging.press("F12")
    assert "Nothing waits for an editor" in note(judging)


def test_what_was_passed_over_is_led_back_to(judging: Typist) -> None:
    judging.press("Right", "A", "A", "A")
    assert "Some changes of this page are not judged yet" in note(judging)
    judging.press("Return")
    assert shown(judging) == "wrong0  →  right0"


def test_keys_stand_on_the_buttons(judging: Typist) -> None:
    view = room(judging).view
    keys = {one.objectName(): one.key for one in view.foot.findChildren(KeyButton)}
    assert keys["approve"] == "Enter"
    assert [keys[name] for name in ("reject", "other", "edit", "comment", "ask", "undo")] == [
        *("R", "B", "E", "C", "Q", "U"),
    ]
    assert keys["page"] == "Ctrl+Enter"


def test_nobody_judges_their_own(typist: Typist) -> None:
    typist.press("Ctrl+Shift+N", "Ctrl+A")
    typist.type("Ada")
    typist.press("Return", "F12")
    assert "You sent this page" in note(typist)
    assert set(verdicts(typist)) == {Verdict.MINE}
    page = typist.page.row.id
    typist.press("Ctrl+Return")
    assert typist.stored(page).standing.state is State.SUBMITTED
    assert "Ada" in typist.said


def test_the_desk_shows_the_page_and_waits_meanwhile(judging: Typist) -> None:
    judging.press("Ctrl+Return", "R", "F12")
    assert not room(judging).open
    assert judging.page.row.number == 2
    assert judging.text.startswith("wrong0 right1")


def test_words_left_as_they_were_are_checked(judging: Typist) -> None:
    page = judging.page.row.id
    judging.press("A", "A", "A", "A", "N")
    judging.wait(lambda: room(judging).walk.run is not None)
    judging.press("Return", "W")
    judging.type("Look again")
    judging.press("Return")
    project = judging.window.desk.project
    assert project
    total = 3 * WORDS - 9
    for _ in range(total - 2):
        judging.press("Return")
    assert f"One of {total} words was wrong" in note(judging)
    (check,) = project.untouched.checks()
    assert (check.size, check.wrong, check.by) == (total, 1, "Mira Novak")
    judging.press("Return")
    assert judging.page.row.id == page
