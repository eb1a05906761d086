"""Lessons: sums of what pages teach, and the threshold that follows."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.lessons import (
    DEFAULT,
    EDGES,
    ENOUGH,
    LEAST,
    NEVER,
    UNTAUGHT,
    WANTED,
    Experience,
    Lessons,
    bin_of,
    lessons_record,
    read_lessons,
    threshold,
    total,
    wilson,
)
from reviewer.core.unlearning import Unlearnt, read_unlearnt, unlearnt_record

_blocks = st.text(st.sampled_from("abёß'"), max_size=2)
_count = st.integers(1, 40)


def _table(*keys: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[tuple[object, ...], ...]]:
    rows = st.dictionaries(st.tuples(*keys), _count, max_size=4)
    return rows.map(lambda held: tuple((*key, n) for key, n in sorted(held.items())))


_bins = st.dictionaries(
    st.integers(0, len(EDGES) - 1), st.tuples(_count, st.integers(0, 40)), max_size=4
).map(lambda held: tuple((i, n, min(n, right)) for i, (n, right) in sorted(held.items())))
lessons = st.builds(
    Lessons,
    _table(_blocks, _blocks),
    _table(_blocks),
    _table(_blocks, _blocks),
    _bins,
    _bins,
    _bins,
)


@given(st.lists(lessons, max_size=5), st.randoms())
def test_the_order_of_pages_is_no_matter(pages: list[Lessons], dice: random.Random) -> None:
    shuffled = list(pages)
    dice.shuffle(shuffled)
    assert total(pages) == total(shuffled)


@given(st.lists(lessons, max_size=3), st.lists(lessons, max_size=3))
def test_sums_add_up(some: list[Lessons], others: list[Lessons]) -> None:
    whole, one, two = total([*some, *others]), total(some), total(others)
    assert whole.pages == len(some) + len(others)
    for name in Lessons.__slots__:
        counted = sum(row[-1] for row in getattr(whole, name))
        assert counted == sum(row[-1] for part in (one, two) for row in getattr(part, name))


@given(lessons)
def test_lessons_come_back_from_json(one: Lessons) -> None:
    assert read_lessons(json.loads(json.dumps(lessons_record(one)))) == one


def test_nothing_learnt_is_the_same_as_no_experience() -> None:
    assert total([]) == UNTAUGHT == Experience()
    assert total([Lessons()]).stamp == ""


def test_the_stamp_follows_the_content() -> None:
    one, two = Lessons(memory=(("teh", "the", 1),)), Lessons(memory=(("teh", "the", 2),))
    assert total([one]).stamp != total([two]).stamp
    assert total([one, one]).stamp == total([two]).stamp


@pytest.mark.parametrize(
    "probability, edge", [(0, 0), (0.049, 0), (0.05, 0.05), (0.994, 0.99), (1, 0.995)]
)
def test_bins(probability: float, edge: float) -> None:
    assert EDGES[bin_of(probability)] == edge


def _cases(**by_edge: tuple[int, int]) -> list[tuple[int, int, int]]:
    return [(bin_of(float(edge[1:]) / 1000), *counts) for edge, counts in by_edge.items()]


def test_without_enough_cases_the_default_stands() -> None:
    assert threshold([]) == DEFAULT
    assert threshold(_cases(_995=(ENOUGH - 1, ENOUGH - 1))) == DEFAULT


def test_the_threshold_goes_down_as_far_as_precision_carries() -> None:
    assert threshold(_cases(_995=(400, 400), _950=(100, 99), _900=(100, 60))) == 0.95


def test_few_but_unlucky_cases_do_not_lower_it() -> None:
    # 99 of 100 are the wanted share, but it might as well be 96 %.
    assert threshold(_cases(_980=(100, 99))) == DEFAULT


def test_it_is_never_low_however_good_the_average() -> None:
    assert threshold(_cases(_995=(100_000, 100_000), _500=(10, 1))) >= DEFAULT
    assert threshold(_cases(_995=(100_000, 100_000), _800=(10, 1))) == LEAST


def test_it_is_out_of_reach_where_the_surest_were_wrong() -> None:
    assert threshold(_cases(_995=(200, 180))) == NEVER


def test_more_precision_wanted_never_lowers_it() -> None:
    cases = _cases(_995=(900, 897), _970=(300, 290), _900=(200, 180))
    found = [threshold(cases, wanted) for wanted in (0.9, 0.95, 0.97, WANTED, 0.999)]
    assert found == sorted(found)
    assert found[0] < found[-1]


@given(st.integers(0, 500), st.integers(0, 500))
def test_wilson_holds_the_share(right: int, wrong: int) -> None:
    low, high = wilson(right, right + wrong)
    assert 0 <= low <= high <= 1
    if right + wrong:
        assert low - 1e-9 <= right / (right + wrong) <= high + 1e-9


def test_what_is_unlearnt_is_left_out_of_the_sum() -> None:
    page = Lessons(
        confusions=(("e", "o", 3), ("x", "s", 1)),
        letters=(("", 9), ("o", 5)),
        memory=(("hxuse", "house", 2), ("hxuse", "hxuse", 1), ("tow", "two", 4)),
    )
    left_out = Unlearnt().with_form("hxuse").with_confusion("e", "o")
    found = total([page], unlearnt=left_out)
    assert found.memory == (("tow", "two", 4),)
    assert found.confusions == (("x", "s", 1),)
    assert found.letters == page.letters
    assert read_unlearnt(unlearnt_record(left_out)) == left_out
    assert not read_unlearnt({"forms": 1})
