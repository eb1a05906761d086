"""Reading a dictionary's tables into the form that answers questions, and keeping that form.

The compiled form is stored with `marshal`: five times faster to open than the tables are to read.
`marshal` differs between Python versions, so the version is part of the file's name.
"""

import marshal
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reviewer.core.lexicon import EntryKind, Layer
from reviewer.core.text import fold_case
from reviewer.engine import caching, hunspell
from reviewer.engine.tables import Dictionary, Table, rows

Row = tuple[int, str, tuple[str, ...], str, str, str]
"""Table number, preferred form, variants, note, dates, source."""

_FORMAT = 5
"""Part of the cache file's name: count up when `Compiled` or what is put into it changes."""

CAPITAL_ONLY = 20
"""From this many capitals on, the period's casing counts for more than the general list's."""
SMALL_SHARE = 0.02
"""A word written small at least this often is written small where nothing calls for a capital."""
SLIP_SHARE = 0.004
"""A name written small less often than this was written so by a slip."""

# Titles and particles within names are words of their own right, not names.
_NO_NAMES = frozenset(
    "the of and for from with jr sr dr sir mr mrs miss general colonel major captain lieutenant "
    "admiral prince king queen sheikh lord baron count field marshal air vice rear prime minister "
    "president ambassador senator judge brigadier commander princess emperor shah archbishop "
    "cardinal pope bishop reverend".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’.&·-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Compiled:
    """A dictionary's tables, indexed.

    `counts`: fold to frequency; `shapes`: fold to written forms, for those not just written small;
    `index`: fold to the numbers of its rows; `packed` has these (see `row`), `tables` the number of
    each one's table. Few of them are ever read: packed they take less memory.
    """

    counts: dict[str, float]
    shapes: dict[str, tuple[str, ...]]
    index: dict[str, tuple[int, ...]]
    packed: list[bytes]
    tables: bytes

    def row(self, number: int) -> Row:
        """An entry as its table has it."""
        table, *cells = marshal.loads(self.packed[number])
        return (table, *cells)


def load(dictionary: Dictionary, cache: Path | None) -> Compiled:
    """The compiled form of a dictionary, from the cache or made now (and cached)."""
    name = f"lexicon-{dictionary.stamp}-{sys.implementation.cache_tag}-{_FORMAT}.bin"
    made: Compiled | None = None

    def build() -> bytes:
        nonlocal made
        made = compile_tables(dictionary)
        return marshal.dumps((made.counts, made.shapes, made.index, made.packed, made.tables))

    content = caching.cached(cache, name, build)
    try:
        return made or Compiled(*marshal.loads(content))
    except (ValueError, EOFError, TypeError):  # whole, but not what this version put there
        if cache is not None:
            caching.drop(cache / name)
        return compile_tables(dictionary)


def compile_tables(dictionary: Dictionary) -> Compiled:
    """Read every table of a dictionary."""
    maker = _Maker()
    for number, table in enumerate(dictionary.tables):
        if table.affixes:
            maker.add_forms(hunspell.forms(table.path), table.share)
        elif table.kind is EntryKind.WORD:
            maker.add_words(table)
        else:
            maker.add_entries(table, number)
    return maker.finish()


def key_of(word: str) -> str:
    """The key under which a word is found: its fold without the stops of an abbreviation's end."""
    return fold_case(word).rstrip(".") or word


def name_words(text: str) -> list[str]:
    """The words of a name or term that count as known words."""
    return [word for word in _WORD.findall(text) if len(word) > 1]


class _Maker:
    def __init__(self) -> None:
        self.counts: dict[str, float] = {}
        self.general: set[str] = set()
        self.forms: dict[str, dict[str, float]] = defaultdict(dict)
        self.index: dict[str, list[int]] = defaultdict(list)
        self.rows: list[Row] = []

    def add_words(self, table: Table) -> None:
        """Take in a list of words with counts."""
        text = table.path.read_text("utf-8-sig")
        separator = " " if table.listing else "\t"
        lines = text.split("\n") if table.listing else text.split("\n")[1:]
        general = table.layer is Layer.GENERAL
        for line in lines:
            word, _, count = line.partition(separator)
            if not word or not count:
                continue
            value = float(count) * table.share
            key = key_of(word)
            self.counts[key] = self.counts.get(key, 0.0) + value
            if general:
                self.general.add(key)
            else:
                forms = self.forms[key]
                forms[word] = forms.get(word, 0.0) + value

    def add_forms(self, forms: Iterable[str], count: float) -> None:
        """Take in words that come without counts, cased as they are written."""
        for form in forms:
            key = key_of(form)
            self.counts.setdefault(key, count)
            if form == key:
                self.general.add(key)
            else:
                self.forms[key].setdefault(form, count)

    def add_entries(self, table: Table, number: int) -> None:
        """Take in a table of names, terms, offices or abbreviations."""
        for cells in rows(table.path):
            preferred = cells["preferred"]
            variants = tuple(v for v in cells.get("variants", "").split(" | ") if v)
            dates = _years(cells.get("birth", ""), cells.get("death", ""))
            dates = dates or _years(cells.get("start", ""), cells.get("end", ""))
            row = (number, preferred, variants, cells.get("note", ""), dates, cells["source"])
            self.rows.append(row)
            keys = set()
            for text in (preferred, *variants):
                keys.add(key_of(text))
                if table.kind is EntryKind.OFFICE:
                    continue
                for word in name_words(text):
                    if self._know(word, table.kind) and table.kind is not EntryKind.TERM:
                        keys.add(key_of(word))
            for key in sorted(keys):
                self.index[key].append(len(self.rows) - 1)

    def _know(self, word: str, kind: EntryKind) -> bool:
        """Count a word of an entry as known; whether it is a name in its own right."""
        key = key_of(word)
        own = key not in _NO_NAMES
        if kind is EntryKind.PERSON and (not own or (len(word) < 3 and key not in self.counts)):
            return False
        if kind is EntryKind.TERM and word.islower() and key in self.general:
            return False
        # A short name that no document of the period has would be met by chance only.
        self.counts[key] = self.counts.get(key, 0.0) + 1.0
        self.forms[key].setdefault(word.replace("’", "'"), 1.0)
        return own

    def finish(self) -> Compiled:
        """The compiled form of all that was taken in."""
        shapes = {}
        for key, forms in self.forms.items():
            ranked = _shapes(key, forms, key in self.general)
            if ranked != (key,):
                shapes[key] = ranked
        index = {key: tuple(numbers) for key, numbers in self.index.items()}
        packed = [marshal.dumps(row) for row in self.rows]
        tables = bytes(row[0] for row in self.rows)
        return Compiled(self.counts, shapes, index, packed, tables)


def _shapes(key: str, forms: dict[str, float], general: bool) -> tuple[str, ...]:
    """The written forms of a word, the usual one first, without those that only add capitals.

    Beginnings of sentences and headings make "The" and "THE" out of "the": a word that is written
    small in earnest needs no capital forms beside it. The general list writes all words small,
    names too, so its word is evidence only where the period does not always use a capital.
    """
    small = forms.get(key, 0.0)
    large = sum(forms.values()) - small
    if general and large < CAPITAL_ONLY:
        small = max(small, large, 1.0)
    ranked = sorted((form for form in forms if form != key), key=lambda f: (-forms[f], f))
    if small >= SMALL_SHARE * (small + large):
        # Inner capitals stay beside the small form, as in "vietnam" and "VietNam".
        return (key, *(form for form in ranked if not _only_capitalised(form, key)))[:4]
    if key.capitalize() in ranked and ranked[0] != key.upper():
        ranked = [form for form in ranked if form != key.upper()]
    return (*ranked[:3], key) if general or small >= SLIP_SHARE * large else tuple(ranked[:3])


def _only_capitalised(form: str, key: str) -> bool:
    """Whether a form differs from its fold by what any word may have: a first or all capitals."""
    return form in (key.upper(), key.capitalize()) or form == key.title()


def _years(start: str, end: str) -> str:
    return f"{start}-{end}" if start or end else ""
