"""The header's form: what is typed, what the project and the file have, what the paper says."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.errors import Conflict, NotAllowed, UsageError
from reviewer.core.ids import DocumentId
from reviewer.core.people import Member
from reviewer.services.headers import Comes, Filled
from reviewer.services.project import Project

HEAD = """OUTGOING TELEGRAM

SECRET

ACTION: Amembassy OSLO

The harbour was closed on Tuesday because the ice had come earlier than we had thought.

HALVORSEN
"""


@pytest.fixture
def document(project: Project, tmp_path: Path) -> DocumentId:
    source = tmp_path / "ice.txt"
    source.write_text(HEAD, "utf-8")
    return project.importing.add([source]).added[0].id


def form(project: Project, document: DocumentId) -> Mapping[str, Filled]:
    return {one.field.name: one for one in project.headers.form(document)}


def test_an_untouched_document_has_only_offers(project: Project, document: DocumentId) -> None:
    found = form(project, document)
    assert {one.comes for one in found.values()} == {Comes.NOWHERE}
    offers = {name: one.offers[0].value for name, one in found.items() if one.offers}
    assert offers["recipient-place"] == "Oslo"
    assert offers["sender"] == "Halvorsen"
    assert project.headers.values(document) == {}


def test_the_project_stands_behind_what_is_typed(project: Project, document: DocumentId) -> None:
    project.headers.set_default("publisher", "The  Archive")
    assert form(project, document)["publisher"].comes is Comes.DEFAULT
    assert project.headers.values(document) == {"publisher": "The Archive"}
    project.headers.set(document, "publisher", "We", "Ada")
    filled = form(project, document)["publisher"]
    assert (filled.value, filled.comes, filled.otherwise) == ("We", Comes.TYPED, "The Archive")
    project.headers.set(document, "publisher", "", "Ada")
    assert project.headers.values(document) == {}
    project.headers.reset(document, "publisher", "Ada")
    assert form(project, document)["publisher"].value == "The Archive"
    project.headers.set_default("publisher", "")
    assert form(project, document)["publisher"].comes is Comes.NOWHERE


def test_what_is_wrong_is_taken_and_told(project: Project, document: DocumentId) -> None:
    project.headers.set(document, "sent", "4/6/63", "Ada")
    assert "Write the month as a word" in str(form(project, document)["sent"].problem)


def test_an_offer_taken_says_on_which_line_it_rests(project: Project, document: DocumentId) -> None:
    offered = form(project, document)["recipient-place"].offers[0]
    project.headers.take(document, "recipient-place", offered, "Ada")
    filled = form(project, document)["recipient-place"]
    assert (filled.value, filled.comes, filled.offers) == ("Oslo", Comes.TYPED, ())
    (decision,) = [one for one in project.log() if isinstance(one.act, d.SetHeader)]
    assert decision.grounds.form == "ACTION: Amembassy OSLO"
    assert decision.grounds.way is d.Way.ACCEPTED
    assert offered.line == 4


def test_several_documents_are_one_step(project: Project, document: DocumentId) -> None:
    heard: list[Changes] = []
    project.subscribe(heard.append)
    documents = [one.id for one in project.documents()]
    project.headers.set(document, "genre", "telegram", "Ada")
    project.headers.set_all(documents, {"genre": "telegram", "licence": "CC0"}, "Ada")
    written = [one for one in project.log() if isinstance(one.act, d.SetHeader)]
    assert len(written) == 2 * len(documents)
    assert len({one.batch for one in written[:-1]}) == 1
    assert heard[-1].documents == frozenset(documents)
    count = len(project.log())
    assert not project.headers.set_all(documents, {"genre": " telegram "}, "Ada")
    assert len(project.log()) == count


def test_unknown_fields_are_wrong_use(project: Project, document: DocumentId) -> None:
    with pytest.raises(UsageError, match="no header field"):
        project.headers.set(document, "titel", "x", "Ada")
    with pytest.raises(UsageError, match="no header field"):
        project.headers.set_default("titel", "x")


def test_a_decision_needs_a_name(project: Project, document: DocumentId) -> None:
    with pytest.raises(NotAllowed):
        project.headers.set(document, "title", "x", " ")


def test_the_project_alone_says_what_its_collection_is(
    project: Project, document: DocumentId
) -> None:
    assert "corpus-title" not in form(project, document)
    assert "corpus-title" in {one.field.name for one in project.headers.default_form()}


def test_the_header_goes_into_editions(project: Project, document: DocumentId) -> None:
    project.headers.set_default("licence", "CC0")
    project.headers.set(document, "title", "Ice", "Ada")
    edition = project.exporting.edition(document)
    assert edition.header == {"licence": "CC0", "title": "Ice"}
    assert edition.found == {}


def test_steps_are_taken_back_and_done_again(project: Project, document: DocumentId) -> None:
    project.headers.set(document, "title", "Ice", "Ada")
    project.headers.set(document, "title", "Frost", "Ada")
    project.headers.undo(document, "Ada")
    assert project.headers.values(document) == {"title": "Ice"}
    project.headers.undo(document, "Ada")
    assert project.headers.values(document) == {}
    with pytest.raises(NotAllowed):
        project.headers.undo(document, "Ada")
    project.headers.redo(document, "Ada")
    project.headers.redo(document, "Ada")
    assert project.headers.values(document) == {"title": "Frost"}
    with pytest.raises(NotAllowed):
        project.headers.redo(document, "Ada")
    with pytest.raises(NotAllowed):
        project.headers.undo(document, "Bob")


def test_what_a_colleague_said_since_stays(project: Project, document: DocumentId) -> None:
    project.headers.set(document, "title", "Ice", "Ada")
    project.headers.set(document, "title", "Frost", "Bob")
    with pytest.raises(NotAllowed, match="Bob"):
        project.headers.undo(document, "Ada")
    with pytest.raises(Conflict) as caught:
        project.headers.set(document, "title", "Snow", "Ada", seen="Ice")
    assert [one.by for one in caught.value.theirs] == ["Bob"]
    project.headers.set(document, "title", "Snow", "Ada", seen="Frost")
    assert project.headers.values(document) == {"title": "Snow"}


def test_untouched_documents_are_found_in_turn(
    project: Project, document: DocumentId, tmp_path: Path
) -> None:
    source = tmp_path / "frost.txt"
    source.write_text("The frost came.", "utf-8")
    other = project.importing.add([source]).added[0].id
    before = [one.id for one in project.documents() if one.id not in (document, other)]
    project.headers.set_all(before, {"title": "Snow"}, "Ada")
    assert project.headers.next_without(document) == other
    assert project.headers.next_without(other) == document
    project.headers.set(other, "title", "Frost", "Ada")
    assert project.headers.next_without(document) is None
    snow = dict.fromkeys(before, "Snow")
    assert project.headers.everywhere("title") == {**snow, document: "", other: "Frost"}


def test_a_field_filled_under_another_name_is_ones_own_to_undo(
    project: Project, document: DocumentId
) -> None:
    project.team.put(Member("Ada Lovelace", ("AL",)), "Ada Lovelace")
    before = project.headers.values(document)
    project.headers.set(document, "genre", "telegram", "AL")
    with pytest.raises(NotAllowed):
        project.headers.undo(document, "Bob")
    project.headers.undo(document, "Ada Lovelace")
    assert project.headers.values(document) == before
    project.headers.redo(document, "al")
    assert project.headers.values(document)["genre"] == "telegram"
