"""What views are shown of a page, made from a page of our own without any window."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.core.fold import fold
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.messages import Catalogue, Message
from reviewer.core.model import Document, Origin, Page
from reviewer.core.storage import PageRow
from reviewer.core.text import make_lines
from reviewer.core.workflow import State, standing
from reviewer.services.approval import changes_of
from reviewer.services.pages import PageView, open_findings
from reviewer.ui import showing
from tests.core.strategies import ledger, ledgers, pages

SAY = Catalogue.load()
NOW = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)
DOCUMENT = Document(DocumentId(1), "one", "One", Origin("one.txt", "", "text"), pages=(PageId(1),))


def view(text: str, *acts: d.Act, findings: tuple[Finding, ...] = ()) -> PageView:
    decisions = ledger(list(acts))
    reading = fold(Page(1, make_lines(text)), decisions)
    return PageView(
        row=PageRow(PageId(1), DocumentId(1), 1, "", 1, len(decisions)),
        document=DOCUMENT,
        reading=reading,
        findings=findings,
        open=open_findings(findings, reading),
        standing=standing(decisions),
        decisions=tuple(decisions),
    )


def found(first: int, start: int, end: int, form: str, last: int | None = None) -> Finding:
    span = d.Span(first, first if last is None else last)
    taken = Suggestion("Cuban", 0.8, "x", (Message("ui.how.typed"),))
    return Finding(span, start, end, form, Kind.NON_WORD, 0.9, (), (taken,))


def test_a_finding_is_placed_by_characters_of_its_line() -> None:
    page = view("\U0001d400\U0001d400 (Cuben),\nnext", findings=(found(1, 1, 6, "Cuben"),))
    shown = showing.show_page(page, editable=True)
    (finding,) = shown.findings
    assert shown.lines[finding.line].text[finding.start : finding.end] == "Cuben"


def test_figures_in_evidence_can_be_read_at_a_glance() -> None:
    said = Message("engine.frequency", {"n": 79936})
    taken = Suggestion("Cuban", 0.8, "x", (said, Message("engine.present", {"n": 3})))
    finding = replace(found(0, 0, 5, "Cuben"), suggestions=(taken,))
    card = showing.show_card(view("Cuben", findings=(finding,)), finding, SAY)
    assert card.suggestions[0].evidence == (
        "79,936 times in papers of the period",
        "3 times on this page",
    )


def test_a_finding_over_two_words_spans_the_blank_between_them() -> None:
    page = view("to gether now", findings=(found(0, 0, 9, "to gether", last=1),))
    (finding,) = showing.show_page(page, editable=True).findings
    assert (finding.line, finding.start, finding.end) == (0, 0, 9)


def test_a_finding_over_a_line_break_shows_where_it_begins() -> None:
    page = view("a to-\ngether", findings=(found(1, 0, 10, "to- gether", last=2),))
    (finding,) = showing.show_page(page, editable=True).findings
    assert (finding.line, finding.start, finding.end) == (0, 2, 5)


def test_a_settled_finding_is_not_shown() -> None:
    finding = found(1, 0, 5, "Cuben")
    page = view("The Cuben", d.Replace(d.Span(1, 1), "Cuban"), findings=(finding,))
    shown = showing.show_page(page, editable=True)
    assert shown.findings == ()
    assert shown.lines[0].changed == ((4, 9),)


def test_a_page_with_the_editor_cannot_be_typed_in() -> None:
    assert showing.show_page(view("a"), editable=True).editable
    assert not showing.show_page(view("a", d.Submit()), editable=True).editable


def test_the_card_says_where_the_finding_stands() -> None:
    both = (found(0, 0, 3, "The"), found(1, 0, 5, "Cuben"))
    card = showing.show_card(view("The Cuben line", findings=both), both[1], SAY)
    assert (card.number, card.total) == (2, 2)
    assert (card.before, card.form, card.after) == ("The ", "Cuben", " line")
    assert card.suggestions[0].evidence == ("typed",)


def test_changes_tell_who_and_how() -> None:
    page = view("The Cuben", d.Replace(d.Span(1, 1), "Cuban"))
    at = page.decisions[0].at
    (change,) = showing.show_changes(changes_of(page), page.reading, SAY, at + timedelta(minutes=5))
    assert (change.before, change.after, change.left) == ("Cuben", "Cuban", "The ")
    assert (change.who, change.when, change.how) == ("Ada", "5 minutes ago", "typed")
    assert change.line_label == "1"


@given(pages, ledgers)
def test_lines_are_shown_as_they_read(page: Page, decisions: list[d.Decision]) -> None:
    reading = fold(page, decisions)
    row = PageRow(PageId(1), DocumentId(1), 1, "", 1, 0)
    shown = showing.show_page(
        PageView(row, DOCUMENT, reading, (), (), standing(decisions), tuple(decisions)), True
    )
    assert [line.text for line in shown.lines] == [line.text for line in reading.lines]
    for line in shown.lines:
        assert all(0 <= start <= end <= len(line.text) for start, end in line.changed)
        assert all(one[1] <= other[0] for one, other in pairwise(line.changed))


@given(pages, st.integers(0, 5), st.integers(0, 2), ledgers)
def test_a_placed_finding_always_lies_in_its_line(
    page: Page, first: int, more: int, decisions: list[d.Decision]
) -> None:
    reading = fold(page, decisions)
    span = d.Span(first, first + more)
    form = reading.text_of(span)
    finding = Finding(span, 0, len(form), form, Kind.PATTERN, 0.5)
    place = showing.place_of(reading, finding)
    if place:
        line, start, end = place
        assert 0 <= start <= end <= len(reading.lines[line].text)


@pytest.mark.parametrize(
    "past,words",
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
    ],
)
def test_moments_in_words(past: timedelta, words: str) -> None:
    assert showing.when(NOW - past, SAY, NOW) == words


def test_days_in_words() -> None:
    noon = datetime(2026, 5, 14, 12, 0).astimezone()
    assert showing.when(noon - timedelta(hours=3), SAY, noon) == "today, 09:00"
    assert showing.when(noon - timedelta(days=1), SAY, noon) == "yesterday, 12:00"
    assert showing.when(noon - timedelta(days=13), SAY, noon) == "1 May 2026"


def test_walking_through_findings() -> None:
    one, two, three = (found(n, 0, 1, "x") for n in (0, 2, 4))
    every = (one, two, three)
    assert showing.following(every, None) is one
    assert showing.following(every, showing.order_of(one)) is two
    assert showing.following(every, (3, 0)) is three
    assert showing.following(every, showing.order_of(three)) is None
    assert showing.preceding(every, None) is three
    assert showing.preceding(every, showing.order_of(one)) is None
    assert showing.preceding((), None) is None


def test_every_state_and_way_has_words() -> None:
    assert not [state for state in State if f"ui.state.{state.name.lower()}" not in SAY]
    assert not [way for way in d.Way if f"ui.how.{way}" not in SAY]
