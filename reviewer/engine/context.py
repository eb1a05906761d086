"""What usually stands beside a word: counts of words, pairs and triples of the period.

The stored counts (`ngrams`) are made once into an opened form that is mapped from the cache folder
and shared between processes: opening it reads one page, and a question reads what it needs.
"""

import struct
import zlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reviewer.engine import caching, hashed
from reviewer.engine.compiling import key_of
from reviewer.engine.ngrams import SCALE, Ngrams
from reviewer.engine.tokenizing import Piece, PieceKind, cut, parts

NUMBER = "<num>"
"""The word that stands for all numbers, dates and times."""

Opened = NDArray[np.uint32]
"""The opened form: head, words, their counts, table of pairs, table of triples, end."""

_FORMAT = 1
"""Part of the cache file's name: count up when the opened form changes."""
_MAGIC = b"context\n"
_HEAD = struct.Struct("<8s8Q")
_CHECK = struct.Struct("<Q")
_FRONT = 128
"""Bytes before the first section, a multiple of the largest number's size."""
_TAIL = b"whole.\n\n"
_BITS = np.uint64(21)
"""A key holds the ids of three words in so many bits each."""
_COUNTS = np.append(SCALE, 0).astype(np.float32)
"""The count of each code, and 0 for `hashed.NOT_FOUND`."""
_NUMBERS = frozenset((PieceKind.NUMBER, PieceKind.DATE, PieceKind.TIME))
_NO_WORDS = frozenset((PieceKind.LATEX, PieceKind.OVERLONG))


def context_words(form: str) -> tuple[str, ...]:
    """The words of one blank-separated token, as they are counted.

    Folded, compounds in parts, possessive endings and signs left out; what holds digits and no
    letters, dates and times are `NUMBER`. An empty word stands for what must not be bridged.

    >>> context_words("(Soviet-held"), context_words("Mikoyan's"), context_words("263.")
    (('soviet', 'held'), ('mikoyan',), ('<num>',))
    """
    pieces = (part for piece in cut(form) for part in parts(piece))
    return tuple(word for piece in pieces if (word := _word(piece)) is not None)


def _word(piece: Piece) -> str | None:
    text = piece.text
    if piece.kind in _NO_WORDS:
        return ""
    if piece.kind in _NUMBERS or (piece.kind is PieceKind.ORDINAL and text[0].isdigit()):
        return NUMBER
    if any(c.isalpha() for c in text):
        return key_of(text)
    return NUMBER if any(c.isdigit() for c in text) else None


class ContextModel:
    """Counts of words and of words side by side.

    Words are asked for by ids, from 1; id 0 stands for a word that is not listed, and every count
    with it is 0. Pairs and triples that are too rare to be listed count 0. Questions and answers
    are arrays: ask for many at once.
    """

    def __init__(self, data: Opened) -> None:
        """Take the opened form, as `make` gives it; raises `ValueError` where it is none."""
        data = np.asarray(data)  # a mapped array's own class makes every step on it slower
        sizes = _sizes(data)
        self.total = float(sizes[0])
        """Words counted in all, those that are not listed included."""
        self._data = data
        self._text = (_FRONT, sizes[1])
        at = _FRONT + _padded(sizes[1])
        self._singles = _part(data, at, 4 * sizes[2]).view("<f4")
        at += _padded(4 * sizes[2])
        self._pairs = _part(data, at, 8 * sizes[3]).view("<u8")
        at += 8 * sizes[3]
        self._triples = _part(data, at, 8 * sizes[4]).view("<u8")

    @classmethod
    def open(cls, path: Path | None, stamp: str, cache: Path | None) -> "ContextModel":
        """The model of a stored file; without one, a model that answers 0 everywhere.

        The opened form is looked for in the folder `cache`, and made there where it is missing or
        damaged; without a folder it is made for this run alone. `stamp` must change with the file.
        Raises `ValueError` where the stored file is damaged, `OSError` where it cannot be read.
        """
        if path is None:
            return cls(make(_NOTHING))
        name = f"context-{stamp}-{_FORMAT}.npy"

        def build() -> Opened:
            return make(Ngrams.unpack(path.read_bytes()))

        try:
            return cls(caching.mapped(cache, name, build))
        except ValueError:  # not whole, or not what this version put there
            if cache is None:
                raise
            caching.drop(cache / name)
            return cls(caching.mapped(cache, name, build))

    @cached_property
    def number(self) -> int:
        """The id of `NUMBER`; 0 where none was counted."""
        return self._ids.get(NUMBER, 0)

    def ids(self, words: Sequence[str]) -> NDArray[np.int32]:
        """The ids of folded words (see `context_words`), 0 for those not listed."""
        find = self._ids.get
        return np.fromiter((find(word, 0) for word in words), np.int32, len(words))

    def singles(self, a: ArrayLike) -> NDArray[np.float32]:
        """How often the words stand anywhere."""
        return self._singles.take(np.asarray(a))

    def pairs(self, a: ArrayLike, b: ArrayLike) -> NDArray[np.float32]:
        """How often `a` stands right before `b`; the arrays of ids are broadcast."""
        return _ask(self._pairs, np.asarray(a), np.asarray(b))

    def triples(self, a: ArrayLike, b: ArrayLike, c: ArrayLike) -> NDArray[np.float32]:
        """How often `a`, `b` and `c` stand in a row; the arrays of ids are broadcast."""
        return _ask(self._triples, np.asarray(a), np.asarray(b), np.asarray(c))

    @cached_property
    def _ids(self) -> dict[str, int]:
        start, length = self._text
        words = _part(self._data, start, length).tobytes().decode()
        return {word: n for n, word in enumerate(words.split("\n"), 1)} if words else {}


