"""Undo and redo without end, also after a restart: reverts appended to the ledger."""

from collections.abc import Sequence

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.errors import NotAllowed
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.storage import Store
from reviewer.core.undoing import UndoStep, undoable
from reviewer.services.recording import Recorder


class History:
    """Takes a person's own steps back and does them again."""

    def __init__(self, store: Store, recorder: Recorder) -> None:
        self._store = store
        self._recorder = recorder

    def undo(self, page: PageId, by: str) -> Changes:
        """Take back the last step of `by` on a page, on all pages that the step touched.

        Raises NotAllowed where there is none, or a colleague has since decided the same words.
        """
        done, _ = self._steps(page, by)
        if not done:
            raise NotAllowed("There is nothing to undo on this page.")
        return self._revert(done[-1], by)

    def redo(self, page: PageId, by: str) -> Changes:
        """Do again what the last undo of `by` on a page took back."""
        _, undone = self._steps(page, by)
        if not undone:
            raise NotAllowed("There is nothing to do again on this page.")
        return self._revert(undone[-1], by)

    def can(self, page: PageId, by: str) -> tuple[bool, bool]:
        """Whether there is something to undo, to redo."""
        done, undone = self._steps(page, by)
        return bool(done), bool(undone)

    def steps(self, page: PageId) -> Sequence[d.Decision]:
        """Everything that was decided on a page, in order."""
        return self._recorder.view(page).decisions

    def _steps(self, page: PageId, by: str) -> tuple[Sequence[UndoStep], Sequence[UndoStep]]:
        return undoable(self._recorder.view(page).decisions, by)

    def _revert(self, step: UndoStep, by: str) -> Changes:
        """One revert a page; a batch over several pages is taken back on all of them."""
        members = {decision.id: decision for decision in step.decisions}
        batches = {decision.batch for decision in step.decisions if decision.batch}
        if batches:
            with self._store.reading() as unit:
                for batch in batches:
                    members.update({other.id: other for other in unit.ledger.batch(batch)})
        targets: dict[PageId, list[DecisionId]] = {}
        for decision in members.values():
            if decision.place.page is not None:
                targets.setdefault(decision.place.page, []).append(decision.id)
        drafts = [
            (page, [d.Draft(d.Revert(tuple(sorted(found))))]) for page, found in targets.items()
        ]
        return self._recorder.record_all(drafts, by)
