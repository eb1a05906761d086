"""Where a document came from: the file's hash and size, and what to call it."""

import hashlib
import re
from pathlib import Path

from reviewer.core.files import check_readable, unreadable
from reviewer.core.model import Origin, Original

_TITLE = 80  # letters; longer ones are cut


def origin_of(path: Path, format_name: str, encoding: str = "") -> Origin:
    """The origin of a document read from `path`. Raises UnreadableFile where it cannot be read."""
    try:
        check_readable(path)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return Origin(path.name, digest, format_name, encoding, file.tell())
    except OSError as error:
        raise unreadable(path, error) from error


def read_whole(path: Path) -> bytes:
    """The bytes of a file. Raises UnreadableFile where it cannot be read."""
    try:
        check_readable(path)
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def both_of(
    path: Path, content: bytes, format_name: str, encoding: str = "", *, kept: bool = True
) -> tuple[Origin, Original]:
    """Origin and original of a document whose bytes were read; `kept`: for writing back into it."""
    sha256 = hashlib.sha256(content).hexdigest()
    origin = Origin(path.name, sha256, format_name, encoding, len(content))
    return origin, Original(path.name, sha256, format_name, content if kept else b"")


def title_of(path: Path, said: str = "") -> str:
    """What the file says it is called, else its name without suffixes; one line, not too long."""
    stem = re.sub(r"\.(?:gt|page|alto|hocr|mets)(?=\.|$)", "", path.stem, flags=re.IGNORECASE)
    for given in (said, re.sub(r"[_\s]+", " ", stem), path.name):
        title = "".join(c for c in " ".join(given.split()) if c.isprintable())
        if title:
            return title if len(title) <= _TITLE else title[: _TITLE - 1].rstrip() + "…"
    return "?"
