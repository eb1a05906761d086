"""What it costs to take one stretch of letters for another: the error model of letters.

A cost is −log of how likely the machine reads `ocr` where `truth` stands (M. Kernighan, K. Church,
W. Gale, "A spelling correction program based on a noisy channel model", 1990). Blocks are 1:1, 2:1
and 1:2 letters, a letter too many and a letter lost. Thousands of pairs go through the dynamic
program at once, in numpy.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reviewer.core.text import fold_case
from reviewer.engine.differences import differences
from reviewer.engine.tables import rows
from reviewer.engine.wordlist import PADDING, STRANGE, Alphabet, Codes, Floats, Numbers

RARE = 1e-5
"""How likely an unlisted swap of two given letters is, per true letter."""
RARE_GAP = 2e-5
"""The same for a letter lost or added out of nothing."""
CHEAPEST = 0.6
OWN_WEIGHT = 2000.0
"""So many letters' worth of trust in the table beside what a project's own pages showed."""
_BATCH = 2048

Rates = dict[tuple[str, str], float]


def read_rates(path: Path | None) -> Rates:
    """The dictionary's table of confusions: (read block, true block) to its rate."""
    if path is None:
        return {}
    found: Rates = {}
    for row in rows(path):
        pair = fold_case(row["ocr"]), fold_case(row["truth"])
        if pair[0] != pair[1]:
            found[pair] = found.get(pair, 0.0) + float(row["rate"]) * 1e-6
    return found


class ErrorModel:
    """Costs of letter confusions in an alphabet."""

    def __init__(self, rates: Rates, alphabet: Alphabet) -> None:
        """`rates`: how often a true block is read as another one, per true block, 0 to 1."""
        self._alphabet = alphabet
        self.rates = rates
        size = len(alphabet)
        swap, gap = -math.log(RARE), -math.log(RARE_GAP)
        self._swap = np.full((size, size), swap, np.float32)
        np.fill_diagonal(self._swap, 0.0)
        self._swap[STRANGE, STRANGE] = swap
        self._added = np.full(size, gap, np.float32)
        self._lost = np.full(size, gap, np.float32)
        # Blocks of two letters have numbers of their own; 0 is every one that no table has.
        self._read_pair, self._two_for_one = _pair_costs(rates, alphabet, read=True)
        self._true_pair, self._one_for_two = _pair_costs(rates, alphabet, read=False)
        for (ocr, truth), rate in rates.items():
            cost = _cost(rate)
            a = [alphabet.code(c) for c in ocr]
            b = [alphabet.code(c) for c in truth]
            if STRANGE in a or STRANGE in b:
                continue
            match len(a), len(b):
                case 1, 1:
                    self._swap[a[0], b[0]] = min(cost, swap)
                case 1, 0:
                    self._added[a[0]] = min(cost, gap)
                case 0, 1:
                    self._lost[b[0]] = min(cost, gap)
                case _:
                    pass
        self._lost[PADDING] = 0.0

    def costs(self, reads: Codes, truths: Codes, ends: tuple[Numbers, Numbers]) -> Floats:
        """The least cost of reading each row of `reads` where that of `truths` stands.

        Both are (pairs × LONGEST) letter codes; `ends` are the lengths.
        """
        found = np.zeros(len(reads), np.float32)
        # By length: a batch is as wide as its longest pair.
        order = np.argsort(ends[0] * 64 + ends[1], kind="stable")
        for start in range(0, len(order), _BATCH):
            some = order[start : start + _BATCH]
            height, width = int(ends[0][some].max()), int(ends[1][some].max())
            table = self._table(reads[some, :height], truths[some, :width])
            found[some] = table[ends[0][some], ends[1][some], np.arange(len(some))]
        return found

    def _table(self, reads: Codes, truths: Codes) -> Floats:
        # Pairs lie along the last axis, so that every step runs over memory in order.
        a, b = np.ascontiguousarray(reads.T), np.ascontiguousarray(truths.T)
        height, width, count = len(a), len(b), a.shape[1]
        table = np.full((height + 1, width + 1, count), np.inf, np.float32)
        table[0, 0] = 0.0
        lost = self._lost[b]
        pairs = self._true_pair[b[:-1], b[1:]]
        table[0, 1:] = np.cumsum(lost, axis=0)
        for i in range(1, height + 1):
            row, before, letter = table[i], table[i - 1], a[i - 1]
            added = self._added[letter]
            row[0] = before[0] + added
            # What does not depend on the cell to the left is done for the whole row at once.
            best = np.minimum(before[1:] + added, before[:-1] + self._swap[letter, b])
            if i > 1:
                pair = self._two_for_one[self._read_pair[a[i - 2], letter], b]
                best = np.minimum(best, table[i - 2, :-1] + pair)
            if width > 1:
                pair = self._one_for_two[pairs, letter]
                best[1:] = np.minimum(best[1:], before[:-2] + pair)
            for j in range(width):
                row[j + 1] = np.minimum(best[j], row[j] + lost[j])
        return table


def _cost(rate: float) -> float:
    return max(CHEAPEST, -math.log(min(max(rate, 1e-9), 1.0)))


def _pair_costs(
    rates: Rates, alphabet: Alphabet, *, read: bool
) -> tuple[npt.NDArray[np.uint16], Floats]:
    """The numbers of the pairs of letters that are confused with one, and what each of these costs.

    (letters × letters) numbers, 0 for other pairs; (numbers × letters) costs. `read`: the pair is
    what was read, the letter what stands there; else the other way round.
    """
    size = len(alphabet)
    found: dict[tuple[int, int], dict[int, float]] = {}
    for (ocr, truth), rate in rates.items():
        pair, letter = (ocr, truth) if read else (truth, ocr)
        codes = [alphabet.code(c) for c in pair + letter]
        if len(pair) == 2 and len(letter) == 1 and STRANGE not in codes:
            found.setdefault((codes[0], codes[1]), {})[codes[2]] = _cost(rate)
    numbers = np.zeros((size, size), np.uint16)
    costs = np.full((len(found) + 1, size), np.inf, np.float32)
    for number, (pair_codes, letters) in enumerate(found.items(), 1):
        numbers[pair_codes] = number
        for code, cost in letters.items():
            costs[number, code] = cost
    return numbers, costs


def blocks(read: str, true: str) -> Iterator[tuple[str, str]]:
    """The blocks in which two (folded) words differ, as (read, true); equal letters are left out.

    Neighbouring differences of one letter by two, or two by one, are one block; longer stretches
    are cut letter by letter, as far as both sides go.
    """
    for was, now in differences(read, true):
        if len(was) + len(now) <= 3:
            yield was, now
        else:
            for n in range(max(len(was), len(now))):
                yield was[n : n + 1], now[n : n + 1]


def own_rates(
    rates: Rates, counted: Iterable[tuple[str, str, int]], letters: Counter[str]
) -> Rates:
    """`rates` drawn towards what a collection's own confirmed pages showed.

    `counted`: (read block, true block, count); `letters`: how often each true letter stood there
    (under '' all letters together). The table counts as much as `OWN_WEIGHT` letters' worth of
    evidence spread over the alphabet, so a few pages move it where they say something.
    """
    total = letters.get("", 0) or sum(letters.values())
    if not total:
        return rates
    found = dict(rates)
    for ocr, truth, count in counted:
        seen = min((letters.get(c, 0) for c in truth), default=total)
        trust = OWN_WEIGHT * max(seen, 1) / total if truth else OWN_WEIGHT
        prior = found.get((ocr, truth), RARE)
        found[ocr, truth] = (count + trust * prior) / (max(seen, count) + trust)
    return found
