"""Findings and suggestions: what the engine thinks. Throw-away; can be remade at any time."""

from dataclasses import dataclass, replace
from enum import StrEnum

from reviewer.core.decisions import Span
from reviewer.core.messages import Message


class Kind(StrEnum):
    """Why a place deserves a look."""

    NON_WORD = "non-word"
    REAL_WORD = "real word"
    BOUNDARY = "boundary"
    NOISE = "noise line"
    NAME = "name variant"
    PATTERN = "pattern"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One proposed reading. `text` takes the place of the finding's form; empty means: remove it.

    `probability` is calibrated, 0 to 1; the suggestions of a finding, keeping the form and "none of
    these" sum to 1. `source` names who proposed it.
    """

    text: str
    probability: float
    source: str
    evidence: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A place that is probably wrong.

    It covers characters `start` to `end` (exclusive) of the text of `span`, the tokens' words as
    they read when the page was analysed, joined by their blanks; `form` is that stretch.
    `probability` that it is wrong, 0 to 1. `automatic`: whether the first suggestion may be taken
    without a person, if it is likely enough: never for numbers, never a name on weak evidence.
    """

    span: Span
    start: int
    end: int
    form: str
    kind: Kind
    probability: float
    reasons: tuple[Message, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    automatic: bool = False

    @property
    def key(self) -> str:
        """Names the finding within its page; the same place has the same key when remade."""
        return f"{self.span.first}-{self.span.last}:{self.start}-{self.end}"

    def with_suggestions(self, suggestions: tuple[Suggestion, ...]) -> "Finding":
        """The same finding with these suggestions, best first."""
        return replace(self, suggestions=suggestions)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What made a page's findings; others are stale."""

    engine: str
    dictionary: str
