"""One posterior over {keep the form, each candidate, none of them} for every finding.

A log-linear model: every answer has a score that is a weighted sum of what speaks for it, and the
scores are normalised together. So the probability that marks a place, the order of its suggestions
and their bars never contradict one another. The weights stand in `weights.toml` of the dictionary
and are fitted by `scripts/fit_weights.py`.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.engine.compiling import key_of
from reviewer.engine.evidence import evidence
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.pairs import CORPUS, Pairs
from reviewer.engine.survey import Survey

MOST = 9
"""A card has nine number keys."""
EXPLAINED = 5
"""So many suggestions, the first ones, get evidence; the rest is seldom looked at."""
LEAST = 0.002
"""Suggestions less likely than this are left out."""

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature counts, for the three kinds of answer."""

    candidate: Features
    keep: Features
    none: Features

    @classmethod
    def open(cls, path: Path | None) -> "Weights":
        """Fitted weights of a dictionary, or plain ones where it has none."""
        if path is None:
            return PLAIN
        data = tomllib.loads(path.read_text("utf-8"))
        return cls(data["candidate"], data["keep"], data["none"])


PLAIN = Weights(
    candidate={
        "letters": 0.27,
        "per_letter": 0.5,
        "frequency": 0.53,
        "context": 0.2,
        "present": 0.8,
        "name": 0.4,
        "removed": 4.1,
        "split": -1.0,
    },
    keep={"bias": -9.0, "length": -7.1, "noise": -1.6, "cased": 3.8, "one": -4.1, "signs": -7.4},
    none={"bias": -5.0, "length": -7.6, "noise": -0.4, "cased": 1.9},
)
"""For a dictionary without fitted weights: the weightiest of English, rounded."""


class Ranker:
    """Settles how likely a finding is wrong and which suggestions are likely right."""

    def __init__(self, weights: Weights, pairs: Pairs) -> None:
        self._weights = weights
        self._pairs = pairs

    def rank(self, finding: Finding, proposals: Iterable[Suggestion], survey: Survey) -> Finding:
        """The finding with its probability and its best suggestions, with evidence."""
        choices = merge(finding.form, proposals)
        neighbours = self.neighbours(finding, survey)
        scores = [
            _dot(self._weights.candidate, self.of_candidate(finding, choice, neighbours, survey))
            for choice in choices
        ]
        keep = _dot(self._weights.keep, self.of_keeping(finding, survey))
        none = _dot(self._weights.none, self.of_none(finding, survey))
        shares = _normalised([keep, none, *scores])
        order = sorted(range(len(choices)), key=lambda n: (-shares[n + 2], choices[n].text))
        best = [
            replace(choices[n], probability=shares[n + 2])
            for n in order[:MOST]
            if shares[n + 2] >= LEAST
        ]
        for n, choice in enumerate(best[:EXPLAINED]):
            said = evidence(finding.form, choice.text, neighbours, survey, self._pairs)
            best[n] = replace(choice, evidence=(*choice.evidence, *said))
        kind = finding.kind
        if kind is Kind.NON_WORD and best and " " in best[0].text:
            kind = Kind.BOUNDARY
        return replace(finding, kind=kind, probability=1.0 - shares[0], suggestions=tuple(best))

    @staticmethod
    def neighbours(finding: Finding, survey: Survey) -> tuple[str, str]:
        """The folded words beside a finding; empty where none is to be trusted."""
        number = survey.spot_at(finding.span.first, finding.start)
        return survey.neighbours(number) if number is not None else ("", "")

    def of_candidate(
        self, finding: Finding, choice: Suggestion, neighbours: tuple[str, str], survey: Survey
    ) -> Features:
        """What speaks for a candidate."""
        lexicon = survey.lexicon
        form, word = key_of(finding.form), key_of(choice.text)
        cost = -math.log(max(choice.probability, 1e-30))
        left, right = neighbours
        head, _, tail = word.partition(" ")
        titled = finding.form[:1].isupper() and not finding.form.isupper()
        small = finding.form[:1].islower()
        return {
            "letters": -cost,
            "per_letter": -cost / max(len(finding.form), 1),
            "first": float(form[:1] == word[:1]),
            "frequency": math.log((self._frequency(head, tail, lexicon) + 0.5) / CORPUS),
            "context": self._pairs.lift(left, head, lexicon)
            + self._pairs.lift(tail or head, right, lexicon),
            "split": float(bool(tail)),
            "present": math.log1p(survey.present[word]),
            "name": float(titled and lexicon.is_name(choice.text)),
            "raised": float(small and choice.text[:1].isupper()),
            "removed": float(not choice.text),
        }

    def _frequency(self, head: str, tail: str, lexicon: Lexicon) -> float:
        """How often a word, or two side by side, stand in the period's corpus."""
        alone = lexicon.frequency(head)
        if not tail:
            return alone
        return max(self._pairs.count(head, tail), alone * lexicon.frequency(tail) / CORPUS)

    @staticmethod
    def of_keeping(finding: Finding, survey: Survey) -> Features:
        """What speaks for leaving the form as it is."""
        form = finding.form
        letters = sum(c.isalpha() for c in form)
        upper = form.isupper()
        title = form[:1].isupper() and form[1:].islower()
        return {
            "bias": 1.0,
            "title": float(title),
            "capitals": float(upper),
            "odd": float(not upper and not title and not form.islower()),
            "mixed": float(letters < len(form)),
            "one": float(len(form) == 1),
            "short": float(len(form) in (2, 3)),
            "length": min(len(form), 14) / 10,
            "noise": math.log(survey.noise),
            "repeated": math.log(min(survey.repeated[form] or 1, 5)),
            "cased": float(survey.lexicon.holds(form)),
            "signs": float(not any(c.isalnum() for c in form)),
        }

    @staticmethod
    def of_none(finding: Finding, survey: Survey) -> Features:
        """What speaks for an error that no candidate mends."""
        form = finding.form
        letters = sum(c.isalpha() for c in form)
        return {
            "bias": 1.0,
            "capitals": float(form.isupper()),
            "mixed": float(letters < len(form)),
            "short": float(len(form) in (2, 3)),
            "length": min(len(form), 14) / 10,
            "noise": math.log(survey.noise),
            "cased": float(survey.lexicon.holds(form)),
        }


def merge(form: str, proposals: Iterable[Suggestion]) -> Sequence[Suggestion]:
    """One suggestion for each text but the form itself: the likeliest that any source makes."""
    best: dict[str, Suggestion] = {}
    for proposal in proposals:
        have = best.get(proposal.text)
        if proposal.text != form and (have is None or proposal.probability > have.probability):
            best[proposal.text] = proposal
    return tuple(best.values())


def _dot(weights: Features, features: Features) -> float:
    return sum(weight * features.get(name, 0.0) for name, weight in weights.items())


def _normalised(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    raised = [math.exp(score - top) for score in scores]
    total = sum(raised)
    return [value / total for value in raised]
