"""Figures: how far a project is, who did what, and how many letters are still wrong.

What is quick is counted at once. Findings are read page by page in the background and kept while
the project is open, so that a second look reads only what changed; pages come in a mixed order, so
that the figures of a part are near those of the whole already.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from threading import Lock

from reviewer.core.confusing import Confusions, confusions
from reviewer.core.figures import (
    Doubt,
    Left,
    Overlooking,
    PageSum,
    estimate,
    kinds_of,
    overlooking,
    page_sum,
    weigh,
)
from reviewer.core.findings import Finding, Kind
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.letters import distance
from reviewer.core.progress import Progress
from reviewer.core.storage import PageRow, Store
from reviewer.core.work import Person, Stretch, Work, over_time, people, taken_back
from reviewer.core.workflow import SIGNED, State
from reviewer.core.works import Works
from reviewer.services.learning import Learning
from reviewer.services.pages import PageView

_PAGES = 50  # read together: few enough that a stop is heeded at once
_FIRST = 200  # pages after which a first estimate is told, then after twice as many
_DECISIONS = 5_000
_LATE = 200  # decisions before the last one, among which a colleague's may turn up afterwards
_HOURLY = timedelta(days=3)  # what was done in less than this is shown by the hour

Key = tuple[int, object]
_Weighed = tuple[Mapping[int, tuple[float, float]], Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class DocumentProgress:
    """The pages of a document by state."""

    document: DocumentId
    title: str
    states: Mapping[State, int]


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far it is: pages by state, over all and by document, and who did what when.

    `step` is how long the stretches of `times` are: an hour or a day.
    """

    states: Mapping[State, int]
    documents: Sequence[DocumentProgress]
    people: Sequence[Person]
    times: Sequence[Stretch]
    step: timedelta
    confusions: Confusions


@dataclass(frozen=True, slots=True)
class Judged:
    """What findings say: by kind (open, settled), and the letters that are still wrong.

    `counted` of `pages` analysed pages were read so far; `unseen` were never analysed. `left` is
    about pages that are not approved; what an editor signed counts as right.
    """

    kinds: Mapping[Kind, tuple[int, int]]
    left: Left
    counted: int
    pages: int
    unseen: int


@dataclass(frozen=True, slots=True)
class Estimated:
    """Letters still wrong on pages that nobody signed (`left`), on those that somebody did, as if
    only doubtful words had been looked at there (`approved`), and on both. `unseen` pages were
    never analysed and are in none.
    """

    left: Left
    approved: Left
    whole: Left
    unseen: int


