"""Automatic correction: only what it may, as one step, in a person's name."""

import pytest

from reviewer.core import decisions as d
from reviewer.core.errors import Cancelled, NotAllowed, UsageError
from reviewer.core.ids import PageId
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.progress import Progress
from reviewer.services.project import Project

from .fakes import WordList
from .test_review import key_of


@pytest.fixture(autouse=True)
def sure(project: Project, analyst: WordList) -> None:
    """The engine lets two of the words be corrected without asking."""
    analyst.sure = ("Mikeyan", "Cuben")
    project.analysis.run(again=True)


def texts(project: Project) -> str:
    return "".join(project.page(row.id).reading.text for row in project.rows())


def test_first_suggestions_are_taken_as_one_batch(project: Project, page: PageId) -> None:
    before = texts(project)
    report = project.autocorrecting.run(0.9, "Ada")
    assert [(one.before, one.after) for one in report.corrections] == [
        ("Mikeyan", "Mikoyan"),
        ("Cuben", "Cuban"),
        ("Cuben.", "Cuban."),
    ]
    assert "The Cuban problem was serions." in texts(project)
    decided = project.log()
    assert {(one.batch, one.by, one.grounds.way) for one in decided} == {
        (report.batch, "Ada", d.Way.RULE)
    }
    assert decided[-1].grounds == d.Grounds(d.Way.RULE, "Mikeyan", "Mikoyan", 1, 0.9, "list")
    project.history.undo(page, "Ada")
    assert texts(project) == before


def test_a_dry_run_decides_nothing(project: Project) -> None:
    report = project.autocorrecting.run(0.9, "Ada", dry=True)
    assert len(report.corrections) == 3
    assert report.batch == ""
    assert project.log() == ()


def test_less_likely_ones_are_left(project: Project) -> None:
    assert not project.autocorrecting.run(0.91, "Ada").corrections


def test_decided_and_marked_words_are_left(project: Project, page: PageId) -> None:
    project.review.keep(page, key_of(project, page, "Mikeyan"), "Bob")
    mark = d.Mark(Anchor(6, 1), Anchor(7, 2), MarkName.UNCLEAR)
    project.review.decide(page, [d.Draft(mark)], "Bob")
    report = project.autocorrecting.run(0.9, "Ada")
    assert [one.before for one in report.corrections] == ["Cuben."]


def test_a_mark_beside_a_word_does_not_keep_it(project: Project, page: PageId) -> None:
    beside = [
        d.Mark(Anchor(1, 0), Anchor(1, 6), MarkName.NOTE),
        d.Mark(Anchor(3, 0), Anchor(3, 1), MarkName.UNCLEAR),
    ]
    project.review.decide(page, [d.Draft(mark) for mark in beside], "Bob")
    assert len(project.autocorrecting.run(0.9, "Ada").corrections) == 3


def test_signed_and_stale_pages_are_left(project: Project, page: PageId, analyst: WordList) -> None:
    project.approval.submit(page, "Bob")
    report = project.autocorrecting.run(0.9, "Ada")
    assert (report.signed, [one.before for one in report.corrections]) == (1, ["Cuben."])
    analyst.stamp = WordList({}, "2").stamp
    assert project.autocorrecting.run(0.9, "Ada").stale == 1


def test_who_started_the_rule_may_not_approve_its_changes(project: Project, page: PageId) -> None:
    project.autocorrecting.run(0.9, "Ada")
    project.approval.submit(page, "Bob")
    with pytest.raises(NotAllowed):
        project.approval.approve(page, "Ada")


def test_a_cancel_leaves_finished_pages_and_one_batch(project: Project, page: PageId) -> None:
    progress = Progress()
    stop = project.subscribe(lambda changes: progress.cancel())
    with pytest.raises(Cancelled):
        project.autocorrecting.run(0.9, "Ada", progress=progress)
    stop()
    assert len(project.log()) == 2
    project.history.undo(page, "Ada")
    assert "Mikeyan" in texts(project)


@pytest.mark.parametrize("least", [0, -1, 1.1, float("nan")])
def test_what_is_no_probability_is_refused(project: Project, least: float) -> None:
    with pytest.raises(UsageError):
        project.autocorrecting.run(least, "Ada")


def test_a_decision_needs_a_name(project: Project) -> None:
    for dry in (True, False):
        with pytest.raises(NotAllowed):
            project.autocorrecting.run(0.9, " ", dry=dry)
