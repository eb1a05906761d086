"""States of a page, the steps between them, and what a page's standing holds. Pure.

`STEPS` is the one table of lawful steps; `core.workflow` adds who may not take them for four eyes'
sake, `core.standings` folds a ledger over it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId
from reviewer.core.messages import Said, said
from reviewer.core.people import Duty, Labels


class State(StrEnum):
    """Where a page is on its way."""

    NEW = "new"
    IN_WORK = "in work"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


EDITABLE = frozenset({State.NEW, State.IN_WORK, State.RETURNED})
"""A transcriber may work on the page."""
SIGNED = frozenset({State.APPROVED, State.PUBLISHED, State.WITHDRAWN})
"""An editor signed the page as it stands."""
FINISHED = frozenset({State.APPROVED, State.PUBLISHED})
"""The page may go to readers."""

CHANGES = (*d.TEXT_ACTS, d.SetHeader)
"""Acts that say how something reads; somebody else has to sign them."""


class Kind(StrEnum):
    """What an act is to the workflow."""

    CHANGE = "change"
    SUBMIT = "submit"
    SIGN = "sign"
    APPROVE = "approve"
    REJECT = "reject"
    RETURN = "return"
    REOPEN = "reopen"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    TALK = "talk"
    REVERT = "revert"


@dataclass(frozen=True, slots=True)
class Step:
    """In which states an act is lawful, for whom, and which state it leads to (None: the same)."""

    states: frozenset[State]
    duties: frozenset[Duty]
    reaches: State | None = None


_ANY = frozenset(State)
_WRITERS = frozenset({Duty.TRANSCRIBER, Duty.EDITOR})
_EDITOR = frozenset({Duty.EDITOR})
_PUBLISHER = frozenset({Duty.PUBLISHER})
_WITH_EDITOR = frozenset({State.SUBMITTED})

STEPS: Mapping[Kind, Step] = {
    # A submitted page is changed only by who could approve it: see `workflow.problem_with`.
    Kind.CHANGE: Step(EDITABLE | _WITH_EDITOR, _WRITERS),
    Kind.SUBMIT: Step(EDITABLE, _WRITERS, State.SUBMITTED),
    Kind.SIGN: Step(frozenset({State.IN_WORK, State.RETURNED}) | _WITH_EDITOR, _WRITERS),
    Kind.APPROVE: Step(_WITH_EDITOR, _EDITOR, State.APPROVED),
    Kind.REJECT: Step(_WITH_EDITOR, _EDITOR),
    Kind.RETURN: Step(_WITH_EDITOR, _EDITOR, State.RETURNED),
    Kind.REOPEN: Step(SIGNED, _EDITOR, State.IN_WORK),
    Kind.PUBLISH: Step(frozenset({State.APPROVED, State.WITHDRAWN}), _PUBLISHER, State.PUBLISHED),
    Kind.WITHDRAW: Step(frozenset({State.PUBLISHED}), _PUBLISHER, State.WITHDRAWN),
    Kind.TALK: Step(_ANY, frozenset(Duty)),
    Kind.REVERT: Step(_ANY, frozenset(Duty)),  # `core.undoing.refusal` says which
}
"""All lawful steps."""

_KINDS: Mapping[type[d.Act], Kind] = {
    **dict.fromkeys(CHANGES, Kind.CHANGE),
    **dict.fromkeys(d.TALK_ACTS, Kind.TALK),
    d.Submit: Kind.SUBMIT,
    d.Reject: Kind.REJECT,
    d.Return: Kind.RETURN,
    d.Reopen: Kind.REOPEN,
    d.Publish: Kind.PUBLISH,
    d.Withdraw: Kind.WITHDRAW,
    d.Revert: Kind.REVERT,
}


def kind_of(act: d.Act) -> Kind:
    """What an act is to the workflow."""
    if isinstance(act, d.Approve):
        return Kind.SIGN if act.targets else Kind.APPROVE
    return _KINDS[type(act)]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A change that somebody else has to sign: whose it is; `editing`: made by an editor on a page
    that was submitted.
    """

    key: str
    labels: Labels
    editing: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A page's place in the workflow.

    `approved` are the changes that were signed one by one; `comment` came with the last return.
    `submitter` is who submitted it, by all their labels. `waiting` are the changes that nobody but
    their makers has signed. `alone` says that the page was approved by somebody who worked on it,
    while the project allowed that. `version` counts from 1; opening a signed page again begins
    another.
    """

    state: State = State.NEW
    submitted_by: str = ""
    approved_by: str = ""
    comment: str = ""
    approved: frozenset[DecisionId] = frozenset()
    submitter: Labels = frozenset()
    waiting: Mapping[DecisionId, Waiting] = field(default_factory=dict)
    questions: frozenset[DecisionId] = frozenset()
    published_by: str = ""
    version: int = 1
    alone: bool = False

    @property
    def unsigned(self) -> Mapping[str, frozenset[DecisionId]]:
        """The changes that wait for somebody else, by the person (`People.key`) who made them."""
        found: dict[str, set[DecisionId]] = {}
        for decision, change in self.waiting.items():
            found.setdefault(change.key, set()).add(decision)
        return {key: frozenset(made) for key, made in found.items()}

    def own(self, labels: Labels) -> frozenset[DecisionId]:
        """The changes of one person (`People.labels`) that wait for somebody else."""
        return frozenset(
            decision
            for decision, change in self.waiting.items()
            if not labels.isdisjoint(change.labels)
        )

    def brought_by(self, labels: Labels) -> bool:
        """Whether the page came to the editor from a person: they submitted it, or changed it
        before that. What an editor changed on a submitted page makes it nobody else's.
        """
        return not labels.isdisjoint(self.submitter) or any(
            not one.editing and not labels.isdisjoint(one.labels) for one in self.waiting.values()
        )

    def is_party(self, labels: Labels) -> bool:
        """Whether four eyes keep a person from approving the page."""
        return not labels.isdisjoint(self.submitter) or any(
            not labels.isdisjoint(change.labels) for change in self.waiting.values()
        )


def state_words(state: State) -> Said:
    """A state as sentences name it."""
    return said(f"states.{state.replace(' ', '_')}")
