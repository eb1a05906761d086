import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import ours, probe, speed
from benchmarks.__main__ import write
from reviewer.engine.pipeline import Engine

DICTIONARY = """
language = "xx"
name = "a small language"
letter_words = "a"
[[table]]
layer = "period"
kind = "word"
file = "words.tsv"
"""
PAIRS = [("hovse", "house"), ("Riuer", "River"), ("qxz", "fox")]


@pytest.fixture
def dictionary(tmp_path: Path) -> Path:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "dictionary.toml").write_text(DICTIONARY, "utf-8")
    (folder / "words.tsv").write_text("word\tcount\nhouse\t90\nriver\t30\nthe\t900\n", "utf-8")
    return folder


def ask(root: Path, folder: Path, what: str, task: object) -> dict[str, Any]:
    """What a fresh process measures."""
    (folder / "task.json").write_text(json.dumps(task), "utf-8")
    options = {"task": folder / "task.json", "dictionary": folder / "xx", "cache": folder / "cache"}
    listed = [str(part) for name, value in options.items() for part in (f"--{name}", value)]
    command = [sys.executable, "-m", "benchmarks.probe", what, *listed]
    done = subprocess.run(command, check=True, cwd=root, stdout=subprocess.PIPE, env=os.environ)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.usefixtures("dictionary")
@pytest.mark.parametrize(
    "what, task, names",
    [
        ("start", None, {"import", "open", "first"}),
        ("bulk", ["the hovse", "the riuer"], {"tokens", "speed", "peak", "own"}),
        ("lookup", PAIRS, {"micros", "recall", "peak", "own"}),
    ],
)
def test_the_engine_is_measured(
    root: Path, tmp_path: Path, what: str, task: object, names: set[str]
) -> None:
    told = ask(root, tmp_path, what, task)
    assert set(told) == names
    assert all(told.values())


@pytest.mark.usefixtures("dictionary")
def test_each_page_is_measured_new_and_known(root: Path, tmp_path: Path) -> None:
    told = ask(root, tmp_path, "page", ["the hovse\nthe riuer", "the house"])
    assert {name: len(times) for name, times in told.items()} == {"cold": 2, "warm": 2}


def test_candidates_are_the_engines_own(dictionary: Path, tmp_path: Path) -> None:
    engine = Engine(dictionary, tmp_path / "cache")
    found = ours.candidates(engine, ["hovse", "hovse riuer", "riuer", "hovse"])
    assert found[0][0] == "house"
    assert found[1] == []
    assert found[2][0] == "river"
    assert found[3] == found[0]


def test_words_are_those_of_the_tables(dictionary: Path, tmp_path: Path) -> None:
    assert ours.words(dictionary, tmp_path) == {"house": 90, "river": 30, "the": 900}


@pytest.mark.usefixtures("dictionary")
def test_a_peer_is_measured_in_a_process_of_its_own(root: Path, tmp_path: Path) -> None:
    words = {"house": 9, "river": 3}
    told = ask(root, tmp_path, "peer", {"name": "symspellpy 2", "pairs": PAIRS, "words": words})
    assert told["recall"] == pytest.approx(2 / 3)
    assert all(told[name] for name in ("start", "micros", "peak", "own"))


def test_recall_looks_at_the_first_answers_in_any_case() -> None:
    assert probe.recall([["hose", "HOUSE"], [], []], PAIRS) == pytest.approx(1 / 3)
    assert probe.recall([["hose", "house"], [], []], PAIRS, among=1) == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads Linux's /proc")
def test_memory_is_that_of_the_process() -> None:
    before = probe.memory()
    block = bytearray(64 * 2**20)
    block[::4096] = bytes(len(block[::4096])).replace(b"\0", b"x")
    after = probe.memory()
    assert after["own"] - before["own"] > 50
    assert after["peak"] >= after["own"]
    del block


@pytest.mark.usefixtures("shared")
def test_pages_come_from_all_sets_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    few = [gold for gold in speed.SETS if gold.name in ("funsd_forms", "impresso_snippets")]
    monkeypatch.setattr(speed, "SETS", few)
    made = speed.mixed_pages(4000)
    assert sum(len(text.split()) for text in made) >= 4000
    assert speed.mixed_pages(4000, 3) == made[:3]
    known = {"the"}
    pairs = speed.unknown_words(known, 40)
    assert len(set(pairs)) == 40
    assert all(form.lower() not in known for form, _ in pairs)


def test_new_figures_take_the_place_of_their_parts_old_ones(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("benchmarks.__main__.ROOT", tmp_path)
    old = {name: {"value": 1, "unit": "s"} for name in ("engine.gone", "engine.stays", "tei: old")}
    write(old, ["engine", "tei"])
    write({"engine.stays": {"value": 2, "unit": "s"}}, ["engine", "desktop"])
    kept = json.loads((tmp_path / "build/bench.json").read_text("utf-8"))
    assert {name: figure["value"] for name, figure in kept.items()} == {
        "engine.stays": 2,
        "tei: old": 1,
    }
    assert "bench.json" in capsys.readouterr().out
