"""Collecting garbage more rarely while very many objects are made that nothing points back to."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS = 100_000  # made between two looks for garbage; Python's usual 700 show in an import


@contextmanager
def littering() -> Iterator[None]:
    """Look for garbage seldom until the block ends; what goes out of use goes at once, as ever."""
    before = gc.get_threshold()
    gc.set_threshold(max(_OBJECTS, before[0]), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
