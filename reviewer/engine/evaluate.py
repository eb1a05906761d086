"""How good the engine is on texts whose truth is known.

The measures, all summed over the records before any share is taken:

- A **unit** is what lies between two blanks of the input that align with blanks of the truth (by
  edit distance of characters). It is *wrong* where its sides differ, *core-wrong* where they still
  do after `core`, which drops case, hyphens and the signs at the edges of words.
- **Detection**: a token is right to flag in a wrong unit, and has to be found in a core-wrong one.
  **Alarms** are flagged tokens of right units, per 1,000 tokens of right units.
- **hit@k**: the share of core-wrong units with text on both sides for which one of the first k
  suggestions of a finding inside, put in its place, gives the truth.
- **Automatic**: error rates of letters and words before and after, and what became of each changed
  stretch: fixed, spoiled (it was right) or missed (wrong before and after). Precision is the share
  of the fixed ones.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from rapidfuzz.distance import Levenshtein

_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_HYPHEN = re.compile("[-\u00ad\u2010\u2011\u00ac]")
_TOKEN = re.compile(r"\S+")
_BLANK = re.compile(r"\s")
_RANKS = (1, 3, 5)
_NO_RANK = 99

Unit = tuple[int, int, str]
"""Where a piece of the input begins and ends, and what should stand there."""


class Outcome(StrEnum):
    """What a correction did to a stretch of text."""

    UNTOUCHED = "untouched"
    FIXED = "fixed"
    SPOILED = "spoiled"
    MISSED = "missed"


def squeeze(text: str) -> str:
    """The text with single blanks and none at its ends."""
    return " ".join(text.split())


def core(text: str) -> str:
    """What counts of a text: no case, hyphens, ligatures or signs at the edges of its words."""
    folded = _HYPHEN.sub("", unicodedata.normalize("NFKC", text)).replace("\u2019", "'").lower()
    return " ".join(filter(None, (_EDGE.sub("", word) for word in folded.split())))


def judge(have: str, want: str, got: str) -> Outcome:
    """What became of a stretch that read `have`, should read `want` and now reads `got`."""
    have, want, got = squeeze(have), squeeze(want), squeeze(got)
    if got == have:
        return Outcome.UNTOUCHED
    if have == want:
        return Outcome.SPOILED
    if got == want or (core(have) != core(want) and core(got) == core(want)):
        return Outcome.FIXED
    return Outcome.MISSED


def units(text: str, other: str) -> Iterator[Unit]:
    """Cut `text` at the blanks that align with blanks of `other`."""
    left, right = _BLANK.sub(" ", text), _BLANK.sub(" ", other)
    start = behind = 0
    for step in Levenshtein.opcodes(left, right):
        if step.tag != "equal":
            continue
        shift = step.dest_start - step.src_start
        at = left.find(" ", step.src_start, step.src_end)
        while at >= 0:
            yield start, at, right[behind : at + shift]
            start, behind = at + 1, at + shift + 1
            at = left.find(" ", start, step.src_end)
    yield start, len(left), right[behind:]


class Evaluation:
    """Sums over records; `result` gives the measures."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(
        self, text: str, truth: str, corrected: str, findings: Iterable[Mapping[str, Any]]
    ) -> None:
        """Count a record.

        `corrected` is the text after automatic correction; findings have `start` and `end`
        (characters of `text`) and `suggestions`, best first. Of findings that overlap only the
        first counts.
        """
        self._counts["records"] += 1
        self._rates("before", text, truth)
        self._rates("after", corrected, truth)
        self._counts["letters"] += len(squeeze(truth))
        self._counts["words"] += len(truth.split())
        flagged = _Flagged(findings)
        spans = list(units(text, truth))
        for span in spans:
            self._unit(text, span, flagged)
        for start, end, want, got in _common(spans, list(units(text, corrected))):
            self._counts[judge(text[start:end], want, got)] += 1

    def _rates(self, name: str, text: str, truth: str) -> None:
        one, other = squeeze(text), squeeze(truth)
        self._counts[f"{name}_letters"] += Levenshtein.distance(one, other)
        self._counts[f"{name}_words"] += Levenshtein.distance(one.split(), other.split())

    def _unit(self, text: str, span: Unit, flagged: "_Flagged") -> None:
        start, end, want = span
        have, counts = text[start:end], self._counts
        wrong, core_wrong = squeeze(have) != squeeze(want), core(have) != core(want)
        for found in _TOKEN.finditer(have):
            hit = bool(flagged.between(start + found.start(), start + found.end()))
            counts["tokens"] += 1
            counts["right_tokens"] += not wrong
            counts["flagged"] += hit
            counts["flagged_wrong"] += hit and wrong
            counts["core_wrong"] += core_wrong
            counts["flagged_core_wrong"] += hit and core_wrong
            counts["alarms"] += hit and not wrong
        if core_wrong and have.strip() and want.strip():
            counts["targets"] += 1
            strict, loose = _ranks(text, span, flagged.between(start, end))
            for rank in _RANKS:
                counts[f"hit{rank}"] += loose < rank
                counts[f"strict{rank}"] += strict < rank

    def result(self) -> dict[str, float | int | None]:
        """The measures in per cent, rounded to hundredths; None where there was nothing to count.

        Keys: records, tokens, core_wrong_units, precision, recall, f1, alarms_per_1000, hit1,
        hit3, hit5, hit1_strict, hit5_strict, cer, cer_auto, wer, wer_auto, cer_change, wer_change,
        fixed, spoiled, missed, auto_precision.
        """
        c = self._counts
        precision = c["flagged_wrong"] / c["flagged"] if c["flagged"] else 0.0
        recall = c["flagged_core_wrong"] / c["core_wrong"] if c["core_wrong"] else 0.0
        both = precision + recall
        changed = c[Outcome.FIXED] + c[Outcome.SPOILED] + c[Outcome.MISSED]
        letters, words = (c[f"after_{x}"] - c[f"before_{x}"] for x in ("letters", "words"))
        return {
            "records": c["records"],
            "tokens": c["tokens"],
            "core_wrong_units": c["targets"],
            "precision": round(100 * precision, 2),
            "recall": round(100 * recall, 2),
            "f1": round(200 * precision * recall / both, 2) if both else 0.0,
            "alarms_per_1000": _share(c["alarms"], c["right_tokens"], 1000),
            "hit1": _share(c["hit1"], c["targets"]),
            "hit3": _share(c["hit3"], c["targets"]),
            "hit5": _share(c["hit5"], c["targets"]),
            "hit1_strict": _share(c["strict1"], c["targets"]),
            "hit5_strict": _share(c["strict5"], c["targets"]),
            "cer": _share(c["before_letters"], c["letters"]),
            "cer_auto": _share(c["after_letters"], c["letters"]),
            "wer": _share(c["before_words"], c["words"]),
            "wer_auto": _share(c["after_words"], c["words"]),
            "cer_change": _share(letters, c["before_letters"]),
            "wer_change": _share(words, c["before_words"]),
            "fixed": c[Outcome.FIXED],
            "spoiled": c[Outcome.SPOILED],
            "missed": c[Outcome.MISSED],
            "auto_precision": _share(c[Outcome.FIXED], changed),
        }


