"""Questions to the project beside the window's thread: answers come back on it, in their order."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from reviewer.core.errors import ReviewerError

T = TypeVar("T")


class Asking(QObject):
    """Asks one question after the other, none of which writes. Small ones only: nobody is told
    how far it is.
    """

    failed = Signal(object)
    """A ReviewerError."""
    broke = Signal(object)
    """Any other exception: a fault of ours, shown as such and never swallowed."""

    _answer = Signal(int, object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="asking")
        self._turn = 0
        self._open = 0
        self._answer.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def ask(self, question: Callable[[], T], then: Callable[[T], None]) -> None:
        """Find something out, and do `then` with the answer unless it is dropped before."""
        self._open += 1
        self._pool.submit(self._find, self._turn, question, then)

    @property
    def busy(self) -> bool:
        """Whether an answer is still waited for."""
        return self._open > 0

    def drop(self) -> None:
        """Want no answer any more, and wait until nothing is being asked."""
        self._turn += 1
        self._open = 0
        self._pool.submit(lambda: None).result()

    def close(self) -> None:
        """Stop for good, and wait."""
        self._turn += 1
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _find(self, turn: int, question: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """On the other thread: only a signal leaves it."""
        if turn != self._turn:
            return
        answer: Any = None
        error: Exception | None = None
        try:
            answer = question()
        except Exception as caught:  # it travels to the window's thread, which shows it
            error = caught
        with suppress(RuntimeError):  # the window is gone
            self._answer.emit(turn, then, answer, error)

    def _take(self, turn: int, then: Callable[[Any], None], answer: Any, error: Any) -> None:
        if turn != self._turn:
            return
        self._open -= 1
        if error is None:
            then(answer)
        elif isinstance(error, ReviewerError):
            self.failed.emit(error)
        else:
            self.broke.emit(error)
