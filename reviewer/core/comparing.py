"""A page beside its raw text: which line stands where now, and which words changed."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reviewer.core.arranging import is_added, split_token
from reviewer.core.reading import PageReading, ReadingLine, Word


class How(StrEnum):
    """What became of a stretch of a line."""

    SAME = "same"
    READ = "read otherwise"
    REMOVED = "removed"
    ADDED = "added"
    KEPT = "kept"


class Fate(StrEnum):
    """What became of a line as a whole."""

    STAYED = "stayed"
    CAME = "came from elsewhere"
    WENT = "went elsewhere"
    PARTED = "parted off another"
    JOINED = "joined of several"
    ADDED = "added"
    REMOVED = "taken out"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of the source and what is read for them; `gap` is what stands before them."""

    how: How
    gap: str
    source: str
    present: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the raw text beside the same line as it reads now.

    `raw` are the numbers of the lines of the source that the left side is from; `line` the index of
    the present line, None where the line stands elsewhere now. `other` is the index of the row in
    which a line that moved stands as well.
    """

    raw: tuple[int, ...]
    line: int | None
    fate: Fate
    stretches: tuple[Stretch, ...]
    other: int | None = None

    @property
    def changed(self) -> bool:
        """Whether anything differs here."""
        kept = (How.SAME, How.KEPT)
        return self.fate is not Fate.STAYED or any(one.how not in kept for one in self.stretches)


def compare(reading: PageReading) -> tuple[Row, ...]:
    """The rows of a page. Lines keep the order in which they stand now.

    A line that was moved has two: one where it stands, and one where it stood.
    """
    homes = [_home(line) for line in reading.lines]
    stayed = _rising(homes)
    left = {
        home: _went(reading, home)
        for index, home in enumerate(homes)
        if home is not None and index not in stayed
    }
    rows: list[Row] = []
    for index, line in enumerate(reading.lines):
        home = homes[index]
        if index in stayed and home is not None:
            for raw in sorted(one for one in left if one < home):
                rows.append(left.pop(raw))
        rows.append(_row(reading, index, line, moved=home is not None and index not in stayed))
    rows += [left[raw] for raw in sorted(left)]
    return tuple(_paired(rows))


def _paired(rows: Sequence[Row]) -> Iterator[Row]:
    """Let both rows of a moved line know of one another."""
    went = {row.raw[:1]: place for place, row in enumerate(rows) if row.fate is Fate.WENT}
    came = {row.raw[:1]: place for place, row in enumerate(rows) if row.fate is Fate.CAME}
    for row in rows:
        others = came if row.fate is Fate.WENT else went if row.fate is Fate.CAME else {}
        yield Row(row.raw, row.line, row.fate, row.stretches, others.get(row.raw[:1]))


def _home(line: ReadingLine) -> int | None:
    """The line of the source that a line is; None of lines that the source has not."""
    return line.n if line.n in line.sources else None


def _rising(homes: Sequence[int | None]) -> frozenset[int]:
    """The indexes of the longest run of lines that stand in the order of the source."""
    tails: list[int] = []  # the least last home of a run of each length
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for index, home in enumerate(homes):
        if home is None:
            continue
        at = bisect_left(tails, home)
        before[index] = ends[at - 1] if at else None
        if at == len(tails):
            tails.append(home)
            ends.append(index)
        else:
            tails[at], ends[at] = home, index
    found: set[int] = set()
    index_: int | None = ends[-1] if ends else None
    while index_ is not None:
        found.add(index_)
        index_ = before[index_]
    return frozenset(found)


def _went(reading: PageReading, raw: int) -> Row:
    text = reading.page.lines[raw].text
    return Row((raw,), None, Fate.WENT, (Stretch(How.REMOVED, "", text, ""),))


def _row(reading: PageReading, index: int, line: ReadingLine, *, moved: bool) -> Row:
    stretches = tuple(_stretch(word) for word in line.words)
    if not line.words and line.text:
        stretches = (Stretch(How.SAME, "", line.text, line.text),)
    return Row(line.sources, index, _fate(line, moved), stretches)


def _fate(line: ReadingLine, moved: bool) -> Fate:
    if is_added(line.n):
        return Fate.ADDED
    if moved:
        return Fate.CAME
    if len(line.sources) > 1:
        return Fate.JOINED
    if split_token(line.n) is not None:
        return Fate.PARTED
    return Fate.REMOVED if line.removed else Fate.STAYED


def _stretch(word: Word) -> Stretch:
    if word.span is None:
        how = How.ADDED
    elif not word.text:
        how = How.REMOVED
    elif word.changed:
        how = How.READ
    else:
        how = How.KEPT if word.kept else How.SAME
    return Stretch(how, word.gap, word.source, word.text)
