"""Markdown for readers: CommonMark with footnotes, everything in the text escaped."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from reviewer.core.edition import Edition
from reviewer.core.files import unreadable
from reviewer.core.ports import Option, Problem
from reviewer.core.printed import (
    About,
    Block,
    Break,
    Held,
    Inline,
    Kind,
    Note,
    PageBegin,
    Piece,
    Printed,
    Run,
    Table,
)
from reviewer.core.telling import Telling
from reviewer.formats.characters import shown
from reviewer.formats.printed.bracketed import bracketed
from reviewer.formats.printed.sheet import RUNNING, apart, filled
from reviewer.formats.writers.printing import printed_edition

_SPECIAL = re.compile(r"[\\`*_\[\]<>~|$^{]|(?<=\{)[%#]|&(?=[#A-Za-z]|$)")
"""What begins something in the middle of a line, in CommonMark or its common extensions; a brace
begins something for makers of websites.
"""

_STARTING = re.compile(r"^((?:\d+(?=[.)]))?)([-+=#:.)])", re.MULTILINE)
"""What begins something at the start of a line: lists, headings, rules, definitions."""

_LOST = re.compile("[\x0c\u2028\u2029]")  # that some readers take for the end of a line
_NOTE = re.compile(r"\[\^(\d+)\](:?)")


class MarkdownWriter:
    """Writes CommonMark with the footnotes that GitHub, Pandoc and most others know."""

    name = "markdown"
    suffix = ".md"
    pages_apart = False
    options: tuple[Option, ...] = (
        Option(
            "signs",
            ("none", "brackets"),
            "brackets: supplied words in square brackets, [?] behind doubtful ones",
        ),
    )

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        """Write the edition in UTF-8, block by block."""
        with printed_edition(edition) as printed:
            signs = chosen.get("signs") == "brackets"
            out.writelines(
                f"{block}\n\n".encode() for block in markdown_blocks(printed, signs=signs)
            )

    def check(self, path: Path, chosen: dict[str, str]) -> Sequence[Problem]:
        """Whether the file is UTF-8, and each footnote has its text and its place."""
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            return (Problem(0, f"Byte {error.start} of the file is not UTF-8."),)
        except OSError as error:
            return (Problem(0, str(unreadable(path, error))),)
        said: dict[str, set[str]] = {"": set(), ":": set()}
        for number, colon in _NOTE.findall(text):
            said[colon].add(number)
        lone = sorted(said[""] ^ said[":"], key=int)
        return [Problem(0, f"Footnote {one} lacks its text or its place.") for one in lone]


def markdown_blocks(printed: Printed, *, signs: bool = False) -> Iterator[str]:
    """The file, block by block."""
    matter, telling = printed.matter, Telling(printed.matter)
    if matter.draft:
        yield f"**{_escaped(telling.say('draft'))}** {_escaped(telling.say('draft_more'))}"
    yield f"# {_escaped(matter.title or matter.id or telling.say('text'))}"
    if matter.subtitle:
        yield f"*{_escaped(matter.subtitle)}*"
    rows = [f"{_escaped(name)}: {_escaped(value)}" for name, value in telling.rows()]
    if rows:
        yield "\\\n".join(map(_at_starts, rows))
    yield "---"
    text = _Text(telling, signs=signs)
    yield from text.blocks(printed.pieces)
    yield "---"
    yield "\\\n".join(_at_starts(_escaped(line)) for line in telling.imprint())
    yield from text.notes()


class _Text:
    """Makes Markdown of pieces."""

    def __init__(self, telling: Telling, *, signs: bool) -> None:
        self._telling = telling
        self._signs = signs
        self._notes: list[Note] = []

    def blocks(self, pieces: Iterable[Piece]) -> Iterator[str]:
        for piece in pieces:
            if isinstance(piece, Table):
                yield from self._table(piece)
            elif isinstance(piece, Block):
                yield from self._block(piece)
            else:
                yield self._page(piece.page)

    def notes(self) -> Iterator[str]:
        """The footnotes; one within another comes behind."""
        for number, note in enumerate(self._notes, start=1):
            yield f"[^{number}]: {self._line(filled(note.runs))}"

    def _block(self, block: Block) -> Iterator[str]:
        runs = filled(block.runs) if block.kind in RUNNING else block.runs
        text = self._line(runs)
        if not text:
            return
        depth = sum(group.kind is Held.LIST for group in block.where)
        quoted = any(group.kind is Held.QUOTATION for group in block.where)
        if block.kind is Kind.HEADING:
            yield f"## {text}"
        elif block.kind is Kind.ITEM and depth:
            # Each item is a list of its own for whoever reads strictly; none loses its text.
            yield f"{'    ' * (depth - 1)}- {text}"
        elif depth or quoted:
            yield f"{'    ' * depth}{'> ' if quoted else ''}{text}"
        else:
            yield text

    def _page(self, page: PageBegin) -> str:
        return _escaped(self._telling.say("page_short", label=page.label))

    def _table(self, table: Table) -> Iterator[str]:
        """A table as lists of its rows' cells: CommonMark has none."""
        if table.caption:
            yield self._line(filled(table.caption))
        for row in table.rows:
            cells = [self._line(filled(cell.runs)) for cell in row]
            yield " / ".join(cell for cell in cells if cell) or "/"

    def _line(self, runs: Sequence[Inline]) -> str:
        parts: list[str] = []
        said: list[tuple[str, str]] = []  # text since the last part, and its sign of emphasis
        for one, before, behind in bracketed(apart(runs), self._signs):
            if isinstance(one, Run):
                said += [("", before), (_emphasis(one), one.text), ("", behind)]
                continue
            parts += _emphasized(said)
            said = []
            if isinstance(one, Break):
                parts.append("\\\n" if any(parts) else "")
            else:
                parts.append(self._page(one) if isinstance(one, PageBegin) else self._note(one))
        parts += _emphasized(said)
        return _at_starts("".join(parts).strip(" "))

    def _note(self, note: Note) -> str:
        if note.marginal:
            return f" {self._line(filled(note.runs))} "
        self._notes.append(note)
        return f"[^{len(self._notes)}]"


def _emphasis(run: Run) -> str:
    """The sign of emphasis around a run; empty where it needs none."""
    styles = [mark for mark in run.marks if mark.about is About.STYLE]
    rend = {word for mark in styles for word in mark.get("rend").split()}
    return "**" if "bold" in rend else "*" if rend & {"italic", "underline"} else ""


def _emphasized(said: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Text with its signs of emphasis: one pair around neighbours, for `**a****b**` is none."""
    told = ((sign, text) for sign, text in said if text)
    for sign, group in groupby(told, key=itemgetter(0)):
        text = _escaped("".join(text for _, text in group))
        core = text.strip(" ")
        # A sign of emphasis holds only where a word begins and ends there.
        if sign and core and core[0].isalnum() and core[-1].isalnum():
            text = text.replace(core, f"{sign}{core}{sign}", 1)
        yield text


def _escaped(text: str) -> str:
    """Text that means itself in the middle of a line."""
    settled = _LOST.sub(" ", shown(text))
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", settled)


def _at_starts(text: str) -> str:
    """Text that means itself also where its lines begin."""
    return _STARTING.sub(lambda found: f"{found[1]}\\{found[2]}", text)
