"""The search for words that a form may stand for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from reviewer.engine import candidates as module
from reviewer.engine.candidates import DEAREST_REAL, KNOWN_KEPT, UNKNOWN_KEPT, Candidates
from reviewer.engine.confusion import ErrorModel
from reviewer.engine.farness import FarSearch
from reviewer.engine.form import Choice, Form
from reviewer.engine.nearness import NearIndex
from reviewer.engine.tokenizing import PieceKind
from reviewer.engine.wordlist import WordList

WORDS = [
    ("house", 900.0), ("horse", 400.0), ("hose", 20.0), ("modern", 90.0), ("modem", 2.0),
    ("ambassador", 700.0), ("president", 800.0), ("the", 9000.0), ("river", 300.0),
]  # fmt: skip
RATES = {("m", "rn"): 0.01, ("c", "e"): 0.02}


def made(words: list[tuple[str, float]], own: list[tuple[str, float]] | None = None) -> Candidates:
    listed = WordList(words, "cxz")
    indexes = [(0, NearIndex(listed, "x", None))]
    if own:
        indexes.append((len(listed), NearIndex(WordList(own), "", None)))
    whole = listed.extended(own or [])
    return Candidates(
        whole, indexes, FarSearch(listed, "x", None), ErrorModel(RATES, listed.alphabet)
    )


SEARCH = made(WORDS)


def unknown(text: str) -> Form:
    return Form(text, PieceKind.WORD, text, False, False, -1)


def known(text: str) -> Form:
    number = [word for word, _ in WORDS].index(text)
    return Form(text, PieceKind.WORD, text, True, True, number)


def words(found: list[Choice], listed: list[tuple[str, float]] = WORDS) -> list[str]:
    return [listed[choice.number][0] for choice in found]


def test_near_words_the_likeliest_first() -> None:
    hoxse, modcm, rivcr = SEARCH.near([unknown("hoxse"), unknown("modcm"), unknown("rivcr")])
    assert words(hoxse)[:2] == ["house", "horse"]
    assert words(rivcr) == ["river"]
    assert [choice.edits for choice in rivcr] == [1.0]
    assert set(words(modcm)) >= {"modern", "modem"}


def test_usual_confusions_cost_less() -> None:
    ((*_, one),) = SEARCH.near([unknown("rivcr")])
    ((*_, other),) = SEARCH.near([unknown("rivxr")])
    assert one.number == other.number
    assert one.cost < other.cost


def test_heavily_damaged_long_words_are_found_by_what_is_left_of_them() -> None:
    (found,) = SEARCH.near([unknown("axbxssxdor")])
    assert words(found) == ["ambassador"]
    assert found[0].edits == 3


def test_a_known_word_stands_for_few_others_and_never_for_itself() -> None:
    house, modem = SEARCH.near([known("house"), known("modem")])
    assert "house" not in words(house)
    assert {"horse", "hose"} >= set(words(house)) > set()
    assert "modern" in words(modem)
    assert all(choice.cost <= DEAREST_REAL for choice in house + modem)


def test_only_so_many_are_kept() -> None:
    alphabet = "abcdefghijklmnopqrstuvw"
    many = [(f"ho{a}{b}se", 50.0) for a in alphabet for b in alphabet]
    form = Form("hoxzse", PieceKind.WORD, "hoxzse", False, False, -1)
    real = Form("hoaase", PieceKind.WORD, "hoaase", True, True, 0)
    search = made([*many, ("x", 1.0), ("z", 1.0)])
    unlisted, listed = search.near([form, real])
    assert len(unlisted) == UNKNOWN_KEPT
    assert len(listed) <= KNOWN_KEPT


def test_own_words_are_found_beside_the_others() -> None:
    own = [("hoose", 1.0)]
    (found,) = made(WORDS, own).near([unknown("hoxse")])
    assert set(words(found, WORDS + own)) >= {"house", "horse", "hoose"}


def test_nothing_asked_nothing_found() -> None:
    assert SEARCH.near([]) == []
    assert SEARCH.near([unknown("zzzzzzzzz"), unknown("")]) == [[], []]


FORMS = st.lists(
    st.text("housermxz", max_size=10)
    | st.sampled_from(["axbxssxdor", "prxsidxnt", "hoxse", "x" * 60]),
    min_size=1,
    max_size=6,
)


@given(FORMS)
def test_each_word_once_with_its_true_distance(texts: list[str]) -> None:
    for text, found in zip(texts, SEARCH.near([unknown(t) for t in texts]), strict=True):
        assert len(set(words(found))) == len(found) <= UNKNOWN_KEPT
        for choice in found:
            assert choice.edits == Levenshtein.distance(text[:32], WORDS[choice.number][0])
            assert choice.edits <= 4
            assert choice.cost > 0 or choice.edits == 0


@given(FORMS)
def test_words_of_one_edit_are_never_missed(texts: list[str]) -> None:
    for text, found in zip(texts, SEARCH.near([unknown(t) for t in texts]), strict=True):
        near = {w for w, _ in WORDS if len(text) > 3 and Levenshtein.distance(text, w) <= 1}
        assert near <= set(words(found))


@settings(max_examples=40)
@given(FORMS, st.integers(1, 3))
def test_what_is_found_does_not_depend_on_the_company(texts: list[str], size: int) -> None:
    forms = [unknown(text) for text in texts]
    together = SEARCH.near(forms)
    assert [SEARCH.near([form])[0] for form in forms] == together
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BATCH", size)
        assert SEARCH.near(forms) == together
