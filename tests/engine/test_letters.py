import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.engine.letters import _DOUBT, _LEAST, Letters
from reviewer.engine.wordlist import LONGEST, WordList

WORDS = ["river", "rivers", "house", "horse", "the", "of"]
LIST = WordList((word, 10.0) for word in WORDS)


@pytest.fixture(scope="module")
def letters() -> Letters:
    return Letters(LIST, "x", None)


def slow(form: str) -> tuple[float, float]:
    """The same, counted the plain way; for forms of the list's letters."""
    threes: Counter[tuple[str, ...]] = Counter()
    for word in WORDS:
        signs = ["<", "<", *word, "<"]
        threes.update(zip(signs, signs[1:], signs[2:], strict=False))
    signs = ["<", "<", *form, "<"]
    size = len(LIST.alphabet) + 1
    found = []
    for a, b, c in zip(signs, signs[1:], signs[2:], strict=False):
        total = sum(n for key, n in threes.items() if key[:2] == (a, b)) + _DOUBT * size
        found.append(math.log((threes[a, b, c] + _DOUBT) / total))
    return max(sum(found) / len(found), _LEAST), max(min(found), _LEAST)


@given(st.text("rivehouso", min_size=1, max_size=10))
def test_threes_are_counted_over_the_words(letters: Letters, form: str) -> None:
    mean, least = letters.likelihood([form])
    assert (mean[0], least[0]) == pytest.approx(slow(form), rel=1e-4, abs=1e-4)


def test_what_looks_like_a_word_is_likelier(letters: Letters) -> None:
    (word, like, unlike), _ = letters.likelihood(["river", "hiver", "vrrvh"])
    assert word > like > unlike


@given(st.lists(st.text(st.characters(), max_size=LONGEST + 5), max_size=6))
def test_any_form_has_a_finite_likelihood(letters: Letters, forms: list[str]) -> None:
    mean, least = letters.likelihood(forms)
    assert len(mean) == len(least) == len(forms)
    assert np.isfinite(mean).all()
    assert np.isfinite(least).all()
    assert (mean >= _LEAST).all()
    assert (mean <= 0).all()
    assert (least <= mean + 1e-5).all()


def test_the_counts_are_kept_and_made_again_where_damaged(tmp_path: Path) -> None:
    before = Letters(LIST, "x", tmp_path).likelihood(["river"])
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for damaged in (whole, whole[:100], b""):
        file.write_bytes(damaged)
        assert Letters(LIST, "x", tmp_path).likelihood(["river"]) == before
        assert file.read_bytes() == whole
