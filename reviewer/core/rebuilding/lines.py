"""The lines of blocks: where they begin, what they are for, how they follow each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.core import decisions as d
from reviewer.core.arranging import split_key
from reviewer.core.model import Role
from reviewer.core.reading import PageReading, ReadingLine
from reviewer.core.rebuilding.aligning import Claims, Piece, Spot
from reviewer.core.rebuilding.steps import Steps
from reviewer.core.shown import Block

_ASIDE = frozenset(
    {
        Role.FORM,
        Role.PAGE_NUMBER,
        Role.STAMP,
        Role.MARGINAL,
        Role.DISTRIBUTION,
        Role.PROCESSING,
    }
)
_SINGLE = frozenset({Role.LIST_ITEM, Role.TABLE_ROW, Role.DISTRIBUTION, Role.NUMBER, Role.HANDLING})


@dataclass(slots=True)
class _Row:
    """A line of a page as it is to be: its number, the block whose it is, what is there now."""

    key: int
    token: int
    block: int
    role: Role
    kind: str
    place: str
    flow: d.Flow
    region: int | None
    parted: bool = False  # a blank line stands before it


class Lines:
    """Says which lines are to be parted, named and moved. `touched` are the blocks that differ."""

    def __init__(
        self,
        readings: Sequence[PageReading],
        blocks: Sequence[Block],
        pieces: Sequence[Sequence[Piece]],
        claims: Claims,
        touched: frozenset[int],
        steps: Steps,
    ) -> None:
        self._readings = readings
        self._blocks = blocks
        self._order = _order(pieces)
        self._claims = claims
        self._touched = touched
        self._steps = steps

    def arrange(self) -> None:
        """Part, name and move lines, page by page."""
        for page, reading in enumerate(self._readings):
            rows = list(self._rows(page, reading))
            self._name(page, rows)
            self._move(page, rows)
            self._flow(page, rows)

    def _rows(self, page: int, reading: PageReading) -> Iterator[_Row]:
        """The lines that there are to be; those to be parted are."""
        parted = False
        for line in reading.lines:
            owned = [
                (token, block)
                for word in line.words
                if word.span
                for token in range(word.span.first, word.span.last + 1)
                if (block := self._claims.of.get(Spot(page, token))) is not None
            ]
            if not owned:
                parted = parted or not any(word.text for word in line.words)
                continue
            before = -1
            for token, block in owned:
                if block == before:
                    continue
                key = line.n if before < 0 else split_key(token)
                if before >= 0 and not self._part(page, token, before, block):
                    continue
                yield _row(reading, line, key, token, block, parted=parted and before < 0)
                before = block
            parted = False

    def _part(self, page: int, token: int, before: int, block: int) -> bool:
        if not {before, block} & self._touched:
            return False
        self._steps.add(page, d.SplitLine(token))
        return True

    def _name(self, page: int, rows: Sequence[_Row]) -> None:
        for row in rows:
            block = self._blocks[row.block]
            wanted = (block.role, block.kind, block.place)
            if row.block in self._touched and wanted != (row.role, row.kind, row.place):
                self._steps.add(page, d.SetRole(row.key, *wanted))
                row.role, row.kind, row.place = wanted

    def _move(self, page: int, rows: list[_Row]) -> None:
        """Put the lines of the text in the order of their blocks."""
        running = [
            row for row in rows if self._blocks[row.block].message and row.role not in _ASIDE
        ]
        wanted = sorted(running, key=lambda row: self._order[Spot(page, row.token)])
        if wanted == running:
            return
        kept = {id(row) for row in _rising(running, wanted)}
        for n, row in reversed(list(enumerate(wanted))):
            if id(row) not in kept and row.block in self._touched:
                before = wanted[n + 1].key if n + 1 < len(wanted) else None
                self._steps.add(page, d.MoveLine(row.key, before))
                rows.remove(row)
                at = next((i for i, one in enumerate(rows) if one.key == before), len(rows))
                rows.insert(at, row)

    def _flow(self, page: int, rows: Sequence[_Row]) -> None:
        """Let lines of one block run on and those of another begin, where their looks differ."""
        text: _Row | None = None
        last: _Row | None = None
        parted = False
        for row in rows:
            aside = row.role in _ASIDE
            parted = parted or row.parted
            before = last if aside else text
            usual = before is not None and _goes_on(before, row, row.parted if aside else parted)
            if not aside and before is None:
                before = self._page_before(page)  # what begins a page begins a paragraph, usually
            wanted = before is not None and before.block == row.block
            if row.block in self._touched:
                self._let(page, row, wanted, usual)
            if not aside:
                text, parted = row, False
            last = row

    def _let(self, page: int, row: _Row, wanted: bool, usual: bool) -> None:
        now = {d.Flow.USUAL: usual, d.Flow.BEGINS: False, d.Flow.RUNS_ON: True}[row.flow]
        if wanted != now:
            flow = d.Flow.RUNS_ON if wanted else d.Flow.BEGINS
            self._steps.add(page, d.SetFlow(row.key, d.Flow.USUAL if wanted == usual else flow))

    def _page_before(self, page: int) -> "_Row | None":
        """The last line of the text on the pages before."""
        for index in range(page - 1, -1, -1):
            reading = self._readings[index]
            for line in reversed(reading.lines):
                for word in reversed(line.words):
                    last = word.span.last if word.span else -1
                    block = self._claims.of.get(Spot(index, last))
                    if block is not None and self._blocks[block].role not in _ASIDE:
                        return _row(reading, line, line.n, 0, block, parted=False)
        return None


def _row(
    reading: PageReading, line: ReadingLine, key: int, token: int, block: int, *, parted: bool
) -> _Row:
    region = reading.page.lines[line.sources[0]].region if line.sources else None
    flow = line.flow if key == line.n else d.Flow.USUAL
    return _Row(key, token, block, line.role, line.kind, line.place, flow, region, parted)


def _goes_on(before: _Row, row: _Row, parted: bool) -> bool:
    """Whether a line goes on with one before it if nobody says otherwise."""
    alike = (before.role, before.kind) == (row.role, row.kind)
    elsewhere = None not in (before.region, row.region) and before.region != row.region
    return alike and not parted and row.role not in _SINGLE and not elsewhere


def _order(pieces: Sequence[Sequence[Piece]]) -> dict[Spot, tuple[int, int]]:
    """Which block each token stands in, and where there."""
    return {
        spot: (block, n)
        for block, found in enumerate(pieces)
        for n, piece in enumerate(found)
        for spot in piece.spots
    }


def _rising(running: Sequence[_Row], wanted: Sequence[_Row]) -> list[_Row]:
    """A longest row of lines that stand in the wanted order already."""
    rank = {id(row): n for n, row in enumerate(wanted)}
    best: list[list[_Row]] = []
    for row in running:
        longest = max(
            (one for one in best if rank[id(one[-1])] < rank[id(row)]), key=len, default=[]
        )
        best.append([*longest, row])
    return max(best, key=len, default=[])
