"""Fit what a second reading is worth, and the OCR's own confidence.

Usage: python -m scripts.fit_second [--out dictionaries/en/second.json]

Reads the pages of the reference folder that were read twice (`benchmarks.readings`, which see), and
judges each by dictionaries that were made without it (`make folds`). What the engine makes of an
answer without hearing anything stays as it is; the weights of `engine.voices.FEATURES` are those
that, added to it, give the right answers the highest likelihood: a conditional logit, by Newton's
method, with a small pull to nought. One set for each second engine, over all its settings.
Deterministic.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks import folds
from benchmarks.ours import CACHE
from benchmarks.readings import SETTINGS, GoldPage, Setting, gold_pages, missing, reading
from reviewer.core.fold import fold
from reviewer.core.model import SecondReading
from reviewer.core.ports import Context
from reviewer.engine.pipeline import Engine
from reviewer.engine.voices import ALONE, FEATURES, USUAL, features
from scripts.train import judged

ROOT = Path(__file__).resolve().parent.parent
PULL = 3.0
"""How strongly weights are drawn to nought; anything from 1 to 10 serves as well."""
STEPS = 40
BY_HAND = {"alternative": -0.5, "alternative_word": 1.5}
"""Weights of what the pages do not show, for Tesseract's tables hold no other words that it thought
of. Close to what `same` and `same_word` come to: the OCR put them second, but saw the picture."""
HEARD_ALONE = ("keep_sure",)
"""Features that say something where there is no second reading."""

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Examples:
    """A page's groups with a second reading: scores and features of their rows, right answers.

    Group n has rows `first[n]` to `first[n + 1]`; `labels` are rows within their groups.
    """

    page: str
    engine: str
    scores: Floats
    features: Floats
    first: Numbers
    labels: Numbers


class Judges:
    """The engines that judge pages which they did not learn from."""

    def __init__(self) -> None:
        self._engines: dict[Path, Engine] = {}
        self._folders = folds.folders()

    def engine(self, page: str) -> Engine:
        """The engine for a page."""
        folder = self._folders[folds.fold_of(page)]
        if folder not in self._engines:
            self._engines[folder] = Engine(folder, CACHE)
        return self._engines[folder]


class _Prepared:
    """Stands in for an engine whose answers of a page are there already."""

    def __init__(self, made: Any) -> None:
        self._made = made

    def weighed(self, *_: object) -> Iterator[Any]:
        """The page's spots, forms, knowledge and features."""
        yield self._made


def examples(judges: Judges, settings: Sequence[Setting] = SETTINGS) -> list[Examples]:
    """All pages without a second reading, and with each there is."""
    found = []
    for gold in gold_pages():
        engine = judges.engine(gold.name)
        found.append(_examples(engine, gold, None))
        for setting in settings:
            second = reading(gold, setting)
            if second is not None:
                found.append(_examples(engine, gold, second))
    return found


def _examples(engine: Engine, gold: GoldPage, second: SecondReading | None) -> Examples:
    made = next(engine.weighed(fold(gold.page), Context(second=second)))
    survey, forms, knowledge, weighed = made
    heard = survey.heard
    assert heard is not None, "the pages have confidences"
    record = {"ocr": gold.page.text.rstrip("\n"), "gt": gold.truth}
    _, _, first, labels = judged(_Prepared(made), [record], None)  # type: ignore[arg-type]
    asked, sizes = labels >= 0, np.diff(first)
    rows = np.repeat(asked, sizes)
    scores = engine.scores(survey, forms, knowledge, weighed)
    return Examples(
        gold.name,
        second.engine if second else ALONE,
        scores[rows].astype(float),
        features(survey, heard, forms, weighed, knowledge)[rows].astype(float),
        np.concatenate([[0], np.cumsum(sizes[asked])]),
        labels[asked],
    )


def fit_all(found: Iterable[Examples]) -> dict[str, dict[str, float]]:
    """The weights of each second engine, by the names of the features."""
    held = list(found)
    made = {}
    for engine in sorted({each.engine for each in held}):
        mine = [each for each in held if each.engine == engine]
        names = HEARD_ALONE if engine == ALONE else [n for n in FEATURES if n not in BY_HAND]
        weights = dict.fromkeys(FEATURES, 0.0) | BY_HAND
        columns = [FEATURES.index(name) for name in names]
        fitted = fit(mine, columns).round(3).tolist()
        made[engine] = weights | dict(zip(names, fitted, strict=True))
    return made


def fit(found: Sequence[Examples], columns: Sequence[int]) -> Floats:
    """The weights of some features under which the right answers are likeliest."""
    scores = np.concatenate([each.scores for each in found])
    rows = np.concatenate([each.features[:, columns] for each in found])
    sizes = np.concatenate([np.diff(each.first) for each in found])
    first = np.concatenate([[0], np.cumsum(sizes)])
    right = first[:-1] + np.concatenate([each.labels for each in found])
    owner = np.repeat(np.arange(len(sizes)), sizes)
    weights = np.zeros(len(columns))
    for _ in range(STEPS):
        shares = _shares(scores + rows @ weights, first, owner)
        wrong = shares.copy()
        wrong[right] -= 1.0
        means = np.add.reduceat(shares[:, None] * rows, first[:-1], axis=0)
        curve = (rows * shares[:, None]).T @ rows - means.T @ means
        slope = rows.T @ wrong + PULL * weights
        step = np.linalg.solve(curve + PULL * np.eye(len(columns)), slope)
        # Far from the goal a whole step may lead past it.
        step *= min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-9))
        weights = weights - step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def _shares(scores: Floats, first: Numbers, owner: Numbers) -> Floats:
    raised = np.exp(scores - np.maximum.reduceat(scores, first[:-1])[owner])
    shares: Floats = raised / np.add.reduceat(raised, first[:-1])[owner]
    return shares


def write(path: Path, weights: Mapping[str, Mapping[str, float]]) -> None:
    """Put weights into a file, those of an engine in a block of its own."""
    about = (
        "What a second reading of a page's picture says of each answer, in natural logarithms of "
        "odds, by the engine that read it; 'alone' where there is none. Names as in "
        "reviewer/engine/voices.py. Fitted by scripts/fit_second.py."
    )
    text = json.dumps({"about": about, "weights": weights}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", "utf-8")


def main() -> None:
    """Fit on all pages and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dictionaries" / "en" / "second.json")
    args = parser.parse_args()
    lacking = missing()
    if lacking:
        parser.error(f"not installed, and no readings kept: {', '.join(lacking)}")
    if not folds.honest():
        parser.error(folds.MISSING)
    made = fit_all(examples(Judges()))
    assert {ALONE, USUAL} <= set(made)
    write(args.out, made)


if __name__ == "__main__":
    main()
