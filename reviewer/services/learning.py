"""Learning from approved pages, and forgetting it.

What is learnt follows from the ledger and the engine alone. Each approved page is judged as it was
imported, by an engine that has learnt nothing and knows none of the project's own words, and its
findings are laid beside what the editor signed. Thus the figures say how right the engine is before
anybody helps it (never that it remembers its own lessons), and the same ledger teaches the same,
whenever and in whatever order pages were learnt.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from contextlib import closing
from dataclasses import dataclass
from threading import Event, Lock, Thread

from reviewer.core.errors import Cancelled, ReviewerError
from reviewer.core.fold import fold
from reviewer.core.ids import PageId
from reviewer.core.keeping import Basis
from reviewer.core.lessons import Experience, Lessons, total
from reviewer.core.ports import Analyst, Context
from reviewer.core.progress import Progress
from reviewer.core.storage import Store
from reviewer.core.unlearning import NOTHING_UNLEARNT, Unlearnt, read_unlearnt, unlearnt_record
from reviewer.core.workflow import SIGNED
from reviewer.services.ahead import ahead
from reviewer.services.pages import PageView
from reviewer.services.recording import Recorder

_UNLEARNT = "unlearnt"
"""The project's setting that holds what is not to be learnt."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """How many pages were learnt from, and how many were forgotten (not approved any more)."""

    pages: int
    dropped: int


