"""Suggestions for text outside projects: offsets, and what automatic correction would write."""

from collections.abc import Sequence

import pytest

from reviewer.core.decisions import Span
from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.messages import Catalogue
from reviewer.core.ports import Context
from reviewer.core.reading import PageReading
from reviewer.services.suggesting import suggest

from .fakes import WordList

TEXT = "The  Cuben way,\r\nfirst tele gram (Cuben)."


class Sure(WordList):
    """Finds what the test says."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__({})
        self.findings = findings

    def analyse(self, page: PageReading, context: Context) -> Sequence[Finding]:
        return self.findings


def finding(
    span: Span, start: int, form: str, reading: str, sure: float = 0.999, automatic: bool = True
) -> Finding:
    offered = (Suggestion(reading, sure, "test"),)
    end = start + len(form)
    return Finding(span, start, end, form, Kind.NON_WORD, 0.99, (), offered, automatic)


CUBEN = finding(Span(1, 1), 0, "Cuben", "Cuban")


@pytest.mark.parametrize(
    "findings, corrected",
    [
        ((), TEXT),
        ((CUBEN,), TEXT.replace("Cuben", "Cuban", 1)),
        ((finding(Span(1, 1), 0, "Cuben", "Cuban", automatic=False),), TEXT),
        ((finding(Span(1, 1), 0, "Cuben", "Cuban", sure=0.9),), TEXT),
        (
            (finding(Span(4, 5), 0, "tele gram", "telegram"), finding(Span(6, 6), 1, "Cuben", "")),
            "The  Cuben way,\r\nfirst telegram ().",
        ),
        # Of two that overlap the first counts.
        ((CUBEN, finding(Span(1, 1), 2, "ben", "x")), TEXT.replace("Cuben", "Cuban", 1)),
    ],
)
def test_only_sure_first_suggestions_are_taken(
    findings: tuple[Finding, ...], corrected: str
) -> None:
    answer = suggest(Sure(*findings), Catalogue.load(), TEXT)
    assert answer["corrected"] == corrected
    for record in answer["findings"]:
        assert TEXT[record["start"] : record["end"]] == record["form"]


def test_the_threshold_can_be_said() -> None:
    doubtful = Sure(finding(Span(1, 1), 0, "Cuben", "Cuban", sure=0.9))
    assert "Cuban" in suggest(doubtful, Catalogue.load(), TEXT, automatic=0.9)["corrected"]


def test_own_words_are_known() -> None:
    entries = (LexiconEntry(EntryKind.WORD, "Cuben"),)
    analyst = WordList({"Cuben": ["Cuban"]})
    assert suggest(analyst, Catalogue.load(), TEXT, entries=entries)["findings"] == []
