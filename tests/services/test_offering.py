"""Offers of a project: taken in one step, declined for good."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.core.errors import Cancelled, UsageError
from reviewer.core.ids import PageId
from reviewer.core.marks import MarkName
from reviewer.core.messages import Catalogue
from reviewer.core.model import Role
from reviewer.core.progress import Progress
from reviewer.core.workflow import State
from reviewer.services.project import Project
from reviewer.store.opener import Opener

from .fakes import Utf8Reader, WordList

BODY = "He spoke for an hour about the harbour, and of what was to be\ndone in Cuben waters.\n"
PAGES = [
    f"SECRET\n\nRome, May 3, 1954.\n\n{BODY}\nletter № 4 of Nº 5 and Nº 6\n",
    "SECRET\n\nThe loan was not yet signed.\n",
    "SECRET\n\nThe Minister left for the south by night.\n\nSECRET\n",
]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = Project(
        Opener().create(str(tmp_path / "project")),
        WordList({"Cuben": ["Cuban"]}),
        [Utf8Reader()],
        [],
    )
    source = tmp_path / "papers.txt"
    source.write_text("\f".join(PAGES), "utf-8")
    project.importing.add([source])
    project.analysis.run()
    yield project
    project.close()


@pytest.fixture
def page(project: Project) -> PageId:
    return project.rows()[0].id


def kinds(project: Project, page: PageId) -> list[str]:
    return [offer.kind for offer in project.offering.of(page)]


def key(project: Project, page: PageId, kind: str) -> str:
    return next(offer.key for offer in project.offering.of(page) if offer.kind == kind)


def test_offers_stand_in_the_order_of_the_text(project: Project, page: PageId) -> None:
    assert kinds(project, page) == ["classification", "date-line", "numero-sign", "numero-sign"]


def test_taking_is_one_step_and_one_undo(project: Project, page: PageId) -> None:
    before = project.page(page).reading
    project.offering.take(page, key(project, page, "date-line"), "Ada")
    now = project.page(page)
    assert now.reading.lines[2].role is Role.DATELINE
    assert now.reading.marks[0].attributes == {"when": "1954-05-03"}
    assert len({decision.batch for decision in now.decisions}) == 1
    assert "date-line" not in kinds(project, page)
    project.history.undo(page, "Ada")
    undone = project.page(page).reading
    assert (undone.text, undone.marks, undone.lines[2].role) == (before.text, (), Role.BODY)
    assert "date-line" in kinds(project, page)


def test_what_is_not_offered_cannot_be_taken(project: Project, page: PageId) -> None:
    with pytest.raises(UsageError):
        project.offering.take(page, "date-line:99", "Ada")
    assert not project.page(page).decisions


def test_all_of_a_kind_is_one_step(project: Project, page: PageId) -> None:
    project.offering.take_all(page, "numero-sign", "Ada")
    assert "№ 4 of № 5 and № 6" in project.page(page).reading.text
    assert len(project.page(page).decisions) == 2
    project.history.undo(page, "Ada")
    assert project.page(page).reading.text == PAGES[0] + "\f"


def test_nothing_is_written_for_a_kind_that_is_not_offered(project: Project, page: PageId) -> None:
    assert not project.offering.take_all(page, "title", "Ada").pages
    assert not project.page(page).decisions


def test_a_kind_is_taken_in_the_whole_document_as_one_step(project: Project, page: PageId) -> None:
    document = project.documents()[0].id
    project.offering.take_everywhere(document, "classification", "Ada")
    roles = [line.role for row in project.rows() for line in project.page(row.id).reading.lines]
    assert roles.count(Role.STAMP) == 4
    batches = {one.batch for row in project.rows() for one in project.page(row.id).decisions}
    assert len(batches) == 1


def test_a_walk_over_the_document_that_is_stopped_writes_nothing(project: Project) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        project.offering.take_everywhere(
            project.documents()[0].id, "classification", "Ada", progress
        )
    assert not any(project.page(row.id).decisions for row in project.rows())


def test_what_was_declined_stays_away_after_a_restart(
    project: Project, page: PageId, tmp_path: Path
) -> None:
    project.offering.decline(page, key(project, page, "classification"), "Ada")
    assert "classification" not in kinds(project, page)
    again = Project(Opener().open(project.place), WordList({}), [Utf8Reader()], [])
    assert "classification" not in kinds(again, page)
    assert again.offering.recall(page) == 1
    assert "classification" in kinds(again, page)
    again.close()


def test_pages_that_are_not_to_be_edited_have_no_offers(project: Project, page: PageId) -> None:
    project.approval.submit(page, "Ada")
    assert project.page(page).standing.state is State.SUBMITTED
    assert kinds(project, page) == []


def test_words_that_a_finding_asks_about_are_not_offered_too(tmp_path: Path) -> None:
    source = tmp_path / "broken.txt"
    source.write_text("The harbour was not fin-\nished by then.\n", "utf-8")
    project = Project(
        Opener().create(str(tmp_path / "p")), WordList({"fin-": []}), [Utf8Reader()], []
    )
    project.importing.add([source])
    page = project.rows()[0].id
    assert kinds(project, page) == ["broken-word"]
    project.analysis.run()
    assert kinds(project, page) == []
    project.close()


def test_every_offer_has_its_words(project: Project) -> None:
    say = Catalogue.load()
    for row in project.rows():
        for offer in project.offering.of(row.id):
            assert offer.words.id not in say.say(offer.words)
            assert f"offers.kinds.{offer.kind}" in say


@pytest.mark.parametrize("mark", list(MarkName))
def test_every_typed_sign_has_a_name(mark: MarkName) -> None:
    assert f"offers.kinds.sign-{mark}" in Catalogue.load()
