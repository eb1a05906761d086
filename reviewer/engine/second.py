"""Lays another OCR run of the same picture beside the page, word by word.

Nothing is taken for granted about the order of lines or about where words are cut: by places on the
picture where both sides have them, otherwise by the letters of lines that resemble each other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from reviewer.core.geometry import Box
from reviewer.core.model import Line, Page, SecondReading, Token
from reviewer.engine.evaluate import units

BESIDE = 0.5
"""Words that share this part of the narrower one's width (or the lower one's height) are the same
place."""
TOUCHING = 0.2
"""A word that shares at least this part with any word stands on that word's line."""
ALIKE = 45
"""Lines without places that resemble each other less (per cent, `fuzz.ratio`) are not the same."""
ROUNDS = 3
"""So often what is left of lines is compared again: lines may be split, joined and out of order."""
MOST_PAIRS = 4_000_000
"""So many pairs of words are looked at together; a page with more words in one spot is not read."""
MOST_TOGETHER = 8
"""A word that lies over more words than this is compared with the best placed of them alone."""
MOST_LETTERS = 25_000_000
"""Stretches whose lengths multiply to more are not compared: memory grows with this product."""
_BATCH = 256

Boxes = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Match:
    """Tokens of the page (their numbers, ascending) and what the other run reads in their place.

    `ours` and `theirs` are the words joined by blanks; `confidence` is the other run's least.
    """

    tokens: tuple[int, ...]
    ours: str
    theirs: str
    confidence: float | None = None

    def place(self, token: int) -> int:
        """Where a token begins in `ours`."""
        before = self.tokens.index(token)
        return len(" ".join(self.ours.split(" ")[:before])) + (before > 0)

    def stretch(self, start: int, end: int) -> str:
        """What the other run reads for characters `start` to `end` of `ours`.

        What it adds at an edge of `ours` counts to the stretch there.
        """
        if (start, end) == (0, len(self.ours)):
            return self.theirs
        return self.theirs[self._target(start, last=False) : self._target(end, last=True)]

    def _target(self, position: int, *, last: bool) -> int:
        """Where a beginning or (`last`) an end in `ours` comes to stand in `theirs`."""
        if position in (0, len(self.ours)):
            return len(self.theirs) if position else 0
        at = position - last
        for begin, end, there, behind in self._steps:
            if begin <= at < end:
                return min(there + position - begin, behind)
        return len(self.theirs)

    @cached_property
    def _steps(self) -> Sequence[tuple[int, int, int, int]]:
        steps = Levenshtein.opcodes(self.ours, self.theirs)
        return [(s.src_start, s.src_end, s.dest_start, s.dest_end) for s in steps]


@dataclass(frozen=True)
class Alignment:
    """Which words of another run stand in the place of which tokens.

    `matches` hold each token of either side at most once. `seen` are the numbers of the tokens
    whose line the other run read: if such a token has no match, nothing was read in its place.
    """

    engine: str
    matches: tuple[Match, ...]
    seen: frozenset[int]

    @cached_property
    def _of(self) -> dict[int, Match]:
        return {token: match for match in self.matches for token in match.tokens}

    def match(self, token: int) -> Match | None:
        """What the other run reads in the place of a token."""
        return self._of.get(token)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of either side: its number there, its line's number, text, box, confidence."""

    n: int
    line: int
    text: str
    box: Box | None
    confidence: float | None


def align(page: Page, second: SecondReading) -> Alignment:
    """Lay a second reading beside a page.

    Where both sides have boxes these decide, and words without any are left alone; else the letters
    do. The order of the second reading's lines is of no account.
    """
    ours = list(_words(page.lines))
    theirs = list(_words(second.lines))
    by_place = any(word.box for word in ours) and any(word.box for word in theirs)
    pairs = _by_place(ours, theirs) if by_place else _by_letters(ours, theirs)
    matches = sorted((_match(*pair) for pair in pairs), key=lambda match: match.tokens)
    lines = {ours[token].line for match in matches for token in match.tokens}
    return Alignment(second.engine, tuple(matches), frozenset(w.n for w in ours if w.line in lines))


_Pair = tuple[list[_Word], list[_Word]]


def _words(lines: Iterable[Line]) -> Iterator[_Word]:
    """The words of lines, numbered as they come; a box without any surface is none."""
    n = 0
    for number, line in enumerate(lines):
        for token in line.tokens:
            yield _Word(n, number, line.form(token), _solid(token), token.confidence)
            n += 1


