"""The lexicon: which words are known, how frequent they are, and what is said of names and terms.

Words are looked up by their fold (small letters, straight apostrophe); the shapes kept beside a
fold say how the word is written, so that "khrushchev" and "TeleGram" do not pass for good ones.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from reviewer.core.lexicon import EntryKind, Layer, LexiconEntry
from reviewer.core.text import fold_case
from reviewer.engine.compiling import Compiled, Row, key_of, load, name_words
from reviewer.engine.tables import Dictionary

_LAYER_RANK = {layer: rank for rank, layer in enumerate(reversed(Layer))}
_KIND_RANK = {kind: rank for rank, kind in enumerate(EntryKind)}
_NAMES = (EntryKind.PERSON, EntryKind.PLACE, EntryKind.ORGANIZATION)
_STARTS_WORD = frozenset("-'’.&/·‐ ")


def fits(word: str, shape: str) -> bool:
    """Whether `word` is a lawful casing of a word that is written `shape`.

    Lawful: as it is; all capitals; a capital more at the start of it or of one of its parts.
    `word` and `shape` have the same fold.

    >>> fits("Moscow", "moscow"), fits("MOSCOW", "Moscow"), fits("moscow", "Moscow")
    (True, True, False)
    """
    word = word.replace("’", "'")
    if word in (shape, shape.upper()):
        return True
    if len(word) != len(shape):
        return False
    start = True
    for have, want in zip(word, shape, strict=True):
        if have != want and not (start and have == want.upper()):
            return False
        start = have in _STARTS_WORD
    return True


class Lexicon:
    """Answers about words, from a dictionary's tables and from words added at run time.

    Cheap to make: tables are read at the first question. `extended` gives a view with more words
    that shares everything else.
    """

    def __init__(self, dictionary: Dictionary, cache: Path | None = None) -> None:
        self.dictionary = dictionary
        self._cache = cache
        self._parent: Lexicon | None = None
        self._shapes: dict[str, tuple[str, ...]] = {}
        self._entries: dict[str, dict[LexiconEntry, None]] = {}  # as a set that keeps its order

    @cached_property
    def compiled(self) -> Compiled:
        """The tables, read and indexed."""
        return self._parent.compiled if self._parent else load(self.dictionary, self._cache)

    def extended(self, words: Iterable[str], layer: Layer = Layer.PROJECT) -> "Lexicon":
        """A view of this lexicon that knows `words` as well."""
        view = Lexicon(self.dictionary, self._cache)
        view._parent = self
        view._shapes = dict(self._shapes)
        view._entries = {key: dict(entries) for key, entries in self._entries.items()}
        for word in words:
            view.add(LexiconEntry(EntryKind.WORD, word, layer=layer))
        return view

    def add(self, entry: LexiconEntry) -> None:
        """Know the words of an entry from now on, without rebuilding anything."""
        for text in (entry.preferred, *entry.variants):
            for word in name_words(text) or [text]:
                key = key_of(word)
                if word not in self._shapes.get(key, ()):
                    self._shapes[key] = (*self._shapes.get(key, ()), word)
                self._entries.setdefault(key, {})[entry] = None

    def added_names(self) -> Iterator[str]:
        """The folds of words added at run time that persons or places bear."""
        for key, entries in self._entries.items():
            if any(entry.kind in _NAMES for entry in entries):
                yield key

    @property
    def added(self) -> tuple[str, ...]:
        """The folds of words that were added at run time, sorted."""
        return tuple(sorted(self._shapes))

    def knows(self, word: str) -> bool:
        """Whether the word, or what it is the possessive of, is known and lawfully cased."""
        return any(
            fits(base, shape) for base in _bases(word) for shape in self.shapes(key_of(base))
        )

    def holds(self, word: str) -> bool:
        """Whether the word, or what it is the possessive of, is known in whatever casing."""
        return any(self.shapes(key_of(base)) for base in _bases(word))

    def shapes(self, key: str) -> tuple[str, ...]:
        """How the word with this fold is written, the usual way first; empty where unknown."""
        found = self.compiled.shapes.get(key)
        if found is None:
            found = (key,) if key in self.compiled.counts else ()
        added = self._shapes.get(key)
        return (*added, *found) if added else found

    def frequency(self, word: str) -> float:
        """How often the word stands in 40 million words of the period, casings together.

        Words of the general list that the period does not have count a tenth of their share.
        """
        return self.frequency_of(key_of(word))

    def frequency_of(self, key: str) -> float:
        """The same for a word that is folded already."""
        count = self.compiled.counts.get(key, 0.0)
        return max(count, 1.0) if key in self._shapes else count

    def entries(self, word: str) -> tuple[LexiconEntry, ...]:
        """What is said of a word (or of the word it is the possessive of), most telling first."""
        for base in _bases(word):
            key = key_of(base)
            rows = self.compiled.index.get(key, ())
            added = reversed(self._entries.get(key, {}))
            found = [*added, *(self._entry(row) for row in rows)]
            if found:
                return tuple(sorted(found, key=lambda entry: self._rank(entry, base)))
        return ()

    def listed(self) -> tuple[LexiconEntry, ...]:
        """All entries of the tables, in their order; words are none of them."""
        return tuple(self._entry(number) for number in range(len(self.compiled.packed)))

    def is_name(self, word: str) -> bool:
        """Whether persons or places bear the word."""
        key = key_of(word)
        if any(entry.kind in _NAMES for entry in self._entries.get(key, ())):
            return True
        compiled = self.compiled
        return any(
            self.dictionary.tables[compiled.tables[row]].kind in _NAMES
            for row in compiled.index.get(key, ())
        )

    def name_keys(self) -> Iterator[str]:
        """The folds of all words that persons or places bear."""
        tables = self.dictionary.tables
        named = [tables[number].kind in _NAMES for number in self.compiled.tables]
        for key, numbers in self.compiled.index.items():
            if any(named[number] for number in numbers):
                yield key
        yield from self.added_names()

    def folds(self) -> Iterator[tuple[str, float]]:
        """All folds of the tables, with their frequencies, in a fixed order."""
        yield from self.compiled.counts.items()

    def _entry(self, row: int) -> LexiconEntry:
        number, preferred, variants, note, dates, source = self.compiled.row(row)
        table = self.dictionary.tables[number]
        made = LexiconEntry(table.kind, preferred, variants, note, dates, source, table.layer)
        if table.kind is EntryKind.TERM and _is_short(preferred):
            made = replace(made, kind=EntryKind.ABBREVIATION)
        return made

    @staticmethod
    def _rank(entry: LexiconEntry, word: str) -> tuple[int, int, bool, bool, bool, str]:
        # A whole word outranks a word within a longer name, a surname a given name, and an entry
        # that says something one that only exists.
        first = entry.preferred.split(",")[0]
        return (
            _LAYER_RANK[entry.layer],
            _KIND_RANK[entry.kind],
            fold_case(first) != fold_case(word),
            not entry.note,
            not entry.dates,
            entry.preferred,
        )


def _bases(word: str) -> tuple[str, ...]:
    """The word and, where it is a possessive or elided, what it stands for."""
    straight = word.replace("’", "'")
    if straight.endswith(("'s", "'S")):
        return word, straight[:-2]
    if straight.endswith(("s'", "S'")):
        return word, straight[:-1]
    if straight.endswith(("'d", "'D")):
        # Older print leaves out the vowel: "order'd".
        return word, straight[:-2] + ("ED" if straight.endswith("D") else "ed")
    return (word,)


def _is_short(term: str) -> bool:
    """Whether a term is written like an abbreviation: capitals, stops, or hardly any letters."""
    return term.isupper() or "." in term or "/" in term or len(term) <= 6


__all__ = ["Lexicon", "Row", "fits"]
