"""Noise lines: lines in which hardly anything can be read, and nothing likely be offered.

Stamps, scratches and the edge of a page make OCR write lines of fragments. One finding for such a
line, with the offer to remove it, takes the place of one for each fragment.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from reviewer.core.decisions import Span
from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.core.messages import Message
from reviewer.core.reading import PageReading, ReadingLine

LEAST_WORDS = 3
"""Shorter lines are judged word by word: a heading may be one damaged word."""
DOUBTED = 0.8
"""So much of a line's letters and signs stands in findings."""
OFFERED = 0.45
"""A word for which a reading this likely is offered is damaged, but no noise."""
MENDABLE = 0.25
"""No more of a line's findings may be mendable so."""


def noise_lines(page: PageReading, findings: Sequence[Finding]) -> Iterator[Finding]:
    """One finding for each line of noise."""
    by_line: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        first, last = page.place_of(finding.span.first), page.place_of(finding.span.last)
        if first and last and first[0] == last[0]:
            by_line[first[0]].append(finding)
    for number, found in sorted(by_line.items()):
        made = _judged(page, page.lines[number], found)
        if made:
            yield made


def _judged(page: PageReading, line: ReadingLine, findings: Sequence[Finding]) -> Finding | None:
    words = [word for word in line.words if word.text]
    spans = [word.span for word in words if word.span and not word.decided]
    if len(words) < LEAST_WORDS or len(spans) < len(words):
        return None
    signs = sum(len(word.text) for word in words)
    doubted = sum(len(finding.form.replace(" ", "")) for finding in findings)
    mendable = sum(
        bool(f.suggestions and f.suggestions[0].text and f.suggestions[0].probability >= OFFERED)
        for f in findings
    )
    if doubted < DOUBTED * signs or mendable > MENDABLE * len(findings):
        return None
    span = Span(spans[0].first, spans[-1].last)
    text = page.text_of(span)
    likely = sum(finding.probability for finding in findings) / len(findings)
    removal = Suggestion("", round(likely * 0.9, 5), "noise", (Message("engine.removal_line"),))
    return Finding(
        span=span,
        start=0,
        end=len(text),
        form=text,
        kind=Kind.NOISE,
        probability=round(likely, 5),
        reasons=(Message("engine.noise_line"),),
        suggestions=(removal,),
    )
