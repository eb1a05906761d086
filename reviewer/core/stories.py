"""A word's story: what it was, what became of it, by whom and why. Read off the ledger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewer.core import decisions as d
from reviewer.core.fitting import span_of as span_of
from reviewer.core.fold import Fold
from reviewer.core.model import Alternative
from reviewer.core.past import Backwards
from reviewer.core.reading import PageReading, Word


@dataclass(frozen=True, slots=True)
class Chapter:
    """A decision that had to do with a word: what the words read before and after it.

    `undone` is what took it back and still counts.
    """

    decision: d.Decision
    before: str
    after: str
    undone: d.Decision | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """All there is to tell of a word.

    `span` are the source tokens that stand together in it, None for one that somebody added.
    `source` is what the import said, `confidence` (0 to 1) and `alternatives` what the OCR engine
    thought of it. `approved` are the decisions that sign it: of the change or of the page.
    """

    present: str
    source: str
    span: d.Span | None
    confidence: float | None
    alternatives: tuple[Alternative, ...]
    chapters: tuple[Chapter, ...]
    approved: tuple[d.Decision, ...]


def story(reading: PageReading, word: Word, decisions: Sequence[d.Decision]) -> Story:
    """The story of a word of a reading; `decisions` are all that its page has, in order."""
    past = Backwards()
    for decision in reversed(decisions):
        past.see(decision)
    touching = _touching(word, decisions)
    span = _widest(word, touching)
    chapters = tuple(_chapters(reading, word, span, touching, past))
    told = {chapter.decision.id for chapter in chapters}
    tokens = reading.page.tokens[span.first : span.last + 1] if span else ()
    sure = [token.confidence for token in tokens if token.confidence is not None]
    others = tokens[0].alternatives if len(tokens) == 1 else ()
    return Story(
        present=word.text,
        source=word.source if span == word.span else _imported(reading, span),
        span=span,
        confidence=min(sure) if sure else None,
        alternatives=tuple(others),
        chapters=chapters,
        approved=tuple(
            one
            for one in reading.decisions
            if isinstance(one.act, d.Approve) and (not one.act.targets or told & {*one.act.targets})
        ),
    )


def _touching(word: Word, decisions: Iterable[d.Decision]) -> list[d.Decision]:
    """The decisions on the words of a word, those included that reached over its edges."""
    decisions = list(decisions)
    if word.span is None:
        return [one for one in decisions if one.id == word.decision]
    spans = {one.id: span for one in decisions if (span := span_of(one.act))}
    met = word.span
    while True:
        near = [span for one in decisions if (span := spans.get(one.id)) and span.touches(met)]
        writes = [span for span in near if span.last - span.first < _FAR]
        wider = d.Span(
            min([met.first, *(span.first for span in writes)]),
            max([met.last, *(span.last for span in writes)]),
        )
        if wider == met:
            return [one for one in decisions if one.id in spans and spans[one.id].touches(met)]
        met = wider


_FAR = 12  # tokens; what reaches further is about a passage, and no part of one word's story


def _widest(word: Word, touching: Iterable[d.Decision]) -> d.Span | None:
    if word.span is None:
        return None
    spans = [
        span
        for one in touching
        if (span := span_of(one.act)) and isinstance(one.act, d.Replace | d.Join)
        if span.last - span.first < _FAR
    ]
    return d.Span(
        min([word.span.first, *(span.first for span in spans)]),
        max([word.span.last, *(span.last for span in spans)]),
    )


def _chapters(
    reading: PageReading,
    word: Word,
    span: d.Span | None,
    touching: Sequence[d.Decision],
    past: Backwards,
) -> Iterable[Chapter]:
    """Each decision with the words before and after it, as they read when nothing was undone."""
    if span is None:
        for one in touching:
            yield Chapter(one, "", word.text, past.taker(one.id))
        return
    folder = Fold(reading.page)
    counted: list[d.Decision] = []
    before = folder.read().text_of(span)
    for one in touching:
        undone = past.taker(one.id)
        after = folder.read([*counted, one]).text_of(span)
        yield Chapter(one, before, after, undone)
        if undone is None:
            counted.append(one)
            before = after


def _imported(reading: PageReading, span: d.Span | None) -> str:
    return Fold(reading.page).read().text_of(span) if span else ""


def lines_of(reading: PageReading, word: Word) -> frozenset[int]:
    """The numbers of the lines that a word stands in, and stood in in the source."""
    if word.span is None:
        return frozenset()
    place = reading.place_of(word.span.first)
    found = {reading.page.line_of(word.span.first).n}
    return frozenset(found | ({reading.lines[place[0]].n} if place else set()))


def moves_of(lines: frozenset[int], decisions: Iterable[d.Decision]) -> list[d.Decision]:
    """What was done with some lines as a whole, in order, the undone included."""
    return [one for one in decisions if lines & {*_lines(one.act)}]


def _lines(act: d.Act) -> Iterable[int]:
    match act:
        case d.MoveLine(line) | d.SetRole(line) | d.SetFlow(line):
            yield line
        case d.JoinLines(line, behind):
            yield line
            yield behind
