"""Random samples: what they say of all the places that they were drawn from.

Intervals hold 19 times in 20 and are exact: Clopper and Pearson's for a share, and that of the
hypergeometric distribution for how many of the places that nobody looked at are wrong. Nothing is
assumed of how errors are spread, since the sample is drawn at random and without replacement.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p
from random import Random
from typing import TypeVar

T = TypeVar("T")

TAIL = 0.025
"""What may lie beyond either end of an interval: 95 per cent lie within."""
_STEPS = 60  # halvings, after which doubles have no digits left
_NOTE = re.compile(r"sample (\d+) of (\d+), wrong (\d+), seed (\d+)")


@dataclass(frozen=True, slots=True)
class Sample:
    """So many places of `total` were drawn with `seed` and looked at; `wrong` of them were."""

    size: int
    total: int
    wrong: int
    seed: int

    @property
    def rest(self) -> int:
        """How many places nobody looked at."""
        return self.total - self.size

    @property
    def rate(self) -> float:
        """The share that was wrong, 0 to 1."""
        return self.wrong / self.size if self.size else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares the error rate lies."""
        return share_interval(self.wrong, self.size)

    @property
    def left(self) -> tuple[int, int]:
        """Between how many and how many of the other places are wrong."""
        return rest_interval(self.wrong, self.size, self.total)

    def allows(self, rate: float) -> bool:
        """Whether the rest may be signed unseen: at most `rate` of all places then stay wrong."""
        return self.left[1] <= rate * self.total

    @property
    def note(self) -> str:
        """The sample as the decision that rests on it keeps it; `read_note` reads it."""
        return f"sample {self.size} of {self.total}, wrong {self.wrong}, seed {self.seed}"


def read_note(note: str) -> Sample | None:
    """The sample that a decision rests on; None where it rests on something else.

    >>> read_note(Sample(60, 240, 1, 7).note)
    Sample(size=60, total=240, wrong=1, seed=7)
    """
    found = _NOTE.fullmatch(note)
    if found is None:
        return None
    size, total, wrong, seed = map(int, found.groups())
    return Sample(size, total, wrong, seed)


def draw(places: Sequence[T], size: int, seed: int) -> tuple[T, ...]:
    """So many of the places at random, in their order; the same seed draws the same."""
    chosen = Random(seed).sample(range(len(places)), min(size, len(places)))
    return tuple(places[number] for number in sorted(chosen))


def share_interval(wrong: int, of: int) -> tuple[float, float]:
    """The interval of Clopper and Pearson for `wrong` of `of`; all there is where of is 0.

    >>> [round(end, 4) for end in share_interval(0, 60)]
    [0.0, 0.0596]
    """
    if not of:
        return 0.0, 1.0
    low = _where(lambda share: _binomial(wrong - 1, of, share) <= 1 - TAIL) if wrong else 0.0
    high = _where(lambda share: _binomial(wrong, of, share) <= TAIL) if wrong < of else 1.0
    return low, high


def rest_interval(wrong: int, size: int, total: int) -> tuple[int, int]:
    """Between how many and how many places outside of a sample are wrong.

    >>> rest_interval(0, 60, 252)
    (0, 13)
    """
    most = total - size  # that may be wrong beside those found
    low = _first(most, lambda rest: _drawn(wrong - 1, wrong + rest, size, total) < 1 - TAIL)
    high = _first(most, lambda rest: _drawn(wrong, wrong + rest + 1, size, total) <= TAIL)
    return min(low, most), min(high, most)


def size_needed(total: int, rate: float, wrong: int = 0) -> int:
    """How large a sample with `wrong` wrong places has to be, so that the rest may be signed.

    All of them where no sample is enough.

    >>> size_needed(252, 0.05)
    61
    """
    return wrong + _first(
        total - wrong, lambda more: Sample(wrong + more, total, wrong, 0).allows(rate)
    )


def _first(most: int, so: Callable[[int], bool]) -> int:
    """The least number from 0 for which something is so from there on; `most` where it never is."""
    low, high = 0, max(most, 0)
    while low < high:
        middle = (low + high) // 2
        if so(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _where(so: Callable[[float], bool]) -> float:
    """The share from which on something is so."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if so(middle) else (middle, high)
    return (low + high) / 2


def _binomial(most: int, of: int, share: float) -> float:
    """How likely at most so many of `of` are wrong, where each is with probability `share`."""
    if share <= 0.0:
        return 1.0
    if share >= 1.0:
        return 1.0 if most >= of else 0.0
    hit, miss = log(share), log1p(-share)
    return sum(exp(_ways(of, n) + n * hit + (of - n) * miss) for n in range(most + 1))


def _drawn(most: int, wrong: int, size: int, total: int) -> float:
    """How likely a sample has at most so many wrong places, where `wrong` of `total` are wrong."""
    if wrong > total:
        return 0.0
    least = max(0, size - (total - wrong))
    all_ways = _ways(total, size)
    return sum(
        exp(_ways(wrong, n) + _ways(total - wrong, size - n) - all_ways)
        for n in range(least, min(most, wrong, size) + 1)
    )


def _ways(of: int, taken: int) -> float:
    """The logarithm of how many ways there are to take some of several things."""
    return lgamma(of + 1) - lgamma(taken + 1) - lgamma(of - taken + 1)
