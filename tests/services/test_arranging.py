"""Lines parted, joined, added, taken out and moved: each one step, all of them undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.arranging import is_added, split_key
from reviewer.core.errors import Conflict, NotAllowed, ReviewerError, UsageError
from reviewer.core.ids import PageId
from reviewer.core.model import Role
from reviewer.services.arranging import other_flow
from reviewer.services.project import Project
from reviewer.store.opener import Opener

from .fakes import LinesWriter, Utf8Reader, WordList

TEXT = "one two three\n\nfour five\nsix\nseven eight\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = Project(
        Opener().create(str(tmp_path / "p")), WordList({}), [Utf8Reader()], [LinesWriter()]
    )
    source = tmp_path / "lines.txt"
    source.write_text(TEXT, "utf-8")
    project.importing.add([source])
    yield project
    project.close()


@pytest.fixture
def page(project: Project) -> PageId:
    return project.rows()[0].id


def texts(project: Project, page: PageId) -> list[str]:
    return [line.text for line in project.page(page).reading.lines]


def numbers(project: Project, page: PageId) -> list[int]:
    return [line.n for line in project.page(page).reading.lines]


def whole(project: Project, page: PageId) -> str:
    return project.page(page).reading.text


def test_a_line_is_parted_before_a_word(project: Project, page: PageId) -> None:
    project.arranging.split_line(page, 1, "Ada")
    assert texts(project, page) == ["one", "two three", "", "four five", "six", "seven eight"]
    assert numbers(project, page)[1] == split_key(1)
    project.history.undo(page, "Ada")
    assert whole(project, page) == TEXT


@pytest.mark.parametrize("line, column", [(0, 0), (0, 13), (1, 0), (3, 3)])
def test_nothing_is_parted_at_the_edge_of_a_line(
    project: Project, page: PageId, line: int, column: int
) -> None:
    with pytest.raises(UsageError, match="on one side") as caught:
        project.arranging.part_line(page, line, column, "Ada")
    assert all((caught.value.where, caught.value.safe, caught.value.advice))
    assert project.page(page).revision == 0


@pytest.mark.parametrize(
    "line, column, wanted",
    [
        (0, 6, ["one tw", "o three"]),
        (0, 4, ["one", "two three"]),
        (0, 3, ["one", "two three"]),
        (0, 11, ["one two thr", "ee"]),
        (3, 1, ["s", "ix"]),
    ],
)
def test_a_word_is_parted_with_its_line(
    project: Project, page: PageId, line: int, column: int, wanted: list[str]
) -> None:
    project.arranging.part_line(page, line, column, "Ada")
    at = numbers(project, page).index(line)
    assert texts(project, page)[at : at + 2] == wanted
    project.history.undo(page, "Ada")
    assert whole(project, page) == TEXT
    project.history.redo(page, "Ada")
    assert texts(project, page)[at : at + 2] == wanted


@pytest.mark.parametrize("column", range(1, 19))
def test_added_words_are_parted_like_others(project: Project, page: PageId, column: int) -> None:
    project.review.retype(page, 0, "an one more two three end", "Ada")
    before = texts(project, page)[0]
    project.arranging.part_line(page, 0, column, "Ada")
    left, right = before[:column].rstrip(), before[column:].lstrip()
    assert texts(project, page)[:2] == [left, right]
    project.history.undo(page, "Ada")
    assert texts(project, page)[0] == before


@pytest.mark.parametrize("column", range(1, 9))
def test_a_line_of_added_words_alone_is_parted(project: Project, page: PageId, column: int) -> None:
    key = project.arranging.add_line(page, 2, "Ada")
    project.review.retype(page, key, "new", "Ada")
    project.review.retype(page, key, "new words", "Ada")
    project.arranging.part_line(page, key, column, "Ada")
    wanted = ["new words"[:column].strip(), "new words"[column:].strip()]
    assert texts(project, page)[2:4] == wanted


def test_lines_are_joined_and_keep_their_words(project: Project, page: PageId) -> None:
    project.arranging.join_lines(page, 2, 3, "Ada")
    assert texts(project, page) == ["one two three", "", "four five six", "seven eight"]


def test_an_empty_line_takes_on_the_role_of_what_comes_in(project: Project, page: PageId) -> None:
    project.arranging.set_role(page, [2], Role.HEADING, "Ada")
    project.arranging.join_lines(page, 1, 2, "Ada")
    line = project.page(page).reading.lines[1]
    assert (line.text, line.role) == ("four five", Role.HEADING)
    project.history.undo(page, "Ada")
    assert texts(project, page)[1] == ""


@pytest.mark.parametrize("line, behind", [(2, 2), (2, 99), (99, 2)])
def test_only_two_lines_that_are_there_can_be_joined(
    project: Project, page: PageId, line: int, behind: int
) -> None:
    with pytest.raises(UsageError):
        project.arranging.join_lines(page, line, behind, "Ada")
    assert project.page(page).revision == 0


def test_a_line_that_was_joined_is_no_line_any_more(project: Project, page: PageId) -> None:
    project.arranging.join_lines(page, 2, 3, "Ada")
    with pytest.raises(UsageError, match="no line 3"):
        project.arranging.move_lines(page, [3], None, "Ada")


def test_an_added_line_takes_words(project: Project, page: PageId) -> None:
    key = project.arranging.add_line(page, 3, "Ada")
    assert is_added(key)
    project.review.retype(page, key, "brand new", "Ada")
    assert texts(project, page)[2:5] == ["four five", "brand new", "six"]
    assert project.arranging.add_line(page, None, "Ada") == numbers(project, page)[-1]


def test_deleting_takes_words_out_as_noise_and_leaves_no_empty_line(
    project: Project, page: PageId
) -> None:
    project.arranging.delete_lines(page, [2, 3], "Ada")
    assert texts(project, page) == ["one two three", "", "seven eight"]
    replaced = [one.act for one in project.log() if isinstance(one.act, d.Replace)]
    assert {act.text for act in replaced} == {""}
    project.history.undo(page, "Ada")
    assert whole(project, page) == TEXT


def test_deleting_the_first_line_leaves_the_second_its_number(
    project: Project, page: PageId
) -> None:
    project.arranging.delete_lines(page, [0, 1], "Ada")
    assert texts(project, page) == ["four five", "six", "seven eight"]
    assert numbers(project, page) == [2, 3, 4]


def test_all_lines_of_a_page_can_be_taken_out_but_one_stays_empty(
    project: Project, page: PageId
) -> None:
    key = project.arranging.add_line(page, 0, "Ada")
    project.arranging.delete_lines(page, numbers(project, page), "Ada")
    assert key not in numbers(project, page)
    assert texts(project, page) == [""]


def test_an_added_line_is_taken_back_with_its_words(project: Project, page: PageId) -> None:
    key = project.arranging.add_line(page, 3, "Ada")
    project.review.retype(page, key, "brand new", "Ada")
    project.arranging.delete_lines(page, [key], "Ada")
    assert whole(project, page) == TEXT
    assert isinstance(project.log()[0].act, d.Revert)
    project.history.undo(page, "Ada")
    assert texts(project, page)[3] == "brand new"


def test_an_added_line_of_a_colleague_is_emptied(project: Project, page: PageId) -> None:
    key = project.arranging.add_line(page, 3, "Ada")
    project.review.retype(page, key, "brand new", "Ada")
    project.arranging.delete_lines(page, [key], "Bob")
    assert whole(project, page) == TEXT
    project.history.undo(page, "Bob")
    assert texts(project, page)[3] == "brand new"


def test_what_was_joined_to_an_added_line_does_not_come_back_with_it(
    project: Project, page: PageId
) -> None:
    one = project.arranging.add_line(page, 3, "Ada")
    other = project.arranging.add_line(page, 3, "Ada")
    project.arranging.join_lines(page, one, other, "Ada")
    project.arranging.delete_lines(page, [one], "Ada")
    assert whole(project, page) == TEXT


@pytest.mark.parametrize(
    "lines, before, wanted",
    [
        ([4], 0, [4, 0, 1, 2, 3]),
        ([0, 3], None, [1, 2, 4, 0, 3]),
        ([3, 0], 2, [1, 0, 3, 2, 4]),
        ([2, 3], 3, [0, 1, 2, 3, 4]),
        ([0, 2], 2, [1, 0, 2, 3, 4]),
        ([4], None, [0, 1, 2, 3, 4]),
    ],
)
def test_lines_move_in_their_order(
    project: Project, page: PageId, lines: list[int], before: int | None, wanted: list[int]
) -> None:
    project.arranging.move_lines(page, lines, before, "Ada")
    assert numbers(project, page) == wanted
    if wanted == [0, 1, 2, 3, 4]:
        assert project.page(page).revision == 0
    else:
        project.history.undo(page, "Ada")
        assert numbers(project, page) == [0, 1, 2, 3, 4]


def test_a_region_without_layout_is_a_paragraph(project: Project, page: PageId) -> None:
    project.arranging.set_role_of_region(page, 3, Role.STAMP, "Ada")
    roles = [line.role for line in project.page(page).reading.lines]
    assert roles == [Role.BODY, Role.BODY, Role.STAMP, Role.STAMP, Role.STAMP]
    project.arranging.set_role(page, [2, 3], Role.STAMP, "Ada")
    assert project.page(page).revision == 3  # saying it again says nothing


def test_what_a_colleague_did_meanwhile_is_not_written_over(project: Project, page: PageId) -> None:
    project.arranging.move_lines(page, [4], 0, "Bob")
    for step in (
        lambda: project.arranging.part_line(page, 0, 4, "Ada", 0),
        lambda: project.arranging.part_line(page, 3, 1, "Ada", 0),
        lambda: project.arranging.add_line(page, 0, "Ada", 0),
        lambda: project.arranging.delete_lines(page, [0], "Ada", 0),
    ):
        with pytest.raises(Conflict):
            step()
    assert project.page(page).revision == 1


def test_a_page_with_the_editor_stays_as_it_is(project: Project, page: PageId) -> None:
    project.approval.submit(page, "Ada")
    with pytest.raises(NotAllowed):
        project.arranging.move_lines(page, [4], 0, "Ada")
    with pytest.raises(NotAllowed):
        project.arranging.part_line(page, 3, 1, "Ada")
    assert whole(project, page) == TEXT


_PICK = st.integers(0, 50)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["part", "join", "add", "delete", "move", "role", "type"]), _PICK, _PICK
    ),
    max_size=12,
)


def take(project: Project, page: PageId, what: str, one: int, other: int) -> None:
    """One step anywhere on the page; steps that make no sense there are refused."""
    lines = project.page(page).reading.lines
    first, second = lines[one % len(lines)], lines[other % len(lines)]
    arranging = project.arranging
    match what:
        case "part":
            arranging.part_line(page, first.n, other % (len(first.text) + 1), "Ada")
        case "join":
            arranging.join_lines(page, first.n, second.n, "Ada")
        case "add":
            arranging.add_line(page, first.n if one % 3 else None, "Ada")
        case "delete":
            arranging.delete_lines(page, {first.n, second.n}, "Ada")
        case "move":
            arranging.move_lines(page, {first.n, lines[0].n}, second.n, "Ada")
        case "role":
            arranging.set_role_of_region(page, first.n, list(Role)[other % len(Role)], "Ada")
        case "type":
            words = first.text.split()
            words.insert(other % (len(words) + 1), "added")
            project.review.retype(page, first.n, " ".join(words), "Ada")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_whatever_was_done_undo_leads_back_to_the_source(
    project: Project, page: PageId, steps: list[tuple[str, int, int]]
) -> None:
    for what, one, other in steps:
        before = project.page(page)
        words = sorted("".join(before.reading.text.split()))
        try:
            take(project, page, what, one, other)
        except ReviewerError:
            assert project.page(page).reading.text == before.reading.text
            continue
        after = project.page(page).reading
        if what in ("part", "join", "move", "role", "add"):
            assert sorted("".join(after.text.split())) == words
        assert len(after.lines) == len({line.n for line in after.lines}) >= 1
    while project.history.can(page, "Ada")[0]:
        project.history.undo(page, "Ada")
    assert whole(project, page) == TEXT
    assert numbers(project, page) == [0, 1, 2, 3, 4]


def test_a_role_has_a_kind_and_a_place(project: Project, page: PageId) -> None:
    arranging = project.arranging
    arranging.set_role(page, [0], Role.STAMP, "Ada", kind="receipt", place="top")
    line = project.page(page).reading.lines[0]
    assert (line.role, line.kind, line.place) == (Role.STAMP, "receipt", "top")
    count = len(project.log())
    arranging.set_role(page, [0], Role.STAMP, "Ada", kind="receipt", place="top")
    assert len(project.log()) == count
    with pytest.raises(UsageError):
        arranging.set_role(page, [0], Role.STAMP, "Ada", kind="letterhead")
    with pytest.raises(UsageError):
        arranging.set_role(page, [0], Role.STAMP, "Ada", place="middle")


def test_what_is_said_of_the_flow_is_the_contrary_of_the_look(
    project: Project, page: PageId
) -> None:
    reading = project.page(page).reading
    assert other_flow(reading, 0) is d.Flow.RUNS_ON
    assert other_flow(reading, 2) is d.Flow.RUNS_ON
    project.arranging.set_flow(page, 2, d.Flow.RUNS_ON, "Ada")
    reading = project.page(page).reading
    assert reading.lines[2].flow is d.Flow.RUNS_ON
    assert other_flow(reading, 2) is d.Flow.USUAL
    count = len(project.log())
    project.arranging.set_flow(page, 2, d.Flow.RUNS_ON, "Ada")
    assert len(project.log()) == count
