"""Like changes judged by a sample, and words checked, by keys, through the window."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.messages import Catalogue
from reviewer.core.sampling import Sample, read_note, size_needed
from reviewer.services.app import App
from reviewer.ui.history_words import why
from reviewer.ui.judging_runs import CheckRun, SampleRun
from tests.ui.test_judging import note, room, shown
from tests.ui.typist import Typist

ALL, RATE = 36, 0.2


@pytest.fixture
def place(app: App, tmp_path: Path) -> str:
    """Three pages on each of which the same word was read otherwise twelve times."""
    project = app.create(str(tmp_path / "Many"))
    (tmp_path / "many.txt").write_text("\f".join(["Cuben " * 12 + "others\n"] * 3), "utf-8")
    project.importing.add([tmp_path / "many.txt"])
    pages = [row.id for row in project.rows()]
    drafts = [d.Draft(d.Replace(d.Span(n, n), "Cuban")) for n in range(12)]
    project.review.decide_all([(page, drafts) for page in pages], "Ada")
    for page in pages:
        project.approval.submit(page, "Ada")
    project.settings.set("bulk_rate", RATE)
    project.close()
    return str(tmp_path / "Many")


@pytest.fixture
def group(typist: Typist) -> Typist:
    """In front of the card of all places."""
    typist.press("F12")
    typist.wait(lambda: room(typist).walk.survey.pages)
    typist.press("G")
    return typist


def approved(typist: Typist) -> int:
    project = typist.window.desk.project
    assert project
    return sum(len(project.page(row.id).standing.approved) for row in project.rows())


def test_all_that_is_the_same_is_one_card(group: Typist) -> None:
    assert "36 changes are the same" in note(group)
    assert "Ada made them in one step, on 3 pages" in note(group)
    assert f"draws {size_needed(ALL, RATE)} of them" in note(group)


def test_a_clean_sample_approves_the_others_as_one_step(group: Typist) -> None:
    size = size_needed(ALL, RATE)
    group.press("Return")
    assert f"sample, 1 of {size}" in room(group).view.lead.text()
    for _ in range(size):
        assert shown(group)
        group.press("Return")
    assert f"None of {size} was wrong" in note(group)
    assert approved(group) == size
    group.press("Return")
    group.wait(lambda: not group.window.jobs.busy)
    assert approved(group) == ALL
    signing = group.stored().decisions[-1]
    sample = read_note(signing.grounds.source)
    assert sample
    assert (sample.size, sample.total, sample.wrong) == (size, ALL, 0)
    assert "All changes of this page are judged" in note(group)
    group.press("U")
    assert approved(group) == size


def test_too_much_wrong_is_refused_and_says_what_would_help(group: Typist) -> None:
    size = size_needed(ALL, RATE)
    group.press("Return", "R", "R", "R")
    for _ in range(size - 3):
        group.press("Return")
    assert f"3 of {size} were wrong" in note(group)
    assert "more than the 20 %" in note(group)
    more = size_needed(ALL, RATE, 3) - size
    assert f"draws {more} more" in note(group)
    group.press("Return")
    run = room(group).walk.run
    assert isinstance(run, SampleRun)
    assert len(run.spots) == size + more
    assert shown(group)


def test_undo_within_a_sample_forgets_the_verdict(group: Typist) -> None:
    group.press("Return", "R")
    run = room(group).walk.run
    assert isinstance(run, SampleRun)
    assert run.sample.wrong == 1
    group.press("U")
    assert (run.sample.size, run.at) == (0, 0)


def test_one_by_one_after_all(group: Typist) -> None:
    group.press("O")
    assert shown(group)
    group.press("A", "A")
    assert approved(group) == 2
    assert shown(group)


def test_words_left_open_are_checked_the_likeliest_first(typist: Typist) -> None:
    typist.press("F12")
    typist.press("Ctrl+Return", "Ctrl+Return", "Left", "Right")
    while shown(typist):
        typist.press("Right")
    typist.press("L")
    assert isinstance(room(typist).walk.run, CheckRun)
    assert "Nobody doubts a word" in note(typist)
    typist.press("Return")
    assert room(typist).walk.run is None


def test_history_says_on_which_sample_an_approval_rests() -> None:
    sample = Sample(62, 252, 1, 7)
    place = d.Place(DocumentId(1), PageId(1))
    approval = d.Approve((DecisionId(1),))
    grounds = d.Grounds(source=sample.note)
    decision = d.Decision(
        DecisionId(2), place, "Eve", datetime(2026, 5, 3, tzinfo=UTC), approval, grounds
    )
    assert why(decision, Catalogue.load()) == "on a sample of 62 of 252, one wrong"
