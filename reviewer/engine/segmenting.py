"""Words that lost several blanks ("ofthesecond"), by symspellpy's word segmentation.

Two words run together are found faster by trying every break (`forms.halves`); from three on the
breaks are too many, and SymSpell's linear search finds the likeliest ones.
"""

from collections.abc import Iterable
from typing import Any

FREQUENT = 200.0
"""Rarer words are not looked for within a form: almost any long form holds some."""
SHORTEST = 9
LONGEST = 48
_LONGEST_WORD = 14
_SMALL = frozenset("ai")


class Segmenter:
    """Cuts a form into frequent words. Opened at the first question."""

    def __init__(self, words: Iterable[tuple[str, float]]) -> None:
        """`words`: folded words with their frequencies; the frequent ones are taken."""
        self._words = words
        self._index: Any = None

    def parts(self, form: str) -> tuple[str, ...]:
        """Three or more frequent words, as they stand in the form, that make it up; else none."""
        if not SHORTEST <= len(form) <= LONGEST or not form.isalpha() or not self._breaks(form):
            return ()
        made = self._opened().word_segmentation(form, max_edit_distance=0)
        parts = tuple(made.segmented_string.split())
        whole = "".join(parts) == form and all(self._known(part) for part in parts)
        return parts if whole and len(parts) > 2 else ()

    def _breaks(self, form: str) -> bool:
        """Whether a form can be cut into frequent words at all: a quick look before the search."""
        small = form.lower()
        words = self._opened().words
        reached = {0}
        for end in range(1, len(small) + 1):
            starts = range(max(end - _LONGEST_WORD, 0), end)
            if any(start in reached and small[start:end] in words for start in starts):
                reached.add(end)
        return len(small) in reached

    def _known(self, part: str) -> bool:
        return part.lower() in self._opened().words and (len(part) > 1 or part.lower() in _SMALL)

    def _opened(self) -> Any:
        if self._index is None:
            from symspellpy import SymSpell

            self._index = SymSpell(max_dictionary_edit_distance=0, prefix_length=1)
            for word, frequency in self._words:
                if frequency >= FREQUENT and word.isalpha() and (len(word) > 1 or word in _SMALL):
                    self._index.create_dictionary_entry(word, round(frequency))
        return self._index
