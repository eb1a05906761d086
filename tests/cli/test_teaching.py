"""Learning, automatic correction and evaluation from the command line."""

import gzip
import json
from pathlib import Path

import pytest

from reviewer.core.lessons import DEFAULT

from .conftest import Command


def sign(reviewer: Command, project: Path, tmp_path: Path, reading: str = "Cuban") -> None:
    """Decide on the first page and have it approved."""
    steps = tmp_path / "steps.jsonl"
    step = {"page": "telegram/1", "act": "replace", "span": [6, 6], "text": reading}
    steps.write_text(json.dumps(step), "utf-8")
    for verb in (
        ("apply", project, steps, "--as", "Ada"),
        ("submit", project, "telegram/1", "--as", "Ada"),
        ("approve", project, "telegram/1", "--as", "Bob"),
    ):
        assert reviewer(*verb).status == 0


def test_nothing_to_learn_is_said(reviewer: Command, project: Path) -> None:
    answer = reviewer("learn", project)
    assert answer.status == 0
    assert answer.out == "0 page(s) learnt, 0 forgotten; 0 known.\n"


def test_learn_says_what_it_learnt(reviewer: Command, project: Path, tmp_path: Path) -> None:
    sign(reviewer, project, tmp_path)
    answer = reviewer("learn", project)
    assert answer.out.startswith("1 page(s) learnt, 0 forgotten; 1 known.\n")
    assert "0.9-0.95" in answer.out
    assert "the cautious default" in answer.out
    assert "1 page(s) that nobody worked on" in answer.err
    found = reviewer("learn", project, "--json").json
    assert (found["learnt"], found["pages"], found["automatic"]) == (0, 1, DEFAULT)
    assert found["memory"] == [{"form": "Cuben", "reading": "Cuban", "times": 1}]
    assert found["judged"] == [{"from": 0.9, "times": 3, "right": 1}]


def test_what_was_learnt_ranks_first_on_other_pages(
    reviewer: Command, project: Path, tmp_path: Path
) -> None:
    def offered() -> list[str]:
        (found,) = (f for f in reviewer("queue", project, "--json").json if f["page"] == 2)
        return [suggestion["text"] for suggestion in found["suggestions"]]

    assert offered() == ["Cuban"]
    sign(reviewer, project, tmp_path, "Kuban")
    reviewer("learn", project)
    assert reviewer("analyse", project, "--json").json["analysed"] == 0
    assert reviewer("learn", project, "--renew", "--json").json["renewed"] == 1
    assert offered() == ["Cuban"]  # findings stay until they are made anew
    assert reviewer("analyse", project, "--json").json["analysed"] == 1
    assert offered() == ["Kuban", "Cuban"]
    assert reviewer("learn", project, "--forget", "--renew", "--json").json == {
        "forgotten": 1,
        "renewed": 1,
    }
    reviewer("analyse", project)
    assert offered() == ["Cuban"]


def test_autocorrect_is_one_batch(reviewer: Command, project: Path) -> None:
    verb = ("autocorrect", project, "--as", "Ada", "--min-probability", "0.9")
    dry = reviewer(*verb, "--dry-run")
    assert dry.out.endswith("2 correction(s) on 2 page(s) would be made, from 0.9 on.\n")
    assert "Cuban." in dry.out
    assert reviewer("log", project, "--json").json == []
    report = reviewer(*verb, "--json").json
    assert [(one["name"], one["before"]) for one in report["corrections"]] == [
        ("telegram/1", "Cuben"),
        ("telegram/2", "Cuben."),
    ]
    decided = reviewer("log", project, "--json").json
    assert {one["batch"] for one in decided} == {report["batch"]}
    assert {one["grounds"]["way"] for one in decided} == {"rule"}
    assert reviewer(*verb).out == "0 correction(s) on 0 page(s), from 0.9 on.\n"


def test_without_a_probability_the_project_knows_it(reviewer: Command, project: Path) -> None:
    report = reviewer("autocorrect", project, "--as", "Ada", "--json").json
    assert (report["min_probability"], report["corrections"]) == (DEFAULT, [])


def test_autocorrect_says_what_it_left_out(
    reviewer: Command, project: Path, tmp_path: Path
) -> None:
    sign(reviewer, project, tmp_path)
    (tmp_path / "more.txt").write_text("A Cuben word.\n", "utf-8")
    reviewer("import", project, tmp_path / "more.txt")
    answer = reviewer("autocorrect", project, "--as", "Ada", "--min-probability", "0.9")
    assert "1 page(s) left out, not analysed" in answer.err
    assert "1 page(s) left out: they are with the editor" in answer.err
    assert answer.out.startswith("1 correction(s) on 1 page(s)")


@pytest.mark.parametrize("probability", ["0", "1.5", "much", "nan"])
def test_probabilities_are_checked(reviewer: Command, project: Path, probability: str) -> None:
    verb = ("autocorrect", project, "--as", "Ada", "--min-probability", probability)
    assert reviewer(*verb).status == 2


def test_evaluate_measures_each_file_and_all(reviewer: Command, tmp_path: Path) -> None:
    plain, packed = tmp_path / "one.jsonl", tmp_path / "two.jsonl.gz"
    record = json.dumps({"doc": "a", "seg": 0, "ocr": "The Cuben way", "gt": "The Cuban way"})
    plain.write_text(f"{record}\n", "utf-8")
    packed.write_bytes(gzip.compress(f"{record}\n{record}\n".encode()))
    answer = reviewer("evaluate", plain, packed, "--json").json
    assert [one["findings"] for one in answer["files"]] == [1, 2]
    assert answer["all"]["findings"] == 3
    assert answer["all"]["tokens_per_second"] > 0
    words = reviewer("evaluate", plain, packed).out.splitlines()
    assert [line.split()[0] for line in words[1:4]] == [str(plain), str(packed), "all"]


def test_evaluate_names_the_line_without_truth(reviewer: Command, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"ocr": "a", "gt": "a"}\n{"ocr": "a"}\n', "utf-8")
    answer = reviewer("evaluate", gold)
    assert answer.status == 3
    assert f"{gold}:2" in answer.err


def test_suggest_corrects_from_the_probability_that_is_said(
    reviewer: Command, tmp_path: Path
) -> None:
    text = tmp_path / "text.txt"
    text.write_text("The Cuben way.", "utf-8")
    assert reviewer("suggest", text).json["corrected"] == "The Cuben way."
    assert reviewer("suggest", text, "--automatic", "0.9").json["corrected"] == "The Cuban way."
