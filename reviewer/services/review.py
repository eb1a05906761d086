"""Deciding: what a key press or typed word on the desk comes to."""

from collections.abc import Iterable, Mapping, Sequence

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.errors import UsageError
from reviewer.core.findings import Finding
from reviewer.core.ids import PageId
from reviewer.core.messages import said
from reviewer.core.reading import PageReading
from reviewer.core.retyping import retype
from reviewer.services.grounding import Grounding
from reviewer.services.pages import PageView
from reviewer.services.recording import Recorder


class Review:
    """Decisions about findings and words, each one step.

    `seen` is the revision of the page that the person was shown. Where a colleague has decided
    something since, Conflict says so instead of writing over it; None takes the page as it is now.
    """

    def __init__(self, recorder: Recorder, grounding: Grounding) -> None:
        self._recorder = recorder
        self._grounding = grounding

    def accept(
        self, page: PageId, key: str, rank: int, by: str, seen: int | None = None
    ) -> Changes:
        """Take the suggestion of this rank (from 1) for a finding."""
        view, finding = self._find(page, key)
        if not 1 <= rank <= len(finding.suggestions):
            raise UsageError(
                said(
                    "errors.no_suggestion_of_rank",
                    form=finding.form,
                    n=len(finding.suggestions),
                    rank=rank,
                ),
                where=view.where,
            )
        taken = finding.suggestions[rank - 1]
        grounds = d.Grounds(
            d.Way.ACCEPTED, finding.form, taken.text, rank, taken.probability, taken.source
        )
        return self._read(view, finding, taken.text, grounds, by, seen)

    def correct(
        self, page: PageId, key: str, text: str, by: str, seen: int | None = None
    ) -> Changes:
        """Read `text`, typed by a person, in the place of a finding's form."""
        view, finding = self._find(page, key)
        offered = [suggestion.text for suggestion in finding.suggestions]
        if text in offered:
            return self.accept(page, key, offered.index(text) + 1, by, seen)
        first = finding.suggestions[0] if finding.suggestions else None
        grounds = d.Grounds(d.Way.TYPED, finding.form)
        if first and first.source:
            grounds = d.Grounds(
                d.Way.EDITED, finding.form, first.text, 1, first.probability, first.source
            )
        return self._read(view, finding, text, grounds, by, seen)

    def keep(self, page: PageId, key: str, by: str, seen: int | None = None) -> Changes:
        """A finding is right as it stands."""
        view, finding = self._find(page, key)
        draft = d.Draft(d.Keep(finding.span), d.Grounds(form=finding.form))
        return self._recorder.record(page, [draft], by, expected=_basis(view, seen))

    def noise(self, page: PageId, key: str, by: str, seen: int | None = None) -> Changes:
        """A finding is not in the picture: take it out."""
        view, finding = self._find(page, key)
        return self._read(view, finding, "", d.Grounds(form=finding.form), by, seen)

    def retype(
        self, page: PageId, line: int, text: str, by: str, seen: int | None = None
    ) -> Changes:
        """A person typed in a line (source number `line`), which is to read `text` now."""
        view = self._recorder.view(page)
        for reading in view.reading.lines:
            if reading.n == line:
                drafts = [_typed(view.reading, act) for act in retype(reading, text)]
                if not drafts:
                    return Changes()
                return self._correct(view, drafts, by, seen)
        raise UsageError(said("errors.there_is_no_line", number=line + 1), where=view.where)

    def decide(
        self, page: PageId, drafts: Sequence[d.Draft], by: str, seen: int | None = None
    ) -> Changes:
        """Any drafts, as one step, under the same rules as everything else."""
        return self._recorder.record(page, drafts, by, expected=seen)

    def decide_all(
        self,
        steps: Iterable[tuple[PageId, Sequence[d.Draft]]],
        by: str,
        seen: Mapping[PageId, int] | None = None,
        batch: str | None = None,
    ) -> Changes:
        """Drafts on several pages as one step: all of them or none, undone together.

        `seen` is the revision of each page that the person was shown; with `batch`, the step's
        name, `steps` are asked for one by one.
        """
        return self._recorder.record_all(steps, by, expected=seen, batch=batch)

    def _find(self, page: PageId, key: str) -> tuple[PageView, Finding]:
        view = self._recorder.view(page)
        finding = view.finding(key)
        if finding is None:
            raise UsageError(
                said("errors.there_is_no_finding_any_more", key=key),
                where=view.where,
                safe=said("errors.nothing_was_changed"),
                advice=said("errors.look_at_the_page_again"),
            )
        return view, finding

    def _read(
        self,
        view: PageView,
        finding: Finding,
        text: str,
        grounds: d.Grounds,
        by: str,
        seen: int | None,
    ) -> Changes:
        draft = d.Draft(d.Replace(finding.span, _in_place(view, finding, text)), grounds)
        return self._correct(view, [draft], by, seen)

    def _correct(
        self, view: PageView, drafts: Sequence[d.Draft], by: str, seen: int | None
    ) -> Changes:
        """Record corrections, each with what its maker says of it."""
        page, dressed = view.row.id, [self._grounding.dress(view, draft) for draft in drafts]
        changes = self._recorder.record(page, dressed, by, expected=_basis(view, seen))
        spans = [draft.act.span for draft in drafts if isinstance(draft.act, d.Replace)]
        self._grounding.forget(page, spans)
        return changes


def _basis(view: PageView, seen: int | None) -> int:
    """The revision a decision rests on: at least the one that its draft was made from."""
    return view.revision if seen is None else seen


def _in_place(view: PageView, finding: Finding, text: str) -> str:
    """The whole words of a finding's span with `text` where its form stood."""
    present = view.reading.text_of(finding.span)
    if present[finding.start : finding.end] == finding.form:
        return present[: finding.start] + text + present[finding.end :]
    return text  # the words were decided since; what is chosen now is the whole answer


def _typed(reading: PageReading, act: d.Act) -> d.Draft:
    form = reading.text_of(act.span) if isinstance(act, d.Replace) else ""
    return d.Draft(act, d.Grounds(d.Way.TYPED, form))