def _solid(token: Token) -> Box | None:
    return token.box if token.box and token.box.width and token.box.height else None


def _match(ours: Sequence[_Word], theirs: Sequence[_Word]) -> Match:
    sure = [word.confidence for word in theirs if word.confidence is not None]
    return Match(
        tuple(word.n for word in ours),
        " ".join(word.text for word in ours),
        " ".join(word.text for word in theirs),
        min(sure, default=None),
    )


# By place


def _by_place(ours: Sequence[_Word], theirs: Sequence[_Word]) -> Iterator[_Pair]:
    """Pairs of words that stand in the same places, cut further by their letters."""
    placed = [word for word in ours if word.box]
    # Always in the same order, whichever the other run has: from the top, then from the left.
    others = sorted((word for word in theirs if word.box), key=_corner)
    leaders = list(range(len(placed) + len(others)))
    for one, other in _links(placed, others):
        _join(leaders, one, len(placed) + other)
    found: dict[int, _Pair] = {}
    for n, word in enumerate(placed):
        found.setdefault(_leader(leaders, n), ([], []))[0].append(word)
    for n, word in enumerate(others, len(placed)):
        found.setdefault(_leader(leaders, n), ([], []))[1].append(word)
    for mine, yours in found.values():
        if mine and yours:
            yours.sort(key=lambda word: (word.box.left if word.box else 0, word.text, word.n))
            yield from _cut(mine, yours) if len(mine) > 1 and len(yours) > 1 else [(mine, yours)]


def _corner(word: _Word) -> tuple[int, int, str]:
    assert word.box is not None
    return word.box.top, word.box.left, word.text


