"""Automatic correction: a batch of rule decisions that a person started and answers for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reviewer.core import decisions as d
from reviewer.core.errors import Conflict, ReviewerError, UsageError
from reviewer.core.findings import Finding
from reviewer.core.ids import PageId
from reviewer.core.marks import Anchor
from reviewer.core.messages import said
from reviewer.core.progress import Progress
from reviewer.core.storage import PageRow, Store
from reviewer.core.workflow import EDITABLE, check
from reviewer.services.analysis import Analysis
from reviewer.services.pages import PageView
from reviewer.services.recording import Recorder, new_batch


@dataclass(frozen=True, slots=True)
class Correction:
    """A first suggestion that is taken: `before` becomes `after` on a page."""

    page: PageId
    span: d.Span
    before: str
    after: str
    probability: float


@dataclass
class AutocorrectReport:
    """What was done, or would be in a dry run.

    `batch` undoes it as one step; `stale` pages were not looked at, for the present engine has not
    analysed them; `signed` ones are with the editor or approved; `refused` ones moved on meanwhile.
    """

    least: float
    batch: str = ""
    corrections: list[Correction] = field(default_factory=list)
    stale: int = 0
    signed: int = 0
    refused: list[ReviewerError] = field(default_factory=list)


class Autocorrecting:
    """Takes first suggestions without asking, where the engine says that it may.

    Only on pages that can be worked on and that the present engine analysed; never on words that
    somebody decided or marked; only findings that are `automatic`.
    """

    def __init__(self, store: Store, recorder: Recorder, analysis: Analysis) -> None:
        self._store = store
        self._recorder = recorder
        self._analysis = analysis

    def run(
        self, least: float, by: str, *, dry: bool = False, progress: Progress | None = None
    ) -> AutocorrectReport:
        """Take every first suggestion of at least this probability, in the name of `by`.

        Each page is stored when it is done; all are one batch, also after a cancel. `dry`: only say
        what would be done. Raises UsageError where `least` is no probability.
        """
        if not 0 < least <= 1:
            raise UsageError(
                said("errors.a_probability_is_above_and_at", least=least),
                safe=said("errors.nothing_was_changed"),
            )
        report = AutocorrectReport(least, "" if dry else new_batch())
        stamp = self._analysis.stamp()
        rows = self._rows()
        for row in (progress or Progress()).over(rows, len(rows)):
            if row.state not in EDITABLE:
                report.signed += 1
            elif row.stamp != stamp:
                report.stale += 1
            elif row.open_findings:
                self._page(row.id, by, report, dry)
        return report

    def _page(self, page: PageId, by: str, report: AutocorrectReport, dry: bool) -> None:
        view = self._recorder.view(page)
        drafts, corrections = _drafts(view, report.least)
        if drafts and not dry:
            try:
                self._recorder.record(page, drafts, by, expected=view.revision, batch=report.batch)
            except Conflict as error:
                report.refused.append(error)
                return
        elif drafts:
            check(drafts[0].act, view.standing, by, view.where, view.people)
        report.corrections += corrections

    def _rows(self) -> Sequence[PageRow]:
        with self._store.reading() as unit:
            return unit.sources.rows()


def _drafts(view: PageView, least: float) -> tuple[list[d.Draft], list[Correction]]:
    """What is to be decided on a page; of findings that share a word only the first counts."""
    drafts: list[d.Draft] = []
    corrections: list[Correction] = []
    taken: d.Span | None = None
    for finding in view.open:
        if not _sure(finding, least) or (taken and taken.touches(finding.span)):
            continue
        before = view.reading.text_of(finding.span)
        fits = before[finding.start : finding.end] == finding.form
        if not fits or _marked(view, finding.span):
            continue
        first, taken = finding.suggestions[0], finding.span
        after = before[: finding.start] + first.text + before[finding.end :]
        grounds = d.Grounds(
            d.Way.RULE, finding.form, first.text, 1, first.probability, first.source
        )
        drafts.append(d.Draft(d.Replace(finding.span, after), grounds))
        corrections.append(Correction(view.row.id, finding.span, before, after, first.probability))
    return drafts, corrections


def _sure(finding: Finding, least: float) -> bool:
    first = finding.suggestions[0] if finding.suggestions else None
    return finding.automatic and first is not None and first.probability >= least


def _marked(view: PageView, span: d.Span) -> bool:
    """Whether a mark covers a letter of these words, or stands at them."""
    begin, end = Anchor(span.first, 0), Anchor(span.last + 1, 0)
    return any(mark.start < end and begin <= mark.end for mark in view.reading.marks)
