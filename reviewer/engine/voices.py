"""What other readings of the picture are worth: further candidates, and weights for all answers.

A second OCR run that agrees with the page makes it likelier right; where it differs, its reading
becomes a candidate, and every answer is asked how likely a machine would have read it so. How much
each of these events counts is fitted on pages whose truth is known (`scripts/fit_second.py`), one
set of weights for each second engine: one that is built otherwise errs otherwise.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from reviewer.core.errors import UnreadableFile
from reviewer.core.messages import said
from reviewer.engine.compiling import key_of
from reviewer.engine.form import NUMBERS, Choice, Form
from reviewer.engine.forms import Forms
from reviewer.engine.heard import OWN, SECOND, Heard, Read
from reviewer.engine.knowledge import Knowledge
from reviewer.engine.spots import Survey
from reviewer.engine.tokenizing import PieceKind
from reviewer.engine.weighing import Weighed
from reviewer.engine.wordlist import Floats

FEATURES = (
    "keep_agree", "keep_agree_known", "keep_agree_confidence", "keep_agree_number",
    "keep_differ", "keep_differ_known", "keep_differ_word", "keep_differ_confidence",
    "keep_differ_number", "keep_differ_short", "keep_nothing", "keep_nothing_short",
    "none_agree", "none_differ", "none_differ_word", "none_nothing",
    "same", "same_word", "same_confidence", "same_number", "same_further", "same_several",
    "further", "letters", "letters_word", "join_agree", "join_same",
    "keep_sure", "alternative", "alternative_word",
)  # fmt: skip
"""What is said of an answer: that it keeps what stands here (`keep`), is none of the candidates
(`none`), or is what the second reading has (`same`), in the events that the second reading agrees,
differs or has nothing here. `known`: what stands here is a word; `word`: what it has is one;
`letters`: how dearly its letters would be misread from the answer's; `further`: the answer was
found only by it; `sure`: the page's own OCR's confidence, against the page's middle;
`alternative`: the OCR itself thought of the answer (and the answer is a word)."""
_F = {name: n for n, name in enumerate(FEATURES)}
ALONE = "alone"
"""The weights where there is no second reading."""
USUAL = "tesseract"
"""The weights for a second engine that none were fitted for."""
NEAR = 3
"""So many words near to what the second reading has become candidates where that is no word."""
DEAREST = 20.0
SURE, UNSURE = 4.0, -2.0
"""Between these the natural logarithm of a confidence's odds is taken."""
_MIDDLE = 2.0
_SEVERAL = 4.0
"""The cost of a blank between words that the second reading has apart."""
_UNLISTED = -0.7
_SHORT = 2


# Further candidates


def propose(survey: Survey, forms: Forms, knowledge: Knowledge) -> None:
    """Make candidates of what is heard, where they are not among a form's own."""
    heard = survey.heard
    if heard is None:
        return
    asked: list[tuple[int, int, str, str]] = []
    for spot in sorted({*heard.reads, *heard.doubts}):
        number = _form_of(survey, spot)
        form = forms.forms[number]
        if form.kind is PieceKind.OVERLONG:
            continue
        known = _candidates(number, forms, knowledge)
        for text, source in _proposals(spot, form, heard, forms, knowledge):
            key = key_of(text)
            if key and key not in known and key != form.key:
                known.add(key)
                asked.append((spot, number, text, source))
    choices = _choices(asked, forms, knowledge)
    rows = forms.extended([(n, made) for (_, n, _, _), made in zip(asked, choices, strict=True)])
    for (spot, *_), row in zip(asked, rows, strict=True):
        heard.rows.setdefault(spot, []).append(row)


def _form_of(survey: Survey, spot: int) -> int:
    count = len(survey.forms)
    return survey.forms[spot] if spot < count else survey.joins[spot - count].form


def _candidates(number: int, forms: Forms, knowledge: Knowledge) -> set[str]:
    """The folds of a form's own candidates."""
    low, high = forms.bounds[number].tolist()
    words = knowledge.words.words
    return {
        key_of(forms.texts[row][0]) if row in forms.texts else words[int(forms.words[row])]
        for row in range(low + 2, high)
    }


def _proposals(
    spot: int, form: Form, heard: Heard, forms: Forms, knowledge: Knowledge
) -> Iterator[tuple[str, str]]:
    """What is proposed for a spot, each with its source."""
    for text in heard.doubts.get(spot, ()):
        yield text, OWN
    read = heard.reads.get(spot)
    if read is None or not read.text or key_of(read.text) == form.key:
        return
    yield read.text, SECOND
    if read.form < 0 or forms.known[read.form]:
        return
    low, high = forms.bounds[read.form].tolist()
    for row in range(low + 2, min(high, low + 2 + NEAR)):
        number = int(forms.words[row])
        if number >= 0:
            yield knowledge.words.words[number], ""


