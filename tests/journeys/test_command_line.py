"""The whole way on the command line, in processes of its own, with Qt out of reach."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

# A None in sys.modules makes every import of PySide6 fail, as on a machine without it.
BLOCKED = """
import sys
sys.modules["PySide6"] = None
from reviewer.__main__ import main
sys.exit(main(sys.argv[1:]))
"""

pytestmark = pytest.mark.journey


class CommandLine:
    """Runs `reviewer` without Qt; `home` keeps its settings and the sample away from the person."""

    def __init__(self, home: Path) -> None:
        self.environment = {
            **os.environ,
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
        }

    def __call__(self, *arguments: object, status: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-c", BLOCKED, *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=self.environment,
            check=False,
        )
        assert done.returncode == status, done.stderr
        return done.stdout

    def json(self, *arguments: object) -> Any:
        return json.loads(self(*arguments, "--json"))


ABOUT_ALL = {"corpus.xml", "cmif.xml"}


@pytest.fixture(scope="module")
def reviewer(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    return CommandLine(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def project(reviewer: CommandLine, tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """Both seeds, analysed, five findings decided by Ada, submitted, approved by Bob."""
    place = tmp_path_factory.mktemp("work") / "telegrams"
    reviewer("import", place, *sorted(seeds.glob("*.txt")))
    reviewer("analyse", place)
    waiting = [item for item in reviewer.json("queue", place) if item["suggestions"]]
    steps = place / "steps.jsonl"
    taken = [
        {"page": item["name"], "finding": item["finding"], "accept": 1} for item in waiting[:5]
    ]
    steps.write_text("\n".join(json.dumps(step) for step in taken))
    assert reviewer.json("apply", place, steps, "--as", "Ada")["applied"] == 5
    reviewer("submit", place, "--as", "Ada")
    assert reviewer.json("status", place)["states"] == {"submitted": 2}
    reviewer("approve", place, "--as", "Ada", status=1)
    reviewer("approve", place, "--as", "Bob")
    assert reviewer.json("status", place)["states"] == {"approved": 2}
    return place


def documents_in(folder: Path) -> list[Path]:
    """The exported documents, without the files that are about all of them."""
    return sorted(path for path in folder.glob("*.xml") if path.name not in ABOUT_ALL)


def test_the_reading_profile_has_the_words_of_the_screen(
    reviewer: CommandLine, project: Path, tmp_path: Path
) -> None:
    reviewer("export", project, "--to", "tei", "--out", tmp_path)
    reviewer("export", project, "--to", "text", "--out", tmp_path)
    files = documents_in(tmp_path)
    assert len(files) == 2
    reviewer("validate", *files)
    for path in files:
        body = etree.parse(path).find(f".//{TEI}body")
        words = " ".join(body.itertext()).split()
        assert words == path.with_suffix(".txt").read_text("utf-8").split()


def test_the_archival_file_holds_the_imported_text(
    reviewer: CommandLine, project: Path, tmp_path: Path, seeds: Path
) -> None:
    reviewer("export", project, "--profile", "archival", "--out", tmp_path)
    for path in documents_in(tmp_path):
        tree = etree.parse(path)
        lines = ["".join(line.itertext()) for line in tree.iter(f"{TEI}line")]
        source = tree.findtext(f".//{TEI}idno[@type='filename']")
        assert "\n".join(lines) == (seeds / source).read_bytes().decode("utf-8")


@pytest.mark.parametrize("profile", ["reading", "documentary", "archival"])
def test_every_profile_is_valid_tei(
    reviewer: CommandLine, project: Path, tmp_path: Path, shared: Path, profile: str
) -> None:
    reviewer("export", project, "--profile", profile, "--out", tmp_path)
    files = documents_in(tmp_path)
    assert len(files) == 2
    reviewer("validate", "--schema", shared / "tei/tei_all.rng", *files)


def test_every_decision_stands_in_the_archival_file(
    reviewer: CommandLine, project: Path, tmp_path: Path
) -> None:
    reviewer("export", project, "--profile", "archival", "--out", tmp_path)
    decided = [e for e in reviewer.json("log", project) if e["act"] == "replace"]
    found = []
    for path in documents_in(tmp_path):
        for corr in etree.parse(path).iter(f"{TEI}corr"):
            found.append("".join(corr.itertext()))
            assert re.search(r"dec-accepted$", corr.get("ana", ""))
    assert sorted(found) == sorted(entry["text"] for entry in decided)


def test_a_window_that_cannot_open_says_what_to_do(reviewer: CommandLine) -> None:
    reviewer("open", "--sample", status=3)


def test_doctor_says_that_the_window_is_missing(reviewer: CommandLine) -> None:
    report = json.loads(reviewer("doctor", "--json", status=1))
    assert [line["part"] for line in report if not line["fine"]] == ["desktop"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk at hand")
@pytest.mark.parametrize("arguments", [["status"], ["status", "--json"], ["log"]], ids=" ".join)
def test_an_answer_that_finds_no_room_is_an_error_in_words(
    reviewer: CommandLine, project: Path, arguments: list[str]
) -> None:
    verb, *rest = arguments
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", BLOCKED, verb, str(project), *rest],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=reviewer.environment,
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr.startswith("reviewer: output: The system refused")
    assert "Traceback" not in done.stderr
    assert "ignored" not in done.stderr
