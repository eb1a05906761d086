"""The editor's side: what changed, and signing it."""

from collections.abc import Callable, Iterable, Sequence

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.judging import Change, changes
from reviewer.services.pages import PageView
from reviewer.services.recording import Recorder


class Approval:
    """Submitting, approving, rejecting, returning. Nobody approves their own change.

    `seen` is the revision that the person was shown: nobody signs what changed behind their back.
    """

    def __init__(self, recorder: Recorder, after: Callable[[], object] = lambda: None) -> None:
        """`after` is told that pages were approved or opened again; it must not take its time."""
        self._recorder = recorder
        self._after = after

    def submit(self, page: PageId, by: str, seen: int | None = None) -> Changes:
        """The page is ready for the editor."""
        return self._step(page, d.Submit(), by, seen)

    def approve(self, page: PageId, by: str, seen: int | None = None) -> Changes:
        """Sign the whole page. Raises NotAllowed where `by` worked on it."""
        changes = self._step(page, d.Approve(), by, seen)
        self._after()
        return changes

    def approve_changes(self, page: PageId, targets: Iterable[DecisionId], by: str) -> Changes:
        """Sign single changes."""
        return self._step(page, d.Approve(tuple(targets)), by)

    def reject(
        self, page: PageId, targets: Iterable[DecisionId], by: str, comment: str = ""
    ) -> Changes:
        """Take single changes back to what stood before them."""
        return self._step(page, d.Reject(tuple(targets), comment), by)

    def send_back(self, page: PageId, by: str, comment: str = "") -> Changes:
        """Return the page to the transcriber."""
        return self._step(page, d.Return(comment), by)

    def reopen(self, page: PageId, by: str, reason: str = "") -> Changes:
        """Work on an approved page again."""
        changes = self._step(page, d.Reopen(reason), by)
        self._after()
        return changes

    def changes(self, page: PageId) -> Sequence[Change]:
        """What reads otherwise than the source, in the order of the text."""
        return changes_of(self._recorder.view(page))

    def _step(self, page: PageId, act: d.Act, by: str, seen: int | None = None) -> Changes:
        return self._recorder.record(page, [d.Draft(act)], by, expected=seen)


def changes_of(view: PageView) -> Sequence[Change]:
    """The changes of a page, in the order of the text."""
    return changes(view.reading, view.decisions, view.standing)