def _choices(
    asked: Sequence[tuple[int, int, str, str]], forms: Forms, knowledge: Knowledge
) -> list[Choice]:
    """The proposals as candidates of their forms, with what the error model says of them."""
    reads = [forms.forms[number].key for _, number, _, _ in asked]
    texts = [key_of(text) for *_, text, _ in asked]
    costs = _costs(reads, texts, knowledge)
    made = []
    for (_, _, text, source), read, key, cost in zip(asked, reads, texts, costs, strict=True):
        number = knowledge.number(key)
        edits = float(Levenshtein.distance(read, key))
        if number >= 0:
            often = float(knowledge.words.log_frequency[number])
        else:
            often = _often(key, knowledge)
        made.append(Choice(number, float(cost), edits, often, text if source else "", source))
    return made


def _often(key: str, knowledge: Knowledge) -> float:
    """The natural logarithm of how often words stand side by side, or of an unlisted word."""
    words = key.split()
    if len(words) < 2:
        return _UNLISTED
    total = knowledge.context.total or 4e7
    rate = sum(math.log(max(knowledge.lexicon.frequency(w), 0.01) / total) for w in words)
    often = rate + math.log(total)
    if len(words) == 2:
        (pair,) = knowledge.pairs([words[0]], [words[1]])
        often = max(often, math.log(pair + 1e-4))
    return max(often, math.log(1e-4))


def _costs(reads: Sequence[str], truths: Sequence[str], knowledge: Knowledge) -> Floats:
    """What it costs to read each of `reads` where that of `truths` stands; both are folded."""
    alphabet = knowledge.words.alphabet
    codes, ends = alphabet.encode([read.replace(" ", "") for read in reads])
    true_codes, true_ends = alphabet.encode([truth.replace(" ", "") for truth in truths])
    blanks = [abs(r.count(" ") - t.count(" ")) for r, t in zip(reads, truths, strict=True)]
    costs: Floats = knowledge.model.costs(codes, true_codes, (ends, true_ends))
    return costs + _SEVERAL * np.array(blanks, np.float32)


# Features


@dataclass(frozen=True)
class Voices:
    """Weights of `FEATURES` by the name of the second engine."""

    weights: Mapping[str, Floats]

    @classmethod
    def read(cls, path: Path) -> "Voices":
        """The weights of a file. Raises `UnreadableFile` where it is damaged."""
        try:
            tables = json.loads(path.read_text("utf-8"))["weights"]
            made = {
                str(name): np.array([float(row[each]) for each in FEATURES], np.float32)
                for name, row in tables.items()
            }
            if not {ALONE, USUAL} <= set(made):
                raise ValueError(f"there must be weights for {ALONE} and {USUAL}")
            return cls(made)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise UnreadableFile(
                said("errors.second_weights", reason=str(error)),
                where=str(path),
                safe=said("errors.dictionaries_touch_nothing"),
                advice=said("errors.install_or_fit"),
            ) from error

    def of(self, engine: str) -> Floats:
        """The weights for a second engine; an empty name means that there is none."""
        if not engine:
            return self.weights[ALONE]
        return self.weights.get(engine, self.weights[USUAL])

    def scores(
        self, survey: Survey, forms: Forms, weighed: Weighed, knowledge: Knowledge
    ) -> Floats | None:
        """What is heard adds to each row's score; None where nothing is."""
        if survey.heard is None:
            return None
        found = features(survey, survey.heard, forms, weighed, knowledge)
        # Summed feature by feature: a product of matrices may add in another order elsewhere.
        total: Floats = (found * self.of(survey.heard.engine)).sum(axis=1, dtype=np.float64)
        return total.astype(np.float32)


def features(
    survey: Survey, heard: Heard, forms: Forms, weighed: Weighed, knowledge: Knowledge
) -> Floats:
    """What is heard of every answer: (rows × FEATURES)."""
    made = np.zeros((len(weighed.rows), len(FEATURES)), np.float32)
    listened = _Ear(survey, heard, forms, weighed, knowledge, made)
    for group, spot in enumerate(weighed.spots.tolist()):
        listened.hear(group, spot)
    listened.compare()
    return made


