"""Names that are spelt inconsistently within a document or project.

A name that stands once a little otherwise than many times before is likely the same name, misread
or mistyped. How likely follows from counts and letters, as in a noisy channel: how often the usual
form would be misread so, against how often the odd form would stand here by right.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from reviewer.core.findings import Finding, Kind
from reviewer.core.lessons import LEAST as LEAST_AUTOMATIC
from reviewer.core.messages import Message
from reviewer.core.presence import Count, Presence
from reviewer.core.reading import PageReading
from reviewer.core.text import common_edges
from reviewer.engine.casing import restore
from reviewer.engine.compiling import key_of
from reviewer.engine.evidence import Claim, Witness
from reviewer.engine.form import Form
from reviewer.engine.knowledge import Knowledge
from reviewer.engine.ranking import MENDED, SHOWN
from reviewer.engine.spots import Survey
from reviewer.engine.tokenizing import PieceKind
from reviewer.engine.variants import Variant, covered, finding_of, places_of, with_variant

OFTEN = 3
"""A name must stand so often, and so many times as often as what is taken for it."""
SELDOM = 2
"""What stands more often than this is a spelling of its own, or a matter for the whole document."""
EDITS = 2
COST_PER_LETTER = 2.0
"""Names whose letters are further apart are different names: one unlisted misreading (see
`confusion.RARE`) takes six letters around it."""
USUAL_COST = 8.0
"""A confusion that costs no more than this is a usual one: 3 in 10,000 letters."""
MUCH = 100.0
"""A listed word so many times as frequent explains an unlisted one beside it as its misreading."""
PERIOD = 4e7
"""In so many words `Lexicon.frequency` counts."""
UNLISTED = 8.0
"""An unlisted name near a known one counts as if it were so frequent: there are brothers, towns and
patronymics which differ in a letter."""
SURE = LEAST_AUTOMATIC - 0.01
"""However frequent a name is, this alone never makes it likely enough to be taken by itself."""
WORTH = 0.05
"""A name less likely than this is not worth a line on a card."""
REMEMBERED = 20_000
_BATCH = 256
"""So many forms are compared with all names at once; it bounds what a huge page takes."""

Words = Mapping[str, "Tally"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How a name is written mostly, how often it stands, and among how many words."""

    text: str
    times: int
    size: int
    here: bool
    """Whether in the document; else on approved pages."""


