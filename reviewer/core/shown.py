"""The text of an archival file as it stands there, block by block, in no format's own terms.

A block is a stretch of text with one task: a paragraph, a heading, a stamp, an item of a list. It
has two wordings: what the transcript has there, and what is read now. Both have single blanks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
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
