"""The whole way on the command line with the project on a server, and a race for one page."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.test_command_line import BLOCKED, CommandLine

pytestmark = pytest.mark.journey


@pytest.fixture
def reviewer(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


@pytest.fixture
def project(reviewer: CommandLine, postgres_database: str, seeds: Path) -> str:
    """Both seeds, analysed in two processes."""
    reviewer("import", postgres_database, *sorted(seeds.glob("*.txt")))
    reviewer("analyse", postgres_database, "--jobs", 2)
    return postgres_database


def test_from_import_to_valid_tei(
    reviewer: CommandLine, project: str, tmp_path: Path, shared: Path
) -> None:
    first = next(item for item in reviewer.json("queue", project) if item["suggestions"])
    steps = tmp_path / "steps.jsonl"
    steps.write_text(json.dumps({"page": first["name"], "finding": first["finding"], "accept": 1}))
    assert reviewer.json("apply", project, steps, "--as", "Ada")["applied"] == 1
    reviewer("submit", project, "--as", "Ada")
    reviewer("approve", project, "--as", "Ada", status=1)
    reviewer("approve", project, "--as", "Bob", status=1)  # under one login works one person
    login = reviewer.json("log", project)[0]["login"]
    for name in ("Ada", "Bob"):
        reviewer("people", "set", project, name, "--login", login, "--as", "Ada")
    reviewer("approve", project, "--as", "Ada", status=1)
    reviewer("approve", project, "--as", "Bob")
    assert reviewer.json("status", project)["states"] == {"approved": 2}
    said = reviewer.json("export", project, "--profile", "archival", "--out", tmp_path)
    written = [Path(name) for name in said["written"]]
    documents = [path for path in written if path.name != "corpus.xml"]
    assert (len(documents), len(written)) == (2, 3)
    reviewer("validate", "--schema", shared / "tei/tei_all.rng", *documents)
    (taken,) = (entry for entry in reviewer.json("log", project) if entry["act"] == "replace")
    assert taken["by"] == "Ada"
    assert any(f">{taken['text']}</corr>" in path.read_text("utf-8") for path in documents)


def test_of_two_who_decide_at_the_same_time_one_is_told(
    reviewer: CommandLine, project: str, tmp_path: Path
) -> None:
    steps = tmp_path / "steps.jsonl"
    steps.write_text(json.dumps({"page": 1, "act": "keep", "span": [0, 0], "revision": 0}))
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", BLOCKED, "apply", project, str(steps), "--as", name],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=reviewer.environment,
        )
        for name in ("Ada", "Bob")
    ]
    told = [racer.communicate(timeout=120)[1] for racer in racers]
    assert sorted(racer.returncode for racer in racers) == [0, 1]
    (winner,) = (entry["by"] for entry in reviewer.json("log", project))
    assert f"{winner} decided" in "".join(told)