class Names:
    """Compares the names of pages with those of their document and project."""

    def __init__(self, knowledge: Knowledge, presence: Presence) -> None:
        self._knowledge = knowledge
        self._lexicon = knowledge.lexicon
        self._elsewhere = _tallies(presence.approved, presence.approved_size, here=False)
        for key, tally in _tallies(presence.document, presence.size, here=True).items():
            other = self._elsewhere.get(key)
            if other is None or tally.times >= other.times:
                self._elsewhere[key] = tally
        self._added = frozenset(self._lexicon.added)
        self._borne: dict[str, bool] = {}
        self._listed: dict[str, bool] = {}

    def judge(
        self, found: Sequence[Finding], page: PageReading, threshold: float
    ) -> Sequence[Finding]:
        """The findings of a page with what the collection's names say of them, and with new ones.

        A finding where a frequent name is likely gets it as a suggestion; one that doubts a word
        of the collection loses weight, and goes where it falls below what is shown. In the order of
        the text.
        """
        places, written = places_of(page)
        counts = Counter(map(key_of, written.elements()))
        words = self._words(written, counts)
        keys = [key for key in counts if self._is_odd(key, counts, words)]
        chosen = self._variants(keys, counts, words)
        by_place = {(f.span, f.start, f.end): n for n, f in enumerate(found)}
        made: list[Finding | None] = list(found)
        for place in places:
            key = key_of(place.text)
            at = by_place.get((place.span, place.start, place.end))
            variant = chosen.get(key)
            if variant is not None:
                variant = self._cased(variant, place.text, words, counts)
                if at is not None:
                    made[at] = with_variant(found[at], variant)
                elif variant.share >= threshold and not covered(place, found):
                    made.append(finding_of(place, variant))
            elif at is not None and self._is_own(key, counts):
                made[at] = self._believed(found[at], key, counts[key], threshold)
        return sorted((f for f in made if f), key=lambda f: (f.span, f.start, f.end))

    # Which words

    def _words(self, written: Counter[str], counts: Counter[str]) -> Words:
        """Frequent words of the document, the project and the page, by fold.

        A page is a part of its document, so its counts are none beside the document's.
        """
        frequent = [count for count in written.items() if counts[key_of(count[0])] >= OFTEN]
        if not frequent:
            return self._elsewhere
        words = dict(self._elsewhere)
        for key, tally in _tallies(frequent, written.total(), here=True).items():
            have = words.get(key)
            if have is None or have.times < tally.times:
                words[key] = tally
        return words

    def _times(self, key: str, counts: Counter[str], words: Words) -> int:
        held = words.get(key)
        return max(counts[key], held.times if held else 0)

    def _is_odd(self, key: str, counts: Counter[str], words: Words) -> bool:
        """Whether a form of the page may be a name's rare variant."""
        return (
            self._times(key, counts, words) <= SELDOM
            and key not in self._added
            and not self._is_name(key)
        )

    def _is_name(self, key: str) -> bool:
        if key not in self._listed:
            _bound(self._listed)
            self._listed[key] = self._lexicon.is_name(key)
        return self._listed[key]

    def _is_borne(self, key: str, text: str) -> bool:
        """Whether a frequent word can be held for a name of the collection.

        Listed words are if persons or places bear them or the project holds them right; the others
        of the lists are words. An unlisted one is not if it is one usual confusion away from a much
        more frequent word: what a machine misreads once it misreads on every page.
        """
        if self._is_name(key) or key in self._added:
            return True
        if self._lexicon.shapes(key):
            return False
        if key not in self._borne:
            _bound(self._borne)
            form = Form(text, PieceKind.WORD, key, known=False, held=False, number=-1)
            least = math.log(MUCH * 0.5)  # an unlisted word counts half an occurrence
            self._borne[key] = not any(
                choice.cost <= USUAL_COST and choice.frequency >= least
                for choice in self._knowledge.near([form])[0]
            )
        return self._borne[key]

    def _is_own(self, key: str, counts: Counter[str]) -> bool:
        """Whether an unlisted word is known from other pages, and no misreading of another."""
        held = self._elsewhere.get(key)
        if held is None or held.times < counts[key] + OFTEN or self._lexicon.shapes(key):
            return False
        if not self._is_borne(key, held.text):
            return False
        return not any(
            other.times >= OFTEN * held.times and cost <= USUAL_COST
            for _, other, cost in self._near([key], self._elsewhere).get(key, ())
        )

    # How likely

    def _variants(
        self, keys: Sequence[str], counts: Counter[str], words: Words
    ) -> dict[str, Variant]:
        """For odd forms (folded) the likeliest name."""
        chosen = {}
        for key, near in self._near(keys, words).items():
            times = self._times(key, counts, words)
            best: tuple[float, str] | None = None
            for other, tally, cost in near:
                odds = self._odds(key, times, tally, cost)
                if odds and self._is_borne(other, tally.text) and (
                    best is None or (-odds, other) < (-best[0], best[1])
                ) and not self._same_bearer(key, other):  # fmt: skip
                    best = odds, other
            share = min(best[0] / (1.0 + best[0]), SURE) if best else 0.0
            if best and share >= WORTH:
                chosen[key] = Variant(best[1], round(share, 5), ())
        return chosen

    def _odds(self, key: str, times: int, name: Tally, cost: float) -> float:
        """How much likelier `name` stands here than that the form is right; 0 where never."""
        if name.times < OFTEN * times:
            return 0.0
        misread = name.times / name.size * math.exp(-cost)
        listed = self._lexicon.frequency(key)
        return misread / (max(listed, UNLISTED) / PERIOD)

    def _near(
        self, keys: Sequence[str], words: Words
    ) -> Mapping[str, Sequence[tuple[str, Tally, float]]]:
        """For each key the names within a few cheap edits: (fold, tally, cost)."""
        names = [key for key, tally in words.items() if tally.times >= OFTEN]
        if not keys or not names:
            return {}
        pairs = [pair for pair in _pairs(keys, names) if not _inflected(*pair)]
        alphabet = self._knowledge.words.alphabet
        reads, read_lengths = alphabet.encode([key for key, _ in pairs])
        trues, true_lengths = alphabet.encode([name for _, name in pairs])
        costs = self._knowledge.model.costs(reads, trues, (read_lengths, true_lengths)).tolist()
        near: dict[str, list[tuple[str, Tally, float]]] = {}
        for (key, name), cost in zip(pairs, costs, strict=True):
            # Endings are grammar more often than mistakes, unless the letters look alike.
            most = USUAL_COST if _alike(key, name) else COST_PER_LETTER * len(name)
            if cost <= most:
                near.setdefault(key, []).append((name, words[name], cost))
        return near

    def _same_bearer(self, key: str, name: str) -> bool:
        """Whether one entry of the lexicon has both, as variants."""
        entries = self._lexicon.entries(key)
        return bool(entries) and any(entry in entries for entry in self._lexicon.entries(name))

    # Findings

    def _cased(self, variant: Variant, form: str, words: Words, counts: Counter[str]) -> Variant:
        """A variant for a form as it is written, with what speaks for it."""
        tally = words[variant.text]
        text = restore(form, (tally.text,))
        values: dict[str, str | int | float] = {
            "often": tally.times,
            "name": text,
            "n": self._times(key_of(form), counts, words),
            "form": form,
        }
        said = Message(f"engine.name_{'document' if tally.here else 'approved'}", values)
        witness = Witness(Survey(), self._knowledge.forms, self._knowledge)
        (letters,) = witness.evidence([Claim(form, text, 0, 0)])
        return replace(variant, text=text, evidence=(said, *letters))

    def _believed(self, finding: Finding, key: str, here: int, threshold: float) -> Finding | None:
        """A finding with the odds of being wrong divided by how often the word stands elsewhere."""
        if finding.kind not in (Kind.NON_WORD, Kind.NAME):
            return finding
        elsewhere = self._elsewhere[key].times - here
        wrong = finding.probability
        now = wrong / (wrong + (1.0 - wrong) * elsewhere) if wrong else 0.0
        suggestions = tuple(
            replace(one, probability=round(one.probability * now / wrong, 5))
            for one in finding.suggestions
        )
        mended = bool(suggestions) and suggestions[0].probability >= MENDED
        if now < (threshold if mended else max(threshold, SHOWN["word"])):
            return None
        return replace(finding, probability=round(now, 5), suggestions=suggestions)


