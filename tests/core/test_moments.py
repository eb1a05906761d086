"""Days as people type them into the header."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.moments import is_w3c, read_moment


@pytest.mark.parametrize(
    "text, meant",
    [
        ("1950", {"when": "1950"}),
        ("1950-09", {"when": "1950-09"}),
        ("1950-09-27", {"when": "1950-09-27"}),
        ("1950-09-27T11:30:00Z", {"when": "1950-09-27T11:30:00Z"}),
        ("27 September 1950", {"when": "1950-09-27"}),
        ("September 27, 1950.", {"when": "1950-09-27"}),
        ("27 September 1950, 11.30", {"when": "1950-09-27T11:30:00"}),
        ("at 1130 27 September 1950", {"when": "1950-09-27T11:30:00"}),
        ("October 19, 1962, 6:57 p.m.", {"when": "1962-10-19T18:57:00"}),
        ("October 19, 1962, 12 am", {"when": "1962-10-19T00:00:00"}),
        ("19. Oktober 1962, 18 Uhr", {"when": "1962-10-19T18:00:00"}),
        ("271430Z NOV 63", {"when": "1963-11-27T14:30:00Z"}),
        ("27 November 1963, 14:30 GMT", {"when": "1963-11-27T14:30:00Z"}),
        ("1950-09-26/1950-10-03", {"from": "1950-09-26", "to": "1950-10-03"}),
        ("September 1950 to 3 October 1950", {"from": "1950-09", "to": "1950-10-03"}),
        ("before 3 October 1950", {"notAfter": "1950-10-03"}),
        ("not before 1950", {"notBefore": "1950"}),
        ("", {}),
    ],
)
def test_what_is_meant(text: str, meant: dict[str, str]) -> None:
    assert read_moment(text).attributes == meant


def test_about_then() -> None:
    read = read_moment("about 1950")
    assert (read.attributes, read.about) == ({"when": "1950"}, True)
    assert not read_moment("about noon").about


@pytest.mark.parametrize(
    "text, words",
    [
        ("4/6/63", "1963-04-06 or 1963-06-04"),
        ("31 June 1950", "31 June 1950"),
        ("soon", "soon"),
        ("27 September 1950, 27.30", "27.30"),
        ("27 September 1950, 13 p.m.", "13 p.m."),
        ("1950-02-30", "1950-02-30"),
        ("before long", "long"),
        ("before 4/6/63", "1963-06-04"),
        ("1950-10-03/1950-09-26", "ends before it begins"),
    ],
)
def test_what_cannot_be_told_is_said_in_words(text: str, words: str) -> None:
    read = read_moment(text)
    assert not read.attributes
    assert words in str(read.problem)


@given(st.text(max_size=30))
def test_whatever_is_typed_gives_lawful_dates_or_a_reason(text: str) -> None:
    read = read_moment(text)
    assert all(is_w3c(value) for value in read.attributes.values())
    assert not (read.attributes and read.problem)
    assert "when" not in read.attributes or len(read.attributes) == 1
