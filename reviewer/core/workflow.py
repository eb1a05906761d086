"""The review workflow: who may take which step. Pure, like the reading.

Four eyes: nobody approves a page while a change of their own on it is not signed by somebody else,
nor one that they submitted. Somebody else is an editor, or a transcriber who signs what an editor
changed.
"""

from reviewer.core import decisions as d
from reviewer.core.errors import NotAllowed
from reviewer.core.messages import said
from reviewer.core.people import PLAIN, Duty, Labels, People, Refusal
from reviewer.core.people import fold_name as fold_name
from reviewer.core.people import same_person as same_person
from reviewer.core.standings import advance as advance
from reviewer.core.standings import standing as standing
from reviewer.core.states import EDITABLE as EDITABLE
from reviewer.core.states import FINISHED as FINISHED
from reviewer.core.states import SIGNED as SIGNED
from reviewer.core.states import STEPS as STEPS
from reviewer.core.states import Kind as Kind
from reviewer.core.states import Standing as Standing
from reviewer.core.states import State as State
from reviewer.core.states import kind_of as kind_of
from reviewer.core.states import state_words as state_words


def check(
    act: d.Act,
    now: Standing,
    by: str,
    where: str = "",
    people: People = PLAIN,
    login: str = "",
) -> None:
    """Raise NotAllowed where `by` may not take this step on a page that stands so."""
    problem = problem_with(act, now, by, people, login)
    if problem:
        raise NotAllowed(
            problem[0], where=where, safe=said("errors.nothing_was_changed"), advice=problem[1]
        )


def problem_with(
    act: d.Act, now: Standing, by: str, people: People = PLAIN, login: str = ""
) -> Refusal | None:
    """Why `by` may not take this step: (what, advice); None where they may."""
    if not fold_name(by):
        return said("errors.a_decision_needs_a_name"), said("errors.say_who_you_are")
    kind = kind_of(act)
    duties = people.roles(by)
    if kind not in (Kind.TALK, Kind.REVERT) and duties.isdisjoint(STEPS[kind].duties):
        return (
            said(f"errors.no_right_to.{kind}", name=people.name_of(by)),
            said("errors.ask_for_the_role"),
        )
    if now.state not in STEPS[kind].states:
        return _out_of_state(kind, now)
    labels = people.labels(by, login)
    if kind is Kind.CHANGE and now.state is State.SUBMITTED:
        return _change(now, duties, labels, people)
    if kind is Kind.SIGN and isinstance(act, d.Approve):
        return _sign(act, now, labels, by, people)
    if kind is Kind.APPROVE:
        return _approve(now, labels, by, people)
    return None


def _change(
    now: Standing, duties: frozenset[Duty], labels: Labels, people: People
) -> Refusal | None:
    """What is with the editor is changed by an editor, and not by who worked on it before."""
    if Duty.EDITOR in duties and not (now.brought_by(labels) and people.four_eyes):
        return None
    return locked(now)


def _sign(act: d.Approve, now: Standing, labels: Labels, by: str, people: People) -> Refusal | None:
    if not people.four_eyes or now.own(labels).isdisjoint(act.targets):
        return None
    return said("errors.own_change", name=by), said("errors.ask_a_colleague_to_sign")


def _approve(now: Standing, labels: Labels, by: str, people: People) -> Refusal | None:
    if people.four_eyes:
        if not labels.isdisjoint(now.submitter):
            same = people.same(by, now.submitted_by)
            if not same:
                return _one_login(by, now.submitted_by)
            return said("errors.own_work", name=by), said("errors.ask_a_colleague")
        own = now.own(labels)
        if own:
            return said("errors.own_unsigned", name=by, n=len(own)), said(
                "errors.ask_a_colleague_to_sign"
            )
    if now.questions:
        return (
            said("errors.questions_are_open", n=len(now.questions)),
            said("errors.answer_and_close"),
        )
    return None


def _one_login(by: str, other: str) -> Refusal:
    return said("errors.one_login", name=by, other=other), said("errors.list_both_people")


def _out_of_state(kind: Kind, now: Standing) -> Refusal:
    state = now.state
    if kind in (Kind.CHANGE, Kind.SUBMIT):
        return locked(now)
    if kind is Kind.REOPEN:
        return said("errors.not_approved", state=state_words(state)), said("errors.work_as_it_is")
    if kind is Kind.PUBLISH:
        return (
            said("errors.only_approved_is_published", state=state_words(state)),
            said("errors.published_already" if state is State.PUBLISHED else "errors.approve_it"),
        )
    if kind is Kind.WITHDRAW:
        return (
            said("errors.only_published_is_withdrawn", state=state_words(state)),
            said("errors.nothing_to_withdraw"),
        )
    return (
        said("errors.only_a_submitted_page", state=state_words(state)),
        said("errors.submit_first" if state in EDITABLE else "errors.open_again_first"),
    )


def locked(now: Standing) -> Refusal:
    """Why the words of a page stay as they are: (what, advice)."""
    if now.state is State.SUBMITTED:
        return (
            said("errors.with_the_editor", name=now.submitted_by),
            said("errors.take_it_back"),
        )
    if now.state is State.APPROVED:
        return (
            said("errors.was_approved_by", name=now.approved_by),
            said("errors.open_again_to_change"),
        )
    return (
        said(f"errors.was_{now.state}_by", name=now.published_by),
        said("errors.open_again_to_change"),
    )
