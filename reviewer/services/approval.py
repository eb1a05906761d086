"""The editor's side: what changed, and signing it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewer.core import decisions as d
from reviewer.core.arranging import added_key, split_key
from reviewer.core.changes import Changes
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.reading import ReadingLine, Word
from reviewer.core.workflow import fold_name
from reviewer.services.pages import PageView
from reviewer.services.recording import Recorder

_CONTEXT = 48  # characters of the line shown on each side of a change


@dataclass(frozen=True)
class WordChange:
    """A word that reads otherwise than the source, or something done with a line as a whole.

    `line` is an index into the reading's lines; `column` is where the word stands there; `left` and
    `right` are what stands beside it. Of a line, `right` is its text, and `earlier` are acts of the
    same kind and person on it that this one follows up: they are approved and rejected together.
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
    earlier: tuple[DecisionId, ...] = ()

    @property
    def targets(self) -> tuple[DecisionId, ...]:
        """The decisions to approve or reject."""
        return (*self.earlier, self.decision.id)


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
    """The changed and inserted words of a page, and before them what was done with their line."""
    found: list[WordChange] = []
    arranged = _arranged(view)
    for index, line in enumerate(view.reading.lines):
        found += arranged.get(index, ())
        for word, start in zip(line.words, line.starts, strict=True):
            decision = view.reading.decision(word.decision) if word.decision else None
            if decision and (word.changed or word.span is None):
                found.append(_change(view, index, line, word, start, decision))
    return found


def _arranged(view: PageView) -> Mapping[int, Sequence[WordChange]]:
    """What was done with lines, by the index of the line."""
    places = {line.n: index for index, line in enumerate(view.reading.lines)}
    steps: dict[tuple[str, int, str], list[d.Decision]] = {}
    joined: dict[int, int] = {}
    for decision in view.reading.decisions:
        line = _line_of(decision)
        if line is None:
            continue
        act = decision.act
        if isinstance(act, d.JoinLines):
            joined.setdefault(act.behind, act.line)
        last = act.behind if isinstance(act, d.JoinLines) else line
        steps.setdefault((act.name, last, fold_name(decision.by)), []).append(decision)
    found: dict[int, list[WordChange]] = {}
    for (_, line, _), decisions in steps.items():
        seen: set[int] = set()
        while line not in places and line in joined and line not in seen:
            seen.add(line)
            line = joined[line]  # to the line that it stands in now
        index = places.get(line, 0)
        if index < len(view.reading.lines):
            found.setdefault(index, []).append(_arrangement(view, index, decisions))
    return found


def _line_of(decision: d.Decision) -> int | None:
    """The line that an act arranges; None of other acts."""
    match decision.act:
        case d.MoveLine(line) | d.SetRole(line) | d.SetFlow(line) | d.JoinLines(line):
            return line
        case d.SplitLine(token):
            return split_key(token)
        case d.AddLine():
            return added_key(decision.id)
    return None


def _arrangement(view: PageView, index: int, decisions: Sequence[d.Decision]) -> WordChange:
    ids = tuple(decision.id for decision in decisions)
    return WordChange(
        decision=decisions[-1],
        line=index,
        column=0,
        before="",
        after="",
        left="",
        right=view.reading.lines[index].text[: 2 * _CONTEXT],
        approved=set(ids) <= view.standing.approved,
        span=None,
        earlier=ids[:-1],
    )


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
