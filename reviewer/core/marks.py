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
    EMPHASIS = "emphasis"
    REGULARIZED = "regularized"
    DAMAGE = "damage"
    SURPLUS = "surplus"
    """Too much in the document, a word written twice for example."""
    REPLACED = "replaced"
    """Written in the place of what the document's writer took out."""
    MENTION = "mention"
    """A person, place or body that is meant but not named: "the President"."""
    NUMBER = "number"
    """The number of a telegram, a register or the like."""
    SEGMENT = "segment"
    """Words with a task in the document: how to handle it, a label, the typist's signs."""
    NOTE = "note"
    QUERY = "query"


POINTS = frozenset({MarkName.NOTE, MarkName.QUERY, MarkName.GAP})
"""Marks that may stand between characters."""
NAMES = frozenset({MarkName.PERSON, MarkName.PLACE, MarkName.ORGANIZATION})
"""Marks that are names, and may refer to an entry of the lexicon."""


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
