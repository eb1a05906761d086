"""What changed, brought to the window's thread."""

from collections.abc import Callable
from threading import get_ident

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from reviewer.core.changes import Changes

_GATHER = 120  # milliseconds; lists catch up some eight times a second while an analysis runs


class News(QObject):
    """Hears a project's changes on any thread and tells them twice on the window's thread.

    `changed` comes at once, for the page that is shown (and while the key press that made it is
    still being handled). `gathered` comes a few times a second with all of them joined, for lists.
    """

    changed = Signal(object)
    gathered = Signal(object)
    _heard = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop: Callable[[], None] | None = None
        self._home = get_ident()
        self._waiting = Changes()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_GATHER)
        self._timer.timeout.connect(self._tell)
        self._heard.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def listen(self, subscribe: Callable[[Callable[[Changes], None]], Callable[[], None]]) -> None:
        """Hear of changes through a project's `subscribe`, instead of any heard before."""
        self.stop()
        self._stop = subscribe(self._hear)

    def stop(self) -> None:
        """Hear no more."""
        if self._stop:
            self._stop()
            self._stop = None
        self._timer.stop()
        self._waiting = Changes()

    def _hear(self, changes: Changes) -> None:
        if get_ident() == self._home:
            self._take(changes)
        else:
            self._heard.emit(changes)

    def _take(self, changes: Changes) -> None:
        if self._stop is None:
            return  # it was on its way when the project was closed
        self._waiting |= changes
        if not self._timer.isActive():
            self._timer.start()
        self.changed.emit(changes)

    def _tell(self) -> None:
        waiting, self._waiting = self._waiting, Changes()
        if waiting:
            self.gathered.emit(waiting)
