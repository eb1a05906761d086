"""The editor's side: what changed, and signing it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.judging import Change, changes
from reviewer.core.people import Refusal
from reviewer.core.workflow import problem_with
from reviewer.services.pages import PageView
from reviewer.services.recording import Recorder


class Approval:
    """Submitting, approving, rejecting, returning. Nobody approves their own change: where a person
    corrected what was submitted, somebody else signs it first, as `Standing.waiting` tells.

    `seen` is the revision that the person was shown: nobody signs what changed behind their back.
    """

    def __init__(self, recorder: Recorder, after: Callable[[], object] = lambda: None) -> None:
        """`after` is told that pages were approved or opened again; it must not take its time."""
        self._recorder = recorder
        self._after = after

    def submit(self, page: PageId, by: str, seen: int | None = None, comment: str = "") -> Changes:
        """The page is ready for the editor; a comment goes with it as a thread of the page."""
        return self._step(page, d.Submit(), by, seen, _comments(comment))

    def approve(self, page: PageId, by: str, seen: int | None = None) -> Changes:
        """Sign the whole page. Raises NotAllowed where `by` worked on it."""
        changes = self._step(page, d.Approve(), by, seen)
        self._after()
        return changes

    def approve_changes(self, page: PageId, targets: Iterable[DecisionId], by: str) -> Changes:
        """Sign single changes, which somebody else made. Transcribers may, too."""
        return self._step(page, d.Approve(tuple(targets)), by)

    def reject(
        self, page: PageId, targets: Iterable[DecisionId], by: str, comment: str = ""
    ) -> Changes:
        """Take single changes back to what stood before them."""
        return self._step(page, d.Reject(tuple(targets), comment), by)

    def send_back(
        self,
        page: PageId,
        by: str,
        comment: str = "",
        questions: Sequence[d.Comment] = (),
        seen: int | None = None,
    ) -> Changes:
        """Return the page to the transcriber, with questions that are to be answered."""
        asked = [replace(question, asks=True) for question in questions]
        return self._step(page, d.Return(comment), by, seen, asked)

    def refusal(self, page: PageId, act: d.Act, by: str) -> Refusal | None:
        """Why `by` may not take a step on a page as it is now: (what, advice); None: they may."""
        return self.refused(self._recorder.view(page), act, by)

    def refused(self, view: PageView, act: d.Act, by: str) -> Refusal | None:
        """The same of a page as it was read, without looking whether it still is so."""
        return problem_with(act, view.standing, by, view.people, self._recorder.login)

    def brought(self, view: PageView, by: str) -> bool:
        """Whether a submitted page came from `by`, who therefore sees it as its transcriber."""
        return view.standing.brought_by(view.people.labels(by, self._recorder.login))

    def reopen(self, page: PageId, by: str, reason: str = "") -> Changes:
        """Work on a signed page again, which begins a new version of it."""
        changes = self._step(page, d.Reopen(reason), by)
        self._after()
        return changes

    def changes(self, page: PageId) -> Sequence[Change]:
        """What reads otherwise than the source, in the order of the text."""
        return changes_of(self._recorder.view(page))

    def _step(
        self,
        page: PageId,
        act: d.Act,
        by: str,
        seen: int | None = None,
        said: Sequence[d.Comment] = (),
    ) -> Changes:
        drafts = [d.Draft(one) for one in (act, *said)]
        return self._recorder.record(page, drafts, by, expected=seen)


def _comments(comment: str) -> Sequence[d.Comment]:
    return [d.Comment(comment.strip())] if comment.strip() else ()


def changes_of(view: PageView) -> Sequence[Change]:
    """The changes of a page, in the order of the text."""
    return changes(view.reading, view.decisions, view.standing)
