"""The past as people see it: steps, newest first, and who took which of them back."""

from collections.abc import Iterable
from dataclasses import dataclass

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.undoing import UndoStep


@dataclass(frozen=True, slots=True)
class PastStep:
    """A decision or a batch, without the undos and redos that have to do with it.

    `undone` is what took it back, wholly or in part, and still counts; `gone` is how many of its
    decisions do not count any more, of those `here` (in the part of the project that is looked at).
    """

    decisions: tuple[d.Decision, ...]
    here: int
    gone: int = 0
    undone: d.Decision | None = None

    @property
    def first(self) -> d.Decision:
        """The decision that stands for the step."""
        return self.decisions[0]

    @property
    def step(self) -> UndoStep:
        """The step as undo knows it."""
        return UndoStep(self.decisions)

    @property
    def pages(self) -> tuple[PageId, ...]:
        """The pages that it touched, in the order of the ledger."""
        found = (one.place.page for one in self.decisions)
        return tuple(dict.fromkeys(page for page in found if page is not None))

    @property
    def taken_back(self) -> bool:
        """Whether nothing of it counts any more."""
        return self.gone >= self.here


class Backwards:
    """Says of decisions that are shown to it, newest first, whether they still count.

    Reverts stand behind what they take back, so that nothing older need be known.
    """

    def __init__(self) -> None:
        self._taken: dict[DecisionId, d.Decision] = {}

    def see(self, decision: d.Decision) -> None:
        """Take in one more decision, older than all before."""
        if decision.id in self._taken or not isinstance(decision.act, d.Revert | d.Reject):
            return
        for target in decision.act.targets:
            if target < decision.id:
                self._taken.setdefault(target, decision)

    def taker(self, decision: DecisionId) -> d.Decision | None:
        """What took a decision back, of all that was seen; None where it counts."""
        return self._taken.get(decision)

    def step(
        self, decisions: Iterable[d.Decision], place: frozenset[DecisionId] | None = None
    ) -> PastStep | None:
        """The step of some decisions; None where all they do is to take back.

        `place` are those that lie in the part that is looked at; None means all.
        """
        acts = tuple(one for one in decisions if not isinstance(one.act, d.Revert))
        if not acts:
            return None
        here = [one for one in acts if place is None or one.id in place]
        takers = [taker for one in here if (taker := self.taker(one.id))]
        newest = max(takers, key=lambda one: one.id) if takers else None
        return PastStep(acts, len(here), len(takers), newest)
