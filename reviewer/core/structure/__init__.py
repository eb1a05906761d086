"""What a page's lines are for, and what stands between them: offers made from looks alone.

Each detector is a pure function of a `Look`. Offers that are wrong cost trust, so each asks for
more than one sign: the wording and the place, or the wording and what stands around it.
"""

from collections.abc import Callable, Iterator, Sequence

from reviewer.core.decisions import SetRole
from reviewer.core.model import Page
from reviewer.core.offers import Offer
from reviewer.core.reading import PageReading
from reviewer.core.structure.breaks import broken_words, paragraphs
from reviewer.core.structure.closings import signatures
from reviewer.core.structure.datelines import date_lines
from reviewer.core.structure.flowing import runs_on
from reviewer.core.structure.heads import heads, recipients
from reviewer.core.structure.look import Look
from reviewer.core.structure.office import office_lines
from reviewer.core.structure.signs import numero_signs
from reviewer.core.structure.stamps import stamps

DETECTORS: tuple[Callable[[Look], Iterator[Offer]], ...] = (
    recipients,
    stamps,
    heads,
    date_lines,
    signatures,
    office_lines,
    broken_words,
    paragraphs,
    runs_on,
    numero_signs,
)
"""The first that says what a line is for is heard; the others pass that line over."""


def structure(page: PageReading, near: Sequence[Page]) -> Sequence[Offer]:
    """The offers that the structure of a page suggests."""
    look = Look(page, near)
    found: list[Offer] = []
    said: set[int] = set()
    for detect in DETECTORS:
        for offer in detect(look):
            lines = {act.line for act in offer.acts if isinstance(act, SetRole)}
            if not lines & said:
                said |= lines
                found.append(offer)
    return found
