"""The workflow: lawful steps, four eyes."""

from dataclasses import replace

import pytest
from hypothesis import given

from reviewer.core import decisions as d
from reviewer.core.errors import NotAllowed
from reviewer.core.ids import DecisionId
from reviewer.core.workflow import State, check, fold_name, standing

from .strategies import ledger, ledgers

WORD = d.Replace(d.Span(0, 0), "x")


def signed(*steps: tuple[str, d.Act]) -> list[d.Decision]:
    acts = ledger([act for _, act in steps])
    return [replace(a, by=by) for a, (by, _) in zip(acts, steps, strict=True)]


def test_the_way_of_a_page() -> None:
    steps: list[tuple[str, d.Act]] = [
        ("Ada", WORD),
        ("Ada", d.Submit()),
        ("Bob", d.Return("look at line 3")),
        ("Ada", WORD),
        ("Ada", d.Submit()),
        ("Bob", d.Approve()),
        ("Ada", d.Reopen("a new copy turned up")),
    ]
    states = [standing(signed(*steps[:n])).state for n in range(len(steps) + 1)]
    assert states == [
        State.NEW,
        State.IN_WORK,
        State.SUBMITTED,
        State.RETURNED,
        State.RETURNED,
        State.SUBMITTED,
        State.APPROVED,
        State.IN_WORK,
    ]


@pytest.mark.parametrize("name", ["Ada", "ada ", " ADA"])
def test_nobody_approves_their_own_change(name: str) -> None:
    now = standing(signed(("Ada", WORD), ("Bob", d.Submit())))
    for act in (d.Approve(), d.Approve((DecisionId(1),))):
        with pytest.raises(NotAllowed, match="somebody else"):
            check(act, now, name)
    check(d.Approve(), now, "Carol")


def test_who_submitted_may_not_approve() -> None:
    now = standing(signed(("Ada", WORD), ("Bob", d.Submit())))
    with pytest.raises(NotAllowed):
        check(d.Approve(), now, "Bob")


def test_an_undone_change_is_nobodys() -> None:
    undone = d.Revert((DecisionId(1),))
    steps = signed(("Ada", WORD), ("Ada", undone), ("Bob", WORD), ("Bob", d.Submit()))
    check(d.Approve(), standing(steps), "Ada")


def test_a_forged_approval_in_the_ledger_counts_for_nothing() -> None:
    forged = signed(("Ada", WORD), ("Ada", d.Submit()), ("Ada", d.Approve()))
    assert standing(forged).state is State.SUBMITTED


@pytest.mark.parametrize("act", [WORD, d.Submit(), d.Keep(d.Span(0, 0))])
def test_a_page_with_the_editor_is_locked(act: d.Act) -> None:
    now = standing(signed(("Ada", WORD), ("Ada", d.Submit())))
    with pytest.raises(NotAllowed, match="with the editor"):
        check(act, now, "Ada")


@pytest.mark.parametrize("act", [d.Approve(), d.Return(), d.Reject((DecisionId(1),)), d.Reopen()])
def test_editors_steps_need_a_submitted_page(act: d.Act) -> None:
    with pytest.raises(NotAllowed):
        check(act, standing(signed(("Ada", WORD))), "Bob")


def test_a_decision_needs_a_name() -> None:
    with pytest.raises(NotAllowed, match="name"):
        check(WORD, standing([]), "  ")


@given(ledgers)
def test_no_ledger_breaks_the_standing(decisions: list[d.Decision]) -> None:
    now = standing(decisions)
    if now.state is State.APPROVED:
        assert fold_name(now.approved_by) not in now.contributors
