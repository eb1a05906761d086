"""The chronicle: everything that was ever decided, newest first, read as far as somebody looks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.model import Page
from reviewer.core.past import Backwards, PastStep
from reviewer.core.progress import Progress
from reviewer.core.record import Wanted
from reviewer.core.storage import Store, Unit
from reviewer.services.record import read_part, read_takers

_PART = 400  # decisions read together
_PATIENCE = 8  # parts read before what was found is handed out
_AT_HAND = 64  # pages kept, to quote from


def everything(_: PastStep) -> bool:
    """Every step is wanted."""
    return True


class Chronicle:
    """Reads the ledger backwards, part by part, and makes steps of it. For one thread at a time."""

    def __init__(self, store: Store, scope: Wanted) -> None:
        self._store = store
        self._scope = scope
        self._past = Backwards()
        self._taken: DecisionId | None = None
        """Of what takes back, all newer ones are known."""
        self._batches: set[str] = set()
        self._waiting: list[d.Decision] = []  # newest last
        self._before: DecisionId | None = None
        self._all_read = False
        self._pages = lru_cache(_AT_HAND)(self._load)

    def source(self, page: PageId) -> Page:
        """A page as imported; the last ones are kept at hand."""
        return self._pages(page)

    def places(self) -> Mapping[PageId, tuple[str, int, int]]:
        """For each page of the project its document's title, its number, and how many there are."""
        with self._store.reading() as unit:
            documents = {one.id: one for one in unit.sources.documents()}
            return {
                row.id: (
                    documents[row.document].title,
                    row.number,
                    len(documents[row.document].pages),
                )
                for row in unit.sources.rows()
                if row.document in documents
            }

    @property
    def ended(self) -> bool:
        """Whether there is nothing older."""
        return self._all_read and not self._waiting

    def more(
        self,
        count: int,
        wanted: Callable[[PastStep], bool] = everything,
        progress: Progress | None = None,
    ) -> Sequence[PastStep]:
        """The next steps, at most `count`; fewer at the beginning of the ledger, or where `wanted`
        passed over so many that it is time to show what was found.

        `wanted` passes over others. Raises Cancelled where `progress` is cancelled meanwhile.
        """
        found: list[PastStep] = []
        with self._store.reading() as unit:
            for _ in range(_PATIENCE):
                if len(found) >= count or self.ended:
                    break
                if progress:
                    progress.report(0)
                found += self._steps(unit, count - len(found), wanted)
        return found

    def _steps(self, unit: Unit, count: int, wanted: Callable[[PastStep], bool]) -> list[PastStep]:
        """Steps out of one part, at most `count`."""
        if not self._waiting:
            self._read(unit)
        found: list[PastStep] = []
        while self._waiting and len(found) < count:
            step = self._step(unit, self._waiting.pop())
            if step is not None and wanted(step):
                found.append(step)
        return found

    def _read(self, unit: Unit) -> None:
        part = read_part(unit, self._scope, self._before, _PART)
        self._waiting = list(reversed(part))
        self._all_read = len(part) < _PART
        if part:
            self._before = part[-1].id

    def _step(self, unit: Unit, decision: d.Decision) -> PastStep | None:
        """The step that ends with a decision; None where it was told, or is none of its own."""
        past = self._known(unit, decision.id)
        past.see(decision)
        if decision.batch in self._batches:
            return None
        if not decision.batch:
            return past.step((decision,))
        self._batches.add(decision.batch)
        members = unit.ledger.batch(decision.batch)
        inside = frozenset(one.id for one in self._inside(members))
        # What took back a part of the batch before it ended is told of later; seldom, and slight.
        return past.step(members, inside)

    def _known(self, unit: Unit, down_to: DecisionId) -> Backwards:
        """What was taken back. Where decisions are passed over that may have done so, these are
        read as far as somebody looks: only what is newer can take back.
        """
        while self._scope.narrowed and (self._taken is None or self._taken > down_to):
            part = read_takers(unit, self._scope, self._taken)
            for decision in part:
                self._past.see(decision)
            self._taken = part[-1].id if part else DecisionId(0)
        return self._past

    def _load(self, page: PageId) -> Page:
        with self._store.reading() as unit:
            return unit.sources.page(page)

    def _inside(self, members: Sequence[d.Decision]) -> Iterator[d.Decision]:
        page, document = self._scope.page, self._scope.document
        for one in members:
            if page is not None:
                inside = one.place.page == page
            else:
                inside = document is None or one.place.document == document
            if inside:
                yield one
