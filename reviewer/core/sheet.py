"""A sheet: a report as it is read, in plain values that paper, screen and files are made of."""

from dataclasses import dataclass
from typing import BinaryIO, Protocol


@dataclass(frozen=True, slots=True)
class Told:
    """A figure and how it is said."""

    value: float
    words: str


Cell = str | int | Told | None
"""A cell of a table; None where there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head. The first column says what its row is about."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def worded(self) -> tuple[bool, ...]:
        """Of each column, whether words stand in it, which begin at the left as figures do not."""
        return tuple(
            n == 0 or any(isinstance(row[n], str) for row in self.rows)
            for n in range(len(self.head))
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A bar of `Bars`: its name, how many of each part it has, and what stands at its end."""

    name: str
    counts: tuple[int, ...]
    end: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars cut into the same parts, all as long: shares compare. `title` says what they show."""

    title: str
    parts: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of time: its label, what stands under it where that changes, and a count."""

    label: str
    under: str
    count: int
    words: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns over time, oldest first."""

    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """A share with its bounds, all in per cent, and all of it in words."""

    name: str
    share: float
    low: float
    high: float
    words: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Reaches:
    """Shares with their bounds on one scale."""

    title: str
    rows: tuple[Reach, ...]


Chart = Bars | Columns | Reaches


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a sheet: what it says, a drawing of it, the figures, and how they were counted."""

    name: str
    title: str
    lead: str
    chart: Chart | None
    tables: tuple[Table, ...]
    method: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of it. `facts` are (what, figure) at the head, `source` stands over `foot`, `methods`
    before how each section was counted; `language` is that of its words.
    """

    language: str
    title: str
    about: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    source: str
    foot: str
    methods: str


def limit(high: float) -> float:
    """Where a scale of per cents ends: the next round figure beyond the highest bound.

    >>> limit(3.2)
    5
    """
    return next((end for end in (1, 2, 5, 10, 20, 50) if end > high), 100)


class SheetWriter(Protocol):
    """Writes sheets as files of one kind."""

    @property
    def suffix(self) -> str:
        """How such files end, with the dot."""
        ...

    def write(self, sheet: Sheet, out: BinaryIO) -> None:
        """Write a sheet, a part at a time."""
        ...
