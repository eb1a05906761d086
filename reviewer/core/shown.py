"""The text of an archival file as it stands there, block by block, in no format's own terms.

A block is a stretch of text with one task: a paragraph, a heading, a stamp, an item of a list. It
has two wordings: what the transcript has there, and what is read now. Both have single blanks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum

from reviewer.core.decisions import Cause, Grounds
from reviewer.core.marks import MarkName
from reviewer.core.model import Role


@dataclass(frozen=True, slots=True)
class Signed:
    """Who vouches for something, when, and on what grounds; empty and None where it is not said."""

    by: str = ""
    at: datetime | None = None
    grounds: Grounds = field(default=Grounds(), compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """Characters `start` to `end` of the block's source are read as `first` to `last` of its text;
    both ends are exclusive, and either stretch may be empty. `key` as in `Marked`.
    """

    start: int
    end: int
    first: int
    last: int
    cause: Cause
    signed: Signed = field(default=Signed(), compare=False)
    key: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark over characters `start` to `end` (exclusive) of the block's text.

    `key` is the name by which other parts of the file point to it.
    """

    name: MarkName
    start: int
    end: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    signed: Signed = field(default=Signed(), compare=False)
    key: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Block:
    """A block. `lines` are the lines of the transcript that it is made of, counted from 1 over the
    document; `message` says whether it is running text, whose
    order means something.
    """

    source: str
    text: str
    role: Role = Role.BODY
    kind: str = ""
    place: str = ""
    lines: tuple[int, ...] = ()
    message: bool = True
    readings: tuple[Reading, ...] = ()
    marks: tuple[Marked, ...] = ()
    key: str = field(default="", compare=False)


class Saying(StrEnum):
    """What an annotation of a file does."""

    ASKS = "asks"
    SAYS = "says"
    REPLIES = "replies"
    DECLINES = "declines"
    """A suggestion was looked at and not taken."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What somebody said about the place `target` (a key, see `Marked`), or replied to another talk
    of that key. `closed` is who settled it, where somebody did.
    """

    key: str
    target: str
    saying: Saying
    text: str
    signed: Signed
    closed: Signed | None = None


def words_of(block: Block) -> list[str]:
    """The words of a block as they are read now."""
    return block.text.split()


def differing(
    present: Sequence[Block], wanted: Sequence[Block]
) -> tuple[frozenset[int], tuple[int, ...]]:
    """The wanted blocks that are not among the present ones, or elsewhere, by their numbers; and
    the lines of present blocks that are not wanted. Who signed what makes no difference.
    """
    ours, theirs = [*map(_key, present)], [*map(_key, wanted)]
    touched: set[int] = set()
    gone: dict[int, None] = {}
    for how, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if how != "equal":
            touched.update(range(k, m))
            gone.update((line, None) for block in present[i:j] for line in block.lines)
    return frozenset(touched), tuple(gone)


def _key(block: Block) -> tuple[object, ...]:
    """What makes a block what it is, so that it can be looked up."""
    return (
        block.source,
        block.text,
        block.role,
        block.kind,
        block.place,
        block.lines,
        block.message,
        tuple((one.start, one.end, one.first, one.last, one.cause) for one in block.readings),
        tuple(
            (one.name, one.start, one.end, tuple(sorted(one.attributes.items())))
            for one in block.marks
        ),
    )
