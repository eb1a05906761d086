from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.lexicon import EntryKind, Layer, LexiconEntry
from reviewer.engine.lexicon import Lexicon, fits
from reviewer.engine.tables import Dictionary


@pytest.mark.parametrize(
    "word, known",
    [
        ("house", True),
        ("House", True),
        ("HOUSE", True),
        ("hOuse", False),
        ("house's", True),
        ("HOUSE'S", True),
        ("houses'", False),
        ("Petrel", True),
        ("PETREL’S", True),
        ("petrel", False),
        ("McArdle", True),
        ("MCARDLE", True),
        ("Mcardle", False),
        ("Zembra", True),
        ("ABX", True),
        ("abx", False),
        ("étude", True),
        ("мир", True),
        ("Мир", True),
        ("horses", False),
        ("", False),
    ],
)
def test_what_is_known(lexicon: Lexicon, word: str, known: bool) -> None:
    assert lexicon.knows(word) is known


def test_titles_are_no_names(lexicon: Lexicon) -> None:
    assert not lexicon.holds("Sir")


def test_frequency_counts_all_casings(lexicon: Lexicon) -> None:
    assert lexicon.frequency("HOUSE") == lexicon.frequency("house") >= 980
    assert lexicon.frequency("unheard") == 0.0


def test_entries_say_who_a_person_is(lexicon: Lexicon) -> None:
    (entry,) = lexicon.entries("Petrel's")
    assert entry == LexiconEntry(
        EntryKind.PERSON,
        "Petrel, Ada",
        ("Petrell, Ada",),
        "keeper of the light",
        "1901-1980",
        "own",
        Layer.DOMAIN,
    )


def test_entries_say_what_an_abbreviation_stands_for(lexicon: Lexicon) -> None:
    (entry,) = lexicon.entries("ABX")
    assert (entry.kind, entry.note) == (EntryKind.ABBREVIATION, "Board of Examples")


def test_variants_are_known_and_lead_to_their_entry(lexicon: Lexicon) -> None:
    assert lexicon.knows("Petrell")
    assert lexicon.entries("Petrell")[0].preferred == "Petrel, Ada"


def test_words_are_added_without_rebuilding(lexicon: Lexicon) -> None:
    compiled = lexicon.compiled
    lexicon.add(LexiconEntry(EntryKind.PERSON, "Quill, Zo", note="new here", layer=Layer.USER))
    assert lexicon.knows("Quill")
    assert lexicon.entries("Quill's")[0].note == "new here"
    assert lexicon.is_name("quill")
    assert lexicon.compiled is compiled


def test_a_view_leaves_its_lexicon_alone(lexicon: Lexicon) -> None:
    view = lexicon.extended(["Quill", "Ruatara"])
    assert view.knows("Quill")
    assert view.knows("house")
    assert view.added == ("quill", "ruatara")
    assert not lexicon.knows("Quill")


def test_a_user_entry_speaks_before_the_tables(lexicon: Lexicon) -> None:
    mine = LexiconEntry(EntryKind.PERSON, "Petrel, Bo", note="another", layer=Layer.USER)
    lexicon.add(mine)
    assert [e.preferred for e in lexicon.entries("Petrel")] == ["Petrel, Bo", "Petrel, Ada"]


def test_cached_and_fresh_answer_alike(small: Path, tmp_path: Path) -> None:
    dictionary = Dictionary.open(small)
    cache = tmp_path / "cache"
    fresh = Lexicon(dictionary, cache).compiled
    assert Lexicon(dictionary, cache).compiled == fresh
    assert len(list(cache.iterdir())) == 1


def test_a_damaged_cache_is_built_again(small: Path, tmp_path: Path) -> None:
    dictionary = Dictionary.open(small)
    cache = tmp_path / "cache"
    fresh = Lexicon(dictionary, cache).compiled
    (path,) = cache.iterdir()
    path.write_bytes(path.read_bytes()[:-7])
    assert Lexicon(dictionary, cache).compiled == fresh


def test_names_of_the_domain_are_known(engine) -> None:
    for name in ("Mikoyan", "BULGANIN", "Tsarapkin's", "Vyshinsky", "Lancaster", "Malik"):
        assert engine.lexicon.knows(name), name
    assert engine.lexicon.shapes("cuba")[0] == "Cuba"
    assert "Bureau of Intelligence" in engine.entries("INR")[0].note


@given(st.text())
def test_any_casing_that_fits_has_the_same_fold(word: str) -> None:
    for shape in (word.lower(), word):
        if fits(word, shape):
            assert word.replace("’", "'").lower() == shape.replace("’", "'").lower()
