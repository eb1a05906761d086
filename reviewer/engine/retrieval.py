"""Finding the words that a misread form may stand for.

All forms of a page are compared with all words of about their length at once (rapidfuzz `cdist`,
25 times faster a form than one by one), and the nearest are weighed by the error model of letters.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from reviewer.engine.confusion import ErrorModel, Floats

NEAREST = 64
"""So many words, nearest first, are weighed by the error model."""
KEPT = 20
"""So many remain, the likeliest first."""
FREQUENCY_WEIGHT = 0.4
"""What a natural logarithm of frequency weighs against a letter's cost when the rest is dropped."""
LONGEST = 40
"""Longer forms are not compared: no word is so long, and the cost grows with the square."""
_BATCH = 256


@dataclass(frozen=True, slots=True)
class Found:
    """A word that a form may stand for (folded), and what reading it so costs."""

    word: str
    cost: float


def edit_limit(length: int) -> int:
    """How many edits are looked for, by the length of the form (measured on four collections)."""
    return 1 if length <= 2 else 2 if length <= 4 else 3 if length <= 7 else 4


class WordSearch:
    """Nearest words among a fixed list."""

    def __init__(self, words: Iterable[tuple[str, float]], model: ErrorModel) -> None:
        """`words`: folded words with their frequencies."""
        by_length: dict[int, list[tuple[str, float]]] = defaultdict(list)
        for word, frequency in words:
            if 0 < len(word) <= LONGEST + 4:
                by_length[len(word)].append((word, frequency))
        self._model = model
        self._words = {length: [w for w, _ in pairs] for length, pairs in by_length.items()}
        self._weights = {
            length: np.log1p(np.array([f for _, f in pairs], np.float32))
            for length, pairs in by_length.items()
        }

    def nearest(self, forms: Sequence[str]) -> dict[str, tuple[Found, ...]]:
        """For each (folded) form the words it may stand for, likeliest first."""
        found: dict[str, tuple[Found, ...]] = {}
        fitting = []
        for form in dict.fromkeys(forms):
            if 0 < len(form) <= LONGEST:
                fitting.append(form)
            else:
                found[form] = ()
        for start in range(0, len(fitting), _BATCH):
            found.update(self._search(fitting[start : start + _BATCH]))
        return found

    def _search(self, forms: list[str]) -> dict[str, tuple[Found, ...]]:
        near: list[list[tuple[float, str, float]]] = [[] for _ in forms]
        limits = [edit_limit(len(form)) for form in forms]
        # Word length by word length, so that each word is handed to rapidfuzz once a batch: that
        # costs more than comparing it.
        for length, words in self._words.items():
            rows = [n for n, form in enumerate(forms) if abs(len(form) - length) <= limits[n]]
            if rows:
                self._compare(forms, limits, rows, words, self._weights[length], near)
        for choices in near:
            choices.sort()
            del choices[NEAREST:]
        return self._weigh(forms, near)

    @staticmethod
    def _compare(
        forms: list[str],
        limits: list[int],
        rows: list[int],
        words: list[str],
        weights: Floats,
        near: list[list[tuple[float, str, float]]],
    ) -> None:
        most = np.array([[limits[row]] for row in rows], np.uint8)
        edits = cdist(
            [forms[row] for row in rows],
            words,
            scorer=Levenshtein.distance,
            score_cutoff=int(most.max()),
            dtype=np.uint8,
        )
        found, columns = np.nonzero(edits <= most)
        ranks = edits[found, columns] - 0.12 * weights[columns]
        for row, column, rank, weight in zip(
            found.tolist(), columns.tolist(), ranks.tolist(), weights[columns].tolist(), strict=True
        ):
            near[rows[row]].append((rank, words[column], weight))

    def _weigh(
        self, forms: list[str], near: list[list[tuple[float, str, float]]]
    ) -> dict[str, tuple[Found, ...]]:
        reads = [form for form, choices in zip(forms, near, strict=True) for _ in choices]
        truths = [word for choices in near for _, word, _ in choices]
        costs = iter(self._model.pair_costs(reads, truths).tolist())
        found = {}
        for form, choices in zip(forms, near, strict=True):
            weighed = [(next(costs), word, weight) for _, word, weight in choices]
            weighed.sort(key=lambda item: (item[0] - FREQUENCY_WEIGHT * item[2], item[1]))
            found[form] = tuple(Found(word, cost) for cost, word, _ in weighed[:KEPT])
        return found
