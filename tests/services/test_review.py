"""Deciding, undoing, redoing."""

import pytest

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.errors import Conflict, NotAllowed, UsageError
from reviewer.core.ids import PageId
from reviewer.services.project import Project

from .conftest import TEXT

FIRST, SECOND = TEXT.split("\f")


def open_forms(project: Project, page: PageId) -> list[str]:
    return [finding.form for finding in project.page(page).open]


def key_of(project: Project, page: PageId, form: str) -> str:
    return next(f.key for f in project.page(page).findings if f.form == form)


def test_accepting_a_suggestion_changes_the_reading(project: Project, page: PageId) -> None:
    changes = project.review.accept(page, key_of(project, page, "Mikeyan"), 1, "Ada")
    assert changes.readings == changes.findings == {page}
    assert project.page(page).reading.text == FIRST.replace("Mikeyan", "Mikoyan") + "\f"
    assert open_forms(project, page) == ["Cuben", "serions"]
    decision = project.log()[0]
    assert decision.by == "Ada"
    assert decision.grounds == d.Grounds(
        d.Way.ACCEPTED, "Mikeyan", "Mikoyan", 1, pytest.approx(0.9), "list"
    )


def test_edge_punctuation_stays(project: Project, page: PageId) -> None:
    project.review.correct(page, key_of(project, page, "serions"), "serious", "Ada")
    assert project.page(page).reading.text.endswith("was serious.\f")
    assert project.log()[0].grounds.way is d.Way.TYPED


def test_typing_another_reading_than_the_one_offered_says_so(
    project: Project, page: PageId
) -> None:
    key = key_of(project, page, "Mikeyan")
    project.review.correct(page, key, "Mikojan", "Ada")
    grounds = project.log()[0].grounds
    assert (grounds.way, grounds.suggestion) == (d.Way.EDITED, "Mikoyan")


def test_typing_what_was_offered_is_accepting(project: Project, page: PageId) -> None:
    project.review.correct(page, key_of(project, page, "Mikeyan"), "Mike", "Ada")
    grounds = project.log()[0].grounds
    assert (grounds.way, grounds.rank) == (d.Way.ACCEPTED, 2)


def test_keeping_settles_without_changing(project: Project, page: PageId) -> None:
    before = project.page(page).reading.text
    project.review.keep(page, key_of(project, page, "Cuben"), "Ada")
    assert project.page(page).reading.text == before
    assert open_forms(project, page) == ["Mikeyan", "serions"]


def test_noise_is_taken_out(project: Project, page: PageId) -> None:
    project.review.noise(page, key_of(project, page, "Cuben"), "Ada")
    assert "The problem was" in project.page(page).reading.text


def test_typing_in_the_text_becomes_decisions(project: Project, page: PageId) -> None:
    line = project.page(page).reading.lines[0]
    project.review.retype(page, line.n, line.text.replace("a message", "the message"), "Ada")
    assert project.page(page).reading.lines[0].text == line.text.replace("a mess", "the mess")
    assert [decision.grounds.form for decision in project.log()] == ["a"]
    assert not project.review.retype(page, line.n, line.text.replace("a mess", "the mess"), "Ada")


def test_lists_show_what_is_left(project: Project, page: PageId) -> None:
    assert [row.open_findings for row in project.rows()] == [3, 1]
    project.review.keep(page, key_of(project, page, "Cuben"), "Ada")
    row = project.rows()[0]
    assert (row.findings, row.open_findings, row.decided) == (3, 2, 1)
    assert [item.finding.form for item in project.queue()] == ["Mikeyan", "serions", "Cuben"]


def test_listeners_hear_of_each_change(project: Project, page: PageId) -> None:
    heard: list[Changes] = []
    stop = project.subscribe(heard.append)
    project.review.keep(page, key_of(project, page, "Cuben"), "Ada")
    stop()
    project.history.undo(page, "Ada")
    assert [changes.pages for changes in heard] == [{page}]


