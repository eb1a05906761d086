"""In which order a reader of the TEI meets the lines of a document: the rules, told once more.

It knows nothing of the writer's code, so that each can be held against the other (ENCODING.md,
sections 2 and 3). What stands beside the text (stamps, marginal words) comes behind the block that
it interrupts, and before it where that runs on over the end of the page. The list of distribution
and stamps before the text come first; what offices wrote, and stamps behind the text, come last.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import groupby

from reviewer.core.decisions import Flow
from reviewer.core.model import Role
from reviewer.core.reading import ReadingLine

_UNREAD = {Role.NOISE, Role.FORM, Role.PAGE_NUMBER}
_BESIDE = {Role.STAMP, Role.MARGINAL, Role.DISTRIBUTION, Role.PROCESSING}
_ALONE = {Role.LIST_ITEM, Role.TABLE_ROW, Role.NUMBER, Role.HANDLING}
_OPENING = {Role.DATELINE, Role.ADDRESS, Role.NUMBER, Role.HANDLING, Role.SALUTATION}
_CLOSING = {Role.DATELINE, Role.SIGNATURE, Role.SALUTATION, Role.POSTSCRIPT}

Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class Said:
    """What a line of the reading says, with all that stands on it; `noted`: a note or gap does."""

    line: ReadingLine
    words: Words
    noted: bool
    region: int | None


class _Home(Enum):
    """Where a stamp or the like is, or may be in the end."""

    PAGE = auto()
    MARGIN = auto()
    STAMP = auto()
    LATE = auto()
    TEXT = auto()


@dataclass(slots=True)
class _Piece:
    role: Role | None  # None: a page begins
    kind: str = ""
    words: list[str] = field(default_factory=list)
    runs_on: bool = False
    noted: bool = False

    @property
    def home(self) -> _Home:
        if self.role is None:
            return _Home.PAGE
        if self.role is Role.MARGINAL:
            return _Home.MARGIN
        if self.role is Role.PROCESSING or (self.role, self.kind) == (
            Role.STAMP,
            "declassification",
        ):
            return _Home.LATE
        return _Home.STAMP if self.role is Role.STAMP else _Home.TEXT


def in_order(pages: Iterable[Iterable[Said]]) -> Iterator[str]:
    """The words of a document as its reader meets them."""
    enclosures: list[_Order] = []
    document = here = _Order()
    for piece in _joined(pages):
        if piece.role is Role.HEADING and piece.kind == "enclosure":
            rest = here.leave()
            here = _Order()
            enclosures.append(here)
            for one in rest:
                here.take(one)
        here.take(piece)
    first, last = document.result()
    yield from first
    for enclosure in enclosures:
        for words in enclosure.result():
            yield from words
    yield from last


def _joined(pages: Iterable[Iterable[Said]]) -> Iterator[_Piece]:
    """The pieces of all pages, those that run on put together."""
    text: _Piece | None = None
    beside: list[_Piece] = []
    for page in pages:
        beside.append(_Piece(None))
        for piece in _pieces(page):
            if piece.role in _BESIDE:
                beside.append(piece)
            elif text is not None and piece.runs_on and piece.role is text.role:
                turned = max(n for n, one in enumerate(beside) if one.role is None)
                yield from (one for one in beside[:turned] if one.role is not None)
                text.words += piece.words
                beside = beside[turned + 1 :]
            else:
                yield from [text] if text else []
                yield from beside
                text, beside = piece, []
    yield from [text] if text else []
    yield from beside


def _pieces(page: Iterable[Said]) -> Iterator[_Piece]:
    """The blocks of a page, each before what stands beside it."""
    text: _Piece | None = None
    beside: list[_Piece] = []
    parted, region, first = False, None, True
    furnished = False  # whether words of the sheet stand behind what stands beside the text
    for said in page:
        line = said.line
        if not line.words and not said.words:
            parted = parted or said.region == BLANK
            continue
        if line.role in _UNREAD or not any(word.text for word in line.words):
            furnished |= line.role in (Role.FORM, Role.PAGE_NUMBER)
            continue
        piece = _Piece(line.role, line.kind, list(said.words), noted=said.noted)
        if line.role in _BESIDE:
            last = None if furnished or not beside else beside[-1]
            if last is not None and last.role is line.role and line.flow is Flow.RUNS_ON:
                last.words += piece.words  # whatever kind it is of: somebody said so
                last.noted |= piece.noted
            else:
                beside.append(piece)
            furnished = False
            continue
        if text is not None and _goes_on(text, said, parted, region):
            text.words += piece.words
            text.noted |= piece.noted
        else:
            yield from _there(text, beside)
            text, beside, furnished = piece, [], False
            piece.runs_on = first and line.flow is Flow.RUNS_ON
            region = None
        first = parted = False
        region = region if said.region is None else said.region
    yield from _there(text, beside)


BLANK = -1
"""The region of a blank line."""


def _goes_on(text: _Piece, said: Said, parted: bool, region: int | None) -> bool:
    line = said.line
    if line.role is not text.role or line.flow is Flow.BEGINS:
        return False
    if line.flow is Flow.RUNS_ON:
        return True
    elsewhere = None not in (region, said.region) and region != said.region
    return not (parted or line.role in _ALONE or line.kind != text.kind or elsewhere)


def _there(text: _Piece | None, beside: Iterable[_Piece]) -> Iterator[_Piece]:
    """Those of which something is left."""
    for piece in [text, *beside]:
        if piece is not None and (piece.words or piece.noted):
            yield piece


class _Order:
    """The order of the pieces of a document, or of an enclosure."""

    def __init__(self) -> None:
        self._before: list[str] = []
        self._copies: list[str] = []
        self._behind: list[str] = []
        self._message: list[str] = []
        self._late: list[str] = []
        self._waiting: list[_Piece] = []
        self._margin: list[str] = []  # beside the opener
        self._in_opener = False
        self._at_top = True
        self._texted = False
        self._begun = False
        self._copied = False  # whether the list of distribution has begun

    def take(self, piece: _Piece) -> None:
        if piece.role is Role.DISTRIBUTION:
            self._copies += piece.words
            self._begun = self._copied = True
            return
        match piece.home:
            case _Home.PAGE:
                self._end_opener()
                if self._waiting or self._begun:
                    self._waiting.append(piece)
            case _Home.MARGIN if self._waiting:
                self._waiting.append(piece)
            case _Home.MARGIN:
                (self._margin if self._in_opener else self._message).extend(piece.words)
            case _Home.LATE if not any(one.home is _Home.STAMP for one in self._waiting):
                self._late += piece.words
            case _Home.STAMP if not self._texted:
                (self._behind if self._copied else self._before).extend(piece.words)
            case _Home.STAMP | _Home.LATE:
                self._end_opener()
                self._waiting.append(piece)
            case _Home.TEXT:
                self._say(piece)
        self._begun |= piece.home is not _Home.PAGE

    def _say(self, piece: _Piece) -> None:
        self._texted |= piece.role not in _OPENING
        if all(one.home in (_Home.PAGE, _Home.MARGIN) for one in self._waiting):
            self._let_go()
        if self._at_top and not self._waiting and piece.role in _OPENING:
            self._in_opener = True
            self._message += piece.words
        elif piece.role in _CLOSING:
            self._end_opener()
            self._waiting.append(piece)
        else:
            self._end_opener()
            self._let_go()
            self._texted = True
            self._at_top &= piece.role is Role.HEADING
            self._message += piece.words

    def _end_opener(self) -> None:
        self._in_opener = False
        self._message += self._margin
        self._margin = []

    def _let_go(self) -> None:
        """There is more text: what waited was not the end."""
        if self._waiting:
            self._end_opener()
        for piece in self._waiting:
            late = piece.home is _Home.LATE
            (self._late if late else self._message).extend(piece.words)
            self._at_top &= piece.home in (_Home.PAGE, _Home.MARGIN, _Home.LATE)
        self._waiting = []

    def leave(self) -> list[_Piece]:
        """An enclosure begins: what is left of its page goes with it."""
        self._end_opener()
        turned = [n for n, one in enumerate(self._waiting) if one.home is _Home.PAGE]
        rest = self._waiting[turned[-1] :] if turned else []
        if any(one.home not in (_Home.PAGE, _Home.MARGIN, _Home.STAMP) for one in rest):
            return []
        del self._waiting[len(self._waiting) - len(rest) :]
        return rest

    def result(self) -> tuple[list[str], list[str]]:
        """The words before the enclosures, and those behind them."""
        self._end_opener()
        for late, pieces in groupby(
            self._waiting, lambda one: one.home in (_Home.STAMP, _Home.LATE)
        ):
            for piece in pieces:
                (self._late if late else self._message).extend(piece.words)
        self._waiting = []
        return [*self._before, *self._copies, *self._behind, *self._message], self._late
