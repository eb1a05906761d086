"""Speed and memory of the engine and, where they can be compared, of its peers.

Each is measured in a fresh process (`benchmarks/probe.py`), one after the other, so that none takes
the other's time.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks import lineup, ours
from benchmarks.sets import ROOT, SETS, misread_words, pages, sample, spread
from reviewer.core.places import dictionaries

BULK = 100_000
PAGES = 20
WORDS = 2_000
FEW = 200
"""Words for peers that need milliseconds each."""

Speeds = dict[str, dict[str, float | None]]
"""Figure name → system → value."""


def measure(peers: Sequence[str] = lineup.PEERS) -> Speeds:
    """All figures, of the dictionaries as they are shipped."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        found = bench.start()
        found.update(bench.bulk())
        found.update(bench.page())
        for name, row in bench.lookup(peers).items():
            found.setdefault(name, {}).update(row)
    return found


class Bench:
    """A folder to work in, with artefacts of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._cache = folder / "cache"
        self._dictionary = dictionaries() / "en"

    def start(self) -> Speeds:
        """Building the artefacts, then opening them: the median of five starts."""
        built = self._probe("start")
        started = [self._probe("start") for _ in range(5)]
        median = {key: statistics.median(each[key] for each in started) for key in built}
        return {
            "dictionaries.build": {lineup.OURS: built["open"]},
            "dictionaries.open": {lineup.OURS: median["open"]},
            "start.import": {lineup.OURS: median["import"]},
            "start": {lineup.OURS: median["first"]},
        }

    def bulk(self) -> Speeds:
        """Many pages in one process, and the same by `reviewer suggest`, its start included."""
        texts = mixed_pages(BULK)
        found = self._probe("bulk", texts)
        return {
            "bulk": {lineup.OURS: found["speed"]},
            "bulk.suggest": {lineup.OURS: found["tokens"] / self._suggest(texts)},
            "memory": {lineup.OURS: found["peak"]},
            "memory.own": {lineup.OURS: found["own"]},
        }

    def page(self) -> Speeds:
        """Pages of some 500 tokens, of all sets in turn."""
        found = self._probe("page", mixed_pages(BULK, PAGES))
        return {
            f"page.{kind}": {lineup.OURS: statistics.median(found[kind])}
            for kind in ("cold", "warm")
        }

    def lookup(self, peers: Sequence[str]) -> Speeds:
        """Candidates for misread words that the engine does not know."""
        words = ours.words(self._dictionary, self._cache)
        pairs = unknown_words(set(words), WORDS)
        found = {lineup.OURS: self._probe("lookup", pairs)}
        for name in peers:
            few = spread(pairs, FEW) if name in lineup.SLOW else pairs
            told = self._probe("peer", {"name": name, "pairs": few, "words": words})
            if "absent" not in told:
                found[name] = told
        theirs = {name: told for name, told in found.items() if name != lineup.OURS}
        return {
            "lookup": _column(found, "micros"),
            "lookup.recall20": _column(found, "recall"),
            # Of the engine these are measured on pages.
            "start": _column(theirs, "start"),
            "memory": _column(theirs, "peak"),
            "memory.own": _column(theirs, "own"),
        }

    def _suggest(self, texts: Sequence[str]) -> float:
        gold = self._folder / "pages.jsonl"
        rows = ({"doc": "bench", "seg": n, "ocr": text} for n, text in enumerate(texts))
        gold.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        command = [sys.executable, "-m", "reviewer", "suggest", str(gold), "--json", "--quiet"]
        # Neither settings nor words of the person who measures may count.
        homes = {name: str(self._folder) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME")}
        env = {**os.environ, **homes, "REVIEWER_CACHE": str(self._cache)}
        began = time.perf_counter()
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, env=env)
        return time.perf_counter() - began

    def _probe(self, what: str, task: Any = None) -> dict[str, Any]:
        file = self._folder / "task.json"
        file.write_text(json.dumps(task), "utf-8")
        command = [sys.executable, "-m", "benchmarks.probe", what, "--task", str(file)]
        command += ["--dictionary", str(self._dictionary), "--cache", str(self._cache)]
        done = subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE)
        found: dict[str, Any] = json.loads(done.stdout)
        return found


def _column(found: Mapping[str, dict[str, Any]], key: str) -> dict[str, float | None]:
    return {name: told[key] for name, told in found.items()}


def mixed_pages(tokens: int, count: int | None = None) -> list[str]:
    """Pages of all sets in turn until there are so many tokens, or `count` pages."""
    share = tokens // len(SETS)
    made = []
    for gold in SETS:
        kept, size = [], 0
        for text in pages(sample(gold)):
            if size >= share:
                break
            kept.append(text)
            size += len(text.split())
        made.append(iter(kept))
    turns: list[str] = []
    while made:
        for source in list(made):
            text = next(source, "")
            if text:
                turns.append(text)
            else:
                made.remove(source)
    return list(islice(turns, count))


def unknown_words(known: set[str], count: int) -> list[tuple[str, str]]:
    """(misread, true) words of all sets alike, without those that are misread as a known word."""
    share = -(-count // len(SETS))
    found: list[tuple[str, str]] = []
    for gold in SETS:
        pairs = {pair for pair in misread_words(sample(gold)) if pair[0].lower() not in known}
        found += spread(sorted(pairs), share)
    return spread(found, count)
