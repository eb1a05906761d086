"""Files that are costly to make and cheap to make again: kept in the user's cache folder.

A file carries a hash of its content, so that a torn or damaged one is noticed before anything is
made of it, and is then simply built again.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_MAGIC = b"reviewer cache 1\n"
_DIGEST_SIZE = 32


def cached(folder: Path | None, name: str, build: Callable[[], bytes]) -> bytes:
    """The content of cache file `name`, built and stored where it is missing or damaged.

    Without a folder, or where it cannot be written, the content is built for this run alone.
    `name` must change whenever the content would: put a hash of its origins in it.
    """
    if folder is None:
        return build()
    path = folder / name
    content = read(path)
    if content is None:
        content = build()
        with suppress(OSError):
            write(path, content)
    return content


def read(path: Path) -> bytes | None:
    """What `write` stored there; None where the file is missing or not what was written."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    head = len(_MAGIC)
    body = data[head + _DIGEST_SIZE :]
    if data[:head] != _MAGIC or hashlib.sha256(body).digest() != data[head : head + _DIGEST_SIZE]:
        return None
    return body


def write(path: Path, content: bytes) -> None:
    """Store content in one step: other processes see the old file or the new one, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_MAGIC + hashlib.sha256(content).digest() + content)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def drop(path: Path) -> None:
    """Remove a cache file whose content proved useless."""
    with suppress(OSError):
        path.unlink()


def mapped(
    folder: Path | None, name: str, build: "Callable[[], npt.NDArray[np.uint32]]"
) -> "npt.NDArray[np.uint32]":
    """An array of words of 32 bits, memory-mapped from cache file `name`, built where missing.

    Processes that map the same file share its memory. Hashing it all at each start would cost more
    than it guards: the file is written in one step, and its size and head are checked.
    """
    import numpy as np

    if folder is None:
        return build()
    path = folder / name
    with suppress(OSError, ValueError, EOFError):
        held: npt.NDArray[np.uint32] = np.load(path, mmap_mode="r")
        return held
    made = build()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=name, suffix=".part", dir=folder)
        with os.fdopen(handle, "wb") as file:
            np.save(file, made)
        Path(temporary).replace(path)
        made = np.load(path, mmap_mode="r")
    return made
