"""Working on pages in order, a few ahead."""

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def ahead(
    items: Iterable[T], work: Callable[[T], R], jobs: int
) -> Generator[tuple[T, R], None, None]:
    """Items with what `work` makes of them, in order; at most a few ahead, so memory stays flat.

    The threads only wait: the analyst judges in processes of its own where it has several. Where
    the caller stops, or work raises, what has not begun is dropped.
    """
    waiting: list[tuple[T, Future[R]]] = []
    rest = iter(items)
    with ThreadPoolExecutor(jobs) as pool:
        try:
            while True:
                for item in islice(rest, 2 * jobs - len(waiting)):
                    waiting.append((item, pool.submit(work, item)))
                if not waiting:
                    return
                item, future = waiting.pop(0)
                yield item, future.result()
        finally:
            for _, future in waiting:
                future.cancel()
