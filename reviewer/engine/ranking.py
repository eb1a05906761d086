"""From the posterior of a page's groups to findings with ranked suggestions.

Which places are shown, how their suggestions are ordered and what may be taken without a person all
follow from the same probabilities, so they never contradict one another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from reviewer.core.decisions import Span
from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.core.messages import Message
from reviewer.core.reading import PageReading
from reviewer.engine.evidence import Claim, Witness
from reviewer.engine.form import NUMBERS, Form
from reviewer.engine.forms import Forms
from reviewer.engine.heard import SECOND, objections, told
from reviewer.engine.knowledge import Knowledge
from reviewer.engine.spots import Survey
from reviewer.engine.tokenizing import PieceKind
from reviewer.engine.weighing import GROUP, ROW, Weighed
from reviewer.engine.wordlist import Floats

MOST = 9
"""A card has nine number keys."""
EXPLAINED = 5
"""So many suggestions, the first ones, get evidence; the rest is seldom looked at."""
LEAST = 0.0005
"""Suggestions less likely than this are left out."""
MENDED = 0.15
"""From this probability of its first suggestion on a finding counts as mendable."""
SHOWN_MENDED = {"known": 0.4, "number": 0.5, "code": 0.85}
"""From which probability on a mendable place is shown, by what stands there; others from the
engine's threshold on. Chosen on the gold sets, where fewer looks than not paid below."""
SHOWN = {
    "known": 0.6, "number": 0.6, "code": 0.85, "letter": 0.55, "word": 0.55, "held": 0.35,
    "mixed": 0.3, "signs": 0.45,
}  # fmt: skip
"""The same for places for which nothing likely can be offered."""
SETTLED = 0.8
"""Of two findings in a token neither is taken without a person unless both are so sure."""
FRAGMENT = 2
"""A doubtful neighbour of up to so many letters may be a part of the word beside it."""
NAME_MARGIN = 3.0
"""A name is taken without a person only where it is so many times likelier than the next reading
of any kind, and its letters are nearer (`NAME_COST`)."""
NAME_COST = 9.0


@dataclass(frozen=True, slots=True)
class Judged:
    """A group that is shown: its place on the page, and its answers' shares.

    Characters `start` to `end` (exclusive) of the text of `span`; `rows` are its rows in `Weighed`.
    """

    group: int
    span: Span
    start: int
    end: int
    form: Form
    text: str
    left: int
    right: int
    join: bool


