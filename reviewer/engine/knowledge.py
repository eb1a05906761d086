"""All that the engine knows before it sees a page, for one collection: words, costs, memory.

The dictionary's part is shared; a project's own words and what its approved pages taught are laid
over it, without building anything anew.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reviewer.core.lessons import Experience
from reviewer.core.messages import Message
from reviewer.engine.candidates import Candidates
from reviewer.engine.casing import restore
from reviewer.engine.compiling import key_of
from reviewer.engine.confusion import ErrorModel, own_rates, read_rates
from reviewer.engine.context import ContextModel
from reviewer.engine.farness import FarSearch
from reviewer.engine.form import Choice, Form, figures, halves
from reviewer.engine.forms import Forms
from reviewer.engine.letters import Letters
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.nearness import NearIndex
from reviewer.engine.segmenting import SHORTEST, Segmenter
from reviewer.engine.tokenizing import PieceKind
from reviewer.engine.wordlist import Numbers, WordList

MOST_FORMS = 16_000
"""So many forms are remembered between pages ; then the table starts anew."""


class Knowledge:
    """Words and counts of a dictionary, with a collection's own laid over them."""

    def __init__(
        self,
        lexicon: Lexicon,
        context: ContextModel,
        cache: Path | None,
        experience: Experience,
        base: "Knowledge | None" = None,
    ) -> None:
        """`lexicon` may have words added; `base` is the knowledge of the dictionary alone."""
        self.lexicon = lexicon
        self.context = context
        self.experience = experience
        self._base = base
        rates = read_rates(lexicon.dictionary.confusions)
        if base is None:
            letters = "".join(letter for pair in rates for block in pair for letter in block)
            self.words = WordList(lexicon.folds(), letters)
            stamp = lexicon.dictionary.stamp
            self._indexes = [(0, NearIndex(self.words, stamp, cache))]
            self._far = FarSearch(self.words, stamp, cache)
            self.letters = Letters(self.words, stamp, cache)
            self._segmenter = Segmenter(lexicon.folds())
        else:
            added = [word for word in lexicon.added if word not in base.numbers]
            listed = [(word, lexicon.frequency(word)) for word in added]
            self.words = base.words.extended(listed)
            self._indexes = [*base._indexes]
            if listed:
                self._indexes.append((len(base.words), NearIndex(WordList(listed), "", None)))
            self._far, self.letters = base._far, base.letters
            self._segmenter = base._segmenter
        learnt = Counter(dict(experience.letters))
        self.rates = own_rates(rates, experience.confusions, learnt)
        self.model = ErrorModel(self.rates, self.words.alphabet)
        self._candidates = Candidates(self.words, self._indexes, self._far, self.model)
        self._memory: dict[str, dict[str, int]] = {}
        for form, reading, count in experience.memory:
            self._memory.setdefault(form, {})[reading] = count
        self.told: dict[tuple[str, str], tuple[Message, ...]] = {}
        self.forms = Forms(self)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each word."""
        if self._base is None:
            return {word: n for n, word in enumerate(self.words.words)}
        listed = self.words.words
        count = len(self._base.words)
        return self._base.numbers | {listed[n]: n for n in range(count, len(listed))}

    @cached_property
    def names(self) -> npt.NDArray[np.float32]:
        """For each word, and one more for none: whether persons or places bear it."""
        named = np.zeros(len(self.words) + 1, np.float32)
        keys = self.lexicon.name_keys()
        if self._base is not None:
            named[: len(self._base.words)] = self._base.names[:-1]
            keys = self.lexicon.added_names()
        for key in keys:
            number = self.numbers.get(key)
            if number is not None:
                named[number] = 1.0
        return named

    @cached_property
    def raised(self) -> npt.NDArray[np.bool_]:
        """For each word, and one more for none: whether it is usually written with a capital."""
        found = np.zeros(len(self.words) + 1, bool)
        if self._base is not None:  # what is added is in no table, where casing is counted
            found[: len(self._base.words)] = self._base.raised[:-1]
            return found
        for key, shapes in self.lexicon.compiled.shapes.items():
            number = self.numbers.get(key)
            if number is not None and shapes[0][:1].isupper():
                found[number] = True
        return found

    @cached_property
    def _context_of_words(self) -> npt.NDArray[np.int32]:
        if self._base is None:
            return np.append(self.context.ids(self.words.words), np.int32(0))
        more = self.context.ids(self.words.words[len(self._base.words) :])
        return np.concatenate([self._base._context_of_words[:-1], more, np.zeros(1, np.int32)])

    def number(self, key: str) -> int:
        """The number of a folded word; -1 where it is not listed."""
        return self.numbers.get(key, -1)

    def near(self, forms: Sequence[Form]) -> list[list[Choice]]:
        """For each form the listed words it may stand for."""
        return self._candidates.near(forms)

    def splits(self, forms: Sequence[Form]) -> list[list[Choice]]:
        """For each form the two best ways to read it as two words whose blank was lost."""
        frequency = self.lexicon.frequency_of
        listed = [
            (n, *cells)
            for n, form in enumerate(forms)
            if not form.known and form.kind in (PieceKind.WORD, PieceKind.MIXED)
            for cells in halves(form, frequency)
        ]
        chosen: list[list[Choice]] = [[] for _ in forms]
        for n in {n for n, form in enumerate(forms) if _may_be_several(form)} - {
            r[0] for r in listed
        }:
            chosen[n].extend(self._several(forms[n]))
        if not listed:
            return chosen
        heads, tails = [row[2] for row in listed], [row[3] for row in listed]
        together = self.context.pairs(self.context.ids(heads), self.context.ids(tails)).tolist()
        total = self.context.total or 4e7
        for (n, reading, head, tail), pair in zip(listed, together, strict=True):
            often = max(pair, min(frequency(head) * frequency(tail) / total, 1.0))
            chosen[n].append(Choice(-1, 4.0, 1.0, math.log(often + 1e-4), reading, "split"))
        return [sorted(found, key=lambda c: (-c.frequency, c.text))[:2] for found in chosen]

    def _several(self, form: Form) -> Iterable[Choice]:
        """A form as three or more words whose blanks were lost."""
        parts = self._segmenter.parts(form.text)
        if parts:
            total = self.context.total or 4e7
            rate = sum(math.log(self.lexicon.frequency(part) / total) for part in parts)
            often = max(rate + math.log(total), math.log(1e-4))
            yield Choice(
                -1, 4.0 * (len(parts) - 1), len(parts) - 1, often, " ".join(parts), "split"
            )

    def specials(self, form: Form) -> Iterable[Choice]:
        """Candidates that no word list has: figures, removals, what was decided before."""
        if form.kind is PieceKind.SIGNS:
            yield Choice(-1, 2.0, len(form.text), 0.0, "", "removal")
            return
        figure = figures(form.text) if form.kind is not PieceKind.NUMBER else None
        if figure:
            yield Choice(-1, 4.0, 1.0, 4.0, figure, "figures")
        for reading, count in sorted(self._memory.get(form.text, {}).items()):
            if reading != form.text:
                yield Choice(-1, 3.0, 1.0, math.log(count + 0.5), reading, "memory")

    def pairs(self, left: Sequence[str], right: Sequence[str]) -> list[float]:
        """How often folded words stand side by side."""
        counts: list[float] = self.context.pairs(
            self.context.ids(left), self.context.ids(right)
        ).tolist()
        return counts

    def remembered(self, form: str, text: str) -> float:
        """How strongly earlier decisions say that `form` stands for `text`, in whatever case."""
        found = self._memory.get(form)
        if not found:
            return 0.0
        total, key = sum(found.values()), key_of(text)
        return sum(
            float(np.log1p(count)) * count / total
            for reading, count in found.items()
            if reading != form and key_of(reading) == key
        )

    def decided(self, form: str, text: str) -> int:
        """How often people decided that `form` stands for `text`."""
        return self._memory.get(form, {}).get(text, 0)

    def kept(self, form: str) -> float:
        """How strongly earlier decisions say that a doubted form was right."""
        found = self._memory.get(form)
        if not found:
            return 0.0
        return float(np.log1p(found.get(form, 0))) * found.get(form, 0) / sum(found.values())

    def first_blocks(self, keys: Sequence[str], texts: Sequence[str]) -> Numbers:
        """A number for the first letters in which each form and reading differ, above 0.

        The same misreading (i as l, and so on) has the same number wherever it occurs.
        """
        reads, _ = self.words.alphabet.encode(keys)
        trues, _ = self.words.alphabet.encode(texts)
        at = (reads != trues).argmax(axis=1)
        rows = np.arange(len(keys))
        longer = np.array([len(t) - len(k) for t, k in zip(texts, keys, strict=True)])
        block: Numbers = (reads[rows, at].astype(np.int64) << 8 | trues[rows, at]) << 3
        block += np.clip(longer, -3, 3) + 4
        return block

    def context_ids(
        self, texts: Sequence[str], numbers: Numbers
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """The context model's ids of the first and the last word of each text.

        `numbers` are the texts' places in the word list, -1 where they are not listed.
        """
        heads = self._context_of_words[numbers].copy()
        tails = heads.copy()
        others = [
            (n, pieces)
            for n in np.flatnonzero((numbers < 0) | (heads == 0)).tolist()
            if (pieces := texts[n].replace("-", " ").split())
        ]
        if others:
            places = [n for n, _ in others]
            heads[places] = self.context.ids([key_of(pieces[0]) for _, pieces in others])
            tails[places] = self.context.ids([key_of(pieces[-1]) for _, pieces in others])
        return heads, tails

    def reading(self, form: Form, row: int) -> tuple[str, str]:
        """The text that the candidate of a row proposes for a form, and who proposes it."""
        told = self.forms.texts.get(row)
        if told is not None:
            return told
        word = self.words.words[int(self.forms.words[row])]
        return restore(form.text, self.lexicon.shapes(word) or (word,)), "nearest words"

    def fresh_forms(self) -> Forms:
        """The table of forms, begun anew where it has grown too large."""
        if len(self.forms) > MOST_FORMS:
            self.forms = Forms(self)
        return self.forms


def _may_be_several(form: Form) -> bool:
    """Whether a form may be several words run together."""
    return not form.known and form.kind is PieceKind.WORD and len(form.text) >= SHORTEST
