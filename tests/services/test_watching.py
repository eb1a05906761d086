"""What another program writes into the same project is noticed, once, and cheaply."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.core.changes import Changes
from reviewer.core.ids import PageId
from reviewer.services.project import Project
from reviewer.store.opener import Opener

from .fakes import LinesWriter, Utf8Reader, WordList


@pytest.fixture
def other(project: Project, analyst: WordList) -> Iterator[Project]:
    """The same project, open in another program."""
    made = Project(Opener().open(project.place), analyst, [Utf8Reader()], [LinesWriter()])
    yield made
    made.close()


def test_the_first_look_is_only_for_comparison(project: Project, other: Project) -> None:
    page = other.rows()[0].id
    other.review.keep(page, other.page(page).open[0].key, "Ada")
    assert project.changed_elsewhere(None) == Changes()
    assert project.changed_elsewhere(None) == Changes()


def test_decisions_of_others_are_noticed_once(
    project: Project, other: Project, page: PageId
) -> None:
    project.changed_elsewhere(None)
    second = other.rows()[1].id
    other.review.keep(second, other.page(second).open[0].key, "Ada")
    assert project.changed_elsewhere(None).pages == {second}
    assert project.changed_elsewhere(None) == Changes()
    other.history.undo(second, "Ada")
    other.review.keep(page, other.page(page).open[0].key, "Ada")
    assert project.changed_elsewhere(None).pages == {page, second}


def test_the_page_shown_is_told_until_it_is_shown_anew(
    project: Project, other: Project, page: PageId
) -> None:
    shown = project.page(page)
    other.review.keep(page, shown.open[0].key, "Ada")
    assert project.changed_elsewhere(shown).pages == {page}
    assert project.changed_elsewhere(shown).pages == {page}
    assert project.changed_elsewhere(project.page(page)).pages == frozenset()


def test_findings_made_anew_elsewhere_are_noticed(
    project: Project, page: PageId, analyst: WordList, tmp_path: Path
) -> None:
    shown = project.page(page)
    newer = WordList({"message": ["massage"]}, version="2")
    other = Project(Opener().open(project.place), newer, [Utf8Reader()], [LinesWriter()])
    other.analysis.run()
    other.close()
    assert project.changed_elsewhere(shown).pages == {page}


def test_a_long_absence_is_caught_up(project: Project, other: Project, page: PageId) -> None:
    project.changed_elsewhere(None)
    second = other.rows()[1].id
    other.review.keep(second, other.page(second).open[0].key, "Ada")
    for _ in range(150):
        other.review.keep(page, other.page(page).findings[0].key, "Ada")
        other.history.undo(page, "Ada")
    assert project.changed_elsewhere(None).pages == {page, second}
