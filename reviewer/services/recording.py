"""Writing decisions: the one way into the ledger, for keys, typing, scripts and rules alike."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.edition import document_state
from reviewer.core.errors import NotAllowed, UsageError
from reviewer.core.findings import Finding, Stamp
from reviewer.core.fitting import misfit
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.messages import said
from reviewer.core.model import Page
from reviewer.core.page_text import present_text
from reviewer.core.storage import Store, Unit
from reviewer.core.undoing import refusal
from reviewer.core.workflow import EDITABLE, State, advance, check
from reviewer.services.events import Events
from reviewer.services.pages import KEPT, Pages, PageView

_WITH_READERS = (State.PUBLISHED, State.WITHDRAWN)


class Recorder:
    """Appends decisions, checking the workflow and keeping true what lists show of a page."""

    def __init__(self, store: Store, pages: Pages, events: Events) -> None:
        self._store = store
        self._pages = pages
        self._events = events

    def view(self, page: PageId) -> PageView:
        """The page as it is now. Raises UsageError where there is none."""
        return self._pages.now(page)

    def record(
        self,
        page: PageId,
        drafts: Sequence[d.Draft],
        by: str,
        *,
        expected: int | None = None,
        batch: str | None = None,
    ) -> Changes:
        """Append drafts as one step.

        `expected` is the revision that the person saw (default: the present one). Raises Conflict
        where the page moved on, NotAllowed where the workflow forbids it, UsageError where an act
        names words that are not there; nothing is written then.
        """
        return self.record_all([(page, drafts)], by, expected=expected, batch=batch)

    def record_all(
        self,
        steps: Iterable[tuple[PageId, Sequence[d.Draft]]],
        by: str,
        *,
        expected: int | Mapping[PageId, int] | None = None,
        batch: str | None = None,
    ) -> Changes:
        """Append drafts on several pages as one step: all of them or none.

        With `batch`, the step's name, `steps` are asked for one by one as they are written, so that
        not all of many pages are at hand at once.
        """
        if batch is None:
            steps = [(page, tuple(drafts)) for page, drafts in steps]
            batch = new_batch() if sum(len(drafts) for _, drafts in steps) > 1 else ""
        by = " ".join(by.split())
        written: set[PageId] = set()
        views: deque[PageView] = deque(maxlen=KEPT)
        with self._store.writing() as unit:
            for page, drafts in steps:
                if drafts:
                    at = _revision(expected, page)
                    views.append(self._append(unit, page, drafts, by, at, batch))
                    written.add(page)
        self._pages.keep(views)
        pages = frozenset(written)
        changes = Changes(readings=pages, findings=pages, standings=pages)
        self._events.publish(changes)
        return changes

    def record_documents(
        self,
        steps: Sequence[tuple[DocumentId, Sequence[d.Draft]]],
        by: str,
        *,
        expected: int | None = None,
    ) -> Changes:
        """Append drafts about documents as a whole (their headers) as one step.

        `expected` is the revision of the document that the person saw (default: the present one).
        Raises Conflict where it moved on, NotAllowed where nobody signs or the document is
        published; nothing is written then.
        """
        by = " ".join(by.split())
        steps = [(document, drafts) for document, drafts in steps if drafts]
        batch = new_batch() if sum(len(drafts) for _, drafts in steps) > 1 else ""
        with self._store.writing() as unit:
            for document, drafts in steps:
                _check_document(unit, document, by)
                place = d.Place(document)
                seen = unit.ledger.revision(place) if expected is None else expected
                unit.ledger.append(place, seen, drafts, by, batch)
        changes = Changes(documents=frozenset(document for document, _ in steps))
        self._events.publish(changes)
        return changes

    def put_findings(self, page: PageId, stamp: Stamp, findings: Sequence[Finding]) -> Changes:
        """Replace the findings of a page."""
        with self._store.writing() as unit:
            sure = _confidences(self._pages.source(page), findings)
            unit.findings.put(page, stamp, findings, sure)
            self._pages.forget(page)
            self._count(unit, self._pages.view(unit, page))
        changed = frozenset({page})
        changes = Changes(findings=changed, standings=changed)
        self._events.publish(changes)
        return changes

    def _append(
        self,
        unit: Unit,
        page: PageId,
        drafts: Sequence[d.Draft],
        by: str,
        expected: int | None,
        batch: str,
    ) -> PageView:
        view = self._pages.view(unit, page)
        revision = view.revision if expected is None else expected
        if revision == view.revision:  # otherwise append raises Conflict, which says more
            self._check(view, drafts, by)
        written = unit.ledger.append(view.place, revision, drafts, by, batch)
        after = self._pages.after(view, written)
        unit.texts.put(page, after.revision, present_text(after.reading))
        return self._count(unit, after)

    @staticmethod
    def _count(unit: Unit, view: PageView) -> PageView:
        """Bring up to date what lists show of a page; the view with the row as it is now."""
        row = replace(
            view.row,
            state=view.standing.state,
            findings=len(view.findings),
            open_findings=len(view.open),
            decided=sum(line.decided for line in view.reading.lines),
        )
        # On a page that is with the editor or approved, nothing waits for anybody.
        waiting = view.open if row.state in EDITABLE else ()
        unit.findings.set_open(row.id, [finding.key for finding in waiting])
        unit.sources.set_counts(
            row.id,
            state=row.state,
            findings=row.findings,
            open_findings=row.open_findings,
            decided=row.decided,
        )
        return replace(view, row=row)

    @staticmethod
    def _check(view: PageView, drafts: Sequence[d.Draft], by: str) -> None:
        now = view.standing
        for draft in drafts:
            check(draft.act, now, by, view.where)
            missing = misfit(draft.act, view.reading)
            if missing:
                raise UsageError(missing, where=view.where, safe=said("errors.nothing_was_changed"))
            if isinstance(draft.act, d.Approve | d.Reject | d.Revert):
                _check_targets(view, draft.act)
            if isinstance(draft.act, d.Revert):
                problem = refusal(view.decisions, draft.act.targets, by)
                if problem:
                    raise NotAllowed(
                        problem[0],
                        where=view.where,
                        safe=said("errors.nothing_was_changed"),
                        advice=problem[1],
                    )
            now = advance(now, draft.act, by)


def _check_document(unit: Unit, document: DocumentId, by: str) -> None:
    """Raise NotAllowed where nobody signs, or readers have the document."""
    found = unit.sources.document(document)
    if not by:
        what, advice = said("errors.a_decision_needs_a_name"), said("errors.say_who_you_are")
    elif document_state(row.state for row in unit.sources.rows(document)) in _WITH_READERS:
        what, advice = said("errors.is_published", name=found.name), said("errors.open_a_page")
    else:
        return
    raise NotAllowed(what, where=found.name, safe=said("errors.nothing_was_changed"), advice=advice)


def _check_targets(view: PageView, act: d.Approve | d.Reject | d.Revert) -> None:
    """Raise UsageError where an act names decisions that the page has not, or none to take back."""
    here = {decision.id for decision in view.decisions}
    strange = [str(target) for target in act.targets if target not in here]
    if strange:
        what = said("errors.no_decision_on_page", number=strange[0])
    elif not act.targets and not isinstance(act, d.Approve):
        what = said("errors.nothing_to_act_on", act=act.name)
    else:
        return
    raise UsageError(
        what,
        where=view.where,
        safe=said("errors.nothing_was_changed"),
        advice=said("errors.look_it_up_in_the_log"),
    )


def _revision(expected: int | Mapping[PageId, int] | None, page: PageId) -> int | None:
    return expected.get(page) if isinstance(expected, Mapping) else expected


def _confidences(source: Page, findings: Iterable[Finding]) -> dict[str, float]:
    """How sure OCR was of the least sure token of each finding, by key, where it said so."""
    found: dict[str, float] = {}
    for finding in findings:
        tokens = source.tokens[finding.span.first : finding.span.last + 1]
        sure = [token.confidence for token in tokens if token.confidence is not None]
        if sure:
            found[finding.key] = min(sure)
    return found


def new_batch() -> str:
    """A name for decisions that are one step."""
    return uuid4().hex
