"""What can be said of a form (a way a piece is written) wherever it stands: its candidates and the
features that need no neighbours. Worked out once a form, for all new forms of a page at once.

A form's answers are rows of a table: row 0 keeps it, row 1 says "none of these", the others are
candidates, the likeliest by letters and frequency first.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from reviewer.engine.compiling import key_of
from reviewer.engine.letters import Letters
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.tokenizing import Piece, PieceKind, parts
from reviewer.engine.wordlist import LONGEST, Floats, Numbers, WordList

Flags = npt.NDArray[np.bool_]
Ids = npt.NDArray[np.int32]

EXAMINED = frozenset({PieceKind.WORD, PieceKind.COMPOUND, PieceKind.MIXED})
"""Kinds of piece that a word list can know."""
SEARCHED = EXAMINED | {PieceKind.CODE, PieceKind.LETTER}
"""Kinds of piece that may stand for a word."""
SHORT = 4
"""Numbers and signs up to this length may be misread words."""
FREQUENCY_WEIGHT = 0.4
"""What a natural logarithm of frequency weighs against a letter's cost when the rest is dropped."""

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

NUMBERS = frozenset(
    {PieceKind.NUMBER, PieceKind.ORDINAL, PieceKind.TIME, PieceKind.DATE, PieceKind.NUMBER_SIGN}
)
_FIGURES = str.maketrans("lIi|!OoSsBZzqgbG", "1111100558229966")
_SPLIT_AT_LEAST = 3
_FREQUENT = 20.0
"""Rarer words are not looked for within a form: almost any long form holds some."""


@dataclass(slots=True)
class Choice:
    """A candidate before it is weighed: a listed word by `number`, or a `text` of its own."""

    number: int
    cost: float
    edits: float
    frequency: float
    text: str = ""
    source: str = "nearest"


@dataclass(slots=True)
class Form:
    """A form and where its rows are."""

    text: str
    kind: PieceKind
    key: str
    known: bool
    held: bool
    number: int
    suffix: bool = False


class Source(Protocol):
    """What a table of forms asks of the engine's knowledge (`knowledge.Knowledge`)."""

    lexicon: Lexicon
    letters: Letters
    words: WordList

    @property
    def names(self) -> Floats: ...
    @property
    def raised(self) -> Flags: ...
    def number(self, key: str) -> int: ...
    def near(self, forms: Sequence[Form]) -> list[list[Choice]]: ...
    def splits(self, forms: Sequence[Form]) -> list[list[Choice]]: ...
    def specials(self, form: Form) -> Iterable[Choice]: ...
    def remembered(self, form: str, text: str) -> float: ...
    def kept(self, form: str) -> float: ...
    def first_blocks(self, keys: Sequence[str], texts: Sequence[str]) -> Numbers: ...
    def context_ids(self, texts: Sequence[str], numbers: Numbers) -> tuple[Ids, Ids]: ...


