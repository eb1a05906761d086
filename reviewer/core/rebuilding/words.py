"""The words of blocks as replacements, removals and insertions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reviewer.core import decisions as d
from reviewer.core.arranging import added_key
from reviewer.core.ids import DecisionId
from reviewer.core.reading import PageReading
from reviewer.core.rebuilding.aligning import Claims, Piece, Spot, plain
from reviewer.core.rebuilding.steps import Steps
from reviewer.core.shown import Block, Signed

Run = tuple[int, d.Span]
"""Tokens that stand side by side on a page: its index, and their span."""


def runs(spots: Sequence[Spot]) -> list[Run]:
    """Tokens gathered where they stand side by side."""
    found: list[Run] = []
    start = 0
    for n, (one, other) in enumerate(pairwise(spots), start=1):
        if other != (one.page, one.token + 1):
            found.append((one.page, d.Span(spots[start].token, spots[n - 1].token)))
            start = n
    if spots:
        found.append((spots[start].page, d.Span(spots[start].token, spots[-1].token)))
    return found


class Words:
    """Says which decisions make the words of blocks read as they do in the file."""

    def __init__(self, readings: Sequence[PageReading], claims: Claims, steps: Steps) -> None:
        self._readings = readings
        self._claims = claims
        self._steps = steps
        self._there = [Counter(_inserted(reading)) for reading in readings]
        self._gone = [dict(_insertions(reading)) for reading in readings]

    def add(self, block: Block, pieces: Sequence[Piece]) -> int:
        """Take a block's words; how many words of it have no place on any page."""
        homeless = 0
        for n, piece in enumerate(pieces):
            text = block.text[piece.start : piece.end]
            signed = piece.reading.signed if piece.reading else Signed()
            if not piece.spots:
                homeless += not (not text or self._insert(pieces, n, text, signed))
                continue
            cause = piece.reading.cause if piece.reading else d.Cause.OCR
            for page, span in runs(piece.spots):
                self._read(page, span, text, cause, signed)
                text = ""  # the first stretch has the words; the others are part of them
        return homeless

    def correct(self, block: Block, pieces: Sequence[Piece]) -> None:
        """Take only what the block's document has wrong by itself."""
        for piece in pieces:
            if piece.reading and piece.reading.cause is d.Cause.SOURCE and piece.spots:
                text = block.text[piece.start : piece.end]
                for page, span in runs(piece.spots):
                    self._read(page, span, text, d.Cause.SOURCE, piece.reading.signed)
                    text = ""

    def remove(self, spots: Sequence[Spot]) -> None:
        """Take away tokens that the text does not have."""
        for page, span in runs(spots):
            for token in range(span.first, span.last + 1):
                self._read(page, d.Span(token, token), "", d.Cause.OCR, Signed())

    def take_back(self, page: int, blocks: frozenset[int]) -> Iterator[DecisionId]:
        """The insertions on a page, next to words of some blocks, that the text does not have."""
        left = +self._there[page]
        for (after, text), decision in self._gone[page].items():
            beside = {
                block
                for token in (after, after + 1)
                if (block := self._claims.of.get(Spot(page, token))) is not None
            }
            if left[after, text] and not blocks.isdisjoint(beside):
                yield decision

    def _read(self, page: int, span: d.Span, text: str, cause: d.Cause, signed: Signed) -> None:
        words = self._readings[page].words_in(span)
        spans = [word.span for word in words if word.span]
        exact = bool(spans) and (spans[0].first, spans[-1].last) == (span.first, span.last)
        now = plain(self._readings[page].text_of(span))
        same = exact and now.split() == text.split()
        caused = not exact or all(not word.changed or word.cause is cause for word in words)
        # What a space apart says is one word after all is said by the decision that joins them.
        whole = len(spans) == 1 or text.count(" ") == len(spans) - 1
        if not (same and caused and whole):
            self._steps.add(page, d.Replace(span, text, cause), signed)

    def _insert(self, pieces: Sequence[Piece], n: int, text: str, signed: Signed) -> bool:
        """Put words in that the source has not; False where nothing of the block is on a page."""
        before = next((one.spots[-1] for one in reversed(pieces[:n]) if one.spots), None)
        behind = next((one.spots[0] for one in pieces[n + 1 :] if one.spots), None)
        if before is not None:
            page, after = before
            line, where = self._readings[page].page.line_of(after).n, after
        elif behind is not None:
            page = behind.page
            source = self._readings[page].page.line_of(behind.token)
            line, where = source.n, behind.token - 1
            if source.tokens[0].n == behind.token:
                where = -1
        else:
            return False
        key = (where, text) if where >= 0 else (-1 - line, text)
        if self._there[page][key]:
            self._there[page][key] -= 1
        else:
            self._steps.add(page, d.Insert(line, where if where >= 0 else None, text), signed)
        return True

    def new_line(self, page: int, before: int | None, block: Block, signed: Signed) -> int:
        """A line of its own for a block that the source has nothing of; its number."""
        key = added_key(self._steps.add(page, d.AddLine(before), signed))
        self._steps.add(page, d.Insert(key, None, block.text), signed)
        return key


def _inserted(reading: PageReading) -> Iterator[tuple[int, str]]:
    for key, _ in _insertions(reading):
        yield key


def _insertions(reading: PageReading) -> Iterator[tuple[tuple[int, str], DecisionId]]:
    """The words put in: behind which token, or below zero in which line; what they are; by which
    decision.
    """
    for line in reading.lines:
        before = -1 - line.n
        for word in line.words:
            if word.span is not None:
                before = word.span.last
            elif word.decision is not None:
                yield (before, word.text), word.decision
