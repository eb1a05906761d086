import math
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.places import dictionaries
from reviewer.engine.confusion import (
    CHEAPEST,
    OWN_WEIGHT,
    RARE,
    RARE_GAP,
    ErrorModel,
    Rates,
    blocks,
    own_rates,
    read_rates,
)
from reviewer.engine.wordlist import Alphabet

RATES: Rates = {
    ("e", "o"): 0.02,
    ("m", "rn"): 0.01,
    ("rn", "m"): 0.009,
    ("", "l"): 0.005,
    ("f", ""): 0.0009,
    ("a", "é"): 0.9,
    ("ol", "e"): 1e-7,
}
ALPHABET = Alphabet("acefhlmnorqtbé")
MODEL = ErrorModel(RATES, ALPHABET)
WORDS = st.text("eolmrnfaé7☃", max_size=9)


def costs(model: ErrorModel, *pairs: tuple[str, str]) -> list[float]:
    reads, read_ends = ALPHABET.encode([read for read, _ in pairs])
    truths, true_ends = ALPHABET.encode([true for _, true in pairs])
    found: list[float] = model.costs(reads, truths, (read_ends, true_ends)).tolist()
    return found


def listed(pair: tuple[str, str], otherwise: float) -> float:
    """What a block costs: its rate's logarithm, if that is less than being unlisted."""
    if pair not in RATES:
        return otherwise
    return min(max(CHEAPEST, -math.log(RATES[pair])), otherwise)


def slow_cost(read: str, truth: str) -> float:
    """The same dynamic program, written the slow and plain way."""
    strange = {c for c in read + truth if ALPHABET.code(c) == 1}
    swap, gap = -math.log(RARE), -math.log(RARE_GAP)
    best = {(0, 0): 0.0}
    for i in range(len(read) + 1):
        for j in range(len(truth) + 1):
            ways = [best[0, 0]] if i == j == 0 else []
            for a, b in ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2)):
                if i < a or j < b:
                    continue
                left, right = read[i - a : i], truth[j - b : j]
                if (a, b) == (1, 1) and left == right and left not in strange:
                    cost = 0.0
                else:
                    unlisted = swap if (a, b) == (1, 1) else gap if 0 in (a, b) else math.inf
                    cost = listed((left, right), unlisted)
                ways.append(best[i - a, j - b] + cost)
            best[i, j] = min(ways)
    return best[len(read), len(truth)]


@given(st.lists(st.tuples(WORDS, WORDS), max_size=6))
def test_all_at_once_agrees_with_the_plain_way(pairs: list[tuple[str, str]]) -> None:
    # Costs of two letters for one are kept in sixteen bits.
    assert costs(MODEL, *pairs) == pytest.approx([slow_cost(*pair) for pair in pairs], rel=1e-3)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6), st.randoms())
def test_a_pair_costs_the_same_in_any_company(pairs: list[tuple[str, str]], dice) -> None:
    alone = {pair: costs(MODEL, pair)[0] for pair in pairs}
    dice.shuffle(pairs)
    assert costs(MODEL, *pairs) == [alone[pair] for pair in pairs]


@given(st.text("eolmrnfaé", max_size=9))
def test_a_word_read_right_costs_nothing(word: str) -> None:
    assert costs(MODEL, (word, word)) == [0.0]


def test_letters_beyond_the_alphabet_never_count_as_right() -> None:
    assert all(cost > 0 for cost in costs(MODEL, ("☃", "☂"), ("☃", "☃")))


def test_the_shipped_table_has_the_usual_confusions() -> None:
    rates = read_rates(dictionaries() / "en" / "confusions.tsv")
    assert all(0 < rate <= 1 for rate in rates.values())
    usual, odd = costs(ErrorModel(rates, ALPHABET), ("tbe", "the"), ("tqe", "the"))
    assert usual < odd


def test_without_a_table_all_swaps_cost_the_same() -> None:
    one, other = costs(ErrorModel(read_rates(None), ALPHABET), ("tbe", "the"), ("tqe", "the"))
    assert one == other > 0


def test_rates_are_read_folded_and_summed(tmp_path: Path) -> None:
    table = tmp_path / "confusions.tsv"
    table.write_text("ocr\ttruth\trate\nE\to\t100\ne\tO\t50\nA\ta\t900\n\tl\t7\n", "utf-8")
    assert read_rates(table) == {("e", "o"): pytest.approx(150e-6), ("", "l"): pytest.approx(7e-6)}


@pytest.mark.parametrize(
    "read, true, expected",
    [
        ("cuben", "cuban", [("e", "a")]),
        ("modem", "modern", [("m", "rn")]),
        ("arnple", "ample", [("rn", "m")]),
        ("leter", "letter", [("", "t")]),
        ("abcd", "axyd", [("b", "x"), ("c", "y")]),
        ("same", "same", []),
        ("", "ab", [("", "ab")]),
    ],
)
def test_differences_are_cut_into_blocks(
    read: str, true: str, expected: list[tuple[str, str]]
) -> None:
    assert list(blocks(read, true)) == expected


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_blocks_hold_the_differing_letters_of_both(read: str, true: str) -> None:
    found = list(blocks(read, true))
    assert bool(found) == (read != true)
    for was, now in found:
        assert was != now
        assert len(was) + len(now) <= 3
        assert was in read
        assert now in true
    # What is not in a block is equal on both sides.
    rest = len(read) - sum(len(was) for was, _ in found)
    assert rest == len(true) - sum(len(now) for _, now in found)
    assert rest >= 0


def test_without_pages_of_its_own_a_project_has_the_tables_rates() -> None:
    assert own_rates(RATES, [], Counter()) is RATES


def test_own_pages_draw_the_rates_towards_what_they_showed() -> None:
    letters = Counter({"o": 1_000, "m": 1_000, "a": 1_000, "": 3_000})
    found = own_rates(RATES, [("e", "o", 300), ("m", "a", 500)], letters)
    trust = OWN_WEIGHT * 1_000 / 3_000
    assert found["e", "o"] == pytest.approx((300 + trust * 0.02) / (1_000 + trust))
    assert 0.02 < found["e", "o"] < 0.3
    assert RARE < found["m", "a"] < 0.5
    assert found["m", "rn"] == RATES["m", "rn"]
    assert RATES["e", "o"] == 0.02


@given(
    st.lists(
        st.tuples(st.text("ab", max_size=2), st.text("ab", max_size=2), st.integers(1, 10**6)),
        max_size=5,
    ),
    st.dictionaries(st.sampled_from(["a", "b", ""]), st.integers(0, 10**6)),
)
def test_rates_stay_rates(counted: list[tuple[str, str, int]], letters: dict[str, int]) -> None:
    found = own_rates(RATES, counted, Counter(letters))
    assert all(0 < rate <= 1 for rate in found.values())
    ErrorModel(found, ALPHABET)


def test_a_little_evidence_moves_a_rate_less_than_much() -> None:
    few = own_rates(RATES, [("e", "o", 3)], Counter({"o": 10, "": 100}))
    many = own_rates(RATES, [("e", "o", 300)], Counter({"o": 1_000, "": 10_000}))
    assert RATES["e", "o"] < few["e", "o"] < many["e", "o"]
