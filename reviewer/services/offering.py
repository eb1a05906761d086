"""Offering: what could be done to a page in one step, taken or declined by a key.

Offers are made anew each time; what somebody declined stays in the project, page by page.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.errors import UsageError
from reviewer.core.findings import Finding, Stamp
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.messages import said
from reviewer.core.model import Page
from reviewer.core.offers import Offer, Offers
from reviewer.core.progress import Progress
from reviewer.core.storage import Store, Unit
from reviewer.core.workflow import EDITABLE
from reviewer.services.pages import PageView
from reviewer.services.recording import Recorder

_NEAR = 2  # so many pages before and behind are looked at for what repeats
_KEPT = 16

_Stamp = tuple[int, Stamp | None, frozenset[str]]
"""What offers were made of: revision, findings, and what was declined."""


class Offering:
    """The offers for pages, from all sources."""

    def __init__(self, store: Store, recorder: Recorder, sources: Sequence[Offers]) -> None:
        self._store = store
        self._recorder = recorder
        self._sources = sources
        self._source_page = lru_cache(_KEPT)(self._load)
        self._held: dict[PageId, tuple[_Stamp, Sequence[Offer]]] = {}

    def of(self, page: PageId) -> Sequence[Offer]:
        """The offers for a page, in the order of its text; none where it is not to be edited.

        What somebody declined is left out, and what a finding proposes already. May be called from
        any thread.
        """
        return self._made(self._recorder.view(page))

    def take(self, page: PageId, key: str, by: str, seen: int | None = None) -> Changes:
        """Do what is offered, as one step. Raises UsageError where it is offered no more."""
        view = self._recorder.view(page)
        for offer in self._made(view):
            if offer.key == key:
                drafts = list(_drafts(view, offer))
                expected = view.revision if seen is None else seen
                return self._recorder.record(page, drafts, by, expected=expected)
        raise UsageError(
            said("offers.gone"), where=view.where, safe=said("errors.nothing_was_changed")
        )

    def take_all(self, page: PageId, kind: str, by: str, seen: int | None = None) -> Changes:
        """Do all that is offered of a kind on a page, as one step."""
        view = self._recorder.view(page)
        drafts = [
            draft
            for offer in self._made(view)
            if offer.kind == kind
            for draft in _drafts(view, offer)
        ]
        if not drafts:
            return Changes()
        expected = view.revision if seen is None else seen
        return self._recorder.record(page, drafts, by, expected=expected)

    def take_everywhere(
        self, document: DocumentId, kind: str, by: str, progress: Progress | None = None
    ) -> Changes:
        """Do all that is offered of a kind in a document, as one step over its pages.

        Raises Cancelled where it was stopped; nothing is written then.
        """
        with self._store.reading() as unit:
            pages = unit.sources.document(document).pages
        steps: list[tuple[PageId, Sequence[d.Draft]]] = []
        for n, page in enumerate(pages):
            if progress:
                progress.report(n, len(pages))
            view = self._recorder.view(page)
            found = [offer for offer in self._made(view) if offer.kind == kind]
            steps.append((page, [draft for offer in found for draft in _drafts(view, offer)]))
        return self._recorder.record_all(steps, by)

    def decline(self, page: PageId, key: str, by: str) -> Changes:
        """Never offer this again; the text stays as it is."""
        with self._store.writing() as unit:
            unit.claim(_setting(page))
            declined = dict(_declined(unit, page))
            declined[key] = by
            unit.settings.set(_setting(page), declined)
        return Changes()

    def recall(self, page: PageId) -> int:
        """Offer again what was declined on a page; how many offers that were."""
        with self._store.writing() as unit:
            unit.claim(_setting(page))
            declined = _declined(unit, page)
            if declined:
                unit.settings.set(_setting(page), {})
        return len(declined)

    def _made(self, view: PageView) -> Sequence[Offer]:
        if view.standing.state not in EDITABLE:
            return ()
        with self._store.reading() as unit:
            declined = _declined(unit, view.row.id)
        # Taking an offer asks for them again: those that were shown are still at hand.
        stamp = view.revision, view.row.stamp, frozenset(declined)
        held = self._held.get(view.row.id)
        if held and held[0] == stamp:
            return held[1]
        made = self._make(view, declined)
        if len(self._held) >= _KEPT:
            self._held.clear()
        self._held[view.row.id] = stamp, made
        return made

    def _make(self, view: PageView, declined: Mapping[str, object]) -> Sequence[Offer]:
        near = tuple(self._source_page(page) for page in _around(view))
        places = {line.n: index for index, line in enumerate(view.reading.lines)}
        doubted = _doubted(view.open)
        found = {
            offer.key: offer
            for source in self._sources
            for offer in source(view.reading, near)
            if offer.key not in declined and offer.line in places and not _doubles(offer, doubted)
        }
        return tuple(
            sorted(found.values(), key=lambda offer: (places[offer.line], offer.start, offer.key))
        )

    def _load(self, page: PageId) -> Page:
        with self._store.reading() as unit:
            return unit.sources.page(page)


def _around(view: PageView) -> Iterator[PageId]:
    """The pages before and behind a page in its document."""
    pages = view.document.pages
    here = pages.index(view.row.id)
    for other in range(max(0, here - _NEAR), min(len(pages), here + _NEAR + 1)):
        if other != here:
            yield pages[other]


def _doubted(findings: Iterable[Finding]) -> frozenset[int]:
    """The tokens that open findings are about."""
    return frozenset(
        token for finding in findings for token in range(finding.span.first, finding.span.last + 1)
    )


def _doubles(offer: Offer, doubted: frozenset[int]) -> bool:
    """Whether an offer would change words that a finding asks about already."""
    return any(
        not doubted.isdisjoint(range(act.span.first, act.span.last + 1))
        for act in offer.acts
        if isinstance(act, d.Replace | d.Join)
    )


def _drafts(view: PageView, offer: Offer) -> Iterator[d.Draft]:
    for act in offer.acts:
        form, text = "", ""
        if isinstance(act, d.Replace):
            form, text = view.reading.text_of(act.span), act.text
        yield d.Draft(act, d.Grounds(d.Way.ACCEPTED, form, text, source=offer.kind))


def _setting(page: PageId) -> str:
    return f"offers.declined.{page}"


def _declined(unit: Unit, page: PageId) -> Mapping[str, object]:
    """The keys of the offers that were declined on a page, with who declined them."""
    held = unit.settings.get(_setting(page))
    return held if isinstance(held, dict) else {}
