"""The marks of blocks, where they stand on the pages."""

from collections.abc import Sequence

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId
from reviewer.core.marks import POINTS, Anchor, MarkName, PlacedMark
from reviewer.core.reading import PageReading
from reviewer.core.rebuilding.aligning import Piece, Spot
from reviewer.core.rebuilding.steps import Steps
from reviewer.core.shown import Block, Marked

Place = tuple[int, Anchor]


class Marks:
    """Says which marks are to be set, and where the things are that the file points to."""

    def __init__(self, readings: Sequence[PageReading], steps: Steps) -> None:
        self._readings = readings
        self._steps = steps
        self._wanted: set[tuple[int, MarkName, Anchor, Anchor]] = set()
        self.spans: dict[str, tuple[int, d.Span]] = {}
        """The words that each key of the file is about."""

    def add(self, block: Block, pieces: Sequence[Piece], *, decide: bool = True) -> int:
        """Take a block's marks; how many of them have no place. `decide`: set those not there."""
        homeless = 0
        placed = [piece for piece in pieces if piece.spots]
        self._know(block, placed)
        for mark in block.marks:
            start, end = _start(placed, mark, block.text), _end(placed, mark, block.text)
            if start is None or end is None or start[0] != end[0] or end[1] < start[1]:
                homeless += mark.name is not MarkName.QUERY
                continue
            page = start[0]
            if mark.key:
                self.spans[mark.key] = page, d.Span(start[1].token, end[1].token)
            if mark.name is MarkName.QUERY:
                continue  # an anchor: what hangs on it is told as talk
            if start == end and mark.name not in POINTS:
                homeless += 1
                continue
            self._wanted.add((page, mark.name, start[1], end[1]))
            if decide and not self._is_there(page, mark, start[1], end[1]):
                act = d.Mark(start[1], end[1], mark.name, dict(mark.attributes))
                self._steps.add(page, act, mark.signed)
        return homeless

    def superfluous(self, page: int, tokens: frozenset[int]) -> list[DecisionId]:
        """The marks on some tokens of a page that the file does not have."""
        return [
            mark.decision
            for mark in self._readings[page].marks
            if mark.start.token in tokens
            and mark.name is not MarkName.QUERY
            and (page, mark.name, mark.start, mark.end) not in self._wanted
        ]

    def _know(self, block: Block, placed: Sequence[Piece]) -> None:
        if block.key and placed:
            first, last = placed[0].spots[0], placed[-1].spots[-1]
            if first.page == last.page and first.token <= last.token:
                self.spans[block.key] = first.page, d.Span(first.token, last.token)
        for piece in placed:
            if piece.reading and piece.reading.key:
                page, first_token = piece.spots[0]
                last_token = max(first_token, piece.spots[-1].token)
                self.spans[piece.reading.key] = page, d.Span(first_token, last_token)

    def _is_there(self, page: int, wanted: Marked, start: Anchor, end: Anchor) -> bool:
        return any(
            (mark.name, mark.start, mark.end) == (wanted.name, start, end) and _agree(mark, wanted)
            for mark in self._readings[page].marks
        )


def _agree(mark: PlacedMark, wanted: Marked) -> bool:
    """Whether two marks say nothing that contradicts each other."""
    both = mark.attributes.keys() & wanted.attributes.keys()
    return all(mark.attributes[name].split() == wanted.attributes[name].split() for name in both)


def _start(placed: Sequence[Piece], mark: Marked, text: str) -> Place | None:
    if mark.start == mark.end:
        return _point(placed, mark.start, text)
    for piece in placed:
        if mark.start < piece.end:
            return _in(piece, max(mark.start, piece.start))
    return None


def _end(placed: Sequence[Piece], mark: Marked, text: str) -> Place | None:
    if mark.start == mark.end:
        return _point(placed, mark.end, text)
    for piece in reversed(placed):
        if piece.start < mark.end:
            return _in(piece, min(mark.end, piece.end))
    return None


def _point(placed: Sequence[Piece], at: int, text: str) -> Place | None:
    """A place between characters: in what was decided there, at the word that it touches, else at
    the beginning of the next word.
    """
    exact = [piece for piece in placed if piece.start == at == piece.end]
    inside = [piece for piece in placed if piece.start < at < piece.end]
    ended = [piece for piece in placed if piece.end == at and text[at - 1 : at].strip()]
    later = [piece for piece in placed if piece.start >= at]
    for piece in (*exact, *inside, *ended, *later):
        return _in(piece, max(at, piece.start))
    return _in(placed[-1], placed[-1].end) if placed else None


def _in(piece: Piece, at: int) -> Place:
    spot: Spot = piece.spots[0]
    return spot.page, Anchor(spot.token, at - piece.start)
