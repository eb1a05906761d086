"""On what a decision rests: how it came about, how sure the person is, and why."""

from dataclasses import dataclass
from enum import StrEnum


class Certainty(StrEnum):
    """How sure a person is of a reading (TEI Guidelines 22.1)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Ground(StrEnum):
    """On what a reading rests (TEI Guidelines 12.3.2.2, `@evidence`)."""

    INTERNAL = "internal"
    """The picture of the page."""
    EXTERNAL = "external"
    """Another text that says the same."""
    CONJECTURE = "conjecture"
    """What makes sense here."""


class Way(StrEnum):
    """How a decision came about; becomes `@ana` in TEI (ENCODING.md, 5)."""

    TYPED = "typed"
    ACCEPTED = "accepted"
    EDITED = "edited"
    RULE = "rule"
    SCRIPT = "script"


@dataclass(frozen=True, slots=True)
class Grounds:
    """On what a decision rests: the finding's form and the suggestion taken, its rank from 1.

    `certainty` and `evidence` are what the person says of the reading; `reference` names the other
    text that it was compared with.
    """

    way: Way = Way.TYPED
    form: str = ""
    suggestion: str = ""
    rank: int | None = None
    probability: float | None = None
    source: str = ""
    certainty: Certainty | None = None
    evidence: Ground | None = None
    reference: str = ""


PLAIN = Grounds()
"""Typed, and nothing else is known."""
