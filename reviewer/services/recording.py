"""Writing decisions: the one way into the ledger, for keys, typing, scripts and rules alike."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from uuid import uuid4

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.edition import document_version
from reviewer.core.findings import Finding, Stamp
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.model import Page
from reviewer.core.page_text import present_text
from reviewer.core.people import People
from reviewer.core.states import EDITABLE, Kind, kind_of
from reviewer.core.storage import Store, Unit
from reviewer.core.threads import threads, touches_threads
from reviewer.services.events import Events
from reviewer.services.lawful import (
    Signatures,
    check_document,
    check_drafts,
    check_published,
    header_to_sign,
)
from reviewer.services.pages import KEPT, Pages, PageView


class Recorder:
    """Appends decisions, checking the workflow and keeping true what lists show of a page."""

    def __init__(self, store: Store, pages: Pages, events: Events) -> None:
        self._store = store
        self._pages = pages
        self._events = events
        self._signatures = Signatures()

    @cached_property
    def login(self) -> str:
        """Whom the database knows us as; empty where it knows nobody. It stays the same."""
        with self._store.reading() as unit:
            return unit.login

    @property
    def people(self) -> People:
        """Who counts as whom in the project, as it is now."""
        with self._store.reading() as unit:
            return self._pages.people(unit)

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
        whole: bool = False,
    ) -> Changes:
        """Append drafts on several pages as one step: all of them or none.

        With `batch`, the step's name, `steps` are asked for one by one as they are written, so that
        not all of many pages are at hand at once. `whole`: these are all pages of their documents.
        """
        if batch is None:
            steps = [(page, tuple(drafts)) for page, drafts in steps]
            batch = new_batch() if sum(len(drafts) for _, drafts in steps) > 1 else ""
        by = " ".join(by.split())
        written: set[PageId] = set()
        published: set[DocumentId] = set()
        views: deque[PageView] = deque(maxlen=KEPT)
        with self._store.writing() as unit:
            for page, drafts in steps:
                if drafts:
                    at = _revision(expected, page)
                    view = self._append(unit, page, drafts, by, at, batch, whole)
                    if any(kind_of(draft.act) is Kind.PUBLISH for draft in drafts):
                        published.add(view.row.document)
                    views.append(view)
                    written.add(page)
            for document in published:
                check_published(unit, document)
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
        Raises Conflict where it moved on, NotAllowed where nobody signs, somebody may not, or the
        document is signed; nothing is written then.
        """
        by = " ".join(by.split())
        steps = [(document, drafts) for document, drafts in steps if drafts]
        batch = new_batch() if sum(len(drafts) for _, drafts in steps) > 1 else ""
        with self._store.writing() as unit:
            people = self._pages.people(unit)
            self._signatures.check(unit, people, by)
            for document in sorted(document for document, _ in steps):
                _claim_header(unit, document)
            for document, drafts in steps:
                place = d.Place(document)
                before = unit.ledger.of(place)
                check_document(unit, document, before, drafts, by, people)
                seen = len(before) if expected is None else expected
                written = unit.ledger.append(place, seen, drafts, by, batch)
                _keep_threads(unit, place, before, written)
        changes = Changes(documents=frozenset(document for document, _ in steps))
        self._events.publish(changes)
        return changes

    def recount(self, pages: Iterable[PageId]) -> Changes:
        """Bring up to date what lists show of pages whose standing changed without a decision, as
        when two names turn out to be one person's.
        """
        changed: set[PageId] = set()
        with self._store.writing() as unit:
            for page in pages:
                view = self._pages.view(unit, page)
                if view.row.state is not view.standing.state:
                    self._count(unit, view)
                    changed.add(page)
        changes = Changes(standings=frozenset(changed))
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
        whole: bool,
    ) -> PageView:
        view = self._pages.view(unit, page)
        self._signatures.check(unit, view.people, by, view.where)
        revision = view.revision if expected is None else expected
        talk = all(kind_of(draft.act) is Kind.TALK for draft in drafts)
        if talk or revision >= view.settled:  # else append raises Conflict, which says more
            check_drafts(view, drafts, by, unit.login, whole=whole)
        if any(kind_of(draft.act) is Kind.APPROVE for draft in drafts):
            _claim_header(unit, view.row.document)
            batch = _sign_header(unit, view, by, batch)
        written = unit.ledger.append(view.place, revision, drafts, by, batch)
        after = self._pages.after(view, written)
        if unit.ledger.revision(view.place) != after.revision:
            after = self._pages.anew(unit, page)  # somebody said something since it was read
        unit.texts.put(page, after.revision, present_text(after.reading))
        _keep_threads(unit, view.place, view.decisions, written)
        if after.standing.version != view.standing.version:
            history = unit.ledger.of_document(view.row.document)
            version = document_version(history, len(view.document.pages), view.people)
            unit.listing.set_version(view.row.document, version)
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


def _claim_header(unit: Unit, document: DocumentId) -> None:
    """Take turns about a header: who fills it while another signs the document's last page would
    leave a field that nobody signed, and of two who sign its last two pages neither would sign it.
    """
    unit.claim(f"header {document}")


def _sign_header(unit: Unit, view: PageView, by: str, batch: str) -> str:
    """Sign the header with the document's last page; the name of the step that both are."""
    targets, before = header_to_sign(unit, view, by)
    if targets:
        batch = batch or new_batch()
        draft = d.Draft(d.Approve(tuple(targets)))
        unit.ledger.append(d.Place(view.row.document), len(before), [draft], by, batch)
    return batch


def _keep_threads(
    unit: Unit, place: d.Place, before: Sequence[d.Decision], written: Sequence[d.Decision]
) -> None:
    """Bring up to date what lists show of a place's threads, where anything was said."""
    if touches_threads(written):
        was, now = threads(before), threads((*before, *written))
        if was != now:
            unit.talks.put(place.document, place.page, now)


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
