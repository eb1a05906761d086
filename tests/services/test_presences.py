"""Counting names: once, at what changed, the same as counting anew, and never without bounds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.ids import DocumentId
from reviewer.core.presence import NOWHERE
from reviewer.services import presences
from reviewer.services.presences import Presences
from reviewer.services.project import Project
from reviewer.store.opener import Opener

from .fakes import LinesWriter, Utf8Reader, WordList
from .test_learning import approve

FIRST = "Zorin met Mikoian.\fZorin met Mikoyan, the old friend.\fMikoyan came to Zorin.\f"
SECOND = "Zorin read. Zorin wrote. Zorin spoke."


@pytest.fixture
def asked() -> WordList:
    return WordList({})


@pytest.fixture
def project(tmp_path: Path, asked: WordList) -> Iterator[Project]:
    made = Project(
        Opener().create(str(tmp_path / "project")), asked, [Utf8Reader()], [LinesWriter()]
    )
    for name, text in (("first.txt", FIRST), ("second.txt", SECOND)):
        (tmp_path / name).write_text(text, "utf-8")
        made.importing.add([tmp_path / name])
    yield made
    made.close()


@pytest.fixture
def counting(project: Project) -> Presences:
    return Presences(project._store)


def first(project: Project) -> DocumentId:
    return project.documents()[0].id


def test_names_on_two_pages_or_met_three_times_are_told(
    project: Project, counting: Presences
) -> None:
    one, two = (counting.of(document.id) for document in project.documents())
    assert one.document == (("Mikoyan", 2), ("Zorin", 3))
    assert one.size == 13
    assert two.document == (("Zorin", 3),)
    assert one.approved == two.approved == ()


def test_the_text_counts_as_it_reads_now(project: Project, counting: Presences) -> None:
    before = counting.of(first(project))
    assert counting.of(first(project)) is before
    page = project.rows()[0].id
    project.review.decide(page, [d.Draft(d.Replace(d.Span(2, 2), "Mikoyan"))], "Ada")
    after = counting.of(first(project))
    assert after.document == (("Mikoyan", 3), ("Zorin", 3))
    assert after == Presences(project._store).of(first(project))
    project.history.undo(page, "Ada")
    assert counting.of(first(project)) == before == Presences(project._store).of(first(project))


def test_what_changes_no_name_gives_the_same_object(project: Project, counting: Presences) -> None:
    before = counting.of(first(project))
    project.review.decide(project.rows()[0].id, [d.Draft(d.Keep(d.Span(1, 1)))], "Ada")
    assert counting.of(first(project)) is before


def test_approved_pages_are_told_to_all_documents_once_they_were_learnt(
    project: Project, counting: Presences
) -> None:
    page = project.rows(project.documents()[1].id)[0].id
    approve(project, page, d.Replace(d.Span(2, 2), "Borin"))
    assert counting.of(first(project)).approved == ()
    project.learning.run()
    told = counting.of(first(project))
    assert told.approved == ()  # twice on one page is not often
    assert told.approved_size == 6
    project.learning.forget()
    assert counting.of(first(project)).approved_size == 0


def test_approved_names(project: Project, counting: Presences) -> None:
    approve(project, project.rows(project.documents()[1].id)[0].id)
    project.learning.run()
    told = counting.of(first(project))
    assert told.approved == (("Zorin", 3),)
    assert told == Presences(project._store).of(first(project))


def test_a_run_is_told_the_same_throughout(project: Project, counting: Presences) -> None:
    tell = counting.run()
    before = tell(first(project))
    act = d.Replace(d.Span(2, 2), "Mikoyan")
    project.review.decide(project.rows()[0].id, [d.Draft(act)], "Ada")
    assert tell(first(project)) is before
    assert counting.run()(first(project)) != before


def test_a_long_document_is_looked_into_here_and_there(
    project: Project, counting: Presences, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presences, "MOST_PAGES", 2)
    told = counting.of(first(project))
    assert told.document == (("Zorin", 2),)
    assert told.size == 7  # pages 1 and 3


def test_few_words_are_held_and_told(
    project: Project, counting: Presences, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presences, "MOST_WORDS", 1)
    monkeypatch.setattr(presences, "HELD", 2)
    before = counting.of(first(project))
    assert before.document == (("Zorin", 3),)
    page = project.rows()[0].id
    project.review.decide(page, [d.Draft(d.Replace(d.Span(2, 2), "Mikoyan"))], "Ada")
    assert counting.of(first(project)) == Presences(project._store).of(first(project))


def test_documents_are_let_go_of(
    project: Project, counting: Presences, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presences, "DOCUMENTS", 1)
    tell = counting.run()
    ids = [document.id for document in project.documents()]
    told = [tell(document) for document in [*ids, *ids]]
    assert told[:2] == told[2:]


def test_the_engine_is_told(project: Project, asked: WordList) -> None:
    project.analysis.run()
    presences_told = [context.presence for context in asked.contexts]
    assert [told.size for told in presences_told] == [13, 13, 13, 6]
    assert presences_told[0] is presences_told[1] is presences_told[2]
    assert presences_told[3].document == (("Zorin", 3),)


def test_learning_judges_without_names(project: Project, asked: WordList) -> None:
    approve(project, project.rows()[0].id)
    asked.contexts.clear()
    project.learning.run()
    assert [context.presence for context in asked.contexts] == [NOWHERE]
