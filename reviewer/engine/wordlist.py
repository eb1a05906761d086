"""All words of a lexicon as arrays: what searching and weighing compute with.

A word is a number from 0 to the size of the list; its letters are codes of one byte, so that
thousands of words are compared in one stroke of numpy.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

LONGEST = 32
"""Longer words and forms are not compared: none is so long, and the cost grows with the square."""
PADDING = 0
"""The code behind a word's end."""
STRANGE = 1
"""The code of every letter that no listed word has; equal to no letter, not even to itself."""


class Alphabet:
    """Letters as codes of one byte."""

    def __init__(self, letters: Iterable[str]) -> None:
        """`letters` that get a code of their own, in order; at most 254 of them are used."""
        self.letters = tuple(dict.fromkeys(letters))[:254]
        self._table = np.full(0x10000, STRANGE, np.uint8)
        self._table[0] = PADDING
        for code, letter in enumerate(self.letters, 2):
            if ord(letter) < len(self._table):
                self._table[ord(letter)] = code

    def __len__(self) -> int:
        return len(self.letters) + 2

    def code(self, letter: str) -> int:
        """The code of one letter."""
        return int(self._table[min(ord(letter), 0xFFFF)])

    def encode(self, words: Sequence[str], width: int = LONGEST) -> tuple[Codes, Numbers]:
        """(words × width) codes, and the lengths; longer words are cut."""
        if not words:
            return np.zeros((0, width), np.uint8), np.zeros(0, np.int64)
        points = code_points(words, width)
        lengths = np.fromiter((min(len(word), width) for word in words), np.int64, len(words))
        codes = self._table[np.minimum(points, 0xFFFF)]
        # A NUL within a word is a letter, not its end.
        codes[(codes == PADDING) & (np.arange(width) < lengths[:, None])] = STRANGE
        return codes, lengths


class WordList:
    """Words (folded) with their frequencies, as arrays."""

    def __init__(self, words: Iterable[tuple[str, float]], extra_letters: str = "") -> None:
        """`words` with frequencies; `extra_letters` get a code though no word may have them."""
        listed = [(word, count) for word, count in words if 0 < len(word) <= LONGEST]
        self.words = [word for word, _ in listed]
        self.log_frequency = np.log(np.array([c for _, c in listed], np.float32) + 0.5)
        letters = sorted({letter for word in self.words for letter in word} | set(extra_letters))
        self.alphabet = Alphabet(letters)

    def __len__(self) -> int:
        return len(self.words)

    def extended(self, words: Sequence[tuple[str, float]]) -> "WordList":
        """This list with more words behind its own; letters it did not have are strange."""
        if not words:
            return self
        made = WordList(words)
        extra_codes, extra_lengths = self.alphabet.encode(made.words)
        made.alphabet = self.alphabet
        made.words = [*self.words, *made.words]
        made.log_frequency = np.concatenate([self.log_frequency, made.log_frequency])
        made._encoded = (
            np.concatenate([self.codes, extra_codes]),
            np.concatenate([self.lengths, extra_lengths]),
        )
        return made

    @cached_property
    def objects(self) -> npt.NDArray[np.object_]:
        """The words as an array of Python strings, to be picked by number."""
        made = np.empty(len(self.words), object)
        made[:] = self.words
        return made

    @cached_property
    def _encoded(self) -> tuple[Codes, Numbers]:
        return self.alphabet.encode(self.words)

    @property
    def codes(self) -> Codes:
        """(words × LONGEST) letter codes."""
        return self._encoded[0]

    @property
    def lengths(self) -> Numbers:
        """Letters of each word."""
        return self._encoded[1]


def code_points(words: Sequence[str], width: int) -> npt.NDArray[np.uint32]:
    """(words × width) code points, 0 behind a word's end; longer words are cut."""
    packed = np.array(words, dtype=f"U{width}")
    return packed.view(np.uint32).reshape(len(words), width)
