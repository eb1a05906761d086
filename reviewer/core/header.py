"""The fields of a document's header: what a person may say of the document as a whole.

A value is a line of text. Names of persons, bodies and places may be several, parted by
semicolons, and each may end in the address of an authority file: `Mikoyan, Anastas
<https://viaf.org/viaf/44300636>`. Where the values come from: `services/headers.py`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reviewer.core.decisions import Decision, SetHeader
from reviewer.core.messages import Said, said
from reviewer.core.moments import read_moment
from reviewer.core.reading import in_force


class Sort(StrEnum):
    """What a field holds, and so how it is typed and checked."""

    TEXT = "text"
    DATE = "date"
    URI = "uri"
    LIST = "list"
    ENUM = "enum"
    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    LANGUAGES = "languages"


class Section(StrEnum):
    """The parts of the form, in its order."""

    TITLE = "title"
    CORRESPONDENCE = "correspondence"
    CONTENT = "content"
    SOURCE = "source"
    PUBLICATION = "publication"
    EDITORIAL = "editorial"
    COLLECTION = "collection"
    """Of the project alone: what files about all its documents say."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name in the ledger, the element of the teiHeader that it becomes, and for an
    enumeration the usual values, which others may be added to. The form's words for it are the
    messages `header.fields.NAME` and `header.help.NAME`.
    """

    name: str
    section: Section
    sort: Sort
    element: str
    values: tuple[str, ...] = ()


_T, _C, _K = Section.TITLE, Section.CORRESPONDENCE, Section.CONTENT
_S, _P, _E = Section.SOURCE, Section.PUBLICATION, Section.EDITORIAL
_A = Section.COLLECTION
_GENRES = ("telegram", "letter", "memorandum", "minutes", "report", "note")
FIELDS = (
    Field("title", _T, Sort.TEXT, "titleStmt/title"),
    Field("subtitle", _T, Sort.TEXT, "titleStmt/title"),
    Field("author", _T, Sort.TEXT, "titleStmt/author"),
    Field("sender", _C, Sort.PERSON, "correspAction/persName"),
    Field("sender-organization", _C, Sort.ORGANIZATION, "correspAction/orgName"),
    Field("sender-place", _C, Sort.PLACE, "correspAction/placeName"),
    Field("sent", _C, Sort.DATE, "correspAction/date"),
    Field("recipient", _C, Sort.PERSON, "correspAction/persName"),
    Field("recipient-organization", _C, Sort.ORGANIZATION, "correspAction/orgName"),
    Field("recipient-place", _C, Sort.PLACE, "correspAction/placeName"),
    Field("received", _C, Sort.DATE, "correspAction/date"),
    Field("created", _K, Sort.DATE, "creation/date"),
    Field("languages", _K, Sort.LANGUAGES, "langUsage/language"),
    Field("genre", _K, Sort.ENUM, "keywords/term", _GENRES),
    Field("classification", _K, Sort.LIST, "keywords/term"),
    Field("handling", _K, Sort.LIST, "keywords/term"),
    Field("settlement", _S, Sort.TEXT, "msIdentifier/settlement"),
    Field("repository", _S, Sort.TEXT, "msIdentifier/repository"),
    Field("collection", _S, Sort.TEXT, "msIdentifier/collection"),
    Field("shelfmark", _S, Sort.TEXT, "msIdentifier/idno"),
    Field("physical", _S, Sort.TEXT, "physDesc/p"),
    Field("ocr-engine", _S, Sort.TEXT, "appInfo/application"),
    Field("publisher", _P, Sort.TEXT, "publicationStmt/publisher"),
    Field("date", _P, Sort.DATE, "publicationStmt/date"),
    Field("uri", _P, Sort.URI, "publicationStmt/idno"),
    Field("licence", _P, Sort.TEXT, "availability/licence"),
    Field("licence-url", _P, Sort.URI, "availability/licence"),
    Field("normalization", _E, Sort.TEXT, "editorialDecl/normalization"),
    Field("hyphenation", _E, Sort.TEXT, "editorialDecl/hyphenation"),
    Field("interpretation", _E, Sort.TEXT, "editorialDecl/interpretation"),
    Field("corpus-title", _A, Sort.TEXT, "teiCorpus/teiHeader"),
    Field("corpus-url", _A, Sort.URI, "publicationStmt/idno"),
    Field("publisher-url", _A, Sort.URI, "publicationStmt/publisher/ref"),
    Field("editor", _A, Sort.TEXT, "titleStmt/editor"),
    Field("editor-email", _A, Sort.TEXT, "titleStmt/editor/email"),
)
BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_URI = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_REFERRED = re.compile(r"(?P<name>.*?)\s*<(?P<ref>[^<>]*)>")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a header, and the address that an authority file has for it (may be empty)."""

    name: str
    ref: str = ""


