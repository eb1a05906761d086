"""Queues over a project of two documents."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.decisions import Span
from reviewer.core.findings import Finding, Kind
from reviewer.core.ids import PageId
from reviewer.core.ports import Context
from reviewer.core.queues import Queue, QueuePlace
from reviewer.services.project import Project
from reviewer.services.queues import Course
from reviewer.store.opener import Opener

from .fakes import Utf8Reader, WordList

FIRST = "Tbe long line of many words has tbe fault and tbe Mikoian.\fTbe serions.\fAll is well."
SECOND = "Mikeyan and Rusc and Mikoian were serions.\n"
DOUBTS = {
    "Tbe": ["The"],
    "tbe": ["The"],
    "serions": ["serious"],
    "Mikoian": ["Mikoyan"],
    "Mikeyan": ["Mikoyan"],
    "Rusc": ["Rusk"],
}


class Names(WordList):
    """Knows that capitals in the middle are names."""

    def _finding(self, span: Span, text: str, core: str, context: Context) -> Finding:
        found = super()._finding(span, text, core, context)
        return replace(found, kind=Kind.NAME) if core[0] in "MR" else found


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    store = Opener().create(str(tmp_path / "project"))
    project = Project(store, Names(DOUBTS), [Utf8Reader()], [])
    for name, text in (("one", FIRST), ("two", SECOND)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        project.importing.add([tmp_path / f"{name}.txt"])
    project.analysis.run()
    yield project
    project.close()


def pages(project: Project) -> list[PageId]:
    return [row.id for row in project.rows()]


def read(course: Course, count: int = 2) -> list[QueuePlace]:
    """All stops, read in small parts."""
    found: list[QueuePlace] = []
    while True:
        part, complete = course.read(count)
        found += part
        if complete:
            return found


def words(project: Project, queue: Queue, by: str = "Ada") -> list[str]:
    """The forms of a queue in order; of a page as a whole its number."""
    course = project.queues.open(queue, by)
    found = []
    for place in read(course):
        view = project.page(place.page)
        finding = view.finding(place.key)
        found.append(finding.form if finding else f"page {view.row.number}")
    assert course.total == len(found)
    return found


def keep(project: Project, form: str, by: str = "Ada") -> None:
    """Decide every finding of a form."""
    for page in pages(project):
        for finding in project.page(page).open:
            if finding.form == form:
                project.review.keep(page, finding.key, by)


def test_reading_order_and_the_worst_page_first(project: Project) -> None:
    in_order = ["Tbe", "tbe", "tbe", "Mikoian", "Tbe", "serions"]
    rest = ["Mikeyan", "Rusc", "Mikoian", "serions"]
    assert words(project, Queue.READING) == in_order + rest
    assert words(project, Queue.WORST) == in_order[4:] + rest + in_order[:4]


def test_the_same_error_together_whatever_its_case(project: Project) -> None:
    found = words(project, Queue.SAME)
    assert found[:4] == ["Tbe", "tbe", "tbe", "Tbe"]
    assert sorted(found[4:8]) == ["Mikoian", "Mikoian", "serions", "serions"]
    assert found[4] == found[5]


def test_the_variants_of_a_name_together(project: Project) -> None:
    assert words(project, Queue.NAMES) == ["Mikoian", "Mikeyan", "Mikoian", "Rusc"]


def test_what_was_skipped_until_it_is_decided(project: Project) -> None:
    page = pages(project)[0]
    keys = [finding.key for finding in project.page(page).open]
    for key in keys[:2]:
        project.queues.skip(QueuePlace(page, key), "Ada  LOVE")
    assert words(project, Queue.SKIPPED, "ada love") == ["Tbe", "tbe"]
    assert words(project, Queue.SKIPPED, "Ben") == []
    project.review.keep(page, keys[0], "Ben")
    assert project.queues.skipped(page, "Ada Love") == {keys[1]}
    project.history.undo(page, "Ben")
    assert words(project, Queue.SKIPPED, "Ada Love") == ["Tbe", "tbe"]
    project.queues.unskip(QueuePlace(page, keys[0]), "Ada Love")
    assert words(project, Queue.SKIPPED, "Ada Love") == ["tbe"]


def test_what_came_back_with_pages_that_have_nothing_doubtful(project: Project) -> None:
    first, _, clean, last = pages(project)
    for page in (clean, last):
        project.approval.submit(page, "Ada")
    assert words(project, Queue.RETURNED) == []
    for page in (clean, last):
        project.approval.send_back(page, "Ben", "Look again")
    assert words(project, Queue.RETURNED) == ["page 3", "Mikeyan", "Rusc", "Mikoian", "serions"]
    project.approval.submit(clean, "Ada")
    still = project.queues.still(Queue.RETURNED, [QueuePlace(clean), QueuePlace(last)])
    assert still == {QueuePlace(last)}
    assert project.queues.still(Queue.RETURNED, [QueuePlace(first)]) == frozenset()


def test_settled_findings_are_in_no_queue(project: Project) -> None:
    course = project.queues.open(Queue.SAME, "Ada")
    places = read(course)
    keep(project, "serions", "Ben")
    assert len(project.queues.still(Queue.SAME, places)) == len(places) - 2
    assert "serions" not in words(project, Queue.SAME)
    assert project.queues.counts("Ada")[Queue.READING] == 8


def test_a_queue_keeps_its_order_while_it_is_walked(project: Project) -> None:
    course = project.queues.open(Queue.SAME, "Ada")
    first, _ = course.read(1)
    keep(project, "Tbe")
    keep(project, "tbe")
    assert project.page(first[0].page).finding(first[0].key) is not None
    rest = [project.page(place.page).finding(place.key) for place in read(course)]
    forms = [one.form for one in rest if one and one.form.lower() != "tbe"]
    assert forms[:2] in (["Mikoian", "Mikoian"], ["serions", "serions"])


def test_pages_with_the_editor_wait_for_no_transcriber(project: Project) -> None:
    page = pages(project)[0]
    project.approval.submit(page, "Ada")
    assert words(project, Queue.READING)[:2] == ["Tbe", "serions"]
    assert "tbe" not in words(project, Queue.SAME)
    project.history.undo(page, "Ada")
    assert words(project, Queue.READING)[:2] == ["Tbe", "tbe"]


def test_counts(project: Project) -> None:
    counts = project.queues.counts("Ada")
    assert counts == {
        Queue.READING: 10,
        Queue.WORST: 10,
        Queue.SAME: 10,
        Queue.NAMES: 4,
        Queue.FAINT: 0,
        Queue.SKIPPED: 0,
        Queue.RETURNED: 0,
    }


def test_what_ocr_was_least_sure_of(project: Project) -> None:
    page = pages(project)[1]
    view = project.page(page)
    first, second = view.findings
    with project._store.writing() as unit:
        assert view.row.stamp
        unit.findings.put(page, view.row.stamp, view.findings, {first.key: 0.9, second.key: 0.1})
    assert words(project, Queue.FAINT) == ["serions", "Tbe"]
    project.review.decide(page, [d.Draft(d.Keep(second.span))], "Ada")
    assert words(project, Queue.FAINT) == ["Tbe"]
