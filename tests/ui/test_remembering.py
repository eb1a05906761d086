"""The history room, by keys alone."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from reviewer.core import decisions as d
from reviewer.core.model import Role
from reviewer.core.record import Sort
from reviewer.ui.views.days import Span
from reviewer.ui.views.history import HistoryView, Reach
from tests.ui.typist import Typist


def room(typist: Typist) -> HistoryView:
    """The history room, once it has read."""
    view = typist.window.rooms.current
    assert isinstance(view, HistoryView)
    return view


def told(typist: Typist) -> list[str]:
    return [row.words for row in room(typist).list.rows.rows]


def enter(typist: Typist, *keys: str) -> None:
    typist.press("Ctrl+Shift+H")
    typist.wait(lambda: room(typist).list.rows.rows)
    typist.press(*keys)


def decide(typist: Typist, number: int, by: str, *acts: d.Act) -> None:
    project = typist.window.desk.project
    assert project is not None
    project.review.decide(project.rows()[number].id, [d.Draft(act) for act in acts], by)


def test_steps_are_told_newest_first_and_taken_back_and_done_again(typist: Typist) -> None:
    typist.press("Return")  # Mikoyan for Mikeyan
    typist.press("K")
    enter(typist)
    assert told(typist) == ["Kept “Cuben” as it stands", "Read “Mikoyan” for “Mikeyan”"]
    typist.press("Down", "Ctrl+Z")
    typist.wait(lambda: room(typist).list.rows.rows[1].gone)
    assert "Mikeyan" in typist.stored().reading.text
    assert "taken back by Mira Novak" in room(typist).list.rows.rows[1].foot
    assert room(typist).list.currentIndex().row() == 1
    typist.press("Ctrl+Y")
    typist.wait(lambda: not room(typist).list.rows.rows[1].gone)
    assert "Mikoyan" in typist.stored().reading.text
    typist.press("Esc")
    assert typist.window.rooms.current is None


def test_the_room_looks_further_and_finds_what_is_typed(typist: Typist) -> None:
    decide(typist, 0, "Ada", d.Replace(d.Span(0, 0), "Premier"))
    decide(typist, 1, "Mira Novak", d.Replace(d.Span(0, 0), "2nd"))
    decide(typist, 2, "Mira Novak", d.Keep(d.Span(0, 0)))
    enter(typist)
    assert told(typist) == ["Read “Premier” for “President”"]
    typist.press("Alt+2")
    typist.wait(lambda: len(told(typist)) == 2)
    typist.press("Alt+3")
    typist.wait(lambda: len(told(typist)) == 3)
    typist.press("Alt+4")
    typist.wait(lambda: len(told(typist)) == 2)
    typist.type("second")
    typist.wait(lambda: told(typist) == ["Read “2nd” for “Second”"])
    typist.press("Return")
    assert typist.window.rooms.current is None
    assert typist.page.row.number == 2


def test_another_person_s_step_is_refused_politely_and_redecided(typist: Typist) -> None:
    decide(typist, 0, "Ada", d.Replace(d.Span(2, 2), "Mikojan"))
    enter(typist, "Ctrl+Z")
    typist.wait(lambda: "only Ada can undo it" in typist.said)
    assert typist.window.banner.isVisible()
    assert "Mikojan" in typist.stored().reading.text


def test_a_decided_word_comes_back_to_the_card(typist: Typist) -> None:
    typist.press("Return")
    assert typist.form == "Cuben"
    enter(typist, "F2")
    assert typist.window.rooms.current is None
    assert typist.form == "Mikeyan"
    assert "open again" in typist.said


def test_many_steps_come_as_one_looks_further_down(typist: Typist) -> None:
    for number in range(230):
        decide(typist, 0, "Ada", d.Replace(d.Span(0, 0), f"w{number}"))
    enter(typist)
    assert len(told(typist)) == 100
    typist.press("End")
    typist.wait(lambda: len(told(typist)) == 200)
    typist.press("End")
    typist.wait(lambda: len(told(typist)) == 230)
    assert told(typist)[0] == "Read “w229” for “President”"


def test_a_batch_is_undone_from_the_desk_and_said(typist: Typist) -> None:
    project = typist.window.desk.project
    assert project is not None
    pages = [row.id for row in project.rows()]
    drafts = [d.Draft(d.Keep(d.Span(0, 0)))]
    project.review.decide_all([(page, drafts) for page in pages], "Mira Novak")
    typist.press("Ctrl+Z")
    assert typist.said == "Took back 3 changes on 3 pages."
    typist.press("Ctrl+Y")
    assert typist.said == "Did 3 changes again on 3 pages."


def test_undo_says_where_the_last_step_is_when_it_is_not_here(typist: Typist) -> None:
    decide(typist, 1, "Mira Novak", d.Keep(d.Span(0, 0)))
    typist.press("Ctrl+Z")
    assert typist.said.startswith("Nothing to undo here. Your last step was on one, page 2")
    assert typist.stored().revision == 0


def test_the_list_of_my_steps_here_opens_by_a_key(typist: Typist) -> None:
    decide(typist, 0, "Ada", d.Keep(d.Span(0, 0)))
    decide(typist, 0, "Mira Novak", d.Keep(d.Span(1, 1)))
    typist.press("Alt+Z")
    typist.wait(lambda: told(typist) == ["Kept “handed” as it stands"])
    assert (room(typist).reach, room(typist).mine) == (Reach.PAGE, True)


def test_steps_of_a_person_of_days_or_of_a_kind_are_listed(typist: Typist) -> None:
    decide(typist, 0, "Ada", d.Keep(d.Span(0, 0)))
    decide(typist, 0, "Ben", d.Keep(d.Span(1, 1)))
    decide(typist, 0, "Ben", d.SetRole(0, Role.HEADING))
    enter(typist)
    assert len(told(typist)) == 3
    sieve = room(typist).sieve
    typist.wait(lambda: sieve.people.count() == 3)
    typist.press("Alt+5", "Down", "Down")
    assert sieve.person == "Ben"
    typist.wait(lambda: len(told(typist)) == 2)
    sieve.sorts.setCurrentIndex(sieve.sorts.findData(Sort.WORDS))
    typist.wait(lambda: told(typist) == ["Kept “handed” as it stands"])
    sieve.days.box.setCurrentIndex(sieve.days.box.findData(Span.YESTERDAY))
    typist.wait(lambda: not told(typist))
    sieve.days.box.setCurrentIndex(sieve.days.box.findData(Span.BETWEEN))
    sieve.days.first.setText("2020-01-01")
    typist.wait(lambda: len(told(typist)) == 1)
    sieve.days.last.setText("2020-01-02")
    typist.wait(lambda: not told(typist))


def test_what_is_listed_is_saved(
    typist: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(typist, 0, "Ada", d.Keep(d.Span(0, 0)))
    decide(typist, 0, "Ben", d.Replace(d.Span(1, 1), "gave"))
    path = tmp_path / "steps"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    enter(typist)
    typist.press("Ctrl+S")
    typist.wait(lambda: "2 decisions saved" in typist.said)
    assert len(path.with_suffix(".csv").read_text("utf-8-sig").splitlines()) == 3
    typist.type("ben")
    typist.wait(lambda: len(told(typist)) == 1)
    path = tmp_path / "ben.jsonl"
    typist.press("Ctrl+S")
    typist.wait(lambda: "One decision saved" in typist.said)
    assert json.loads(path.read_text("utf-8"))["by"] == "Ben"