def make(counts: Ngrams) -> Opened:
    """The opened form of counts."""
    words = "\n".join(counts.words).encode()
    singles = np.concatenate([[0], counts.counts]).astype("<f4")
    pairs = hashed.build(_keys(*counts.pairs.T), counts.pair_codes)
    triples = hashed.build(_keys(*counts.triples.T), counts.triple_codes)
    sizes = (counts.total, len(words), len(singles), len(pairs), len(triples), 0, 0, 0)
    head = _HEAD.pack(_MAGIC, *sizes)
    head += _CHECK.pack(zlib.crc32(head))
    sections = (np.frombuffer(words, np.uint8), singles, pairs, triples)
    size = _FRONT + sum(_padded(part.nbytes) for part in sections) + len(_TAIL)
    made = np.zeros(size // 4, "<u4")
    cells = made.view(np.uint8)
    cells[: len(head)] = np.frombuffer(head, np.uint8)
    at = _FRONT
    for part in sections:
        cells[at : at + part.nbytes] = part.view(np.uint8)
        at += _padded(part.nbytes)
    cells[at:] = np.frombuffer(_TAIL, np.uint8)
    return made


_NOTHING = Ngrams(
    0,
    (),
    np.zeros(0, np.uint32),
    np.zeros((0, 2), np.uint32),
    np.zeros(0, np.uint8),
    np.zeros((0, 3), np.uint32),
    np.zeros(0, np.uint8),
)


def _ask(table: hashed.Buckets, *ids: NDArray[np.integer]) -> NDArray[np.float32]:
    keys = _keys(*ids)
    found = _COUNTS.take(hashed.look_up(table, keys.reshape(-1))).reshape(keys.shape)
    for part in ids:
        if not part.all():
            found *= part != 0
    return found


def _keys(*ids: NDArray[np.integer]) -> hashed.Keys:
    keys = ids[0].astype(np.uint64)
    for part in ids[1:]:
        keys = (keys << _BITS) | part.astype(np.uint64)
    return keys


def _sizes(data: Opened) -> tuple[int, ...]:
    """The numbers of the head. Head, length and end are checked, as reading it all takes long."""
    front = _part(data, 0, _FRONT).tobytes()
    head = front[: _HEAD.size]
    if len(front) < _FRONT or not head.startswith(_MAGIC):
        raise ValueError("not the opened form of n-gram counts")
    if _CHECK.unpack_from(front, _HEAD.size)[0] != zlib.crc32(head):
        raise ValueError("the head of the opened n-gram counts is damaged")
    sizes: tuple[int, ...] = _HEAD.unpack(head)[1:]
    body = _padded(sizes[1]) + _padded(4 * sizes[2]) + 8 * sizes[3] + 8 * sizes[4]
    end = _part(data, _FRONT + body, data.nbytes).tobytes()
    if end != _TAIL:
        raise ValueError("the opened n-gram counts are not whole")
    return sizes


def _part(data: Opened, start: int, length: int) -> NDArray[np.uint8]:
    """Bytes of the opened form, without a copy."""
    return data.view(np.uint8)[start : start + length]


def _padded(length: int) -> int:
    return -(-length // 8) * 8
