"""Publishing and withdrawing documents as a whole; rows of the list of documents."""

from datetime import date

import pytest

from reviewer.core import decisions as d
from reviewer.core.errors import NotAllowed, NotReady, UsageError
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.listing import Sort
from reviewer.core.workflow import State
from reviewer.services.project import Project
from reviewer.services.publishing import Publishing

from .test_review import key_of


@pytest.fixture
def document(project: Project) -> DocumentId:
    return project.documents()[0].id


@pytest.fixture
def approved(project: Project, document: DocumentId) -> DocumentId:
    approve(project, *(row.id for row in project.rows()))
    return document


def approve(project: Project, *pages: PageId) -> None:
    for page in pages:
        project.approval.submit(page, "Ada")
        project.approval.approve(page, "Bob")


def states(project: Project) -> list[State]:
    shown = [row.state for row in project.rows()]
    assert shown == [project.page(row.id).standing.state for row in project.rows()]
    return shown


def test_from_approved_to_published_to_withdrawn_and_back(
    project: Project, approved: DocumentId
) -> None:
    project.publishing.publish(approved, "Cy", "first edition")
    assert states(project) == [State.PUBLISHED] * 2
    assert len({one.batch for one in project.log(2)}) == 1
    assert project.exporting.edition(approved).state is State.PUBLISHED
    project.publishing.withdraw(approved, "Cy", "rights")
    assert states(project) == [State.WITHDRAWN] * 2
    project.publishing.publish(approved, "Dora")
    first, second = project.publishing.publications(approved)
    assert (first.version, first.by, first.comment) == (1, "Cy", "first edition")
    assert (first.withdrawn_by, first.reason) == ("Cy", "rights")
    assert (second.by, second.withdrawn_at) == ("Dora", None)


def test_only_whole_documents_that_are_approved(project: Project, document: DocumentId) -> None:
    first, second = (row.id for row in project.rows())
    approve(project, first)
    with pytest.raises(NotAllowed, match="not approved yet"):
        project.publishing.publish(document, "Cy")
    with pytest.raises(UsageError, match="as a whole"):
        project.review.decide(first, [d.Draft(d.Publish())], "Cy")
    record = {"page": first, "act": "publish"}
    assert project.scripting.apply([(1, record)], "Cy").applied == 0
    approve(project, second)
    report = project.scripting.apply([(1, {"document": document, "act": "publish"})], "Cy")
    assert report.applied == 1
    with pytest.raises(NotAllowed, match="only an approved page"):
        project.publishing.publish(document, "Cy")
    report = project.scripting.apply([(1, {"document": document, "act": "withdraw"})], "Cy")
    assert report.applied == 1
    with pytest.raises(NotAllowed, match="not published"):
        project.publishing.withdraw(document, "Cy")


def test_what_its_checks_find_keeps_a_document_back(project: Project, approved: DocumentId) -> None:
    asked: list[DocumentId] = []

    def ready(document: DocumentId) -> list[str]:
        asked.append(document)
        return ["A date is wrong.", "A name has no entry."]

    strict = Publishing(project._store, project._recorder, ready)
    with pytest.raises(NotReady, match="A date is wrong") as caught:
        strict.publish(approved, "Cy")
    assert caught.value.problems == ("A date is wrong.", "A name has no entry.")
    assert asked == [approved]
    assert states(project) == [State.APPROVED] * 2


def test_a_page_opened_again_while_the_rest_is_checked_keeps_a_document_back(
    project: Project, approved: DocumentId
) -> None:
    first, second = (row.id for row in project.rows())
    project.publishing.publish(approved, "Cy")
    project.approval.reopen(second, "Bob")
    approve(project, second)

    def ready(document: DocumentId) -> list[str]:
        project.approval.reopen(first, "Bob")
        return []

    with pytest.raises(NotAllowed, match="not approved yet"):
        Publishing(project._store, project._recorder, ready).publish(approved, "Cy")
    assert states(project) == [State.IN_WORK, State.APPROVED]


