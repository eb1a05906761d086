from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks import sets
from benchmarks.sets import Record


def record(doc: str, seg: int, ocr: str = "a few words", gt: str = "a few words") -> Record:
    return {"set": "made", "doc": doc, "seg": seg, "ocr": ocr, "gt": gt}


def test_whole_documents_are_sampled_by_sorted_name() -> None:
    records = [record(doc, seg) for doc in ("c", "a", "d", "b") for seg in (1, 2)]
    kept = [(each["doc"], each["seg"]) for each in sets.sampled(records, 2)]
    assert kept == [("c", 1), ("c", 2), ("a", 1), ("a", 2)]


def test_long_documents_are_sampled_in_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sets, "STRETCH", 6)
    records = [record("long", seg) for seg in range(5)] + [record("short", 1)]
    kept = [(each["doc"], each["seg"]) for each in sets.sampled(records, 2)]
    assert kept == [("long", 0), ("long", 1), ("long", 4)]
    rest = [(each["doc"], each["seg"]) for each in sets.sampled(records, 3)]
    assert rest == [("long", 0), ("long", 1), ("short", 1)]


def test_records_of_a_document_stay_together() -> None:
    records = [record(doc, seg) for doc in ("c", "a") for seg in (1, 2)]
    assert list(sets.by_document(records)) == [records[:2], records[2:]]


def test_every_document_is_kept_when_each_counts() -> None:
    records = [record(doc, 1) for doc in "cab"]
    assert sets.sampled(records, 1) == records


def test_pages_are_whole_segments_and_large_enough() -> None:
    records = [record("a", seg, f"one two three {seg}") for seg in range(5)]
    assert list(sets.pages(records, 8)) == [
        "one two three 0\none two three 1",
        "one two three 2\none two three 3",
    ]


def test_sets_are_asked_for_by_name() -> None:
    assert sets.named() == list(sets.SETS)
    assert [gold.name for gold in sets.named(["ght_low", "funsd_forms"])] == [
        "funsd_forms",
        "ght_low",
    ]
    with pytest.raises(ValueError, match="newspaper"):
        sets.named(["newspaper"])


def test_names_of_sets_are_unique() -> None:
    names = [gold.name for gold in (*sets.SETS, *sets.EXTRA)]
    assert len(set(names)) == len(names)


@pytest.mark.usefixtures("shared")
def test_every_set_is_on_the_shelf() -> None:
    for gold in (*sets.SETS, *sets.EXTRA):
        first = next(sets.read(sets.gold_file(gold)))
        assert first["set"] == gold.name
        assert {"doc", "seg", "ocr", "gt"} <= set(first)


def test_a_missing_shelf_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REVIEWER_SHARED", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="funsd_forms"):
        sets.gold_file(sets.named(["funsd_forms"])[0])


@pytest.mark.usefixtures("shared")
def test_misread_words_are_one_word_on_either_side() -> None:
    told = record("a", 1, "Tbe old hovse, near 10th Str eet, ls of wood.",
                  "The old house, near 19th Street, is of wood.")  # fmt: skip
    assert list(sets.misread_words([told])) == [("Tbe", "The"), ("hovse", "house")]


@pytest.mark.parametrize("size", [0, 1, 3, 7, 40])
def test_a_spread_is_even(size: int) -> None:
    found = sets.spread(range(size), 7)
    assert len(found) == min(size, 7)
    gaps = {right - left for left, right in pairwise(found)}
    assert not gaps or max(gaps) - min(gaps) <= 1
