"""Marks by services: what they settle, whose they are, what was marked before."""

import pytest

from reviewer.core import decisions as d
from reviewer.core.conventions import conventions
from reviewer.core.errors import Conflict, NotAllowed, UsageError
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.marked import Target, covered
from reviewer.core.marks import MarkName
from reviewer.services.marking import queries_of, words_of
from reviewer.services.project import Project

MIKEYAN = Target((0, 17), (0, 24))
SPACE = Target((0, 9), (0, 9))


def marks(project: Project, page: PageId) -> list[tuple[str, str]]:
    reading = project.page(page).reading
    return [(str(mark.name), covered(reading, mark)) for mark in reading.marks]


def first(project: Project, page: PageId) -> DecisionId:
    return project.page(page).reading.marks[0].decision


def test_a_mark_is_put_undone_and_done_again(project: Project, page: PageId) -> None:
    project.marking.put(page, MIKEYAN, MarkName.PERSON, {"ref": "Mikoyan, Anastas"}, "Ada")
    assert marks(project, page) == [("person", "Mikeyan")]
    project.history.undo(page, "Ada")
    assert marks(project, page) == []
    project.history.redo(page, "Ada")
    assert marks(project, page) == [("person", "Mikeyan")]


def test_a_name_leaves_its_word_to_be_corrected_and_stays_on_it(
    project: Project, page: PageId
) -> None:
    project.marking.put(page, MIKEYAN, MarkName.PERSON, {}, "Ada")
    finding = project.page(page).open[0]
    assert finding.form == "Mikeyan"
    project.review.accept(page, finding.key, 1, "Ada")
    assert marks(project, page) == [("person", "Mikoyan")]


@pytest.mark.parametrize("name", [MarkName.UNCLEAR, MarkName.FOREIGN, MarkName.SIC])
def test_what_says_all_there_is_to_say_settles_the_finding(
    project: Project, page: PageId, name: MarkName
) -> None:
    before = project.page(page).reading.text
    project.marking.put(page, MIKEYAN, name, {}, "Ada")
    view = project.page(page)
    assert [finding.form for finding in view.open] == ["Cuben", "serions"]
    assert view.reading.text == before
    project.history.undo(page, "Ada")
    assert len(project.page(page).open) == 3


def test_a_gap_takes_unreadable_letters_out_in_one_step(project: Project, page: PageId) -> None:
    project.marking.put(page, MIKEYAN, MarkName.GAP, {"unit": "word", "quantity": "1"}, "Ada")
    view = project.page(page)
    assert view.reading.text.startswith("President handed a message")
    assert [finding.form for finding in view.open] == ["Cuben", "serions"]
    project.history.undo(page, "Ada")
    assert project.page(page).reading.text.startswith("President handed Mikeyan a")


def test_supplied_words_leave_findings_beside_them_alone(project: Project, page: PageId) -> None:
    project.marking.supply(page, (0, 24), "just", {"reason": "omitted"}, "Ada")
    view = project.page(page)
    assert view.reading.text.startswith("President handed Mikeyan just a message")
    assert marks(project, page) == [("supplied", "just")]
    assert len(view.open) == 3


def test_a_colleague_may_change_and_remove_a_mark(project: Project, page: PageId) -> None:
    project.marking.put(page, MIKEYAN, MarkName.PERSON, {"ref": "Mike"}, "Ada")
    project.marking.change(page, first(project, page), {"ref": "Mikoyan"}, "Ben")
    (mark,) = project.page(page).reading.marks
    assert mark.attributes == {"ref": "Mikoyan"}
    assert project.log()[0].by == "Ben"
    project.marking.remove(page, mark.decision, "Cleo")
    assert marks(project, page) == []
    project.history.undo(page, "Cleo")
    assert marks(project, page) == [("person", "Mikeyan")]


def test_what_cannot_be_marked_is_refused_and_nothing_is_written(
    project: Project, page: PageId
) -> None:
    project.marking.put(page, Target((0, 10), (0, 24)), MarkName.DELETED, {}, "Ada")
    count = project.page(page).revision
    with pytest.raises(NotAllowed, match="only a part"):
        project.marking.put(page, Target((0, 17), (0, 26)), MarkName.FOREIGN, {}, "Ada")
    with pytest.raises(NotAllowed, match="No word"):
        project.marking.put(page, SPACE, MarkName.PERSON, {}, "Ada")
    with pytest.raises(UsageError, match="gone"):
        project.marking.remove(page, DecisionId(999), "Ada")
    assert project.page(page).revision == count


def test_a_mark_on_a_page_that_moved_on_is_a_conflict(project: Project, page: PageId) -> None:
    project.marking.put(page, MIKEYAN, MarkName.PERSON, {}, "Ada")
    with pytest.raises(Conflict):
        project.marking.put(page, SPACE, MarkName.NOTE, {"text": "late"}, "Ben", seen=0)


def test_open_queries_are_counted_until_they_are_taken_away(project: Project, page: PageId) -> None:
    project.marking.put(page, SPACE, MarkName.QUERY, {"text": "Is this right?"}, "Ada")
    reading = project.page(page).reading
    (query,) = queries_of(reading)
    assert query.attributes["text"] == "Is this right?"
    assert words_of(reading, query) == "President"
    project.marking.remove(page, query.decision, "Ben")
    assert not queries_of(project.page(page).reading)


def test_what_was_marked_before_is_counted_as_it_grows(project: Project, page: PageId) -> None:
    assert project.marking.precedents() == {}
    project.marking.put(page, MIKEYAN, MarkName.PERSON, {"ref": "Mikoyan"}, "Ada")
    assert project.marking.precedents() == {"Mikoyan": 1}
    second = project.rows()[1].id
    project.marking.put(second, Target((0, 0), (0, 6)), MarkName.PERSON, {"ref": "Mikoyan"}, "Ada")
    project.marking.put(second, SPACE, MarkName.NOTE, {"text": "x"}, "Ada")
    assert project.marking.precedents() == {"Mikoyan": 2}


def test_a_typed_sign_is_taken_as_one_step(project: Project, page: PageId) -> None:
    line = project.page(page).reading.lines[0]
    project.review.retype(page, line.n, line.text.replace("message", "message [?]"), "Ada")
    view = project.page(page)
    (offer,) = conventions(view.reading)
    project.review.decide(page, [d.Draft(act) for act in offer.acts], "Ada")
    assert marks(project, page) == [("unclear", "message")]
    assert "[" not in project.page(page).reading.text
    project.history.undo(page, "Ada")
    assert "message [?]" in project.page(page).reading.text
