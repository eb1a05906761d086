"""The stored form of word n-gram counts: what a dictionary folder holds in `ngrams.bin`.

The layout, all numbers little-endian:

- the line `reviewer ngrams 1`, then eight 64-bit numbers: words counted in all, listed words,
  listed pairs, listed triples, and the lengths of the four sections that follow;
- four sections, each an xz stream: the words (UTF-8, one a line, the most frequent first; the n-th
  has id n, from 1); their counts; the pairs; the triples.

Numbers of a section stand in planes: the lowest bytes of all of them, then the next bytes, and so
on, which xz shortens better than numbers side by side. Pairs are sorted by both ids: for each word
how many follow it (4 planes), for each pair how far its second id is above the one before it (3
planes), and its count's code. Triples are sorted too: for each pair how many words follow it (3
planes), then for each triple how far the rank of its last pair, among the pairs that begin with the
middle word, is above the one before it (3 planes), and its code. A triple's two pairs are therefore
always listed.

Counts of pairs and triples are kept as one byte: exact up to 32, from there in steps of a
sixteenth, so at most 3.2 % off, up to 18.7 million, where they end.
"""

import lzma
import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Row = NDArray[np.uint32]
Ids = NDArray[np.uint32]
Codes = NDArray[np.uint8]

MAGIC = b"reviewer ngrams 1\n"
_HEAD = struct.Struct("<8Q")
_PLANES_ID = 3
_PLANES_COUNT = 4


