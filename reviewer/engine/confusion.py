"""What it costs to take one stretch of letters for another: the error model of letters.

A cost is −log of how likely the machine reads `ocr` where `truth` stands. Blocks are 1:1, 2:1 and
1:2 letters, a letter too many and a letter lost. All pairs of a page go through the dynamic program
at once, in numpy.
"""

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reviewer.core.text import fold_case
from reviewer.engine.tables import rows

Floats = npt.NDArray[np.float32]
Codes = npt.NDArray[np.uint8]
Letters = npt.NDArray[np.uint32]

ERROR_RATE = 0.06
"""Share of misread letters assumed where a word is looked at: the mean of the development sets."""
RARE = 1e-5
"""How likely an unlisted swap of two given letters is, per true letter."""
RARE_GAP = 2e-5
"""The same for a letter lost or added out of nothing."""
CHEAPEST = 0.6

# Letter frequencies of English text, per cent (Lewand, Cryptological Mathematics, 2000): they turn
# a share in all errors into the chance that this very letter is misread so.
_FREQUENCY = dict(
    zip(
        "etaoinshrdlcumwfgypbvkjxqz",
        (12.7, 9.1, 8.2, 7.5, 7.0, 6.7, 6.3, 6.1, 6.0, 4.3, 4.0, 2.8, 2.8, 2.4, 2.4, 2.2, 2.0, 2.0,
         1.9, 1.5, 1.0, 0.8, 0.15, 0.15, 0.1, 0.07),
        strict=True,
    )
)  # fmt: skip
_OTHER_FREQUENCY = 0.3


class ErrorModel:
    """Costs of letter confusions, from a table of counted ones."""

    def __init__(self, counted: Iterable[tuple[str, str, float]]) -> None:
        """`counted`: what was read, what stands there, and its share in all errors in 1e-4."""
        shares: dict[tuple[str, str], float] = {}
        for ocr, truth, weight in counted:
            pair = fold_case(ocr), fold_case(truth)
            if pair[0] != pair[1]:
                shares[pair] = shares.get(pair, 0.0) + weight * 1e-4
        self.costs = {pair: _cost(pair[1], share) for pair, share in shares.items()}
        letters = "abcdefghijklmnopqrstuvwxyz0123456789'-.&"
        extra = sorted({c for pair in self.costs for block in pair for c in block} - set(letters))
        self._alphabet = {c: n for n, c in enumerate(letters + "".join(extra), 2)}
        self._fill()

    @classmethod
    def open(cls, path: Path | None) -> "ErrorModel":
        """The model of a dictionary's table of confusions; without one all swaps cost the same."""
        if path is None:
            return cls(())
        return cls((row["ocr"], row["truth"], float(row["weight"])) for row in rows(path))

    def _fill(self) -> None:
        # Code 0 is the padding, code 1 stands for every letter outside the alphabet.
        size = len(self._alphabet) + 2
        swap, gap = -math.log(RARE), -math.log(RARE_GAP)
        self._swap = np.full((size, size), swap, np.float32)
        self._added = np.full(size, gap, np.float32)
        self._lost = np.full(size, gap, np.float32)
        self._two_for_one = np.full((size, size, size), np.inf, np.float32)
        self._one_for_two = np.full((size, size, size), np.inf, np.float32)
        for (ocr, truth), cost in self.costs.items():
            a, b = self._codes(ocr), self._codes(truth)
            match len(a), len(b):
                case 1, 1:
                    self._swap[a[0], b[0]] = min(cost, swap)
                case 1, 0:
                    self._added[a[0]] = min(cost, gap)
                case 0, 1:
                    self._lost[b[0]] = min(cost, gap)
                case 2, 1:
                    self._two_for_one[a[0], a[1], b[0]] = cost
                case 1, 2:
                    self._one_for_two[a[0], b[0], b[1]] = cost
                case _:
                    pass

    def _codes(self, text: str) -> list[int]:
        return [self._alphabet.get(c, 1) for c in text]

    def _encode(self, words: Sequence[str]) -> tuple[Codes, Letters]:
        """Words as padded matrices of letter codes and of code points."""
        width = max(map(len, words))
        codes = np.zeros((len(words), width), np.uint8)
        letters = np.zeros((len(words), width), np.uint32)
        for n, word in enumerate(words):
            codes[n, : len(word)] = self._codes(word)
            letters[n, : len(word)] = [ord(c) for c in word]
        return codes, letters

    def pair_costs(self, reads: Sequence[str], truths: Sequence[str]) -> Floats:
        """The least cost of reading each of `reads` where the word beside it in `truths` stands.

        Words are folded; both sequences have the same length.
        """
        if not reads:
            return np.zeros(0, np.float32)
        a, read_letters = self._encode(reads)
        b, true_letters = self._encode(truths)
        table = self._table(a, b, read_letters, true_letters)
        ends = [len(word) for word in reads], [len(word) for word in truths]
        return table[np.arange(len(reads)), *ends]

    def _table(self, a: Codes, b: Codes, reads: Letters, truths: Letters) -> Floats:
        count, height, width = len(a), a.shape[1], b.shape[1]
        table = np.full((count, height + 1, width + 1), np.inf, np.float32)
        table[:, 0, 0] = 0.0
        table[:, 0, 1:] = np.cumsum(self._lost[b], axis=1)
        lost = self._lost[b]
        for i in range(1, height + 1):
            row, before = table[:, i], table[:, i - 1]
            letter = a[:, i - 1, None]
            row[:, 0] = before[:, 0] + self._added[a[:, i - 1]]
            # Equal letters cost nothing in any script: code points tell, the codes know only those
            # letters that were counted.
            swap = np.where(reads[:, i - 1, None] == truths, 0.0, self._swap[letter, b])
            # What does not depend on the cell to the left is done for the whole row at once.
            best = np.minimum(before[:, 1:] + self._added[letter], before[:, :-1] + swap)
            if i > 1:
                pair = self._two_for_one[a[:, i - 2, None], letter, b]
                best = np.minimum(best, table[:, i - 2, :-1] + pair)
            if width > 1:
                pair = self._one_for_two[letter, b[:, :-1], b[:, 1:]]
                best[:, 1:] = np.minimum(best[:, 1:], before[:, :-2] + pair)
            row[:, 1:] = best
            for j in range(1, width + 1):
                row[:, j] = np.minimum(row[:, j], row[:, j - 1] + lost[:, j - 1])
        return table


def _cost(truth: str, share: float) -> float:
    """−log P(ocr | truth) of a confusion with this share in all errors."""
    frequency = 1.0
    for letter in truth:
        frequency *= _FREQUENCY.get(letter, _OTHER_FREQUENCY) / 100
    if len(truth) == 2:
        frequency *= 2  # letters of a pair attract each other: pairs that occur, occur more often
    return max(CHEAPEST, -math.log(min(1.0, ERROR_RATE * share / frequency)))
