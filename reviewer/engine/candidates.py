"""Which listed words a form may stand for: found by letters, weighed by the error model.

Near words come from the index of deletions; forms that none of them explains well are compared with
all words of about their length.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from reviewer.engine.confusion import ErrorModel
from reviewer.engine.form import EXAMINED, SHORT, Choice, Form
from reviewer.engine.wordlist import LONGEST, Floats, Numbers, WordList

if TYPE_CHECKING:
    from reviewer.engine.farness import FarSearch
    from reviewer.engine.nearness import NearIndex

FREQUENCY_WEIGHT = 1.0
"""What a natural logarithm of frequency weighs against a letter's cost when the rest is dropped."""
UNKNOWN_KEPT = 20
"""So many candidates of an unknown form are weighed in context."""
KNOWN_KEPT = 10
"""The same for a form that is a word: few stand for another one."""
MEASURED = 56
"""So many near words, the nearest first, are weighed by the error model."""
MEASURED_KNOWN = 24
DEAREST_REAL = 14.0
"""A known word is not taken for a misreading that costs more than this."""
FAR_LETTERS = 5
"""Shorter forms are not looked for beyond two edits: almost any word is within three."""
CONTENT = 2.2
"""A form is looked for further where its best near word costs more than this a letter."""

_BATCH = 192
"""So many forms are looked up at once: more would not be faster, and take more memory."""

Flags = npt.NDArray[np.bool_]


class Candidates:
    """Searches a word list."""

    def __init__(
        self,
        words: WordList,
        indexes: Sequence[tuple[int, "NearIndex"]],
        far: "FarSearch",
        model: ErrorModel,
    ) -> None:
        """`indexes`: each with the number of its first word in `words`."""
        self._words = words
        self._indexes = tuple(indexes)
        self._model = model
        self._far = far

    def near(self, forms: Sequence[Form]) -> list[list[Choice]]:
        """For each form the words it may stand for, the likeliest by letters first."""
        found: list[list[Choice]] = []
        for start in range(0, len(forms), _BATCH):
            found += self._near(forms[start : start + _BATCH])
        return found

    def _near(self, forms: Sequence[Form]) -> list[list[Choice]]:
        keys = [form.key[:LONGEST] for form in forms]
        asked = _Asked(
            keys,
            np.array([form.known for form in forms], bool),
            np.array([form.number for form in forms], np.int64),
            *self._words.alphabet.encode(keys),
        )
        # A known word of some length is seldom a misreading of one in which two letters differ.
        single = [form.known and form.kind in EXAMINED and len(form.key) > SHORT for form in forms]
        most = np.where(np.array(single, bool), 1, 2)
        found = []
        for offset, index in self._indexes:
            owners, numbers = index.lookup(keys, most)
            found.append((owners, numbers + offset))
        owners, numbers, edits, costs = self._weighed(asked, *_together(found))
        best = np.full(len(keys), np.inf, np.float32)
        np.minimum.at(best, owners, costs)
        hard = np.flatnonzero(
            ~asked.known & (asked.lengths >= FAR_LETTERS)
            & (best > CONTENT * np.maximum(asked.lengths - 4, 1))
        )  # fmt: skip
        if len(hard):
            places, further = self._far.lookup([keys[n] for n in hard.tolist()])
            more = self._weighed(asked, hard[places], further, least=3)
            owners = np.concatenate([owners, more[0]])
            numbers = np.concatenate([numbers, more[1]])
            # Both searches may have found a pair.
            _, once = np.unique((owners << 24) | numbers, return_index=True)
            owners, numbers = owners[once], numbers[once]
            edits = np.concatenate([edits, more[2]])[once]
            costs = np.concatenate([costs, more[3]])[once]
        frequency = self._words.log_frequency[numbers]
        usable = ~asked.known[owners] | (costs <= DEAREST_REAL)
        keep = _best(owners, costs - FREQUENCY_WEIGHT * frequency, usable,
                     np.where(asked.known, KNOWN_KEPT, UNKNOWN_KEPT))  # fmt: skip
        chosen: list[list[Choice]] = [[] for _ in forms]
        for owner, *cells in zip(
            *(a[keep].tolist() for a in (owners, numbers, costs, edits, frequency)), strict=True
        ):
            chosen[owner].append(Choice(*cells))
        return chosen

    def _weighed(
        self, asked: "_Asked", owners: Numbers, numbers: Numbers, least: int = 0
    ) -> tuple[Numbers, Numbers, Floats, Floats]:
        """The nearest of some pairs from `least` edits on, with their edits and what they cost."""
        words = self._words
        edits = cpdist(
            np.array(asked.keys, object)[owners].tolist(),
            words.objects[numbers].tolist(),
            scorer=Levenshtein.distance,
            dtype=np.uint8,
        ).astype(np.float32)
        limit = np.select([asked.lengths <= 3, asked.lengths <= 5], [2, 3], 4)
        limit = np.where(asked.known, np.minimum(limit, 2), limit)
        # The word itself is no candidate for a form that is lawfully cased.
        itself = asked.known[owners] & (numbers == asked.own[owners])
        keep = _best(
            owners,
            edits - 0.2 * words.log_frequency[numbers],
            (edits >= least) & (edits <= limit[owners]) & ~itself,
            np.where(asked.known, MEASURED_KNOWN, MEASURED),
        )
        owners, numbers, edits = owners[keep], numbers[keep], edits[keep]
        costs = self._model.costs(
            asked.codes[owners],
            words.codes[numbers],
            (asked.lengths[owners], words.lengths[numbers]),
        )
        return owners, numbers, edits, costs


class _Asked:
    """Forms that are looked up, as arrays."""

    def __init__(
        self, keys: list[str], known: Flags, own: Numbers, codes: npt.NDArray[np.uint8],
        lengths: Numbers,
    ) -> None:  # fmt: skip
        self.keys = keys
        self.known = known
        self.own = own
        self.codes = codes
        self.lengths = lengths


def _together(found: Sequence[tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    owners, numbers = (np.concatenate(part) for part in zip(*found, strict=True))
    return owners, numbers


def _best(owners: Numbers, rank: Floats, usable: npt.NDArray[np.bool_], most: Numbers) -> Numbers:
    """Places of the usable pairs, each owner's `most` lowest ranks in order, owner by owner."""
    places = np.flatnonzero(usable)
    places = places[np.lexsort((rank[places], owners[places]))]
    sorted_owners = owners[places]
    first = np.searchsorted(sorted_owners, sorted_owners)
    within = np.arange(len(places)) - first
    return places[within < most[sorted_owners]]
