"""Telling the screens what changed."""

from collections.abc import Callable
from threading import Lock

from reviewer.core.changes import Changes

Listener = Callable[[Changes], None]


class Events:
    """Passes summaries of changes on. Listeners are called on the thread that made the change."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._lock = Lock()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear of every change from now on; call the result to stop."""
        with self._lock:
            self._listeners.append(listener)

        def stop() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return stop

    def publish(self, changes: Changes) -> None:
        """Tell all listeners, if there is anything to tell."""
        if changes:
            with self._lock:
                listeners = tuple(self._listeners)
            for listener in listeners:
                listener(changes)