class _Ear:
    """Fills in the features of a survey's answers."""

    def __init__(
        self, survey: Survey, heard: Heard, forms: Forms, weighed: Weighed,
        knowledge: Knowledge, made: Floats,
    ) -> None:  # fmt: skip
        self._survey = survey
        self._heard = heard
        self._forms = forms
        self._weighed = weighed
        self._knowledge = knowledge
        self._made = made
        odds = [_odds(one) for one in heard.sure.values()]
        self._middle = float(np.median(odds)) if odds else 0.0
        # Rows whose letters are to be compared with what was read: (row, read, answer, word).
        self._pairs: list[tuple[int, str, str, bool]] = []

    def hear(self, group: int, spot: int) -> None:
        """Say what is heard of one group's answers."""
        number = _form_of(self._survey, spot)
        form = self._forms.forms[number]
        first = int(self._weighed.first[group])
        sure = self._heard.sure.get(spot)
        if sure is not None:
            self._put(first, keep_sure=_odds(sure) - self._middle)
        doubts = {key_of(text): text for text in self._heard.doubts.get(spot, ())}
        if doubts:
            knows = self._knowledge.lexicon.knows
            for row in self._candidates(group):
                text = doubts.get(self._key(row, form))
                if text is not None:
                    self._put(row, alternative=1.0, alternative_word=knows(text))
        read = self._heard.reads.get(spot)
        if read is None:
            return
        if spot >= len(self._survey.forms):
            self._hear_join(group, form, read)
        elif not read.text:
            short = len(form.text) <= _SHORT
            self._put(first, keep_nothing=1.0, keep_nothing_short=short)
            self._put(first + 1, none_nothing=1.0)
        elif key_of(read.text) == form.key:
            self._put(
                first,
                keep_agree=1.0,
                keep_agree_known=form.known,
                keep_agree_confidence=_confidence(read),
                keep_agree_number=form.kind in NUMBERS,
            )
            self._put(first + 1, none_agree=1.0)
        else:
            self._differ(group, form, read)

    def _hear_join(self, group: int, form: Form, read: Read) -> None:
        first = int(self._weighed.first[group])
        if " " in read.text:
            self._put(first, join_agree=1.0)
            return
        for row in self._candidates(group):
            if self._key(row, form) == key_of(read.text):
                self._put(row, join_same=1.0)
        self._compare(group, form, read)

    def _differ(self, group: int, form: Form, read: Read) -> None:
        first, key = int(self._weighed.first[group]), key_of(read.text)
        number, word = form.kind in NUMBERS, self._is_word(read)
        confidence = _confidence(read)
        self._put(
            first,
            keep_differ=1.0,
            keep_differ_known=form.known and not number,
            keep_differ_word=word,
            keep_differ_confidence=confidence,
            keep_differ_number=number,
            keep_differ_short=len(form.text) <= _SHORT,
        )
        self._put(first + 1, none_differ=1.0, none_differ_word=word)
        further = set(self._heard.rows.get(int(self._weighed.spots[group]), ()))
        for row in self._candidates(group):
            found_so = int(self._weighed.places[row]) in further
            if self._key(row, form) == key:
                self._put(
                    row,
                    same=1.0,
                    same_word=word,
                    same_confidence=confidence,
                    same_number=number,
                    same_further=found_so,
                    same_several=" " in key,
                )
            elif found_so:
                self._put(row, further=1.0)
        self._compare(group, form, read)

    def _compare(self, group: int, form: Form, read: Read) -> None:
        key, word = key_of(read.text), self._is_word(read)
        first = int(self._weighed.first[group])
        for row in (first, *self._candidates(group)):
            self._pairs.append((row, key, form.key if row == first else self._key(row, form), word))

    def compare(self) -> None:
        """Work out what the letters say, for all answers at once."""
        if not self._pairs:
            return
        rows, reads, answers, words = zip(*self._pairs, strict=True)
        costs = np.minimum(_costs(reads, answers, self._knowledge), DEAREST) / 10
        self._made[list(rows), _F["letters"]] = -costs
        self._made[list(rows), _F["letters_word"]] = -costs * np.array(words)

    def _is_word(self, read: Read) -> bool:
        if read.form >= 0:
            form = self._forms.forms[read.form]
            return form.known and form.kind not in NUMBERS
        return all(self._knowledge.lexicon.knows(word) for word in read.text.split())

    def _candidates(self, group: int) -> range:
        first = self._weighed.first
        return range(int(first[group]) + 2, int(first[group + 1]))

    def _key(self, row: int, form: Form) -> str:
        """The fold of a candidate."""
        place = int(self._weighed.places[row])
        if place < 0:
            return form.key
        number = int(self._forms.words[place])
        if number < 0:
            return key_of(self._forms.texts[place][0])
        return self._knowledge.words.words[number]

    def _put(self, row: int, **values: float) -> None:
        for name, value in values.items():
            self._made[row, _F[name]] = value


def _odds(confidence: float) -> float:
    inside = min(max(confidence, 1e-3), 1 - 1e-3)
    return min(max(math.log(inside / (1 - inside)), UNSURE), SURE)


def _confidence(read: Read) -> float:
    return 0.0 if read.confidence is None else _odds(read.confidence) - _MIDDLE
