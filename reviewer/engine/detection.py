"""Which places of a page deserve a look: words that no layer of the lexicon knows, and stray signs.

A detector casts wide. Ranking weighs each place against what it may stand for, sets the final
probability and drops what is more likely right than wrong.
"""

from collections.abc import Iterable, Iterator

from reviewer.core.findings import Finding, Kind
from reviewer.core.messages import Message
from reviewer.core.ports import Context
from reviewer.core.reading import PageReading
from reviewer.engine.survey import EXAMINED, Spot, Survey, Surveyor
from reviewer.engine.tokenizing import PieceKind

# Signs that stand by themselves in print and typescript as well: alone they say nothing.
_USUAL_SIGNS = frozenset('-—–&$%+/=*()[]….!?#†§"“”„')
# Signs that belong to a word; apart from one they are noise, or an older printer's habit.
_LOOSE_SIGNS = frozenset(",;:'‘’`´·_")
_LOOSE_ON_NOISY_PAGE = 0.06
"""From this share of unknown words on, loose punctuation is counted as noise."""


class NonWordDetector:
    """Finds pieces that are written like words and are none that the lexicon knows."""

    name = "non-word"

    def __init__(self, surveyor: Surveyor) -> None:
        self._surveyor = surveyor

    def detect(self, page: PageReading, context: Context) -> Iterable[Finding]:
        """One finding for each unknown piece; how likely it is wrong is left to ranking."""
        survey = self._surveyor.survey(page, context)
        for spot in survey.spots:
            reason = self._reason(spot, survey)
            if reason:
                kind = Kind.PATTERN if spot.piece.kind is PieceKind.MIXED else Kind.NON_WORD
                yield _finding(spot, kind, 0.5, reason)

    @staticmethod
    def _reason(spot: Spot, survey: Survey) -> Message | None:
        text = spot.piece.text
        if spot.piece.kind is PieceKind.LETTER:
            words = survey.lexicon.dictionary.letter_words
            loose = words and text.islower() and text not in words and spot.alone
            return Message("engine.lone_letter") if loose else None
        if spot.piece.kind not in EXAMINED or spot.known:
            return None
        if spot.piece.kind is PieceKind.MIXED:
            # "mid-1966", "310-364": figures joined to words or to figures are no misreading.
            halves = text.split("-")
            if len(halves) > 1 and all(h.isdigit() or survey.lexicon.knows(h) for h in halves):
                return None
            return Message("engine.mixed")
        if survey.lexicon.holds(text):
            return Message("engine.odd_case")
        return Message("engine.unknown")


class SignDetector:
    """Finds tokens of signs alone that nobody types by themselves: specks and scratches."""

    name = "signs"

    def __init__(self, surveyor: Surveyor) -> None:
        self._surveyor = surveyor

    def detect(self, page: PageReading, context: Context) -> Iterable[Finding]:
        """One finding for each stray sign."""
        survey = self._surveyor.survey(page, context)
        noisy = survey.noise > _LOOSE_ON_NOISY_PAGE
        for spot in survey.spots:
            if spot.piece.kind is not PieceKind.SIGNS or len(spot.piece.text) > 12:
                continue
            signs = set(spot.piece.text) - _USUAL_SIGNS
            if signs - _LOOSE_SIGNS or (signs and noisy):
                yield _finding(spot, Kind.PATTERN, 0.9, Message("engine.stray_signs"))


def places(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings in the order of the text, the earlier named one kept where two overlap."""
    taken: dict[int, list[tuple[int, int]]] = {}
    kept = []
    for finding in findings:
        tokens = range(finding.span.first, finding.span.last + 1)
        clash = any(
            start < finding.end and finding.start < end
            for token in tokens
            for start, end in taken.get(token, ())
        )
        if not clash:
            kept.append(finding)
            for token in tokens:
                taken.setdefault(token, []).append((finding.start, finding.end))
    yield from sorted(kept, key=lambda f: (f.span, f.start, f.end))


def _finding(spot: Spot, kind: Kind, probability: float, reason: Message) -> Finding:
    return Finding(
        span=spot.span,
        start=spot.start,
        end=spot.end,
        form=spot.piece.text,
        kind=kind,
        probability=probability,
        reasons=(reason,),
    )