class Forms:
    """A growing table of forms. `add` them, `complete` the table, then read its arrays."""

    def __init__(self, knowledge: Source) -> None:
        self._knowledge = knowledge
        self._numbers: dict[tuple[str, PieceKind, bool], int] = {}
        self.forms: list[Form] = []
        self._new: list[int] = []
        self.group: Floats = np.zeros((0, len(GROUP)), np.float32)
        self.rows: Floats = np.zeros((0, len(ROW)), np.float32)
        self.words: Numbers = np.zeros(0, np.int64)
        self.blocks: Numbers = np.zeros(0, np.int64)
        self.heads: npt.NDArray[np.int32] = np.zeros(0, np.int32)
        self.tails: npt.NDArray[np.int32] = np.zeros(0, np.int32)
        self.bounds: Numbers = np.zeros((0, 2), np.int64)
        self.texts: dict[int, tuple[str, str]] = {}
        self.known: Flags = np.zeros(0, bool)
        self.examined: Flags = np.zeros(0, bool)
        self.numeric: Flags = np.zeros(0, bool)
        self.long: Flags = np.zeros(0, bool)
        self.small: Flags = np.zeros(0, bool)
        self.numbers: Numbers = np.zeros(0, np.int64)

    def __len__(self) -> int:
        return len(self.forms)

    def add(self, piece: Piece) -> int:
        """The number of a form; it can be asked for after `complete`."""
        key = piece.text, piece.kind, bool(piece.suffix)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.forms)
            self.forms.append(self._made(piece))
            self._new.append(found)
        return found

    def _made(self, piece: Piece) -> Form:
        lexicon = self._knowledge.lexicon
        folded = key_of(piece.text)
        known = held = piece.kind not in EXAMINED
        if piece.kind in EXAMINED:
            held = lexicon.holds(piece.text)
            known = held and lexicon.knows(piece.text)
            if not known and piece.kind is PieceKind.COMPOUND:
                known = all(len(p.text) < 2 or lexicon.knows(p.text) for p in parts(piece))
            elif not known and piece.kind is PieceKind.MIXED:
                # "mid-1966": figures joined to words are no misreading.
                halves = piece.text.split("-")
                known = len(halves) > 1 and all(h.isdigit() or lexicon.knows(h) for h in halves)
            held = held or known
        elif piece.kind is PieceKind.CODE:
            held = lexicon.holds(piece.text)
        number = self._knowledge.number(folded)
        return Form(piece.text, piece.kind, folded, known, held, number, suffix=bool(piece.suffix))

    def complete(self) -> None:
        """Work out the rows of all forms added since the last call."""
        if not self._new:
            return
        new, self._new = self._new, []
        forms = [self.forms[n] for n in new]
        choices = self._choices(forms)
        self._store(forms, choices)

    # Candidates

    def _choices(self, forms: Sequence[Form]) -> list[list[Choice]]:
        chosen: list[list[Choice]] = [[] for _ in forms]
        asked = [n for n, form in enumerate(forms) if _searched(form)]
        if asked:
            near = self._knowledge.near([forms[n] for n in asked])
            for n, found in zip(asked, near, strict=True):
                chosen[n] = found
        broken = self._knowledge.splits(forms)
        for form, found, halves in zip(forms, chosen, broken, strict=True):
            found.extend(halves)
            found.extend(self._knowledge.specials(form))
        return chosen

    # Rows

    def _store(self, forms: Sequence[Form], choices: Sequence[Sequence[Choice]]) -> None:
        knowledge = self._knowledge
        base = len(self.rows)
        sizes = np.array([2 + len(found) for found in choices])
        ends = base + np.cumsum(sizes)
        bounds = np.stack([ends - sizes, ends], axis=1)
        flat = [choice for found in choices for choice in found]
        total = int(sizes.sum())
        rows = np.zeros((total, len(ROW)), np.float32)
        words = np.full(total, -1, np.int64)
        blocks = np.zeros(total, np.int64)
        heads = np.zeros(total, np.int32)
        tails = np.zeros(total, np.int32)
        keeps = bounds[:, 0] - base
        mask = np.ones(total, bool)
        mask[keeps] = mask[keeps + 1] = False
        places = np.flatnonzero(mask)
        rows[keeps, _R["keep"]] = 1.0
        rows[keeps + 1, _R["none"]] = 1.0
        group = np.array([_group(form, found) for form, found in zip(forms, choices, strict=True)],
                         np.float32).reshape(len(forms), len(GROUP))  # fmt: skip
        own = np.array([form.number for form in forms])
        group[:, _G["frequency"]] = np.where(
            own >= 0, knowledge.words.log_frequency[np.maximum(own, 0)], -1.0
        )
        usual, oddest = knowledge.letters.likelihood([form.key for form in forms])
        group[:, _G["usual"]], group[:, _G["oddest"]] = usual, oddest
        rows[keeps, _R["frequency"]] = group[:, _G["frequency"]]
        rows[keeps, _R["name"]] = knowledge.names[own] * (own >= 0)
        heads[keeps], tails[keeps] = knowledge.context_ids([form.key for form in forms], own)
        for form, keep in zip(forms, keeps.tolist(), strict=True):
            rows[keep, _R["kept"]] = knowledge.kept(form.text)
        if flat:
            numbers = np.array([choice.number for choice in flat])
            owner = np.repeat(np.arange(len(forms)), sizes - 2)
            length = group[owner, _G["length"]]
            columns = {
                "candidate": np.ones(len(flat)),
                "cost": [choice.cost for choice in flat],
                "edits": [choice.edits for choice in flat],
                "frequency": [choice.frequency for choice in flat],
                "rank": (np.arange(len(flat)) - np.repeat(np.cumsum(sizes - 2) - (sizes - 2),
                                                          sizes - 2)) / 10,
                "name": np.where(numbers >= 0, knowledge.names[numbers], 0.0),
                "special": [float(choice.number < 0 and " " not in choice.text) for choice in flat],
                "split": [float(" " in choice.text) for choice in flat],
            }  # fmt: skip
            for name, values in columns.items():
                rows[places, _R[name]] = values
            cost = rows[places, _R["cost"]]
            rows[places, _R["per_letter"]] = cost / np.maximum(length * 10, 1)
            rows[places, _R["rarer"]] = np.minimum(
                rows[places, _R["frequency"]] - group[owner, _G["frequency"]], 0
            )
            small = np.array([form.text[:1].islower() for form in forms])[owner]
            rows[places, _R["raised"]] = small & knowledge.raised[numbers] & (numbers >= 0)
            texts = [c.text or knowledge.words.words[c.number] for c in flat]
            keys = [forms[n].key for n in owner.tolist()]
            rows[places, _R["first"]] = [t[:1] == k[:1] for t, k in zip(texts, keys, strict=True)]
            rows[places, _R["last"]] = [t[-1:] == k[-1:] for t, k in zip(texts, keys, strict=True)]
            rows[places, _R["longer"]] = [
                (len(t) - len(k)) / 3 for t, k in zip(texts, keys, strict=True)
            ]
            rows[places, _R["remembered"]] = [
                knowledge.remembered(forms[n].text, text)
                for n, text in zip(owner.tolist(), texts, strict=True)
            ]
            words[places] = numbers
            blocks[places] = knowledge.first_blocks(keys, texts)
            heads[places], tails[places] = knowledge.context_ids(texts, numbers)
            for place, choice in zip(places.tolist(), flat, strict=True):
                if choice.number < 0:
                    self.texts[base + place] = choice.text, choice.source
        flags = {
            "known": [form.known for form in forms],
            "examined": [form.kind in EXAMINED for form in forms],
            "numeric": [form.kind in NUMBERS for form in forms],
            "long": [len(form.text) > 2 for form in forms],
            "small": [not form.text[:1].isupper() for form in forms],
        }
        for name, values in flags.items():
            setattr(self, name, np.concatenate([getattr(self, name), np.array(values, bool)]))
        self.numbers = np.concatenate([self.numbers, own])
        self.group = np.concatenate([self.group, group])
        self.rows = np.concatenate([self.rows, rows])
        self.words = np.concatenate([self.words, words])
        self.blocks = np.concatenate([self.blocks, blocks])
        self.heads = np.concatenate([self.heads, heads])
        self.tails = np.concatenate([self.tails, tails])
        self.bounds = np.concatenate([self.bounds, bounds])


