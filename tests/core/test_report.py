"""Figures of a report, counted by hand on small ledgers."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.record import Sort
from reviewer.core.report import (
    Accepted,
    Judged,
    Made,
    Part,
    Scope,
    Talk,
    Talker,
    Waited,
    waited,
)
from reviewer.core.report_pages import Sums
from reviewer.core.sampling import Sample

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ALL = Scope()
PLACE = d.Place(DocumentId(1), PageId(1))
SAMPLE = Sample(60, 240, 1, 7)


class Ledger:
    """A page's ledger, an hour between decisions."""

    def __init__(self) -> None:
        self.decisions: list[d.Decision] = []

    def add(self, by: str, act: d.Act, batch: str = "", **grounds: object) -> DecisionId:
        number = DecisionId(len(self.decisions) + 1)
        at = START + timedelta(hours=number)
        made = d.Grounds(**grounds)  # type: ignore[arg-type]
        self.decisions.append(d.Decision(number, PLACE, by, at, act, made, batch))
        return number

    def read(
        self, by: str, token: int, text: str = "x", batch: str = "", **grounds: object
    ) -> DecisionId:
        return self.add(by, d.Replace(d.Span(token, token), text), batch, **grounds)

    def take(self, by: str, token: int, rank: int) -> DecisionId:
        return self.read(by, token, f"t{token}", way=d.Way.ACCEPTED, rank=rank, form="f")

    def sums(self, scope: Scope = ALL) -> Sums:
        sums = Sums(scope)
        sums.add(self.decisions, START)
        return sums


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


def test_words_are_counted_by_rank_and_only_where_they_stand(ledger: Ledger) -> None:
    for token, rank in enumerate((1, 1, 1, 2, 3, 4, 9)):
        ledger.take("Ada", token, rank)
    gone = ledger.take("Ada", 20, 1)
    ledger.add("Ada", d.Revert((gone,)))
    ledger.read("Ada", 10, way=d.Way.EDITED, rank=1, suggestion="s")
    ledger.read("Ada", 11)
    ledger.add("Ben", d.Keep(d.Span(12, 12)))
    ledger.read("Ben", 13, way=d.Way.RULE, rank=1)
    sums = ledger.sums()
    assert sums.accepted == Accepted((3, 1, 1, 2), instead=1, typed=1, kept=1, automatic=1)
    assert (sums.accepted.all, sums.accepted.first) == (10, Part(3, 8))
    ada, ben = sums.people
    assert (ada.name, ada.all, ada.undone) == ("Ada", 11, 1)
    assert ada.acts == {Sort.WORDS: 10, Sort.UNDO: 1}
    assert (ben.name, ben.accepted) == ("Ben", Accepted(kept=1, automatic=1))


def test_a_name_is_one_person_whatever_its_case(ledger: Ledger) -> None:
    ledger.read("ada", 1)
    ledger.read(" Ada", 2)
    assert [(one.name, one.all) for one in ledger.sums().people] == [("Ada", 2)]


def test_decisions_are_counted_by_day_and_within_the_days(ledger: Ledger) -> None:
    for number in range(3):
        ledger.read("Ada", number)
    later = ledger.decisions[2]
    ledger.decisions[2] = d.Decision(
        later.id, PLACE, "Ben", START + timedelta(days=2), later.act, later.grounds
    )
    days = ledger.sums().days
    assert [dict(counts) for counts in days.values()] == [{"Ada": 2}, {"Ben": 1}]
    assert list(days) == sorted(days)
    scope = Scope(since=START + timedelta(days=1))
    sums = Sums(scope)
    sums.add(ledger.decisions, START)
    assert sums.decided == {PLACE.document: 1}
    assert [one.name for one in sums.people] == ["Ben"]


def test_what_an_editor_signs_rejects_and_writes_otherwise(ledger: Ledger) -> None:
    agreed = ledger.take("Ada", 1, 1)
    rejected = ledger.take("Ada", 2, 2)
    typed = ledger.read("Ada", 3, "policy")
    kept = ledger.add("Ada", d.Keep(d.Span(4, 4)))
    ledger.add("Ada", d.Mark(Anchor(5, 0), Anchor(5, 1), MarkName.UNCLEAR))
    ledger.add("Ada", d.Submit())
    ledger.add("Eve", d.Approve((agreed,)))
    ledger.add("Eve", d.Reject((rejected,)))
    ledger.read("Eve", 3, "police")
    ledger.read("Eve", 4, "otherwise")
    assert (typed, kept) == (3, 4)
    ledger.add("Eve", d.Return())
    ledger.add("Ada", d.Submit())
    ledger.add("Fay", d.Approve())
    sums = ledger.sums()
    assert sums.by_kind == {
        Made.ACCEPTED: Judged(agreed=1, rejected=1),
        Made.TYPED: Judged(agreed=2, changed=1),  # two of Eve's own, signed by Fay
        Made.KEPT: Judged(changed=1),
        Made.MARKS: Judged(agreed=1),
    }
    assert sums.by_person == {
        "Ada": Judged(agreed=2, rejected=1, changed=2),
        "Eve": Judged(agreed=2),
    }
    assert sums.by_person["Ada"].disputed == Part(3, 5)


