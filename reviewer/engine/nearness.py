"""An index of deletions: the words within two edits of a form, for all forms of a page at once.

Two words are within two edits of each other only if some way of leaving out up to two letters of
each gives the same rest (W. Garbe's symmetric deletes, 2012). The rests of all words are hashed
once and kept in a file that processes share by memory map; the rests of a form are hashed by
arithmetic on prefix sums, without making a single string.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from reviewer.engine import caching
from reviewer.engine.wordlist import Numbers, WordList, code_points

PREFIX = 9
"""So many letters of a word take part: with all, long words would fill the index."""
RARE_SHORT = 3.0
"""Short words rarer than this (natural logarithm of frequency) are indexed with one deletion only:
a four-letter form is within two edits of thousands of words."""
RARE = 0.4
"""So are words that the period does not have: they are never the likeliest two edits away."""
_BITS = 20
_FORMAT = 3

# An odd base has an inverse modulo 2^64, which moves the letters behind a gap one place on.
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 2**64)
_MIX = 0xD6E8FEB86659FD93
_FULL = 2**64

Hashes = npt.NDArray[np.uint64]


class NearIndex:
    """Looks up the words near to forms."""

    def __init__(self, words: WordList, name: str, cache: Path | None) -> None:
        """Open (or build) the index of `words`; `name` changes when they do."""
        file = f"near-{name}-{PREFIX}-{_FORMAT}.npy"
        packed = caching.mapped(cache, file, lambda: _build(words))
        buckets = 2**_BITS + 1
        self._starts = packed[:buckets]
        rest = packed[buckets:].view(np.uint32)
        size = int(packed[buckets - 1])
        self._words = rest[:size]
        self._checks = rest[size:].view(np.uint16)[:size]

    def lookup(self, forms: list[str], most: Numbers | None = None) -> tuple[Numbers, Numbers]:
        """(number of the form, number of the word) of all near pairs, sorted, each once.

        `most` is how many letters of each form are left out, 1 or 2 (default). With one, words in
        which two letters were swapped for others are missed, and far fewer pairs found. A few
        pairs are further apart than two edits: the caller measures them.
        """
        owners, hashes = _rests(forms, np.full(len(forms), 2) if most is None else most)
        buckets = (hashes >> np.uint64(64 - _BITS)).astype(np.int64)
        checks = ((hashes >> np.uint64(8)) & np.uint64(0xFFFF)).astype(np.uint16)
        starts = self._starts[buckets].astype(np.int64)
        counts = self._starts[buckets + 1].astype(np.int64) - starts
        owners, checks = np.repeat(owners, counts), np.repeat(checks, counts)
        within = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
        places = np.repeat(starts, counts) + within
        same = self._checks[places] == checks
        pairs = (owners[same] << 24) | self._words[places[same]].astype(np.int64)
        pairs = np.unique(pairs)
        return pairs >> 24, pairs & 0xFFFFFF


def _build(words: WordList) -> npt.NDArray[np.uint32]:
    """The index in one array: bucket starts, word numbers, check bits."""
    short = np.array([len(word) <= 5 for word in words.words])
    least = np.where(short, RARE_SHORT, RARE)
    most = np.where(words.log_frequency < least, 1, 2)
    owners, hashes = _rests(words.words, most)
    order = np.argsort(hashes, kind="stable")
    owners, hashes = owners[order], hashes[order]
    buckets = (hashes >> np.uint64(64 - _BITS)).astype(np.int64)
    starts = np.searchsorted(buckets, np.arange(2**_BITS + 1)).astype(np.uint32)
    checks = ((hashes >> np.uint64(8)) & np.uint64(0xFFFF)).astype(np.uint16)
    if len(checks) % 2:
        checks = np.append(checks, np.uint16(0))
    return np.concatenate([starts, owners.astype(np.uint32), checks.view(np.uint32)])


def _rests(words: list[str], most: Numbers) -> tuple[Numbers, Hashes]:
    """(number of the word, hash) of what is left of each word after up to `most` deletions."""
    if not words:
        return np.zeros(0, np.int64), np.zeros(0, np.uint64)
    points = code_points(words, PREFIX).astype(np.uint64) + np.uint64(1)
    lengths = np.fromiter((min(len(word), PREFIX) for word in words), np.int64, len(words))
    powers = np.array([pow(_BASE, n, _FULL) for n in range(PREFIX)], np.uint64)
    owners: list[Numbers] = []
    hashes: list[Hashes] = []
    for length in np.unique(lengths).tolist():
        here = np.flatnonzero(lengths == length)
        sums = np.zeros((len(here), length + 1), np.uint64)
        np.cumsum(points[here, :length] * powers[:length], axis=1, out=sums[:, 1:])
        whole = sums[:, -1]
        owners.append(here)
        hashes.append(_mixed(whole, length))
        for p in range(length):
            once = sums[:, p] + (whole - sums[:, p + 1]) * np.uint64(_INVERSE)
            owners.append(here)
            hashes.append(_mixed(once, length - 1))
        deep = most[here] > 1
        if length < 2 or not deep.any():
            continue
        here, sums, whole = here[deep], sums[deep], whole[deep]
        for p in range(length):
            for q in range(p + 1, length):
                between = (sums[:, q] - sums[:, p + 1]) * np.uint64(_INVERSE)
                behind = (whole - sums[:, q + 1]) * np.uint64(pow(_INVERSE, 2, _FULL))
                owners.append(here)
                hashes.append(_mixed(sums[:, p] + between + behind, length - 2))
    return np.concatenate(owners), np.concatenate(hashes)


def _mixed(sums: Hashes, length: int) -> Hashes:
    """A sum spread over all 64 bits."""
    mixed = (sums + np.uint64(length)) * np.uint64(_MIX)
    mixed ^= mixed >> np.uint64(29)
    return mixed * np.uint64(_BASE)
