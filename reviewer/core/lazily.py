"""Things that are made when somebody first looks at them."""

from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import TypeVar, overload

T = TypeVar("T")


class Lazily(Sequence[T]):
    """A sequence whose members are made, once, when the first of them is asked for.

    What is not needed to show the first page need not be loaded before it.
    """

    def __init__(self, make: Callable[[], Iterable[T]]) -> None:
        self._make = make
        self._made: tuple[T, ...] | None = None
        self._lock = Lock()

    def _all(self) -> tuple[T, ...]:
        with self._lock:
            if self._made is None:
                self._made = tuple(self._make())
            return self._made

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        """A member, or some of them."""
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())
