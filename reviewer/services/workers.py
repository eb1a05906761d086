"""The engine in processes of its own, so that judging a page never holds the screen back."""

import os
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from operator import is_
from threading import Lock, Thread
from typing import ParamSpec, TypeVar

from reviewer.core.errors import ReviewerError
from reviewer.core.findings import Finding, Stamp
from reviewer.core.lessons import Lessons
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.messages import Message, said
from reviewer.core.model import SecondReading
from reviewer.core.ports import Analyst, Context
from reviewer.core.reading import PageReading

Factory = Callable[[], Analyst]
P = ParamSpec("P")
T = TypeVar("T")

_TRIES = 2
_KEPT = 8  # parts of contexts that a worker remembers: of a few open projects and documents

_PROJECT = ("words", "entries", "experience")
_DOCUMENT = ("presence",)
Part = tuple[object, ...]
"""What contexts share: what is known of a project, or the names of a document."""

# In a worker process: the engine it keeps, and the parts of contexts it was sent, by number.
_engine: Analyst | None = None
_parts: OrderedDict[int, Part] = OrderedDict()


def _start(factory: Factory) -> None:
    global _engine  # noqa: PLW0603 - a pool hands its workers no other place to keep things
    end_with_parent()
    _engine = factory()


def end_with_parent() -> None:
    """From now on, end this process when the one that started it is gone.

    A worker that waits for work would not notice that the program was killed, and stay for ever.
    """
    Thread(target=_watch_parent, daemon=True).start()


def _watch_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _at_hand() -> Analyst:
    assert _engine is not None, "the pool starts each worker with _start"
    return _engine


def _analyse(
    page: PageReading,
    language: str,
    second: SecondReading | None,
    numbers: Sequence[int],
    parts: Mapping[int, Part],
) -> tuple[Sequence[Finding], Sequence[Message]] | frozenset[int]:
    """Findings and troubles; or the numbers of parts that did not come along and are not known."""
    engine = _at_hand()
    _parts.update(parts)
    missing = frozenset(number for number in numbers if number not in _parts)
    if missing:
        return missing
    for number in numbers:
        _parts.move_to_end(number)
    while len(_parts) > _KEPT:
        _parts.popitem(last=False)
    project, document = (_parts[number] for number in numbers)
    context = _context(language, project, document, second)
    return engine.analyse(page, context), engine.troubles()


def _split(context: Context) -> tuple[Part, Part]:
    """The parts of a context: what changes with the project, and what with the document."""
    return (
        tuple(getattr(context, name) for name in _PROJECT),
        tuple(getattr(context, name) for name in _DOCUMENT),
    )


def _context(language: str, project: Part, document: Part, second: SecondReading | None) -> Context:
    """The context of some parts, and what belongs to the page alone."""
    known = dict(zip(_PROJECT, project, strict=True)) | dict(zip(_DOCUMENT, document, strict=True))
    return Context(language, second=second, **known)  # type: ignore[arg-type]


def _lessons(page: PageReading, findings: Sequence[Finding]) -> Lessons:
    return _at_hand().lessons(page, findings)


def _entries(word: str) -> Sequence[LexiconEntry]:
    return _at_hand().entries(word)


def _listed(language: str) -> Sequence[LexiconEntry]:
    return _at_hand().listed(language)


class PooledAnalyst:
    """An Analyst that hands the work to `jobs` processes, each with an engine of `factory`.

    Processes start with the first page. One that dies (out of memory, killed) is replaced once; a
    page that kills it twice raises ReviewerError.
    """

    def __init__(self, factory: Factory, stamp: Callable[[], Stamp], jobs: int = 1) -> None:
        self._factory = factory
        self._make_stamp = stamp
        self._jobs = jobs
        self._lock = Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._known_stamp: Stamp | None = None
        self._troubles: list[Message] = []
        self._numbers: OrderedDict[int, Part] = OrderedDict()
        self._count = 0

    @property
    def stamp(self) -> Stamp:
        """Engine and dictionary version, known without starting a process."""
        if self._known_stamp is None:
            self._known_stamp = self._make_stamp()
        return self._known_stamp

    def warm(self) -> None:
        """Start the processes now, so that the first page finds them ready."""
        self._open().submit(_entries, "")

    def analyse(self, page: PageReading, context: Context) -> Sequence[Finding]:
        """Findings of a page; blocks the calling thread, not the interpreter."""
        parts = {self._number(part): part for part in _split(context)}
        sent: dict[int, Part] = {}
        while True:
            answer = self._run(_analyse, page, context.language, context.second, tuple(parts), sent)
            if not isinstance(answer, frozenset):
                break
            # The next try may meet another worker, which lacks other parts: so none is taken back.
            sent = sent | {number: parts[number] for number in answer}
        findings, troubles = answer
        with self._lock:
            self._troubles.extend(one for one in troubles if one not in self._troubles)
        return findings

    def lessons(self, page: PageReading, findings: Sequence[Finding]) -> Lessons:
        """What an approved page teaches."""
        return self._run(_lessons, page, findings)

    def entries(self, word: str) -> Sequence[LexiconEntry]:
        """What the lexicon says of a word."""
        return self._run(_entries, word)

    def listed(self, language: str = "en") -> Sequence[LexiconEntry]:
        """All names and terms of a language's tables."""
        return self._run(_listed, language)

    def troubles(self) -> Sequence[Message]:
        """Parts of the engine that failed in any process."""
        return tuple(self._troubles)

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool:
            pool.shutdown(wait=False, cancel_futures=True)

    def _number(self, part: Part) -> int:
        """A number for a part of a context, the same for the same objects.

        What a project learnt may be megabytes: a worker is sent it once, not with each page.
        """
        with self._lock:
            for number, known in self._numbers.items():
                if len(known) == len(part) and all(map(is_, known, part)):
                    self._numbers.move_to_end(number)
                    return number
            self._count += 1
            self._numbers[self._count] = part
            while len(self._numbers) > _KEPT:
                self._numbers.popitem(last=False)
            return self._count

    def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Have a process do some work; once more in new ones where it died."""
        broken: BrokenProcessPool | None = None
        for _ in range(_TRIES):
            pool = self._open()
            try:
                return pool.submit(work, *args, **kwargs).result()
            except BrokenProcessPool as error:
                broken = error
                self._drop(pool)
        raise ReviewerError(
            said("errors.engine_process_ended"),
            safe=said("errors.confirmed_is_stored"),
            advice=said("errors.check_memory"),
        ) from broken

    def _open(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                # spawn, not fork: a fork of a process with a window and threads may hang
                self._pool = ProcessPoolExecutor(
                    self._jobs, get_context("spawn"), _start, (self._factory,)
                )
            return self._pool

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        """Let go of a broken pool; not of the new one that another thread has made since."""
        with self._lock:
            if self._pool is pool:
                self._pool = None
        pool.shutdown(wait=False, cancel_futures=True)
