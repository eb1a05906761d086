from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from reviewer.engine.confusion import ErrorModel
from reviewer.engine.retrieval import KEPT, LONGEST, NEAREST, WordSearch, edit_limit

MODEL = ErrorModel([("e", "o", 200.0)])


@settings(max_examples=40)
@given(
    words=st.lists(st.text("abcde", min_size=1, max_size=7), unique=True, max_size=KEPT),
    forms=st.lists(st.text("abcde", max_size=7), max_size=5),
)
def test_finds_exactly_the_words_within_the_limit(words: list[str], forms: list[str]) -> None:
    found = WordSearch(((word, 1.0) for word in words), MODEL).nearest(forms)
    assert set(found) == set(forms)
    for form in forms:
        limit = edit_limit(len(form))
        near = {w for w in words if form and Levenshtein.distance(form, w) <= limit}
        assert {item.word for item in found[form]} == near


def test_the_likeliest_comes_first() -> None:
    search = WordSearch([("horse", 5.0), ("house", 5000.0)], MODEL)
    assert [item.word for item in search.nearest(["hopse"])["hopse"]] == ["house", "horse"]


def test_letters_outweigh_a_little_frequency() -> None:
    search = WordSearch([("born", 12.0), ("barn", 20.0)], MODEL)
    assert search.nearest(["bern"])["bern"][0].word == "born"


def test_overlong_and_empty_forms_find_nothing() -> None:
    search = WordSearch([("a" * LONGEST, 1.0)], MODEL)
    assert search.nearest(["", "a" * (LONGEST + 1)]) == {"": (), "a" * (LONGEST + 1): ()}


def test_no_more_are_kept_than_promised() -> None:
    words = [(f"{a}{b}at", 1.0) for a in "abcdefghij" for b in "abcdefghij"]
    assert len(WordSearch(words, MODEL).nearest(["zzat"])["zzat"]) == min(KEPT, NEAREST)
