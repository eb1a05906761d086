"""The project's own layer of the lexicon."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import bindparam, delete, select, text

from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.records import entry_record, read_entry
from reviewer.store import schema
from reviewer.store.channel import Channel

_ENTRY = schema.entry.c

# Both databases know this sentence; SQLAlchemy would have one construct for each.
_PUT = text(
    "INSERT INTO entry (kind, preferred, record) VALUES (:kind, :preferred, :record)"
    " ON CONFLICT (kind, preferred) DO UPDATE SET record = excluded.record"
).bindparams(
    bindparam("kind", type_=_ENTRY.kind.type),
    bindparam("preferred", type_=_ENTRY.preferred.type),
    bindparam("record", type_=_ENTRY.record.type),
)
_REMOVE = delete(schema.entry).where(
    _ENTRY.kind == bindparam("of_kind"), _ENTRY.preferred == bindparam("form")
)
_ALL = select(_ENTRY.record)
_PART = 400  # forms asked for together: databases limit how many values a query may have
# Both columns are asked for, since the index begins with the kind.
_CALLED = _ALL.where(
    _ENTRY.kind.in_(bindparam("kinds", expanding=True)),
    _ENTRY.preferred.in_(bindparam("forms", expanding=True)),
)


class SqlEntries:
    """The table `entry`."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def put(self, entry: LexiconEntry) -> None:
        """Add an entry, in the place of one with its kind and preferred form."""
        values = {
            "kind": _key(entry.kind, entry.forbids),
            "preferred": entry.preferred,
            "record": entry_record(entry),
        }
        self._channel.change(_PUT, values)

    def remove(self, kind: EntryKind, preferred: str, forbids: bool = False) -> bool:
        """Take an entry out; whether there was one."""
        values = {"of_kind": _key(kind, forbids), "form": preferred}
        return bool(self._channel.change(_REMOVE, values))

    def all(self) -> Sequence[LexiconEntry]:
        """All entries, by kind and preferred form."""
        entries = (read_entry(row.record) for row in self._channel.rows(_ALL))
        return _in_order(entries)

    def called(self, forms: Collection[str]) -> Sequence[LexiconEntry]:
        """The entries with these preferred forms, by name. Reads no others."""
        wanted, found = sorted(set(forms)), list[LexiconEntry]()
        for start in range(0, len(wanted), _PART):
            values = {"kinds": _KEYS, "forms": wanted[start : start + _PART]}
            found += (read_entry(row.record) for row in self._channel.rows(_CALLED, values))
        return _in_order(found)


def _in_order(entries: Iterable[LexiconEntry]) -> Sequence[LexiconEntry]:
    """Sorted here, for databases order letters as their locale has it."""
    return tuple(sorted(entries, key=lambda entry: entry.name))


def _key(kind: EntryKind, forbids: bool) -> str:
    """The kind as part of a row's name: a word may be known, and yet not be suggested for some."""
    return f"{kind} never" if forbids else str(kind)


_KEYS = [_key(kind, forbids) for kind in EntryKind for forbids in (False, True)]
