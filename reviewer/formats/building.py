"""Making pages of what OCR files hold: words with boxes, lines, regions.

Files of one format differ in how much they say. Some give words alone, some only lines, many both,
and the two need not agree; boxes may lie outside the page or be no boxes at all. All readers of
formats with a layout build their pages here, so that such things are judged in one place.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import islice, takewhile

from reviewer.core.geometry import Box, Points, around, bounds
from reviewer.core.model import Alternative, Image, Line, Page, Region, Role, Token
from reviewer.core.text import cut_tokens

_BREAK = re.compile(r"\r\n|[\n\r\f]")
FARTHEST = 1_000_000
"""Pixels beyond which a coordinate is no place on any page."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word as an OCR file gives it; its text may hold blanks, and then is several tokens.

    `glued` says that no blank stands before it.
    """

    text: str
    box: Box | None = None
    confidence: float | None = None
    alternatives: tuple[Alternative, ...] = ()
    glued: bool = False


@dataclass
class PageBuilder:
    """Collects the regions and lines of one page in reading order.

    `width` and `height` are the page's in pixels (0 where unknown); what has to be mended is added
    to `remarks`, beginning with `where`.
    """

    remarks: list[str]
    where: str = ""
    width: int = 0
    height: int = 0
    _regions: list[Region] = field(default_factory=list)
    _lines: list[Line] = field(default_factory=list)
    _tokens: int = 0
    _outside: int = 0

    def add_region(
        self,
        kind: str = "",
        role: Role = Role.BODY,
        box: Box | None = None,
        outline: Points = (),
    ) -> int:
        """Add a region; its number is what its lines name."""
        number = len(self._regions)
        shape = self._inside(outline)
        self._regions.append(Region(number, kind, role, self._fit(box) or bounds(shape), shape))
        return number

    def add_line(
        self,
        pieces: Sequence[Piece],
        *,
        text: str | None = None,
        region: int | None = None,
        role: Role | None = None,
        box: Box | None = None,
        outline: Points = (),
        baseline: Points = (),
        confidence: float | None = None,
    ) -> None:
        """Add a line of words.

        `text` is what the file says of the line as a whole: it goes before its words, which then
        give boxes to what they agree on. The role is that of the region where none is given.
        """
        said, spans = _joined([self._fitted(piece) for piece in pieces])
        shown = said if text is None else _BREAK.sub(" ", text)
        tokens = _tokens(shown, said, spans, self._tokens)
        if role is None:
            role = self._regions[region].role if region is not None else Role.BODY
        shape = self._inside(outline)
        self._lines.append(
            Line(
                n=len(self._lines),
                text=shown,
                tokens=tuple(tokens),
                role=role,
                box=self._fit(box) or bounds(shape) or around(token.box for token in tokens),
                region=region,
                outline=shape,
                baseline=self._inside(baseline),
                confidence=confidence,
            )
        )
        self._tokens += len(tokens)

    def make(
        self,
        number: int,
        *,
        label: str = "",
        image: Image | None = None,
        file: str = "",
        place: int = 0,
    ) -> Page:
        """The page of all that was added."""
        if self._outside:
            self.remarks.append(
                f"{self.where}: {self._outside} coordinates lie outside the page; they were moved "
                "to its edge."
            )
        return Page(number, tuple(self._lines), label, image, tuple(self._regions), file, place)

    def _fitted(self, piece: Piece) -> Piece:
        box = self._fit(piece.box)
        return piece if box is piece.box else replace(piece, box=box)

    def _fit(self, box: Box | None) -> Box | None:
        if box is None or not (self.width and self.height):
            return box
        inside = box.within(self.width, self.height)
        self._outside += inside != box
        return inside

    def _inside(self, points: Points) -> Points:
        if not (self.width and self.height):
            return points
        moved = tuple((min(max(x, 0), self.width), min(max(y, 0), self.height)) for x, y in points)
        self._outside += moved != points
        return moved


def make_box(left: float, top: float, right: float, bottom: float) -> Box | None:
    """A box of numbers out of a file, its sides put in order; None where they make no sense."""
    numbers = (left, top, right, bottom)
    if not all(math.isfinite(number) and abs(number) <= FARTHEST for number in numbers):
        return None
    return Box(
        round(min(left, right)),
        round(min(top, bottom)),
        round(max(left, right)),
        round(max(top, bottom)),
    )


def make_points(pairs: Iterable[tuple[float, float]]) -> Points:
    """Points of numbers out of a file; none where one of them makes no sense."""
    found = list(pairs)
    if not all(math.isfinite(n) and abs(n) <= FARTHEST for pair in found for n in pair):
        return ()
    return tuple((round(x), round(y)) for x, y in found)


def make_confidence(value: float, highest: float = 1.0) -> float | None:
    """A confidence out of a file on the scale of 0 to 1; None where it makes no sense."""
    if not math.isfinite(value) or not 0 <= value <= highest:
        return None
    return round(value / highest, 4)


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a piece stands in the joined text of its line."""

    start: int
    end: int
    piece: Piece


