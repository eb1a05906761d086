"""The engine in processes of its own, so that judging a page never holds the screen back."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Lock, Thread
from typing import ParamSpec, TypeVar

from reviewer.core.findings import Finding, Stamp
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.messages import Message
from reviewer.core.ports import Analyst, Context
from reviewer.core.reading import PageReading

Factory = Callable[[], Analyst]
P = ParamSpec("P")
T = TypeVar("T")

_engine: Analyst | None = None  # in a worker process: the engine it keeps


def _start(factory: Factory) -> None:
    global _engine  # noqa: PLW0603 - a pool hands its workers no other place to keep things
    Thread(target=_end_with_parent, daemon=True).start()
    _engine = factory()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone.

    A worker that waits for work would not notice that the program was killed, and stay for ever.
    """
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _at_hand() -> Analyst:
    assert _engine is not None, "the pool starts each worker with _start"
    return _engine


def _analyse(page: PageReading, context: Context) -> tuple[Sequence[Finding], Sequence[Message]]:
    engine = _at_hand()
    return engine.analyse(page, context), engine.troubles()


def _entries(word: str) -> Sequence[LexiconEntry]:
    return _at_hand().entries(word)


class PooledAnalyst:
    """An Analyst that hands the work to `jobs` processes, each with an engine of `factory`.

    Processes start with the first page. One that dies (out of memory, killed) is replaced once; a
    page that kills it twice raises BrokenProcessPool.
    """

    def __init__(self, factory: Factory, stamp: Callable[[], Stamp], jobs: int = 1) -> None:
        self._factory = factory
        self._make_stamp = stamp
        self._jobs = jobs
        self._lock = Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._known_stamp: Stamp | None = None
        self._troubles: list[Message] = []

    @property
    def stamp(self) -> Stamp:
        """Engine and dictionary version, known without starting a process."""
        if self._known_stamp is None:
            self._known_stamp = self._make_stamp()
        return self._known_stamp

    def warm(self) -> None:
        """Start the processes now, so that the first page finds them ready."""
        self._run(_entries, "")

    def analyse(self, page: PageReading, context: Context) -> Sequence[Finding]:
        """Findings of a page; blocks the calling thread, not the interpreter."""
        try:
            findings, troubles = self._run(_analyse, page, context).result()
        except BrokenProcessPool:
            self.close()
            findings, troubles = self._run(_analyse, page, context).result()
        self._troubles.extend(trouble for trouble in troubles if trouble not in self._troubles)
        return findings

    def entries(self, word: str) -> Sequence[LexiconEntry]:
        """What the lexicon says of a word."""
        return self._run(_entries, word).result()

    def troubles(self) -> Sequence[Message]:
        """Parts of the engine that failed in any process."""
        return tuple(self._troubles)

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool:
            pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        with self._lock:
            if self._pool is None:
                # spawn, not fork: a fork of a process with a window and threads may hang
                self._pool = ProcessPoolExecutor(
                    self._jobs, get_context("spawn"), _start, (self._factory,)
                )
            return self._pool.submit(work, *args, **kwargs)
