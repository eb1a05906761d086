"""Characters by group and name, and sequences after the compose key."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.messages import Catalogue
from reviewer.ui.characters import (
    Composing,
    load_groups,
    load_sequences,
    name_of,
    search,
    sequence_of,
)


@pytest.mark.parametrize(
    "sequence, char",
    [
        ("'e", "é"),
        ("e'", "é"),
        ('"u', "ü"),
        ("ae", "æ"),
        ("---", "—"),
        ("--.", "–"),
        ("oo", "°"),
        ("No", "№"),
        ("L-", "£"),
        (",c", "ç"),
        ("cs", "š"),
        ("*a", "å"),
        ("=o", "ő"),
        (";e", "ę"),
        ("12", "½"),
        ("<<", "«"),
        ("so", "§"),
        ("  ", "\u00a0"),
    ],
)
def test_sequences_are_those_that_people_know(sequence: str, char: str) -> None:
    composing = Composing()
    for key in sequence[:-1]:
        assert composing.type(key) is None
    assert composing.type(sequence[-1]) == char
    assert composing.typed == ""


def test_no_sequence_hides_a_longer_one() -> None:
    sequences = sorted(load_sequences())
    hidden = [(one, other) for one, other in pairwise(sequences) if other.startswith(one)]
    assert not hidden


def test_sequences_make_one_character_each() -> None:
    assert all(len(char) == 1 for char in load_sequences().values())
    assert all(2 <= len(sequence) <= 3 for sequence in load_sequences())


def test_a_key_that_leads_nowhere_is_told_and_forgotten() -> None:
    composing = Composing()
    composing.type("'")
    with pytest.raises(ValueError, match="'q"):
        composing.type("q")
    assert composing.typed == "'"
    assert ("e", "é") in composing.ways_on()
    assert composing.back()
    assert not composing.back()


@given(st.sampled_from(sorted(load_sequences().items())))
def test_every_sequence_can_be_typed_and_is_offered_on_the_way(pair: tuple[str, str]) -> None:
    sequence, char = pair
    composing = Composing()
    for at, key in enumerate(sequence):
        assert (sequence[at:], char) in composing.ways_on()
        made = composing.type(key)
    assert made == char


def test_each_group_has_a_title_and_characters_with_names() -> None:
    say = Catalogue.load()
    for group in load_groups():
        assert f"comfort.characters.group_{group.id}" in say
        assert group.characters
        assert all(unicodedata.name(char, "") for char in group.characters), group.id
    assert {"é", "ü", "Ł"} <= set(load_groups()[0].characters)


def test_a_character_of_a_group_shows_its_sequence_where_it_has_one() -> None:
    assert sequence_of("é") == "'e"
    assert sequence_of("ß") == "ss"
    assert sequence_of("Ж") == ""


@pytest.mark.parametrize(
    "typed, first",
    [
        ("e acute", "é"),
        ("capital e acute", "É"),
        ("numero", "№"),
        ("em dash", "—"),
        ("section", "§"),
        ("u diaer", "ü"),
        ("2116", "№"),
        ("U+20AC", "€"),
        ("ß", "ß"),
        ("small zhe", "ж"),
        ("pound", "£"),
        ("one half", "½"),
    ],
)
def test_a_character_is_found_by_its_name(typed: str, first: str) -> None:
    assert search(typed)[0] == first


def test_nothing_is_found_by_nonsense() -> None:
    assert search("qqqq") == []
    assert search("   ") == []
    assert search("110000") == []


@given(st.text(max_size=20))
def test_whatever_is_typed_the_search_answers(typed: str) -> None:
    assert all(len(char) == 1 for char in search(typed))


def test_a_name_is_said_in_small_letters() -> None:
    assert name_of("é") == "latin small letter e with acute"
    assert name_of("\ue000") == "U+E000"
