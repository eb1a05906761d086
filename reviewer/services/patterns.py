"""Regular expressions in a process of their own: a hostile one must not hold up anything else.

Python cannot break off a match, and while it matches nothing else in the process runs.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock
from time import monotonic

from reviewer.core.errors import UsageError
from reviewer.core.keeping import TextPage
from reviewer.core.messages import said
from reviewer.core.searching import Find, Match, Query, finder

_AT_ONCE = 25  # pages looked at between two answers
_PATIENCE = 2.0  # seconds that so many pages may take
_GLANCE = 0.05  # seconds between two looks whether to go on
_START = 15.0  # seconds for the process to begin

_Found = list[tuple[int, int, str | None]]


class Patterns:
    """Looks through pages with a regular expression; one question at a time."""

    def __init__(self, patience: float = _PATIENCE) -> None:
        self._patience = patience
        self._lock = Lock()
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self._fresh = False

    def warm(self) -> None:
        """Start the process now, so that the first question finds it ready; never waits."""
        if self._lock.acquire(blocking=False):
            try:
                self._open()
            finally:
                self._lock.release()

    def over(
        self, query: Query, pages: Iterable[TextPage], going: Callable[[], bool]
    ) -> Iterator[tuple[TextPage, Find]]:
        """Each page with a `Find` that knows its texts.

        Raises UsageError where the pattern takes too long on a page; nothing hangs on it then.
        """
        waiting = iter(pages)
        while going() and (some := list(islice(waiting, _AT_ONCE))):
            texts = list(dict.fromkeys(text for page in some for text in _texts(page)))
            with self._lock:
                found = self._ask(query, texts, going)
            if found is None:
                return
            known = dict(zip(texts, found, strict=True))

            def find(text: str, known: dict[str, _Found] = known) -> Iterator[Match]:
                return (Match(*one) for one in known[text])

            for page in some:
                yield page, find

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _ask(
        self, query: Query, texts: Sequence[str], going: Callable[[], bool]
    ) -> list[_Found] | None:
        """What is found in each text; None where nobody wants to know any more."""
        line = self._open()
        try:
            if self._fresh and not self._wait(line, _START, going):
                return None
            if self._fresh:
                line.recv()
                self._fresh = False
            line.send((query, texts))
            if not self._wait(line, self._patience, going):
                return None
            answer: list[_Found] = line.recv()
        except (EOFError, OSError) as error:  # it died, as for want of memory
            self._end()
            raise UsageError(said("errors.pattern_too_large")) from error
        return answer

    def _wait(self, line: Connection, patience: float, going: Callable[[], bool]) -> bool:
        """Wait for an answer; False, with the process ended, where nobody wants it any more."""
        until = monotonic() + patience
        while not line.poll(_GLANCE):
            if not going():
                self._end()
                return False
            if monotonic() > until:
                self._end()
                raise UsageError(
                    said("errors.pattern_slow"), advice=said("errors.pattern_slow_advice")
                )
        return True

    def _open(self) -> Connection:
        if self._line is None or self._process is None or not self._process.is_alive():
            self._end()
            # spawn, not fork: a fork of a process with a window and threads may hang
            context = get_context("spawn")
            self._line, theirs = context.Pipe()
            self._process = context.Process(target=_answer, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
            self._fresh = True
        return self._line

    def _end(self) -> None:
        process, line, self._process, self._line = self._process, self._line, None, None
        if line is not None:
            with suppress(OSError):
                line.close()
        if process is not None:
            process.kill()
            process.join()


def _texts(page: TextPage) -> Iterator[str]:
    yield page.present.text
    if page.source is not page.present:
        yield page.source.text


def _answer(line: Connection) -> None:
    """In the process: answer until the other end is closed."""
    known: tuple[Query, Find] | None = None
    with suppress(EOFError, OSError, KeyboardInterrupt):
        line.send(None)  # ready
        while True:
            query, texts = line.recv()
            if known is None or known[0] != query:
                known = query, finder(query)
            find = known[1]
            line.send([[(m.start, m.end, m.replacement) for m in find(text)] for text in texts])
