"""Suggestions for text outside any project: `reviewer suggest`."""

from collections.abc import Sequence
from typing import Any

from reviewer.core.findings import Finding
from reviewer.core.fold import fold
from reviewer.core.messages import Catalogue
from reviewer.core.model import Page
from reviewer.core.ports import Analyst, Context
from reviewer.core.reading import PageReading
from reviewer.core.text import make_lines


def suggest(
    analyst: Analyst, catalogue: Catalogue, text: str, language: str = "en"
) -> dict[str, Any]:
    """Findings and suggestions for a text, as JSON values (DESIGN 5).

    Offsets are characters of the text. `corrected` is the text after automatic correction alone:
    there is none as long as no precision was measured for the engine, so it is the text itself.
    """
    reading = fold(Page(1, make_lines(text)))
    findings = analyst.analyse(reading, Context(language=language))
    starts = _line_starts(reading)
    return {
        "corrected": text,
        "findings": [_record(finding, reading, starts, catalogue) for finding in findings],
    }


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
