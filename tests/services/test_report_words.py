"""A report in words: what stands in its sections, and that every figure has its base."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from reviewer.core.figures import Left, Overlooking
from reviewer.core.findings import Stamp
from reviewer.core.ids import DocumentId
from reviewer.core.messages import Catalogue
from reviewer.core.record import Sort
from reviewer.core.report import (
    Accepted,
    DocumentSum,
    Judged,
    Made,
    PersonSum,
    Report,
    Scope,
    Threads,
    Waited,
)
from reviewer.core.sheet import Bars, Columns, Reaches, Section, Sheet, Told
from reviewer.core.workflow import State
from reviewer.services.report_parts import percent
from reviewer.services.report_words import sheet_of

SAY = Catalogue.load()
STATES = {State.APPROVED: 3, State.NEW: 1}
LEFT = Left(2000, 40.0, 24.0, 60.0, 10.0, 30.0, 1, Overlooking(pages=3))
WAYS = Accepted((6, 2, 0, 0), instead=2, typed=1, kept=4, automatic=1)
REPORT = Report(
    project="Cables",
    made=datetime(2026, 3, 31, 12, tzinfo=UTC),
    version="1.0",
    scope=Scope(),
    documents=(
        DocumentSum("one", "Telegram <1>", STATES, 400, 20, LEFT, 900, 0),
        DocumentSum("two", "Cable", {State.NEW: 2}, 100, 0, replace(LEFT, wrong=50.0), 0, 1),
    ),
    states={State.APPROVED: 3, State.NEW: 3},
    people=(
        PersonSum("Ada", {Sort.WORDS: 16, Sort.REVIEW: 1}, 1, WAYS),
        PersonSum("Eve", {Sort.REVIEW: 3}, 0, Accepted()),
    ),
    days={date(2026, 3, 2): {"Ada": 12}, date(2026, 3, 4): {"Ada": 5, "Eve": 3}},
    accepted=WAYS,
    judged_by_kind={Made.ACCEPTED: Judged(9, 1, 0), Made.TYPED: Judged(1, 1, 1)},
    judged_by_person={"Ada": Judged(10, 2, 1)},
    waited=Waited(3, 2.0, 1.5, 4.25),
    threads=Threads(3, 2, 1),
    left=LEFT,
    signed=900,
    unseen=1,
    stamps={Stamp("1.2", "0123456789abcdef"): 6},
)
EMPTY = replace(
    REPORT,
    documents=(),
    states={},
    people=(),
    days={},
    accepted=Accepted(),
    judged_by_kind={},
    judged_by_person={},
    waited=None,
    threads=Threads(),
    left=Left(0, 0, 0, 0, 0, 0, 0),
    stamps={},
)


def part(name: str, report: Report = REPORT, say: Catalogue = SAY) -> Section:
    return next(one for one in sheet_of(report, say).sections if one.name == name)


def said(section: Section, number: int = 0) -> list[list[str]]:
    table = section.tables[number]
    rows = [[*table.head]]
    for row in table.rows:
        rows.append([one.words if isinstance(one, Told) else str(one or "") for one in row])
    return rows


def test_the_head_says_what_it_is_about() -> None:
    sheet = sheet_of(REPORT, SAY)
    assert sheet.title == "Report on Cables"
    assert sheet.about == (
        "All 2 documents, from the beginning to today. Made on 31 March 2026 with Reviewer 1.0."
    )
    assert dict(sheet.facts)["Approved by an editor"] == "3 of 6"
    assert dict(sheet.facts)["Letters still wrong"] == "2.0 % (1.2–3.0)"
    narrow = Scope((DocumentId(1),), date(2026, 3, 1), date(2026, 3, 5))
    assert sheet_of(replace(REPORT, scope=narrow), SAY).about.startswith(
        "One document: Telegram <1>, 2026-03-01 to 2026-03-05."
    )


def test_pages_are_told_by_state() -> None:
    section = part("states")
    assert section.lead == "3 of 6 pages are approved by an editor (50.0 %)."
    assert said(section) == [
        ["State", "Pages", "Share"],
        ["Approved", "3", "50.0 %"],
        ["New", "3", "50.0 %"],
    ]
    chart = section.chart
    assert isinstance(chart, Bars)
    assert [(row.name, row.counts, row.end) for row in chart.rows] == [
        ("All documents", (3, 3), "3 of 6"),
        ("Cable", (0, 2), "0 of 2"),
        ("Telegram <1>", (3, 1), "3 of 4"),
    ]


def test_decisions_are_told_by_person_and_day() -> None:
    section = part("decisions")
    assert section.lead == "20 decisions, signed by 2 people."
    assert said(section) == [
        ["Person", "Words", "Workflow", "All", "Taken back"],
        ["Ada", "16", "1", "17", "1"],
        ["Eve", "0", "3", "3", "0"],
    ]
    assert said(section, 1) == [
        ["Day", "Ada", "Eve", "All"],
        ["2026-03-02", "12", "0", "12"],
        ["2026-03-04", "5", "3", "8"],
    ]
    chart = section.chart
    assert isinstance(chart, Columns)
    assert [(one.label, one.under, one.count) for one in chart.columns] == [
        ("2", "March", 12),
        ("4", "March", 8),
    ]


def test_many_days_are_put_together_by_the_month() -> None:
    days = {date(2026, 1 + n // 28, 1 + n % 28): {"Ada": 1} for n in range(63)}
    section = part("decisions", replace(REPORT, days=days))
    assert [row[0] for row in said(section, 1)] == [
        "Month",
        "January 2026",
        "February 2026",
        "March 2026",
    ]
    assert [row[-1] for row in said(section, 1)[1:]] == ["28", "28", "7"]


def test_people_who_decided_little_share_a_column() -> None:
    names = [f"P{n}" for n in range(9)]
    report = replace(
        REPORT,
        people=tuple(PersonSum(name, {Sort.WORDS: 1}, 0, Accepted()) for name in names),
        days={date(2026, 3, 2): dict.fromkeys(names, 1)},
    )
    assert said(part("decisions", report), 1) == [
        ["Day", *names[:6], "Others", "All"],
        ["2026-03-02", *"111111", "3", "9"],
    ]


def test_suggestions_are_told_by_rank_with_what_they_are_of() -> None:
    section = part("accepted")
    assert section.lead == (
        "Of 10 words that had a suggestion and were changed,"
        " the first suggestion was taken for 6 (60.0 %, 35.2–80.6)."
    )
    assert said(section)[-1] == ["Everybody", *"622", "1", "4", "15", "1", "60.0 % (35.2–80.6)"]
    assert "3rd" not in said(section)[0]


def test_what_editors_disputed_has_its_base_and_bounds() -> None:
    section = part("judged")
    assert section.lead.startswith("Editors judged 13 changes of others; 3 of them")
    assert said(section)[1:] == [
        ["Suggestion taken", "10", "9", "1", "0", "10.0 % (2.3–34.8)"],
        ["Typed", "3", "1", "1", "1", "66.7 % (25.4–92.2)"],
        ["All changes", "13", "10", "2", "1", "23.1 % (9.6–45.8)"],
    ]
    chart = section.chart
    assert isinstance(chart, Reaches)
    assert all("n = " in row.words for row in chart.rows)


def test_time_and_threads() -> None:
    assert said(part("waited"))[1] == ["3", "2.0", "1.5", "4.2"]
    assert said(part("threads"))[1] == ["All", "3", "2", "1", "1"]
    assert part("threads").lead == "3 threads were opened; 1 of them still are."


def test_what_is_left_says_what_it_rests_on() -> None:
    section = part("left")
    assert "40 of 2,000 letters, 10 of them in doubtful words and 30 that" in section.lead
    assert section.method.endswith("beyond that on 3 approved pages.")
    assert said(section)[1][:1] == ["Telegram <1>"]
    signed = replace(REPORT, left=EMPTY.left, states={State.APPROVED: 6})
    assert part("left", signed).lead.startswith("There is nothing to estimate")
    assert dict(sheet_of(signed, SAY).facts)["Letters still wrong"] == "all pages are approved"


def test_engine_and_dictionary() -> None:
    assert said(part("engine"))[1] == ["1.2", "0123456789ab", "6"]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("report", [REPORT, EMPTY])
def test_every_section_says_how_it_was_counted(report: Report, language: str) -> None:
    sheet: Sheet = sheet_of(report, Catalogue.load(language))
    assert sheet.language == language
    assert len(sheet.sections) == 8
    for section in sheet.sections:
        assert section.method
        assert section.lead
        words = f"{section.title}{section.lead}{section.method}"
        assert not re.search(r"report\.[a-z]", words)
        for table in section.tables:
            assert all(len(row) == len(table.head) for row in table.rows)


def test_small_shares_have_two_decimals() -> None:
    assert [percent(share, SAY) for share in (0, 0.0004, 0.001, 0.5)] == [
        "0.0",
        "0.04",
        "0.1",
        "50.0",
    ]
    assert percent(0.123, Catalogue.load("de")) == "12,3"