class Figures:
    """Counts a project. Safe on any thread; one count at a time."""

    def __init__(self, store: Store, learning: Learning) -> None:
        self._store = store
        self._learning = learning
        self._lock = Lock()
        self._counting = Lock()
        self._works = Works()
        self._letters: Mapping[PageId, int] = {}
        self._sums: dict[PageId, tuple[Key, PageSum]] = {}
        self._known: tuple[str, Overlooking] = ("", Overlooking())
        self._last: tuple[tuple[Finding, ...], _Weighed] | None = None

    def progress(self, _progress: Progress | None = None) -> Progressed:
        """How far it is and who did what; reads only decisions that came since the last call."""
        with self._lock:
            works = self._catch_up()
            away, step = taken_back(works.targets), _step(works)
            who, times = people(works, away), over_time(works, away, step)
            confused = confusions(self._learning.experience(), works, away)
        with self._store.reading() as unit:
            rows, documents = unit.sources.rows(), unit.sources.documents()
        by: dict[DocumentId, list[State]] = {document.id: [] for document in documents}
        for row in rows:
            by[row.document].append(row.state)
        return Progressed(
            states=_count([row.state for row in rows]),
            documents=[
                DocumentProgress(one.id, one.title, _count(by[one.id])) for one in documents
            ],
            people=who,
            times=times,
            step=step,
            confusions=confused,
        )

    def count(self, progress: Progress, told: Callable[[Judged], None] | None = None) -> Judged:
        """Read the findings of all pages that changed since the last count.

        `told` hears now and then what was found so far, on this thread. Raises Cancelled where it
        is stopped; what was read stays.
        """
        with self._counting:
            rows = self._rows()
            due = [row for row in rows if row.analysed and not self._fresh(row)]
            Random(0).shuffle(due)
            progress.report(0, len(due))
            tell = _FIRST
            for start in range(0, len(due), _PAGES):
                done = min(start + _PAGES, len(due))
                self._read(due[start:done])
                progress.report(done, len(due))
                if told and tell <= done < len(due):
                    told(self._judged(rows))
                    tell *= 2
            return self._judged(rows)

    def estimates(
        self, progress: Progress, documents: Collection[DocumentId] = ()
    ) -> Mapping[DocumentId | None, Estimated]:
        """The letters still wrong in each of some documents (none: all), and under None in all of
        these together, where sources differ as a whole and bounds are therefore no sums.

        Reads what changed since the last count. Raises Cancelled where it is stopped.
        """
        self.count(progress)
        found: dict[DocumentId | None, list[PageRow]] = {None: []}
        for row in self._rows():
            if not documents or row.document in documents:
                found[None].append(row)
                found.setdefault(row.document, []).append(row)
        return {document: self._estimated(rows) for document, rows in found.items()}

    def _estimated(self, rows: Sequence[PageRow]) -> Estimated:
        read = [row for row in rows if row.analysed and row.id in self._sums]
        signed = [self._sums[row.id][1] for row in read if row.state in SIGNED]
        open_ = [self._sums[row.id][1] for row in read if row.state not in SIGNED]
        known = self._known[1]
        return Estimated(
            estimate(open_, known),
            estimate(signed, known),
            estimate([*open_, *signed], known),
            sum(not row.analysed and row.tokens > 0 for row in rows),
        )

    def learn(self, _progress: Progress | None = None) -> Overlooking:
        """Take in what approved pages say of overlooked words; `of_page` goes by it from now on."""
        experience = self._learning.experience()
        if experience.stamp != self._known[0]:
            self._known = experience.stamp, overlooking(experience)
        return self._known[1]

    def of_page(self, view: PageView) -> Left | None:
        """The letters still wrong on one page as it is shown; None where nobody looked for them.

        No store is asked, and findings are weighed once, so that it is quick after each decision.
        """
        if not view.row.analysed or view.standing.state in SIGNED:
            return None
        weights, spans = self._weighed(view.findings)
        still = [weights[id(one)] for one in view.open]
        fixed = sum(
            distance(word.source, word.text)
            for line in view.reading.lines
            for word in line.words
            if word.changed and word.span and not _within((word.span.first, word.span.last), spans)
        )
        page = PageSum(
            letters=sum(len(line.text) for line in view.reading.lines),
            open=sum(mean for mean, _ in still),
            square=sum(second for _, second in still),
            flagged=sum(mean for mean, _ in weights.values()),
            fixed=fixed,
        )
        return estimate([page], self._known[1])

    def _weighed(self, findings: tuple[Finding, ...]) -> _Weighed:
        """What each finding weighs, by its identity, and their spans; kept for the last page."""
        kept = self._last
        if kept is None or kept[0] is not findings:
            weights = {
                id(one): weigh(
                    one.form, one.probability, ((s.text, s.probability) for s in one.suggestions)
                )
                for one in findings
            }
            spans = [(one.span.first, one.span.last) for one in findings]
            kept = self._last = findings, (weights, spans)
        return kept[1]

    def _rows(self) -> Sequence[PageRow]:
        with self._store.reading() as unit:
            rows = unit.sources.rows()
            if any(row.tokens and row.id not in self._letters for row in rows):
                self._letters = unit.figures.letters()
        self.learn()
        return rows

    def _catch_up(self) -> Works:
        """All decisions, in ledger order.

        The last ones are read again: transactions that overlap may end in another order than that
        of their numbers, as they do in PostgreSQL.
        """
        self._works.forget(_LATE)
        while True:
            with self._store.reading() as unit:
                more = unit.figures.work(self._works.last, _DECISIONS)
            self._works.add(more)
            if len(more) < _DECISIONS:
                return self._works

    def _fresh(self, row: PageRow) -> bool:
        kept = self._sums.get(row.id)
        return kept is not None and kept[0] == (row.revision, row.stamp)

    def _read(self, rows: Sequence[PageRow]) -> None:
        doubts: dict[PageId, list[Doubt]] = {row.id: [] for row in rows}
        with self._store.reading() as unit:
            for doubt in unit.figures.doubts(doubts):
                doubts[doubt.page].append(doubt)
            fixed = _fixed(unit.figures.read(row.id for row in rows if row.revision))
        for row in rows:
            doubted = {n for doubt in doubts[row.id] for n in _tokens(doubt.span, row.tokens)}
            outside = sum(
                distance(work.form, work.text)
                for work in fixed.get(row.id, ())
                if work.span and doubted.isdisjoint(_tokens(work.span, row.tokens))
            )
            letters = self._letters.get(row.id, 0)
            kept = page_sum(letters, doubts[row.id], outside)
            self._sums[row.id] = (row.revision, row.stamp), kept

    def _judged(self, rows: Sequence[PageRow]) -> Judged:
        looked = [row for row in rows if row.analysed]
        read = [(row, self._sums[row.id][1]) for row in looked if row.id in self._sums]
        left = [page for row, page in read if row.state not in SIGNED]
        return Judged(
            kinds=kinds_of(page for _, page in read),
            left=estimate(left, self._known[1]),
            counted=len(read),
            pages=len(looked),
            unseen=sum(not row.analysed and row.tokens > 0 for row in rows),
        )


def _fixed(works: Sequence[Work]) -> Mapping[PageId, Sequence[Work]]:
    """Words that people read otherwise, by page, as they stand."""
    away = taken_back({work.id: work.targets for work in works if work.targets})
    found: dict[PageId, list[Work]] = {}
    for work in works:
        if work.page is not None and work.text != work.form and work.id not in away:
            found.setdefault(work.page, []).append(work)
    return found


def _within(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a span touches one of others."""
    first, last = span
    return any(one <= last and first <= other for one, other in spans)


def _tokens(span: tuple[int, int], tokens: int) -> range:
    """The tokens of a span that a page of so many has."""
    return range(span[0], min(span[1] + 1, tokens))


def _count(states: Sequence[State]) -> Mapping[State, int]:
    return {state: states.count(state) for state in State}


def _step(works: Iterable[Work]) -> timedelta:
    """Whether work is shown by the hour or by the day."""
    times = (work.at for work in works if work.on_words)
    first = last = next(times, None)
    for last in times:  # noqa: B007 - what is left behind is the last one
        pass
    short = first is None or last is None or last - first < _HOURLY
    return timedelta(hours=1) if short else timedelta(days=1)
