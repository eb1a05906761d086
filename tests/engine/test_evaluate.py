"""Evaluation: the same measures as the project's reference, whatever the texts."""

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.engine.evaluate import Evaluation, Outcome, core, judge, units

Record = dict[str, Any]

_TRUTH = (
    "The Minister said that no change of policy would be made before the river froze over, and "
    "asked for a well-founded answer; nobody (so he wrote) had given any \u2014 \ufb01rst\n"
    "Four ships lay at anchor, 12 more were on their way. It rained."
)
_SPOILT = {
    "e": "c",
    "m": "rn",
    "h": "li",
    " ": "",
    "a": "",
    "s": "s ",
    ",": ".",
    "\n": " ",
    "i": "\u017f",
}


@pytest.fixture(scope="module")
def reference(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _spoil(text: str, dice: random.Random, share: float) -> str:
    return "".join(_SPOILT.get(c, c) if dice.random() < share else c for c in text)


def _record(dice: random.Random, number: int) -> tuple[Record, Record]:
    """A spoilt text with its truth, and what somebody not very good might answer."""
    truth = _TRUTH[dice.randrange(40) : len(_TRUTH) - dice.randrange(60)]
    text = _spoil(truth, dice, dice.choice([0.02, 0.1, 0.4]))
    findings = []
    for _ in range(dice.randrange(12)):
        start = dice.randrange(len(text))
        end = min(len(text), start + dice.randrange(9))
        offered = [_spoil(text[start:end], dice, 0.3), truth[start:end], ""]
        dice.shuffle(offered)
        findings.append({"start": start, "end": end, "suggestions": offered[: dice.randrange(4)]})
    corrected = dice.choice([text, truth, _spoil(text, dice, 0.05)])
    gold = {"doc": f"d{number}", "seg": number, "ocr": text, "gt": truth}
    said = {"doc": gold["doc"], "seg": number, "corrected": corrected, "findings": findings}
    return gold, said


def _write(path: Path, records: list[Record]) -> str:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return str(path)


def _both(
    reference: ModuleType, folder: Path, pairs: list[tuple[Record, Record]]
) -> tuple[Any, Any]:
    ours = Evaluation()
    for gold, said in pairs:
        ours.add(gold["ocr"], gold["gt"], said["corrected"], said["findings"])
    paths = [
        _write(folder / name, [pair[which] for pair in pairs])
        for which, name in enumerate(("gold.jsonl", "said.jsonl"))
    ]
    return ours.result(), reference.score(*paths)


def test_measures_are_those_of_the_reference(reference: ModuleType, tmp_path: Path) -> None:
    dice = random.Random(20)
    for run in range(12):
        pairs = [_record(dice, number) for number in range(run)]
        ours, theirs = _both(reference, tmp_path, pairs)
        assert ours == theirs


@pytest.mark.parametrize(
    "text, truth", [("", ""), ("", "a"), ("a b", ""), (" \n ", " "), ("a", "b")]
)
def test_empty_texts_are_measured_alike(
    reference: ModuleType, tmp_path: Path, text: str, truth: str
) -> None:
    said = {"doc": "d", "seg": 0, "corrected": truth, "findings": []}
    ours, theirs = _both(
        reference, tmp_path, [({"doc": "d", "seg": 0, "ocr": text, "gt": truth}, said)]
    )
    assert ours == theirs


@given(st.text("ab \n-", max_size=30), st.text("ab \n-", max_size=30))
def test_units_cover_the_text(text: str, truth: str) -> None:
    found = list(units(text, truth))
    assert found[0][0] == 0
    assert found[-1][1] == len(text)
    assert [start for start, _, _ in found[1:]] == [end + 1 for _, end, _ in found[:-1]]


@pytest.mark.parametrize(
    "have, want, got, outcome",
    [
        ("tbe", "the", "tbe", Outcome.UNTOUCHED),
        ("tbe", "the", "the", Outcome.FIXED),
        ("tbe", "The,", "the", Outcome.FIXED),
        ("the", "The", "the.", Outcome.MISSED),
        ("the", "the", "then", Outcome.SPOILED),
        ("tbe", "the", "toe", Outcome.MISSED),
    ],
)
def test_what_became_of_a_stretch(have: str, want: str, got: str, outcome: Outcome) -> None:
    assert judge(have, want, got) is outcome


def test_core_drops_what_does_not_count() -> None:
    assert core("\u201cCo-opera\u00adted,\u201d  \ufb01ne\u2019s") == "cooperated fine's"


def test_a_perfect_answer_is_measured_as_one() -> None:
    said: list[dict[str, Any]] = [{"start": 4, "end": 9, "suggestions": ["Cuban"]}]
    ours = Evaluation()
    ours.add("the Cuben way", "the Cuban way", "the Cuban way", said)
    found = ours.result()
    assert (found["f1"], found["hit1"], found["auto_precision"]) == (100, 100, 100)
    assert (found["wer"], found["wer_auto"], found["wer_change"]) == (33.33, 0, -100)
