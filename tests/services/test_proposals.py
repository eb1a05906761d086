"""Names and terms that the text uses and no lexicon has."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.services.project import Project
from reviewer.services.proposals import Ground, Proposal
from reviewer.store.opener import Opener

from .fakes import Utf8Reader, WordList

TEXT = (
    "The Ambassador saw Ada Petrel. The meeting with Ada Petrel was short.\n"
    "Mr. Zorblat spoke of the nefru plan. The nefru plan is old.\n"
    "Zorblat said: Havana Conference. Havana Conference met; the conference ended.\f"
    "An ambassador wrote to Ada\nPetrel, to J. F. Quill, and to J. F. Quill again.\n"
    "THE WHITE HOUSE. Zorblat went. Tuben, Tuben, Tuben.\n"
)


@pytest.fixture
def analyst() -> WordList:
    made = WordList({"nefru": [], "Tuben": ["Cuben"], "short": ["shore"]})
    made.shared = [LexiconEntry(EntryKind.PLACE, "Nova")]
    return made


@pytest.fixture
def project(tmp_path: Path, analyst: WordList) -> Iterator[Project]:
    project = Project(Opener().create(str(tmp_path / "p")), analyst, [Utf8Reader()], [])
    (tmp_path / "t.txt").write_text(TEXT, "utf-8")
    project.importing.add([tmp_path / "t.txt"])
    project.analysis.run()
    yield project
    project.close()


def found(project: Project) -> dict[str, Proposal]:
    return {proposal.form: proposal for proposal in project.proposals.find()}


def test_names_of_several_words_are_proposed_with_places(project: Project) -> None:
    ada = found(project)["Ada Petrel"]
    assert (ada.count, ada.ground, ada.kind) == (3, Ground.NAME, EntryKind.PERSON)
    assert ada.places[0].left == "The Ambassador saw "
    assert ada.places[0].right.startswith(". The meeting")
    assert "J. F. Quill" in found(project)


def test_words_written_small_elsewhere_are_no_part_of_a_name(project: Project) -> None:
    assert not any(
        "Conference" in form or "Ambassador" in form or "WHITE" in form for form in found(project)
    )


def test_what_is_doubted_again_and_again_is_proposed(project: Project) -> None:
    proposals = found(project)
    assert proposals["nefru"].ground is Ground.DOUBTED
    assert (proposals["Tuben"].count, proposals["Tuben"].suggestion) == (3, "Cuben")
    assert "short" not in proposals


def test_what_people_let_stand_is_proposed(project: Project) -> None:
    assert "Zorblat" not in found(project)
    page = project.rows()[0].id
    word = next(
        word
        for line in project.page(page).reading.lines
        for word in line.words
        if word.text == "Zorblat"
    )
    assert word.span
    project.review.decide(page, [d.Draft(d.Keep(word.span))], "ada")
    assert found(project)["Zorblat"].ground is Ground.SETTLED


def test_what_is_known_by_now_is_proposed_no_more(project: Project) -> None:
    project.lexicon.add(LexiconEntry(EntryKind.PERSON, "Petrel, Ada Jane", ("Nefru",)))
    assert not {"Ada Petrel", "nefru"} & found(project).keys()


def test_what_was_refused_comes_only_when_it_is_taken_back(project: Project) -> None:
    project.proposals.refuse("Ada Petrel")
    assert "Ada Petrel" not in found(project)
    project.proposals.take_back("ada petrel")
    assert "Ada Petrel" in found(project)
