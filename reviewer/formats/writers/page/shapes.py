"""Places of lines that were parted or put together: boxes and baselines of their words."""

from collections.abc import Sequence
from itertools import groupby, pairwise

from reviewer.core.geometry import Box, Points, around
from reviewer.core.model import Page
from reviewer.formats.boxed import BoxedLine, BoxedWord


def is_reformed(line: BoxedLine, page: Page, robbed: set[int]) -> bool:
    """Whether a line has other tokens than its source; `robbed` are the lines that lost some."""
    if line.n >= len(page.lines) or line.n in robbed:
        return True
    return any(_source(word, page) not in (None, line.n) for word in line.words)


def robbed_lines(lines: Sequence[BoxedLine], page: Page) -> set[int]:
    """Lines of the source of which some words now stand in another line."""
    return {
        source
        for line in lines
        for word in line.words
        if (source := _source(word, page)) is not None and source != line.n
    }


def box_of(line: BoxedLine, page: Page) -> Box | None:
    """The box around the words of a line that was formed anew, or the lines they came from."""
    sources = {source for word in line.words if (source := _source(word, page)) is not None}
    return (
        around(word.box for word in line.words)
        or around(page.lines[source].box for source in sorted(sources))
        or line.box
    )


def baseline_of(line: BoxedLine, page: Page) -> Points:
    """The baselines of the lines that the words came from, as far as the words reach."""
    points: list[tuple[int, int]] = []
    for source, words in groupby(line.words, key=lambda word: _source(word, page)):
        if source is None:
            continue
        whole, reach = page.lines[source].baseline, around(word.box for word in words)
        points += _cut(whole, reach.left, reach.right) if reach else whole
    runs_on = all(one[0] <= other[0] for one, other in pairwise(points))
    return tuple(points) if len(points) > 1 and runs_on else ()


def _source(word: BoxedWord, page: Page) -> int | None:
    return page.line_of(word.span.first).n if word.span else None


def _cut(line: Points, left: int, right: int) -> list[tuple[int, int]]:
    """The part of a line that runs rightwards between two columns."""
    if len(line) < 2 or any(one[0] > other[0] for one, other in pairwise(line)):
        return []
    left, right = max(left, line[0][0]), min(right, line[-1][0])
    if left >= right:
        return []
    inner = [point for point in line if left < point[0] < right]
    return [(left, _height(line, left)), *inner, (right, _height(line, right))]


def _height(line: Points, x: int) -> int:
    for (x1, y1), (x2, y2) in pairwise(line):
        if x1 <= x <= x2:
            return y1 if x1 == x2 else round(y1 + (y2 - y1) * (x - x1) / (x2 - x1))
    return line[-1][1]
