"""How many letters are still wrong: an estimate with its interval. Pure sums over pages.

What is left has two parts. Letters in findings that nobody settled: each reading is as likely as
the engine says, and costs as many letters as it differs from the form. And letters that the engine
overlooked: how many that are was measured on texts of known truth, and is measured anew on the
project's approved pages, where people corrected words that nobody had doubted.

The constants were fitted on eleven kinds of source (typescripts, forms, newspapers, books; 558,000
letters). The interval is meant to hold nine times in ten; it held for 87 % of 308 documents and for
ten of the eleven sources as a whole. Forms are the exception: about half of what is wrong there is
overlooked.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reviewer.core.findings import Kind
from reviewer.core.ids import PageId
from reviewer.core.lessons import Experience
from reviewer.core.letters import distance

UNKNOWN = 2.9
"""Letters wrong in a word that is wrong and of which no suggestion is right (2 to 4 by source)."""
OVERLOOKED = 0.010
"""Letters of a text that are wrong and in no finding, however clean it is (0.7 to 1.7 per cent)."""
OVERLOOKED_MORE = 0.15
"""More of them for each wrong letter in findings: what is noisy hides more."""
SOURCES_DIFFER = 0.2
"""Relative spread, from source to source, of what findings hold."""
SOURCES_HIDE = 0.75
"""The same of what is overlooked; the first is a matter of calibration, this one of the source."""
WORDS_DIFFER = 2.0
"""How much more findings of one page vary together than each by itself."""
MISSES_CLUSTER = 10.0
"""The same of overlooked letters: they come in words, and words in bad lines."""
LEAST = 0.5
"""No project hides less than this share of what others do: who walks from doubt to doubt does not
see the other words either, so that few corrections beyond findings prove little.
"""
BOUND = 1.645
"""Standard deviations on either side of the middle that hold nine cases in ten."""


class Doubt(NamedTuple):
    """A finding as it is counted: `readings` are its suggestions with their probabilities."""

    page: PageId
    span: tuple[int, int]
    open: bool
    kind: Kind
    form: str
    probability: float
    readings: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class PageSum:
    """What one page adds. Letters, all expected values but `letters` and `kinds`.

    `open` are wrong in open findings, `square` is the sum of their second moments; `flagged` were
    wrong in all findings when they were made; `fixed` were put right by people outside of them.
    `kinds` has the findings by kind: open, settled.
    """

    letters: int
    open: float
    square: float
    flagged: float
    fixed: float = 0.0
    kinds: Mapping[Kind, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Overlooking:
    """How much a project hides compared with others (`factor`), and the spread of that, relative.

    `pages` are the approved ones that it was measured on; 0: it is what other sources were like.
    """

    factor: float = 1.0
    spread: float = SOURCES_HIDE
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Left:
    """Letters still wrong in so many `letters`: `wrong`, most likely between `low` and `high`.

    `open` of them are in findings, `missed` were overlooked. `pages` were estimated.
    """

    letters: int
    wrong: float
    low: float
    high: float
    open: float
    missed: float
    pages: int
    overlooking: Overlooking = Overlooking()

    @property
    def shares(self) -> tuple[float, float, float]:
        """The error rate of the letters and its bounds, 0 to 1."""
        of = max(1, self.letters)
        return min(1.0, self.wrong / of), min(1.0, self.low / of), min(1.0, self.high / of)


def weigh(
    form: str, probability: float, readings: Iterable[tuple[str, float]]
) -> tuple[float, float]:
    """Letters that are wrong in a finding: the expected number, and that of its square."""
    mean = square = known = 0.0
    for text, likely in readings:
        letters = distance(form, text)
        mean += likely * letters
        square += likely * letters**2
        known += likely
    rest = max(0.0, probability - known)
    return mean + rest * UNKNOWN, square + rest * UNKNOWN**2


def page_sum(letters: int, doubts: Iterable[Doubt], fixed: float = 0.0) -> PageSum:
    """What a page of so many letters adds."""
    left = square = flagged = 0.0
    kinds: dict[Kind, list[int]] = {}
    for doubt in doubts:
        mean, second = weigh(doubt.form, doubt.probability, doubt.readings)
        flagged += mean
        kinds.setdefault(doubt.kind, [0, 0])[not doubt.open] += 1
        if doubt.open:
            left, square = left + mean, square + second
    counted = {kind: (open_, settled) for kind, (open_, settled) in kinds.items()}
    return PageSum(letters, left, square, flagged, fixed, counted)


def overlooking(experience: Experience) -> Overlooking:
    """How much a project hides, learnt from its approved pages.

    What is expected of other sources is weighed against the words that people changed on approved
    pages and that the engine had not doubted (gamma prior, Poisson counts of clusters).
    """
    letters = sum(n for letter, n in experience.letters if letter)
    changed = sum(n for form, reading, n in experience.memory if form != reading)
    if not experience.pages or not letters:
        return Overlooking()
    found = sum(right for _, _, right in experience.doubted)
    each = sum(n for _, _, n in experience.confusions) / changed if changed else UNKNOWN
    each = min(max(each, 1.0), UNKNOWN)
    missed = max(0, changed - found) * each
    expected = OVERLOOKED * letters + OVERLOOKED_MORE * found * each
    shape = SOURCES_HIDE**-2
    seen = shape + missed / MISSES_CLUSTER
    factor = seen / (shape + expected / MISSES_CLUSTER)
    return Overlooking(max(LEAST, factor), seen**-0.5, experience.pages)


def estimate(pages: Sequence[PageSum], known: Overlooking = Overlooking()) -> Left:
    """Letters still wrong on pages, with the interval that holds nine times in ten.

    The sum is taken to be lognormal; its spread is that of the single findings, of overlooked
    words, and of sources, which differ as a whole and therefore do not average out over pages.
    """
    left = sum(page.open for page in pages)
    missed = sum(_missed(page, known) for page in pages)
    wrong = left + missed
    letters = sum(page.letters for page in pages)
    if wrong <= 0:
        return Left(letters, 0.0, 0.0, 0.0, 0.0, 0.0, len(pages), known)
    variance = (
        WORDS_DIFFER * sum(page.square for page in pages)
        + MISSES_CLUSTER * missed
        + (SOURCES_DIFFER * left) ** 2
        + (known.spread * missed) ** 2
    )
    spread = math.log1p(variance / wrong**2)
    middle, reach = math.log(wrong) - spread / 2, BOUND * math.sqrt(spread)
    low, high = math.exp(middle - reach), math.exp(middle + reach)
    return Left(letters, wrong, low, high, left, missed, len(pages), known)


def kinds_of(pages: Iterable[PageSum]) -> Mapping[Kind, tuple[int, int]]:
    """Findings by kind over pages: open, settled. All kinds, in the order of `Kind`."""
    still, settled = Counter[Kind](), Counter[Kind]()
    for page in pages:
        for kind, (one, other) in page.kinds.items():
            still[kind] += one
            settled[kind] += other
    return {kind: (still[kind], settled[kind]) for kind in Kind}


def _missed(page: PageSum, known: Overlooking) -> float:
    """Letters of a page that are wrong, in no finding, and that nobody put right so far."""
    hidden = known.factor * (OVERLOOKED * page.letters + OVERLOOKED_MORE * page.flagged)
    return max(0.0, hidden - page.fixed)
