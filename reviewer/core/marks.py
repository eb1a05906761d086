"""Marks: what a person says about a stretch of the reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reviewer.core.ids import DecisionId


class MarkName(StrEnum):
    """The marks there are; TEI of each: ENCODING.md, section 3."""

    PERSON = "person"
    PLACE = "place"
    ORGANIZATION = "organization"
    DATE = "date"
    UNCLEAR = "unclear"
    GAP = "gap"
    SUPPLIED = "supplied"
    DELETED = "deleted"
    ADDED = "added"
    ABBREVIATION = "abbreviation"
    FOREIGN = "foreign"
    SIC = "sic"
    NOTE = "note"
    QUERY = "query"


POINTS = frozenset({MarkName.NOTE, MarkName.QUERY, MarkName.GAP})
"""Marks that may stand between characters."""
NAMES = frozenset({MarkName.PERSON, MarkName.PLACE, MarkName.ORGANIZATION})
"""Marks that may refer to an entry of the lexicon."""


@dataclass(frozen=True, order=True, slots=True)
class Anchor:
    """A place in the text: `offset` characters into the present text of token number `token`."""

    token: int
    offset: int


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark where it stands in the present reading."""

    decision: DecisionId
    name: MarkName
    start: Anchor
    end: Anchor
    attributes: Mapping[str, str] = field(default_factory=dict)
