"""The two layers of the lexicon that people fill: the project's and their own.

What stands there counts at the next page that is analysed; nothing has to be rebuilt.
"""

import json
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock

from reviewer.core.errors import InputError, ReviewerError, UsageError
from reviewer.core.lexicon import EntryKind, Layer, LexiconEntry
from reviewer.core.records import entry_record, read_entry
from reviewer.core.storage import Store
from reviewer.core.text import fold_case

LONGEST = 200
"""Letters of a preferred form or variant; what is longer is not a name."""

_WORD = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*\.?")


class UserLexicon:
    """A person's own entries, one JSON object a line in a file. Usable from several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._read: tuple[object, tuple[LexiconEntry, ...]] = (None, ())

    def all(self) -> tuple[LexiconEntry, ...]:
        """All entries, by kind and preferred form. Lines that are none are passed over.

        The file is read anew when it changed, by another program too.
        """
        state = _state(self._path)
        known, entries = self._read
        if known != state:
            found = {_name(entry): replace(entry, layer=Layer.USER) for entry in _read(self._path)}
            entries = tuple(found[name] for name in sorted(found))
            self._read = state, entries
        return entries

    def put(self, entry: LexiconEntry) -> None:
        """Add an entry, in the place of one with its kind and preferred form."""
        with self._lock:
            others = [other for other in self.all() if _name(other) != _name(entry)]
            self._write([*others, replace(entry, layer=Layer.USER)])

    def remove(self, kind: EntryKind, preferred: str) -> bool:
        """Take an entry out; whether there was one."""
        with self._lock:
            entries = self.all()
            others = [entry for entry in entries if _name(entry) != (kind, preferred)]
            if len(others) < len(entries):
                self._write(others)
            return len(others) < len(entries)

    def _write(self, entries: Iterable[LexiconEntry]) -> None:
        lines = (json.dumps(entry_record(entry)) for entry in sorted(entries, key=_name))
        beside = self._path.with_suffix(f".{os.getpid()}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text("".join(f"{line}\n" for line in lines), "utf-8")
            beside.replace(self._path)
        except OSError as error:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise ReviewerError(
                f"Your lexicon cannot be written: {error.strerror or error}.",
                where=str(self._path),
                safe="It is as it was.",
                advice="Check the disk and the rights there, then do it again.",
            ) from error


class Lexicon:
    """Adds to the project's layer or the person's own, and tells the engine of both."""

    def __init__(self, store: Store, own: UserLexicon | None = None) -> None:
        self._store = store
        self._own = own

    def add(self, entry: LexiconEntry) -> None:
        """Add an entry to the project, in the place of one with its kind and preferred form."""
        with self._store.writing() as unit:
            unit.entries.put(checked(replace(entry, layer=Layer.PROJECT)))

    def remove(self, preferred: str, kind: EntryKind | None = None) -> int:
        """Take the entries with this form out of the project; how many it were."""
        with self._store.writing() as unit:
            return sum(unit.entries.remove(one, preferred) for one in _kinds(kind))

    def all(self) -> Sequence[LexiconEntry]:
        """The project's entries."""
        with self._store.reading() as unit:
            return tuple(replace(entry, layer=Layer.PROJECT) for entry in unit.entries.all())

    def known(self) -> tuple[LexiconEntry, ...]:
        """The entries of both layers; the person's own stand last and speak louder."""
        return (*self.all(), *(self._own.all() if self._own else ()))


def add_own(own: UserLexicon, entry: LexiconEntry) -> None:
    """Add an entry to a person's own layer."""
    own.put(checked(entry))


def remove_own(own: UserLexicon, preferred: str, kind: EntryKind | None = None) -> int:
    """Take the entries with this form out of a person's own layer; how many it were."""
    return sum(own.remove(one, preferred) for one in _kinds(kind))


def checked(entry: LexiconEntry) -> LexiconEntry:
    """The entry without needless blanks. Raises UsageError where it has no usable form."""
    preferred = " ".join(entry.preferred.split())
    variants = tuple(dict.fromkeys(" ".join(variant.split()) for variant in entry.variants))
    for form in (preferred, *variants):
        if not any(c.isalnum() for c in form):
            raise UsageError(f"“{form}” holds no letter or figure.", safe="Nothing was changed.")
        if len(form) > LONGEST:
            raise UsageError(
                f"“{form[:40]}…” is longer than {LONGEST} letters.", safe="Nothing was changed."
            )
    return replace(entry, preferred=preferred, variants=variants)


def words_of(entries: Iterable[LexiconEntry]) -> frozenset[str]:
    """The words of all forms of some entries, as they are written there.

    >>> sorted(words_of([LexiconEntry(EntryKind.PERSON, "Petrel, Ada", ("A. Petrell",))]))
    ['A.', 'Ada', 'Petrel', 'Petrell']
    """
    return frozenset(
        word
        for entry in entries
        for form in (entry.preferred, *entry.variants)
        for word in _WORD.findall(form)
    )


def matching(entries: Iterable[LexiconEntry], word: str) -> Sequence[LexiconEntry]:
    """The entries of which a form, or a word of one, is `word`; case makes no difference."""
    sought = fold_case(" ".join(word.split()))
    return [
        entry
        for entry in entries
        if any(fold_case(form) == sought for form in (entry.preferred, *entry.variants))
        or any(fold_case(one) == sought for one in words_of([entry]))
    ]


def _kinds(kind: EntryKind | None) -> Iterable[EntryKind]:
    return EntryKind if kind is None else (kind,)


def _name(entry: LexiconEntry) -> tuple[EntryKind, str]:
    return entry.kind, entry.preferred


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
