"""The values of all documents, and the steps by which somebody changed them here."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    before: str
    after: str


class HeaderDefaults:
    """They are settings and not decisions, so the ledger cannot take them back: this can."""

    def __init__(self, put: Callable[[str, str], bool]) -> None:
        """`put` gives a field its value; whether it could."""
        self._put = put
        self._done: list[_Step] = []
        self._undone: list[_Step] = []

    def forget(self) -> None:
        """Another project has other values."""
        self._done.clear()
        self._undone.clear()

    def change(self, name: str, before: str, after: str) -> None:
        """Give a field another value."""
        if self._put(name, after):
            self._done.append(_Step(name, before, after))
            self._undone.clear()

    def undo(self) -> bool:
        """Take the last change back; False where there is none."""
        if not self._done:
            return False
        if self._put(self._done[-1].name, self._done[-1].before):
            self._undone.append(self._done.pop())
        return True

    def redo(self) -> bool:
        """Make the change again that was taken back last; False where there is none."""
        if not self._undone:
            return False
        if self._put(self._undone[-1].name, self._undone[-1].after):
            self._done.append(self._undone.pop())
        return True
