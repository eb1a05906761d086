"""Finding lexicon entries while a name is typed: by its beginning, any of its words, or nearly.

Answers within milliseconds at tens of thousands of entries, so that each key press may ask.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice

from reviewer.core.lexicon import LOUDNESS, EntryKind, LexiconEntry
from reviewer.core.text import fold_case

LIMIT = 12
_SCANNED = 1_500
"""So many forms that begin alike are looked at; who has typed one letter goes on typing."""
_FEW = 3
"""Where fewer begin so, the letters may be wrong."""
_LEAST_NEAR = 4
"""Shorter words are not compared letter by letter: nearly all of them are near one another."""
_PARTS = 3
"""A word with two wrong letters has one of three parts whole."""
_SIGNS = re.compile(r"[\s,.;:()“”\"]+")


class Why(IntEnum):
    """Why an entry answers, the best reason first."""

    EXACT = 0
    """Its preferred form is what was typed."""
    VARIANT = 1
    """A variant is what was typed."""
    PREFIX = 2
    """A form begins with it."""
    WORD = 3
    """A further word of a form begins with it."""
    WORDS = 4
    """A form has all its words, in another order or with others between them."""
    NEAR = 5
    """A word of a form differs from it in a letter or two."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry, the form of it that answers, and why; `letters` that differ, where it is near."""

    entry: LexiconEntry
    form: str
    why: Why
    letters: int = 0


Kept = Callable[[LexiconEntry], bool]
_Placed = tuple[str, int, str]
"""A form as it is compared, from one of its words on; the number of its entry; the form."""


class LookUp:
    """Some entries, arranged for being found. Entries come and go cheaply."""

    def __init__(self, entries: Iterable[LexiconEntry] = ()) -> None:
        self._entries: dict[int, LexiconEntry] = {}
        self._numbers: dict[LexiconEntry, int] = {}
        self._next = 0
        self._starts: list[_Placed] = []
        self._inner: list[_Placed] = []
        self._words: dict[str, set[int]] = {}
        self._parts: dict[tuple[int, int, str], set[str]] = {}
        self._letters: dict[str, int] = {}
        for entry in entries:
            self._take(entry, list.append)
        self._starts.sort()
        self._inner.sort()

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, entry: LexiconEntry) -> None:
        """Let an entry be found from now on."""
        if entry not in self._numbers:
            self._take(entry, insort)

    def discard(self, entry: LexiconEntry) -> None:
        """Let an entry be found no more."""
        number = self._numbers.pop(entry, None)
        if number is None:
            return
        del self._entries[number]
        for form in entry.forms:
            for key, whole in _keys(form):
                listed = self._starts if whole else self._inner
                at = bisect_left(listed, (key, number, form))
                if at < len(listed) and listed[at] == (key, number, form):
                    del listed[at]
            for word in _words(form):
                self._words.get(word, set()).discard(number)

    def find(
        self, text: str, keep: Kept = lambda entry: True, limit: int = LIMIT
    ) -> Sequence[Match]:
        """The entries that answer a text best, of those that are to be kept, best first."""
        sought = plain(text)
        if not sought:
            return ()
        found = self._beginning(sought, self._starts, keep)
        if len(found) < limit:
            found = self._beginning(sought, self._inner, keep) | found
        if len(found) < _FEW:
            found = self._near(sought, keep) | found
        return sorted(found.values(), key=rank)[:limit]

    def _take(self, entry: LexiconEntry, place: Callable[[list[_Placed], _Placed], None]) -> None:
        if entry in self._numbers:
            return
        number, self._next = self._next, self._next + 1
        self._entries[number] = entry
        self._numbers[entry] = number
        for form in entry.forms:
            for key, whole in _keys(form):
                place(self._starts if whole else self._inner, (key, number, form))
            for word in _words(form):
                self._learn(word).add(number)

    def _learn(self, word: str) -> set[int]:
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = set()
            self._letters[word] = _letters(word)
            for n, part in enumerate(_cut(word)):
                self._parts.setdefault((len(word), n, part), set()).add(word)
        return known

    def _beginning(self, sought: str, listed: list[_Placed], keep: Kept) -> dict[int, Match]:
        """Entries with a form, or a part of one, that begins so."""
        found: dict[int, Match] = {}
        begin = bisect_left(listed, (sought, -1, ""))
        for key, number, form in islice(listed, begin, begin + _SCANNED):
            if not key.startswith(sought):
                break
            entry, why = self._entries[number], Why.WORD
            if key == sought and (listed is self._starts or len(key) == len(plain(form))):
                why = Why.EXACT if form == entry.preferred else Why.VARIANT
            elif listed is self._starts:
                why = Why.PREFIX
            have = found.get(number)
            if (have is None or why < have.why) and keep(entry):
                found[number] = Match(entry, form, why)
        return found

    def _near(self, sought: str, keep: Kept) -> dict[int, Match]:
        """Entries all of whose sought words are there, some of them with wrong letters."""
        words = [word for word in sought.split() if len(word) >= _LEAST_NEAR]
        if not words:
            return {}
        near = [self._alike(word) for word in words]
        bearers = [{n for word in alike for n in self._words[word]} for alike in near]
        found = {}
        for number in set.intersection(*bearers):
            entry = self._entries[number]
            if keep(entry):
                ways = (
                    (sum(_nearest(alike, form) for alike in near), form) for form in entry.forms
                )
                letters, form = min(ways)
                if letters <= 2 * len(words):
                    why = Why.NEAR if letters else Why.WORDS
                    found[number] = Match(entry, form, why, letters)
        return found

    def _alike(self, word: str) -> dict[str, int]:
        """Known words with one or two wrong letters (one in a short word), and how many."""
        if self._words.get(word):
            return {word: 0}  # who has a word right has it right
        most = 1 if len(word) < 6 else 2
        tried: set[str] = set()
        for length in range(max(2, len(word) - most), len(word) + most + 1):
            start = 0
            for n, size in enumerate(_sizes(length)):
                for shift in range(-most, most + 1):
                    at = start + shift
                    if 0 <= at <= len(word) - size:
                        tried |= self._parts.get((length, n, word[at : at + size]), _NONE)
                start += size
        bits, places, found = _letters(word), _places(word), {}
        for other in tried:
            theirs = self._letters[other]
            if (bits & ~theirs).bit_count() <= most >= (theirs & ~bits).bit_count():
                distance = _distance(places, len(word), other)
                if distance <= most:
                    found[other] = distance
        return found


