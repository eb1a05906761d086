"""Dates as people write them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.structure.dates import find_dates


@pytest.mark.parametrize(
    "text, when",
    [
        ("27 September 1950", "1950-09-27"),
        ("[Washington,] November 10, 1954.", "1954-11-10"),
        ("the 3rd of May", ""),
        ("3. März 1961", "1961-03-03"),
        ("le 1er août 1949", "1949-08-01"),
        ("27 сентября 1950", "1950-09-27"),
        ("14 октября 1962", "1962-10-14"),
        ("11/27/63", "1963-11-27"),
        ("27/11/1963", "1963-11-27"),
        ("5/6/63", ""),
        ("5/5/63", "1963-05-05"),
        ("27.9.1950", "1950-09-27"),
        ("1962-10-19", "1962-10-19"),
        ("271130Z SEP 50", "1950-09-27"),
        ("31 February 1950", ""),
        ("September 1950", ""),
        ("May 12, 12590", ""),
    ],
)
def test_dates_are_read_as_days(text: str, when: str) -> None:
    assert [found.when for found in find_dates(text)] == ([when] if when else [])


def test_where_a_date_stands() -> None:
    text = "Rome, June 1, 1955, and 2 June 1955"
    assert [text[f.start : f.end] for f in find_dates(text)] == ["June 1, 1955", "2 June 1955"]


@given(st.text(alphabet="0123456789/. -,MayJune"))
def test_dates_do_not_overlap(text: str) -> None:
    found = list(find_dates(text))
    assert all(one.end <= other.start for one, other in pairwise(found))
