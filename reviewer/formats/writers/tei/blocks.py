"""Lines gathered to blocks: paragraphs, stamps, headings and whatever a person called them.

A blank line ends a block, and so does a line with another role. Noise does not: a speck in the
middle of a paragraph is no paragraph's end.
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
    for index, line in enumerate(page.lines):
        if _is_blank(page, line):
            if lines:
                yield Block(role or Role.NOISE, tuple(lines))
            lines, role = [], None
            continue
        if line.role is Role.NOISE or not any(word.text for word in line.words):
            lines.append(index)
            continue
        if role is not None and line.role is not role:
            yield Block(role, tuple(lines))
            lines = []
        role = line.role
        lines.append(index)
    if lines:
        yield Block(role or Role.NOISE, tuple(lines))


def _is_blank(page: PageReading, line: ReadingLine) -> bool:
    # A line whose words were all joined to the line before has no words left, but is not blank.
    return not line.words and not any(page.page.lines[n].tokens for n in line.sources)
