"""Where a search came true on a page, and whether a batch should take it along unasked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reviewer.core.decisions import Span
from reviewer.core.findings import Kind
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.keeping import OpenFinding, TextPage
from reviewer.core.page_text import Cell, PageText
from reviewer.core.searching import Find, Where
from reviewer.core.workflow import EDITABLE

_AROUND = 100  # characters of the text to either side of a hit
_BLANKS = re.compile(r"\s+")


class Doubt(StrEnum):
    """Why a hit is not taken along unless somebody says so."""

    LOCKED = "locked"
    """Its page is with the editor or approved: it cannot be changed."""
    DECIDED = "decided"
    """Somebody settled it."""
    CONTEXT = "context"
    """What stands there is a word as it is, so that each place has to be judged by itself."""
    UNDOUBTED = "undoubted"
    """The engine looked at this place and saw nothing wrong."""
    SAME = "same"
    """It reads so already."""
    OTHERWISE = "otherwise"
    """The engine would read something else at this place."""


SETTLED = (Doubt.LOCKED, Doubt.DECIDED, Doubt.SAME)
"""Why a hit is not taken along even where everything that was found is meant."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where something was found.

    Characters `start` to `end` (exclusive) of the page's present text, on line number `line` from
    0; `form` is that stretch, `left` and `right` what stands around it. `raw` is what the import
    had there, where it was found in that alone. `span` are the words' tokens (None: inserted),
    `decision` what settled them; `reading` is what a replacement makes of it; `finding` what the
    engine doubts there.
    """

    page: PageId
    document: DocumentId
    number: int
    revision: int
    line: int
    start: int
    end: int
    form: str
    left: str
    right: str
    raw: str = ""
    span: Span | None = None
    decision: DecisionId | None = None
    reading: str | None = None
    finding: OpenFinding | None = None
    locked: bool = False
    analysed: bool = False

    @property
    def place(self) -> tuple[int, int, int]:
        """Names the hit as long as its page does not change."""
        return self.page, self.start, self.end


def hits(page: TextPage, find: Find, where: Where) -> Iterator[Hit]:
    """What is found on a page, in the order of its text."""
    found: list[Hit] = []
    if where is not Where.RAW or page.present is page.source:
        for match in find(page.present.text):
            cells = page.present.between(match.start, match.end)
            found.append(_hit(page, match.start, match.end, cells, match.replacement))
    if where is not Where.PRESENT and page.present is not page.source:
        taken = {token for hit in found for token in _tokens(hit.span)}
        inserted = len(found)
        found += (hit for hit in _raw_hits(page, find) if not taken & _tokens(hit.span))
        if len(found) > inserted:
            found.sort(key=lambda hit: (hit.start, hit.end))
    yield from found


def _raw_hits(page: TextPage, find: Find) -> Iterator[Hit]:
    """What is found in the text as imported, at the words that stand for it now."""
    now = page.present.cells
    by_token = {token: n for n, cell in enumerate(now) for token in _tokens(cell.span)}
    for match in find(page.source.text):
        read = page.source.between(match.start, match.end)
        tokens = [token for cell in read for token in _tokens(cell.span)]
        places = sorted({by_token[token] for token in tokens if token in by_token})
        if not tokens or match.start == match.end:
            continue
        span = Span(min(tokens), max(tokens))
        if not places:  # removed: it stood behind what stands before it
            before = [cell.end for cell in now if cell.span and cell.span.last < span.first]
            at = before[-1] if before else 0
            hit = replace(_hit(page, at, at, (), match.replacement), span=span)
            yield replace(hit, raw=page.source.text[match.start : match.end])
            continue
        cells = now[places[0] : places[-1] + 1]
        old, new = page.source.text[read[0].start : read[-1].end], _text(page.present, cells)
        if old == new:
            start = cells[0].start + match.start - read[0].start
            yield _hit(page, start, start + match.end - match.start, cells, match.replacement)
        else:
            hit = _hit(page, cells[0].start, cells[-1].end, cells, match.replacement)
            yield replace(hit, raw=page.source.text[match.start : match.end])


def _text(text: PageText, cells: Sequence[Cell]) -> str:
    return text.text[cells[0].start : cells[-1].end]


def _tokens(span: Span | None) -> set[int]:
    return set(range(span.first, span.last + 1)) if span else set()


def _hit(page: TextPage, start: int, end: int, cells: Sequence[Cell], reading: str | None) -> Hit:
    text = page.present.text
    spans = [cell.span for cell in cells if cell.span]
    return Hit(
        page=page.id,
        document=page.document,
        number=page.number,
        revision=page.revision,
        line=page.present.line_of(start)[0],
        start=start,
        end=end,
        form=text[start:end],
        left=_BLANKS.sub(" ", text[max(0, start - _AROUND) : start]),
        right=_BLANKS.sub(" ", text[end : end + _AROUND]),
        span=Span(min(s.first for s in spans), max(s.last for s in spans)) if spans else None,
        decision=next((cell.decision for cell in cells if cell.decision), None),
        reading=reading,
        locked=page.state not in EDITABLE,
        analysed=page.analysed,
    )


def doubt(hit: Hit, reading: str, origin: Kind | None) -> Doubt | None:
    """Why a hit should not be read as `reading` unasked; None where nothing is against it.

    `origin` is the kind of the finding that the form was looked up from (None: of none). A form
    that is no word is wrong wherever it stands, unless the engine says of a place that it is right
    there, or reads it otherwise; a form that is a word has to be judged place by place.
    """
    if hit.locked:
        return Doubt.LOCKED
    if hit.decision is not None or hit.raw:
        return Doubt.DECIDED
    if hit.form == reading:
        return Doubt.SAME
    if hit.finding is None:
        known_wrong = origin not in (None, Kind.REAL_WORD) and not hit.analysed
        return None if known_wrong else Doubt.UNDOUBTED
    if hit.finding.kind is Kind.REAL_WORD:
        return Doubt.CONTEXT
    if reading and hit.finding.first and hit.finding.first != reading:
        return Doubt.OTHERWISE
    return None


def as_written(form: str, asked: str, reading: str) -> str:
    """The reading of `asked` for a place that has it as `form`: in capitals where that is.

    >>> as_written("CUBEN", "Cuben", "Cuban"), as_written("The", "the", "she")
    ('CUBAN', 'She')
    """
    if form == asked:
        return reading
    if form.isupper() and not asked.isupper() and len(form) > 1:
        return reading.upper()
    if form[:1].isupper() and asked[:1].islower():
        return reading[:1].upper() + reading[1:]
    return reading
