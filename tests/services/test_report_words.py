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
    Sampled,
    Scope,
    Talk,
    Talker,
    Threads,
    Waited,
)
from reviewer.core.sampling import Sample
from reviewer.core.sheet import Bars, Columns, Reaches, Section, Sheet, Told
from reviewer.core.spot_checks import Check
from reviewer.core.workflow import State
from reviewer.services.report_parts import percent
from reviewer.services.report_words import sheet_of

SAY = Catalogue.load()
STATES = {State.APPROVED: 3, State.NEW: 1}
LEFT = Left(2000, 40.0, 24.0, 60.0, 10.0, 30.0, 1, Overlooking(pages=3))
SIGNED = Left(900, 9.0, 4.5, 18.0, 0.0, 9.0, 3, Overlooking(pages=3))
WHOLE = Left(2900, 49.0, 32.0, 70.0, 10.0, 39.0, 4, Overlooking(pages=3))
NONE = Left(0, 0, 0, 0, 0, 0, 0)
SAMPLED = Sampled(
    at=datetime(2026, 3, 4, 12, tzinfo=UTC),
    by="Eve",
    signing="5f",
    sample=Sample(60, 1240, 1, 7),
    pages=31,
    made=Made.AUTOMATIC,
    before="Ihe",
    after="The",
    batch="4e",
    people=("Ada", "Ben"),
)
CHECK = Check("Fay", "2026-03-05T12:00:00+00:00", 100, 5000, 2, 3, 12)
WAYS = Accepted((6, 2, 0, 0), instead=2, typed=1, kept=4, automatic=1)
REPORT = Report(
    project="Cables",
    made=datetime(2026, 3, 31, 12, tzinfo=UTC),
    version="1.0",
    scope=Scope(),
    documents=(
        DocumentSum("one", "Telegram <1>", STATES, 400, 20, Talk(3, 2, 1, 1), LEFT, SIGNED, 0),
        DocumentSum(
            "two", "Cable", {State.NEW: 2}, 100, 0, Talk(), replace(LEFT, wrong=50.0), NONE, 1
        ),
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
    samples=(SAMPLED,),
    checks=(CHECK,),
    waited=Waited(3, 2.5, 2.0, 1.5, 4.25),
    threads=Threads(
        Talk(3, 2, 1, 1),
        {"Eve": Talker(3, 0, 0), "Ada": Talker(0, 2, 2)},
        Waited(2, 1.5, 1.5, 1.0, 2.0),
    ),
    left=LEFT,
    approved=SIGNED,
    whole=WHOLE,
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
    samples=(),
    checks=(),
    waited=None,
    threads=Threads(),
    left=NONE,
    approved=NONE,
    whole=NONE,
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
    assert dict(sheet.facts)["Letters wrong, not approved"] == "2.0 % (1.2–3.0)"
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


def test_time_from_import_to_approval() -> None:
    assert said(part("waited"))[1] == ["3", "2.5", "2.0", "1.5", "4.2"]


def test_threads_are_told_by_document_and_person() -> None:
    section = part("threads")
    assert section.lead == (
        "3 threads were opened; 1 of them still are."
        " 1 question still waits for an answer, on one page."
    )
    assert said(section)[1:] == [["Telegram <1>", "3", "2", "1", "1", "1"]]
    assert said(section, 1) == [
        ["Person", "Opened", "Answers", "Settled"],
        ["Eve", "3", "0", "0"],
        ["Ada", "0", "2", "2"],
    ]
    assert said(section, 2)[1] == ["2", "1.5", "1.5", "1.0", "2.0"]
    both = tuple(replace(one, talk=Talk(3, 2, 1, 1)) for one in REPORT.documents)
    two = said(part("threads", replace(REPORT, documents=both)))
    assert [row[0] for row in two[1:]] == ["Telegram <1>", "Cable", "All documents"]


def test_samples_are_told_with_their_bounds() -> None:
    section = part("samples")
    assert section.lead == (
        "1,240 changes were approved on one random sample: 60 of them were looked at,"
        " 1 of these proved wrong (1.7 %). Of 5,000 words that nobody had touched, 100 were drawn"
        " in one spot check, 2 of them proved wrong (2.0 %)."
    )
    rate, unseen = "1.7 % (0.04–8.9)", "0 to 107"
    assert said(section)[1] == ["Ihe → The", "Eve", "1,240", "60", "1", rate, unseen]
    assert said(section, 1) == [
        [
            *("Change", "Changed by", "How it came about"),
            *("Changed in one step", "Approved in step", "Day", "Pages"),
        ],
        ["Ihe → The", "Ada, Ben", "Automatic", "4e", "5f", "2026‑03‑04", "31"],
    ]
    assert said(section, 2)[1][:6] == ["Fay", "2026‑03‑05", "12", "5,000", "100", "2"]
    chart = section.chart
    assert isinstance(chart, Reaches)
    assert [row.name for row in chart.rows] == ["Ihe → The", "Untouched words"]


def test_samples_of_one_kind_alone() -> None:
    changes = part("samples", replace(REPORT, checks=()))
    words = part("samples", replace(REPORT, samples=()))
    assert (len(changes.tables), len(words.tables)) == (2, 1)
    marks = replace(SAMPLED, made=Made.MARKS, before="", after="", batch="")
    (row,) = said(part("samples", replace(REPORT, samples=(marks,))), 1)[1:]
    assert row[0] == "Marks"


def test_what_is_left_says_what_it_rests_on() -> None:
    section = part("left")
    assert section.lead == (
        "On pages that are not approved yet, 2.0 % (1.2–3.0) of letters are still wrong: about 40"
        " of 2,000, 10 of them in doubtful words and 30 that nobody doubted. On approved pages"
        " 1.0 % (0.5–2.0) of letters would still be wrong, about 9 of 900, if nobody had read more"
        " there than the doubtful words."
    )
    assert section.method.endswith("beyond that on 3 approved pages.")
    stands, rates, documents = (said(section, number) for number in range(3))
    assert stands[1:] == [
        ["Not approved", "1", "2,000", "10", "30", "2.0 % (1.2–3.0)"],
        ["Approved", "3", "900", "0", "9", "1.0 % (0.5–2.0)"],
        ["All pages", "4", "2,900", "10", "39", "1.7 % (1.1–2.4)"],
    ]
    assert rates[1] == ["Telegram <1>", "2,000", "2.0 % (1.2–3.0)", "900", "1.0 % (0.5–2.0)"]
    assert rates[2] == ["Cable", "2,000", "2.5 % (1.2–3.0)", "0", ""]
    assert documents[1] == ["Telegram <1>", "4", "3", "400", "20", "0"]
    chart = section.chart
    assert isinstance(chart, Reaches)
    assert [row.name for row in chart.rows][:3] == ["Not approved", "Approved", "All pages"]


def test_where_all_is_approved_that_is_told_alone() -> None:
    signed = replace(REPORT, left=NONE, whole=SIGNED, states={State.APPROVED: 6})
    section = part("left", signed)
    assert section.lead.startswith("On approved pages 1.0 %")
    assert [row[0] for row in said(section)[1:]] == ["Approved", "All pages"]
    facts = dict(sheet_of(signed, SAY).facts)
    assert facts["Letters wrong, not approved"] == "all pages are approved"
    assert part("left", EMPTY).lead.startswith("There is nothing to estimate")


def test_engine_and_dictionary() -> None:
    assert said(part("engine"))[1] == ["1.2", "0123456789ab", "6"]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("report", [REPORT, EMPTY])
def test_every_section_says_how_it_was_counted(report: Report, language: str) -> None:
    sheet: Sheet = sheet_of(report, Catalogue.load(language))
    assert sheet.language == language
    assert len(sheet.sections) == 9
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
