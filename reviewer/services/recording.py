"""Writing decisions: the one way into the ledger, for keys, typing, scripts and rules alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import uuid4

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.errors import NotAllowed, UsageError
from reviewer.core.findings import Finding
from reviewer.core.fold import fold, misfit
from reviewer.core.ids import PageId
from reviewer.core.model import Document, Page
from reviewer.core.ports import PageRow, Store, Unit
from reviewer.core.reading import PageReading
from reviewer.core.undoing import refusal
from reviewer.core.workflow import Standing, advance, check, standing
from reviewer.services.events import Events

_PAGES_KEPT = 32  # sources never change, so the pages at hand stay in memory


@dataclass(frozen=True)
class PageView:
    """All there is to know of a page at one revision."""

    row: PageRow
    document: Document
    reading: PageReading
    findings: tuple[Finding, ...]
    open: tuple[Finding, ...]
    standing: Standing
    decisions: tuple[d.Decision, ...]

    @property
    def place(self) -> d.Place:
        """The page, as decisions name it."""
        return d.Place(self.row.document, self.row.id)

    @property
    def revision(self) -> int:
        """How many decisions the page has."""
        return len(self.decisions)

    @property
    def where(self) -> str:
        """The page, as people name it."""
        return f"{self.document.title}, page {self.row.number}"

    def finding(self, key: str) -> Finding | None:
        """A finding of the page by its key."""
        return next((finding for finding in self.findings if finding.key == key), None)


def open_findings(findings: Iterable[Finding], reading: PageReading) -> tuple[Finding, ...]:
    """The findings that nobody has settled: none of their words was decided."""
    return tuple(
        finding
        for finding in findings
        if not any(word.decided for word in reading.words_in(finding.span))
    )


class Recorder:
    """Reads pages and appends decisions, checking the workflow and keeping the counts true."""

    def __init__(self, store: Store, events: Events) -> None:
        self._store = store
        self._events = events
        self._source = lru_cache(_PAGES_KEPT)(self._load_source)

    def view(self, page: PageId) -> PageView:
        """The page as it is now. Raises UsageError where there is none."""
        with self._store.reading() as unit:
            return self._view(unit, page)

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
        where the page moved on, NotAllowed where the workflow forbids it; nothing is written then.
        """
        return self.record_all([(page, drafts)], by, expected=expected, batch=batch)

    def record_all(
        self,
        steps: Iterable[tuple[PageId, Sequence[d.Draft]]],
        by: str,
        *,
        expected: int | None = None,
        batch: str | None = None,
    ) -> Changes:
        """Append drafts on several pages as one step: all of them or none."""
        parts = [(page, tuple(drafts)) for page, drafts in steps if drafts]
        if batch is None:
            batch = new_batch() if sum(len(drafts) for _, drafts in parts) > 1 else ""
        changes = Changes()
        by = " ".join(by.split())
        with self._store.writing() as unit:
            for page, drafts in parts:
                changes |= self._append(unit, page, drafts, by, expected, batch)
        self._events.publish(changes)
        return changes

    def refresh(self, unit: Unit, page: PageId) -> PageView:
        """Bring what lists show of a page up to date with its findings and decisions."""
        view = self._view(unit, page)
        unit.findings.set_open(page, [finding.key for finding in view.open])
        decided = sum(word.decided for line in view.reading.lines for word in line.words)
        unit.sources.set_counts(
            page,
            state=view.standing.state,
            findings=len(view.findings),
            open_findings=len(view.open),
            decided=decided,
        )
        return view

    def _load_source(self, page: PageId) -> Page:
        with self._store.reading() as unit:
            return unit.sources.page(page)

    def _view(self, unit: Unit, page: PageId) -> PageView:
        row = unit.sources.row(page)
        decisions = tuple(unit.ledger.of(d.Place(row.document, page)))
        reading = fold(self._source(page), decisions)
        findings = tuple(unit.findings.of(page))
        return PageView(
            row=row,
            document=unit.sources.document(row.document),
            reading=reading,
            findings=findings,
            open=open_findings(findings, reading),
            standing=standing(decisions),
            decisions=decisions,
        )

    def _append(
        self,
        unit: Unit,
        page: PageId,
        drafts: Sequence[d.Draft],
        by: str,
        expected: int | None,
        batch: str,
    ) -> Changes:
        view = self._view(unit, page)
        revision = view.revision if expected is None else expected
        if revision == view.revision:  # otherwise append raises Conflict, which says more
            self._check(view, drafts, by)
        unit.ledger.append(view.place, revision, drafts, by, batch)
        after = self.refresh(unit, page)
        changed = frozenset({page})
        nothing: frozenset[PageId] = frozenset()
        return Changes(
            readings=changed,
            findings=changed if after.open != view.open else nothing,
            standings=changed,
        )

    @staticmethod
    def _check(view: PageView, drafts: Sequence[d.Draft], by: str) -> None:
        now = view.standing
        for draft in drafts:
            check(draft.act, now, by, view.where)
            missing = misfit(draft.act, view.reading.page)
            if missing:
                raise UsageError(missing, where=view.where, safe="Nothing was changed.")
            if isinstance(draft.act, d.Revert):
                problem = refusal(view.decisions, draft.act.targets, by)
                if problem:
                    raise NotAllowed(
                        problem[0],
                        where=view.where,
                        safe="Nothing was changed.",
                        advice=problem[1],
                    )
            now = advance(now, draft.act, by)


def new_batch() -> str:
    """A name for decisions that are one step."""
    return uuid4().hex
