"""Which tokens of the source the words of a block stand for."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

from reviewer.core.reading import PageReading
from reviewer.core.shown import Block, Reading

_LOOK_AHEAD = 200  # tokens that notes may be away from where they are mentioned
_WORD = re.compile(r"[^ ]+")


class Spot(NamedTuple):
    """A token: index of its page, its number there."""

    page: int
    token: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block's text, `start` to `end`, that stands for some tokens of the source:
    single words that nobody touched, or what somebody decided (`reading`). Without `spots` the
    source has none of it.
    """

    start: int
    end: int
    spots: tuple[Spot, ...]
    reading: Reading | None = None


class Claims:
    """Which block each token of the document belongs to; a token belongs to one at most."""

    def __init__(
        self, readings: Sequence[PageReading], counts: Sequence[int], *, in_order: bool = False
    ) -> None:
        """`counts` are the lines of each page as the file counts them. `in_order`: blocks do not
        say their lines, but stand in the order of the tokens.
        """
        self.of: dict[Spot, int] = {}
        self._lines: dict[int, list[Spot]] = {}
        self._forms: dict[Spot, str] = {}
        self.in_order = in_order
        self._behind = 0
        number = 0
        for page, reading in enumerate(readings):
            for line in reading.page.lines:
                spots = [Spot(page, token.n) for token in line.tokens]
                self._lines[number + line.n + 1] = spots
                self._forms |= {
                    spot: plain(line.form(token))
                    for spot, token in zip(spots, line.tokens, strict=True)
                }
            number += counts[page] if page < len(counts) else len(reading.page.lines)
        self._all = list(self._forms)
        self._places = {spot: n for n, spot in enumerate(self._all)}

    def claim(self, index: int, block: Block) -> tuple[Piece, ...]:
        """The pieces of a block; its tokens are its own from now on.

        A block that says no lines has none: its words are somebody's own. Where no block says any,
        each goes on near the end of the one before.
        """
        words = list(_spans(block.source))
        if self.in_order:
            free = self._ahead(2 * len(words) + _LOOK_AHEAD)
        else:
            free = [
                spot
                for line in block.lines
                for spot in self._lines.get(line, ())
                if spot not in self.of
            ]
        forms = [self._forms[spot] for spot in free]
        said = [plain(block.source[start:end]) for start, end in words]
        spots: list[Spot | None] = [None] * len(words)
        matcher = SequenceMatcher(None, said, forms, autojunk=False)
        for _, one, end, other, last in matcher.get_opcodes():
            # The same, or something else: then word by word as far as both go.
            both = min(end - one, last - other)
            spots[one : one + both] = free[other : other + both]
        for spot in spots:
            if spot is not None:
                self.of[spot] = index
                self._behind = max(self._behind, self._places[spot] + 1)
        return tuple(_pieces(block, words, spots))

    def _ahead(self, count: int) -> list[Spot]:
        """Tokens nobody has claimed, from shortly before the end of what is claimed on."""
        start = max(0, self._behind - _LOOK_AHEAD)
        near = islice(self._all, start, self._behind + count)
        return [spot for spot in near if spot not in self.of]

    def unclaimed(self, lines: Sequence[int]) -> Iterator[Spot]:
        """The tokens on some lines that no block has."""
        for line in lines:
            for spot in self._lines.get(line, ()):
                if spot not in self.of:
                    yield spot

    def line_of(self, number: int) -> list[Spot]:
        """The tokens of a line, by its number in the document."""
        return self._lines.get(number, [])

    @property
    def lines(self) -> Sequence[int]:
        """The numbers of all lines."""
        return tuple(self._lines)


def _pieces(
    block: Block, words: Sequence[tuple[int, int]], spots: Sequence[Spot | None]
) -> Iterator[Piece]:
    """Whole words, each with what it stands for; in between, what was decided."""
    texts = list(_spans(block.text))
    at = upon = 0  # the words of the source and of the text that are behind us
    for reading in _widened(block):
        while at < len(words) and words[at][1] <= reading.start:
            yield from _plain_piece(words, texts, spots, at, upon)
            at, upon = at + 1, upon + 1
        inside: list[Spot] = []
        while at < len(words) and words[at][0] < reading.end:
            spot = spots[at]
            inside += [spot] if spot is not None else []
            at += 1
        while upon < len(texts) and texts[upon][0] < reading.last:
            upon += 1
        yield Piece(reading.first, reading.last, tuple(inside), reading)
    while at < len(words):
        yield from _plain_piece(words, texts, spots, at, upon)
        at, upon = at + 1, upon + 1


def _plain_piece(
    words: Sequence[tuple[int, int]],
    texts: Sequence[tuple[int, int]],
    spots: Sequence[Spot | None],
    at: int,
    upon: int,
) -> Iterator[Piece]:
    if upon < len(texts):
        spot = spots[at]
        yield Piece(*texts[upon], () if spot is None else (spot,))


def _widened(block: Block) -> Iterator[Reading]:
    """The readings of a block, each widened to whole words, in order; those that meet are one."""
    last: Reading | None = None
    for reading in sorted(block.readings, key=lambda one: (one.start, one.first)):
        start, first, end, ending = reading.start, reading.first, reading.end, reading.last
        if glued := _joined(block.source, start, end, start) or _joined(
            block.text, first, ending, first
        ):
            start, first = _begin(block.source, start), _begin(block.text, first)
        if _joined(block.source, start, end, end) or _joined(block.text, first, ending, ending):
            end, ending = _end(block.source, end), _end(block.text, ending)
        meets = last and (start < last.end or first < last.last or (glued and start == last.end))
        if last is not None and meets:
            start, first = last.start, last.first
            end, ending = max(end, last.end), max(ending, last.last)
        elif last is not None:
            yield last
        last = Reading(start, end, first, ending, reading.cause, reading.signed, reading.key)
    if last is not None:
        yield last


def _joined(text: str, start: int, end: int, at: int) -> bool:
    """Whether a stretch that is not empty is one word with what stands beyond its border `at`."""
    return start < end and 0 < at < len(text) and " " not in text[at - 1 : at + 1]


def _begin(text: str, at: int) -> int:
    while at > 0 and text[at - 1] != " ":
        at -= 1
    return at


def _end(text: str, at: int) -> int:
    while at < len(text) and text[at] != " ":
        at += 1
    return at


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for found in _WORD.finditer(text):
        yield found.span()


def plain(word: str) -> str:
    """A text as it comes through a file: composed."""
    return unicodedata.normalize("NFC", word)