class Learning:
    """Lessons of approved pages. Stops and goes on anywhere."""

    def __init__(
        self,
        store: Store,
        recorder: Recorder,
        analyst: Analyst,
        jobs: int,
        wanted: Callable[[], float],
    ) -> None:
        """`wanted` is the share of automatic corrections that should be right."""
        self._store = store
        self._recorder = recorder
        self._analyst = analyst
        self._jobs = max(1, jobs)
        self._wanted = wanted
        self._lock = Lock()
        self._known: tuple[tuple[str, float, Unlearnt], Experience] | None = None

    def run(self, progress: Progress | None = None) -> Learnt:
        """Learn from approved pages what was not learnt yet, and forget those reopened since.

        Each page is stored when it is done; a cancel leaves the finished ones in place.
        """
        progress = progress or Progress()
        due, gone = self._due()
        if gone:
            with self._store.writing() as unit:
                unit.lessons.drop(gone)
        progress.report(0, len(due))
        learnt = 0
        with closing(ahead(due, self._teach, self._jobs)) as taught:
            for done, (_, (view, lessons)) in enumerate(taught, 1):
                learnt += self._keep(view, lessons)
                progress.report(done, len(due))
        return Learnt(learnt, len(gone))

    def experience(self) -> Experience:
        """What all lessons come to. Kept at hand until there are others."""
        wanted = self._wanted()
        with self._lock, self._store.reading() as unit:
            unlearnt = read_unlearnt(unit.settings.get(_UNLEARNT))
            state = unit.lessons.mark(), wanted, unlearnt
            if self._known is None or self._known[0] != state:
                self._known = state, total(unit.lessons.all(), wanted, unlearnt)
            return self._known[1]

    def forget(self) -> int:
        """Forget all that was learnt; how many pages it came from. `run` learns it again."""
        with self._store.writing() as unit:
            pages = list(unit.lessons.bases())
            unit.lessons.drop(pages)
        return len(pages)

    def unlearnt(self) -> Unlearnt:
        """What is not to be learnt here, though approved pages teach it."""
        with self._store.reading() as unit:
            return read_unlearnt(unit.settings.get(_UNLEARNT))

    def forget_form(self, form: str) -> None:
        """Forget what a form was read as, for good: learning anew does not bring it back."""
        self._unlearn(lambda unlearnt: unlearnt.with_form(form))

    def forget_confusion(self, read: str, true: str) -> None:
        """Forget for good that letters are read for others; the dictionary's own rate counts."""
        self._unlearn(lambda unlearnt: unlearnt.with_confusion(read, true))

    def forget_all(self) -> int:
        """Forget for good all that was learnt; how many pages it came from.

        Those pages do not teach again before somebody has worked on them and they were approved
        anew. Pages approved from now on teach.
        """
        with self._store.writing() as unit:
            unit.claim(_UNLEARNT)
            approved = {r.id: r.settled for r in unit.sources.rows() if r.state in SIGNED}
            pages = list(unit.lessons.bases())
            unit.lessons.drop(pages)
            unlearnt = read_unlearnt(unit.settings.get(_UNLEARNT)).with_pages(approved)
            unit.settings.set(_UNLEARNT, unlearnt_record(unlearnt))
        return len(pages)

    def allow_all(self) -> None:
        """Let everything be learnt again; `run` does it."""
        self._unlearn(lambda _: NOTHING_UNLEARNT)

    def _unlearn(self, change: Callable[[Unlearnt], Unlearnt]) -> None:
        with self._store.writing() as unit:
            unit.claim(_UNLEARNT)
            changed = change(read_unlearnt(unit.settings.get(_UNLEARNT)))
            unit.settings.set(_UNLEARNT, unlearnt_record(changed))

    def renewable(self) -> Sequence[PageId]:
        """Pages whose findings could be made anew without anybody losing their place.

        Those that were analysed and that nobody has decided anything on.
        """
        with self._store.reading() as unit:
            return [row.id for row in unit.sources.rows() if row.analysed and not row.revision]

    def renew(self) -> int:
        """Let those pages be analysed again, with what was learnt; how many it were."""
        pages = self.renewable()
        with self._store.writing() as unit:
            unit.findings.expire(pages)
        return len(pages)

    def _due(self) -> tuple[Sequence[PageId], Sequence[PageId]]:
        """The approved pages to be learnt from, and those to be forgotten."""
        with self._store.reading() as unit:
            bases = unit.lessons.bases()
            forgotten = read_unlearnt(unit.settings.get(_UNLEARNT)).pages
            approved = {
                row.id: row
                for row in unit.sources.rows()
                if row.state in SIGNED and forgotten.get(row.id) != row.settled
            }
        stamp = self._analyst.stamp
        due = [p for p, r in approved.items() if bases.get(p) != Basis(r.settled, stamp)]
        return due, [page for page in bases if page not in approved]

    def _teach(self, page: PageId) -> tuple[PageView, Lessons]:
        view = self._recorder.view(page)
        source = fold(view.reading.page)
        findings = self._analyst.analyse(source, Context(language=view.document.language))
        return view, self._analyst.lessons(view.reading, findings)

    def _keep(self, view: PageView, lessons: Lessons) -> bool:
        """Store what a page teaches, unless it has moved on in the meantime."""
        basis = Basis(view.settled, self._analyst.stamp)
        with self._store.writing() as unit:
            fresh = unit.ledger.revision(view.place) == view.revision
            if fresh and view.standing.state in SIGNED:
                unit.lessons.put(view.row.id, basis, lessons)
                return True
        return False


class Tutor:
    """Learns in the background whenever it is woken; one thread, which ends with the project.

    What fails here is left for `learn`, which says so: nobody asked for it now.
    """

    def __init__(self, learning: Learning) -> None:
        self._learning = learning
        self._woken = Event()
        self._lock = Lock()
        self._progress = Progress()
        self._thread: Thread | None = None
        self._closed = False

    def wake(self) -> None:
        """Pages were approved or opened again. Returns at once."""
        with self._lock:
            if self._closed:
                return
            self._woken.set()
            if self._thread is None:
                self._thread = Thread(target=self._work, name="tutor", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """End, leaving stored what was learnt; waits for the page at hand."""
        with self._lock:
            self._closed = True
            thread = self._thread
        self._progress.cancel()
        self._woken.set()
        if thread:
            thread.join()

    def _work(self) -> None:
        while True:
            self._woken.wait()
            self._woken.clear()
            try:
                self._progress.report(0)
                self._learning.run(self._progress)
            except Cancelled:
                return
            except (ReviewerError, OSError, RuntimeError, CancelledError):
                continue  # a store that is busy, an engine that was closed: woken, it tries again