def _searched(form: Form) -> bool:
    """Whether a form may stand for a word; short numbers and signs may ("1n" is "in")."""
    if form.kind in SEARCHED:
        return len(form.text) <= LONGEST
    return len(form.text) <= SHORT and (form.kind in NUMBERS or form.kind is PieceKind.SIGNS)


def figures(text: str) -> str | None:
    """A number whose figures were read as letters ("l96O" is 1960); None where it is none.

    At least one figure must stand there, and nothing but figures and their signs may remain.
    """
    if not any(c.isdigit() for c in text) or text.isdigit():
        return None
    mended = text.translate(_FIGURES)
    plain = mended.replace(",", "").replace(".", "").replace("-", "").replace("/", "")
    return mended if mended != text and plain.isdigit() else None


def halves(form: Form, frequency: Callable[[str], float]) -> Iterable[tuple[str, str, str]]:
    """The ways to read a form as two frequent words whose blank was lost: (reading, left, right).

    The words are folded; the reading keeps the form's case and a stop at the break.
    """
    text = form.text
    if not _SPLIT_AT_LEAST <= len(text) <= LONGEST:
        return
    for cut in range(1, len(text)):
        left, right = text[:cut].rstrip(".,;:"), text[cut:]
        if not left or not right[0].isalnum() or not left.replace("'", "").isalpha():
            continue
        head, tail = key_of(left), key_of(right)
        if min(len(head), len(tail)) == 1 and head not in "ai" and tail != "i":
            continue
        if min(frequency(head), frequency(tail)) >= _FREQUENT:
            yield f"{text[:cut]} {right}", head, tail


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


__all__ = ["GROUP", "ROW", "Choice", "Form", "Forms", "figures", "halves"]
