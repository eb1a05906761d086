"""How often two words stand side by side in papers of the period."""

import marshal
import math
import sys
from functools import cached_property
from pathlib import Path

from reviewer.engine import caching
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.tables import rows

_PRIOR = 500.0
"""So many words' worth of doubt in a pair's count (Dirichlet smoothing)."""
CORPUS = 4.0e7
"""Words of the period's corpus."""
_MOST = 6.0


class Pairs:
    """Counts of word pairs, read at the first question."""

    def __init__(self, path: Path | None, stamp: str, cache: Path | None) -> None:
        self._path = path
        self._stamp = stamp
        self._cache = cache

    @cached_property
    def _counts(self) -> dict[str, int]:
        if self._path is None:
            return {}
        name = f"pairs-{self._stamp}-{sys.implementation.cache_tag}.bin"
        content = caching.cached(self._cache, name, self._build)
        try:
            counts: dict[str, int] = dict(marshal.loads(content))
        except (ValueError, EOFError, TypeError):  # whole, but not what this version put there
            if self._cache is not None:
                caching.drop(self._cache / name)
            counts = marshal.loads(self._build())
        return counts

    def _build(self) -> bytes:
        assert self._path is not None
        counts = {f"{row['left']} {row['right']}": int(row["count"]) for row in rows(self._path)}
        return marshal.dumps(counts)

    def count(self, left: str, right: str) -> int:
        """How often the two folded words stand side by side; 0 where seldom or never."""
        return self._counts.get(f"{left} {right}", 0)

    def lift(self, left: str, right: str, lexicon: Lexicon) -> float:
        """Natural logarithm of how much likelier `right` is behind `left` than anywhere.

        Pulled towards 0 where there is little to count, and 0 where a side is empty.
        """
        if not left or not right:
            return 0.0
        expected = lexicon.frequency(right) / CORPUS
        if expected <= 0.0:
            return 0.0
        before = lexicon.frequency(left)
        share = (self.count(left, right) + _PRIOR * expected) / (before + _PRIOR)
        return max(-_MOST, min(_MOST, math.log(share / expected)))
