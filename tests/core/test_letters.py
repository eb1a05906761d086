"""Letters of two words laid beside each other."""

from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.letters import LONGEST, blocks, distance

WORDS = st.text("abcrnm ", max_size=12)


@given(WORDS, WORDS)
def test_the_distance_is_the_same_both_ways_and_none_to_itself(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))


@given(WORDS, WORDS, WORDS)
def test_a_detour_is_never_shorter(one: str, other: str, third: str) -> None:
    assert distance(one, third) <= distance(one, other) + distance(other, third)


def test_what_is_too_long_differs_as_a_whole() -> None:
    assert distance("a" * (LONGEST + 1), "b") == LONGEST + 1
    assert list(blocks("a" * (LONGEST + 1), "b")) == []


def test_letters_are_found_in_their_blocks() -> None:
    assert list(blocks("solicy", "policy")) == [("s", "p")]
    assert list(blocks("modem", "modern")) == [("m", "rn")]
    assert list(blocks("misile", "missile")) == [("", "s")]
    assert list(blocks("Cubba", "Cuba")) == [("b", "")]
    assert list(blocks("xyz", "ab")) == []


@given(WORDS, WORDS)
def test_blocks_hold_what_differs_and_nothing_else(one: str, other: str) -> None:
    for read, true in blocks(one, other):
        assert read != true
        assert len(read) <= 2
        assert len(true) <= 2
        assert read in one
        assert true in other
