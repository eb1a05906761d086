"""Running the engine over pages and keeping what it finds."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace

from reviewer.core.findings import Finding, Stamp
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.ports import Analyst, Context
from reviewer.core.presence import Presence
from reviewer.core.progress import Progress
from reviewer.core.storage import Store
from reviewer.services.ahead import ahead
from reviewer.services.presences import Presences
from reviewer.services.recording import Recorder


def _plain(language: str) -> Context:
    return Context(language=language)


class Analysis:
    """Findings for pages: all that are stale, or those asked for. Stops and goes on anywhere."""

    def __init__(
        self,
        store: Store,
        recorder: Recorder,
        analyst: Analyst,
        jobs: int = 1,
        contexts: Callable[[], Callable[[str], Context]] = lambda: _plain,
    ) -> None:
        """`contexts` is asked at each run: it gives what makes the context for a language."""
        self._store = store
        self._contexts = contexts
        self._recorder = recorder
        self._analyst = analyst
        self._jobs = max(1, jobs)
        self._presences = Presences(store)

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
        contexts, presences, done = self._contexts(), self._presences.run(), 0

        def judge(page: PageId) -> Sequence[Finding]:
            return self._judge(page, contexts, presences)

        with closing(ahead(pages, judge, self._jobs)) as judged:
            for done, (page, findings) in enumerate(judged, 1):
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

    def _judge(
        self,
        page: PageId,
        contexts: Callable[[str], Context],
        presences: Callable[[DocumentId], Presence],
    ) -> Sequence[Finding]:
        view = self._recorder.view(page)
        context = contexts(view.document.language)
        with self._store.reading() as unit:
            second = unit.second.of(page)
        context = replace(context, presence=presences(view.document.id), second=second)
        return self._analyst.analyse(view.reading, context)
