"""Fit the weights of the engine's ranking on gold files and write `weights.toml`.

Usage: python scripts/fit_weights.py --dictionary DIRECTORY --out FILE GOLD...

GOLD files have one JSON object a line with `ocr` and `gt`. Use a dictionary built without the
documents of the gold files (`build_dictionaries.py --without`), or names look better known than
they are. The first two gold files, typescripts, are the product's own domain and count three times.
Deterministic.
"""

import argparse
import gzip
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein

from reviewer.core.findings import Finding
from reviewer.core.fold import fold
from reviewer.core.model import Page
from reviewer.core.ports import Context
from reviewer.core.reading import PageReading
from reviewer.core.text import make_lines
from reviewer.engine.pipeline import Engine
from reviewer.engine.ranking import Ranker, merge

MOST_FINDINGS = 5000
"""Findings taken of one gold file."""
DOMAIN_WEIGHT = 3.0
RIDGE = 1e-4
STEPS = 1500

EDGE = re.compile(r"^[\W_]+|[\W_]+$")
HYPHEN = re.compile("[-\u00ad\u2010\u2011\u00ac]")

Floats = np.ndarray[Any, np.dtype[np.float64]]


def core(text: str) -> str:
    """What counts when two words are compared: no case, no hyphens, no signs at the edges."""
    folded = HYPHEN.sub("", unicodedata.normalize("NFKC", text)).replace("’", "'").lower()
    return " ".join(filter(None, (EDGE.sub("", part) for part in folded.split())))


def units(ocr: str, gold: str) -> Iterator[tuple[int, int, str]]:
    """Stretches (start, end, true text) of `ocr` between blanks that are aligned with blanks."""
    left, right = re.sub(r"\s", " ", ocr), re.sub(r"\s", " ", gold)
    start = true = 0
    for op in Levenshtein.opcodes(left, right):
        if op.tag != "equal":
            continue
        for k in range(op.src_end - op.src_start):
            i, j = op.src_start + k, op.dest_start + k
            if left[i] == " ":
                yield start, i, gold[true:j]
                start, true = i + 1, j + 1
    yield start, len(ocr), gold[true:]


def token_starts(page: PageReading) -> list[int]:
    """Where each token of a page begins in its text."""
    starts, position = [], 0
    for line in page.page.lines:
        starts += [position + token.start for token in line.tokens]
        position += len(line.text) + len(line.end)
    return starts


class Examples:
    """Features of all answers of all findings, padded to one array; row 0 keep, row 1 none."""

    def __init__(self) -> None:
        self.rows: list[tuple[dict[str, float], ...]] = []
        self.labels: list[int] = []
        self.weights: list[float] = []
        self.names: list[str] = []

    def add(self, engine: Engine, record: dict[str, str], weight: float) -> int:
        """Take in one record; how many findings it gave."""
        context = Context()
        page = fold(Page(1, make_lines(record["ocr"])))
        survey = engine.surveyor.survey(page, context)
        starts = token_starts(page)
        spans = list(units(record["ocr"], record["gt"]))
        here = 0
        findings = engine.suspects(page, context)
        engine.prepare([finding.form for finding in findings])
        for finding in findings:
            start = starts[finding.span.first] + finding.start
            while spans[here][1] <= start:
                here += 1
            self._add(engine, finding, page, survey, (start, *spans[here], record["ocr"]), weight)
        return len(findings)

    def _add(
        self,
        engine: Engine,
        finding: Finding,
        page: PageReading,
        survey: Any,
        place: tuple[int, int, int, str, str],
        weight: float,
    ) -> None:
        start, left, right, gold, ocr = place
        choices = merge(finding.form, engine.proposals(finding, page, Context()))
        ranker: Ranker = engine.ranker
        neighbours = ranker.neighbours(finding, survey)
        head, tail = ocr[left:start], ocr[start + len(finding.form) : right]
        want = core(gold)
        fitting = [n for n, choice in enumerate(choices) if core(head + choice.text + tail) == want]
        stands = core(ocr[left:right]) == want or core(finding.form) in want.split()
        if stands and any(c.isalnum() for c in finding.form):
            label = 0
        elif fitting:
            label = 2 + fitting[0]
        else:
            label = 1
        self.rows.append(
            (
                {f"keep.{k}": v for k, v in ranker.of_keeping(finding, survey).items()},
                {f"none.{k}": v for k, v in ranker.of_none(finding, survey).items()},
                *(
                    {
                        f"candidate.{k}": v
                        for k, v in ranker.of_candidate(finding, choice, neighbours, survey).items()
                    }
                    for choice in choices
                ),
            )
        )
        self.labels.append(label)
        self.weights.append(weight)

    def arrays(self) -> tuple[Floats, Floats, Floats]:
        """(findings × answers × features, label of each, weight of each)."""
        self.names = sorted({name for row in self.rows for cells in row for name in cells})
        column = {name: n for n, name in enumerate(self.names)}
        width = max(len(row) for row in self.rows)
        cube = np.full((len(self.rows), width, len(self.names)), np.nan)
        for i, row in enumerate(self.rows):
            for j, cells in enumerate(row):
                cube[i, j] = 0.0
                for name, value in cells.items():
                    cube[i, j, column[name]] = value
        return cube, np.array(self.labels), np.array(self.weights)


