"""A printed document: what a reader sees of an edition, whatever shows it in the end.

Made of our own TEI (`formats/printed`), so that no format and no view can disagree with the file
that is published. Title matter stands in `Printed`; the text is a row of blocks, each a row of
runs. Nothing is nested: a block names the groups it stands in (`where`), a run the marks that lie
around it (`marks`), both outermost first. Two neighbours stand in the same group, or under the same
mark, where these are equal; each has a number of its own, so that two like ones are not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a block is to a reader."""

    HEADING = "heading"
    OPENER = "opener"
    DATELINE = "dateline"
    SALUTE = "salute"
    ADDRESS = "address"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    PLAIN = "plain"
    """A block that is no running prose; `type` says what (drafting, copies, attestation)."""
    STAMP = "stamp"
    MARGINAL = "marginal"
    FURNITURE = "furniture"
    """What belongs to the sheet: letterhead, form words, page numbers, running heads."""
    CLOSER = "closer"
    SIGNED = "signed"


class Held(StrEnum):
    """What a group of blocks is."""

    DISTRIBUTION = "distribution"
    MESSAGE = "message"
    ENCLOSURE = "enclosure"
    PROCESSING = "processing"
    DIVISION = "division"
    OPENER = "opener"
    CLOSER = "closer"
    POSTSCRIPT = "postscript"
    QUOTATION = "quotation"
    LIST = "list"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that belong together; `type` is the encoder's word, `number` tells like ones apart.

    An item's `label` is what it is counted by in the document ("3", "a"); empty where by nothing.
    """

    kind: Held
    number: int
    type: str = ""
    label: str = ""


class About(StrEnum):
    """What a mark says of the words under it, with the values that it may have."""

    NAME = "name"
    """kind (person, organization, place or the encoder's word), ref, key, role, cert."""
    DATE = "date"
    """when, or from, to, notBefore, notAfter; cert."""
    STYLE = "style"
    """rend: bold, italic, underline, superscript, smallcaps or the encoder's word."""
    FOREIGN = "foreign"
    """lang."""
    UNCLEAR = "unclear"
    """reason, cert."""
    SUPPLIED = "supplied"
    """reason, cert."""
    GAP = "gap"
    """reason, extent, unit, quantity. Its text is a description, not the document's."""
    DAMAGE = "damage"
    """agent."""
    DELETED = "deleted"
    """rend, hand."""
    ADDED = "added"
    """place, rend, hand."""
    SURPLUS = "surplus"
    CHOICE = "choice"
    """Lies around alternatives, each of which has one of the marks below."""
    SIC = "sic"
    CORR = "corr"
    ORIG = "orig"
    REG = "reg"
    ABBR = "abbr"
    EXPAN = "expan"
    SEGMENT = "segment"
    """type (handling, typist)."""
    NUMBER = "number"
    """An identifying number of the document's; type (telegram, register)."""
    FURNITURE = "furniture"
    """Words of the sheet in the middle of a text; type."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark around some runs; `values` as `About` has them, empty ones left out.

    `resp` and `change` are ids of who said so and when, where the file tells.
    """

    about: About
    number: int
    values: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """A value, or an empty text."""
        return next((value for key, value in self.values if key == name), "")


@dataclass(frozen=True, slots=True)
class Run:
    """Text under the same marks. Blanks are single, and none stands at a block's ends."""

    text: str
    marks: tuple[Sign, ...] = ()

    def mark(self, about: About) -> Sign | None:
        """The innermost mark of a kind."""
        return next((mark for mark in reversed(self.marks) if mark.about is about), None)

    def under(self, *about: About) -> bool:
        """Whether it lies under a mark of one of these kinds."""
        return any(mark.about in about for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Break:
    """A line of the document begins. `joins`: it cuts a word, so that no blank belongs there.

    `number` is the line's, as the file counts it; empty where it does not. `hyphen`: the document
    has a hyphen there that was dropped.
    """

    joins: bool = False
    number: str = ""
    hyphen: bool = False
    marks: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBegin:
    """A page of the document begins: between blocks, or in the middle of one."""

    label: str
    id: str = ""
    facs: str = ""
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A note at its place in the text: an editor's (a footnote) or one in the document's margin.

    `label` is the editor's number; `by` the id of who wrote it, in `Printed.people`.
    """

    runs: "tuple[Inline, ...]"
    label: str = ""
    id: str = ""
    by: str = ""
    marginal: bool = False


Inline = Run | Break | PageBegin | Note


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, stamp …; `continues` where something stood in the middle of it."""

    kind: Kind
    runs: tuple[Inline, ...]
    where: tuple[Group, ...] = ()
    type: str = ""
    id: str = ""
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `columns` and `rows` are how many it spans."""

    runs: tuple[Inline, ...]
    label: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption (which may be empty)."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: tuple[Inline, ...] = ()
    where: tuple[Group, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A page that begins between two blocks."""

    page: PageBegin
    where: tuple[Group, ...] = ()


Piece = Block | Table | PageBlock
"""What a printed document's text is a row of."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A person, organization or place of the registers."""

    id: str
    kind: str
    name: str
    authorities: tuple[tuple[str, str], ...] = ()
    """Authority file and number there: ("VIAF", "8180405")."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the revision history. `by` is a name; `when` as the file writes it."""

    id: str
    number: str
    by: str
    when: str
    status: str


@dataclass(frozen=True, slots=True)
class Party:
    """Who sent or received a letter, from or at which place, when: as the header words it."""

    name: str = ""
    place: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """What the header tells readers. What nobody stated is empty."""

    id: str = ""
    profile: str = ""
    language: str = ""
    title: str = ""
    subtitle: str = ""
    author: str = ""
    edition: str = ""
    """The number of the edition."""
    status: str = ""
    publisher: str = ""
    date: str = ""
    licence: str = ""
    licence_url: str = ""
    uri: str = ""
    holding: str = ""
    """Where the document is kept, with its shelfmark."""
    genre: str = ""
    sent: Party = Party()
    received: Party = Party()
    people: Mapping[str, str] = field(default_factory=dict)
    """Names of who worked on it, by their ids."""
    steps: tuple[Step, ...] = ()
    """Newest first."""
    entries: Mapping[str, Entry] = field(default_factory=dict)
    """The registers, by ids."""

    @property
    def draft(self) -> bool:
        """Whether nobody approved it yet."""
        return self.status not in ("approved", "published")

    @property
    def approval(self) -> Step | None:
        """The newest approval, where it is in force."""
        found = (step for step in self.steps if step.status == "approved")
        return None if self.draft else next(found, None)


@dataclass(frozen=True)
class Printed:
    """A document as readers see it. `pieces` may be walked several times, each walk reads anew."""

    matter: Matter
    walk: Callable[[], Iterator[Piece]]

    @property
    def pieces(self) -> Iterator[Piece]:
        """The text, piece by piece, in constant memory."""
        return self.walk()


UNREAD = frozenset({About.GAP, About.DELETED, About.SURPLUS, About.FURNITURE})
"""Marks whose words are no part of the text that is read."""

_OTHERS = frozenset({About.SIC, About.ORIG, About.EXPAN})


def is_read(run: Run) -> bool:
    """Whether a run belongs to the text that is read: the correction of an error, the regular
    spelling, the abbreviation as it stands; nothing crossed out, no description of a gap.
    """
    others = run.under(*_OTHERS) and run.under(About.CHOICE)
    return not others and not run.under(*UNREAD)


def plain_text(runs: Iterable[Inline]) -> str:
    """The text that is read, line and page beginnings being blanks; without editors' notes."""
    parts: list[str] = []
    for one in runs:
        if isinstance(one, Run):
            parts.append(one.text if is_read(one) else "")
        elif isinstance(one, Note):
            parts.append(f" {plain_text(one.runs)} " if one.marginal else "")
        else:
            parts.append("" if one.joins or isinstance(one, PageBegin) else " ")
    return "".join(parts)


def marks_around(runs: Sequence[Inline], at: int) -> tuple[Sign, ...]:
    """The marks around something that is no text: those that go on over it."""
    before = next((one.marks for one in reversed(runs[:at]) if isinstance(one, Run)), ())
    behind = next((one.marks for one in runs[at + 1 :] if isinstance(one, Run)), ())
    shared = 0
    while shared < min(len(before), len(behind)) and before[shared] == behind[shared]:
        shared += 1
    return before[:shared]


def inlines_of(piece: Piece) -> Iterator[tuple[Inline, ...]]:
    """The rows of runs in a piece: one of a block, one of each cell of a table."""
    if isinstance(piece, Block):
        yield piece.runs
    elif isinstance(piece, Table):
        yield piece.caption
        for row in piece.rows:
            for cell in row:
                yield cell.runs


def read_words(pieces: Iterable[Piece]) -> list[str]:
    """The words that are read, in order; what belongs to the sheet is left out."""
    return [
        word
        for piece in pieces
        if not (isinstance(piece, Block) and piece.kind is Kind.FURNITURE)
        for runs in inlines_of(piece)
        for word in plain_text(runs).split()
    ]
