"""Analysis in the background, the page that is looked at first."""

from collections.abc import Callable, Sequence
from itertools import islice
from threading import Lock

from reviewer.core.ids import PageId
from reviewer.core.progress import Progress

_AT_ONCE = 8  # pages handed over together; a page that is suddenly wanted waits for this many


class Wanted:
    """The page that a person looks at; set on the window's thread, asked on the job's."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._page: PageId | None = None

    def look_at(self, page: PageId | None) -> None:
        """Say which page is shown."""
        with self._lock:
            self._page = page

    def take(self, waiting: dict[PageId, None]) -> list[PageId]:
        """The next pages to analyse, out of `waiting`, in its order but for the one looked at."""
        with self._lock:
            page = self._page
        if page in waiting:
            chosen = [page]
        else:
            chosen = list(islice(waiting, _AT_ONCE))
        for one in chosen:
            del waiting[one]
        return chosen


def analyse(
    stale: Callable[[], Sequence[PageId]],
    run: Callable[[Sequence[PageId]], object],
    wanted: Wanted,
    progress: Progress,
) -> int:
    """Analyse all stale pages, the wanted one as soon as it can be; how many it were.

    A cancel is noticed between the parcels; what they brought is stored.
    """
    waiting: dict[PageId, None] = dict.fromkeys(stale())
    total, done = len(waiting), 0
    progress.report(0, total)
    while waiting:
        chosen = wanted.take(waiting)
        run(chosen)
        done += len(chosen)
        progress.report(done, total)
    return done
