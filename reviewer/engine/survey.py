"""A page as the engine looks at it: every piece of every word, with its neighbours.

Detectors and ranking ask the same things of a page (what is known on it, what stands beside a word,
how noisy it is), so the page is gone over once.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from reviewer.core.decisions import Span
from reviewer.core.model import Role
from reviewer.core.ports import Context
from reviewer.core.reading import PageReading, Word
from reviewer.core.text import cut_tokens
from reviewer.engine.compiling import key_of
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.tokenizing import Piece, PieceKind, cut, parts

EXAMINED = frozenset({PieceKind.WORD, PieceKind.COMPOUND, PieceKind.MIXED})
_LINE_BREAK = ("-", "¬", "\u00ad", "‐")


@dataclass(frozen=True, slots=True)
class Spot:
    """A piece at its place: it begins `offset` characters into the text of the word `span`.

    `known` says whether the lexicon has it (as a whole, or all parts of a compound); `before` and
    `after` whether signs (a stop, a bracket) or a line's end part it from its neighbours.
    """

    span: Span
    offset: int
    piece: Piece
    known: bool
    alone: bool
    before: bool
    after: bool

    @property
    def start(self) -> int:
        """Where the piece begins, in characters of the text of `span`."""
        return self.offset + self.piece.start

    @property
    def end(self) -> int:
        """Where the piece ends, exclusive."""
        return self.offset + self.piece.end


class Survey:
    """All spots of a page, in the order of the text."""

    def __init__(self, page: PageReading, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._known: dict[str, bool] = {}
        self.spots = tuple(self._all(page))
        self._numbers = {(spot.span.first, spot.start): n for n, spot in enumerate(self.spots)}

    def _all(self, page: PageReading) -> Iterator[Spot]:
        held_over = ""
        for line in page.lines:
            if line.removed or line.role is Role.NOISE:
                continue
            words = [word for word in line.words if word.text]
            shouted = _in_capitals(words)
            for number, word in enumerate(words):
                head, held_over = held_over, ""
                last = number == len(words) - 1
                if last and len(word.text) > 2 and word.text.endswith(_LINE_BREAK):
                    held_over = word.text.rstrip("".join(_LINE_BREAK))
                if word.span and not word.decided:
                    tail = self._next_head(page, line.n, words, number) if held_over else ""
                    yield from self._spots(word, word.span, head, tail, shouted)

    @staticmethod
    def _next_head(page: PageReading, line: int, words: list[Word], number: int) -> str:
        """The word that may carry on a word broken at the end of a line."""
        for other in page.lines:
            if other.n > line and other.words:
                return other.words[0].text
        return ""

    def _spots(self, word: Word, span: Span, head: str, tail: str, shouted: bool) -> Iterator[Spot]:
        for start, end in cut_tokens(word.text):
            form = word.text[start:end]
            pieces = cut(form)
            for piece in pieces:
                if shouted and piece.kind is PieceKind.CODE and piece.text.isalpha():
                    # Where everything is in capitals, capitals do not make a code.
                    piece = replace(piece, kind=PieceKind.WORD)
                known = self._is_known(piece)
                if not known and head and piece is pieces[0]:
                    known = self._joined_known(head, piece.text)
                if not known and tail and piece is pieces[-1]:
                    known = self._joined_known(piece.text, tail)
                if piece.kind is PieceKind.COMPOUND and not known:
                    yield from self._of_parts(span, start, form, piece)
                else:
                    yield self._spot(span, start, form, piece, known)

    def _of_parts(self, span: Span, start: int, form: str, piece: Piece) -> Iterator[Spot]:
        for part in parts(piece):
            if part.text:
                yield self._spot(span, start, form, part, self._is_known(part))

    def _spot(self, span: Span, offset: int, form: str, piece: Piece, known: bool) -> Spot:
        bare_end = piece.end + len(piece.suffix)
        return Spot(
            span=span,
            offset=offset,
            piece=piece,
            known=known,
            alone=piece.start == 0 and bare_end == len(form),
            before=piece.start > 0,
            after=bare_end < len(form),
        )

    def _is_known(self, piece: Piece) -> bool:
        if piece.kind not in EXAMINED:
            return True
        known = self._known.get(piece.text)
        if known is None:
            known = self.lexicon.knows(piece.text) or (
                piece.kind is PieceKind.COMPOUND
                and all(len(p.text) < 2 or self.lexicon.knows(p.text) for p in parts(piece))
            )
            self._known[piece.text] = known
        return known

    def _joined_known(self, head: str, tail: str) -> bool:
        """Whether two halves of a word broken at a line's end make a known word."""
        left = cut(head.split()[-1])[-1:]
        right = cut(tail.split()[0])[:1]
        if not left or not right:
            return False
        return self.lexicon.holds(left[0].text + right[0].text)

    def spot_at(self, token: int, start: int) -> int | None:
        """The number of the spot that begins there."""
        return self._numbers.get((token, start))

    def neighbours(self, number: int) -> tuple[str, str]:
        """The folded words left and right of a spot; empty where signs part them or none stands."""
        spot = self.spots[number]
        left = right = ""
        if number and not spot.before and not self.spots[number - 1].after:
            left = self._word(self.spots[number - 1])
        if number + 1 < len(self.spots) and not spot.after and not self.spots[number + 1].before:
            right = self._word(self.spots[number + 1])
        return left, right

    @staticmethod
    def _word(spot: Spot) -> str:
        return key_of(spot.piece.text) if spot.piece.kind in EXAMINED and spot.known else ""

    @cached_property
    def noise(self) -> float:
        """The share of unknown words among those written small, 0 to 1; 0.05 on an empty page.

        Names and codes are left out: they are unknown on clean pages too.
        """
        known = unknown = 0
        for spot in self.spots:
            if spot.piece.kind in EXAMINED and len(spot.piece.text) > 2:
                if spot.known:
                    known += 1
                elif not spot.piece.text[0].isupper():
                    unknown += 1
        return (unknown + 0.5) / (known + unknown + 10)

    @cached_property
    def present(self) -> Counter[str]:
        """How often each known word stands on the page, by its fold."""
        return Counter(
            key_of(spot.piece.text)
            for spot in self.spots
            if spot.known and spot.piece.kind in EXAMINED
        )

    @cached_property
    def repeated(self) -> Counter[str]:
        """How often each form stands on the page."""
        return Counter(spot.piece.text for spot in self.spots)


def _in_capitals(words: list[Word]) -> bool:
    """Whether a line is written in capitals throughout, as the bodies of some telegrams are."""
    letters = [c for word in words if len(word.text) > 4 for c in word.text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return len(letters) >= 12 and capitals > 0.8 * len(letters)


class Surveyor:
    """Makes surveys, and remembers the last: several parts look at the same page in turn."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._extended: tuple[frozenset[str], Lexicon] = (frozenset(), lexicon)
        self._last: tuple[PageReading, frozenset[str], Survey] | None = None

    def lexicon_for(self, context: Context) -> Lexicon:
        """The lexicon with the words that the project holds right."""
        words, lexicon = self._extended
        if words != context.words:
            lexicon = self.lexicon.extended(sorted(context.words))
            self._extended = context.words, lexicon
        return lexicon

    def survey(self, page: PageReading, context: Context) -> Survey:
        """The survey of a page."""
        last = self._last
        if last and last[0] is page and last[1] == context.words:
            return last[2]
        made = Survey(page, self.lexicon_for(context))
        self._last = page, context.words, made
        return made
