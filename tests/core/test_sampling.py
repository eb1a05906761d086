"""Samples: intervals against published values and against plain counting."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.sampling import (
    Sample,
    draw,
    read_note,
    rest_interval,
    share_interval,
    size_needed,
)


@pytest.mark.parametrize(
    "wrong, of, low, high",
    [
        # R: binom.test(x, n)$conf.int
        (0, 10, 0.0, 0.3084971),
        (1, 10, 0.002528579, 0.4450161),
        (5, 10, 0.1870860, 0.8129140),
        (10, 10, 0.6915029, 1.0),
        (2, 100, 0.002431337, 0.07038393),
        (0, 72, 0.0, 0.04994502),
    ],
)
def test_the_share_is_that_of_clopper_and_pearson(
    wrong: int, of: int, low: float, high: float
) -> None:
    assert share_interval(wrong, of) == pytest.approx((low, high), abs=1e-6)


def test_of_nothing_nothing_is_known() -> None:
    assert share_interval(0, 0) == (0.0, 1.0)


def counted(wrong: int, size: int, total: int) -> tuple[int, int]:
    """The same interval by drawing every possible sample."""
    fits: list[int] = []
    for bad in range(total + 1):
        samples = list(combinations(range(total), size))
        found = [sum(place < bad for place in sample) for sample in samples]
        few = sum(n <= wrong for n in found) / len(samples)
        many = sum(n >= wrong for n in found) / len(samples)
        if few > 0.025 + 1e-12 and many > 0.025 + 1e-12:
            fits.append(bad - wrong)
    return fits[0], fits[-1]


@pytest.mark.parametrize("total", [6, 9, 11])
def test_the_rest_is_what_counting_all_samples_says(total: int) -> None:
    for size in range(1, total):
        for wrong in range(size + 1):
            assert rest_interval(wrong, size, total) == counted(wrong, size, total)


def test_who_saw_all_knows_all() -> None:
    assert rest_interval(3, 20, 20) == (0, 0)


@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 20), st.floats(0.005, 0.3))
def test_the_size_that_is_needed_is_enough_and_not_more(
    total: int, at: int, wrong: int, rate: float
) -> None:
    wrong = min(wrong, total)
    size = size_needed(total, rate, wrong)
    assert wrong <= size <= total
    if size < total:
        assert Sample(size, total, wrong, at).allows(rate)
    if wrong < size:
        assert not Sample(size - 1, total, wrong, at).allows(rate)


def test_the_same_seed_draws_the_same_places_in_their_order() -> None:
    places = [f"place {n:03}" for n in range(300)]
    drawn = draw(places, 60, 7)
    assert drawn == draw(places, 60, 7)
    assert drawn != draw(places, 60, 8)
    assert list(drawn) == sorted(set(drawn))
    assert len(drawn) == 60
    assert draw(places, 999, 7) == tuple(places)


def test_a_note_is_read_as_it_was_written() -> None:
    sample = Sample(60, 252, 1, 84213)
    assert read_note(sample.note) == sample
    assert read_note("list") is None