def test_what_was_written_anew_before_it_was_sent_is_judged_once(ledger: Ledger) -> None:
    ledger.read("Ada", 1, "first")
    ledger.read("Bob", 1, "second")
    ledger.read("Bob", 1, "third")
    back = ledger.read("Ada", 2, "gone")
    ledger.add("Ada", d.Revert((back,)))
    ledger.add("Ada", d.Submit())
    assert not ledger.sums().by_kind
    ledger.add("Eve", d.Approve())
    assert ledger.sums().by_person == {"Bob": Judged(agreed=1)}


def test_the_same_reading_again_is_no_other_one(ledger: Ledger) -> None:
    ledger.read("Ada", 1, "policy")
    ledger.add("Ada", d.Submit())
    ledger.read("Eve", 1, "policy")
    ledger.add("Eve", d.Approve((DecisionId(1),)))
    assert ledger.sums().by_person == {"Ada": Judged(agreed=1)}


def test_a_rejection_that_was_taken_back_is_none(ledger: Ledger) -> None:
    ledger.read("Ada", 1, "policy")
    ledger.add("Ada", d.Submit())
    rejection = ledger.add("Eve", d.Reject((DecisionId(1),)))
    ledger.add("Eve", d.Revert((rejection,)))
    ledger.add("Fay", d.Approve())
    assert ledger.sums().by_person == {"Ada": Judged(agreed=1)}


def test_nobody_judges_their_own_work(ledger: Ledger) -> None:
    ledger.read("Ada", 1, "policy")
    ledger.add("Ada", d.Submit())
    ledger.add("ada", d.Approve())  # unlawful: counts for nothing
    sums = ledger.sums()
    assert not sums.by_kind
    assert not sums.waits


def test_the_approval_that_stands_ends_the_waiting(ledger: Ledger) -> None:
    ledger.read("Ada", 1)
    ledger.add("Ada", d.Submit())
    ledger.add("Eve", d.Approve())
    assert ledger.sums().waits == [3 / 24]
    ledger.add("Eve", d.Reopen())
    assert ledger.sums().waits == []
    ledger.add("Ada", d.Submit())
    ledger.add("Eve", d.Approve())
    assert ledger.sums().waits == [6 / 24]
    assert ledger.sums(Scope(until=START)).waits == []


@pytest.mark.parametrize(
    "days, middle",
    [
        ((), None),
        ((3.0,), Waited(1, 3.0, 3.0, 3.0, 3.0)),
        ((1.0, 3.0), Waited(2, 2.0, 2.0, 1.5, 2.5)),
        ((6.0, 1.0, 2.0, 3.0, 4.0), Waited(5, 3.2, 3.0, 2.0, 4.0)),
    ],
)
def test_the_middle_of_waiting(days: Iterable[float], middle: Waited | None) -> None:
    assert waited(tuple(days)) == middle


def test_threads_are_counted_as_they_are_now(ledger: Ledger) -> None:
    first = ledger.add("Eve", d.Comment("What is this?", asks=True))
    second = ledger.add("Eve", d.Comment("Fine."))
    third = ledger.add("Eve", d.Comment("And this?", asks=True))
    gone = ledger.add("Eve", d.Comment("Oh."))
    ledger.add("Eve", d.Revert((gone,)))
    ledger.add("Ada", d.Reply(first, "A stamp."))
    for thread in (first, second):
        ledger.add("Ada", d.CloseThread(thread))
    ledger.add("Eve", d.OpenThread(second))
    assert third == 3
    sums = ledger.sums()
    assert sums.threads.all == Talk(opened=3, settled=1, asking=1, pages=1)
    assert sums.threads.all.open == 2
    assert sums.threads.people == {"Eve": Talker(opened=3), "Ada": Talker(answered=1, settled=1)}
    assert sums.threads.took == Waited(1, *[6 / 24] * 4)
    assert sums.talk_of(PLACE.document) == sums.threads.all
    assert sums.talk_of(DocumentId(2)) == Talk()
    assert ledger.sums(Scope(since=START + timedelta(hours=2, minutes=30))).threads.all.opened == 1


