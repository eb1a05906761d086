"""Submitting, approving, rejecting: four eyes by every way in."""

import pytest

from reviewer.core.errors import Conflict, NotAllowed
from reviewer.core.ids import PageId
from reviewer.core.workflow import State
from reviewer.services.project import Project

from .test_review import key_of


@pytest.fixture
def submitted(project: Project, page: PageId) -> PageId:
    project.review.accept(page, key_of(project, page, "Mikeyan"), 1, "Ada")
    project.review.accept(page, key_of(project, page, "Cuben"), 1, "Ada")
    project.approval.submit(page, "Ada")
    return page


def state(project: Project, page: PageId) -> State:
    shown, true = project.rows()[0].state, project.page(page).standing.state
    assert shown is true
    return true


def test_an_editor_sees_what_changed(project: Project, submitted: PageId) -> None:
    changes = project.approval.changes(submitted)
    assert [(one.before, one.after, one.line) for one in changes] == [
        ("Mikeyan", "Mikoyan", 0),
        ("Cuben", "Cuban", 2),
    ]
    assert changes[0].left.endswith("handed ")
    assert changes[0].right.startswith(" a message")


def test_somebody_else_approves(project: Project, submitted: PageId) -> None:
    project.approval.approve(submitted, "Bob")
    assert state(project, submitted) is State.APPROVED
    with pytest.raises(NotAllowed, match="approved by Bob"):
        project.review.keep(submitted, key_of(project, submitted, "serions"), "Ada")


def test_nobody_approves_their_own_page(project: Project, submitted: PageId) -> None:
    with pytest.raises(NotAllowed):
        project.approval.approve(submitted, "ada")
    record = {"page": submitted, "act": "approve"}
    report = project.scripting.apply([(1, record)], "Ada")
    assert [number for number, _ in report.refused] == [1]
    assert state(project, submitted) is State.SUBMITTED


def test_a_rejected_change_goes_back_to_the_source(project: Project, submitted: PageId) -> None:
    change = project.approval.changes(submitted)[0]
    project.approval.reject(submitted, [change.decision.id], "Bob")
    assert [one.after for one in project.approval.changes(submitted)] == ["Cuban"]
    assert "Mikeyan" in project.page(submitted).reading.text
    project.history.undo(submitted, "Bob")
    assert len(project.approval.changes(submitted)) == 2


def test_signing_single_changes(project: Project, submitted: PageId) -> None:
    change = project.approval.changes(submitted)[0]
    project.approval.approve_changes(submitted, [change.decision.id], "Bob")
    assert [one.approved for one in project.approval.changes(submitted)] == [True, False]
    assert state(project, submitted) is State.SUBMITTED


def test_a_returned_page_says_why_and_can_be_worked_on(project: Project, submitted: PageId) -> None:
    project.approval.send_back(submitted, "Bob", "Line 3, please.")
    assert project.page(submitted).standing.comment == "Line 3, please."
    project.review.keep(submitted, key_of(project, submitted, "serions"), "Ada")
    project.approval.submit(submitted, "Ada")
    assert state(project, submitted) is State.SUBMITTED


def test_the_transcriber_may_take_a_submission_back(project: Project, submitted: PageId) -> None:
    project.history.undo(submitted, "Ada")
    assert state(project, submitted) is State.IN_WORK


def test_an_approved_page_can_be_opened_again(project: Project, submitted: PageId) -> None:
    project.approval.approve(submitted, "Bob")
    project.approval.reopen(submitted, "Ada", "A better copy turned up.")
    assert state(project, submitted) is State.IN_WORK


def test_nobody_signs_what_changed_behind_their_back(project: Project, submitted: PageId) -> None:
    seen = project.page(submitted).revision
    change = project.approval.changes(submitted)[0]
    project.approval.reject(submitted, [change.decision.id], "Carol")
    with pytest.raises(Conflict):
        project.approval.approve(submitted, "Bob", seen)
    assert state(project, submitted) is State.SUBMITTED
