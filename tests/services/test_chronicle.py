"""The chronicle: steps newest first, whole batches, and who took them back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.errors import Cancelled
from reviewer.core.ids import PageId
from reviewer.core.model import Role
from reviewer.core.past import PastStep
from reviewer.core.progress import Progress
from reviewer.core.record import Sort, Wanted
from reviewer.services.chronicle import Chronicle
from reviewer.services.project import Project


@pytest.fixture
def pages(project: Project, tmp_path: Path) -> list[PageId]:
    """Two pages of a second document."""
    source = tmp_path / "words.txt"
    source.write_text("one two three four\fone two three four\n", "utf-8")
    (document,) = project.importing.add([source]).added
    return list(document.pages)


def keep(word: int) -> d.Draft:
    return d.Draft(d.Keep(d.Span(word, word)))


def read(project: Project, scope: Wanted) -> list[PastStep]:
    chronicle = project.history.chronicle(scope)
    found = list(chronicle.more(1000))
    assert chronicle.ended
    return found


def test_a_batch_is_one_step_wherever_one_looks(project: Project, pages: list[PageId]) -> None:
    project.review.decide_all([(page, [keep(0)]) for page in pages], "Ada")
    document = project.page(pages[0]).document.id
    for scope in (Wanted(), Wanted(document=document), Wanted(page=pages[1]), Wanted(by="ada")):
        (step,) = read(project, scope)
        assert (len(step.decisions), step.pages) == (2, tuple(pages))
    assert not read(project, Wanted(page=project.rows()[0].id))
    assert not read(project, Wanted(by="Bob"))


def test_what_a_colleague_took_back_shows_among_ones_own(
    project: Project, pages: list[PageId]
) -> None:
    page = pages[0]
    project.review.decide(page, [d.Draft(d.Insert(0, 1, "lost"))], "Ada")
    project.review.retype(page, 0, "one two three four", "Bob")
    (step,) = read(project, Wanted(by="Ada"))
    assert step.taken_back
    assert step.undone is not None
    assert step.undone.by == "Bob"


def test_a_batch_that_was_taken_back_in_part_says_so(project: Project, pages: list[PageId]) -> None:
    project.review.decide_all([(page, [keep(0)]) for page in pages], "Ada")
    project.review.decide(pages[1], [d.Draft(d.Replace(d.Span(0, 0), "1"))], "Bob")
    project.history.undo(pages[0], "Ada")
    step = next(step for step in read(project, Wanted()) if len(step.decisions) == 2)
    assert (step.here, step.gone, step.taken_back) == (2, 1, False)
    assert [one.taken_back for one in read(project, Wanted(page=pages[0]))] == [True]


def test_parts_are_read_as_somebody_looks(project: Project, pages: list[PageId]) -> None:
    for number in range(30):
        project.review.decide(pages[number % 2], [keep(number % 4)], "Ada")
    chronicle = project.history.chronicle(Wanted())
    parts = [list(chronicle.more(12)) for _ in range(3)]
    assert [len(part) for part in parts] == [12, 12, 6]
    ids = [step.first.id for part in parts for step in part]
    assert ids == sorted(ids, reverse=True)
    wanted = project.history.chronicle(Wanted()).more(3, lambda step: step.pages == (pages[1],))
    assert [step.pages for step in wanted] == [(pages[1],)] * 3


def test_reading_can_be_stopped(project: Project, pages: list[PageId]) -> None:
    project.review.decide(pages[0], [keep(0)], "Ada")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        project.history.chronicle(Wanted()).more(1, progress=progress)


def test_pages_are_named_and_quoted(project: Project, pages: list[PageId]) -> None:
    chronicle: Chronicle = project.history.chronicle(Wanted())
    assert chronicle.places()[pages[1]] == ("words", 2, 2)
    assert chronicle.source(pages[1]).form(1) == "two"


def test_what_is_hard_to_find_is_looked_for_in_goes(
    project: Project, pages: list[PageId], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewer.services.chronicle._PART", 5)
    for number in range(60):
        project.review.decide(pages[0], [keep(number % 4)], "Ada")
    oldest = project.history.steps(pages[0])[0].id
    chronicle = project.history.chronicle(Wanted())
    goes = 0
    found: list[PastStep] = []
    while not chronicle.ended:
        found += chronicle.more(10, lambda step: step.first.id == oldest)
        goes += 1
    assert [step.first.id for step in found] == [oldest]
    assert goes > 1


def test_filters_pass_over_other_steps_and_know_who_took_them_back(
    project: Project, pages: list[PageId]
) -> None:
    page = pages[0]
    project.review.decide(page, [keep(0)], "Ada")
    project.review.decide(page, [d.Draft(d.Replace(d.Span(1, 1), "2"))], "Bob")
    project.review.decide(page, [d.Draft(d.SetRole(0, Role.HEADING))], "Ada")
    project.history.undo(page, "Bob")
    (kept,) = read(project, Wanted(by="ada", sort=Sort.WORDS))
    assert isinstance(kept.first.act, d.Keep)
    (read_so,) = read(project, Wanted(by="Bob"))
    assert read_so.taken_back
    (role,) = read(project, Wanted(sort=Sort.LINES))
    assert role.first.by == "Ada"
    moment = role.first.at
    assert len(read(project, Wanted(until=moment))) == 2
    assert read(project, Wanted(until=moment))[0].taken_back  # by what came after that moment
    assert not read(project, Wanted(since=datetime.now(UTC)))
