"""Counting the capitalised words of documents and of approved pages, so that names can be compared.

Counted once and kept: what changed since is taken out as it read then and put in as it reads now.
Nothing here grows with the project but a number for each approved page.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from threading import Lock
from typing import TypeVar

from reviewer.core import decisions as d
from reviewer.core.fold import fold
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.presence import NOWHERE, Count, Presence, capitalised, presence
from reviewer.core.storage import Store, Unit

MOST_PAGES = 600
"""So many pages of a document are counted, evenly spread, and so many approved ones, the newest:
a name that is not met on one of them is not frequent."""
MOST_WORDS = 5_000
"""So many words are told to the engine, the most frequent ones."""
HELD = 60_000
"""When so many different words are held, those met once are dropped."""
DOCUMENTS = 4
"""So many documents stay at hand: pages are analysed document by document."""

T = TypeVar("T")


class Tally:
    """How often capitalised words stand on some pages, and on how many of these."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.size = 0
        self._words: dict[str, tuple[int, int]] = {}
        self._pages: dict[PageId, int] = {}
        self._thinned = False

    def count(self, unit: Unit, wanted: Mapping[PageId, int]) -> None:
        """Make it the tally of the `wanted` pages at their revisions."""
        if wanted != self._pages and self._thinned:  # what was dropped cannot be taken out again
            self._begin()
        for page, revision in list(self._pages.items()):
            if wanted.get(page) != revision:
                self._add(unit, page, self._pages.pop(page), -1)
        for page, revision in wanted.items():
            if page not in self._pages:
                self._add(unit, page, revision, 1)
                self._pages[page] = revision

    def frequent(self) -> Sequence[Count]:
        """Words that are met on two pages or three times, at most `MOST_WORDS`."""
        found = [(w, n) for w, (n, pages) in self._words.items() if pages >= 2 or n >= 3]
        return sorted(found, key=lambda count: (-count[1], count[0]))[:MOST_WORDS]

    def _add(self, unit: Unit, page: PageId, revision: int, sign: int) -> None:
        here: dict[str, int] = {}
        for text in _words(unit, page, revision):
            self.size += sign
            for start, end in capitalised(text):
                here[text[start:end]] = here.get(text[start:end], 0) + 1
        for word, times in here.items():
            n, pages = self._words.get(word, (0, 0))
            if pages + sign > 0:
                self._words[word] = n + sign * times, pages + sign
            else:
                self._words.pop(word, None)
        if len(self._words) > HELD:
            self._thinned = True
            self._words = {word: cells for word, cells in self._words.items() if cells[0] > 1}


class Presences:
    """Tells which names a document has; the same object as long as nothing was decided since."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._approved = Tally()
        self._approved_mark: str | None = None
        self._tallies: OrderedDict[DocumentId, Tally] = OrderedDict()
        self._made: OrderedDict[DocumentId, tuple[object, Presence]] = OrderedDict()

    def run(self) -> Callable[[DocumentId], Presence]:
        """What gives the presence of a document, as things stand at the run's first question."""
        told: OrderedDict[DocumentId, Presence] = OrderedDict()
        lock = Lock()

        def tell(document: DocumentId) -> Presence:
            with lock:
                if document not in told:
                    told[document] = self.of(document)
                _use(told, document)
                return told[document]

        return tell

    def of(self, document: DocumentId) -> Presence:
        """The presence of a document now."""
        with self._lock, self._store.reading() as unit:
            last = next(iter(unit.ledger.entries(limit=1)), None)
            mark = (last and last.id, unit.lessons.mark())
            made = self._made.get(document)
            if made is None or made[0] != mark:
                kept = made[1] if made else NOWHERE
                made = self._made[document] = mark, self._count(unit, document, mark[1], kept)
            _use(self._made, document)
            return made[1]

    def _count(self, unit: Unit, document: DocumentId, learnt: str, kept: Presence) -> Presence:
        """Count what changed; `kept` where it comes to the same."""
        if learnt != self._approved_mark:
            approved = sorted((p, basis.revision) for p, basis in unit.lessons.bases().items())
            self._approved.count(unit, dict(approved[-MOST_PAGES:]))
            self._approved_mark = learnt
        tally = self._tallies.setdefault(document, Tally())
        _use(self._tallies, document)
        rows = unit.sources.rows(document)
        every = -(-len(rows) // MOST_PAGES) or 1
        tally.count(unit, {row.id: row.revision for row in islice(rows, 0, None, every)})
        counted = presence(
            tally.frequent(), self._approved.frequent(), tally.size, self._approved.size
        )
        return kept if kept.stamp == counted.stamp else counted


def _use(kept: OrderedDict[DocumentId, T], document: DocumentId) -> None:
    kept.move_to_end(document)
    while len(kept) > DOCUMENTS:
        kept.popitem(last=False)


def _words(unit: Unit, page: PageId, revision: int) -> Sequence[str]:
    """The words of a page as it read at a revision."""
    source = unit.sources.page(page)
    if not revision:  # as imported: nothing to fold, and most pages are
        return [line.form(token) for line in source.lines for token in line.tokens]
    place = d.Place(unit.sources.row(page).document, page)
    reading = fold(source, unit.ledger.of(place)[:revision])
    return [part for line in reading.lines for word in line.words for part in word.text.split()]
