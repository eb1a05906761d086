"""What was being typed when the program ended becomes a decision in the next one."""

from pathlib import Path

import pytest

from reviewer.core.errors import ReviewerError
from reviewer.core.ids import PageId
from reviewer.services.project import Project
from reviewer.services.untold import LineTyped, Untold, UntoldTyping, tell

FIRST = "President handed Mikeyan a message."


@pytest.fixture
def typing(tmp_path: Path) -> UntoldTyping:
    return UntoldTyping(tmp_path / "typing")


def typed(page: PageId, now: str) -> Untold:
    return Untold(page, (LineTyped(0, FIRST, now),))


def first_line(project: Project, page: PageId) -> str:
    return project.page(page).reading.lines[0].text


def test_what_is_kept_is_found_again(typing: UntoldTyping) -> None:
    untold = Untold(PageId(3), (LineTyped(0, "a", "b"),), "key", "Mikoyan")
    typing.keep("/a/project", untold)
    assert typing.find("/a/project") == untold
    assert typing.find("/another") is None
    typing.drop("/a/project")
    typing.drop("/a/project")
    assert typing.find("/a/project") is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"page": 1}', '{"page": "x", "lines": []}'])
def test_a_file_that_makes_no_sense_is_none(typing: UntoldTyping, content: str) -> None:
    typing.path("/a").write_text(content, "utf-8")
    assert typing.find("/a") is None


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    typing = UntoldTyping(tmp_path / "file" / "typing")
    typing.keep("/a", Untold(PageId(1), field="x"))
    typing.drop("/a")
    assert typing.find("/a") is None


def test_it_is_told_as_one_step(project: Project, page: PageId) -> None:
    assert tell(project, typed(page, FIRST.replace("Mikeyan", "Mikoy")), "Ada")
    assert first_line(project, page) == FIRST.replace("Mikeyan", "Mikoy")
    project.history.undo(page, "Ada")
    assert first_line(project, page) == FIRST


def test_what_was_told_after_all_is_not_told_twice(project: Project, page: PageId) -> None:
    now = FIRST.replace("handed", "gave")
    project.review.retype(page, 0, now, "Ada")
    assert not tell(project, typed(page, now), "Ada")
    assert len(project.page(page).decisions) == 1


def test_what_a_colleague_changed_meanwhile_stays(project: Project, page: PageId) -> None:
    project.review.retype(page, 0, FIRST.replace("message", "letter"), "Bob")
    tell(project, typed(page, FIRST.replace("handed", "gave")), "Ada")
    assert first_line(project, page) == "President gave Mikeyan a letter."


def test_a_reading_in_the_field_is_told_too(project: Project, page: PageId) -> None:
    finding = project.page(page).open[0]
    assert tell(project, Untold(page, (), finding.key, "Mikojan"), "Ada")
    assert "handed Mikojan a" in first_line(project, page)
    assert not tell(project, Untold(page, (), finding.key, "Mikoian"), "Ada")


def test_a_page_that_was_sent_is_left_alone(project: Project, page: PageId) -> None:
    project.approval.submit(page, "Ada")
    with pytest.raises(ReviewerError):
        tell(project, typed(page, "anything"), "Ada")
    assert first_line(project, page) == FIRST
