"""Suggestions for text outside projects: offsets, and what automatic correction would write."""

from collections.abc import Sequence

import pytest

from reviewer.core.decisions import Span
from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.messages import Catalogue
from reviewer.core.ports import Context
from reviewer.core.reading import PageReading
from reviewer.services.suggesting import TOGETHER, suggest, together

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
    (answer,) = suggest(Sure(*findings), Catalogue.load(), [TEXT])
    assert answer["corrected"] == corrected
    for record in answer["findings"]:
        assert TEXT[record["start"] : record["end"]] == record["form"]


def test_the_threshold_can_be_said() -> None:
    doubtful = Sure(finding(Span(1, 1), 0, "Cuben", "Cuban", sure=0.9))
    (answer,) = suggest(doubtful, Catalogue.load(), [TEXT], automatic=0.9)
    assert "Cuban" in answer["corrected"]


def test_own_words_are_known() -> None:
    entries = (LexiconEntry(EntryKind.WORD, "Cuben"),)
    analyst = WordList({"Cuben": ["Cuban"]})
    (answer,) = suggest(analyst, Catalogue.load(), [TEXT], entries=entries)
    assert answer["findings"] == []


def test_segments_are_judged_as_one_page_and_answered_one_by_one() -> None:
    analyst = WordList({"Cuben": ["Cuban"]})
    texts = ["The  Cuben way,", "", "Cuben\r\nand Cuben\n", "\f", "no more", "Cuben,"]
    answers = suggest(analyst, Catalogue.load(), texts)
    assert analyst.asked == 1
    assert [answer["corrected"] for answer in answers] == texts
    found = [[(f["start"], f["end"]) for f in answer["findings"]] for answer in answers]
    assert found == [[(5, 10)], [], [(0, 5), (11, 16)], [], [], [(0, 5)]]
    for text, answer in zip(texts, answers, strict=True):
        assert all(text[f["start"] : f["end"]] == f["form"] for f in answer["findings"])


def test_each_segment_is_corrected_by_itself() -> None:
    sure = Sure(CUBEN, finding(Span(4, 4), 1, "Cuben", "Cuban"))
    answers = suggest(sure, Catalogue.load(), ["The  Cuben way,", "first (Cuben)."])
    assert [answer["corrected"] for answer in answers] == ["The  Cuban way,", "first (Cuban)."]


def test_what_reaches_over_two_segments_is_left_out() -> None:
    over = finding(Span(2, 3), 0, "tele gram", "telegram")
    behind = finding(Span(4, 4), 0, "Cuben", "Cuban")
    answers = suggest(Sure(over, behind), Catalogue.load(), ["The first tele", "gram Cuben"])
    assert [len(answer["findings"]) for answer in answers] == [0, 1]
    assert answers[1]["corrected"] == "gram Cuban"


def test_no_segments_have_no_answers() -> None:
    analyst = WordList({})
    assert suggest(analyst, Catalogue.load(), []) == []
    assert suggest(analyst, Catalogue.load(), [""]) == [{"corrected": "", "findings": []}]


def groups(*records: tuple[object, str, int]) -> list[list[int]]:
    return [[more for _, more in group] for group in together(records)]


def test_neighbouring_records_of_a_document_are_taken_together() -> None:
    assert groups(("a", "x", 1), ("a", "y", 2), ("b", "z", 3), ("a", "x", 4)) == [[1, 2], [3], [4]]
    assert groups((7, "x", 1), (7, "y", 2), ("7", "z", 3)) == [[1, 2], [3]]
    assert groups() == []


def test_records_of_no_document_stand_alone() -> None:
    assert groups((None, "x", 1), (None, "y", 2), ("a", "z", 3), (None, "x", 4)) == [
        [1],
        [2],
        [3],
        [4],
    ]


def test_so_many_tokens_are_taken_together() -> None:
    half = "word " * (TOGETHER // 2)
    assert groups(*(("a", half, n) for n in range(5))) == [[0, 1], [2, 3], [4]]
    assert groups(("a", half * 9, 1), ("a", half, 2)) == [[1], [2]]
