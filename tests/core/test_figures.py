"""The estimate of what is left."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.figures import (
    OVERLOOKED,
    UNKNOWN,
    Doubt,
    Overlooking,
    PageSum,
    estimate,
    kinds_of,
    overlooking,
    page_sum,
    weigh,
)
from reviewer.core.findings import Kind
from reviewer.core.ids import PageId
from reviewer.core.lessons import Lessons, total

COUNTS = st.integers(0, 400)


def doubt(open_: bool = True, kind: Kind = Kind.NON_WORD) -> Doubt:
    return Doubt(PageId(1), (3, 3), open_, kind, "Cuben", 0.9, (("Cuban", 0.8),))


def lessons(missed: int, found: int = 200, letters: int = 40_000) -> Lessons:
    """Approved pages where `found` wrong words were doubted and `missed` were not."""
    words = tuple((f"a{n}", f"b{n}", 1) for n in range(missed + found))
    return Lessons(
        confusions=(("a", "b", 2 * (missed + found)),),
        letters=(("", letters), ("a", letters)),
        memory=words,
        doubted=((18, found, found),),
    )


def test_a_word_costs_what_its_readings_differ() -> None:
    mean, square = weigh("modem", 0.9, [("modern", 0.6), ("model", 0.2)])
    assert mean == pytest.approx(0.6 * 2 + 0.2 * 1 + 0.1 * UNKNOWN)
    assert square == pytest.approx(0.6 * 4 + 0.2 * 1 + 0.1 * UNKNOWN**2)


def test_a_finding_without_suggestions_still_counts() -> None:
    assert weigh("xqzv", 0.5, [])[0] == pytest.approx(0.5 * UNKNOWN)


def test_settled_findings_are_no_longer_wrong_but_tell_what_is_hidden() -> None:
    still, settled = page_sum(1000, [doubt()]), page_sum(1000, [doubt(open_=False)])
    assert settled.open == 0
    assert settled.flagged == still.flagged > 0
    assert estimate([settled]).wrong < estimate([still]).wrong


def test_a_page_that_nobody_doubts_may_still_hide_something() -> None:
    left = estimate([page_sum(2000, [])])
    assert left.wrong == pytest.approx(2000 * OVERLOOKED)
    assert left.open == 0
    assert left.low < left.wrong < left.high


def test_words_put_right_outside_of_findings_are_no_longer_hidden() -> None:
    assert estimate([page_sum(2000, [], fixed=1000)]).wrong == 0
    assert estimate([page_sum(2000, [], fixed=5)]).wrong == pytest.approx(15)


def test_no_pages_are_no_letters() -> None:
    left = estimate([])
    assert sum(left.shares) == 0
    assert left.pages == 0


@given(st.lists(st.tuples(st.integers(1, 5000), COUNTS), min_size=1, max_size=20))
def test_the_interval_holds_the_estimate(pages: list[tuple[int, int]]) -> None:
    left = estimate([page_sum(letters, [doubt()] * n) for letters, n in pages])
    low, high = left.shares[1:]
    assert 0 <= left.low < left.high
    assert left.low < left.wrong < left.high
    assert 0 <= low <= left.shares[0] <= high <= 1


def test_many_pages_are_known_better_than_one() -> None:
    page = page_sum(1500, [doubt()] * 10)
    one, many = estimate([page]), estimate([page] * 500)
    assert one.shares[0] == pytest.approx(many.shares[0])
    assert many.high / many.low < one.high / one.low


def test_nothing_learnt_is_what_other_sources_were_like() -> None:
    assert overlooking(total([])) == Overlooking()


@given(st.integers(0, 300), st.integers(0, 300))
def test_more_missed_words_make_more_hidden_ones(one: int, other: int) -> None:
    few, many = sorted((one, other))
    found = [overlooking(total([lessons(n)])) for n in (few, many)]
    assert found[0].factor <= found[1].factor
    assert found[0].spread >= found[1].spread
    assert all(each.pages == 1 for each in found)


def test_approved_pages_narrow_the_interval() -> None:
    pages = [page_sum(1500, [doubt(open_=False)] * 10)] * 50
    taught = overlooking(total([lessons(150)]))
    before, after = estimate(pages), estimate(pages, taught)
    assert after.high / after.low < before.high / before.low


def test_kinds_are_all_there_and_summed() -> None:
    pages = [page_sum(10, [doubt(), doubt(open_=False)]), page_sum(10, [doubt()])]
    found = kinds_of(pages)
    assert list(found) == list(Kind)
    assert found[Kind.NON_WORD] == (2, 1)
    assert found[Kind.NAME] == (0, 0)


def test_a_share_is_never_more_than_all() -> None:
    assert estimate([replace(PageSum(1, 90.0, 90.0, 90.0))]).shares[0] == 1
