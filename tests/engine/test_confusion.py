import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.places import dictionaries
from reviewer.engine.confusion import RARE, RARE_GAP, ErrorModel

COUNTED = [
    ("e", "o", 200.0),
    ("m", "rn", 100.0),
    ("rn", "m", 90.0),
    ("", "l", 50.0),
    ("f", "", 9.0),
]
MODEL = ErrorModel(COUNTED)
WORDS = st.text("eolmrnfaé7", max_size=9)


def plain_cost(read: str, truth: str) -> float:
    """The same dynamic program, written the slow and plain way."""
    costs = MODEL.costs
    swap, gap = -math.log(RARE), -math.log(RARE_GAP)
    best = {(0, 0): 0.0}
    for i in range(len(read) + 1):
        for j in range(len(truth) + 1):
            ways = [best[0, 0]] if i == j == 0 else []
            for a, b in ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2)):
                if i < a or j < b:
                    continue
                left, right = read[i - a : i], truth[j - b : j]
                if left == right:
                    cost = 0.0
                elif (a, b) == (1, 1):
                    cost = min(costs.get((left, right), swap), swap)
                elif 0 in (a, b):
                    cost = min(costs.get((left, right), gap), gap)
                else:
                    cost = costs.get((left, right), math.inf)
                ways.append(best[i - a, j - b] + cost)
            best[i, j] = min(ways)
    return best[len(read), len(truth)]


@given(st.lists(st.tuples(WORDS, WORDS), max_size=6))
def test_all_at_once_agrees_with_the_plain_way(pairs: list[tuple[str, str]]) -> None:
    found = MODEL.pair_costs([a for a, _ in pairs], [b for _, b in pairs]).tolist()
    assert found == pytest.approx([plain_cost(a, b) for a, b in pairs], rel=1e-4, abs=1e-4)


@given(WORDS)
def test_a_word_read_right_costs_nothing(word: str) -> None:
    assert MODEL.pair_costs([word], [word]).tolist() == [0.0]


def test_counted_confusions_are_cheaper() -> None:
    counted, other = MODEL.pair_costs(["e", "a"], ["o", "o"]).tolist()
    assert counted < other
    block, letters = MODEL.pair_costs(["mat", "xat"], ["rnat", "rnat"]).tolist()
    assert block < letters


def test_letters_beyond_the_alphabet_never_count_as_right() -> None:
    assert MODEL.pair_costs(["☃"], ["☂"])[0] > 0


def test_the_shipped_table_has_the_usual_confusions() -> None:
    model = ErrorModel.open(dictionaries() / "en" / "confusions.tsv")
    usual, odd = model.pair_costs(["tbe", "tqe"], ["the", "the"]).tolist()
    assert usual < odd


def test_without_a_table_all_swaps_cost_the_same() -> None:
    costs = ErrorModel.open(None).pair_costs(["tbe", "tqe"], ["the", "the"]).tolist()
    assert costs[0] == costs[1] > 0
