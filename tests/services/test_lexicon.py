"""The lexicon's layers that people fill: the project's and their own."""

from pathlib import Path

import pytest

from reviewer.core.errors import ReviewerError, UsageError
from reviewer.core.lexicon import EntryKind, Layer, LexiconEntry
from reviewer.services.lexicon import (
    LONGEST,
    UserLexicon,
    add_own,
    matching,
    remove_own,
    words_of,
)
from reviewer.services.project import Project
from reviewer.store.opener import Opener

from .fakes import WordList

ADA = LexiconEntry(EntryKind.PERSON, "Petrel, Ada", ("A. Petrell", "O'Petrel"), dates="1901-")


def test_added_words_are_doubted_no_more(project: Project, analyst: WordList) -> None:
    project.lexicon.add(LexiconEntry(EntryKind.WORD, "Cuben"))
    project.analysis.run(again=True)
    assert {item.finding.form for item in project.queue()} == {"Mikeyan", "serions"}
    assert project.lexicon.remove("Cuben") == 1
    project.analysis.run(again=True)
    assert "Cuben" in {item.finding.form for item in project.queue()}


def test_the_engine_hears_of_both_layers(tmp_path: Path, analyst: WordList) -> None:
    own = UserLexicon(tmp_path / "own.jsonl")
    add_own(own, LexiconEntry(EntryKind.TERM, "ABX"))
    project = Project(Opener().create(str(tmp_path / "p")), analyst, [], [], own=own)
    project.lexicon.add(ADA)
    known = project.lexicon.known()
    assert [(entry.preferred, entry.layer) for entry in known] == [
        ("Petrel, Ada", Layer.PROJECT),
        ("ABX", Layer.USER),
    ]
    project.close()


def test_an_entry_is_removed_by_kind_or_all_of_its_name(project: Project) -> None:
    for kind in (EntryKind.WORD, EntryKind.TERM, EntryKind.PLACE):
        project.lexicon.add(LexiconEntry(kind, "ABX"))
    assert project.lexicon.remove("ABX", EntryKind.TERM) == 1
    assert project.lexicon.remove("ABX") == 2
    assert project.lexicon.remove("ABX") == 0


def test_words_are_those_of_all_forms() -> None:
    assert words_of([ADA]) == {"Petrel", "Ada", "A.", "Petrell", "O'Petrel"}
    assert words_of([LexiconEntry(EntryKind.TERM, "well-known U.S.")]) == {"well-known", "U.S."}


@pytest.mark.parametrize("sought, found", [("petrel", 1), (" a.  petrell", 1), ("adam", 0)])
def test_entries_are_found_by_form_or_word(sought: str, found: int) -> None:
    assert len(matching([ADA], sought)) == found


@pytest.mark.parametrize("form", ["", " ", "...", "x" * (LONGEST + 1)])
def test_what_is_no_form_is_refused(project: Project, form: str) -> None:
    for entry in (
        LexiconEntry(EntryKind.WORD, form),
        LexiconEntry(EntryKind.PERSON, "Ada", (form,)),
    ):
        with pytest.raises(UsageError):
            project.lexicon.add(entry)
    assert project.lexicon.all() == ()


def test_blanks_do_not_count(project: Project) -> None:
    project.lexicon.add(LexiconEntry(EntryKind.PLACE, " Nova  Zembra\n", ("N. Z.", "N. Z.")))
    (entry,) = project.lexicon.all()
    assert (entry.preferred, entry.variants) == ("Nova Zembra", ("N. Z.",))


# a person's own


def test_own_words_are_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "new" / "own.jsonl"
    first = UserLexicon(path)
    add_own(first, ADA)
    add_own(first, LexiconEntry(EntryKind.WORD, "\u0439\ud800"))
    again = UserLexicon(path)
    assert [entry.preferred for entry in again.all()] == ["Petrel, Ada", "\u0439\ud800"]
    assert remove_own(again, "Petrel, Ada") == 1
    assert remove_own(again, "Petrel, Ada") == 0
    assert [entry.preferred for entry in first.all()] == ["\u0439\ud800"]


def test_a_broken_line_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text('{"kind": "word", "preferred": "one"}\n{"kind"\n[]\n{"kind": "hat"}\n\n5\n')
    assert [entry.preferred for entry in UserLexicon(path).all()] == ["one"]


def test_a_lexicon_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    own = UserLexicon(tmp_path / "file" / "own.jsonl")
    with pytest.raises(ReviewerError, match="cannot be written"):
        add_own(own, ADA)
