"""A printed document as word processors have it: paragraphs, each with the name of its style.

DOCX and ODT are both written from this, so that they hold the same under the same names.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reviewer.core.printed import (
    About,
    Break,
    Cell,
    Held,
    Inline,
    Kind,
    PageBegin,
    PageBlock,
    Piece,
    Printed,
    Run,
    Sign,
    Table,
    marks_around,
)
from reviewer.core.telling import Telling
from reviewer.formats.printed.tracked import Edited


class Look(StrEnum):
    """The styles of paragraphs, by the names that people see."""

    TITLE = "Title"
    SUBTITLE = "Subtitle"
    DRAFT = "Draft"
    ABOUT = "About"
    HEADING = "Heading 1"
    BODY = "Body Text"
    OPENER = "Opener"
    DATELINE = "Dateline"
    SALUTE = "Salutation"
    ADDRESS = "Address"
    ITEM = "List Item"
    PLAIN = "Plain Block"
    QUOTE = "Quote"
    STAMP = "Stamp"
    MARGINAL = "Marginal"
    FURNITURE = "Page Furniture"
    CLOSER = "Closing"
    SIGNATURE = "Signature"
    PAGE = "Page Beginning"
    BACK = "Heading 2"
    SIGN = "Sign"
    IMPRINT = "Imprint"


_LOOKS = {
    Kind.HEADING: Look.HEADING,
    Kind.OPENER: Look.OPENER,
    Kind.DATELINE: Look.DATELINE,
    Kind.SALUTE: Look.SALUTE,
    Kind.ADDRESS: Look.ADDRESS,
    Kind.PARAGRAPH: Look.BODY,
    Kind.ITEM: Look.ITEM,
    Kind.PLAIN: Look.PLAIN,
    Kind.STAMP: Look.STAMP,
    Kind.MARGINAL: Look.MARGINAL,
    Kind.FURNITURE: Look.FURNITURE,
    Kind.CLOSER: Look.CLOSER,
    Kind.SIGNED: Look.SIGNATURE,
}
RUNNING = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.HEADING, Kind.MARGINAL, Kind.FURNITURE})
"""Blocks whose lines are the paper's, not the writer's: they are filled anew."""

Content = Inline | Edited
Turn = Callable[[tuple[Inline, ...], bool], tuple[Content, ...]]
"""Makes the content of a paragraph of runs; the second value says that it belongs to the sheet."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `depth` is how many lists it stands in."""

    look: Look
    content: tuple[Content, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells with their content, and how many columns there are."""

    rows: tuple[tuple[tuple[Cell, tuple[Content, ...]], ...], ...]
    columns: int


Part = Paragraph | Grid | PageBlock


def sheet(
    printed: Printed, telling: Telling, turn: Turn | None = None, *, named: bool = True
) -> Iterator[Part]:
    """The whole document: title matter, text, legend, imprint. `named`: the format says in the text
    where a page begins.
    """
    used: set[About] = set()
    made = turn or _unturned
    yield from _front(printed, telling)
    if turn:
        yield said(Look.ABOUT, telling.say("tracked"))
    for piece in printed.pieces:
        for part in _parts(piece, _naming(made) if named else made):
            used |= _used(part)
            yield part
    yield from _legend(telling, used)
    yield said(Look.BACK, telling.say("about"))
    for line in telling.imprint():
        yield said(Look.IMPRINT, line)


def said(look: Look, text: str, marks: tuple[Sign, ...] = ()) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph(look, (Run(text, marks),))


def _unturned(runs: tuple[Inline, ...], _: bool) -> tuple[Content, ...]:
    return runs


def _naming(turn: Turn) -> Turn:
    return lambda runs, furniture: turn(apart(runs), furniture)


def _front(printed: Printed, telling: Telling) -> Iterator[Paragraph]:
    matter = printed.matter
    if matter.draft:
        yield said(Look.DRAFT, f"{telling.say('draft')}. {telling.say('draft_more')}")
    yield said(Look.TITLE, matter.title or matter.id or telling.say("text"))
    if matter.subtitle:
        yield said(Look.SUBTITLE, matter.subtitle)
    for name, value in telling.rows():
        yield said(Look.ABOUT, f"{name}: {value}")


def _legend(telling: Telling, used: set[About]) -> Iterator[Paragraph]:
    rows = telling.legend(used)
    if rows:
        yield said(Look.BACK, telling.say("signs"))
    for about, meaning in rows:
        sample = Run("[…]" if about is About.GAP else "abc", (Sign(about, 0),))
        yield Paragraph(Look.SIGN, (sample, Run(f"  {meaning}")))


def _parts(piece: Piece, turn: Turn) -> Iterator[Part]:
    if isinstance(piece, PageBlock):
        yield piece
    elif isinstance(piece, Table):
        if piece.caption:
            yield Paragraph(Look.PLAIN, turn(piece.caption, False))
        yield _grid(piece, turn)
    else:
        depth = sum(group.kind is Held.LIST for group in piece.where)
        quoted = any(group.kind is Held.QUOTATION for group in piece.where)
        look = Look.QUOTE if quoted and piece.kind is Kind.PARAGRAPH else _LOOKS[piece.kind]
        runs = filled(piece.runs) if piece.kind in RUNNING else piece.runs
        content = turn(runs, piece.kind is Kind.FURNITURE)
        if content:
            yield Paragraph(look, content, depth)


def _grid(table: Table, turn: Turn) -> Grid:
    rows = tuple(tuple((cell, turn(cell.runs, False)) for cell in row) for row in table.rows)
    columns = max((sum(cell.columns for cell in row) for row in table.rows), default=0)
    return Grid(rows, max(columns, 1))


def filled(runs: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Runs without the paper's line beginnings: each is a blank, or nothing within a word."""
    made: list[Inline] = []
    for one in runs:
        if not isinstance(one, Break):
            made.append(one)
        elif made and not one.joins:
            made.append(Run(" ", one.marks))
    return tuple(made)


def apart(runs: Sequence[Inline]) -> tuple[Inline, ...]:
    """Runs with a blank behind each page beginning, where the format names the page in the text."""
    made: list[Inline] = []
    for i, one in enumerate(runs):
        made.append(one)
        behind = runs[i + 1] if i + 1 < len(runs) else None
        named = isinstance(one, PageBegin) and not one.joins
        if named and isinstance(behind, Run) and not behind.text.startswith(" "):
            made.append(Run(" ", marks_around(runs, i)))
    return tuple(made)


def _used(part: Part) -> set[About]:
    if isinstance(part, Paragraph):
        return _marks(part.content)
    if isinstance(part, Grid):
        return {one for row in part.rows for _, content in row for one in _marks(content)}
    return set()


def _marks(content: tuple[Content, ...]) -> set[About]:
    """The marks that can be seen."""
    found: set[About] = set()
    for one in content:
        inner = one.inline if isinstance(one, Edited) else one
        if isinstance(inner, Run):
            found |= {mark.about for mark in inner.marks}
    # Where changes are tracked, they themselves show what was and what is.
    tracked = any(isinstance(one, Edited) for one in content)
    return found - {About.SIC, About.CORR, About.ORIG, About.REG} if tracked else found
