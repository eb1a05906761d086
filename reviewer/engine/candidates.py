"""Where suggestions come from: the words nearest by letters, and SymSpell's deletes index.

Sources propose words for a form; which of them is likely, and how likely, is settled in
`ranking`. A built-in source may be asked for all forms of a page at once (`prepare`), which is many
times faster than one by one.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from reviewer.core.findings import Finding, Suggestion
from reviewer.core.ports import Context
from reviewer.core.reading import PageReading
from reviewer.engine.casing import restore
from reviewer.engine.compiling import key_of
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.pairs import Pairs
from reviewer.engine.survey import Surveyor

if TYPE_CHECKING:
    from reviewer.engine.confusion import ErrorModel
    from reviewer.engine.deletes import DeletesIndex
    from reviewer.engine.retrieval import Found, WordSearch

FREQUENT = 100.0
"""Rarer words are not looked for within a form: almost any long form holds some."""
LONGEST_JOINED = 30
LOST_BLANK = 0.01
"""How likely a blank is lost where one stands; ranking learns what to make of it."""
REMEMBERED = 50_000
"""So many forms keep their words: a book's worth of misreadings."""


class NearestWords:
    """Proposes the words of every layer that are nearest by letters (rapidfuzz)."""

    name = "nearest words"

    def __init__(self, surveyor: Surveyor, model: "ErrorModel") -> None:
        self._surveyor = surveyor
        self._model = model
        self._found: OrderedDict[str, tuple[Found, ...]] = OrderedDict()
        self._project: tuple[tuple[str, ...], WordSearch | None] = ((), None)

    @cached_property
    def _search(self) -> "WordSearch":
        from reviewer.engine.retrieval import WordSearch

        return WordSearch(self._surveyor.lexicon.folds(), self._model)

    def prepare(self, forms: Iterable[str]) -> None:
        """Look up all forms of a page at once."""
        new = [key for key in dict.fromkeys(map(key_of, forms)) if key not in self._found]
        if new:
            self._found.update(self._search.nearest(new))
        while len(self._found) > REMEMBERED:
            self._found.popitem(last=False)

    def suggest(
        self, finding: Finding, page: PageReading, context: Context
    ) -> Iterable[Suggestion]:
        """Up to 64 words, cased like the form."""
        if not any(c.isalnum() for c in finding.form):
            return
        key = key_of(finding.form)
        self.prepare([key])
        lexicon = self._surveyor.lexicon_for(context)
        for found in (*self._found[key], *self._of_project(key, lexicon)):
            yield proposal(finding.form, found.word, lexicon, self.name, found.cost)

    def _of_project(self, key: str, lexicon: Lexicon) -> "Sequence[Found]":
        """The same among the words that were added at run time."""
        from reviewer.engine.retrieval import WordSearch

        if not lexicon.added:
            return ()
        words, search = self._project
        if words != lexicon.added or search is None:
            search = WordSearch(((word, lexicon.frequency(word)) for word in lexicon.added),
                                self._model)  # fmt: skip
            self._project = lexicon.added, search
        return search.nearest([key])[key]


class DeletesWords:
    """Proposes frequent words within two edits, transpositions counted as one (SymSpell)."""

    name = "symspell"

    def __init__(self, surveyor: Surveyor, index: "DeletesIndex", model: "ErrorModel") -> None:
        self._surveyor = surveyor
        self._index = index
        self._model = model
        self._found: OrderedDict[str, tuple[tuple[str, float], ...]] = OrderedDict()

    def prepare(self, forms: Iterable[str]) -> None:
        """Look up all forms of a page, and weigh what is found at once."""
        new = [key for key in dict.fromkeys(map(key_of, forms)) if key not in self._found]
        words = {key: self._index.lookup(key) for key in new}
        reads = [key for key in new for _ in words[key]]
        truths = [word for key in new for word in words[key]]
        costs = iter(self._model.pair_costs(reads, truths).tolist())
        for key in new:
            self._found[key] = tuple((word, next(costs)) for word in words[key])
        while len(self._found) > REMEMBERED:
            self._found.popitem(last=False)

    def suggest(
        self, finding: Finding, page: PageReading, context: Context
    ) -> Iterable[Suggestion]:
        """The words at the least distance, cased like the form."""
        if not any(c.isalnum() for c in finding.form):
            return
        key = key_of(finding.form)
        self.prepare([key])
        lexicon = self._surveyor.lexicon_for(context)
        for word, cost in self._found[key]:
            yield proposal(finding.form, word, lexicon, self.name, cost)


class JoinedWords:
    """Proposes two words where a form is both of them without their blank ("ofthe")."""

    name = "joined words"

    def __init__(self, surveyor: Surveyor, pairs: Pairs) -> None:
        self._surveyor = surveyor
        self._pairs = pairs

    def suggest(
        self, finding: Finding, page: PageReading, context: Context
    ) -> Iterable[Suggestion]:
        """The form with a blank, wherever both sides are frequent words or a known pair."""
        form = finding.form
        if not 3 <= len(form) <= LONGEST_JOINED or not form.isalpha():
            return
        lexicon = self._surveyor.lexicon_for(context)
        for cut in range(1, len(form)):
            left, right = form[:cut], form[cut:]
            if min(lexicon.frequency(left), lexicon.frequency(right)) < FREQUENT:
                continue
            counted = self._pairs.count(key_of(left), key_of(right))
            if (min(len(left), len(right)) > 2 or counted) and lexicon.knows(left):
                yield Suggestion(f"{left} {right}", LOST_BLANK, self.name)


class Removal:
    """Proposes to remove stray signs."""

    name = "removal"

    def suggest(
        self, finding: Finding, page: PageReading, context: Context
    ) -> Iterable[Suggestion]:
        """An empty text for a form without a letter or figure; else nothing."""
        if not any(c.isalnum() for c in finding.form):
            yield Suggestion("", 0.6, self.name)


def proposal(form: str, word: str, lexicon: Lexicon, source: str, cost: float) -> Suggestion:
    """A word as a suggestion for a form; its probability says how cheap the letters are (e^-cost).

    Ranking weighs frequency, context and the other candidates against it.
    """
    text = restore(form, lexicon.shapes(word) or (word,))
    return Suggestion(text, 2.718281828459045**-cost, source)