_NONE: frozenset[str] = frozenset()


def plain(text: str) -> str:
    """A form as it is compared: folded, with single blanks for stops, commas and the like.

    >>> plain(" Stevenson,  Adlai E.")
    'stevenson adlai e'
    """
    return _SIGNS.sub(" ", fold_case(text)).strip()


def rank(match: Match) -> tuple[object, ...]:
    """By reason and nearness, then the loudest layer, then the shorter form."""
    entry = match.entry
    return (
        match.why,
        match.letters,
        -LOUDNESS[entry.layer],
        match.form != entry.preferred,
        fold_case(entry.preferred),
        entry.kind,
    )


def of_kinds(kinds: Collection[EntryKind]) -> Kept:
    """Keeps entries of some kinds; of all where none is named; never what only forbids."""
    return lambda entry: not entry.forbids and (not kinds or entry.kind in kinds)


def is_near(form: str, word: str) -> bool:
    """Whether a word may be the reading of a form: two letters differ, one in short words.

    >>> is_near("Mikeyan", "Mikoyan"), is_near("Cuban", "Cuba"), is_near("an", "on")
    (True, True, False)
    """
    one, other = fold_case(form), fold_case(word)
    short = min(len(one), len(other))
    most = 0 if short < _LEAST_NEAR else 1 if short < 6 else 2
    if one == other or abs(len(one) - len(other)) > most:
        return one == other
    return _distance(_places(one), len(one), other) <= most


def _keys(form: str) -> Iterator[tuple[str, bool]]:
    """A form from each of its words on; whether from the first. "A, B" is also found as "B A"."""
    text = plain(form)
    yield text, True
    at = text.find(" ")
    while at >= 0:
        yield text[at + 1 :], False
        at = text.find(" ", at + 1)
    last, comma, first = form.partition(",")
    if comma and first.strip():
        yield plain(f"{first} {last}"), False


def _words(form: str) -> Iterable[str]:
    return [word for word in plain(form).split() if len(word) >= _LEAST_NEAR - 1]


def _sizes(length: int) -> tuple[int, ...]:
    """How long the parts of a word are, the longer ones last."""
    return tuple((length + n) // _PARTS for n in range(_PARTS))


def _cut(word: str) -> Iterator[str]:
    start = 0
    for size in _sizes(len(word)):
        yield word[start : start + size]
        start += size


def _letters(word: str) -> int:
    """The letters of a word as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def _nearest(alike: dict[str, int], form: str) -> int:
    return min((alike[word] for word in _words(form) if word in alike), default=99)


def _places(word: str) -> dict[str, int]:
    """For each letter of a word its places, as bits."""
    places: dict[str, int] = {}
    for n, letter in enumerate(word):
        places[letter] = places.get(letter, 0) | 1 << n
    return places


def _distance(places: dict[str, int], length: int, other: str) -> int:
    """Letters to change, add or leave out to make one word of the other.

    All cells of a column at once, as bits: Myers 1999, in the form of Hyyrö 2003.
    """
    last, mask = 1 << (length - 1), (1 << length) - 1
    more, less, distance = mask, 0, length
    for letter in other:
        same = places.get(letter, 0)
        across = (((same & more) + more) ^ more) | same | less
        up, down = less | ~(across | more), more & across
        distance += bool(up & last) - bool(down & last)
        up, down = up << 1 | 1, down << 1
        more, less = (down | ~(across | up)) & mask, up & across & mask
    return distance