def _scale() -> NDArray[np.int64]:
    values = [0, 1]
    while len(values) < 256:
        values.append(values[-1] + max(1, values[-1] // 16))
    return np.array(values, np.int64)


SCALE = _scale()
"""The count that each of the 256 codes stands for."""
_MIDDLES = (SCALE[1:] + SCALE[:-1] + 1) // 2


def encode(counts: NDArray[np.int64]) -> Codes:
    """The codes of the values of `SCALE` nearest to the counts."""
    return np.searchsorted(_MIDDLES, counts, side="right").astype(np.uint8)


@dataclass(frozen=True, eq=False)
class Ngrams:
    """Counted words, pairs and triples.

    `words[n - 1]` has id n and stands `counts[n - 1]` times. `pairs` has a row of two ids, sorted,
    for each pair, `triples` a row of three; the codes beside them stand for values of `SCALE`.
    """

    total: int
    words: tuple[str, ...]
    counts: NDArray[np.uint32]
    pairs: Ids
    pair_codes: Codes
    triples: Ids
    triple_codes: Codes

    def pack(self) -> bytes:
        """The stored form; the same counts give the same bytes.

        Raises `ValueError` where a pair of a triple is not listed.
        """
        firsts = _firsts(self.pairs, len(self.words))
        ranks = _find(self.pairs, self.triples[:, :2])
        lasts = _find(self.pairs, self.triples[:, 1:]) - firsts[self.triples[:, 1]]
        followers = np.bincount(self.pairs[:, 0], minlength=len(self.words) + 1)[1:]
        thirds = np.bincount(ranks, minlength=len(self.pairs))
        sections = [
            "\n".join(self.words).encode(),
            _planes(self.counts, _PLANES_COUNT),
            _planes(followers, _PLANES_COUNT)
            + _planes(_steps(self.pairs[:, 0], self.pairs[:, 1]), _PLANES_ID)
            + self.pair_codes.tobytes(),
            _planes(thirds, _PLANES_ID)
            + _planes(_steps(ranks, lasts), _PLANES_ID)
            + self.triple_codes.tobytes(),
        ]
        packed = [_squeezed(part) for part in sections]
        head = _HEAD.pack(
            self.total, len(self.words), len(self.pairs), len(self.triples), *map(len, packed)
        )
        return MAGIC + head + b"".join(packed)

    @classmethod
    def unpack(cls, data: bytes) -> "Ngrams":
        """The counts of a stored form.

        Raises `ValueError` where the data is not what `pack` gave; xz checks the content.
        """
        if not data.startswith(MAGIC) or len(data) < len(MAGIC) + _HEAD.size:
            raise ValueError("not a file of n-gram counts, or one of another version")
        total, words, pairs, triples, *lengths = _HEAD.unpack_from(data, len(MAGIC))
        start = len(MAGIC) + _HEAD.size
        if start + sum(lengths) != len(data):
            raise ValueError("the n-gram counts are damaged: their length is not what it was")

        def section() -> memoryview:
            nonlocal start
            length = lengths.pop(0)
            try:
                content = lzma.decompress(data[start : start + length])
            except (lzma.LZMAError, EOFError) as error:
                raise ValueError(f"the n-gram counts are damaged: {error}") from error
            start += length
            return memoryview(content)

        text = str(section(), "utf-8")
        listed = tuple(text.split("\n")) if words else ()
        counts, _ = _numbers(section(), words, _PLANES_COUNT)
        if len(listed) != words:
            raise ValueError("the n-gram counts are damaged: a word is missing")
        # 32 bits all along: this runs where the program does, which is to stay small.
        lefts, rights, pair_codes = _grouped(section(), words, pairs, _PLANES_COUNT)
        lefts += np.uint32(1)
        table = np.stack([lefts, rights], axis=1)
        ranks, lasts, codes = _grouped(section(), pairs, triples, _PLANES_ID)
        threes = np.empty((triples, 3), np.uint32)
        threes[:, :2] = table[ranks]
        lasts += _firsts(table, words).astype(np.uint32)[threes[:, 1]]
        threes[:, 2] = table[lasts, 1]
        return cls(total, listed, counts, table, pair_codes, threes, codes)


def _grouped(data: memoryview, groups: int, count: int, planes: int) -> tuple[Row, Row, Codes]:
    """Numbers in groups: the number of each one's group, itself, and the code beside it."""
    sizes, rest = _numbers(data, groups, planes)
    steps, rest = _numbers(rest, count, _PLANES_ID)
    owners = np.repeat(np.arange(groups, dtype=np.uint32), sizes)
    if len(owners) != count or len(rest) != count:
        raise ValueError("the n-gram counts are damaged: lengths do not agree")
    return owners, _sums(steps, sizes), np.frombuffer(rest, np.uint8).copy()


def _firsts(pairs: Ids, words: int) -> NDArray[np.int64]:
    """For each id, the place of the first pair that begins with it."""
    return np.searchsorted(pairs[:, 0], np.arange(words + 1))


def _find(pairs: Ids, wanted: Ids) -> NDArray[np.int64]:
    """The places of pairs among the sorted `pairs`."""
    keys, asked = _joined(pairs), _joined(wanted)
    places = np.searchsorted(keys, asked)
    if places.size and (places.max() == keys.size or not np.array_equal(keys[places], asked)):
        raise ValueError("a triple's pairs must be listed as well")
    return places


def _joined(pairs: Ids) -> NDArray[np.uint64]:
    return (pairs[:, 0].astype(np.uint64) << np.uint64(32)) | pairs[:, 1]


def _steps(groups: NDArray[np.integer], values: NDArray[np.integer]) -> NDArray[np.int64]:
    """How far each value is above the one before it in its group (the first: above 0)."""
    numbers = values.astype(np.int64)
    before = np.zeros_like(numbers)
    before[1:] = np.where(groups[1:] == groups[:-1], numbers[:-1], 0)
    return numbers - before


def _sums(steps: Row, sizes: Row) -> Row:
    """The values again, from their steps and the sizes of the groups."""
    # Sums over all groups may pass 32 bits; what is wanted are differences, which stay right.
    sums = np.concatenate([np.zeros(1, np.uint32), np.cumsum(steps, dtype=np.uint32)])
    starts = np.cumsum(sizes, dtype=np.int64) - sizes
    values: Row = sums[1:]
    values -= np.repeat(sums[starts], sizes)
    return values


def _squeezed(part: bytes) -> bytes:
    # Bytes of numbers say nothing of their neighbours, which `lc` and `pb` would count on.
    settings = {
        "id": lzma.FILTER_LZMA2,
        "preset": 9 | lzma.PRESET_EXTREME,
        "dict_size": max(1 << 12, min(1 << 26, len(part))),
        "lc": 0,
        "pb": 0,
    }
    return lzma.compress(part, check=lzma.CHECK_CRC64, filters=[settings])


def _planes(numbers: NDArray[np.integer], planes: int) -> bytes:
    cells = np.ascontiguousarray(numbers, "<u4").view(np.uint8).reshape(-1, 4)
    if cells[:, planes:].any():
        raise ValueError("a number is too large for its place in the file")
    return np.ascontiguousarray(cells[:, :planes].T).tobytes()


def _numbers(data: memoryview, count: int, planes: int) -> tuple[Row, memoryview]:
    """`count` numbers from the front of the data, and the data behind them."""
    size = count * planes
    if len(data) < size:
        raise ValueError("the n-gram counts are damaged: they end too early")
    cells = np.zeros((count, 4), np.uint8)
    cells[:, :planes] = np.frombuffer(data, np.uint8, size).reshape(planes, count).T
    return cells.view("<u4").reshape(-1).astype(np.uint32, copy=False), data[size:]