def _pairs(keys: Sequence[str], names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """All pairs within `EDITS` edits, equal ones left out."""
    for start in range(0, len(keys), _BATCH):
        some = keys[start : start + _BATCH]
        table = cdist(some, names, scorer=Levenshtein.distance, score_cutoff=EDITS, dtype=np.uint8)
        for a, b in np.argwhere((table > 0) & (table <= EDITS)).tolist():
            yield some[a], names[b]


def _inflected(key: str, name: str) -> bool:
    """Whether one of two words is the other with letters behind it: a plural, a case."""
    return key.startswith(name) or name.startswith(key)


def _alike(key: str, name: str) -> bool:
    """Whether two words differ in their endings alone."""
    prefix, _ = common_edges(key, name)
    return prefix >= max(len(key), len(name)) - EDITS


def _tallies(counts: Sequence[Count], size: int, *, here: bool) -> dict[str, Tally]:
    """Counts by fold, each with the way it is written most often."""
    times: Counter[str] = Counter()
    text: dict[str, Count] = {}
    for word, n in counts:
        key = key_of(word)
        times[key] += n
        have = text.get(key)
        # Capitals throughout are a matter of the line, not of the name.
        if have is None or (word.isupper(), -n, word) < (have[0].isupper(), -have[1], have[0]):
            text[key] = word, n
    return {key: Tally(text[key][0], n, max(size, 1), here) for key, n in times.items()}


def _bound(memory: dict[str, bool]) -> None:
    if len(memory) > REMEMBERED:
        memory.clear()
