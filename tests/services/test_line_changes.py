"""The editor's list of what was done with lines: complete, in place, taken back as a whole."""

import pytest

from reviewer.core import decisions as d
from reviewer.core.errors import NotAllowed
from reviewer.core.ids import PageId
from reviewer.core.judging import Change
from reviewer.core.model import Role
from reviewer.core.workflow import State
from reviewer.services.project import Project

LINES = ["President handed Mikeyan a message.", "", "The Cuben problem was serions."]


def changes(project: Project, page: PageId) -> list[Change]:
    return list(project.approval.changes(page))


def test_every_act_on_a_line_is_a_change_in_its_place(project: Project, page: PageId) -> None:
    arranging = project.arranging
    key = arranging.add_line(page, 2, "Ada")
    arranging.split_line(page, 2, "Ada")
    arranging.set_role(page, [2], Role.HEADING, "Ada")
    arranging.move_lines(page, [2], 0, "Ada")
    arranging.join_lines(page, 0, 1, "Ada")
    found = changes(project, page)
    assert [(change.line, type(change.decision.act)) for change in found] == [
        (0, d.SetRole),
        (0, d.MoveLine),
        (1, d.JoinLines),
        (2, d.SplitLine),
        (3, d.AddLine),
    ]
    assert found[0].right == LINES[2]
    assert all(not change.before and not change.after for change in found)
    assert project.page(page).reading.lines[3].n == key


def test_moves_of_one_line_are_one_change(project: Project, page: PageId) -> None:
    for before in (1, 0, None, 0):
        project.arranging.move_lines(page, [2], before, "Ada")
    (change,) = changes(project, page)
    assert len(change.targets) == 4
    project.approval.submit(page, "Ada")
    project.approval.approve_changes(page, change.targets[:1], "Eve")
    assert not changes(project, page)[0].approved
    project.approval.approve_changes(page, change.targets, "Eve")
    assert changes(project, page)[0].approved
    project.approval.reject(page, change.targets, "Eve")
    assert [line.text for line in project.page(page).reading.lines] == LINES
    assert not changes(project, page)


def test_what_two_people_did_is_two_changes(project: Project, page: PageId) -> None:
    project.arranging.set_role(page, [0], Role.STAMP, "Ada")
    project.arranging.set_role(page, [0], Role.HEADING, "Bob")
    assert [change.decision.by for change in changes(project, page)] == ["Ada", "Bob"]


def test_what_was_done_with_a_line_that_was_joined_stays_in_sight(
    project: Project, page: PageId
) -> None:
    project.arranging.set_role(page, [2], Role.HEADING, "Ada")
    project.arranging.join_lines(page, 0, 2, "Ada")
    assert [(change.line, type(change.decision.act)) for change in changes(project, page)] == [
        (0, d.SetRole),
        (0, d.JoinLines),
    ]


def test_whoever_moved_lines_may_not_approve_the_page(project: Project, page: PageId) -> None:
    project.arranging.move_lines(page, [2], 0, "Ada")
    project.approval.submit(page, "Ada")
    with pytest.raises(NotAllowed, match="worked on this page"):
        project.approval.approve(page, "Ada")
    project.approval.approve(page, "Eve")
    assert project.page(page).standing.state is State.APPROVED
