"""The features of forms and of their answers that need no neighbours, for many forms at once."""

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from reviewer.engine.form import NUMBERS, Choice, Form
from reviewer.engine.letters import Letters
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.tokenizing import PieceKind
from reviewer.engine.wordlist import Floats, Numbers, WordList

Flags = npt.NDArray[np.bool_]
Ids = npt.NDArray[np.int32]

FREQUENCY_WEIGHT = 0.4
"""What a natural logarithm of frequency weighs against a cost in a form's own features."""

GROUP = (
    "length", "one", "short", "known", "held", "frequency", "word", "mixed", "number", "code",
    "letter", "signs", "odd", "title", "upper", "possessive", "inner", "best", "second", "choices",
    "digits", "usual", "oddest",
)  # fmt: skip
"""Features of a form as a whole."""
ROW = (
    "keep", "none", "candidate", "cost", "per_letter", "edits", "rank", "frequency", "rarer",
    "name", "raised", "first", "last", "split", "special", "remembered", "kept", "longer",
)  # fmt: skip
"""Features of an answer."""
_G = {name: n for n, name in enumerate(GROUP)}
_R = {name: n for n, name in enumerate(ROW)}


class Source(Protocol):
    """What a table of forms asks of the engine's knowledge (`knowledge.Knowledge`)."""

    lexicon: Lexicon
    letters: Letters
    words: WordList

    @property
    def names(self) -> Floats:
        """For each word, and one more for none: whether persons or places bear it."""
        ...

    @property
    def raised(self) -> Flags:
        """For each word, and one more for none: whether it is usually written with a capital."""
        ...

    def number(self, key: str) -> int:
        """The number of a folded word; -1 where it is not listed."""
        ...

    def near(self, forms: Sequence[Form]) -> list[list[Choice]]:
        """For each form the listed words it may stand for."""
        ...

    def splits(self, forms: Sequence[Form]) -> list[list[Choice]]:
        """For each form the best ways to read it as several words."""
        ...

    def specials(self, form: Form) -> Iterable[Choice]:
        """Candidates that no word list has."""
        ...

    def remembered(self, form: str, text: str) -> float:
        """How strongly earlier decisions say that `form` stands for `text`, in whatever case."""
        ...

    def kept(self, form: str) -> float:
        """How strongly earlier decisions say that a doubted form was right."""
        ...

    def first_blocks(self, keys: Sequence[str], texts: Sequence[str]) -> Numbers:
        """A number for the first letters in which each form and reading differ."""
        ...

    def context_ids(self, texts: Sequence[str], numbers: Numbers) -> tuple[Ids, Ids]:
        """The context model's ids of the first and the last word of each text."""
        ...


