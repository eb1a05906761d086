"""Three people try anything, at random: whoever approves a page has brought nothing of it alone.

REVIEWER_RANDOM_STEPS says how many sequences are tried; without it, a few. What is held here is
told a second time, without the code of the workflow.
"""

import os
from collections.abc import Mapping, Sequence
from random import Random

import pytest

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.reading import in_force
from reviewer.core.records import act_record
from reviewer.core.states import CHANGES, State
from reviewer.services.project import Project

EXAMPLES = int(os.environ.get("REVIEWER_RANDOM_STEPS", "0")) or 6
STEPS = 80
PEOPLE = ("Ada", "Bob", "Cy")
WALK: tuple[d.Act, ...] = (d.Submit(), d.Approve(), d.Approve(), d.Reopen())


def tried(chance: Random, past: Sequence[d.Decision], by: str) -> d.Act:
    """Something that somebody may try."""
    token = chance.randrange(4)
    ids = tuple(one.id for one in past)
    some = tuple(chance.sample(ids, min(len(ids), chance.choice((1, 1, 1, 2, 4)))))
    theirs = tuple(one.id for one in past if one.by != by)
    if chance.random() < 0.5:
        return chance.choice(WALK)
    return chance.choice(
        (
            d.Replace(d.Span(token, token), chance.choice("xyz")),
            d.Insert(0, token, "lost"),
            d.Mark(Anchor(token, 0), Anchor(token, 1), MarkName.UNCLEAR),
            d.Revert(some),
            d.Revert(ids[-1:]),
            d.Revert(ids[-2:-1]),
            d.Reject(some),
            d.Approve(some),
            d.Approve(theirs),
            d.Approve(theirs),
            d.Return("Again."),
        )
    )


def standing_now(past: Sequence[d.Decision]) -> set[DecisionId]:
    return {one.id for one in in_force(past)}


def word_of(one: d.Decision) -> int | None:
    return one.act.span.first if isinstance(one.act, d.Replace) else None


def alone(past: Sequence[d.Decision], by: str) -> set[DecisionId]:
    """What `by` brought to the page, or took away, since somebody else last signed all of it, and
    that nobody else signed.
    """
    now = standing_now(past)
    for approval in reversed(past):
        whole = isinstance(approval.act, d.Approve) and not approval.act.targets
        if whole and approval.id in now and approval.by != by:
            before = standing_now([one for one in past if one.id < approval.id])
            break
    else:
        before = set()
    signed = {
        target
        for one in past
        if isinstance(one.act, d.Approve) and one.id in now and one.by != by
        for target in one.act.targets
    }
    mine = {one.id for one in past if one.by == by and isinstance(one.act, CHANGES)}
    gone = before - now
    took = {
        one.id
        for one in past
        if one.by == by and isinstance(one.act, d.Revert) and not gone.isdisjoint(one.act.targets)
    }
    # A later reading of the same word by somebody else hides one of theirs.
    over = {word_of(one): one.by for one in past if one.id in now}
    hidden = {one.id for one in past if word_of(one) is not None and over.get(word_of(one)) != by}
    return ((mine | took) & now) - before - signed - hidden


def read(project: Project, page: PageId) -> Sequence[d.Decision]:
    return project.page(page).decisions


def apply(project: Project, page: PageId, act: d.Act, by: str) -> bool:
    record: Mapping[str, object] = {"page": page, **act_record(act)}
    return bool(project.scripting.apply([(1, record)], by).applied)


@pytest.mark.parametrize("seed", range(EXAMPLES))
def test_nobody_approves_what_nobody_else_saw(project: Project, page: PageId, seed: int) -> None:
    chance, approved = Random(seed), 0
    for step in range(5 * STEPS):
        if approved and step > STEPS:
            break
        before, by = read(project, page), chance.choice(PEOPLE)
        act = tried(chance, before, by)
        was = project.page(page).standing.state
        if not apply(project, page, act, by):
            assert read(project, page) == before
            continue
        view = project.page(page)
        assert view.row.state is view.standing.state
        if view.standing.state is State.APPROVED and was is not State.APPROVED:
            approved += 1
            assert not alone(before, by), (by, act)
    assert approved
