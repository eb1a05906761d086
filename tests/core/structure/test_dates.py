"""Dates that can mean one day only."""

import pytest

from reviewer.core.structure.dates import sure_dates


@pytest.mark.parametrize(
    "text, when",
    [
        ("27 September 1950", "1950-09-27"),
        ("[Washington,] November 10, 1954.", "1954-11-10"),
        ("11/27/63", "1963-11-27"),
        ("5/6/63", ""),
        ("5/5/63", "1963-05-05"),
        ("31 February 1950", ""),
        ("September 1950", ""),
        ("June 12, 1259", ""),
        ("1963", ""),
    ],
)
def test_dates_of_one_reading(text: str, when: str) -> None:
    assert [found.when for found in sure_dates(text)] == ([when] if when else [])


def test_where_a_date_stands() -> None:
    text = "Rome, June 1, 1955, and 2 June 1955"
    assert [text[f.start : f.end] for f in sure_dates(text)] == ["June 1, 1955", "2 June 1955"]
