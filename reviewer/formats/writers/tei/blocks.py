"""Lines gathered to blocks: paragraphs, stamps, headings and whatever a person called them.

A blank line ends a block, and so does a line with another role or of another region of the layout.
Noise does not: a speck in the middle of a paragraph is no paragraph's end.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.core.model import Role
from reviewer.core.reading import PageReading, ReadingLine

FURNITURE = frozenset({Role.FORM, Role.PAGE_NUMBER})
"""Printed words that belong to the sheet, not to the document; the reading profile drops them."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines (indices in the reading) with one role; NOISE where nothing of them remains."""

    role: Role
    lines: tuple[int, ...]


def make_blocks(page: PageReading) -> Iterator[Block]:
    """The blocks of a page in the order of its reading."""
    lines: list[int] = []
    role: Role | None = None  # None: so far there is only noise
    region: int | None = None
    for index, line in enumerate(page.lines):
        if _is_blank(page, line):
            if lines:
                yield Block(role or Role.NOISE, tuple(lines))
            lines, role = [], None
            continue
        if line.role is Role.NOISE or not any(word.text for word in line.words):
            lines.append(index)
            continue
        here = region_of(page, line)
        if role is not None and (line.role is not role or _parted(here, region)):
            yield Block(role, tuple(lines))
            lines = []
        role, region = line.role, here
        lines.append(index)
    if lines:
        yield Block(role or Role.NOISE, tuple(lines))


def region_of(page: PageReading, line: ReadingLine) -> int | None:
    """The region of the layout that a line begins in; None where the source has no layout."""
    return page.page.lines[line.sources[0]].region if line.sources else None


def _parted(one: int | None, other: int | None) -> bool:
    """Whether two lines stand in different regions; a line that somebody added is in either."""
    return one is not None and other is not None and one != other


def _is_blank(page: PageReading, line: ReadingLine) -> bool:
    # A line whose words were all joined to the line before has no words left, but is not blank.
    return not line.words and not any(page.page.lines[n].tokens for n in line.sources)
