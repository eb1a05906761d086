"""Decoded pictures in a folder of the cache: found again, bounded, and gone when the program is."""

import os
import shutil
import sys
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock

from reviewer.formats.pyramid import Layout

_PREFIX = "pictures-"

Key = tuple[str, int, int, int, int]
"""A file as it is now: path, frame, time of its last change, bytes, and the width asked for."""


@dataclass(slots=True)
class Held:
    """A pyramid on the shelf, and how many look at it now."""

    path: Path
    layout: Layout
    readers: int = 0


class Shelf:
    """Decoded pictures in a folder of this process, the longest unused removed first."""

    def __init__(self, cache: Path, room: int) -> None:
        self._cache = cache
        self._room = room
        self._lock = Lock()
        self._folder: Path | None = None
        self._held: OrderedDict[Key, Held] = OrderedDict()
        self._count = 0

    def fresh(self) -> Path:
        """The name of a file to be made. Raises OSError where the folder cannot be."""
        with self._lock:
            if self._folder is None or not self._folder.is_dir():
                self._cache.mkdir(parents=True, exist_ok=True)
                _sweep(self._cache)
                self._folder = Path(mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=self._cache))
                _ours.add(self._folder)
            self._count += 1
            return self._folder / f"{self._count}.pixels"

    def add(self, key: Key, path: Path, layout: Layout) -> Held:
        """Keep a pyramid, counted as looked at."""
        with self._lock:
            held = self._held[key] = Held(path, layout, 1)
            self._trim()
            return held

    def take(self, key: Key) -> Held | None:
        """A pyramid made before, counted as looked at by one more."""
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                held.readers += 1
                self._held.move_to_end(key)
            return held

    def put_back(self, key: Key) -> None:
        """One looks at it no longer."""
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                held.readers -= 1
                self._trim()

    def forget(self, key: Key) -> None:
        """Its file is gone."""
        with self._lock:
            self._held.pop(key, None)

    def clear(self) -> None:
        """Remove everything."""
        with self._lock:
            self._held.clear()
            folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
            _ours.discard(folder)

    def _trim(self) -> None:
        unused = [(key, held) for key, held in self._held.items() if held.readers <= 0]
        taken = sum(held.layout.total for _, held in unused)
        for key, held in unused:
            if taken <= self._room:
                return
            with suppress(OSError):
                held.path.unlink(missing_ok=True)
            del self._held[key]
            taken -= held.layout.total


_ours: set[Path] = set()
"""Folders of this process; in a container a process before it may have had the same number."""


def _sweep(cache: Path) -> None:
    """Remove what killed processes left behind."""
    for folder, pid in _leftovers(cache):
        if not (folder in _ours if pid == os.getpid() else _alive(pid)):
            shutil.rmtree(folder, ignore_errors=True)


def _leftovers(cache: Path) -> Iterator[tuple[Path, int]]:
    for folder in cache.glob(f"{_PREFIX}*-*"):
        number = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdecimal():
            yield folder, int(number)


def _alive(pid: int) -> bool:
    """Whether a process with this number runs; in doubt it does."""
    if sys.platform == "win32":
        import ctypes

        # Windows has no harmless signal: os.kill would end the process.
        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)  # query limited information
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
