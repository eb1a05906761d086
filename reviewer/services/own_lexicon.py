"""A person's own layer of the lexicon: a file that all their projects share."""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock

from reviewer.core.errors import InputError, ReviewerError
from reviewer.core.lexicon import EntryKind, Layer, LexiconEntry
from reviewer.core.messages import said
from reviewer.core.records import entry_record, read_entry
from reviewer.services.entries import checked


class UserLexicon:
    """A person's own entries, one JSON object a line in a file. Usable from several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._read: tuple[object, tuple[LexiconEntry, ...]] = (None, ())

    def all(self) -> tuple[LexiconEntry, ...]:
        """All entries, by name. Lines that are none are passed over.

        The file is read anew when it changed, by another program too.
        """
        state = _state(self._path)
        known, entries = self._read
        if known != state:
            found = {entry.name: replace(entry, layer=Layer.USER) for entry in _read(self._path)}
            entries = tuple(found[name] for name in sorted(found))
            self._read = state, entries
        return entries

    def change(self, out: Iterable[LexiconEntry], into: Iterable[LexiconEntry]) -> None:
        """Take entries out and put others in, those in the place of their namesakes: one write."""
        with self._lock:
            entries = {entry.name: entry for entry in self.all()}
            for entry in out:
                entries.pop(entry.name, None)
            for entry in into:
                entries[entry.name] = replace(entry, layer=Layer.USER)
            self._write(entries.values())

    def _write(self, entries: Iterable[LexiconEntry]) -> None:
        listed = sorted(entries, key=lambda entry: entry.name)
        lines = (json.dumps(entry_record(entry)) for entry in listed)
        beside = self._path.with_suffix(f".{os.getpid()}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text("".join(f"{line}\n" for line in lines), "utf-8")
            beside.replace(self._path)
        except OSError as error:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise ReviewerError(
                said("errors.own_lexicon_unwritten", reason=str(error.strerror or error)),
                where=str(self._path),
                safe=said("errors.it_is_as_it_was"),
                advice=said("errors.check_the_disk"),
            ) from error


def add_own(own: UserLexicon, entry: LexiconEntry) -> None:
    """Add an entry to a person's own layer."""
    own.change((), [checked(entry)])


def remove_own(own: UserLexicon, preferred: str, kind: EntryKind | None = None) -> int:
    """Take the entries with this form out of a person's own layer; how many it were."""
    out = [one for one in own.all() if one.preferred == preferred and kind in (None, one.kind)]
    if out:
        own.change(out, ())
    return len(out)


def _state(path: Path) -> object:
    """What differs when a file was written anew; None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def _read(path: Path) -> Iterable[LexiconEntry]:
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, ValueError):
        return  # there is none yet, or it is beyond reading
    for line in lines:
        with suppress(ValueError, AttributeError, InputError):
            yield read_entry(json.loads(line))
