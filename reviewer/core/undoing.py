"""Undo and redo, read off the ledger: which step comes next, and when to refuse it politely."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewer.core import decisions as d
from reviewer.core.arranging import added_key, split_key
from reviewer.core.fitting import named_lines, span_of
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.messages import said
from reviewer.core.people import PLAIN, Labels, People, Refusal
from reviewer.core.reading import in_force
from reviewer.core.standings import standing
from reviewer.core.states import CHANGES, EDITABLE, Standing, State, state_words
from reviewer.core.workflow import problem_with

_ANYBODYS = (d.Insert, d.Mark, d.SetHeader)
"""Acts that a colleague may take back as well, for nothing else unsays them."""


@dataclass(frozen=True, slots=True)
class UndoStep:
    """What one key press did: a decision, or a batch of them, by one person."""

    decisions: tuple[d.Decision, ...]

    @property
    def ids(self) -> frozenset[DecisionId]:
        """The decisions of the step."""
        return frozenset(decision.id for decision in self.decisions)

    @property
    def targets(self) -> frozenset[DecisionId] | None:
        """What the step takes back, where taking back is all it does; else None."""
        found: set[DecisionId] = set()
        for decision in self.decisions:
            if not isinstance(decision.act, d.Revert):
                return None
            found.update(decision.act.targets)
        return frozenset(found)

    @property
    def pages(self) -> frozenset[PageId]:
        """The pages that the step touched."""
        return frozenset(one.place.page for one in self.decisions if one.place.page is not None)

    @property
    def last(self) -> DecisionId:
        """The newest decision of the step."""
        return max(decision.id for decision in self.decisions)

    @property
    def moves(self) -> bool:
        """Whether all it does is to move the page along the workflow."""
        return all(_moves(decision.act) for decision in self.decisions)


def steps(
    decisions: Iterable[d.Decision], by: str, people: People = PLAIN, login: str = ""
) -> list[UndoStep]:
    """The steps of one person, in order; decisions of one batch are one step.

    `people` and `login` say who counts as whom: a person takes back what they did under any name.
    """
    mine = people.labels(by, login)
    groups: dict[str, list[d.Decision]] = {}
    for decision in decisions:
        if not mine.isdisjoint(people.labels(decision.by, decision.login)):
            groups.setdefault(decision.batch or f"#{decision.id}", []).append(decision)
    return [UndoStep(tuple(group)) for group in groups.values()]


def undoable(
    decisions: Iterable[d.Decision], by: str, people: People = PLAIN, login: str = ""
) -> tuple[Sequence[UndoStep], Sequence[UndoStep]]:
    """(steps that can be undone, undos that can be redone), each with the next one last.

    As in every editor, a new step clears what could be redone. What takes back a part of a step is
    a step of its own, or the rest of that step could not be undone any more. A batch over several
    pages may be taken back from any of them, also where later steps stand on top of it here. Steps
    of the workflow that a colleague has answered (a submission that came back) are past, and undo
    looks behind them.
    """
    decisions = tuple(decisions)
    answered = _last_answer(decisions, people.labels(by, login), people)
    done: list[UndoStep] = []
    undone: list[tuple[UndoStep, UndoStep]] = []  # (the undo, what it undid)
    for step in steps(decisions, by, people, login):
        targets = step.targets
        if step.moves and step.decisions[-1].id < answered:
            continue
        taken = _place_of(targets, done, step) if targets else None
        again = _place_of(targets, [undo for undo, _ in undone], step) if targets else None
        if taken is not None:
            undone.append((step, done.pop(taken)))
        elif again is not None:
            done.append(UndoStep(undone.pop(again)[1].decisions + step.decisions))
        else:
            done.append(step)
            undone.clear()
    return done, [undo for undo, _ in undone]


def _place_of(
    targets: frozenset[DecisionId] | None, among: Sequence[UndoStep], step: UndoStep
) -> int | None:
    """Which of some steps another takes back: the last, or with a batch any of them.

    Taking back is a batch only where it was done on several pages together. On one page, an older
    step is taken back by deleting an added word or line, which is a step to be undone like others.
    """
    last = len(among) - 1
    within = range(last, -1 if step.decisions[0].batch else max(last - 1, -1), -1)
    return next((place for place in within if among[place].ids == targets), None)


def _moves(act: d.Act) -> bool:
    if isinstance(act, d.Approve):
        return not act.targets
    return isinstance(act, d.Submit | d.Return | d.Reopen | d.Publish | d.Withdraw)


def _last_answer(decisions: Sequence[d.Decision], mine: Labels, people: People) -> int:
    """The last step of the workflow that somebody else took, as a place in the ledger."""
    return max(
        (
            decision.id
            for decision in in_force(decisions)
            if _moves(decision.act) and mine.isdisjoint(people.labels(decision.by, decision.login))
        ),
        default=0,
    )


def refusal(
    decisions: Sequence[d.Decision],
    targets: Iterable[DecisionId],
    by: str,
    people: People = PLAIN,
    login: str = "",
) -> Refusal | None:
    """Why `by` may not revert these decisions of a page, or of a header: (what, advice); None where
    they may.
    """
    asked = _Asked(
        by,
        people,
        login,
        standing(decisions, people),
        in_force(decisions),
        {decision.id: decision for decision in decisions},
    )
    return next(filter(None, map(asked.refusal, targets)), None)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A ledger in which somebody wants to take something back."""

    by: str
    people: People
    login: str
    now: Standing
    force: Sequence[d.Decision]
    by_id: Mapping[DecisionId, d.Decision]

    def refusal(self, target: DecisionId) -> Refusal | None:
        """Why they may not take one decision back."""
        decision = self.by_id.get(target)
        if decision is None:
            return (
                said("errors.no_decision_on_page", number=target),
                said("errors.look_it_up_in_the_log"),
            )
        theirs = self.people.labels(decision.by, decision.login)
        own = not theirs.isdisjoint(self.people.labels(self.by, self.login))
        if not own and not isinstance(decision.act, _ANYBODYS):
            return (
                said("errors.only_they_can_undo", name=decision.by),
                said("errors.decide_the_words_anew"),
            )
        return (
            _past(decision, self.now, self.force, self.by_id)
            or self._unlawful(decision, own)
            or self._answered(decision)
        )

    def _unlawful(self, decision: d.Decision, own: bool) -> Refusal | None:
        """What comes back is a step once more, and what goes away of a colleague's a change: both
        are asked whether they are lawful now.
        """
        if own and not isinstance(decision.act, d.Revert):
            return None
        steps = meant([decision.id], self.by_id)
        if own:
            stands = {one.id for one in self.force}
            steps = [one for one in steps if one.id not in stands]
        problems = (
            problem_with(one.act, self.now, self.by, self.people, self.login) for one in steps
        )
        return next(filter(None, problems), None)

    def _answered(self, decision: d.Decision) -> Refusal | None:
        if isinstance(decision.act, d.SetHeader):
            return None  # a field that was signed may be filled anew as well: both wait again
        later = _answer(self.force, decision, self.by_id, self.people)
        if later is None:
            return None
        return (
            said("errors.decided_since", name=later.by, act=later.act.describe()),
            said("errors.look_at_the_page_as_it_is"),
        )


