"""What a lexicon says of a name or term."""

from dataclasses import dataclass
from enum import StrEnum


class EntryKind(StrEnum):
    """Kinds of lexicon entry; each answers differently when it backs a suggestion."""

    PERSON = "person"
    PLACE = "place"
    ORGANIZATION = "organization"
    OFFICE = "office"
    TERM = "term"
    ABBREVIATION = "abbreviation"
    WORD = "word"


class Layer(StrEnum):
    """Where an entry comes from; a later layer speaks louder."""

    GENERAL = "general"
    PERIOD = "period"
    DOMAIN = "domain"
    PROJECT = "project"
    USER = "user"


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """A person, place, organization, office, term or abbreviation."""

    kind: EntryKind
    preferred: str
    variants: tuple[str, ...] = ()
    note: str = ""
    dates: str = ""
    source: str = ""
    layer: Layer = Layer.DOMAIN
