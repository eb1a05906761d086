"""The record: what a decision changed, and its row of the table."""

from datetime import UTC, date, datetime, timedelta

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Page, Role
from reviewer.core.record import (
    ACTS,
    COLUMNS,
    SORTS,
    Change,
    Entry,
    Wording,
    cells,
    header_changes,
    moments,
    unformulated,
)
from reviewer.core.records import _ACTS
from reviewer.core.text import make_lines

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PAGE = Page(1, make_lines("The solicy of\nto day was set"))


def made(number: int, act: d.Act, by: str = "Ada", **grounds: object) -> d.Decision:
    place = d.Place(DocumentId(1), PageId(1))
    at = START + timedelta(minutes=number)
    return d.Decision(DecisionId(number), place, by, at, act, d.Grounds(**grounds))  # type: ignore[arg-type]


def changes(*acts: d.Act) -> list[Change]:
    decisions = [made(number, act) for number, act in enumerate(acts, 1)]
    wording = Wording(PAGE, decisions)
    return [wording.change(one) for one in decisions]


def test_every_act_is_of_one_kind() -> None:
    assert set(SORTS) == set(_ACTS)
    assert sum(map(len, ACTS.values())) == len(SORTS)


def test_words_before_and_after() -> None:
    assert changes(
        d.Replace(d.Span(1, 1), "policy"),
        d.Keep(d.Span(0, 0)),
        d.Join(d.Span(3, 4)),
        d.Split(1, 2),
        d.Insert(1, None, "Only"),
    ) == [
        Change(1, "solicy", "policy"),
        Change(1, "The", "The"),
        Change(2, "to day", "today"),
        Change(1, "policy", "po licy"),
        Change(2, "", "Only"),
    ]


def test_what_was_read_before_counts_and_what_was_taken_back_does_not() -> None:
    found = changes(
        d.Replace(d.Span(1, 1), "police"),
        d.Replace(d.Span(1, 1), "policy"),
        d.Revert((DecisionId(1), DecisionId(2))),
        d.Replace(d.Span(0, 1), "A policy"),
    )
    assert [(one.before, one.after) for one in found] == [
        ("solicy", "police"),
        ("police", "policy"),
        ("", ""),
        ("The solicy", "A policy"),
    ]


def test_marks_and_lines_say_what_they_say_of_what() -> None:
    assert changes(
        d.Mark(Anchor(1, 0), Anchor(1, 6), MarkName.UNCLEAR), d.SetRole(1, Role.HEADING)
    ) == [Change(1, "solicy", "unclear"), Change(2, "", str(Role.HEADING))]


def test_tokens_that_the_page_has_not_give_no_words() -> None:
    assert changes(d.Replace(d.Span(90, 91), "x")) == [Change()]


def test_a_row_has_all_columns() -> None:
    one = made(7, d.Replace(d.Span(1, 1), "policy"), way=d.Way.ACCEPTED, rank=2, probability=0.25)
    row = dict(
        zip(
            COLUMNS,
            cells(
                Entry(
                    one,
                    "cable",
                    3,
                    Change(1, "solicy", "policy"),
                    made(9, d.Revert((DecisionId(7),))),
                )
            ),
            strict=True,
        )
    )
    assert row == {
        "id": 7,
        "time": "2026-03-02T09:07:00+00:00",
        "person": "Ada",
        "document": "cable",
        "page": 3,
        "line": 1,
        "act": "replace",
        "before": "solicy",
        "after": "policy",
        "way": "accepted",
        "rank": 2,
        "probability": 0.25,
        "batch": "",
        "comment": "",
        "in force": "no",
    }


def test_comments_stand_in_their_column() -> None:
    for act in (
        d.Return("why"),
        d.Reject((DecisionId(1),), "why"),
        d.Reopen("why"),
        d.Comment("why"),
    ):
        row = cells(Entry(made(2, act), "cable", 1, Change()))
        assert row[COLUMNS.index("comment")] == "why"
        assert row[COLUMNS.index("in force")] == "yes"


def test_letters_are_looked_for_before_after_and_in_comments() -> None:
    entry = Entry(made(1, d.Return("See the Picture")), "cable", 1, Change(1, "solicy", "Policy"))
    assert all(map(entry.has, ("SOLICY", "policy", "picture")))
    assert not entry.has("cable")


def test_no_cell_is_a_formula() -> None:
    given: list[str | int | float] = ["=1+1", "+1", "-x", "@A", "\tx", "\rx", "1-2", "", -3, -0.5]
    assert unformulated(given) == [
        "'=1+1",
        "'+1",
        "'-x",
        "'@A",
        "'\tx",
        "'\rx",
        "1-2",
        "",
        -3,
        -0.5,
    ]


def test_a_stretch_of_days_has_both_ends() -> None:
    since, until = moments(date(2026, 3, 2), date(2026, 3, 2))
    assert since is not None
    assert until is not None
    assert since.astimezone().isoformat()[:19] == "2026-03-02T00:00:00"
    assert until.astimezone().isoformat()[:19] == "2026-03-03T00:00:00"
    assert moments(None, None) == (None, None)


def test_a_header_field_says_what_it_was() -> None:
    acts = (
        d.SetHeader("title", "One"),
        d.SetHeader("place", "Bonn"),
        d.SetHeader("title", "Two"),
    )
    found = header_changes([made(n, act) for n, act in enumerate(acts, 1)], {"title": "None"})
    assert found == {
        1: Change(None, "title: None", "title: One"),
        2: Change(None, "", "place: Bonn"),
        3: Change(None, "title: One", "title: Two"),
    }