def test_publishing_is_withdrawn_and_never_undone(project: Project, approved: DocumentId) -> None:
    page = project.rows()[0].id
    project.publishing.publish(approved, "Bob")
    with pytest.raises(NotAllowed, match="cannot be undone"):
        project.history.undo(page, "Bob")
    with pytest.raises(NotAllowed):  # nor the approval under it
        project.review.decide(page, [d.Draft(d.Revert((DecisionId(2),)))], "Bob")
    assert states(project) == [State.PUBLISHED] * 2


def test_opening_again_makes_a_new_version(project: Project, approved: DocumentId) -> None:
    first, second = (row.id for row in project.rows())
    project.publishing.publish(approved, "Cy")
    project.publishing.reopen(approved, "Bob", "a better copy")
    assert states(project) == [State.IN_WORK] * 2
    assert project.listing.row(approved).version == 2
    assert project.exporting.edition(approved).version == 2
    approve(project, first, second)
    project.publishing.publish(approved, "Cy")
    project.approval.reopen(second, "Bob")
    assert [project.page(page).standing.version for page in (first, second)] == [2, 3]
    assert project.listing.row(approved).version == 3
    assert [one.version for one in project.publishing.publications(approved)] == [1, 2]
    assert project.rows()[0].state is State.PUBLISHED
    with pytest.raises(NotAllowed, match="not approved yet"):
        project.publishing.publish(approved, "Cy")
    approve(project, second)
    project.publishing.publish(approved, "Cy")  # the page that changed; the other one is there
    assert states(project) == [State.PUBLISHED] * 2


def test_opening_again_is_undone_only_untouched(project: Project, approved: DocumentId) -> None:
    page = project.rows()[0].id
    project.approval.reopen(page, "Bob")
    project.history.undo(page, "Bob")
    assert project.rows()[0].state is State.APPROVED
    project.approval.reopen(page, "Bob")
    reopened = project.log(1)[0].id
    project.review.decide(page, [d.Draft(d.Replace(d.Span(0, 0), "Premier"))], "Bob")
    with pytest.raises(NotAllowed, match="worked on since"):
        project.review.decide(page, [d.Draft(d.Revert((reopened,)))], "Bob")


def test_nothing_comes_back_on_a_signed_page(project: Project, page: PageId) -> None:
    project.review.accept(page, key_of(project, page, "Mikeyan"), 1, "Ada")
    project.history.undo(page, "Ada")
    approve(project, page)
    with pytest.raises(NotAllowed):
        project.history.redo(page, "Ada")
    assert "Mikeyan" in project.page(page).reading.text


def test_a_row_is_what_the_pages_say(project: Project, document: DocumentId) -> None:
    first, second = (row.id for row in project.rows())
    row = project.listing.row(document)
    assert (row.state, row.pages, row.open_findings) == (State.NEW, 2, 4)
    project.review.accept(first, key_of(project, first, "Mikeyan"), 1, "Ada")
    project.talk.comment(first, "Why?", "Bob", asks=True)
    project.approval.submit(second, "Ada")
    row = project.listing.row(document)
    assert (row.state, row.open_findings, row.threads, row.questions) == (State.IN_WORK, 3, 1, 1)
    assert (row.submitted_by, row.changed_by) == ("Ada", "Ada")
    assert row.open_findings == sum(one.open_findings for one in project.rows())
    assert row.words == sum(one.tokens for one in project.rows())
    project.listing.set_due([document], date(2026, 12, 1))
    wanted = project.listing.wanted(
        [State.IN_WORK], person=" ADA ", text="TELE", due=date(2027, 1, 1), sort=Sort.DUE
    )
    assert [one.id for one in project.listing.rows(wanted)] == [document]
    assert project.listing.count(wanted) == 1
    assert project.listing.count(project.listing.wanted(person="Zoe")) == 0
