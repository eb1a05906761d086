"""Evaluating: each file by itself and all together."""

from typing import Any

from reviewer.services.evaluating import Evaluating, peak_memory

from .fakes import Counting


def answer(text: str) -> dict[str, Any]:
    return {"corrected": text.upper(), "findings": [{}] * len(text.split())}


def test_files_are_measured_by_themselves_and_together() -> None:
    evaluating = Evaluating(answer, Counting)
    one = evaluating.file([("a b", "ab"), ("c", "c")])
    two = evaluating.file([("d", "dd")])
    assert one.measures == {"letters": 7, "findings": 3}
    assert two.measures == {"letters": 3, "findings": 1}
    assert evaluating.total().measures == {"letters": 10, "findings": 4}
    assert evaluating.total().seconds >= one.seconds > 0
    assert one.tokens_per_second > 0


def test_nothing_to_measure_is_no_error() -> None:
    empty = Evaluating(answer, Counting).file([])
    assert empty.tokens_per_second == 0


def test_memory_is_told_where_the_system_tells_it() -> None:
    memory = peak_memory()
    assert memory is None or memory > 5