class _Flagged:
    """The findings of a text that do not overlap earlier ones."""

    def __init__(self, findings: Iterable[Mapping[str, Any]]) -> None:
        self._findings: list[Mapping[str, Any]] = []
        end = -1
        for finding in sorted(findings, key=lambda one: (one["start"], one["end"])):
            if finding["start"] >= end:
                self._findings.append(finding)
                end = finding["end"]
        self._starts = [finding["start"] for finding in self._findings]
        self._ends = [finding["end"] for finding in self._findings]

    def between(self, start: int, end: int) -> Sequence[Mapping[str, Any]]:
        """Those that share a character with the stretch."""
        return self._findings[bisect_right(self._ends, start) : bisect_left(self._starts, end)]


def _ranks(text: str, span: Unit, findings: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """The best rank, from 0, of a suggestion that gives the truth: strictly, and by `core`."""
    start, end, want = span
    strict = loose = _NO_RANK
    sought, sought_core = squeeze(want), core(want)
    for finding in findings:
        before = text[start : max(finding["start"], start)]
        behind = text[min(finding["end"], end) : end]
        for rank, suggestion in enumerate(finding["suggestions"]):
            got = before + suggestion + behind
            if squeeze(got) == sought:
                strict = min(strict, rank)
            if core(got) == sought_core:
                loose = min(loose, rank)
    return strict, loose


def _common(one: Sequence[Unit], other: Sequence[Unit]) -> Iterator[tuple[int, int, str, str]]:
    """Cut two lists of units of one text where both cut: (start, end, text here, text there)."""
    i = j = 0
    while i < len(one):
        start, end, first = one[i]
        _, behind, second = other[j]
        here, there = [first], [second]
        while end != behind:
            if end < behind:
                i += 1
                end = one[i][1]
                here.append(one[i][2])
            else:
                j += 1
                behind = other[j][1]
                there.append(other[j][2])
        yield start, end, " ".join(here), " ".join(there)
        i, j = i + 1, j + 1


def _share(part: int, whole: int, of: int = 100) -> float | None:
    return round(of * part / whole, 2) if whole else None
