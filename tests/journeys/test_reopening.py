"""Both seeds with acts of all kinds: out as archival TEI, into a new project, and out again."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.journeys.test_command_line import CommandLine

pytestmark = pytest.mark.journey

ACTS: list[dict[str, Any]] = [
    {"act": "replace", "span": [1, 1], "text": "words", "cause": "source"},
    {"act": "replace", "span": [5, 5], "text": ""},
    {"act": "insert", "line": 0, "after": 2, "text": "put in"},
    {"act": "keep", "span": [6, 7]},
    {"act": "split", "token": 8, "offset": 1},
    {"act": "join", "span": [9, 10]},
    {"act": "mark", "start": [12, 0], "end": [13, 1], "mark": "person", "attributes": {"ref": "x"}},
    {"act": "mark", "start": [14, 0], "end": [14, 0], "mark": "gap", "attributes": {}},
    {"act": "move-line", "line": 6, "before": 2},
    {"act": "split-line", "token": 30},
    {"act": "join-lines", "line": 10, "behind": 12},
    {"act": "add-line", "before": 0},
    {"act": "set-role", "line": 0, "role": "stamp", "kind": "classification", "place": "top"},
    {"act": "set-flow", "line": 14, "flow": "runs on"},
    {"act": "comment", "text": "Is that so?", "words": [20, 21]},
]


@pytest.fixture(scope="module")
def reviewer(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    return CommandLine(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def project(reviewer: CommandLine, tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """Both seeds as Ada made them; one was approved by Bob and opened again by him."""
    place = tmp_path_factory.mktemp("work") / "telegrams"
    sources = sorted(seeds.glob("*.txt"))
    reviewer("import", place, *sources)
    steps = place / "steps.jsonl"
    records = [{"page": page, **act} for page in (1, 2) for act in ACTS]
    steps.write_text("\n".join(json.dumps(record) for record in records))
    assert reviewer.json("apply", place, steps, "--as", "Ada")["applied"] == len(records)
    first = "d000_1630828010106e86/1"
    reviewer("submit", place, first, "--as", "Ada")
    reviewer("approve", place, first, "--as", "Bob")
    steps.write_text(json.dumps({"page": 1, "act": "reopen", "reason": "a slip"}))
    reviewer("apply", place, steps, "--as", "Bob")
    return place


def log(reviewer: CommandLine, place: Path) -> list[dict[str, Any]]:
    """The ledger without the numbers that mean something in one project only."""
    unlike = ("id", "document", "page", "batch")
    told = reviewer.json("log", place, "--limit", 1000)
    plain = [{key: value for key, value in one.items() if key not in unlike} for one in told]
    return sorted(plain, key=lambda one: json.dumps(one, sort_keys=True))


def canonical(path: Path) -> str:
    return str(etree.canonicalize(from_file=str(path)))


def test_what_was_saved_opens_as_it_was(
    reviewer: CommandLine, project: Path, tmp_path: Path
) -> None:
    out, again = tmp_path / "out", tmp_path / "again"
    reviewer("export", project, "--profile", "archival", "--draft", "--out", out)
    files = sorted(
        out / f"{document}.xml" for document in ("d000_1630828010106e86", "d004_fa97e85355b62d05")
    )
    other = tmp_path / "telegrams"
    told = reviewer.json("import", other, *files)
    assert not told["failed"]
    assert not told["remarks"]
    assert sum(one["decisions"] for one in told["restored"]) == len(log(reviewer, project))
    # Bob opened again what he had approved: no file says that a page is approved.
    assert [one["approvals"] for one in told["restored"]] == [[], []]
    assert reviewer.json("status", other) == reviewer.json("status", project)
    assert log(reviewer, other) == log(reviewer, project)
    reviewer("export", other, "--profile", "archival", "--draft", "--out", again)
    for path in files:
        assert canonical(again / path.name) == canonical(path)
    assert reviewer.json("import", other, *files)["skipped"] == [str(path) for path in files]
    reviewer("import", project, files[0], status=1)  # it is here already, and says so
    reviewer("import", project, files[0], "--again")
