"""Letters of two words laid beside each other: how many differ, and which stand for which."""

from collections.abc import Iterator
from functools import lru_cache

from reviewer.core.text import common_edges

LONGEST = 200
"""Longer stretches are not laid side by side letter by letter; they differ as a whole."""


@lru_cache(1 << 16)
def distance(one: str, other: str) -> int:
    """How many letters have to be changed, added or taken out to make one text of the other.

    Levenshtein's distance; for stretches longer than `LONGEST` letters the length of the longer.

    >>> distance("modem", "modern")
    2
    """
    start, end = common_edges(one, other)
    one, other = one[start : len(one) - end], other[start : len(other) - end]
    short, long = sorted((one, other), key=len)
    if not short or len(long) > LONGEST:
        return len(long)
    if len(short) == 1:  # most misreadings
        return len(long) - (short in long)
    return _table(one, other)[-1][-1]


def blocks(read: str, true: str) -> Iterator[tuple[str, str]]:
    """What was read for what: letter for letter, or blocks of at most two letters.

    '' is read for a lost letter and true for an added one. Stretches that can be cut in several
    ways (three letters for two, say) are passed over: any cut of them would be a guess.

    >>> list(blocks("modem", "modern"))
    [('m', 'rn')]
    """
    for one, other in _stretches(read, true):
        if len(one) == len(other):
            yield from zip(one, other, strict=True)
        elif not one or not other:
            yield from ((letter, "") for letter in one)
            yield from (("", letter) for letter in other)
        elif len(one) <= 2 and len(other) <= 2:
            yield one, other


def _stretches(read: str, true: str) -> Iterator[tuple[str, str]]:
    """The stretches in which two texts differ, as pairs."""
    start, end = common_edges(read, true)
    read, true = read[start : len(read) - end], true[start : len(true) - end]
    if max(len(read), len(true)) > LONGEST:
        return
    held_read, held_true = "", ""
    for one, other in _pairs(read, true):
        if one != other:
            held_read, held_true = held_read + one, held_true + other
        elif held_read or held_true:
            yield held_read, held_true
            held_read = held_true = ""
    if held_read or held_true:
        yield held_read, held_true


def _pairs(read: str, true: str) -> Iterator[tuple[str, str]]:
    """The letters of two texts side by side along one shortest way, '' where one has none."""
    costs = _table(read, true)
    row, column = len(read), len(true)
    found: list[tuple[str, str]] = []
    while row or column:
        here = costs[row][column]
        if (
            row
            and column
            and here == costs[row - 1][column - 1] + (read[row - 1] != true[column - 1])
        ):
            row, column = row - 1, column - 1
            found.append((read[row], true[column]))
        elif row and here == costs[row - 1][column] + 1:
            row -= 1
            found.append((read[row], ""))
        else:
            column -= 1
            found.append(("", true[column]))
    return reversed(found)


def _table(one: str, other: str) -> list[list[int]]:
    """Costs of making each beginning of one text that of the other."""
    table = [list(range(len(other) + 1))]
    for row, letter in enumerate(one, 1):
        above, here = table[-1], [row]
        for column, facing in enumerate(other, 1):
            same = above[column - 1] + (letter != facing)
            here.append(min(same, above[column] + 1, here[-1] + 1))
        table.append(here)
    return table
