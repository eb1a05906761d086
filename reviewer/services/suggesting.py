"""Suggestions for text outside any project: `reviewer suggest`."""

from collections.abc import Iterable, Sequence
from typing import Any

from reviewer.core.findings import Finding
from reviewer.core.fold import fold
from reviewer.core.lessons import DEFAULT
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.messages import Catalogue
from reviewer.core.model import Page
from reviewer.core.ports import Analyst, Context
from reviewer.core.reading import PageReading
from reviewer.core.text import make_lines
from reviewer.services.lexicon import words_of


def suggest(
    analyst: Analyst,
    catalogue: Catalogue,
    text: str,
    language: str = "en",
    automatic: float = DEFAULT,
    entries: tuple[LexiconEntry, ...] = (),
) -> dict[str, Any]:
    """Findings and suggestions for a text, as JSON values (DESIGN 5).

    Offsets are characters of the text. `corrected` is the text after automatic correction alone:
    with first suggestions at least as likely as `automatic` where the engine allows it. `entries`
    are the person's own words.
    """
    reading = fold(Page(1, make_lines(text)))
    context = Context(language, words_of(entries), entries)
    findings = analyst.analyse(reading, context)
    starts = _line_starts(reading)
    records = [_record(finding, reading, starts, catalogue) for finding in findings]
    sure = (
        (record["start"], record["end"], finding.suggestions[0].text)
        for finding, record in zip(findings, records, strict=True)
        if finding.automatic
        and finding.suggestions
        and finding.suggestions[0].probability >= automatic
    )
    return {"corrected": _corrected(text, sure), "findings": records}


def _corrected(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """The text with stretches (start, end) replaced; of those that overlap the first counts."""
    parts, position = [], 0
    for start, end, reading in sorted(changes, key=lambda change: change[:2]):
        if start >= position:
            parts += [text[position:start], reading]
            position = end
    return "".join((*parts, text[position:]))


def _line_starts(reading: PageReading) -> Sequence[int]:
    starts, position = [], 0
    for line in reading.lines:
        starts.append(position)
        position += len(line.text) + len(line.end)
    return starts


def _record(
    finding: Finding, reading: PageReading, starts: Sequence[int], catalogue: Catalogue
) -> dict[str, Any]:
    place = reading.place_of(finding.span.first)
    line, word = place or (0, 0)
    begin = starts[line] + reading.lines[line].starts[word]
    return {
        "start": begin + finding.start,
        "end": begin + finding.end,
        "form": finding.form,
        "kind": str(finding.kind),
        "probability": finding.probability,
        "reasons": [catalogue.say(reason) for reason in finding.reasons],
        "suggestions": [suggestion.text for suggestion in finding.suggestions],
        "details": [
            {
                "text": suggestion.text,
                "probability": suggestion.probability,
                "source": suggestion.source,
                "evidence": [catalogue.say(message) for message in suggestion.evidence],
            }
            for suggestion in finding.suggestions
        ],
    }
