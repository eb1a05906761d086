"""Where a page stands after its decisions: a fold over the ledger, as undo and the reading are.

An unlawful step in a ledger counts for nothing, however it got there. What changes a signed page,
other than by opening it again, opens it: nothing stands there signed that nobody signed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from reviewer.core import decisions as d
from reviewer.core.fitting import span_of
from reviewer.core.ids import DecisionId
from reviewer.core.people import PLAIN, Labels, People
from reviewer.core.reading import in_force
from reviewer.core.states import (
    CHANGES,
    EDITABLE,
    SIGNED,
    STEPS,
    Kind,
    Standing,
    State,
    Waiting,
    kind_of,
)

_DRAFT = DecisionId(2**62)
"""The number of what is not written yet: behind everything."""
_WORDS = (d.Replace, d.Keep, d.Split, d.Join)


def standing(decisions: Iterable[d.Decision], people: People = PLAIN) -> Standing:
    """The standing of a page after its decisions."""
    every = tuple(decisions)
    track = Track(people, {one.id: one for one in every})
    for decision in in_force(every):
        track.take(decision)
    return track.standing()


def advance(
    now: Standing, act: d.Act, by: str, people: People = PLAIN, login: str = ""
) -> Standing:
    """The standing after one more act, not written yet; an unlawful step changes nothing."""
    track = Track(people, {}, now)
    track.step(act, _DRAFT, by, login)
    return track.standing()


class Track:
    """A page on its way; takes one decision after the other."""

    def __init__(
        self,
        people: People,
        by_id: Mapping[DecisionId, d.Decision],
        start: Standing | None = None,
    ) -> None:
        """`by_id` are all decisions of the page, also those that are not in force."""
        self._people = people
        self._by_id = by_id
        self._now = start or Standing()
        self.state = self._now.state
        self._waiting = dict(self._now.waiting)
        self._approved = set(self._now.approved)
        self._questions = set(self._now.questions)
        self._asked = set(self._now.questions)
        self._by_token: dict[int, set[DecisionId]] | None = None
        self._ends: dict[DecisionId, Sequence[d.Decision]] = {}
        self._signed_at = DecisionId(0)
        self._stood: tuple[DecisionId, frozenset[DecisionId]] = (DecisionId(0), frozenset())

    def standing(self) -> Standing:
        """The standing so far."""
        return replace(
            self._now,
            state=self.state,
            waiting=self._waiting,
            approved=frozenset(self._approved),
            questions=frozenset(self._questions),
        )

    @property
    def alone(self) -> bool:
        """Whether the page was approved by somebody who worked on it, and still is."""
        return self._now.alone

    def take(self, decision: d.Decision) -> None:
        """Take a decision that is in force."""
        self.step(decision.act, decision.id, decision.by, decision.login)

    def step(self, act: d.Act, number: DecisionId, by: str, login: str = "") -> None:
        """Take a step."""
        labels = self._people.labels(by, login)
        kind = kind_of(act)
        if kind is Kind.CHANGE:
            self._change(act, number, by, labels)
        elif kind is Kind.TALK:
            self._talk(act, number)
        elif isinstance(act, d.Revert | d.Reject):
            self._take_back(act, number, by, labels)
        elif self.state is State.NEW and isinstance(act, d.Approve):
            self._approved.update(act.targets)  # all that it signed was taken back since
        elif self.state in STEPS[kind].states:
            self._move(kind, act, number, by, labels)

    def _move(self, kind: Kind, act: d.Act, number: DecisionId, by: str, labels: Labels) -> None:
        now = self._now
        match act:
            case d.Submit():
                self._now = replace(now, submitted_by=by, submitter=labels)
            case d.Approve(targets) if targets:
                self._sign(targets, number, labels)
            case d.Approve():
                own = now.submitter, *(one.labels for one in self._waiting.values())
                alone = any(not labels.isdisjoint(theirs) for theirs in own)
                if alone and not self._alone(number):
                    return
                self._now = replace(now, approved_by=by, alone=alone)
                self._waiting.clear()
                self._by_token = None
                self._signed_at = number
            case d.Return(comment):
                self._now = replace(now, comment=comment)
            case d.Reopen():
                self._open_again()
            case d.Publish() | d.Withdraw():
                self._now = replace(now, published_by=by)
        self.state = STEPS[kind].reaches or self.state

    def _alone(self, number: DecisionId) -> bool:
        return self._people.alone_at(None if number == _DRAFT else number)

    def _open_again(self) -> None:
        now = self._now
        self._now = replace(now, approved_by="", alone=False, version=now.version + 1)

    def _change(self, act: d.Act, number: DecisionId, by: str, labels: Labels) -> None:
        if self.state is State.NEW:
            self.state = State.IN_WORK
        elif self.state in SIGNED:
            self._open_again()
            self.state = State.IN_WORK
        editing = self.state is State.SUBMITTED
        self._waiting[number] = Waiting(self._people.key(by), labels, editing)
        if self._by_token is not None:
            self._index(number, act)

    def _take_back(
        self, act: d.Revert | d.Reject, number: DecisionId, by: str, labels: Labels
    ) -> None:
        """What takes away a colleague's change, or one that was signed, is a change, but for an
        editor's rejection. What comes back waits itself.
        """
        changed = [one for one in self._meant(act.targets) if isinstance(one.act, CHANGES)]
        gone = [one for one in changed if one.id not in self._stands]
        theirs = any(labels.isdisjoint(self._people.labels(one.by, one.login)) for one in gone)
        signed = any(one.id in self._approved or one.id in self._signed_then for one in gone)
        if changed and (self.state in SIGNED or ((theirs or signed) and isinstance(act, d.Revert))):
            self._change(act, number, by, labels)
        elif theirs and self.state in EDITABLE:
            self._change(act, number, by, labels)  # rejected where there was nothing to judge
        for one in changed:
            if one.id in self._stands and one.id < self._signed_at:
                self._bring_back(one, labels)

    def _bring_back(self, change: d.Decision, labels: Labels) -> None:
        """Let a change wait that was not there when the page was signed: for somebody else than
        who made it and who brought it back.
        """
        if change.id not in self._signed_then:
            labels |= self._people.labels(change.by, change.login)
            editing = self.state is State.SUBMITTED
            self._waiting[change.id] = Waiting(self._people.key(change.by), labels, editing)
            self._by_token = None

    @cached_property
    def _stands(self) -> frozenset[DecisionId]:
        """What is in force in the end."""
        return frozenset(one.id for one in in_force(self._by_id.values()))

    @property
    def _signed_then(self) -> frozenset[DecisionId]:
        """What was in force when the page was last signed."""
        if self._stood[0] != self._signed_at:
            before = [one for one in self._by_id.values() if one.id < self._signed_at]
            self._stood = self._signed_at, frozenset(one.id for one in in_force(before))
        return self._stood[1]

    def _meant(self, targets: Iterable[DecisionId]) -> Sequence[d.Decision]:
        """What a taking back is about in the end: no reverts, but what those took back.

        Undo and redo again and again make a chain, each link of one decision: it is walked once.
        """
        targets = tuple(targets)
        if len(targets) != 1:
            return self._walk(targets)
        links: dict[DecisionId, None] = {}
        end = targets[0]
        while end not in self._ends and end not in links:
            links[end] = None
            one = self._by_id.get(end)
            if one and isinstance(one.act, d.Revert | d.Reject) and len(one.act.targets) == 1:
                end = one.act.targets[0]
        found = self._ends.get(end)
        if found is None:
            found = self._walk([end])
        self._ends.update(dict.fromkeys(links, found))
        return found

    def _walk(self, targets: Iterable[DecisionId]) -> Sequence[d.Decision]:
        waiting, seen, found = list(targets), set(targets), list[d.Decision]()
        while waiting:
            one = self._by_id.get(waiting.pop())
            if one is None:
                continue
            if not isinstance(one.act, d.Revert | d.Reject):
                found.append(one)
                continue
            fresh = [target for target in one.act.targets if target not in seen]
            seen.update(fresh)
            waiting += fresh
        return found

    def _talk(self, act: d.Act, number: DecisionId) -> None:
        match act:
            case d.Comment(asks=True):
                self._asked.add(number)
                self._questions.add(number)
            case d.CloseThread(thread):
                self._questions.discard(thread)
            case d.OpenThread(thread) if thread in self._asked:
                self._questions.add(thread)

    def _sign(self, targets: Iterable[DecisionId], number: DecisionId, labels: Labels) -> None:
        """Signing a change signs what it took the place of; nobody signs what is their own."""
        self._approved |= set(targets)
        alone = self._alone(number)
        for target in targets:
            for one in (target, *self._covered(target)):
                change = self._waiting.get(one)
                if change and (alone or labels.isdisjoint(change.labels)):
                    del self._waiting[one]

    def _covered(self, target: DecisionId) -> list[DecisionId]:
        """Earlier changes of words that a later one took the place of."""
        signed = self._by_id.get(target)
        span = span_of(signed.act) if signed and isinstance(signed.act, _WORDS) else None
        if span is None or target not in self._waiting:
            return []
        if self._by_token is None:
            self._by_token = {}
            for number in self._waiting:
                if number in self._by_id:
                    self._index(number, self._by_id[number].act)
        near = (self._by_token.get(token, ()) for token in range(span.first, span.last + 1))
        return [one for found in near for one in found if one < target]

    def _index(self, number: DecisionId, act: d.Act) -> None:
        span = span_of(act) if isinstance(act, _WORDS) else None
        if span and self._by_token is not None:
            for token in range(span.first, min(span.last, span.first + _LONG) + 1):
                self._by_token.setdefault(token, set()).add(number)


_LONG = 10_000  # tokens of one change; a broken record may name more than there are
