"""How much a form looks like a word: its letters in threes, as the word list has them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reviewer.engine import caching
from reviewer.engine.wordlist import Codes, Floats, Numbers, WordList

_DOUBT = 0.05
"""So many occurrences of every three letters are assumed beside those counted."""
_LEAST = -12.0
_BATCH = 8192
_FORMAT = 1


class Letters:
    """Counts of three letters in a row, each word of the list counted once, ends included."""

    def __init__(self, words: WordList, name: str, cache: Path | None) -> None:
        """Open (or count) the threes of `words`; `name` changes when they do."""
        self._alphabet = words.alphabet
        self._size = len(words.alphabet) + 1
        packed = caching.mapped(cache, f"letters-{name}-{_FORMAT}.npy", lambda: self._build(words))
        self._log = packed.view(np.float32)

    def _build(self, words: WordList) -> npt.NDArray[np.uint32]:
        size = self._size
        counts = np.zeros(size**3, np.float32)
        for start in range(0, len(words), _BATCH):
            part = slice(start, start + _BATCH)
            keys, _ = self._threes(words.codes[part], words.lengths[part])
            counts += np.bincount(keys.ravel(), minlength=size**3)
        counts[0] = 0.0
        counts = counts.reshape(size, size, size) + np.float32(_DOUBT)
        log = np.log(counts / counts.sum(axis=2, keepdims=True)).astype(np.float32).ravel()
        log[0] = 0.0
        packed: npt.NDArray[np.uint32] = log.view(np.uint32)
        return packed

    def _threes(self, codes: Codes, lengths: Numbers) -> tuple[Numbers, npt.NDArray[np.bool_]]:
        """(words × places) keys of three letters, 0 behind the end; and where they are used."""
        edge, size = self._size - 1, self._size
        count, width = codes.shape
        padded = np.full((count, width + 3), edge, np.int64)
        padded[:, 2:-1] = np.where(np.arange(width) < lengths[:, None], codes, edge)
        keys = (padded[:, :-2] * size + padded[:, 1:-1]) * size + padded[:, 2:]
        used = np.arange(width + 1) <= lengths[:, None]
        return np.where(used, keys, 0), used

    def likelihood(self, forms: Sequence[str]) -> tuple[Floats, Floats]:
        """(mean, least) natural logarithm of how usual a letter is behind the two before it."""
        codes, lengths = self._alphabet.encode(forms)
        keys, used = self._threes(codes, lengths)
        found = np.where(used, self._log[keys], 0.0)
        mean: Floats = (found.sum(axis=1) / np.maximum(lengths + 1, 1)).astype(np.float32)
        return np.maximum(mean, _LEAST), np.maximum(found.min(axis=1), _LEAST).astype(np.float32)
