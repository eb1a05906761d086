"""The index of near words, against comparing every form with every word."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq, Levenshtein

from reviewer.engine.nearness import PREFIX, RARE, RARE_SHORT, NearIndex
from reviewer.engine.wordlist import WordList

# A listed word that the period does not have, one that it seldom has, and a frequent one.
ABSENT, SELDOM, FREQUENT = math.exp(RARE) - 0.6, math.exp(RARE) + 0.1, math.exp(RARE_SHORT) + 2

# Few letters, so that many words are near each other; lengths on both sides of what is indexed.
LETTERS = st.text("abcé\0", min_size=1, max_size=PREFIX + 4)
WORDS = st.dictionaries(
    LETTERS, st.sampled_from([ABSENT, SELDOM, FREQUENT]), min_size=1, max_size=12
)
FORMS = st.lists(st.text("abcéx\0", max_size=PREFIX + 4), max_size=8)


def found(index: NearIndex, forms: list[str]) -> set[tuple[int, int]]:
    owners, numbers = index.lookup(forms)
    pairs = list(zip(owners.tolist(), numbers.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    return set(pairs)


def reach(word: str, frequency: float) -> int:
    """How many deletions of a word are indexed."""
    return 1 if frequency == ABSENT or (frequency == SELDOM and len(word) <= 5) else 2


@given(WORDS, FORMS)
def test_exactly_what_the_rules_promise_is_found(words: dict[str, float], forms: list[str]) -> None:
    expected = set()
    for n, form in enumerate(forms):
        for m, (word, frequency) in enumerate(words.items()):
            read, true = form[:PREFIX], word[:PREFIX]
            # What both have in common must be left of each after its deletions.
            common = LCSseq.similarity(read, true)
            if common >= len(read) - 2 and common >= len(true) - reach(word, frequency):
                expected.add((n, m))
    assert found(NearIndex(WordList(words.items()), "x", None), forms) == expected


@given(WORDS, FORMS)
def test_no_word_within_reach_is_missed(words: dict[str, float], forms: list[str]) -> None:
    pairs = found(NearIndex(WordList(words.items()), "x", None), forms)
    for n, form in enumerate(forms):
        for m, (word, frequency) in enumerate(words.items()):
            far = Levenshtein.distance(form, word) > reach(word, frequency)
            assert far or (n, m) in pairs


@pytest.fixture
def words() -> WordList:
    return WordList([("house", 900.0), ("horse", 400.0), ("river", 300.0), ("мост", 200.0)])


def test_the_index_is_kept_and_shared(words: WordList, tmp_path: Path) -> None:
    made = found(NearIndex(words, "x", tmp_path), ["hoxse", "мосг"])
    assert made == {(0, 0), (0, 1), (1, 3)}
    (file,) = tmp_path.iterdir()
    before = file.read_bytes()
    assert found(NearIndex(words, "x", tmp_path), ["hoxse", "мосг"]) == made
    assert file.read_bytes() == before
    NearIndex(words, "other words", tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("size", [0, 60, -4], ids=["empty", "torn head", "torn end"])
def test_a_damaged_index_is_built_again(words: WordList, tmp_path: Path, size: int) -> None:
    NearIndex(words, "x", tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:size])
    assert found(NearIndex(words, "x", tmp_path), ["hoxse"]) == {(0, 0), (0, 1)}
    assert file.read_bytes() == whole


def test_no_forms_have_no_neighbours(words: WordList) -> None:
    assert found(NearIndex(words, "x", None), []) == set()
    assert found(NearIndex(words, "x", None), [""]) == set()
