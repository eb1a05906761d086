"""The workflow: lawful steps, four eyes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.errors import NotAllowed
from reviewer.core.fitting import span_of
from reviewer.core.ids import DecisionId
from reviewer.core.people import FOUR_EYES, Duty, Member, People, PeopleChange
from reviewer.core.reading import in_force
from reviewer.core.states import CHANGES, SIGNED, Kind, Standing, kind_of
from reviewer.core.workflow import State, advance, check, fold_name, problem_with, standing

from .strategies import NOON, acts, ledger, ledgers

WORD = d.Replace(d.Span(0, 0), "x")
ONE = DecisionId(1)


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
        ("Cy", d.Publish("first")),
        ("Cy", d.Withdraw("rights")),
        ("Cy", d.Publish("again")),
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
        State.PUBLISHED,
        State.WITHDRAWN,
        State.PUBLISHED,
        State.IN_WORK,
    ]
    now = standing(signed(*steps))
    assert (now.version, now.approved_by, now.published_by) == (2, "", "Cy")


# all steps: state, act, role, own page or not

ROADS: dict[State, list[tuple[str, d.Act]]] = {
    State.NEW: [],
    State.IN_WORK: [("Ada", WORD)],
    State.SUBMITTED: [("Ada", WORD), ("Ada", d.Submit())],
    State.RETURNED: [("Ada", WORD), ("Ada", d.Submit()), ("Bob", d.Return())],
    State.APPROVED: [("Ada", WORD), ("Ada", d.Submit()), ("Bob", d.Approve())],
    State.PUBLISHED: [
        ("Ada", WORD),
        ("Ada", d.Submit()),
        ("Bob", d.Approve()),
        ("Bob", d.Publish()),
    ],
    State.WITHDRAWN: [
        ("Ada", WORD),
        ("Ada", d.Submit()),
        ("Bob", d.Approve()),
        ("Bob", d.Publish()),
        ("Bob", d.Withdraw()),
    ],
}
STEPS: dict[str, d.Act] = {
    "change": WORD,
    "submit": d.Submit(),
    "sign": d.Approve((ONE,)),
    "approve": d.Approve(),
    "reject": d.Reject((ONE,)),
    "return": d.Return(),
    "reopen": d.Reopen(),
    "publish": d.Publish(),
    "withdraw": d.Withdraw(),
    "talk": d.Comment("why?"),
    "revert": d.Revert((ONE,)),
}
# What each role may do where; the word "not own" is for pages that others worked on and submitted.
LAWFUL: dict[str, dict[State, str]] = {
    "change": {
        State.NEW: "writer",
        State.IN_WORK: "writer",
        State.RETURNED: "writer",
        State.SUBMITTED: "editor, not own",
    },
    "submit": dict.fromkeys((State.NEW, State.IN_WORK, State.RETURNED), "writer"),
    "sign": dict.fromkeys((State.IN_WORK, State.RETURNED, State.SUBMITTED), "writer, not own"),
    "approve": {State.SUBMITTED: "editor, not own"},
    "reject": {State.SUBMITTED: "editor"},
    "return": {State.SUBMITTED: "editor"},
    "reopen": dict.fromkeys((State.APPROVED, State.PUBLISHED, State.WITHDRAWN), "editor"),
    "publish": dict.fromkeys((State.APPROVED, State.WITHDRAWN), "publisher"),
    "withdraw": {State.PUBLISHED: "publisher"},
    "talk": dict.fromkeys(State, "anybody"),
    "revert": dict.fromkeys(State, "anybody"),
}
MAY = {
    "writer": {Duty.TRANSCRIBER, Duty.EDITOR},
    "editor": {Duty.EDITOR},
    "publisher": {Duty.PUBLISHER},
    "anybody": set(Duty),
}


@pytest.mark.parametrize("four_eyes", [True, False])
@pytest.mark.parametrize("state, step", [*product(State, STEPS)])
def test_every_step_in_every_state_for_every_role(state: State, step: str, four_eyes: bool) -> None:
    act = STEPS[step]
    assert kind_of(act) == step
    for own, role in product((True, False), Duty):
        name = "Ada" if own else "Eve"
        people = alone(Member(name, roles=frozenset({role})), on=four_eyes)
        who, _, condition = LAWFUL[step].get(state, "").partition(", ")
        lawful = role in MAY.get(who, ()) and not (condition and own and four_eyes)
        now = standing(signed(*ROADS[state]))
        assert now.state is state
        problem = problem_with(act, now, name, people)
        assert (problem is None) == lawful, (own, role, problem)
        if not lawful:
            with pytest.raises(NotAllowed):
                check(act, now, name, "here", people)
        if problem:
            assert "errors." not in "".join(problem)  # every refusal has its sentence


def test_the_table_names_every_kind() -> None:
    assert set(STEPS) == set(Kind)


def alone(*members: Member, on: bool = False) -> People:
    """People of a project in which four eyes are off from the beginning, or on."""
    switch = PeopleChange(NOON, "Ada", DecisionId(0), FOUR_EYES, "on", "off")
    return People(members, () if on else (switch,))


@pytest.mark.parametrize("state", State)
def test_who_has_no_role_may_only_talk(state: State) -> None:
    people = People((Member("Bea", roles=frozenset({Duty.EDITOR})),))
    now = standing(signed(*ROADS[state]))
    for step, act in STEPS.items():
        assert (problem_with(act, now, "Zoe", people) is None) == (step in ("talk", "revert"))


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


def test_another_name_makes_nobody_another() -> None:
    people = People((Member("Ada Lovelace", ("ada", "A. L.")),))
    steps = signed(("ada", WORD), ("Ada Lovelace", d.Submit()), ("a.  l.", d.Approve()))
    now = standing(steps, people)
    assert now.state is State.SUBMITTED
    for name in ("ADA", "ada lovelace", "A. L."):
        with pytest.raises(NotAllowed):
            check(d.Approve(), now, name, people=people)
    check(d.Approve(), now, "Bob", people=people)
    assert set(now.unsigned) == {"ada lovelace"}


def test_one_login_is_one_person_until_the_project_says_otherwise() -> None:
    steps = [replace(one, login="desk") for one in signed(("Ada", WORD), ("Ada", d.Submit()))]
    now = standing(steps)
    with pytest.raises(NotAllowed, match="same login"):
        check(d.Approve(), now, "Bob", login="desk")
    check(d.Approve(), now, "Bob", login="other")
    both = People((Member("Ada", login="desk"), Member("Bob", login="desk")))
    check(d.Approve(), standing(steps, both), "Bob", people=both, login="desk")


def test_an_undone_change_is_nobodys() -> None:
    undone = d.Revert((DecisionId(1),))
    steps = signed(("Ada", WORD), ("Ada", undone), ("Bob", WORD), ("Bob", d.Submit()))
    check(d.Approve(), standing(steps), "Ada")


def test_taking_out_what_a_colleague_added_is_a_change() -> None:
    mine = d.Insert(0, None, "word")
    steps = signed(("Ada", mine), ("Bob", d.Revert((ONE,))), ("Ada", d.Submit()))
    with pytest.raises(NotAllowed):
        check(d.Approve(), standing(steps), "Bob")


def test_an_editors_correction_waits_for_other_eyes() -> None:
    steps = [("Ada", WORD), ("Ada", d.Submit()), ("Bob", d.Replace(d.Span(3, 3), "y"))]
    now = standing(signed(*steps))
    assert now.unsigned == {"ada": {1}, "bob": {3}}
    check(WORD, now, "Bob")  # may go on correcting
    with pytest.raises(NotAllowed, match="sign"):
        check(d.Approve(), now, "Bob")
    with pytest.raises(NotAllowed):
        check(d.Approve((DecisionId(3),)), now, "Bob")
    writer = People((Member("Ada", roles=frozenset({Duty.TRANSCRIBER})), KEEPER))
    check(d.Approve((DecisionId(3),)), now, "Ada", people=writer)
    after = standing(signed(*steps, ("Ada", d.Approve((DecisionId(3),)))))
    check(d.Approve(), after, "Bob")
    with pytest.raises(NotAllowed):
        check(d.Approve(), after, "Ada")


KEEPER = Member("Keeper", roles=frozenset({Duty.PUBLISHER}))


def test_signing_a_reading_signs_what_it_took_the_place_of() -> None:
    steps: list[tuple[str, d.Act]] = [
        ("Ada", d.Submit()),
        ("Bob", d.Replace(d.Span(0, 1), "teh")),
        ("Bob", d.Replace(d.Span(0, 0), "the")),
        ("Bob", d.Replace(d.Span(5, 5), "elsewhere")),
        ("Ada", d.Approve((DecisionId(3),))),
    ]
    assert standing(signed(*steps)).unsigned == {"bob": {4}}


def test_a_new_submission_forgets_who_submitted_before() -> None:
    steps = signed(("Bob", d.Submit()), ("Cy", d.Return()), ("Ada", d.Submit()))
    check(d.Approve(), standing(steps), "Bob")


def test_what_was_signed_with_the_page_stays_signed_in_the_next_version() -> None:
    first: list[tuple[str, d.Act]] = [("Ada", WORD), ("Ada", d.Submit()), ("Bob", d.Approve())]
    steps = signed(*first, ("Bob", d.Reopen()), ("Bob", WORD), ("Bob", d.Submit()))
    now = standing(steps)
    assert now.version == 2
    check(d.Approve(), now, "Ada")
    with pytest.raises(NotAllowed):
        check(d.Approve(), now, "Bob")


def test_a_forged_approval_in_the_ledger_counts_for_nothing() -> None:
    forged = signed(("Ada", WORD), ("Ada", d.Submit()), ("Ada", d.Approve()))
    assert standing(forged).state is State.SUBMITTED


@pytest.mark.parametrize(
    "act", [WORD, d.Revert((ONE,)), d.Reject((ONE,)), d.Keep(d.Span(4, 4))], ids=str
)
def test_what_changes_a_signed_page_opens_it(act: d.Act) -> None:
    now = standing(signed(*ROADS[State.PUBLISHED], ("Bob", act)))
    assert (now.state, now.version, now.approved_by) == (State.IN_WORK, 2, "")


def test_redoing_on_a_signed_page_opens_it() -> None:
    steps = signed(
        ("Ada", WORD),
        ("Ada", d.Revert((ONE,))),
        ("Ada", d.Submit()),
        ("Bob", d.Approve()),
        ("Ada", d.Revert((DecisionId(2),))),
    )
    assert standing(steps).state is not State.APPROVED


def test_approving_alone_is_known_and_lawful_only_while_it_is_allowed() -> None:
    steps = signed(("Ada", WORD), ("Ada", d.Submit()), ("Ada", d.Approve()))
    off = PeopleChange(NOON, "Ada", DecisionId(2), FOUR_EYES, "on", "off")
    on = PeopleChange(NOON, "Ada", DecisionId(3), FOUR_EYES, "off", "on")
    now = standing(steps, People((), (off, on)))
    assert (now.state, now.alone) == (State.APPROVED, True)
    late = replace(off, after=DecisionId(3))
    assert standing(steps, People((), (late,))).state is State.SUBMITTED
    other = signed(("Ada", WORD), ("Ada", d.Submit()), ("Bob", d.Approve()))
    assert not standing(other, People((), (off,))).alone


def test_an_open_question_keeps_a_page_from_being_approved() -> None:
    steps: list[tuple[str, d.Act]] = [
        ("Ada", d.Submit()),
        ("Bob", d.Comment("sure?", asks=True)),
        ("Bob", d.Comment("nice")),
    ]
    with pytest.raises(NotAllowed, match="question"):
        check(d.Approve(), standing(signed(*steps)), "Bob")
    closed = standing(signed(*steps, ("Ada", d.CloseThread(DecisionId(2)))))
    check(d.Approve(), closed, "Bob")
    again = signed(
        *steps, ("Ada", d.CloseThread(DecisionId(2))), ("Bob", d.OpenThread(DecisionId(2)))
    )
    assert standing(again).questions == {2}


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


# whatever a ledger holds

PEOPLE = People((Member("Ada", ("A.",)), Member("Bob"), Member("Cy", ("C",))))
_names = st.sampled_from(["Ada", "A.", "ada ", "Bob", "Cy", "c"])
_steps = st.one_of(
    acts,
    st.builds(d.Replace, st.builds(d.Span, st.just(0), st.integers(0, 2)), st.just("x")),
    st.just(d.Submit()),
    st.just(d.Approve()),
    st.just(d.Reopen()),
    st.builds(lambda n: d.Approve((DecisionId(n),)), st.integers(1, 12)),
    st.builds(lambda n: d.Revert((DecisionId(n),)), st.integers(1, 12)),
)
_usual = st.sampled_from([("Ada", d.Submit()), ("Bob", d.Submit()), ("Cy", d.Approve())])
_some = st.lists(st.one_of(st.tuples(_names, _steps), _usual), max_size=25)
signed_ledgers = _some.map(lambda steps: signed(*steps))


def unseen(decisions: Sequence[d.Decision], by: str) -> Iterable[d.Decision]:
    """Changes of a person in force that nobody else put a name to, told the long way round."""
    force = in_force(decisions)
    for one in force:
        if isinstance(one.act, CHANGES) and PEOPLE.same(one.by, by):
            later = [other for other in force if other.id > one.id]
            others = [other for other in later if not PEOPLE.same(other.by, by)]
            if not any(signs(other, one, decisions) for other in others):
                yield one


def signs(signer: d.Decision, one: d.Decision, decisions: Sequence[d.Decision]) -> bool:
    """Whether a decision puts a name to another, or to what took its place."""
    if not isinstance(signer.act, d.Approve):
        return False
    if not signer.act.targets:
        force = [other for other in in_force(decisions) if other.id <= signer.id]
        before = standing([other for other in force if other.id < signer.id], PEOPLE)
        after = standing(force, PEOPLE)
        return after.state is State.APPROVED is not before.state
    by_id = {other.id: other.act for other in decisions}
    return any(
        target == one.id or (target > one.id and touching(by_id.get(target), one.act))
        for target in signer.act.targets
    )


def touching(one: d.Act | None, other: d.Act) -> bool:
    ours, theirs = one and span_of(one), span_of(other)
    return bool(ours and theirs and ours.touches(theirs))


@given(signed_ledgers)
def test_no_ledger_has_a_page_approved_by_who_made_it(decisions: list[d.Decision]) -> None:
    now = standing(decisions, PEOPLE)
    if now.state in SIGNED:
        assert not now.alone
        assert not PEOPLE.same(now.approved_by, now.submitted_by)
        assert not list(unseen(decisions, now.approved_by))
        assert not now.waiting


@given(signed_ledgers, _names, st.lists(_steps, max_size=3))
def test_what_may_be_done_is_what_counts(
    decisions: list[d.Decision], by: str, more: list[d.Act]
) -> None:
    """A step that is allowed has its effect in the ledger, and advance says which."""
    now = standing(decisions, PEOPLE)
    for act in more:
        if isinstance(act, d.Revert | d.Reject) or problem_with(act, now, by, PEOPLE):
            return
        number = DecisionId(max((one.id for one in decisions), default=0) + 1)
        step = replace(ledger([act], by)[0], id=number)
        decisions = [*decisions, step]
        after = standing(decisions, PEOPLE)
        told = advance(now, act, by, PEOPLE)
        assert plain(after) == plain(told)
        now = after


def plain(now: Standing) -> Standing:
    """A standing without what is numbered."""
    return replace(now, waiting={}, approved=frozenset(), questions=frozenset())


@given(ledgers)
def test_no_ledger_breaks_the_standing(decisions: list[d.Decision]) -> None:
    now = standing(decisions)
    if now.state is State.APPROVED:
        assert fold_name(now.approved_by) not in now.submitter