class Ranker:
    """Makes the findings of one page."""

    def __init__(
        self, survey: Survey, forms: Forms, weighed: Weighed, shares: Floats, knowledge: Knowledge
    ) -> None:
        self._survey = survey
        self._forms = forms
        self._weighed = weighed
        self._shares = shares
        self._knowledge = knowledge
        self._witness = Witness(survey, forms, knowledge)

    def findings(self, page: PageReading, threshold: float) -> Sequence[Finding]:
        """Findings that are wrong with at least `threshold`, in the order of the text."""
        shown = self._places(page, threshold)
        answers = [self._answers(judged) for judged in shown]
        claims = [
            Claim(judged.text, answer.text, judged.left, judged.right)
            for judged, chosen in zip(shown, answers, strict=True)
            for answer in chosen[:EXPLAINED]
        ]
        said = iter(self._witness.evidence(claims))
        found = [
            self._finding(judged, chosen, [next(said) for _ in chosen[:EXPLAINED]])
            for judged, chosen in zip(shown, answers, strict=True)
        ]
        return [
            replace(finding, automatic=False)
            if finding.automatic and _unsettled(n, found)
            else finding
            for n, finding in enumerate(found)
        ]

    def _places(self, page: PageReading, threshold: float) -> Sequence[Judged]:
        """Groups that are shown; of those that overlap the likeliest one."""
        weighed, survey = self._weighed, self._survey
        wrong = 1.0 - self._shares[weighed.first[:-1]]
        count = len(survey.forms)
        candidates = self._shares * (weighed.rows[:, _CANDIDATE] > 0)
        mended = np.maximum.reduceat(candidates, weighed.first[:-1]) >= MENDED
        shown = np.flatnonzero(wrong >= self._least(mended, threshold)).tolist()
        # A join stands for both its halves: it is shown where it is likelier than not, and hides
        # them; otherwise each half speaks for itself.
        hidden: set[int] = set()
        taken: list[int] = []
        for group in sorted(shown, key=lambda n: -wrong[n]):
            spot = int(weighed.spots[group])
            if spot < count:
                continue
            left = survey.joins[spot - count].left
            if wrong[group] >= max(threshold, 0.5) and not hidden & {left, left + 1}:
                hidden |= {left, left + 1}
                taken.append(group)
        taken += [
            n for n in shown
            if weighed.spots[n] < count and int(weighed.spots[n]) not in hidden
        ]  # fmt: skip
        made = [judged for n in taken if (judged := self._judged(page, n)) is not None]
        return sorted(made, key=lambda judged: (judged.left, judged.right))

    def _least(self, mended: npt.NDArray[np.bool_], threshold: float) -> Floats:
        """From which probability on each group is shown."""
        # The last that holds of a group counts: numbers, codes and signs are "known", too.
        order = ("word", "held", "known", "mixed", "signs", "letter", "number", "code")
        with_reading = np.full(len(mended), threshold, np.float32)
        without = np.full(len(mended), threshold, np.float32)
        for name in order:
            here = self._weighed.group[:, GROUP.index(name)] > 0
            with_reading[here] = max(threshold, SHOWN_MENDED.get(name, threshold))
            without[here] = max(threshold, SHOWN[name])
        return np.where(mended, with_reading, without)

    def _judged(self, page: PageReading, group: int) -> Judged | None:
        survey, spot = self._survey, int(self._weighed.spots[group])
        count = len(survey.forms)
        if spot < count:
            form = self._forms.forms[survey.forms[spot]]
            return Judged(group, survey.spans[spot], survey.starts[spot], survey.ends[spot],
                          form, form.text, spot, spot, join=False)  # fmt: skip
        join = survey.joins[spot - count]
        left, right = join.left, join.left + 1
        first, second = survey.spans[left], survey.spans[right]
        span = Span(first.first, second.last)
        words = page.text_of(span)
        end = len(words) - len(page.text_of(second)) + survey.ends[right]
        start = survey.starts[left]
        return Judged(group, span, start, end, self._forms.forms[join.form], words[start:end],
                      left, right, join=first != second)  # fmt: skip

    def _answers(self, judged: Judged) -> Sequence["Answer"]:
        """The readings that are offered, the likeliest first."""
        weighed, shares = self._weighed, self._shares
        low, high = int(weighed.first[judged.group]), int(weighed.first[judged.group + 1])
        answers: list[Answer] = []
        seen = {judged.text}
        listed = shares[low + 2 : high].tolist()
        for n in sorted(range(len(listed)), key=lambda n: (-listed[n], n)):
            if listed[n] < LEAST or len(answers) == MOST:
                break
            row = low + 2 + n
            text, source = self._reading(judged, int(weighed.places[row]))
            if text not in seen:
                seen.add(text)
                answers.append(Answer(row, text, source, round(listed[n], 5)))
        return answers

    def _finding(
        self, judged: Judged, answers: Sequence["Answer"], said: Sequence[tuple[Message, ...]]
    ) -> Finding:
        spot = int(self._weighed.spots[judged.group])
        heard = self._survey.heard
        suggestions = tuple(
            Suggestion(
                a.text,
                a.share,
                a.source,
                (
                    *(told(heard, spot, a.text) if heard else ()),
                    *(said[n] if n < len(said) else ()),
                ),
            )
            for n, a in enumerate(answers)
        )
        keep = float(self._shares[self._weighed.first[judged.group]])
        return Finding(
            span=judged.span,
            start=judged.start,
            end=judged.end,
            form=judged.text,
            kind=self._kind(judged, suggestions),
            probability=round(1.0 - keep, 5),
            reasons=(
                self._reason(judged),
                *(objections(heard, spot, judged.text) if heard else ()),
            ),
            suggestions=suggestions,
            automatic=bool(answers) and self._automatic(judged, answers, keep),
        )

    def _reading(self, judged: Judged, row: int) -> tuple[str, str]:
        if row < 0:
            return judged.form.text, "joined words"
        text, source = self._knowledge.reading(judged.form, row)
        return text, "joined words" if judged.join else source

    def _kind(self, judged: Judged, suggestions: Sequence[Suggestion]) -> Kind:
        form = judged.form
        if judged.join or (suggestions and " " in suggestions[0].text):
            return Kind.BOUNDARY
        if form.kind not in (PieceKind.WORD, PieceKind.COMPOUND):
            return Kind.PATTERN
        return Kind.REAL_WORD if form.known else Kind.NON_WORD

    @staticmethod
    def _reason(judged: Judged) -> Message:
        form = judged.form
        if judged.join:
            return Message("engine.joined")
        match form.kind:
            case PieceKind.SIGNS:
                return Message("engine.stray_signs")
            case PieceKind.LETTER:
                return Message("engine.lone_letter")
            case PieceKind.MIXED:
                return Message("engine.mixed")
            case PieceKind.CODE:
                return Message("engine.code")
            case kind if kind in NUMBERS:
                return Message("engine.number")
            case PieceKind.LATEX:
                return Message("engine.latex")
            case _ if form.known:
                return Message("engine.unlikely_here")
            case _ if form.held:
                return Message("engine.odd_case")
            case _:
                return Message("engine.unknown")

    def _automatic(self, judged: Judged, answers: Sequence["Answer"], keep: float) -> bool:
        """Whether the first suggestion may ever be taken without a person."""
        best = answers[0]
        if not best.text or any(c.isdigit() for c in judged.text + best.text):
            return False
        if judged.join and not self._hyphened(judged):
            return False
        if best.source == SECOND and not all(map(self._knowledge.lexicon.knows, best.text.split())):
            return False
        place = int(self._weighed.places[best.row])
        number = int(self._forms.words[place]) if place >= 0 else judged.form.number
        name = number >= 0 and self._knowledge.names[number] and best.text[:1].isupper()
        if not name:
            return True
        rival = max(answers[1].share if len(answers) > 1 else 0.0, keep)
        cost = float(self._weighed.rows[best.row, _COST])
        return best.share >= NAME_MARGIN * rival and cost <= NAME_COST

    def _hyphened(self, judged: Judged) -> bool:
        """Whether a join takes out a hyphen within a line: one at a line's end is no error."""
        join = self._survey.joins[int(self._weighed.spots[judged.group]) - len(self._survey.forms)]
        return join.hyphen and not join.broken


def _unsettled(n: int, findings: Sequence[Finding]) -> bool:
    """Whether what stands beside a finding leaves open what belongs to it.

    Another doubt within the same token, or a doubtful fragment right beside it, may be a part of
    the same misread word.
    """
    one = findings[n]
    for other in (*findings[max(n - 1, 0) : n], *findings[n + 1 : n + 2]):
        best = other.suggestions[0].probability if other.suggestions else 0.0
        apart = max(other.span.first - one.span.last, one.span.first - other.span.last)
        if apart <= 0 and best < SETTLED:
            return True
        if apart == 1 and len(other.form) <= FRAGMENT and best < 0.5 <= other.probability:
            return True
    return False


@dataclass(frozen=True, slots=True)
class Answer:
    """A candidate that is offered: its row in `Weighed`, text, source and share."""

    row: int
    text: str
    source: str
    share: float


_COST = ROW.index("cost")
_CANDIDATE = ROW.index("candidate")
