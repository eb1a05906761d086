"""A file as a whole or not at all: written beside, then put in the place of what was there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from reviewer.core.errors import StoreError
from reviewer.core.messages import said


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to; it takes its place when the block ends, and is gone where that raises.

    Raises StoreError where the folder or the disk does not allow it.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as out:
            yield out
        beside.replace(path)
    except OSError as error:
        raise StoreError(
            said("errors.file_unsaved"),
            where=str(path),
            safe=said("errors.work_untouched"),
            advice=said(
                "errors.choose_another_folder_because", reason=str(error.strerror or error)
            ),
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
