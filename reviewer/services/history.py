"""Undo and redo without end, also after a restart: reverts appended to the ledger.

Each page has its own past, so that undo at the desk never changes a page that nobody looks at; only
a batch over several pages is taken back, and done again, on all of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.errors import NotAllowed
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.messages import said
from reviewer.core.model import SecondReading
from reviewer.core.people import People, fold_name
from reviewer.core.record import Wanted
from reviewer.core.storage import Store, Unit
from reviewer.core.undoing import UndoStep, meant, refusal, undoable
from reviewer.services.chronicle import Chronicle
from reviewer.services.lawful import not_allowed
from reviewer.services.recording import Recorder

_PART = 32  # decisions of a person read together; the newest page is among the first


@dataclass(frozen=True, slots=True)
class TakenBack(Changes):
    """What undo or redo did: how many decisions, and the pages of a batch that it left as they are.

    `left` are errors, each saying of one page why it had to stay.
    """

    decisions: int = 0
    left: tuple[NotAllowed, ...] = ()


class History:
    """Takes a person's own steps back and does them again."""

    def __init__(self, store: Store, recorder: Recorder) -> None:
        self._store = store
        self._recorder = recorder

    def undo(self, page: PageId, by: str) -> TakenBack:
        """Take back the last step of `by` on a page, on all pages that the step touched.

        Raises NotAllowed where there is none, or a colleague has since decided the same words.
        """
        done, _ = self._steps(page, by)
        if not done:
            raise NotAllowed(said("errors.nothing_to_undo_here"))
        return self._revert(done[-1], by, page)

    def redo(self, page: PageId, by: str) -> TakenBack:
        """Do again what the last undo of `by` on a page took back."""
        _, undone = self._steps(page, by)
        if not undone:
            raise NotAllowed(said("errors.nothing_to_redo_here"))
        return self._revert(undone[-1], by, page)

    def undo_last(self, by: str) -> TakenBack:
        """Take back the last step of `by` anywhere in the project, a batch as one.

        Raises NotAllowed where there is none, or a colleague has since decided the same words.
        """
        step = self.last(by)
        if step is None:
            raise NotAllowed(said("errors.nothing_to_undo"))
        return self._revert(step, by)

    def redo_last(self, by: str) -> TakenBack:
        """Do again what the last undo of `by` anywhere in the project took back."""
        step = self._newest(by, lambda page: self._steps(page, by)[1])
        if step is None:
            raise NotAllowed(said("errors.nothing_to_redo"))
        return self._revert(step, by)

    def undo_step(self, step: UndoStep, by: str) -> TakenBack:
        """Take back any step; of one that is nothing but a taking back, do again what it took.

        Raises NotAllowed where none of its pages allows it.
        """
        return self._revert(step, by)

    def last(self, by: str) -> UndoStep | None:
        """The step that `undo_last` would take back; of a batch, its part on the page it ended."""
        return self._newest(by, lambda page: self._steps(page, by)[0])

    def can(self, page: PageId, by: str) -> tuple[bool, bool]:
        """Whether there is something to undo, to redo."""
        done, undone = self._steps(page, by)
        return bool(done), bool(undone)

    def chronicle(self, scope: Wanted) -> Chronicle:
        """Everything that was decided within a scope, to be read newest first."""
        return Chronicle(self._store, scope)

    def second(self, page: PageId) -> SecondReading | None:
        """What another run of OCR made of a page, if it was kept."""
        with self._store.reading() as unit:
            return unit.second.of(page)

    def steps(self, page: PageId) -> Sequence[d.Decision]:
        """Everything that was decided on a page, in order."""
        return self._recorder.view(page).decisions

    def _steps(self, page: PageId, by: str) -> tuple[Sequence[UndoStep], Sequence[UndoStep]]:
        view = self._recorder.view(page)
        return undoable(view.decisions, by, view.people, self._recorder.login)

    def _newest(self, by: str, of: Callable[[PageId], Sequence[UndoStep]]) -> UndoStep | None:
        """The newest last step of all pages that a person worked on."""
        best: UndoStep | None = None
        for page, newest in self._pages(by):
            if best is not None and newest < best.last:
                break  # whatever else was done there is older still
            steps = of(page)
            if steps and (best is None or steps[-1].last > best.last):
                best = steps[-1]
        return best

    def _pages(self, by: str) -> Iterator[tuple[PageId, DecisionId]]:
        """The pages that a person worked on, those of the newest decisions first, with these."""
        seen: set[PageId] = set()
        names = sorted(fold_name(name) for name in self._recorder.people.names(by))
        every = merge(*map(self._signed, names), key=lambda one: one.id, reverse=True)
        for decision in every:
            page = decision.place.page
            if page is not None and page not in seen:
                seen.add(page)
                yield page, decision.id

    def _signed(self, name: str) -> Iterator[d.Decision]:
        """What was decided under a name, the newest first."""
        before: DecisionId | None = None
        while True:
            with self._store.reading() as unit:
                part = unit.ledger.entries(before=before, limit=_PART, by=name)
            yield from part
            if len(part) < _PART:
                return
            before = part[-1].id

    def _revert(self, step: UndoStep, by: str, here: PageId | None = None) -> TakenBack:
        """One revert a page; a batch is taken back on all its pages that allow it.

        The page `here`, which the person looks at, has to be one of them. Raises NotAllowed.
        """
        free: list[tuple[PageId, Sequence[d.Draft]]] = []
        left: list[NotAllowed] = []
        count = 0
        people, login = self._recorder.people, self._recorder.login
        parts = self._parts(step, by, people)
        for page, decisions, targets in parts:
            problem = refusal(decisions, targets, by, people, login)
            if problem is None:
                free.append((page, [d.Draft(d.Revert(targets))]))
                count += len(meant(targets, {one.id: one for one in decisions}))
                continue
            refused = not_allowed(problem, self._recorder.view(page).where)
            if page == here or len(parts) == 1:
                raise refused
            left.append(refused)
        if not free:
            safe = said("errors.nothing_was_changed")
            raise left[0] if left else NotAllowed(said("errors.taken_back_before"), safe=safe)
        changes = self._recorder.record_all(free, by)
        return TakenBack(
            readings=changes.readings,
            findings=changes.findings,
            standings=changes.standings,
            decisions=count,
            left=tuple(left),
        )

    def _parts(
        self, step: UndoStep, by: str, people: People
    ) -> list[tuple[PageId, Sequence[d.Decision], tuple[DecisionId, ...]]]:
        """What to take back where: (page, its decisions, targets), the rest of a batch included.

        Other pages of a batch may have been left out when it was taken back, or done again; there,
        it is the step as they have it now that counts.
        """
        parts: list[tuple[PageId, Sequence[d.Decision], tuple[DecisionId, ...]]] = []
        with self._store.reading() as unit:
            pages = _by_page(_members(unit, step))
            for place, ids in pages.items():
                one = place.page if len(pages) == 1 else None  # a page at hand need not be read
                decisions = self.steps(one) if one is not None else unit.ledger.of(place)
                done, undone = undoable(decisions, by, people, unit.login)
                found = next((one.ids for one in (*done, *undone) if one.ids & ids), None)
                if place.page in step.pages:
                    found = found or ids
                if place.page is not None and found:
                    parts.append((place.page, decisions, tuple(sorted(found))))
        return parts


def _members(unit: Unit, step: UndoStep) -> Iterable[d.Decision]:
    """The decisions of a step, those of its batch on other pages included."""
    members = {decision.id: decision for decision in step.decisions}
    for batch in {decision.batch for decision in step.decisions if decision.batch}:
        members.update({other.id: other for other in unit.ledger.batch(batch)})
    return members.values()


def _by_page(decisions: Iterable[d.Decision]) -> Mapping[d.Place, frozenset[DecisionId]]:
    found: dict[d.Place, set[DecisionId]] = {}
    for decision in decisions:
        found.setdefault(decision.place, set()).add(decision.id)
    return {place: frozenset(ids) for place, ids in found.items()}
