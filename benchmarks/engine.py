"""Accuracy and speed of the engine on gold files, beside symspellpy at distance 2.

`measure` gives them in the form of `build/bench.json`; `python benchmarks/engine.py GOLD...` prints
one table. The measures are those of the reference folder's `tools/score.py`, used as it is. The
dictionary is built anew without the words of the simulated pages: the counts have seen them.
"""

import argparse
import gzip
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from reviewer.core.findings import Finding
from reviewer.core.fold import fold
from reviewer.core.model import Page
from reviewer.core.places import dictionaries
from reviewer.core.ports import Context
from reviewer.core.text import make_lines
from reviewer.engine.pipeline import Engine

ROOT = Path(__file__).resolve().parent.parent
SETS = ("frus_typescript_sim", "columbia_typescript")
SHOWN = ("f1", "precision", "recall", "hit1", "hit5", "alarms_per_1000", "wer_change",
         "auto_precision")  # fmt: skip
UNITS = {"alarms_per_1000": "of 1,000"}
AUTOMATIC = 0.97
"""Suggestions at least this likely are taken as automatic corrections."""

Record = dict[str, Any]
Predict = Callable[[str], list[Record]]


def engine_predictor(engine: Engine) -> Predict:
    """Findings of the engine for a text, with offsets into it."""

    def predict(text: str) -> list[Record]:
        page = fold(Page(1, make_lines(text)))
        starts, position = [], 0
        for line in page.page.lines:
            starts += [position + token.start for token in line.tokens]
            position += len(line.text) + len(line.end)
        return [_record(finding, starts) for finding in engine.analyse(page, Context())]

    return predict


def _record(finding: Finding, starts: list[int]) -> Record:
    base = starts[finding.span.first]
    return {
        "start": base + finding.start,
        "end": base + finding.end,
        "form": finding.form,
        "kind": finding.kind.value,
        "probability": finding.probability,
        "suggestions": [suggestion.text for suggestion in finding.suggestions],
        "details": [
            {"text": s.text, "probability": s.probability, "evidence": [m.id for m in s.evidence]}
            for s in finding.suggestions
        ],
    }


def peer_predictor(engine: Engine) -> Predict:
    """symspellpy at distance 2 over the same words; what it does not know is a finding."""
    from symspellpy import SymSpell, Verbosity

    index = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
    for word, frequency in engine.lexicon.folds():
        index.create_dictionary_entry(word, max(1, round(frequency)))
    remembered: dict[str, list[str]] = {}

    def predict(text: str) -> list[Record]:
        findings = []
        for found in re.finditer(r"[^\W\d_][\w'’-]*[^\W\d_]", text):
            form = found[0]
            if index.words.get(form.lower()):
                continue
            if form not in remembered:
                answers = index.lookup(
                    form, Verbosity.ALL, max_edit_distance=2, transfer_casing=True
                )
                remembered[form] = [answer.term for answer in answers[:9]]
            findings.append(
                {
                    "start": found.start(),
                    "end": found.end(),
                    "suggestions": remembered[form],
                    "details": [{"text": t, "probability": 1.0} for t in remembered[form]],
                }
            )
        return findings

    return predict


def corrected(text: str, findings: Sequence[Record], least: float = AUTOMATIC) -> str:
    """The text with every first suggestion taken that is likely enough."""
    parts, position = [], 0
    for finding in findings:
        best = finding["details"][0] if finding["details"] else None
        if best and best["probability"] >= least and finding["start"] >= position:
            parts += [text[position : finding["start"]], best["text"]]
            position = finding["end"]
    return "".join(parts) + text[position:]


