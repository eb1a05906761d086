"""What a lexicon says of a name or term."""

from collections.abc import Iterable
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


LOUDNESS = {layer: rank for rank, layer in enumerate(Layer)}
"""How loud each layer speaks; the loudest has the highest number."""


class EntryState(StrEnum):
    """What an entry asks of the engine."""

    USUAL = "usual"
    """Its forms are known words."""
    RIGHT = "right"
    """Its forms are right as they stand, always: never a finding."""
    NEVER = "never"
    """Its preferred form is never suggested: for its variants, or for nothing where it has none."""


Authority = tuple[str, str]
"""The scheme and the id of an authority file: ("viaf", "44300636")."""

Name = tuple[EntryKind, str, bool]
"""What an entry is known by: kind, preferred form, and whether it only forbids a suggestion."""


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """A person, place, organization, office, term or abbreviation.

    `others` are fields that a newer version wrote, as name and JSON text: kept, and else unused.
    """

    kind: EntryKind
    preferred: str
    variants: tuple[str, ...] = ()
    note: str = ""
    dates: str = ""
    source: str = ""
    layer: Layer = Layer.DOMAIN
    authorities: tuple[Authority, ...] = ()
    state: EntryState = EntryState.USUAL
    others: tuple[tuple[str, str], ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The preferred form and the variants."""
        return (self.preferred, *self.variants)

    @property
    def forbids(self) -> bool:
        """Whether it says what is not to be suggested, and nothing else."""
        return self.state is EntryState.NEVER

    @property
    def name(self) -> Name:
        """What it is known by in its layer; two of the same name are the same entry."""
        return self.kind, self.preferred, self.forbids


def overlaid(entries: Iterable[LexiconEntry]) -> tuple[LexiconEntry, ...]:
    """The entries without those that one of the same name in a louder layer stands for.

    In the order in which the names were first met.

    >>> quiet = LexiconEntry(EntryKind.PLACE, "Kiev", layer=Layer.PROJECT)
    >>> loud = LexiconEntry(EntryKind.PLACE, "Kiev", ("Kyiv",), layer=Layer.USER)
    >>> overlaid([quiet, loud]) == overlaid([loud, quiet]) == (loud,)
    True
    """
    chosen: dict[Name, LexiconEntry] = {}
    for entry in entries:
        have = chosen.get(entry.name)
        if have is None or LOUDNESS[entry.layer] >= LOUDNESS[have.layer]:
            chosen[entry.name] = entry
    return tuple(chosen.values())


LONGEST = 200
"""Letters of a preferred form or variant; what is longer is not a name."""


def fault(form: str) -> str:
    """Why a form cannot be one: "signs" (no letter or figure), "long"; empty where it can.

    >>> fault("U.S."), fault("..."), fault("x" * 201)
    ('', 'signs', 'long')
    """
    if not any(character.isalnum() for character in form):
        return "signs"
    return "long" if len(form) > LONGEST else ""