def fit(cube: Floats, labels: Floats, weights: Floats) -> Floats:
    """Weights of least log loss (softmax over the answers), by Adam on all examples at once."""
    missing = np.isnan(cube[:, :, 0])
    cube = np.nan_to_num(cube)
    scale = np.maximum(np.sqrt((cube**2).sum((0, 1)) / (~missing).sum()), 1e-6)
    cube = cube / scale
    share = weights / weights.sum()
    theta = np.zeros(cube.shape[2])
    first, second = np.zeros_like(theta), np.zeros_like(theta)
    rows = np.arange(len(labels))
    for step in range(1, STEPS + 1):
        scores = cube @ theta
        scores[missing] = -np.inf
        scores -= scores.max(1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(1, keepdims=True)
        if step % 300 == 0:
            loss = -(share * np.log(np.maximum(shares[rows, labels], 1e-12))).sum()
            print(f"step {step}: log loss {loss:.4f}")
        delta = shares
        delta[rows, labels] -= 1.0
        gradient = np.einsum("n,na,naf->f", share, delta, cube) + RIDGE * theta
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        rate = 0.05 * (1 - step / (STEPS + 1))
        theta -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
    return np.asarray(theta / scale)


def write(path: Path, names: list[str], theta: Floats) -> None:
    """The weights as tables of `weights.toml`."""
    tables: dict[str, dict[str, float]] = {}
    for name, value in zip(names, theta.tolist(), strict=True):
        table, _, key = name.partition(".")
        tables.setdefault(table, {})[key] = round(value, 4)
    lines = ["# Fitted by scripts/fit_weights.py; what each feature counts is said in ranking.py."]
    for table, cells in tables.items():
        lines += ["", f"[{table}]", *(f"{key} = {value}" for key, value in cells.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Gather examples of every gold file, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dictionary", type=Path, required=True)
    parser.add_argument("--cache", type=Path, help="folder of built artefacts, to save time")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("gold", type=Path, nargs="+")
    args = parser.parse_args()
    engine = Engine(args.dictionary, args.cache)
    examples = Examples()
    for number, path in enumerate(args.gold):
        taken = 0
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                if taken >= MOST_FINDINGS:
                    break
                taken += examples.add(
                    engine, json.loads(line), DOMAIN_WEIGHT if number < 2 else 1.0
                )
        print(f"{path.name}: {taken} findings")
    theta = fit(*examples.arrays())
    write(args.out, examples.names, theta)


if __name__ == "__main__":
    main()