def is_uri(text: str) -> bool:
    """Whether a text is a whole URI, with its scheme, that may stand in an attribute."""
    return bool(_SCHEME.fullmatch(text) and _URI.fullmatch(text))


def read_list(value: str) -> tuple[str, ...]:
    """The entries of a list, parted by semicolons.

    >>> read_list("SECRET; LIMIT DISTRIBUTION;")
    ('SECRET', 'LIMIT DISTRIBUTION')
    """
    parts = (" ".join(part.split()) for part in value.split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def read_names(value: str) -> tuple[Named, ...]:
    """The names of a field; an address that is none stays a part of its name.

    >>> read_names("Malik; Mikoyan, Anastas <https://viaf.org/viaf/44300636>")[1].ref
    'https://viaf.org/viaf/44300636'
    """
    return tuple(_named(part) for part in read_list(value))


def _named(text: str) -> Named:
    found = _REFERRED.fullmatch(text)
    if found and found["name"] and is_uri(found["ref"]):
        return Named(found["name"], found["ref"])
    return Named(text)


def read_languages(value: str) -> tuple[tuple[str, str], ...]:
    """Languages as (code, what is said of it): `en: English (translation); ru`.

    >>> read_languages("en: English (translation); ru; Klingon")
    (('en', 'English (translation)'), ('ru', ''))
    """
    found: dict[str, str] = {}
    for part in read_list(value):
        code, _, words = part.partition(":")
        if _LANGUAGE.fullmatch(code.strip()):
            found.setdefault(code.strip(), words.strip())
    return tuple(found.items())


def problem(field: Field, value: str) -> Said | None:
    """Why a value cannot be used as it should be; None where nothing is wrong with it."""
    value = " ".join(value.split())
    if not value:
        return None
    match field.sort:
        case Sort.DATE:
            return read_moment(value).problem
        case Sort.URI if not is_uri(value):
            return said("errors.no_address", text=value)
        case Sort.LANGUAGES:
            known = {code for code, _ in read_languages(value)}
            for part in read_list(value):
                if part.partition(":")[0].strip() not in known:
                    return said("errors.no_language", text=part)
        case Sort.PERSON | Sort.ORGANIZATION | Sort.PLACE:
            for part in read_list(value):
                found = _REFERRED.fullmatch(part)
                if found and not is_uri(found["ref"]):
                    return said("errors.no_address", text=found["ref"])
    return None


def typed(decisions: Iterable[Decision]) -> Mapping[str, str]:
    """The fields that people filled in, or (empty) cleared, from the decisions of a document."""
    fields: dict[str, str] = {}
    for decision in in_force(decisions):
        if isinstance(decision.act, SetHeader):
            fields[decision.act.field_name] = decision.act.value
    return fields


def header(
    found: Mapping[str, str], defaults: Mapping[str, str], said_here: Mapping[str, str]
) -> dict[str, str]:
    """The header of a document: what was typed here, before the project's, before its file's."""
    fields = {**found, **{name: value for name, value in defaults.items() if value}, **said_here}
    return {name: value for name, value in fields.items() if value}


def names_in(fields: Mapping[str, str]) -> Sequence[tuple[Sort, Named]]:
    """The persons, bodies and places that a header names."""
    sorts = (Sort.PERSON, Sort.ORGANIZATION, Sort.PLACE)
    return [
        (field.sort, named)
        for field in FIELDS
        if field.sort in sorts
        for named in read_names(fields.get(field.name, ""))
    ]
