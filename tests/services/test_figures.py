"""Figures of a project, over a real store."""

from collections.abc import Sequence

import pytest

from reviewer.core.findings import Kind
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.progress import Progress
from reviewer.core.work import Work
from reviewer.core.workflow import State
from reviewer.services.figures import Judged
from reviewer.services.project import Project
from reviewer.store.figures import SqlFigures


def key_of(project: Project, page: PageId, form: str) -> str:
    return next(one.key for one in project.page(page).findings if one.form == form)


def test_a_new_project_has_pages_and_nobody(project: Project) -> None:
    found = project.figures.progress()
    assert found.states[State.NEW] == 2
    assert [dict(one.states)[State.NEW] for one in found.documents] == [2]
    assert not found.people
    assert not found.times
    assert found.confusions.total == 0


def test_work_is_counted_as_it_comes(project: Project, page: PageId) -> None:
    project.figures.progress()
    project.review.accept(page, key_of(project, page, "Mikeyan"), 1, "Ada")
    project.review.correct(page, key_of(project, page, "serions"), "serious", "Ada")
    project.review.keep(page, key_of(project, page, "Cuben"), "Ben")
    found = project.figures.progress()
    assert [(one.name, one.words, dict(one.taken)) for one in found.people] == [
        ("Ada", 2, {1: 1}),
        ("Ben", 1, {}),
    ]
    assert found.states[State.IN_WORK] == 1
    assert sum(one.words for one in found.times) == 3
    pairs = {
        (read, true)
        for row, true in enumerate(found.confusions.true)
        for column, read in enumerate(found.confusions.read)
        if found.confusions.counts[row][column]
    }
    assert ("e", "o") in pairs
    assert ("n", "u") in pairs


def test_a_decision_that_turns_up_behind_a_later_one_is_counted(
    project: Project, page: PageId, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.review.keep(page, key_of(project, page, "Cuben"), "Ada")
    project.review.keep(page, key_of(project, page, "serions"), "Ben")
    work = SqlFigures.work
    with monkeypatch.context() as patch:  # Ada's transaction is under way when Ben's has ended

        def ended(self: SqlFigures, after: DecisionId, limit: int) -> Sequence[Work]:
            return [one for one in work(self, after, limit) if one.by == "Ben"]

        patch.setattr(SqlFigures, "work", ended)
        assert [one.name for one in project.figures.progress().people] == ["Ben"]
    assert sorted(one.name for one in project.figures.progress().people) == ["Ada", "Ben"]


def test_findings_are_counted_by_kind(project: Project, page: PageId) -> None:
    before = project.figures.count(Progress())
    assert before.kinds[Kind.NON_WORD] == (4, 0)
    assert (before.counted, before.pages, before.unseen) == (2, 2, 0)
    project.review.keep(page, key_of(project, page, "Cuben"), "Ben")
    after = project.figures.count(Progress())
    assert after.kinds[Kind.NON_WORD] == (3, 1)
    assert after.left.wrong < before.left.wrong


def test_only_pages_that_changed_are_read_again(project: Project, page: PageId) -> None:
    seen: list[tuple[int, int]] = []
    project.figures.count(Progress())
    project.review.keep(page, key_of(project, page, "Cuben"), "Ben")
    project.figures.count(Progress(lambda step: seen.append((step.done, step.total))))
    assert seen[-1] == (1, 1)


def test_an_approved_page_counts_as_right(project: Project, page: PageId) -> None:
    before = project.figures.count(Progress()).left
    project.approval.submit(page, "Ada")
    project.approval.approve(page, "Ben")
    after = project.figures.count(Progress()).left
    assert (before.pages, after.pages) == (2, 1)


def test_the_page_at_hand_and_the_project_agree(project: Project) -> None:
    for row in project.rows():
        project.review.retype(row.id, 0, "Quite another line.", "Ada")
    pages = [project.figures.of_page(project.page(row.id)) for row in project.rows()]
    whole = project.figures.count(Progress()).left
    shown = [page for page in pages if page]
    assert len(shown) == 2
    assert abs(sum(page.open for page in shown) - whole.open) < 1e-9


def test_an_approved_page_has_no_estimate(project: Project, page: PageId) -> None:
    project.approval.submit(page, "Ada")
    project.approval.approve(page, "Ben")
    assert project.figures.of_page(project.page(page)) is None


def test_a_stopped_count_keeps_what_it_read(project: Project) -> None:
    told: list[Judged] = []
    first = project.figures.count(Progress(), told.append)
    assert first.counted == 2
    assert not told  # so few pages have no half
