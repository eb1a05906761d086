"""From the present reading of a page to what is marked on its picture, and back from a place in it.

A word stands where its tokens stand, also after it was joined or its line was moved; where the
source knows only where a line is, its words are taken to share it by their letters.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from reviewer.core.decisions import Span
from reviewer.core.findings import Finding
from reviewer.core.geometry import Box, around
from reviewer.core.model import Page
from reviewer.core.reading import PageReading, ReadingLine
from reviewer.services.pages import PageView
from reviewer.ui.views.facsimile_marks import (
    FindingMark,
    LineMark,
    PageMarks,
    WordMark,
    line_mark,
)


def marks_of(view: PageView) -> PageMarks:
    """What may be marked on the page's picture.

    A line's key is its index in the reading. A word over two lines of the source is marked on each
    of them, under the first of its tokens there.
    """
    reading = view.reading
    words = tuple(_words(reading))
    boxes = {word.token: word.box for word in words}
    return PageMarks(
        lines=tuple(_lines(reading, boxes)),
        words=words,
        findings=tuple(_findings(reading.page, view.open)),
    )


def has_places(page: Page) -> bool:
    """Whether the source says of anything on the page where it is."""
    return any(line.box for line in page.lines) or any(token.box for token in page.tokens)


def token_at(reading: PageReading, line: int, column: int) -> int | None:
    """The token under whose number the word at a column is marked; None where no word is."""
    if not 0 <= line < len(reading.lines):
        return None
    word = reading.lines[line].word_at(column)
    return word.span.first if word and word.span else None


def start_of(reading: PageReading, token: int) -> tuple[int, int] | None:
    """(line index, column) at which the word of a token begins; None where it is not read."""
    place = reading.place_of(token)
    return (place[0], reading.lines[place[0]].starts[place[1]]) if place else None


def finding_at(view: PageView, token: int | None) -> Finding | None:
    """The open finding that a token belongs to."""
    if token is None:
        return None
    return next((one for one in view.open if one.span.first <= token <= one.span.last), None)


def box_of(reading: PageReading, span: Span | None, line: int) -> Box | None:
    """Where words stand in the picture: the first line of them; without words, or where the source
    does not say, a line of the reading.
    """
    first = next(_parts(reading.page, span), None) if span else None
    if first is not None or not 0 <= line < len(reading.lines):
        return first[1] if first else None
    sources = [reading.page.lines[number] for number in reading.lines[line].sources]
    return around(source.box for source in sources)


def _words(reading: PageReading) -> Iterator[WordMark]:
    for line in reading.lines:
        for word in line.words:
            if word.span and word.text:
                yield from (WordMark(*part) for part in _parts(reading.page, word.span))


def _parts(page: Page, span: Span) -> Iterator[tuple[int, Box]]:
    """The tokens of a span with the place they take, line by line of the source."""
    if span.first == span.last:
        box = _box(page, span.first)
        if box is not None:
            yield span.first, box
        return
    tokens = range(span.first, span.last + 1)
    for _, group in groupby(tokens, key=lambda token: page.line_of(token).n):
        together = list(group)
        box = around(_box(page, token) for token in together)
        if box is not None:
            yield together[0], box


def _box(page: Page, n: int) -> Box | None:
    token = page.tokens[n]
    if token.box is not None:
        return token.box
    line = page.line_of(n)
    return line.box.share(token.start, token.end, len(line.text)) if line.box else None


def _lines(reading: PageReading, boxes: dict[int, Box]) -> Iterator[LineMark]:
    shared = Counter(number for line in reading.lines for number in line.sources)
    for index, line in enumerate(reading.lines):
        mark = _line(reading.page, index, line, boxes, shared)
        if mark is not None:
            yield mark


def _line(
    page: Page, index: int, line: ReadingLine, boxes: dict[int, Box], shared: Counter[int]
) -> LineMark | None:
    sources = [page.lines[number] for number in line.sources]
    if any(shared[source.n] > 1 for source in sources):
        # The source's line stands in several lines now: each is where its own words are.
        own = [boxes.get(word.span.first) for word in line.words if word.span]
        return line_mark(index, around(own))
    if len(sources) == 1:
        return line_mark(index, sources[0].box, sources[0].outline)
    return line_mark(index, around(source.box for source in sources))


def _findings(page: Page, findings: tuple[Finding, ...]) -> Iterator[FindingMark]:
    for finding in findings:
        first = next(_parts(page, finding.span), None)
        if first is not None:
            yield FindingMark(finding.key, first[1], finding.kind)
