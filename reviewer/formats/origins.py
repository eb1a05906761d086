"""Where a document came from: the file's hash and size, and what to call it."""

import hashlib
import re
from pathlib import Path

from reviewer.core.files import check_readable
from reviewer.core.model import Origin
from reviewer.formats.xml import unreadable

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


def title_of(path: Path, said: str = "") -> str:
    """What the file says it is called, else its name without suffix; on one line, not too long."""
    for given in (said, re.sub(r"[_\s]+", " ", path.stem), path.name):
        title = "".join(c for c in " ".join(given.split()) if c.isprintable())
        if title:
            return title if len(title) <= _TITLE else title[: _TITLE - 1].rstrip() + "…"
    return "?"