def _past(
    decision: d.Decision,
    now: Standing,
    force: Sequence[d.Decision],
    by_id: Mapping[DecisionId, d.Decision],
) -> Refusal | None:
    """Why the page's state keeps a decision from being taken back, whoever asks."""
    redo = isinstance(decision.act, d.Revert)
    published = any(isinstance(one.act, d.Publish) and one.id > decision.id for one in force)
    if isinstance(decision.act, d.Publish | d.Withdraw):
        return (
            said("errors.publishing_stays", act=decision.act.describe()),
            said("errors.withdraw_or_open_again"),
        )
    submitted = max((one.id for one in force if isinstance(one.act, d.Submit)), default=0)
    for one in meant([decision.id], by_id):
        if redo and not isinstance(one.act, CHANGES):
            wanted = EDITABLE | {State.SUBMITTED, State.APPROVED}
            unlawful = published and _moves(one.act)
        else:
            wanted = _states_to_undo(one, submitted)
            unlawful = False
        if unlawful or now.state not in wanted:
            return (
                said("errors.page_is_by_now", state=state_words(now.state)),
                said("errors.ask_the_editor"),
            )
    if isinstance(decision.act, d.Reopen) and any(
        other.id > decision.id and isinstance(other.act, CHANGES) for other in by_id.values()
    ):
        return said("errors.worked_on_since"), said("errors.submit_it_again")
    return None


