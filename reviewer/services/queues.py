"""Queues over a whole project: how much is in each, and its stops read part by part."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from threading import Lock

from reviewer.core import decisions as d
from reviewer.core.ids import PageId
from reviewer.core.queues import Group, Queue, QueuePlace, Stop
from reviewer.core.reading import in_force
from reviewer.core.storage import Store, Unit
from reviewer.core.threads import Thread, threads
from reviewer.core.workflow import State, fold_name
from reviewer.services.people import people_of

_PAGES = 20  # pages whose findings are asked for together
_STOPS = 200
_GROUPS = 500


class Course:
    """A queue as it was when it was opened, read as it is walked. One thread at a time reads it.

    The order of pages and groups stays that of the beginning, so that nothing moves under the
    person's hands; which findings of a page or group are still open is asked when they are reached.
    """

    def __init__(self, queue: Queue, total: int, places: Iterator[QueuePlace]) -> None:
        self.queue = queue
        self.total = total
        self._places = places
        self._lock = Lock()

    def read(self, count: int = _STOPS) -> tuple[Sequence[QueuePlace], bool]:
        """The next `count` stops, and whether the queue ends with them."""
        with self._lock:
            found = tuple(islice(self._places, count))
        return found, len(found) < count


@dataclass(frozen=True, slots=True)
class Returned:
    """A page that came back: who sent it back, when, with which comment, and what was asked."""

    page: PageId
    by: str
    at: datetime
    comment: str
    questions: tuple[Thread, ...]
    mine: bool


class Queues:
    """The orders in which open findings can be gone through.

    Pages that are with the editor or approved wait for no transcriber: their findings are in none.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def counts(self, by: str) -> Mapping[Queue, int]:
        """How many findings each queue has for a person; of what came back, how many pages."""
        with self._store.reading() as unit:
            every = unit.findings.count_open()
            return {
                Queue.READING: every,
                Queue.WORST: every,
                Queue.SAME: every,
                Queue.NAMES: unit.queued.count_names(),
                Queue.FAINT: unit.queued.count_faint(),
                Queue.SKIPPED: len(unit.skipped.of(fold_name(by))),
                Queue.RETURNED: len(unit.sources.in_state(State.RETURNED)),
            }

    def open(self, queue: Queue, by: str) -> Course:
        """A queue from its beginning, as `by` has it."""
        match queue:
            case Queue.READING | Queue.WORST:
                with self._store.reading() as unit:
                    total = unit.findings.count_open()
                    pages = unit.queued.pages(worst=queue is Queue.WORST)
                return Course(queue, total, self._on_pages(pages))
            case Queue.SAME | Queue.NAMES:
                return self._by_groups(queue)
            case Queue.FAINT:
                with self._store.reading() as unit:
                    total = unit.queued.count_faint()
                return Course(queue, total, self._faintest())
            case Queue.SKIPPED:
                with self._store.reading() as unit:
                    skipped = unit.skipped.of(fold_name(by))
                return Course(queue, len(skipped), iter(skipped))
            case Queue.RETURNED:
                return self._returned(by)

    def returned(self, by: str) -> Sequence[Returned]:
        """The pages that came back, with what is to be done: first those that `by` worked on."""
        with self._store.reading() as unit:
            pages, mine = self._came_back(unit, by)
            ledgers = unit.ledger.of_pages(pages)
        return [_returned(page, ledgers.get(page, ()), page in mine) for page in pages]

    def still(self, queue: Queue, places: Iterable[QueuePlace]) -> frozenset[QueuePlace]:
        """Those of some stops that still wait for somebody."""
        wanted = frozenset(places)
        with self._store.reading() as unit:
            there = set(unit.queued.on_pages({place.page for place in wanted}))
            if queue is Queue.RETURNED:
                there |= {QueuePlace(page) for page in unit.sources.in_state(State.RETURNED)}
        return wanted & there

    def skip(self, place: QueuePlace, by: str) -> None:
        """Remember that a person put a finding off."""
        with self._store.writing() as unit:
            unit.skipped.put(fold_name(by), place)

    def unskip(self, place: QueuePlace, by: str) -> None:
        """Forget that a person put a finding off."""
        with self._store.writing() as unit:
            unit.skipped.remove(fold_name(by), place)

    def skipped(self, page: PageId, by: str) -> frozenset[str]:
        """The keys of the findings of a page that a person put off and nobody has decided."""
        with self._store.reading() as unit:
            return frozenset(place.key for place in unit.skipped.of(fold_name(by), page))

    # -- the stops, read as they are needed -------------------------------------------------------

    def _on_pages(self, pages: Sequence[PageId], whole: bool = False) -> Iterator[QueuePlace]:
        """The open findings of pages in this order; `whole`: a page without any is a stop too."""
        for start in range(0, len(pages), _PAGES):
            part = pages[start : start + _PAGES]
            found: dict[PageId, list[QueuePlace]] = {page: [] for page in part}
            with self._store.reading() as unit:
                for place in unit.queued.on_pages(part):
                    found[place.page].append(place)
            for page in part:
                yield from found[page] or ([QueuePlace(page)] if whole else [])

    @staticmethod
    def _came_back(unit: Unit, by: str) -> tuple[Sequence[PageId], Set[PageId]]:
        """The pages that came back, those that a person worked on first; and which these are."""
        pages = unit.sources.in_state(State.RETURNED)
        labels = people_of(unit).labels(by)
        mine = unit.talks.pages_of(labels) if pages else frozenset()
        return sorted(pages, key=lambda page: page not in mine), mine

    def _returned(self, by: str) -> Course:
        with self._store.reading() as unit:
            pages, _ = self._came_back(unit, by)
            stops = unit.queued.on_pages(pages)
        total = len(stops) + len(set(pages) - {stop.page for stop in stops})
        return Course(Queue.RETURNED, total, self._on_pages(pages, whole=True))

    def _by_groups(self, queue: Queue) -> Course:
        names = queue is Queue.NAMES
        with self._store.reading() as unit:
            total = unit.queued.count_names() if names else unit.findings.count_open()
            groups = unit.queued.groups(names=names, limit=_GROUPS)
        return Course(queue, total, self._grouped(groups, names))

    def _grouped(self, groups: Sequence[Group], names: bool) -> Iterator[QueuePlace]:
        while groups:
            for group in groups:
                yield from self._of_group(group, names)
            if len(groups) < _GROUPS:
                break
            with self._store.reading() as unit:
                groups = unit.queued.groups(names=names, after=groups[-1], limit=_GROUPS)
        if names:
            yield from self._of_group(Group("", "", 0), names)  # nothing is suggested for these

    def _of_group(self, group: Group, names: bool) -> Iterator[QueuePlace]:
        after: Stop | None = None
        while True:
            with self._store.reading() as unit:
                stops = unit.queued.of_group(group, names=names, after=after, limit=_STOPS)
            yield from (stop.place for stop in stops)
            if len(stops) < _STOPS:
                return
            after = stops[-1]

    def _faintest(self) -> Iterator[QueuePlace]:
        after: Stop | None = None
        while True:
            with self._store.reading() as unit:
                stops = unit.queued.faintest(after=after, limit=_STOPS)
            yield from (stop.place for stop in stops)
            if len(stops) < _STOPS:
                return
            after = stops[-1]


def _returned(page: PageId, decisions: Sequence[d.Decision], mine: bool) -> Returned:
    back = [one for one in in_force(decisions) if isinstance(one.act, d.Return)]
    last = back[-1] if back else None
    comment = last.act.comment if last and isinstance(last.act, d.Return) else ""
    return Returned(
        page,
        last.by if last else "",
        last.at if last else datetime.min.replace(tzinfo=UTC),
        comment,
        tuple(one for one in threads(decisions) if one.waits),
        mine,
    )
