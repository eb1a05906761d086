"""The sheet: cards stay where they were, whatever is decided about them."""

from datetime import UTC, datetime

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.judging import Change, What
from reviewer.core.judging_sheet import Sheet, Verdict

AT = datetime(2026, 5, 3, tzinfo=UTC)


def change(
    number: int, token: int, after: str = "x", *, by: str = "Ada", ok: bool = False
) -> Change:
    span = d.Span(token, token)
    place = d.Place(DocumentId(1), PageId(1))
    decision = d.Decision(DecisionId(number), place, by, AT, d.Replace(span, after))
    return Change(decision, What.READ, 0, 10 * token, "y", after, "", "", ok, span)


def mine(one: Change) -> bool:
    return one.decision.by == "Eve"


def verdicts(sheet: Sheet) -> list[tuple[int, Verdict]]:
    return [(card.key, card.verdict) for card in sheet.cards]


def test_signed_and_own_changes_are_not_open() -> None:
    sheet = Sheet.of([change(1, 0, ok=True), change(2, 1, by="Eve"), change(3, 2)], mine)
    assert verdicts(sheet) == [(1, Verdict.SIGNED), (2, Verdict.MINE), (3, Verdict.OPEN)]
    assert sheet.next_open() == 2
    assert sheet.next_open(2) is None


def test_a_rejected_change_stays_and_comes_back_where_it_was() -> None:
    all_three = [change(1, 0), change(2, 1), change(3, 2)]
    sheet = Sheet.of(all_three, mine).renewed([all_three[0], all_three[2]], mine)
    assert verdicts(sheet)[1] == (2, Verdict.REJECTED)
    assert sheet.next_open(0) == 2
    again = sheet.renewed(all_three, mine)
    assert verdicts(again)[1] == (2, Verdict.OPEN)


def test_an_editors_reading_takes_the_place_of_the_one_it_corrects() -> None:
    before = [change(1, 0), change(2, 1)]
    sheet = Sheet.of(before, mine).renewed([change(9, 0, "z", by="Eve"), before[1]], mine)
    assert verdicts(sheet) == [(9, Verdict.MINE), (2, Verdict.OPEN)]
    undone = sheet.renewed(before, mine)
    assert verdicts(undone) == [(1, Verdict.OPEN), (2, Verdict.OPEN)]


def test_what_a_colleague_adds_comes_in_its_place_in_the_text() -> None:
    before = [change(1, 0), change(2, 5)]
    sheet = Sheet.of(before, mine).renewed([*before, change(7, 3)], mine)
    assert [card.key for card in sheet.cards] == [1, 7, 2]
    assert sheet.place_of(7) == 1
    assert sheet.place_of(99) is None


def test_what_was_asked_about_is_judged() -> None:
    sheet = Sheet.of([change(1, 0), change(2, 1)], mine, asked=[1])
    assert verdicts(sheet)[0] == (1, Verdict.ASKED)
    assert sheet.next_open() == 1
    assert sheet.count(Verdict.ASKED) == 1
