"""Words three or four edits away from a form, found by the pairs of letters that they share.

What heavy damage left of a long word still has some of its pairs of neighbouring letters
(E. Ukkonen, "Approximate string-matching with q-grams and maximal matches", 1992). Only words that
the period uses are looked at: a rare word so far away is never the likeliest.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from reviewer.engine import caching
from reviewer.engine.wordlist import Codes, Numbers, WordList

LEAST_FREQUENCY = 2.0
"""Natural logarithm of the frequency from which a word is looked at."""
SHARED = 0.26
"""A word must share this part of a form's letter pairs; those at its ends count."""
MOST = 160
"""So many words, those that share most, are measured for each form."""
FREQUENCY_WEIGHT = 0.35
"""What a natural logarithm of frequency weighs against a shared pair."""
LENGTHS = 3
"""By how many letters the lengths may differ."""
_BATCH = 24
_FORMAT = 1


class FarSearch:
    """Finds the frequent words of a list that share letter pairs with a form."""

    def __init__(self, words: WordList, name: str, cache: Path | None) -> None:
        """Open (or build) the pairs of `words`; `name` changes when they do."""
        self._alphabet = words.alphabet
        self._numbers = np.flatnonzero(words.log_frequency >= LEAST_FREQUENCY)
        self._lengths = words.lengths[self._numbers].astype(np.int16)
        self._frequency = words.log_frequency[self._numbers]
        packed = caching.mapped(cache, f"far-{name}-{_FORMAT}.npy", lambda: self._build(words))
        size = (len(self._alphabet) + 1) ** 2
        self._starts, self._owners = packed[: size + 1], packed[size + 1 :]

    def _build(self, words: WordList) -> npt.NDArray[np.uint32]:
        """Where the words of each pair begin, and the words (rows of `_numbers`), pair by pair."""
        keys, owners = self._pairs(words.codes[self._numbers], words.lengths[self._numbers])
        order = np.argsort(keys, kind="stable")
        size = (len(self._alphabet) + 1) ** 2
        starts = np.searchsorted(keys[order], np.arange(size + 1))
        return np.concatenate([starts, owners[order]]).astype(np.uint32)

    def _pairs(self, codes: Codes, lengths: Numbers) -> tuple[Numbers, Numbers]:
        """(key, row) of each pair of neighbouring letters, each once a word, ends included."""
        edge = len(self._alphabet)
        count, width = codes.shape
        padded = np.full((count, width + 2), edge, np.int64)
        padded[:, 1:-1] = np.where(np.arange(width) < lengths[:, None], codes, edge)
        used = np.arange(width + 1) <= lengths[:, None]
        keys = padded[:, :-1] * (edge + 1) + padded[:, 1:]
        rows = np.repeat(np.arange(count), width + 1).reshape(count, width + 1)
        pairs = np.unique((rows[used] << 20) | keys[used])
        return pairs & 0xFFFFF, pairs >> 20

    def lookup(self, forms: list[str]) -> tuple[Numbers, Numbers]:
        """(place in `forms`, number of the word) of words that share enough with a form."""
        codes, lengths = self._alphabet.encode(forms)
        keys, owners = self._pairs(codes, lengths)
        order = np.argsort(owners, kind="stable")
        keys, owners = keys[order], owners[order]
        need = np.maximum(2, np.ceil(SHARED * (lengths + 1))).astype(np.int64)
        places: list[Numbers] = []
        numbers: list[Numbers] = []
        for start in range(0, len(forms), _BATCH):
            stop = min(start + _BATCH, len(forms))
            low, high = np.searchsorted(owners, [start, stop])
            mine, begins = owners[low:high] - start, self._starts[keys[low:high]].astype(np.int64)
            counts = self._starts[keys[low:high] + 1].astype(np.int64) - begins
            ends = np.cumsum(counts)
            within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)
            found = self._owners[np.repeat(begins, counts) + within]
            flat = np.repeat(mine * len(self._numbers), counts) + found
            flat = np.bincount(flat, minlength=(stop - start) * len(self._numbers))
            shared = flat.astype(np.uint8).reshape(stop - start, -1)
            for row in range(stop - start):
                some = np.flatnonzero(shared[row] >= need[start + row])
                near = np.abs(self._lengths[some] - lengths[start + row]) <= LENGTHS
                some = some[near]
                if len(some) > MOST:
                    rank = shared[row][some] + FREQUENCY_WEIGHT * self._frequency[some]
                    some = some[np.argpartition(-rank, MOST)[:MOST]]
                places.append(np.full(len(some), start + row))
                numbers.append(self._numbers[np.sort(some)])
        if not places:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        return np.concatenate(places), np.concatenate(numbers)
