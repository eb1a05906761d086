"""Running the engine over pages and keeping what it finds."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from reviewer.core.errors import Cancelled
from reviewer.core.findings import Finding, Stamp
from reviewer.core.ids import PageId
from reviewer.core.ports import Analyst, Context
from reviewer.core.progress import Progress
from reviewer.core.storage import Store
from reviewer.services.recording import Recorder


class Analysis:
    """Findings for pages: all that are stale, or those asked for. Stops and goes on anywhere."""

    def __init__(self, store: Store, recorder: Recorder, analyst: Analyst, jobs: int = 1) -> None:
        self._store = store
        self._recorder = recorder
        self._analyst = analyst
        self._jobs = max(1, jobs)

    def stale(self) -> Sequence[PageId]:
        """Pages without findings of the present engine and dictionaries, in order."""
        with self._store.reading() as unit:
            return unit.findings.stale(self._analyst.stamp)

    def run(
        self,
        pages: Sequence[PageId] | None = None,
        progress: Progress | None = None,
        again: bool = False,
    ) -> int:
        """Analyse pages (default: the stale ones; `again`: all of them); how many it were.

        Each page is stored when it is done; a cancel leaves the finished ones in place.
        """
        if pages is None:
            pages = self._all() if again else self.stale()
        progress = progress or Progress()
        progress.report(0, len(pages))
        done = 0
        for done, (page, findings) in enumerate(self._judged(pages, progress), 1):
            self._recorder.put_findings(page, self._analyst.stamp, findings)
            progress.report(done, len(pages))
        return done

    def page(self, page: PageId) -> None:
        """Analyse one page now."""
        self.run([page])

    def stamp(self) -> Stamp:
        """What findings are made by."""
        return self._analyst.stamp

    def _all(self) -> Sequence[PageId]:
        with self._store.reading() as unit:
            return [row.id for row in unit.sources.rows()]

    def _judged(
        self, pages: Iterable[PageId], progress: Progress
    ) -> Iterator[tuple[PageId, Sequence[Finding]]]:
        """Pages with their findings, in order; at most a few ahead, so that memory stays flat.

        The threads only wait: the analyst judges in processes of its own where it has several.
        """
        waiting: list[tuple[PageId, Future[Sequence[Finding]]]] = []
        rest = iter(pages)
        with ThreadPoolExecutor(self._jobs) as pool:
            try:
                while True:
                    for page in islice(rest, 2 * self._jobs - len(waiting)):
                        waiting.append((page, pool.submit(self._judge, page)))
                    if not waiting:
                        return
                    page, future = waiting.pop(0)
                    yield page, future.result()
            except (Cancelled, GeneratorExit):
                for _, future in waiting:
                    future.cancel()
                raise

    def _judge(self, page: PageId) -> Sequence[Finding]:
        view = self._recorder.view(page)
        context = Context(language=view.document.language)
        return self._analyst.analyse(view.reading, context)
