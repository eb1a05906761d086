"""The search for words further away, against counting shared letter pairs one by one."""

import math
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.engine.farness import LEAST_FREQUENCY, LENGTHS, MOST, SHARED, FarSearch
from reviewer.engine.wordlist import WordList

RARE, FREQUENT = math.exp(LEAST_FREQUENCY) - 2, math.exp(LEAST_FREQUENCY) + 2
WORDS = st.dictionaries(
    st.text("abcd", min_size=1, max_size=9),
    st.sampled_from([RARE, FREQUENT]),
    min_size=1,
    max_size=12,
)


def search(words: dict[str, float], cache: Path | None = None) -> FarSearch:
    return FarSearch(WordList(words.items()), "x", cache)


def found(far: FarSearch, forms: list[str]) -> set[tuple[int, int]]:
    places, numbers = far.lookup(forms)
    pairs = list(zip(places.tolist(), numbers.tolist(), strict=True))
    assert len(pairs) == len(set(pairs))
    return set(pairs)


def pairs_of(word: str) -> set[tuple[str, str]]:
    return set(pairwise(["", *word, ""]))


@given(WORDS, st.lists(st.text("abcd", min_size=1, max_size=9), max_size=6))
def test_what_shares_enough_pairs_is_found(words: dict[str, float], forms: list[str]) -> None:
    expected = {
        (n, m)
        for n, form in enumerate(forms)
        for m, (word, frequency) in enumerate(words.items())
        if frequency == FREQUENT
        and abs(len(word) - len(form)) <= LENGTHS
        and len(pairs_of(word) & pairs_of(form)) >= max(2, math.ceil(SHARED * (len(form) + 1)))
    }
    assert found(search(words), forms) == expected


def test_of_too_many_those_that_share_most_are_measured() -> None:
    alike = {f"abcdef{chr(0x4E00 + n)}{chr(0x4E00 + n + 1)}": FREQUENT for n in range(MOST + 40)}
    far = search({**alike, "abcdefgh": FREQUENT})
    numbers = [number for _, number in sorted(found(far, ["abcdefgh"]))]
    assert len(numbers) == MOST
    assert numbers[-1] == MOST + 40
    # Of equals the first of the list.
    assert numbers[:-1] == list(range(MOST - 1))


def test_forms_do_not_depend_on_their_company() -> None:
    words = {"ambassador": 900.0, "president": 900.0, "telegram": 900.0}
    far = search(words)
    forms = ["ambxssxdor", "prxsxdent", "txlegrxm"] * 30
    places, numbers = far.lookup(forms)
    assert numbers.tolist() == [0, 1, 2] * 30
    assert places.tolist() == list(range(90))
    assert [found(far, [form]) for form in forms[:3]] == [{(0, 0)}, {(0, 1)}, {(0, 2)}]


@pytest.mark.parametrize("words", [{}, {"ambassador": 1.0}], ids=["none", "only rare ones"])
def test_without_frequent_words_nothing_is_far(words: dict[str, float]) -> None:
    assert found(search(words), ["ambassador", "я"]) == set()
    assert found(search(words), []) == set()


def test_the_pairs_are_kept_and_built_again_where_damaged(tmp_path: Path) -> None:
    words = {"ambassador": 900.0, "president": 900.0}
    made = found(search(words, tmp_path), ["ambxssxdor"])
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for damaged in (whole, whole[:-4], b""):
        file.write_bytes(damaged)
        assert found(search(words, tmp_path), ["ambxssxdor"]) == made == {(0, 0)}
        assert file.read_bytes() == whole
