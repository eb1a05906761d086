"""Presence: which words are names to be counted, and sums that say when they changed."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.presence import (
    LEAST_LETTERS,
    MOST_LETTERS,
    NOWHERE,
    capitalised,
    presence,
)


@pytest.mark.parametrize(
    "text, words",
    [
        ("Mikoyan", ["Mikoyan"]),
        ("“Mikoyan’s”,", ["Mikoyan"]),
        ("MIKOYAN'S", ["MIKOYAN"]),
        ("Mikoyan-Zorin", ["Mikoyan", "Zorin"]),
        ("(Хрущёв)", ["Хрущёв"]),
        ("D'Artagnan", ["D'Artagnan"]),
        ("Miko-", []),
        ("Mik0yan", []),
        ("Ada", []),
        ("trade", []),
        ("", []),
    ],
)
def test_capitalised_words(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in capitalised(text)] == words


@given(st.text())
def test_any_text_is_looked_through(text: str) -> None:
    end = 0
    for start, stop in capitalised(text):
        assert end <= start < stop <= len(text)
        assert text[start].isupper()
        assert LEAST_LETTERS <= stop - start <= MOST_LETTERS
        end = stop


def test_a_very_long_word_takes_no_long_time() -> None:
    assert not list(capitalised("A" * 100_000 + "0"))


def test_the_stamp_changes_with_the_content_alone() -> None:
    one = presence([("Zorin", 3), ("Ada", 9)], [], 100, 0)
    assert one == presence([("Ada", 9), ("Zorin", 3)], [], 100, 0)
    others = [
        presence([("Ada", 9)], [], 100, 0),
        presence([("Zorin", 4), ("Ada", 9)], [], 100, 0),
        presence([("Zorin", 3), ("Ada", 9)], [], 101, 0),
        presence([], [("Zorin", 3), ("Ada", 9)], 0, 100),
        presence([("\ud800Zor", 3)], [], 100, 0),
    ]
    assert len({one.stamp, *(other.stamp for other in others)}) == 6
    assert presence([], [], 7, 0) is NOWHERE
    assert pickle.loads(pickle.dumps(one)) == one
