"""SymSpell's index of deletes: built once, kept on disk, made again when its words change."""

import pickle
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from reviewer.engine import caching
from reviewer.engine.lexicon import Lexicon

DISTANCE = 2
PREFIX = 7
LEAST_FREQUENCY = 30.0
"""Rarer words are left to the search by letters. With all words the index takes 125 MB more and two
seconds to open, for one more hit in a thousand errors (simulated typescripts)."""
LONGEST = 32
MOST = 20


class DeletesIndex:
    """Words within two edits of a form. Opened at the first question."""

    def __init__(self, lexicon: Lexicon, cache: Path | None) -> None:
        self._lexicon = lexicon
        self._cache = cache

    def lookup(self, word: str) -> tuple[str, ...]:
        """The known words at the least distance, the most frequent first; never `word` itself."""
        from symspellpy import Verbosity

        if not 1 < len(word) <= LONGEST:
            return ()
        found = self._index.lookup(word, Verbosity.CLOSEST, max_edit_distance=DISTANCE)
        return tuple(item.term for item in found[:MOST] if item.term != word)

    @property
    def cache_name(self) -> str:
        """The cache file: changes with the dictionary and with symspellpy."""
        stamp = self._lexicon.dictionary.stamp
        return f"symspell-{stamp}-{version('symspellpy')}-{DISTANCE}-{PREFIX}.bin"

    @cached_property
    def _index(self) -> Any:
        made: list[Any] = []

        def build() -> bytes:
            made.append(self._build())
            return bytes(made[0].save_pickle(to_bytes=True))

        content = caching.cached(self._cache, self.cache_name, build)
        return made[0] if made else self._opened(content)

    def _opened(self, content: bytes) -> Any:
        # The cache has checked the bytes; what is left to go wrong is a pickle that another
        # version of symspellpy left under the same name.
        index = _empty()
        with suppress(pickle.UnpicklingError, AttributeError, EOFError, KeyError, TypeError):
            if index.load_pickle(content, from_bytes=True):
                return index
        if self._cache:
            caching.drop(self._cache / self.cache_name)
        return self._build()

    def _build(self) -> Any:
        index = _empty()
        words: Iterable[tuple[str, float]] = self._lexicon.folds()
        for word, frequency in words:
            if frequency >= LEAST_FREQUENCY and len(word) <= LONGEST:
                index.create_dictionary_entry(word, max(1, round(frequency)))
        return index


def _empty() -> Any:
    from symspellpy import SymSpell

    return SymSpell(max_dictionary_edit_distance=DISTANCE, prefix_length=PREFIX)
