"""Which region each line of a reading stands in.

PAGE keeps lines inside regions, so a line that was moved between those of another region has to
become one of that region's; otherwise a line stays where it was.
"""

from collections.abc import Sequence
from itertools import groupby

from reviewer.core.reading import PageReading


def regions_of(reading: PageReading) -> list[int | None]:
    """The region of each line of the reading, in order; the lines of each stand together.

    None where the page has no regions, or lines that lie in none.
    """
    lines = reading.page.lines
    found: list[int | None] = []
    for line in reading.lines:
        if line.n < len(lines):
            found.append(lines[line.n].region)
        else:  # parted off or added: it belongs to the line above it
            found.append(found[-1] if found else _first(reading))
    return _gathered(found)


def _first(reading: PageReading) -> int | None:
    known = (line.n for line in reading.lines if line.n < len(reading.page.lines))
    first = next(known, None)
    if first is not None:
        return reading.page.lines[first].region
    return 0 if reading.page.regions else None


def _gathered(regions: Sequence[int | None]) -> list[int | None]:
    """Regions with one run of lines each.

    What stands amid a region falls to it, unless it is the longer; what is then still apart from
    the longest run of its region falls to the region before it.
    """
    runs = _absorbed([(region, len(list(run))) for region, run in groupby(regions)])
    home: dict[int | None, int] = {}
    for at, (region, length) in enumerate(runs):
        if region not in home or length > runs[home[region]][1]:
            home[region] = at
    kept = [home[region] == at for at, (region, _) in enumerate(runs)]
    result: list[int | None] = []
    before = runs[kept.index(True)][0] if runs else None
    for (region, length), stays in zip(runs, kept, strict=True):
        before = region if stays else before
        result += [before] * length
    return result


def _absorbed(runs: list[tuple[int | None, int]]) -> list[tuple[int | None, int]]:
    """The runs after each that stands between two runs of one region became part of that."""
    while True:
        between = [
            at
            for at in range(1, len(runs) - 1)
            if runs[at - 1][0] == runs[at + 1][0]
            and runs[at][1] <= runs[at - 1][1] + runs[at + 1][1]
        ]
        if not between:
            return runs
        at = min(between, key=lambda one: runs[one][1])
        whole = sum(length for _, length in runs[at - 1 : at + 2])
        runs[at - 1 : at + 2] = [(runs[at - 1][0], whole)]
