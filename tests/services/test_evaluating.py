"""Evaluating: each file by itself and all together."""

from collections.abc import Sequence
from typing import Any

from reviewer.services.evaluating import Evaluating, peak_memory

from .fakes import Counting


class Answering:
    """Answers in capitals, with as many findings as words; remembers what it was asked together."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        self.asked.append(list(texts))
        return [{"corrected": t.upper(), "findings": [{}] * len(t.split())} for t in texts]


def test_files_are_measured_by_themselves_and_together() -> None:
    evaluating = Evaluating(Answering(), Counting)
    one = evaluating.file([("d", "a b", "ab"), (None, "c", "c")])
    two = evaluating.file([("d", "d", "dd")])
    assert one.measures == {"letters": 7, "findings": 3}
    assert two.measures == {"letters": 3, "findings": 1}
    assert evaluating.total().measures == {"letters": 10, "findings": 4}
    assert evaluating.total().seconds >= one.seconds > 0
    assert one.tokens_per_second > 0


def test_segments_of_a_document_are_judged_together_and_files_apart() -> None:
    answering = Answering()
    evaluating = Evaluating(answering, Counting)
    warming = len(answering.asked)
    evaluating.file([("a", "one", ""), ("a", "two", ""), ("b", "three", ""), (None, "four", "")])
    evaluating.file([("a", "five", "")])
    assert answering.asked[warming:] == [["one", "two"], ["three"], ["four"], ["five"]]


def test_opening_the_tables_is_no_part_of_the_measures() -> None:
    answering = Answering()
    evaluating = Evaluating(answering, Counting)
    assert len(answering.asked) == 1
    assert evaluating.total().measures == {"letters": 0, "findings": 0}
    assert evaluating.total().seconds == 0


def test_nothing_to_measure_is_no_error() -> None:
    empty = Evaluating(Answering(), Counting).file([])
    assert empty.tokens_per_second == 0


def test_memory_is_told_where_the_system_tells_it() -> None:
    memory = peak_memory()
    assert memory is None or memory > 5