def test_undo_and_redo_after_reopening(project: Project, page: PageId) -> None:
    project.review.accept(page, key_of(project, page, "Mikeyan"), 1, "Ada")
    project.review.accept(page, key_of(project, page, "Cuben"), 1, "Ada")
    texts = [project.page(page).reading.text]
    for _ in range(2):
        project.history.undo(page, "Ada")
        texts.append(project.page(page).reading.text)
    assert texts[-1] == FIRST + "\f"
    assert open_forms(project, page) == ["Mikeyan", "Cuben", "serions"]
    with pytest.raises(NotAllowed, match="nothing to undo"):
        project.history.undo(page, "Ada")
    for expected in (texts[1], texts[0]):
        project.history.redo(page, "Ada")
        assert project.page(page).reading.text == expected
    with pytest.raises(NotAllowed, match="nothing to do again"):
        project.history.redo(page, "Ada")


def test_undo_refuses_where_a_colleague_decided_since(project: Project, page: PageId) -> None:
    key = key_of(project, page, "Mikeyan")
    project.review.accept(page, key, 1, "Ada")
    project.review.correct(page, key, "Mikoian", "Bob")
    with pytest.raises(NotAllowed, match="Bob has since decided"):
        project.history.undo(page, "Ada")
    assert "Mikoian" in project.page(page).reading.text


def test_a_batch_over_two_pages_is_undone_as_one(project: Project) -> None:
    pages = [row.id for row in project.rows()]
    before = [project.page(page).reading.text for page in pages]
    steps = []
    for page in pages:
        span = next(f.span for f in project.page(page).findings if f.form == "Cuben")
        steps.append((page, [d.Draft(d.Replace(span, "Cuban"))]))
    project.review.decide_all(steps, "Ada")
    assert all("Cuban" in project.page(page).reading.text for page in pages)
    changes = project.history.undo(pages[1], "Ada")
    assert changes.readings == set(pages)
    assert [project.page(page).reading.text for page in pages] == before


def test_a_stale_screen_gets_a_conflict(project: Project, page: PageId) -> None:
    seen = project.page(page).revision
    project.review.keep(page, key_of(project, page, "Cuben"), "Bob")
    draft = d.Draft(d.Replace(d.Span(2, 2), "Mikoyan"))
    with pytest.raises(Conflict) as caught:
        project.review.decide(page, [draft], "Ada", seen)
    assert caught.value.mine == (draft,)
    assert [decision.by for decision in caught.value.theirs] == ["Bob"]
    assert len(project.log()) == 1


def test_wrong_rank_or_finding_is_refused(project: Project, page: PageId) -> None:
    with pytest.raises(UsageError, match="no number 3"):
        project.review.accept(page, key_of(project, page, "Mikeyan"), 3, "Ada")
    with pytest.raises(UsageError, match="no finding"):
        project.review.keep(page, "99-99:0-1", "Ada")
    assert not project.log()


def test_a_batch_with_an_unlawful_part_leaves_nothing(project: Project) -> None:
    first, second = [row.id for row in project.rows()]
    project.approval.submit(second, "Ada")
    drafts = [d.Draft(d.Keep(d.Span(0, 0)))]
    with pytest.raises(NotAllowed):
        project.review.decide_all([(first, drafts), (second, drafts)], "Ada")
    assert len(project.log()) == 1


def test_no_key_writes_over_what_a_colleague_decided_unseen(project: Project, page: PageId) -> None:
    seen, key = project.page(page).revision, key_of(project, page, "Mikeyan")
    project.review.correct(page, key, "Mikoian", "Bob")
    for press in (
        lambda: project.review.accept(page, key, 1, "Ada", seen),
        lambda: project.review.keep(page, key, "Ada", seen),
        lambda: project.review.noise(page, key, "Ada", seen),
        lambda: project.review.correct(page, key, "Miko", "Ada", seen),
        lambda: project.review.retype(page, 0, "Nothing.", "Ada", seen),
        lambda: project.approval.submit(page, "Ada", seen),
    ):
        with pytest.raises(Conflict, match="Bob decided"):
            press()
    assert len(project.log()) == 1
