"""How often entries stand in the project's text."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from reviewer.core.lexicon import EntryKind, LexiconEntry, Name
from reviewer.core.progress import Progress
from reviewer.core.storage import Store
from reviewer.services.lookup import plain

_Key = tuple[str, ...]


class Tallying:
    """Counts entries in the present text of all pages."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def count(
        self, entries: Iterable[LexiconEntry], progress: Progress | None = None
    ) -> Mapping[Name, int]:
        """How often each entry is met; those that are not met are left out.

        Persons count by their surname. Takes a while: not for the window's thread.
        """
        progress = progress or Progress()
        bearers: dict[_Key, list[Name]] = defaultdict(list)
        for entry in entries:
            for key in set(_keys(entry)):
                bearers[key].append(entry.name)
        lengths: dict[str, set[int]] = defaultdict(set)
        for key in bearers:
            lengths[key[0]].add(len(key))
        met: Counter[_Key] = Counter()
        with self._store.reading() as unit:
            for n, page in enumerate(unit.texts.holding("")):
                progress.report(n)
                met.update(_met(plain(page.present.text).split(), lengths, bearers))
        found: Counter[Name] = Counter()
        for key, times in met.items():
            for name in bearers[key]:
                found[name] += times
        return found


def _met(
    words: list[str], lengths: Mapping[str, set[int]], bearers: Mapping[_Key, object]
) -> Iterator[_Key]:
    for n, word in enumerate(words):
        bare = word.removesuffix("'s")
        for length in lengths.get(bare, ()):
            key = (bare,) if length == 1 else tuple(words[n : n + length])
            if len(key) == length and key in bearers:  # the page may end within it
                yield key


def _keys(entry: LexiconEntry) -> Iterator[_Key]:
    """The forms to look for, as words; those that hold the surname are met with it."""
    surname = ""
    for form in entry.forms:
        family, comma, _ = form.partition(",")
        if comma and entry.kind is EntryKind.PERSON:
            surname = surname or plain(family)
            form = family
        words = plain(form).split()
        if words and (not surname or surname not in words or len(words) == 1):
            yield tuple(words)
