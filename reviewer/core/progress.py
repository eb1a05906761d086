"""Progress and cancelling, for the window and the command line alike."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import TypeVar

from reviewer.core.errors import Cancelled

T = TypeVar("T")
_INTERVAL = 0.1  # seconds; more than ten pictures a second help nobody and cost the GUI thread


@dataclass(frozen=True, slots=True)
class Step:
    """How far it is: `done` of `total` units (`total` 0 where unknown), and what is at hand."""

    done: int
    total: int
    label: str = ""


class Progress:
    """Hands steps to a listener ten times a second at most; the same call notices a cancel."""

    def __init__(self, listener: Callable[[Step], None] | None = None) -> None:
        self._listener = listener
        self._cancelled = Event()
        self._next = 0.0

    def cancel(self) -> None:
        """Ask the work to stop; callable from any thread."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop; for work in other threads, which cannot report."""
        return self._cancelled.is_set()

    def report(self, done: int, total: int = 0, label: str = "") -> None:
        """Say how far it is. Raises Cancelled where somebody asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled
        now = monotonic()
        if self._listener and (now >= self._next or (total and done >= total)):
            self._next = now + _INTERVAL
            self._listener(Step(done, total, label))

    def over(self, items: Iterable[T], total: int = 0, label: str = "") -> Iterator[T]:
        """Yield the items, reporting after each."""
        done = 0
        self.report(done, total, label)
        for done, item in enumerate(items, 1):
            yield item
            self.report(done, total, label)
