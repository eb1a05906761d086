"""Dates as documents write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.dates import dates_in, meanings


@pytest.mark.parametrize(
    "text, expected",
    [
        ("June 4, 1963", ["1963-06-04"]),
        ("JUNE 4,1963", ["1963-06-04"]),
        ("4th of June, 1963", ["1963-06-04"]),
        ("27 Nov. 1963", ["1963-11-27"]),
        ("27 NOV 63", ["1963-11-27"]),
        ("1963-11-27", ["1963-11-27"]),
        ("271430Z NOV 63", ["1963-11-27T14:30:00Z"]),
        ("November 1963", ["1963-11"]),
        ("1963", ["1963"]),
        ("8 декабря 1964", ["1964-12-08"]),
        ("27.11.1963", ["1963-11-27"]),
        ("11/27/63", ["1963-11-27"]),
        ("4/6/63", ["1963-04-06", "1963-06-04"]),
        ("5.6.63", ["1963-06-05", "1963-05-06"]),
        ("4/4/63", ["1963-04-04"]),
    ],
)
def test_what_a_date_may_mean(text: str, expected: list[str]) -> None:
    assert list(meanings(text)) == expected


@pytest.mark.parametrize("text", ["", "13/13/63", "30 February 1963", "Mar 5", "No. 1714"])
def test_what_is_no_date(text: str) -> None:
    assert not meanings(text)


def test_dates_in_a_line_lie_beside_one_another() -> None:
    text = "sent June 4, 1963 and 4/6/63; telegram 1714 of 27 NOV 63."
    found = dates_in(text)
    assert [text[one.start : one.end] for one in found] == ["June 4, 1963", "4/6/63", "27 NOV 63"]
    assert [len(one.meanings) for one in found] == [1, 2, 1]


@given(st.dates(date(1000, 1, 1)))
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert meanings(day.isoformat()) == (day.isoformat(),)


@given(st.text(max_size=40))
def test_any_text_can_be_looked_through(text: str) -> None:
    for found in dates_in(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.meanings