def records(path: Path) -> Iterator[Record]:
    """The records of a gold file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def judge(gold: Path, predict: Predict, score: Path) -> tuple[dict[str, float | None], float]:
    """(measures of `score.py`, tokens a second) of a predictor on a gold file."""
    spec = importlib.util.spec_from_file_location("score", score)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    tokens, spent = 0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predictions.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for record in records(gold):
                start = time.perf_counter()
                findings = predict(record["ocr"])
                spent += time.perf_counter() - start
                tokens += len(record["ocr"].split())
                answer = {
                    "doc": record["doc"],
                    "seg": record["seg"],
                    "corrected": corrected(record["ocr"], findings),
                    "findings": findings,
                }
                file.write(json.dumps(answer) + "\n")
        return scorer.score(str(gold), str(path)), tokens / max(spent, 1e-9)


def measure(sets: Sequence[str] = SETS) -> dict[str, dict[str, Any]]:
    """All figures in the form of `build/bench.json`, the engine's beside symspellpy's.

    Raises FileNotFoundError where the development data is not on this machine.
    """
    shared = shared_folder()
    golds = {name: shared / "data" / "dev" / f"{name}.jsonl.gz" for name in sets}
    for gold in golds.values():
        if not gold.is_file():
            raise FileNotFoundError(gold)
    with tempfile.TemporaryDirectory() as folder:
        dictionary = unseen_dictionary(Path(folder), shared)
        cache = Path(folder) / "cache"
        found = _opening(dictionary, cache)
        engine = Engine(dictionary, cache)
        predictors = engine_predictor(engine), peer_predictor(engine)
        for name, gold in golds.items():
            found.update(_beside(name, gold, predictors, shared / "tools" / "score.py"))
    return found


def shared_folder() -> Path:
    """The reference folder: $REVIEWER_SHARED, or `shared` beside the checkout."""
    return Path(os.environ.get("REVIEWER_SHARED") or ROOT.parent / "shared")


def unseen_dictionary(folder: Path, shared: Path) -> Path:
    """A copy of the English dictionary whose counts lack the simulated pages' true text."""
    copy = folder / "dictionaries"
    shutil.copytree(dictionaries() / "en", copy / "en")
    script = ROOT / "scripts" / "build_dictionaries.py"
    gold = shared / "data" / "dev" / f"{SETS[0]}.jsonl.gz"
    options = {"--data": shared / "data", "--out": copy, "--without": gold}
    command = [sys.executable, str(script), *(str(x) for pair in options.items() for x in pair)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return copy / "en"


def _opening(dictionary: Path, cache: Path) -> dict[str, dict[str, Any]]:
    """How long the dictionaries take to open, made for the first time and from the cache."""
    found = {}
    for name in ("build", "open"):
        start = time.perf_counter()
        Engine(dictionary, cache).lexicon.knows("word")
        seconds = time.perf_counter() - start
        found[f"engine.dictionaries.{name}"] = {"value": round(seconds, 3), "unit": "s"}
    return found


def _beside(
    name: str, gold: Path, predictors: tuple[Predict, Predict], score: Path
) -> dict[str, dict[str, Any]]:
    """The figures of one gold file: the engine's as values, symspellpy's as peers."""
    (mine, speed), (theirs, peer_speed) = (judge(gold, p, score) for p in predictors)
    rows = [(key, mine[key], theirs[key], UNITS.get(key, "%")) for key in SHOWN]
    rows.append(("speed", round(speed), round(peer_speed), "tokens/s"))
    found: dict[str, dict[str, Any]] = {}
    for key, value, peer, unit in rows:
        figure: dict[str, Any] = {"value": value, "unit": unit}
        if value is not None and peer:
            figure |= {"peer": peer, "ratio": round(value / peer, 2)}
        found[f"engine.{name}.{key}"] = figure
    return found


def main() -> None:
    """Measure the engine, and the peer if asked, on the gold files named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dictionary", type=Path, default=dictionaries() / "en")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("gold", type=Path, nargs="+")
    args = parser.parse_args()
    shared = shared_folder()
    engine = Engine(args.dictionary, args.cache)
    predictors = {"engine": engine_predictor(engine)}
    if args.peer:
        predictors["symspellpy 2"] = peer_predictor(engine)
    print(f"{'':40}" + "".join(f"{key:>16}" for key in (*SHOWN, "tokens/s")))
    for gold in args.gold:
        for name, predict in predictors.items():
            result, speed = judge(gold, predict, shared / "tools" / "score.py")
            cells = [*(result[key] for key in SHOWN), round(speed)]
            print(f"{gold.name[:26]:27}{name:13}" + "".join(f"{cell!s:>16}" for cell in cells))


if __name__ == "__main__":
    main()
