"""What papers say of themselves, in sentences of our own."""

from collections.abc import Sequence

import pytest
from hypothesis import given

from reviewer.core import decisions as d
from reviewer.core.fold import fold
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Page, Role
from reviewer.core.reading import PageReading
from reviewer.core.structure.letterhead import Proposal, letterhead
from reviewer.core.text import make_lines
from tests.core.strategies import ledger, ledgers, pages

TEXT = "The harbour was closed on Tuesday because the ice had come earlier than we had thought."


def page(*lines: str, acts: Sequence[d.Act] = ()) -> PageReading:
    return fold(Page(1, make_lines("\n".join(lines))), ledger(list(acts)))


def found(reading: PageReading) -> dict[str, str]:
    return {one.field: one.value for one in letterhead(reading)}


def test_a_telegram_that_goes_to_a_post() -> None:
    head = page(
        "OUTGOING TELEGRAM", "", "SECRET", "", "ACTION: Amembassy OSLO", "", "LIMIT DISTRIBUTION",
        "", TEXT, "", "HALVORSEN",
    )  # fmt: skip
    assert found(head) == {
        "genre": "telegram",
        "classification": "SECRET",
        "recipient-organization": "Amembassy OSLO",
        "recipient-place": "Oslo",
        "handling": "LIMIT DISTRIBUTION",
        "sender": "Halvorsen",
    }


def test_from_a_place_with_number_and_hour() -> None:
    head = page("from NEW YORK No 417 at 1130 27 September 1950", "", TEXT)
    assert found(head) == {"sender-place": "New York", "sent": "27 September 1950, 1130"}


def test_a_date_line_begins_with_its_place() -> None:
    head = page("Oslo, March 3, 1948, 6:15 p.m.", "", TEXT)
    assert found(head) == {"sender-place": "Oslo", "sent": "March 3, 1948, 6:15 p.m."}


@pytest.mark.parametrize(
    "line, field, value",
    [
        ("FROM: Halvorsen", "sender", "Halvorsen"),
        ("TO: Secretary of State", "recipient-organization", "Secretary of State"),
        ("TO: Mr. Halvorsen", "recipient", "Mr. Halvorsen"),
        ("TOP SECRET", "classification", "TOP SECRET"),
    ],
)
def test_labels(line: str, field: str, value: str) -> None:
    assert found(page(line, "", TEXT))[field] == value


def test_what_somebody_said_of_a_line_is_heard() -> None:
    acts = [d.SetRole(0, Role.ADDRESS, "addressee"), d.SetRole(4, Role.SIGNATURE)]
    head = page("HALVORSEN", "", TEXT, "", "for the mission: Berg", acts=acts)
    said = letterhead(head)
    assert [(one.field, one.value, one.line, one.marked) for one in said] == [
        ("recipient", "HALVORSEN", 0, True),
        ("sender", "for the mission: Berg", 4, True),
    ]


def test_marks_go_before_looks() -> None:
    acts = [
        d.SetRole(0, Role.DATELINE),
        d.Mark(Anchor(0, 0), Anchor(0, 10), MarkName.PLACE, {"ref": "Oslo", "name": "Oslo"}),
        d.Mark(Anchor(4, 0), Anchor(4, 3), MarkName.PERSON, {"ref": "Ole", "role": "addressee"}),
    ]
    head = page("Kristiania, March 3, 1921", "Ole!", "", TEXT, acts=acts)
    assert found(head) == {"sender-place": "Oslo", "sent": "March 3, 1921", "recipient": "Ole"}


def test_the_signature_is_that_of_the_last_page() -> None:
    last = page(TEXT, "", "Signed: Halvorsen")
    assert Proposal("sender", "Halvorsen", 2, "Signed: Halvorsen") in letterhead(page(TEXT), last)


def test_a_name_that_is_signed_and_typed_is_one_sender() -> None:
    assert found(page("OUTGOING TELEGRAM", "", TEXT, "", "BERG BERG"))["sender"] == "Berg"


def test_who_attests_is_not_the_sender() -> None:
    acts = [d.SetRole(2, Role.SIGNATURE)]
    assert found(page(TEXT, "", "Authenticated: [illegible signature]", acts=acts)) == {}


def test_running_text_proposes_nothing() -> None:
    assert letterhead(page(TEXT, TEXT, "from THE HARBOUR on 3 March 1948 they sent nothing")) == ()


@given(pages, ledgers)
def test_any_page_can_be_asked(source: Page, decisions: Sequence[d.Decision]) -> None:
    reading = fold(source, decisions)
    lines = {line.n for line in reading.lines}
    said = letterhead(reading)
    assert all(one.value and one.line in lines for one in said)
    assert len({(one.field, one.value.casefold()) for one in said}) == len(said)