def _joined(pieces: Sequence[Piece]) -> tuple[str, list[_Span]]:
    text, spans = "", []
    for piece in pieces:
        content = _BREAK.sub(" ", piece.text)
        if text and content and not piece.glued:
            text += " "
        spans.append(_Span(len(text), len(text) + len(content), piece))
        text += content
    return text, spans


def _tokens(shown: str, said: str, spans: Sequence[_Span], number: int) -> list[Token]:
    """Tokens of the text that is shown, with what the words that were said know of them.

    They are numbered from `number`.
    """
    known: list[Token] = []
    first = 0  # of the pieces that do not end before the token: lines may have very many
    for n, (start, end) in enumerate(cut_tokens(said), number):
        while spans[first].end <= start:
            first += 1
        known.append(_token(n, start, end, spans, first))
    if shown == said:
        return known
    cuts = list(cut_tokens(shown))
    bare = [Token(n, start, end) for n, (start, end) in enumerate(cuts, number)]
    if not known:
        return bare
    ours = [shown[start:end] for start, end in cuts]
    theirs = [said[token.start : token.end] for token in known]
    made: list[Token] = []
    # Not `autojunk`: a word that is frequent in a long line is no less itself.
    for _, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        made += _matched(bare[i:j], known[k:m])
    return made


def _matched(ours: list[Token], theirs: list[Token]) -> list[Token]:
    """Our tokens with the boxes of theirs: one by one where they are as many, else in shares."""
    if len(ours) == len(theirs):
        return [
            replace(
                mine, box=other.box, confidence=other.confidence, alternatives=other.alternatives
            )
            for mine, other in zip(ours, theirs, strict=True)
        ]
    whole = around(token.box for token in theirs)
    if not ours or whole is None:
        return ours
    sure = [token.confidence for token in theirs if token.confidence is not None]
    first, length = ours[0].start, ours[-1].end - ours[0].start
    return [
        replace(
            token,
            box=whole.share(token.start - first, token.end - first, length),
            confidence=min(sure, default=None),
        )
        for token in ours
    ]


def _token(n: int, start: int, end: int, spans: Sequence[_Span], first: int) -> Token:
    """A token of the joined text, which several pieces may share, or one piece give in part.

    `first` is the first piece that does not end before it.
    """
    lone = spans[first]
    if (lone.start, lone.end) == (start, end) and not _shared(spans, first, end):
        piece = lone.piece  # nearly all words
        return Token(n, start, end, piece.box, piece.confidence, piece.alternatives)
    from_first = takewhile(lambda span: span.start < end, islice(spans, first, None))
    inside = [span for span in from_first if start < span.end]
    boxes: list[Box | None] = []
    for span in inside:
        box, length = span.piece.box, span.end - span.start
        if box is not None and not (start <= span.start and span.end <= end):
            box = box.share(
                max(start, span.start) - span.start, min(end, span.end) - span.start, length
            )
        boxes.append(box)
    sure = [span.piece.confidence for span in inside if span.piece.confidence is not None]
    alone = len(inside) == 1 and (inside[0].start, inside[0].end) == (start, end)
    return Token(
        n=n,
        start=start,
        end=end,
        box=around(boxes),
        confidence=min(sure, default=None),
        alternatives=inside[0].piece.alternatives if alone else (),
    )


def _shared(spans: Sequence[_Span], first: int, end: int) -> bool:
    """Whether a further piece begins before the end of a token."""
    return first + 1 < len(spans) and spans[first + 1].start < end