def _links(ours: Sequence[_Word], theirs: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    """(our word, their word) that stand in one place, some of theirs at a time."""
    places = _boxes(ours)
    lines = np.array([word.line for word in ours])
    for start in range(0, len(theirs), _BATCH):
        boxes = _boxes(theirs[start : start + _BATCH])
        near = np.flatnonzero(
            (places[:, 3] > boxes[:, 1].min()) & (places[:, 1] < boxes[:, 3].max())
        )
        if not len(near) or len(near) * len(boxes) > MOST_PAIRS:
            continue
        wide, high = (_shared(places[near], boxes, axis) for axis in (0, 1))
        middles = [(some[:, 1] + some[:, 3]) / 2 for some in (places[near], boxes)]
        away = np.abs(middles[0][:, None] - middles[1]) / (boxes[:, 3] - boxes[:, 1])
        # Lines that are taller than their letters overlap their neighbours: the middle decides.
        fits = np.where((wide >= TOUCHING) & (high >= BESIDE), high - away, -np.inf)
        best = fits.argmax(axis=0)
        on_line = lines[near][:, None] == lines[near][best]
        linked = on_line & (wide >= BESIDE) & (high >= BESIDE)
        columns = np.arange(len(boxes))
        linked[best, columns] |= ~linked.any(axis=0)
        linked &= np.isfinite(fits[best, columns])
        crowded = linked.sum(axis=0) > MOST_TOGETHER
        linked[:, crowded] = False
        linked[best[crowded], columns[crowded]] = True
        for one, other in np.argwhere(linked).tolist():
            yield int(near[one]), start + other


def _boxes(words: Sequence[_Word]) -> Boxes:
    rows = [(w.box.left, w.box.top, w.box.right, w.box.bottom) for w in words if w.box]
    return np.array(rows, np.float32).reshape(len(rows), 4)


def _shared(ours: Boxes, theirs: Boxes, axis: int) -> Boxes:
    """The part of the smaller side that each pair shares along an axis."""
    low = np.maximum(ours[:, None, axis], theirs[:, axis])
    high = np.minimum(ours[:, None, axis + 2], theirs[:, axis + 2])
    sizes = [some[:, axis + 2] - some[:, axis] for some in (ours, theirs)]
    shared: Boxes = (high - low) / np.minimum(sizes[0][:, None], sizes[1])
    return shared


def _leader(leaders: list[int], n: int) -> int:
    while leaders[n] != n:
        leaders[n] = leaders[leaders[n]]
        n = leaders[n]
    return n


def _join(leaders: list[int], one: int, other: int) -> None:
    first, second = sorted((_leader(leaders, one), _leader(leaders, other)))
    leaders[second] = first


# By letters


def _by_letters(ours: Sequence[_Word], theirs: Sequence[_Word]) -> Iterator[_Pair]:
    """Pairs of words out of lines that resemble each other.

    What a pair of lines leaves over is compared anew: it may be a line of its own on one side.
    """
    mine, yours = _runs(ours), sorted(_runs(theirs), key=_said)
    for _ in range(ROUNDS):
        used_here: set[int] = set()
        used_there: set[int] = set()
        for one, other in _lines_alike(mine, yours):
            for pair in _sure([_bare(*found) for found in _cut(one, other)]):
                yield pair
                used_here.update(word.n for word in pair[0])
                used_there.update(word.n for word in pair[1])
        if not used_here:
            return
        mine, yours = _left_over(mine, used_here), _left_over(yours, used_there)
        yours.sort(key=_said)


def _runs(words: Sequence[_Word]) -> list[list[_Word]]:
    found: dict[int, list[_Word]] = {}
    for word in words:
        found.setdefault(word.line, []).append(word)
    return list(found.values())


def _said(words: Sequence[_Word]) -> str:
    return " ".join(word.text for word in words)


def _lines_alike(
    ours: Sequence[list[_Word]], theirs: Sequence[list[_Word]]
) -> Iterator[tuple[list[_Word], list[_Word]]]:
    """Lines that resemble each other, the most alike first, each line once."""
    if not ours or not theirs or len(ours) * len(theirs) > MOST_PAIRS:
        return
    table = cdist(
        [_said(run) for run in ours], [_said(run) for run in theirs],
        scorer=ratio, score_cutoff=ALIKE, dtype=np.float32,
    )  # fmt: skip
    rows, columns = np.nonzero(table)
    lengths = np.array([len(_said(run)) for run in ours])
    # Of lines that are equally alike the longer ones are surer to be the same.
    order = np.lexsort((columns, rows, -lengths[rows], -table[rows, columns]))
    here = np.zeros(len(ours), bool)
    there = np.zeros(len(theirs), bool)
    for n in order.tolist():
        row, column = int(rows[n]), int(columns[n])
        if not here[row] and not there[column]:
            here[row] = there[column] = True
            yield ours[row], theirs[column]


def _left_over(runs: Iterable[Sequence[_Word]], used: set[int]) -> list[list[_Word]]:
    """The stretches of runs between words that found their match."""
    found: list[list[_Word]] = []
    for run in runs:
        rest: list[_Word] = []
        for word in run:
            if word.n not in used:
                rest.append(word)
            elif rest:
                found.append(rest)
                rest = []
        if rest:
            found.append(rest)
    return found


def _sure(pairs: Sequence[_Pair]) -> Iterator[_Pair]:
    """The pairs of a line that are the same words: alike, or between two that are."""
    alike = [False, *(_resemble(*pair) for pair in pairs), False]
    for n, pair in enumerate(pairs, 1):
        if alike[n] or (alike[n - 1] and alike[n + 1]):
            yield pair


def _bare(ours: list[_Word], theirs: list[_Word]) -> _Pair:
    """Two stretches without words at their ends that only one of them has."""
    distance = Levenshtein.distance(_said(ours), _said(theirs))
    while len(ours) > 1 or len(theirs) > 1:
        shorter = [
            (mine, yours)
            for mine, yours in (
                (ours[1:], theirs), (ours[:-1], theirs), (ours, theirs[1:]), (ours, theirs[:-1]),
            )
            if mine and yours
        ]  # fmt: skip
        lost = len(_said(ours)) + len(_said(theirs))
        for mine, yours in shorter:
            now = Levenshtein.distance(_said(mine), _said(yours))
            # All that went was in the way: its letters and its blank.
            if now == distance - (lost - len(_said(mine)) - len(_said(yours))):
                ours, theirs, distance = mine, yours, now
                break
        else:
            break
    return ours, theirs


def _resemble(ours: Sequence[_Word], theirs: Sequence[_Word]) -> bool:
    """Whether two stretches may be the same words: each damaged, but not all different."""
    one, other = _said(ours), _said(theirs)
    return Levenshtein.distance(one, other) <= 0.7 * max(len(one), len(other))


def _cut(ours: Sequence[_Word], theirs: Sequence[_Word]) -> Iterator[_Pair]:
    """Two stretches cut at the blanks that align, so that as few words as can be stand together."""
    i = j = 0
    said, other = _said(ours), _said(theirs)
    if len(said) * len(other) > MOST_LETTERS:
        return
    for start, end, text in units(said, other):
        mine = said.count(" ", start, end) + 1
        yours = text.count(" ") + 1
        if said[start:end].strip() and text.strip():
            yield list(ours[i : i + mine]), list(theirs[j : j + yours])
        i, j = i + mine, j + yours