class RowMaker:
    """The rows of some forms: keep, none, then the candidates, form by form.

    `bounds` are the rows of each form, `places` those of all candidates (`flat`, in order). Arrays
    over forms: `group` features, `own` numbers in the word list. Over rows: `rows` (features),
    `words` (numbers in the list, -1 for none), `blocks` (first differing letters), `heads` and
    `tails` (context ids of the first and last word).
    """

    def __init__(
        self, knowledge: Source, forms: Sequence[Form], choices: Sequence[Sequence[Choice]]
    ) -> None:
        self._knowledge = knowledge
        self._forms = forms
        self.flat = [choice for found in choices for choice in found]
        sizes = np.array([2 + len(found) for found in choices], np.int64)
        ends = np.cumsum(sizes)
        self.bounds = np.stack([ends - sizes, ends], axis=1)
        total = int(sizes.sum())
        self.rows = np.zeros((total, len(ROW)), np.float32)
        self.words = np.full(total, -1, np.int64)
        self.blocks = np.zeros(total, np.int64)
        self.heads = np.zeros(total, np.int32)
        self.tails = np.zeros(total, np.int32)
        self.own = np.array([form.number for form in forms], np.int64)
        self.group = self._groups(choices)
        self._answers_without_candidate()
        candidates = np.ones(total, bool)
        candidates[self.bounds[:, 0]] = candidates[self.bounds[:, 0] + 1] = False
        self.places = np.flatnonzero(candidates)
        if self.flat:
            self._candidates(np.repeat(np.arange(len(forms)), sizes - 2))

    def _groups(self, choices: Sequence[Sequence[Choice]]) -> Floats:
        made = [_group(form, found) for form, found in zip(self._forms, choices, strict=True)]
        group = np.array(made, np.float32).reshape(len(made), len(GROUP))
        listed = self.own >= 0
        group[:, _G["frequency"]] = -1.0
        frequency = self._knowledge.words.log_frequency[self.own[listed]]
        group[listed, _G["frequency"]] = frequency
        usual, oddest = self._knowledge.letters.likelihood([form.key for form in self._forms])
        group[:, _G["usual"]], group[:, _G["oddest"]] = usual, oddest
        return group

    def _answers_without_candidate(self) -> None:
        """The rows that keep the form, and those that say "none of these"."""
        knowledge, keeps = self._knowledge, self.bounds[:, 0]
        self.rows[keeps, _R["keep"]] = 1.0
        self.rows[keeps + 1, _R["none"]] = 1.0
        self.rows[keeps, _R["frequency"]] = self.group[:, _G["frequency"]]
        self.rows[keeps, _R["name"]] = knowledge.names[self.own] * (self.own >= 0)
        self.rows[keeps, _R["kept"]] = [knowledge.kept(form.text) for form in self._forms]
        keys = [form.key for form in self._forms]
        self.heads[keeps], self.tails[keeps] = knowledge.context_ids(keys, self.own)

    def _candidates(self, owner: Numbers) -> None:
        """The rows of the candidates; `owner` is the place of each one's form."""
        knowledge, flat = self._knowledge, self.flat
        numbers = np.array([choice.number for choice in flat], np.int64)
        listed = numbers >= 0
        words = knowledge.words.words
        texts = [c.text if c.number < 0 else words[c.number] for c in flat]
        forms = [self._forms[n] for n in owner.tolist()]
        keys = [form.key for form in forms]
        pairs = list(zip(texts, keys, strict=True))
        cost = np.array([choice.cost for choice in flat], np.float32)
        frequency = np.array([choice.frequency for choice in flat], np.float32)
        small = np.array([form.text[:1].islower() for form in forms], bool)
        columns = {
            "candidate": np.ones(len(flat)),
            "cost": cost,
            "per_letter": cost / np.maximum(self.group[owner, _G["length"]] * 10, 1),
            "edits": [choice.edits for choice in flat],
            "rank": (np.arange(len(flat)) - np.searchsorted(owner, owner)) / 10,
            "frequency": frequency,
            "rarer": np.minimum(frequency - self.group[owner, _G["frequency"]], 0),
            "name": np.where(listed, knowledge.names[numbers], 0.0),
            "raised": small & knowledge.raised[numbers] & listed,
            "first": [text[:1] == key[:1] for text, key in pairs],
            "last": [text[-1:] == key[-1:] for text, key in pairs],
            "split": [" " in choice.text for choice in flat],
            "special": [choice.number < 0 and " " not in choice.text for choice in flat],
            "remembered": [
                knowledge.remembered(form.text, text)
                for form, text in zip(forms, texts, strict=True)
            ],
            "longer": [(len(text) - len(key)) / 3 for text, key in pairs],
        }
        for name, values in columns.items():
            self.rows[self.places, _R[name]] = values
        self.words[self.places] = numbers
        self.blocks[self.places] = knowledge.first_blocks(keys, texts)
        heads, tails = knowledge.context_ids(texts, numbers)
        self.heads[self.places], self.tails[self.places] = heads, tails


def _group(form: Form, found: Sequence[Choice]) -> list[float]:
    text, kind = form.text, form.kind
    upper = text.isupper()
    title = text[:1].isupper() and text[1:].islower()
    costs = sorted(c.cost - FREQUENCY_WEIGHT * c.frequency for c in found)
    return [
        min(len(text), 16) / 10,
        len(text) == 1,
        len(text) in (2, 3),
        form.known,
        form.held,
        0.0,
        kind is PieceKind.WORD or kind is PieceKind.COMPOUND,
        kind is PieceKind.MIXED,
        kind in NUMBERS,
        kind is PieceKind.CODE,
        kind is PieceKind.LETTER,
        kind in (PieceKind.SIGNS, PieceKind.LATEX, PieceKind.OVERLONG),
        not upper and not title and not text.islower(),
        title,
        upper,
        form.suffix,
        sum(not c.isalpha() for c in text) / max(len(text), 1),
        min(costs[0], 20.0) / 10 if costs else 2.0,
        min(costs[1] - costs[0], 5.0) if len(costs) > 1 else 5.0,
        len(found) / 10,
        sum(c.isdigit() for c in text) / max(len(text), 1),
        0.0,
        0.0,
    ]
