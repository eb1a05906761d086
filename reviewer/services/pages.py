"""Pages as they are now, kept at hand while somebody works on them.

Reading a page anew means parsing its findings and decisions and folding all of it: tens of
milliseconds on a heavy page, at every key press. Sources never change and the ledger only grows, so
a page that was read stays good as long as its revision and the stamp of its findings stay the same.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from threading import Lock

from reviewer.core import decisions as d
from reviewer.core.findings import Finding
from reviewer.core.fold import Fold
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.messages import said
from reviewer.core.model import Document, Page
from reviewer.core.people import PEOPLE, PLAIN, People, read_people
from reviewer.core.reading import PageReading
from reviewer.core.storage import PageRow, Store, Unit
from reviewer.core.threads import Thread, threads
from reviewer.core.workflow import Standing, standing

KEPT = 32
"""Pages at hand: those a person turns back and forth between."""


_CHANGING = (*d.TEXT_ACTS, d.Revert, d.Reject)
"""Acts after which a page may read otherwise."""


@dataclass(frozen=True)
class PageView:
    """All there is to know of a page at one revision; `open` are the findings nobody settled."""

    row: PageRow
    document: Document
    reading: PageReading
    findings: tuple[Finding, ...]
    open: tuple[Finding, ...]
    standing: Standing
    decisions: tuple[d.Decision, ...]
    people: People = PLAIN

    @property
    def place(self) -> d.Place:
        """The page, as decisions name it."""
        return d.Place(self.row.document, self.row.id)

    @property
    def revision(self) -> int:
        """How many decisions the page has."""
        return len(self.decisions)

    @property
    def settled(self) -> int:
        """The revision that the last decision made which is more than talk."""
        every = range(len(self.decisions), 0, -1)
        return next((n for n in every if not isinstance(self.decisions[n - 1].act, d.TALK_ACTS)), 0)

    @cached_property
    def threads(self) -> tuple[Thread, ...]:
        """What people said to one another here, in the order in which it was opened."""
        return threads(self.decisions)

    @property
    def where(self) -> str:
        """The page, as people name it."""
        return said("errors.at_page", title=self.document.title, number=self.row.number)

    @cached_property
    def open_keys(self) -> Mapping[str, int]:
        """The keys of the open findings, in order, each with its place in `open`."""
        return {finding.key: n for n, finding in enumerate(self.open)}

    def finding(self, key: str) -> Finding | None:
        """A finding of the page by its key."""
        return next((finding for finding in self.findings if finding.key == key), None)


def open_findings(findings: Iterable[Finding], reading: PageReading) -> tuple[Finding, ...]:
    """The findings that nobody has settled: none of their words was decided."""
    decided = reading.decided_tokens
    return tuple(
        finding
        for finding in findings
        if decided.isdisjoint(range(finding.span.first, finding.span.last + 1))
    )


class Pages:
    """Reads pages, and keeps the last ones."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[PageId, PageView] = OrderedDict()
        self._lock = Lock()
        self._people: tuple[object, People] = (None, PLAIN)
        self._fold = lru_cache(KEPT)(self._load_fold)
        self._document = lru_cache(KEPT)(self._load_document)

    def now(self, page: PageId) -> PageView:
        """The page as it is now. Raises UsageError where there is none."""
        with self._store.reading() as unit:
            return self.view(unit, page)

    def view(self, unit: Unit, page: PageId) -> PageView:
        """The page as a unit sees it."""
        row = unit.sources.row(page)
        with self._lock:
            kept = self._kept.get(page)
        people = self.people(unit)
        if kept and (kept.revision, kept.row.stamp) == (row.revision, row.stamp):
            if kept.people is people:
                return replace(kept, row=row)
            now = standing(kept.decisions, people)
            return replace(kept, row=row, people=people, standing=now)
        decisions = unit.ledger.of(d.Place(row.document, page))
        view = self._make(row, decisions, unit.findings.of(page), people)
        self.keep([view])
        return view

    def anew(self, unit: Unit, page: PageId) -> PageView:
        """The page as a unit sees it, whatever is kept; not kept, for it may yet be taken back."""
        row = unit.sources.row(page)
        decisions = unit.ledger.of(d.Place(row.document, page))
        return self._make(row, decisions, unit.findings.of(page), self.people(unit))

    def people(self, unit: Unit) -> People:
        """Who counts as whom in the project."""
        record = unit.settings.get(PEOPLE)
        kept = self._people
        if kept[0] != record:
            kept = self._people = (record, read_people(record))
        return kept[1]

    def source(self, page: PageId) -> Page:
        """A page as imported."""
        return self._fold(page).page

    def after(self, view: PageView, written: Sequence[d.Decision]) -> PageView:
        """The view that more decisions make of one; not kept, for they may yet be taken back."""
        row = replace(view.row, revision=view.revision + len(written))
        decisions = (*view.decisions, *written)
        if any(isinstance(one.act, _CHANGING) for one in written):
            return self._make(row, decisions, view.findings, view.people)
        # Signing and talking change no word: folding a page of many changes anew takes a while.
        force = (*view.reading.decisions, *written)
        return replace(
            view,
            row=row,
            reading=replace(view.reading, decisions=force),
            standing=standing(decisions, view.people),
            decisions=decisions,
        )

    def keep(self, views: Iterable[PageView]) -> None:
        """Hold views of what is in the store for good."""
        with self._lock:
            for view in views:
                self._kept[view.row.id] = view
                self._kept.move_to_end(view.row.id)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def forget(self, page: PageId) -> None:
        """Read a page anew the next time."""
        with self._lock:
            self._kept.pop(page, None)

    def renew(self, pages: Iterable[PageId]) -> None:
        """Read pages anew that were given text or another picture: the source of these changed."""
        for page in pages:
            self.forget(page)
        self._fold.cache_clear()  # seldom enough, and a cache of functions forgets only all

    def _make(
        self,
        row: PageRow,
        decisions: Sequence[d.Decision],
        findings: Sequence[Finding],
        people: People,
    ) -> PageView:
        reading = self._fold(row.id).read(decisions)
        return PageView(
            row=row,
            document=self._document(row.document),
            reading=reading,
            findings=tuple(findings),
            open=open_findings(findings, reading),
            standing=standing(decisions, people),
            decisions=tuple(decisions),
            people=people,
        )

    def _load_fold(self, page: PageId) -> Fold:
        with self._store.reading() as unit:
            return Fold(unit.sources.page(page))

    def _load_document(self, document: DocumentId) -> Document:
        with self._store.reading() as unit:
            return unit.sources.document(document)
