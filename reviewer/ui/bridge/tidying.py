"""Clearing up memory when nobody waits for the window.

Python's collector of cyclic garbage looks through everything now and then, in the middle of
whatever is going on, and takes longer than a frame where a heavy page is open.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_CALM = 1500  # milliseconds in which nothing was done
_SELDOM = 10  # times less often than Python would by itself: when there is never a calm moment


class Tidying(QObject):
    """Lets full collections happen in a calm moment, or at last when there was none for long."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = gc.get_threshold()
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM)
        self._calm.timeout.connect(self.tidy)
        young, middle, old = self._before
        gc.set_threshold(young, middle, old * _SELDOM)

    def begin(self) -> None:
        """All that was loaded until now stays as long as the program: never look it over again."""
        gc.freeze()
        gc.enable()

    def put_off(self) -> None:
        """Something is being done: wait for the next calm moment."""
        self._calm.start()

    def tidy(self) -> None:
        """Collect everything now."""
        gc.collect()

    def close(self) -> None:
        """Let Python decide again."""
        self._calm.stop()
        gc.set_threshold(*self._before)
