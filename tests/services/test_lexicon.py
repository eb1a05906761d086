"""The lexicon's layers that people fill: the project's and their own."""

from pathlib import Path

import pytest

from reviewer.core.errors import ReviewerError, UsageError
from reviewer.core.lexicon import LONGEST, EntryKind, EntryState, Layer, LexiconEntry
from reviewer.services.entries import matching, merged, words_of
from reviewer.services.lexicon import Edit, Lexicon
from reviewer.services.lookup import Why
from reviewer.services.own_lexicon import UserLexicon, add_own, remove_own
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


# changing, and taking it back


NEVER = LexiconEntry(EntryKind.WORD, "Mikoyan", ("Mikeyan",), state=EntryState.NEVER)


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    """With tables that say two things, one of them what the project may say better."""
    store = Opener().create(str(tmp_path / "with-own"))
    shared = [LexiconEntry(EntryKind.PERSON, "Petrel, Ada"), LexiconEntry(EntryKind.PLACE, "Nova")]
    return Lexicon(store, UserLexicon(tmp_path / "own.jsonl"), lambda: shared)


def names(lexicon: Lexicon) -> list[tuple[str, Layer]]:
    return [(entry.preferred, entry.layer) for entry in lexicon.known()]


def test_each_change_can_be_taken_back(lexicon: Lexicon) -> None:
    heard: list[Edit] = []
    stop = lexicon.subscribe(heard.append)
    first = lexicon.add(ADA)
    second = lexicon.put([ADA], Layer.USER)
    third = lexicon.add(LexiconEntry(EntryKind.PERSON, "Petrel, Ada", note="other"))
    states = [names(lexicon)]
    for edit in (third, second, first):
        lexicon.change(edit.undone)
        states.append(names(lexicon))
    both = [("Petrel, Ada", Layer.PROJECT), ("Petrel, Ada", Layer.USER)]
    assert states == [both, both, both[:1], []]
    assert heard == [first, second, third, third.undone, second.undone, first.undone]
    stop()
    lexicon.add(ADA)
    assert len(heard) == 6


def test_entries_are_found_by_their_form_in_both_layers(lexicon: Lexicon) -> None:
    own = LexiconEntry(EntryKind.PERSON, "Petrel, Ada", note="mine")
    lexicon.put([own], Layer.USER)
    lexicon.add(ADA)
    lexicon.add(NEVER)
    both = lexicon.called({"Petrel, Ada"})
    assert [entry.layer for entry in both] == [Layer.PROJECT, Layer.USER]
    assert both == tuple(one for one in lexicon.known() if one.preferred == "Petrel, Ada")
    assert lexicon.called({"Petrel", "Nova"}) == ()


def test_what_changes_nothing_is_not_told(lexicon: Lexicon) -> None:
    lexicon.add(ADA)
    heard: list[Edit] = []
    lexicon.subscribe(heard.append)
    assert not lexicon.add(ADA)
    assert not lexicon.change(Edit(out=(NEVER,)))
    assert heard == []


def test_a_word_may_be_known_and_yet_not_be_suggested(lexicon: Lexicon) -> None:
    lexicon.put([NEVER, LexiconEntry(EntryKind.WORD, "Mikoyan")])
    assert len(lexicon.all()) == 2
    assert words_of(lexicon.all()) == {"Mikoyan"}
    assert lexicon.remove("Mikoyan") == 2


def test_one_is_made_of_several(lexicon: Lexicon) -> None:
    one = LexiconEntry(EntryKind.PERSON, "Petrel, Ada", note="pilot", authorities=(("viaf", "7"),))
    two = LexiconEntry(EntryKind.PERSON, "Petrell, A.", ("Ada P.",), dates="1901-", source="a;b")
    shared = lexicon.everything()[0]
    lexicon.put([two, one])
    edit = lexicon.merge([*lexicon.all(), shared])
    (left,) = lexicon.all()
    assert (left.preferred, left.variants) == ("Petrel, Ada", ("Petrell, A.", "Ada P."))
    assert (left.note, left.dates, left.authorities) == ("pilot", "1901-", (("viaf", "7"),))
    lexicon.change(edit.undone)
    assert [entry.preferred for entry in lexicon.all()] == ["Petrel, Ada", "Petrell, A."]


def test_what_a_newer_version_said_is_merged_too() -> None:
    one = LexiconEntry(EntryKind.WORD, "a", others=(("colour", '"red"'),))
    two = LexiconEntry(EntryKind.WORD, "b", others=(("colour", '"blue"'), ("size", "1")))
    assert dict(merged([one, two]).others) == {"colour": '"red"', "size": "1"}


def test_louder_layers_stand_for_quieter_ones(lexicon: Lexicon) -> None:
    lexicon.add(LexiconEntry(EntryKind.PERSON, "Petrel, Ada", ("Petrell",)))
    lexicon.put([LexiconEntry(EntryKind.WORD, "own")], Layer.USER)
    assert [(e.preferred, e.layer) for e in lexicon.everything()] == [
        ("Petrel, Ada", Layer.PROJECT),
        ("Nova", Layer.DOMAIN),
        ("own", Layer.USER),
    ]


def test_all_layers_are_looked_up(lexicon: Lexicon) -> None:
    lexicon.warm()
    assert [m.entry.layer for m in lexicon.look_up("petrel")] == [Layer.DOMAIN]
    edit = lexicon.add(ADA)
    (match,) = lexicon.look_up("a petrell")
    assert (match.entry.layer, match.form, match.why) == (Layer.PROJECT, "A. Petrell", Why.VARIANT)
    assert [m.entry.layer for m in lexicon.look_up("petrel")] == [Layer.PROJECT]
    assert lexicon.look_up("petrel", [EntryKind.PLACE]) == []
    lexicon.change(edit.undone)
    assert [m.entry.layer for m in lexicon.look_up("petrel")] == [Layer.DOMAIN]


def test_without_an_own_layer_nothing_is_put_there(project: Project) -> None:
    with pytest.raises(ReviewerError):
        project.lexicon.put([ADA, LexiconEntry(EntryKind.WORD, "b")], Layer.USER)
    assert project.lexicon.known() == ()


def test_tables_that_cannot_be_had_leave_the_rest(tmp_path: Path) -> None:
    def broken() -> list[LexiconEntry]:
        raise ReviewerError("The engine has ended.")

    lexicon = Lexicon(Opener().create(str(tmp_path / "q")), None, broken)
    lexicon.add(ADA)
    for _ in range(2):
        assert [match.entry.preferred for match in lexicon.look_up("petrel")] == ["Petrel, Ada"]
