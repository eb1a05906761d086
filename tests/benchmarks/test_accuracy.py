from collections.abc import Iterator, Sequence

import pytest

from benchmarks import accuracy, lineup
from benchmarks.sets import Record, named


def finding(start: int, end: int, *suggestions: str) -> Record:
    return {"start": start, "end": end, "suggestions": list(suggestions)}


def test_first_suggestions_are_taken_where_there_are_any() -> None:
    found = [finding(4, 9, "house", "horse"), finding(10, 12), finding(13, 15, "")]
    assert accuracy.corrected("the hovse ls ..", found) == "the house ls "


def test_of_findings_that_overlap_the_first_is_taken() -> None:
    found = [finding(0, 5, "house"), finding(3, 8, "sea")]
    assert accuracy.corrected("hovse by", found) == "house by"


def test_a_peer_is_judged_by_its_first_suggestions() -> None:
    answer = accuracy.taking_first(lambda text: [finding(0, len(text), "house")])
    assert [told["corrected"] for told in answer([{"ocr": "hovse"}])] == ["house"]


@pytest.mark.usefixtures("shared")
def test_the_measures_are_those_of_the_scorer() -> None:
    records = [
        {"doc": "a", "seg": 1, "ocr": "the hovse", "gt": "the house"},
        {"doc": "a", "seg": 2, "ocr": "by the sea", "gt": "by the sea"},
        {"doc": "b", "seg": 1, "ocr": "ls old", "gt": "is old"},
    ]

    def answer(asked: Sequence[Record]) -> Iterator[Record]:
        found = [{**finding(4, 9, "horse", "house"), "details": []}]
        for number, record in enumerate(asked):
            yield {"corrected": record["gt"], "findings": [] if number else found}

    measured = accuracy.judge(records, answer)
    assert measured["documents"] == 2
    assert measured["tokens"] == 7
    assert measured["precision"] == 100.0
    assert measured["recall"] == 50.0
    assert (measured["hit1"], measured["hit5"]) == (0.0, 50.0)
    assert measured["wer_change"] == -100.0
    assert measured["auto_precision"] == 100.0


def test_an_absent_system_says_why() -> None:
    name = next(iter(lineup.ABSENT))
    told = accuracy.run(name, named(["funsd_forms"]))
    assert told.absent == lineup.ABSENT[name]
    assert told.measures == {}