def test_a_query_that_was_answered_and_taken_out_is_settled_by_nobody(ledger: Ledger) -> None:
    query = ledger.add("Ada", d.Mark(Anchor(5, 0), Anchor(5, 1), MarkName.QUERY))
    assert ledger.sums().threads.all == Talk(opened=1, asking=1, pages=1)
    ledger.add("Eve", d.Reply(query, "So."))
    ledger.add("Ada", d.Revert((query,)))
    threads = ledger.sums().threads
    assert (threads.all, threads.took) == (Talk(opened=1, settled=1), None)
    assert threads.people["Ada"] == Talker(opened=1)


def signed_on_a_sample(ledger: Ledger, note: str = SAMPLE.note) -> DecisionId:
    """Two of a rule's changes, signed by Eve as the rest of a sample."""
    changes = [
        ledger.read("Ada", token, "(The", form="(Ihe", way=d.Way.RULE, batch="rule")
        for token in (1, 2)
    ]
    ledger.add("Ada", d.Submit())
    return ledger.add("Eve", d.Approve(tuple(changes)), source=note, batch="signed")


def test_samples_stand_with_what_was_signed_on_them(ledger: Ledger) -> None:
    number = signed_on_a_sample(ledger)
    (one,) = ledger.sums().samples
    assert (one.sample, one.by, one.signing, one.batch) == (SAMPLE, "Eve", "signed", "rule")
    assert (one.before, one.after, one.made) == ("Ihe", "The", Made.AUTOMATIC)
    assert (one.people, one.pages) == (("Ada",), 1)
    assert one.at == ledger.decisions[number - 1].at
    assert not ledger.sums(Scope(until=START)).samples
    ledger.add("Eve", d.Revert((number,)))
    assert not ledger.sums().samples


def test_other_approvals_rest_on_no_sample(ledger: Ledger) -> None:
    signed_on_a_sample(ledger, "something else")
    ledger.add("Eve", d.Approve(), source=SAMPLE.note)
    assert not ledger.sums().samples


def test_a_sample_over_many_pages_is_one(ledger: Ledger) -> None:
    signed_on_a_sample(ledger)
    whole = Sums(ALL)
    for by, batch in (("Ada", "rule"), ("Ben", "other")):
        ledger.decisions[0] = replace(ledger.decisions[0], by=by, batch=batch)
        whole.merge(ledger.sums())
    (one,) = whole.samples
    assert (one.pages, one.people) == (2, ("Ada", "Ben"))
    assert one.batch == ""  # not all of them were changed in one step


def test_a_share_has_bounds_that_hold_it() -> None:
    assert Part(0, 0).share == 0
    assert Part(0, 0).bounds == (0.0, 1.0)
    low, high = Part(3, 8).bounds
    # Wilson's interval with z = 1.645
    assert low == pytest.approx(0.161, abs=0.001)
    assert high == pytest.approx(0.652, abs=0.001)


def test_pages_add_up(ledger: Ledger) -> None:
    ledger.take("Ada", 1, 1)
    sums = Sums(ALL)
    for _ in range(3):
        sums.add(ledger.decisions, START)
    sums.add([d.Decision(DecisionId(9), PLACE, "Ada", START, d.SetHeader("title", "T"))])
    (ada,) = sums.people
    assert (ada.all, ada.accepted.ranks[0]) == (4, 3)
    assert sums.decided == {PLACE.document: 4}
    assert json.dumps({str(day): dict(n) for day, n in sums.days.items()})


def test_sums_of_parts_are_those_of_all(ledger: Ledger) -> None:
    ledger.take("Ada", 1, 1)
    ledger.read("ada", 2, way=d.Way.EDITED)
    asked = ledger.add("Eve", d.Comment("Why?", asks=True))
    ledger.add("Ada", d.CloseThread(asked))
    signed_on_a_sample(ledger)
    ledger.add("Fay", d.Approve())
    one, whole = Sums(ALL), Sums(ALL)
    for _ in range(3):
        one.add(ledger.decisions, START)
        whole.merge(ledger.sums())
    for name in ("people", "accepted", "days", "by_kind", "by_person", "threads", "samples"):
        assert getattr(whole, name) == getattr(one, name), name
    assert (whole.waits, whole.decided) == (one.waits, one.decided)
