"""Asking now and then what others wrote into the open project, beside the window's thread."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from reviewer.core.changes import Changes
from reviewer.core.errors import ReviewerError

_EVERY = 3000  # milliseconds, while somebody is at the window

Look = Callable[[], Changes]


class Elsewhere(QObject):
    """Asks while the window is in use, and at once when a person comes back to it."""

    seen = Signal(object)
    """Changes that others made; never empty."""

    _answer = Signal(object, object)

    def __init__(self, parent: QObject | None = None, every: int = _EVERY) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="elsewhere")
        self._prepare: Callable[[], Look] | None = None
        self._asked: Future[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(every)
        self._timer.timeout.connect(self._on_time)
        self._answer.connect(self._take, Qt.ConnectionType.QueuedConnection)
        QGuiApplication.instance().applicationStateChanged.connect(self._on_time)  # type: ignore[union-attr]

    def watch(self, prepare: Callable[[], Look]) -> None:
        """Ask from now on.

        `prepare` is called on this thread each time, and gives what is to be asked on the other.
        """
        self._prepare = prepare
        self._timer.start()
        self.ask()

    def stop(self) -> Callable[[], None]:
        """Ask no more. The result waits until nothing is being asked; then a project may close."""
        self._prepare = None
        self._timer.stop()
        asked, self._asked = self._asked, None

        def wait() -> None:
            if asked:
                asked.exception()

        return wait

    def close(self) -> None:
        """Stop for good, and wait."""
        self.stop()
        self._pool.shutdown(wait=True)

    def ask(self) -> None:
        """Ask now, unless an answer is still waited for."""
        if self._prepare is not None and (self._asked is None or self._asked.done()):
            self._asked = self._pool.submit(self._look, self._prepare, self._prepare())

    def _on_time(self, *_: object) -> None:
        if QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive:
            self.ask()

    def _look(self, prepare: Callable[[], Look], look: Look) -> None:
        """On the other thread: only a signal leaves it."""
        try:
            changes = look()
        except ReviewerError:
            return  # a store that cannot be reached says so when the person next decides
        if changes:
            self._answer.emit(prepare, changes)

    def _take(self, prepare: Callable[[], Look], changes: Changes) -> None:
        if prepare == self._prepare:  # otherwise it was on its way when the project was closed
            self.seen.emit(changes)
