"""Analysis: resumable, stale findings are remade, decided words are left alone."""

import pytest

from reviewer.core.errors import Cancelled
from reviewer.core.ids import PageId
from reviewer.core.progress import Progress
from reviewer.services.project import Project

from .fakes import WordList
from .test_review import key_of, open_forms


def test_fresh_pages_are_not_analysed_again(project: Project, analyst: WordList) -> None:
    asked = analyst.asked
    assert project.analysis.run() == 0
    assert analyst.asked == asked


def test_another_dictionary_makes_findings_stale(project: Project, analyst: WordList) -> None:
    analyst.stamp = WordList({}, "2").stamp
    analyst.doubts = {"message": ["messages"]}
    assert project.analysis.run() == 2
    assert [item.finding.form for item in project.queue()] == ["message"]


def test_a_cancel_leaves_finished_pages_stored(project: Project, analyst: WordList) -> None:
    analyst.stamp = WordList({}, "2").stamp
    progress = Progress()
    project.subscribe(lambda changes: progress.cancel())  # as soon as the first page is stored
    with pytest.raises(Cancelled):
        project.analysis.run(progress=progress)
    assert len(project.analysis.stale()) == 1
    project.analysis.run()
    assert not project.analysis.stale()


def test_decided_words_stay_settled_when_analysed_again(project: Project, page: PageId) -> None:
    project.review.keep(page, key_of(project, page, "Cuben"), "Ada")
    project.analysis.run(again=True)
    assert open_forms(project, page) == ["Mikeyan", "serions"]
    project.history.undo(page, "Ada")
    project.analysis.run(again=True)
    assert open_forms(project, page) == ["Mikeyan", "Cuben", "serions"]


def test_status_counts(project: Project) -> None:
    status = project.status()
    assert (status.documents, status.pages, status.findings, status.open_findings) == (1, 2, 4, 4)
    assert status.unanalysed == 0
