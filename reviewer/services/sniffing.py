"""Which reader a file is for."""

from collections.abc import Iterable
from pathlib import Path

from reviewer.core.errors import UnknownFormat
from reviewer.core.files import unreadable
from reviewer.core.messages import said
from reviewer.core.ports import Reader, Sniff

HEAD = 1 << 16
"""Bytes of a file that readers judge it by."""


def choose(readers: Iterable[Reader], path: Path) -> tuple[Reader, float]:
    """The reader that is surest of a file, and how sure it is; among equals the first.

    Raises UnreadableFile where the file cannot be opened, UnknownFormat with each reader's reason
    where none takes it.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise unreadable(path, error) from error
    best: tuple[float, Reader] | None = None
    reasons: list[str] = []
    for reader in readers:
        verdict = _sniff(reader, path, head)
        reasons.append(f"{reader.name}: {verdict.reason}")
        # Above 1 is no score, and NaN compares to nothing: neither may outdo who knows the format.
        if 0 < verdict.score <= 1 and (best is None or verdict.score > best[0]):
            best = verdict.score, reader
            if verdict.score == 1:
                break  # no other can be surer, and among equals it is the first
    if best is None:
        raise UnknownFormat(
            said("errors.no_reader_takes_this_file", names="; ".join(reasons) or "there is none"),
            where=str(path),
            safe=said("errors.the_file_was_not_changed"),
            advice=said("errors.save_it_in_a_known_format"),
        )
    return best[1], best[0]


def _sniff(reader: Reader, path: Path, head: bytes) -> Sniff:
    try:
        verdict = reader.sniff(path, head)
        return Sniff(float(verdict.score), str(verdict.reason))
    except Exception as error:  # a reader may be a plug-in: its failure is a reason, not an end
        return Sniff(0.0, f"it failed ({type(error).__name__}: {error})")
