"""The review workflow: which steps are lawful, and who may take them. Pure, like the reading."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from reviewer.core import decisions as d
from reviewer.core.errors import NotAllowed
from reviewer.core.ids import DecisionId
from reviewer.core.messages import Said, said
from reviewer.core.reading import in_force


class State(StrEnum):
    """Where a page is on its way."""

    NEW = "new"
    IN_WORK = "in work"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


EDITABLE = frozenset({State.NEW, State.IN_WORK, State.RETURNED})


@dataclass(frozen=True, slots=True)
class Standing:
    """A page's place in the workflow.

    `contributors` changed or confirmed the text that stands now, or submitted it (folded names);
    `approved` are the changes that an editor signed one by one; `comment` came with the last
    return.
    """

    state: State = State.NEW
    contributors: frozenset[str] = frozenset()
    submitted_by: str = ""
    approved_by: str = ""
    comment: str = ""
    approved: frozenset[DecisionId] = frozenset()


def same_person(one: str, other: str) -> bool:
    """Whether two names mean the same person: blanks and case do not make another."""
    return fold_name(one) == fold_name(other)


def fold_name(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.split()).casefold()


def standing(decisions: Iterable[d.Decision]) -> Standing:
    """The standing of a page after its decisions. An unlawful step in a ledger is passed over."""
    now = Standing()
    for decision in in_force(decisions):
        now = advance(now, decision.act, decision.by)
    return now


def state_words(state: State) -> Said:
    """A state as sentences name it."""
    return said(f"states.{state.replace(' ', '_')}")


def advance(now: Standing, act: d.Act, by: str) -> Standing:
    """The standing after one more act; an unlawful step changes nothing."""
    match act:
        case d.Submit() if now.state in EDITABLE:
            who = now.contributors | {fold_name(by)}
            return replace(now, state=State.SUBMITTED, submitted_by=by, contributors=who)
        case d.Return(comment) if now.state is State.SUBMITTED:
            return replace(now, state=State.RETURNED, comment=comment)
        case d.Approve(targets) if now.state is State.SUBMITTED:
            if targets:
                return replace(now, approved=now.approved | set(targets))
            if fold_name(by) in now.contributors:
                return now
            return replace(now, state=State.APPROVED, approved_by=by)
        case d.Reopen() if now.state is State.APPROVED:
            return replace(now, state=State.IN_WORK, approved_by="")
        case _ if isinstance(act, d.TEXT_ACTS):
            state = State.IN_WORK if now.state is State.NEW else now.state
            return replace(now, state=state, contributors=now.contributors | {fold_name(by)})
    return now


def check(act: d.Act, now: Standing, by: str, where: str = "") -> None:
    """Raise NotAllowed where `by` may not take this step on a page that stands so."""
    if not by.strip():
        raise NotAllowed(
            said("errors.a_decision_needs_a_name"),
            where=where,
            safe=said("errors.nothing_was_changed"),
            advice=said("errors.say_who_you_are"),
        )
    problem = _problem(act, now, by)
    if problem:
        raise NotAllowed(
            problem[0], where=where, safe=said("errors.nothing_was_changed"), advice=problem[1]
        )


def _problem(act: d.Act, now: Standing, by: str) -> tuple[str, str] | None:
    state = now.state
    if isinstance(act, d.TEXT_ACTS) and state not in EDITABLE:
        return _locked(now)
    if isinstance(act, d.Submit) and state not in EDITABLE:
        return _locked(now)
    if isinstance(act, d.Approve | d.Reject | d.Return) and state is not State.SUBMITTED:
        return (
            said("errors.only_a_submitted_page", state=state_words(state)),
            said("errors.submit_first" if state in EDITABLE else "errors.open_again_first"),
        )
    if isinstance(act, d.Approve) and fold_name(by) in now.contributors:
        return (
            said("errors.own_work", name=by),
            said("errors.ask_a_colleague"),
        )
    if isinstance(act, d.Reopen) and state is not State.APPROVED:
        return said("errors.not_approved", state=state_words(state)), said("errors.work_as_it_is")
    return None


def _locked(now: Standing) -> tuple[str, str]:
    if now.state is State.SUBMITTED:
        return (
            said("errors.with_the_editor", name=now.submitted_by),
            said("errors.take_it_back"),
        )
    return (
        said("errors.was_approved_by", name=now.approved_by),
        said("errors.open_again_to_change"),
    )
