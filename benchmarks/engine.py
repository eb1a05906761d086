"""Accuracy and speed of the engine on gold files, beside symspellpy at distance 2.

`figures` gives them in the form of `build/bench.json`; `python benchmarks/engine.py GOLD...` prints
one table. The measures are those of the reference folder's `tools/score.py`, used as it is.
"""

import argparse
import gzip
import importlib.util
import json
import os
import re
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

SETS = ("frus_typescript_sim", "columbia_typescript")
SHOWN = ("f1", "precision", "recall", "hit1", "hit5", "alarms_per_1000", "wer_change",
         "auto_precision")  # fmt: skip
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


def measure(gold: Path, predict: Predict, score: Path) -> tuple[dict[str, float], float]:
    """(measures of `score.py`, tokens a second) of a predictor on a gold file."""
    spec = importlib.util.spec_from_file_location("score", score)
    assert spec is not None
    assert spec.loader is not None
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
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
        return judge.score(str(gold), str(path)), tokens / max(spent, 1e-9)


def figures(shared: Path, cache: Path, sets: Sequence[str] = SETS) -> dict[str, dict[str, Any]]:
    """All figures in the form of `build/bench.json`, the engine's beside symspellpy's."""
    start = time.perf_counter()
    engine = Engine(dictionaries() / "en", cache)
    engine.lexicon.knows("word")
    opened = time.perf_counter() - start
    found: dict[str, dict[str, Any]] = {
        "engine.dictionaries.open": {"value": round(opened, 3), "unit": "s"}
    }
    own, peer = engine_predictor(engine), peer_predictor(engine)
    score = shared / "tools" / "score.py"
    for name in sets:
        gold = shared / "data" / "dev" / f"{name}.jsonl.gz"
        mine, speed = measure(gold, own, score)
        theirs, peer_speed = measure(gold, peer, score)
        for key in SHOWN:
            figure = {"value": mine[key], "unit": "", "peer": theirs[key]}
            if mine[key] and theirs[key]:
                figure["ratio"] = round(mine[key] / theirs[key], 2)
            found[f"engine.{name}.{key}"] = figure
        found[f"engine.{name}.speed"] = {
            "value": round(speed),
            "unit": "tokens/s",
            "peer": round(peer_speed),
            "ratio": round(speed / peer_speed, 2),
        }
    return found


def main() -> None:
    """Measure the engine, and the peer if asked, on the gold files named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dictionary", type=Path, default=dictionaries() / "en")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--shared", type=Path, default=os.environ.get("REVIEWER_SHARED"))
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("gold", type=Path, nargs="+")
    args = parser.parse_args()
    shared = args.shared or Path(__file__).resolve().parents[2] / "shared"
    engine = Engine(args.dictionary, args.cache)
    predictors = {"engine": engine_predictor(engine)}
    if args.peer:
        predictors["symspellpy 2"] = peer_predictor(engine)
    print(f"{'':40}" + "".join(f"{key:>16}" for key in (*SHOWN, "tokens/s")))
    for gold in args.gold:
        for name, predict in predictors.items():
            result, speed = measure(gold, predict, shared / "tools" / "score.py")
            cells = [*(result[key] for key in SHOWN), round(speed)]
            print(f"{gold.name[:26]:27}{name:13}" + "".join(f"{cell!s:>16}" for cell in cells))


if __name__ == "__main__":
    main()
