"""The editor's side: what changed, and signing it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.reading import ReadingLine, Word
from reviewer.services.pages import PageView
from reviewer.services.recording import Recorder

_CONTEXT = 48  # characters of the line shown on each side of a change


@dataclass(frozen=True)
class WordChange:
    """A word that reads otherwise than the source. `line` is an index into the reading's lines.

    `column` is where it stands there; `left` and `right` are what stands beside it.
    """

    decision: d.Decision
    line: int
    column: int
    before: str
    after: str
    left: str
    right: str
    approved: bool
    span: d.Span | None


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

    def changes(self, page: PageId) -> Sequence[WordChange]:
        """What reads otherwise than the source, in the order of the text."""
        return changes_of(self._recorder.view(page))

    def _step(self, page: PageId, act: d.Act, by: str, seen: int | None = None) -> Changes:
        return self._recorder.record(page, [d.Draft(act)], by, expected=seen)


def changes_of(view: PageView) -> Sequence[WordChange]:
    """The changed and inserted words of a page."""
    found: list[WordChange] = []
    for index, line in enumerate(view.reading.lines):
        for word, start in zip(line.words, line.starts, strict=True):
            decision = view.reading.decision(word.decision) if word.decision else None
            if decision and (word.changed or word.span is None):
                found.append(_change(view, index, line, word, start, decision))
    return found


def _change(
    view: PageView, index: int, line: ReadingLine, word: Word, start: int, decision: d.Decision
) -> WordChange:
    end = start + len(word.text)
    return WordChange(
        decision=decision,
        line=index,
        column=start,
        before=word.source,
        after=word.text,
        left=line.text[max(0, start - _CONTEXT) : start],
        right=line.text[end : end + _CONTEXT],
        approved=decision.id in view.standing.approved,
        span=word.span,
    )
