"""What columns of tables are called, by people and by other programs."""

from collections.abc import Mapping, Sequence

from reviewer.core.lexicon import EntryKind, EntryState

ALIASES: Mapping[str, str] = {
    alias: column
    for column, aliases in {
        "preferred": "preferred|preferred form|preferred label|form|name|full name|label|lemma"
        "|heading|authorized form|term|word|ansetzungsform|vorzugsform|wort",
        "surname": "surname|last name|family name|lastname|nachname|familienname",
        "forename": "forename|first name|given name|firstname|forenames|vorname",
        "variants": "variants|variant|variant forms|aliases|alias|also known as|aka|other names"
        "|alternative names|altlabel|varianten|namensvarianten",
        "kind": "kind|type|entity type|class|category|art|typ",
        "dates": "dates|date|years|life dates|lifespan|lebensdaten|daten",
        "start": "birth|born|birth date|date of birth|start|from|begin|geburt|geboren",
        "end": "death|died|death date|date of death|end|to|until|tod|gestorben",
        "note": "note|notes|description|comment|remark|remarks|bemerkung|anmerkung|beschreibung",
        "source": "source|sources|origin|reference|quelle",
        "state": "state|status|rule",
        "authorities": "authorities|authority|identifiers|ids|same as|sameas|normdaten",
        "viaf": "viaf|viaf id",
        "gnd": "gnd|gnd id|dnb",
        "wikidata": "wikidata|wikidata id|qid",
        "lcnaf": "lcnaf|lccn|lc id|loc",
        "isni": "isni",
        "geonames": "geonames|geonames id",
        "orcid": "orcid",
    }.items()
    for alias in aliases.split("|")
}
"""Names of columns, small and with single blanks for signs; what they are to us."""

SCHEMES = ("viaf", "gnd", "wikidata", "lcnaf", "isni", "geonames", "orcid")
"""Columns that hold ids of one authority file."""

_KINDS = {
    "pers": EntryKind.PERSON, "people": EntryKind.PERSON, "human": EntryKind.PERSON,
    "persons": EntryKind.PERSON, "persname": EntryKind.PERSON, "personal name": EntryKind.PERSON,
    "geo": EntryKind.PLACE, "location": EntryKind.PLACE, "places": EntryKind.PLACE,
    "placename": EntryKind.PLACE, "geogname": EntryKind.PLACE, "ort": EntryKind.PLACE,
    "org": EntryKind.ORGANIZATION, "organisation": EntryKind.ORGANIZATION,
    "orgname": EntryKind.ORGANIZATION, "corporate body": EntryKind.ORGANIZATION,
    "corporate name": EntryKind.ORGANIZATION, "institution": EntryKind.ORGANIZATION,
    "role": EntryKind.OFFICE, "title": EntryKind.OFFICE, "function": EntryKind.OFFICE,
    "amt": EntryKind.OFFICE, "subject": EntryKind.TERM, "topic": EntryKind.TERM,
    "begriff": EntryKind.TERM, "abbr": EntryKind.ABBREVIATION, "acronym": EntryKind.ABBREVIATION,
    "abk": EntryKind.ABBREVIATION, "common": EntryKind.WORD, "wort": EntryKind.WORD,
}  # fmt: skip
_STATES = {
    "": EntryState.USUAL, "keep": EntryState.RIGHT, "always right": EntryState.RIGHT,
    "never suggest": EntryState.NEVER, "forbidden": EntryState.NEVER,
}  # fmt: skip


def column_of(heading: str) -> str:
    """What a heading means to us; empty where nothing."""
    return ALIASES.get(" ".join(heading.replace("_", " ").replace("-", " ").lower().split()), "")


def columns_of(row: Sequence[str]) -> Sequence[str] | None:
    """What the cells of a first row are called; None where they are no headings."""
    columns = [column_of(cell) for cell in row]
    return columns if {"preferred", "surname"} & set(columns) else None


def kind_of(text: str) -> EntryKind | None:
    """The kind that a cell names; None where it is none."""
    plain = " ".join(text.lower().split())
    return EntryKind(plain) if plain in set(EntryKind) else _KINDS.get(plain)


def state_of(text: str) -> EntryState | None:
    """The state that a cell names; None where it is none."""
    plain = " ".join(text.lower().split())
    return EntryState(plain) if plain in set(EntryState) else _STATES.get(plain)
