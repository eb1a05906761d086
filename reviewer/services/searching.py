"""Looking through the project's texts: what stands where, page by page, without folding any."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from string import punctuation

from reviewer.core.ids import DocumentId, PageId
from reviewer.core.keeping import OpenFinding, TextPage
from reviewer.core.occurrences import Hit, hits
from reviewer.core.page_text import present_text
from reviewer.core.searching import Find, Query, Where, finder
from reviewer.core.storage import Store, Unit
from reviewer.core.text import fold_case
from reviewer.services.patterns import Patterns
from reviewer.services.recording import Recorder

_FIRST = 40
"""Hits handed over as soon as there are so many, so that a screen has something to show."""
_PART = 2000
"""Hits handed over together after that."""
_EDGES = punctuation + "\u201c\u201d\u2018\u2019\u00ab\u00bb"

Going = Callable[[], bool]
"""Whether to go on; asked page by page."""


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Reach:
    """How far to look: a page, a document, or (neither) the project."""

    document: DocumentId | None = None
    page: PageId | None = None


PROJECT = Reach()


class Searching:
    """Finds queries in the texts of a project. Safe in any thread."""

    def __init__(self, store: Store, recorder: Recorder, patterns: Patterns) -> None:
        self._store = store
        self._recorder = recorder
        self._patterns = patterns
        self._caught_up = False

    def find(
        self, query: Query, reach: Reach = PROJECT, going: Going = _always
    ) -> Iterator[Sequence[Hit]]:
        """Hits in the order of the pages, a first screenful and then larger parts.

        Raises UsageError where a pattern is none, or takes too long. Ends early where `going` says
        so. Each part is read by itself: between two of them colleagues may write.
        """
        self.catch_up()
        waiting: list[Hit] = []
        size = _FIRST
        for page, find in self._pages(query, reach, going):
            waiting += hits(page, find, query.where)
            if len(waiting) >= size:
                yield self._with_findings(waiting)
                waiting, size = [], _PART
        if waiting and going():
            yield self._with_findings(waiting)

    def count(self, query: Query, reach: Reach = PROJECT, going: Going = _always) -> int:
        """How many hits there are, without looking at their surroundings."""
        self.catch_up()
        return sum(
            _how_many(page, find, query.where) for page, find in self._pages(query, reach, going)
        )

    def catch_up(self) -> None:
        """Write the present texts of pages that an older version decided on.

        Once is enough: all that decides since keeps them up to date.
        """
        if self._caught_up:
            return
        with self._store.reading() as unit:
            behind = unit.texts.behind()
        for page in behind:
            view = self._recorder.view(page)
            with self._store.writing() as unit:
                if unit.sources.row(page).revision == view.revision:
                    unit.texts.put(page, view.revision, present_text(view.reading))
        self._caught_up = True

    def warm(self) -> None:
        """Have the process that looks for patterns ready."""
        self._patterns.warm()

    def close(self) -> None:
        """End the process that looks for patterns."""
        self._patterns.close()

    def _pages(self, query: Query, reach: Reach, going: Going) -> Iterator[tuple[TextPage, Find]]:
        """The pages to look at with what looks at them."""
        find = finder(query)
        if not query.text.strip() and not query.pattern:
            return
        with self._store.reading() as unit:
            pages = unit.texts.holding(
                query.needle,
                document=reach.document,
                pages=None if reach.page is None else [reach.page],
            )
            if query.pattern:
                yield from self._patterns.over(query, pages, going)
                return
            for page in pages:
                if not going():
                    return
                yield page, find

    def _with_findings(self, found: Sequence[Hit]) -> Sequence[Hit]:
        """The hits with what the engine doubts at their places."""
        with self._store.reading() as unit:
            waiting = _waiting(unit, found)
        if not waiting:
            return found
        return [_with(hit, waiting.get(hit.page, ())) for hit in found]


def _how_many(page: TextPage, find: Find, where: Where) -> int:
    if page.present is page.source:  # nothing to tell apart, as on most pages
        return sum(1 for _ in find(page.present.text))
    return sum(1 for _ in hits(page, find, where))


def _waiting(unit: Unit, found: Sequence[Hit]) -> dict[PageId, Sequence[OpenFinding]]:
    pages = list(dict.fromkeys(hit.page for hit in found))
    forms = {fold_case(hit.form) for hit in found}
    forms |= {form.strip(_EDGES) for form in forms} | {_whole(hit) for hit in found}
    waiting: dict[PageId, Sequence[OpenFinding]] = {}
    for start in range(0, len(pages), 500):
        waiting.update(unit.findings.waiting(pages[start : start + 500], forms))
    return waiting


def _whole(hit: Hit) -> str:
    """The whole word around a hit, without the marks at its edges, folded."""
    before = hit.left.rsplit(None, 1)[-1] if hit.left and not hit.left[-1].isspace() else ""
    behind = hit.right.split(None, 1)[0] if hit.right and not hit.right[0].isspace() else ""
    return fold_case(before + hit.form + behind).strip(_EDGES)


def _with(hit: Hit, waiting: Sequence[OpenFinding]) -> Hit:
    if hit.span is not None:
        for one in waiting:
            if one.span.touches(hit.span):
                return replace(hit, finding=one)
    return hit


def occurrences(form: str) -> Query:
    """What finds all places where a form stands, or stood before somebody changed it."""
    return Query(form, whole=form[:1].isalnum() and form[-1:].isalnum(), where=Where.EITHER)