def _states_to_undo(decision: d.Decision, submitted: int) -> frozenset[State]:
    """In which states a decision may still be taken back; `submitted` is the last submission."""
    match decision.act:
        case act if isinstance(act, CHANGES):
            # What an editor changed on a submitted page is the editor's to take back there.
            return EDITABLE | {State.SUBMITTED} if decision.id > submitted else EDITABLE
        case d.Submit():
            return frozenset({State.SUBMITTED})
        case d.Approve(targets):
            return EDITABLE | {State.SUBMITTED} if targets else frozenset({State.APPROVED})
        case d.Reject():
            return EDITABLE | {State.SUBMITTED}
        case d.Return():
            return frozenset({State.RETURNED})
        case d.Reopen():
            return frozenset({State.IN_WORK})
    return frozenset(State)


def _answer(
    force: Sequence[d.Decision],
    to: d.Decision,
    by_id: Mapping[DecisionId, d.Decision],
    people: People,
) -> d.Decision | None:
    """The first later decision of those in force, by somebody else, that builds on this one."""
    about, theirs = meant([to.id], by_id), people.labels(to.by, to.login)
    for decision in force:
        if decision.id > to.id and theirs.isdisjoint(people.labels(decision.by, decision.login)):
            if isinstance(decision.act, d.Revert | d.Reject | d.Approve) and decision.act.targets:
                met = to.id in decision.act.targets
            else:
                met = any(_meets(decision, one) for one in about)
            if met:
                return decision
    return None


def meant(
    targets: Iterable[DecisionId], by_id: Mapping[DecisionId, d.Decision]
) -> Sequence[d.Decision]:
    """What taking back these decisions is about in the end: no reverts, but what those took back.

    `by_id` are the decisions of their pages.
    """
    waiting = [target for target in targets if target in by_id]
    seen, found = set(waiting), list[d.Decision]()
    while waiting:
        one = by_id[waiting.pop()]
        if not isinstance(one.act, d.Revert):
            found.append(one)
            continue
        fresh = [target for target in one.act.targets if target in by_id and target not in seen]
        seen.update(fresh)
        waiting += fresh
    return found


def _meets(later: d.Decision, earlier: d.Decision) -> bool:
    talk = isinstance(later.act, d.TALK_ACTS), isinstance(earlier.act, d.TALK_ACTS)
    if any(talk):
        return all(talk) and thread_of(later) == thread_of(earlier)
    if not isinstance(earlier.act, d.TEXT_ACTS):
        return not isinstance(later.act, d.SetHeader)
    if isinstance(earlier.act, d.Mark):
        return False  # words read the same with it and without
    made = _made_line(earlier)
    if made is not None:
        return made in named_lines(later.act)
    ours, theirs = span_of(earlier.act), span_of(later.act)
    return ours is not None and theirs is not None and ours.touches(theirs)


def thread_of(decision: d.Decision) -> DecisionId | None:
    """The thread that a decision opens or goes on with; None of those that only decide."""
    match decision.act:
        case d.Comment():
            return decision.id
        case d.Reply(thread) | d.CloseThread(thread) | d.OpenThread(thread):
            return thread
    return None


def _made_line(decision: d.Decision) -> int | None:
    """The number of the line that came of a decision; without it that line is gone."""
    match decision.act:
        case d.AddLine():
            return added_key(decision.id)
        case d.SplitLine(token):
            return split_key(token)
    return None
