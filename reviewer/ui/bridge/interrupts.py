"""Ctrl+C in the terminal, and the end of a session: the window closes as by its button."""

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupts(QObject):
    """Calls `then` on the window's thread when the process is asked to end.

    Python handles signals between its own steps, of which there are none while Qt waits; so the
    signal writes to a socket that Qt watches.
    """

    def __init__(self, then: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._then = then
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)
        self._wakeup = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, self._note) for number in _SIGNALS}

    def close(self) -> None:
        """Let signals mean what they did before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        self._notifier.setEnabled(False)
        self._read.close()
        self._write.close()

    @staticmethod
    def _note(number: int, frame: FrameType | None) -> None:
        """Without a handler in Python a signal would end the process before Qt is told."""

    def _on_signal(self) -> None:
        numbers = self._read.recv(64)
        if any(number in _SIGNALS for number in numbers):
            self._then()
