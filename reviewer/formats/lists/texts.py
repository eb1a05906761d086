"""The text of a list's file, in whatever encoding it is."""

from pathlib import Path

from reviewer.core.errors import UnreadableFile
from reviewer.core.files import check_readable, unreadable
from reviewer.core.messages import said
from reviewer.formats.encodings import SAMPLE, decode, detect


def text_of_file(path: Path) -> str:
    """All text of a file, without a byte order mark. Raises UnreadableFile."""
    try:
        check_readable(path)
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    guess = detect(content[:SAMPLE], whole=len(content) <= SAMPLE)
    try:
        if not guess.name:
            raise ValueError(guess.reason)
        return decode(content, guess.name)
    except ValueError as error:
        raise UnreadableFile(
            said("lexicon.files.no_text", reason=str(error)),
            where=str(path),
            safe=said("errors.nothing_was_imported"),
            advice=said("lexicon.files.save_as_utf8"),
        ) from error


def begins(head: bytes) -> str:
    """The text that a file begins with; empty where it is none."""
    guess = detect(head, whole=False)
    try:
        return decode(head[: len(head) // 4 * 4], guess.name) if guess.name else ""
    except ValueError:  # the sample ends within a letter
        return head.decode(guess.name.removesuffix("-sig"), "replace")
