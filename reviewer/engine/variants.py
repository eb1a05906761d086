"""Names as findings: the capitalised words of a page, and what it takes to doubt one of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewer.core.decisions import Span
from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.core.messages import Message
from reviewer.core.presence import capitalised
from reviewer.core.reading import PageReading
from reviewer.engine.ranking import MOST

_WORDS = (Kind.NON_WORD, Kind.REAL_WORD)


@dataclass(frozen=True, slots=True)
class Place:
    """A capitalised word: characters `start` to `end` (exclusive) of the text of `span`."""

    span: Span
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Variant:
    """That a form is likely the name `text` (with probability `share`), and why."""

    text: str
    share: float
    evidence: tuple[Message, ...]


def places_of(page: PageReading) -> tuple[Sequence[Place], Counter[str]]:
    """The undecided capitalised words of a page, in order, and how often each word stands there.

    Words that are not capitalised are counted under ''; decided ones too, but nobody asks about
    them again.
    """
    places: list[Place] = []
    written: Counter[str] = Counter()
    for line in page.lines:
        for word in line.words:
            open_ = word.span is not None and not word.decided
            for text in word.text.split(" "):
                stretches = list(capitalised(text))
                written.update(text[start:end] for start, end in stretches)
                written[""] += not stretches
                if open_ and word.span is not None and text == word.text:
                    places += [Place(word.span, a, b, text[a:b]) for a, b in stretches]
    return places, written


def covered(place: Place, found: Sequence[Finding]) -> bool:
    """Whether a finding covers a part of a place, or more than it."""
    return any(
        f.span.first <= place.span.last and place.span.first <= f.span.last
        and (f.span != place.span or (f.start < place.end and place.start < f.end))
        for f in found
    )  # fmt: skip


def finding_of(place: Place, variant: Variant) -> Finding:
    """A finding where the engine made none."""
    suggestion = Suggestion(variant.text, variant.share, "names", variant.evidence)
    return Finding(
        place.span, place.start, place.end, place.text, Kind.NAME, variant.share,
        variant.evidence[:1], (suggestion,),
    )  # fmt: skip


def with_variant(finding: Finding, variant: Variant) -> Finding:
    """A finding with a name among its suggestions.

    What was left to the form itself and to "none of these" is divided anew: the name gets its share
    of it. Other readings keep theirs; the shares go on summing to 1.
    """
    held = {one.text: one for one in finding.suggestions}
    have = held.get(variant.text)
    own = have.probability if have else 0.0
    others = sum(one.probability for one in finding.suggestions) - own
    keep = 1.0 - finding.probability
    none = max(0.0, finding.probability - own - others)
    wanted = max(own, variant.share * (own + keep + none))
    rest = keep + none
    keep *= (own + rest - wanted) / rest if rest > 0 else 0.0
    if have:
        evidence = (variant.evidence[0], *have.evidence)
        held[variant.text] = replace(have, probability=round(wanted, 5), evidence=evidence)
    else:
        held[variant.text] = Suggestion(variant.text, round(wanted, 5), "names", variant.evidence)
    ranked = sorted(held.values(), key=lambda one: (-one.probability, one.text))[:MOST]
    if variant.text not in {one.text for one in ranked}:
        return finding
    first = ranked[0].text == variant.text
    old = finding.suggestions[0].text if finding.suggestions else None
    return replace(
        finding,
        kind=Kind.NAME if first and finding.kind in _WORDS else finding.kind,
        probability=round(1.0 - keep, 5),
        reasons=(*finding.reasons, variant.evidence[0]),
        suggestions=tuple(ranked),
        automatic=finding.automatic and ranked[0].text == old,
    )
