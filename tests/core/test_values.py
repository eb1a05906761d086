"""Values compare, hash, copy and travel as frozen dataclasses do."""

import pickle
from dataclasses import replace

from reviewer.core.decisions import Span
from reviewer.core.model import Line, Token
from reviewer.core.reading import Word
from reviewer.core.values import value

ONE = Line(0, "a word", "\n", (Token(0, 0, 1), Token(1, 2, 6)))


@value(frozen=True, order=True)
class Pair:
    first: int
    second: int = 0


def test_values_with_the_same_fields_are_the_same() -> None:
    again = Line(0, "a word", "\n", (Token(0, 0, 1), Token(1, 2, 6)))
    assert again == ONE
    assert len({again, ONE}) == 1
    assert replace(ONE, text="b word") != ONE


def test_the_order_that_a_value_asks_for_is_there() -> None:
    assert sorted([Pair(2), Pair(1, 5), Pair(1)]) == [Pair(1), Pair(1, 5), Pair(2)]


def test_values_go_to_other_processes() -> None:
    word = Word("a", "", 0, Span(0, 0), "a")
    assert pickle.loads(pickle.dumps((ONE, word))) == (ONE, word)
