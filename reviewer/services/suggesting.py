"""Suggestions for text outside any project: `reviewer suggest`."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from reviewer.core.findings import Finding
from reviewer.core.fold import fold
from reviewer.core.lessons import DEFAULT
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.messages import Catalogue
from reviewer.core.model import Page
from reviewer.core.ports import Analyst, Context
from reviewer.core.text import make_lines
from reviewer.services.entries import words_of

TOGETHER = 1_500
"""Segments of a document are judged together up to about so many tokens."""

_BREAK = "\f"  # ends a line, and no word goes on behind it

T = TypeVar("T")


def suggest(
    analyst: Analyst,
    catalogue: Catalogue,
    texts: Sequence[str],
    language: str = "en",
    automatic: float = DEFAULT,
    entries: tuple[LexiconEntry, ...] = (),
) -> list[dict[str, Any]]:
    """Findings and suggestions for the segments of a document, as JSON values (DESIGN 5).

    The segments stand in order, and are judged as the lines of one page: how noisy it is and which
    letters are mistaken on it shows better on a page than on a line. Offsets are characters of the
    segment; what reaches over two segments is left out. `corrected` is the text after automatic
    correction alone: with first suggestions at least as likely as `automatic` where the engine
    allows it. `entries` are the person's own words.
    """
    reading = fold(Page(1, make_lines(_BREAK.join(texts))))
    findings = analyst.analyse(reading, Context(language, words_of(entries), entries))
    placed = [(*reading.stretch_of(f.span, f.start, f.end), f) for f in _in_order(findings)]
    answers, offset, rest = [], 0, iter([*placed, None])
    here = next(rest)
    for text in texts:
        end = offset + len(text)
        mine = []
        while here and here[0] < end:
            if here[1] <= end:
                mine.append((here[0] - offset, here[1] - offset, here[2]))
            here = next(rest)
        answers.append(_answer(text, mine, catalogue, automatic))
        offset = end + len(_BREAK)
    return answers


def together(records: Iterable[tuple[object, str, T]]) -> Iterator[list[tuple[str, T]]]:
    """Neighbouring records of one document, some `TOGETHER` tokens at a time.

    `records` are (document, text, anything). Those without a document (None) stand alone.
    """
    held: list[tuple[str, T]] = []
    size, document = 0, None
    for name, text, more in records:
        if held and (name is None or name != document or size >= TOGETHER):
            yield held
            held, size = [], 0
        held.append((text, more))
        size += len(text.split())
        document = name
    if held:
        yield held


def _answer(
    text: str, findings: Sequence[tuple[int, int, Finding]], catalogue: Catalogue, automatic: float
) -> dict[str, Any]:
    sure = (
        (start, end, finding.suggestions[0].text)
        for start, end, finding in findings
        if finding.automatic
        and finding.suggestions
        and finding.suggestions[0].probability >= automatic
    )
    records = [_record(*placed, catalogue) for placed in findings]
    return {"corrected": _corrected(text, sure), "findings": records}


def _corrected(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """The text with stretches (start, end) replaced; of those that overlap the first counts."""
    parts, position = [], 0
    for start, end, reading in sorted(changes, key=lambda change: change[:2]):
        if start >= position:
            parts += [text[position:start], reading]
            position = end
    return "".join((*parts, text[position:]))


def _in_order(findings: Iterable[Finding]) -> Sequence[Finding]:
    return sorted(findings, key=lambda finding: (finding.span, finding.start))


def _record(start: int, end: int, finding: Finding, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "start": start,
        "end": end,
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
