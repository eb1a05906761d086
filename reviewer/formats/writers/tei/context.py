"""What all parts of one TEI file share while it is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from reviewer.core.edition import Edition, Profile
from reviewer.core.ids import DecisionId
from reviewer.core.lexicon import Authority, EntryKind, LexiconEntry
from reviewer.core.marks import MarkName
from reviewer.formats.writers.tei.names import Ids, is_uri, xml_name
from reviewer.formats.writers.tei.nodes import Element, element
from reviewer.formats.writers.tei.people import Changes, People


class Register(StrEnum):
    """The registers of the header; the value is the kind in the ids."""

    PERSON = "pers"
    ORGANIZATION = "org"
    PLACE = "plc"


REGISTER_OF = {
    MarkName.PERSON: Register.PERSON,
    MarkName.ORGANIZATION: Register.ORGANIZATION,
    MarkName.PLACE: Register.PLACE,
}


_KINDS = {
    Register.PERSON: EntryKind.PERSON,
    Register.ORGANIZATION: EntryKind.ORGANIZATION,
    Register.PLACE: EntryKind.PLACE,
}
_SCHEMES = {
    name.casefold(): name
    for name in ("VIAF", "GND", "GeoNames", "Wikidata", "FRUS", "LCNAF", "ISNI", "ORCID")
}


class Registers:
    """The persons, organizations and places that names in the text refer to."""

    def __init__(self, ids: Ids, known: Iterable[LexiconEntry] = ()) -> None:
        """`known` are entries of the lexicon; of the same name the last one is meant."""
        self._ids = ids
        self._known = {(one.kind, one.preferred): one for one in known}
        self._authorities: dict[str, Sequence[Authority]] = {}
        self._entries: dict[Register, dict[str, str]] = {kind: {} for kind in Register}

    def pointer(self, kind: Register, ref: str, name: str) -> str:
        """What `@ref` says: a URI as it is, else the id of an entry, made where it is new."""
        if is_uri(ref):
            return ref
        key = " ".join(ref.removeprefix("#").split())
        identity = self._ids.of(kind, key)
        self._entries[kind].setdefault(identity, name or key)
        entry = self._known.get((_KINDS[kind], key))
        if entry is not None:
            self._authorities[identity] = entry.authorities
        return f"#{identity}"

    def known(self, kind: Register, name: str) -> str:
        """`#id` of the entry of a name that the text refers to or the lexicon has; else empty."""
        given = {text: identity for identity, text in self._entries[kind].items()}
        if name in given:
            return f"#{given[name]}"
        if (_KINDS[kind], name) in self._known:
            return self.pointer(kind, name, name)
        return ""

    def elements(self) -> list[Element]:
        """`particDesc` and `settingDesc`, as far as there is something in them."""
        persons = self._list(Register.PERSON, "person", "persName")
        organizations = self._list(Register.ORGANIZATION, "org", "orgName")
        places = self._list(Register.PLACE, "place", "placeName")
        found: list[Element] = []
        if persons or organizations:
            lists = [element("listPerson", *persons)] if persons else []
            lists += [element("listOrg", *organizations)] if organizations else []
            found.append(element("particDesc", *lists))
        if places:
            found.append(element("settingDesc", element("listPlace", *places)))
        return found

    def _list(self, kind: Register, entry: str, name: str) -> list[Element]:
        return [
            element(entry, element(name, text), *self._numbers(identity), xml_id=identity)
            for identity, text in self._entries[kind].items()
        ]

    def _numbers(self, identity: str) -> list[Element]:
        """What authority files call an entry (ENCODING.md, section 5)."""
        told = ((scheme, " ".join(n.split())) for scheme, n in self._authorities.get(identity, ()))
        return [element("idno", number, type=_scheme(scheme)) for scheme, number in told if number]


def _scheme(name: str) -> str:
    """An authority file as scholars write it; of one unknown to us, its name as it may stand."""
    return _SCHEMES.get(name.casefold()) or xml_name(name or "other")


@dataclass
class Context:
    """One file in the making."""

    edition: Edition
    profile: Profile
    ids: Ids
    people: People
    changes: Changes
    registers: Registers
    annotations: list[Element] = field(default_factory=list)
    notes: int = 0
    paragraphs: int = 0
    images: bool = False
    placed: dict[DecisionId, list[str]] = field(default_factory=dict)
    """The ids of what each decision made in the text."""
    parallels: dict[str, str] = field(default_factory=dict)
    """The other texts that readings rest on, by name, with their ids."""
    hands: dict[str, str] = field(default_factory=dict)
    """The hands that people named, with their ids."""
    suggested: bool = False
    """Whether some reading came from the suggestion engine, which the header then names."""

    @property
    def archival(self) -> bool:
        """Whether everything is to be kept."""
        return self.profile is Profile.ARCHIVAL

    @property
    def reading(self) -> bool:
        """Whether only the plain text is wanted."""
        return self.profile is Profile.READING

    @property
    def transcript(self) -> str:
        """`#id` of the description of the OCR transcript."""
        return f"#{self.ids.document}-ocr"

    @property
    def suggester(self) -> str:
        """`#id` of the suggestion engine."""
        return f"#{self.ids.document}-sug"

    @cached_property
    def _numbers(self) -> dict[DecisionId, int]:
        return {one.id: n for n, one in enumerate(self.edition.history, start=1)}

    def number(self, decision: DecisionId) -> int:
        """Which decision of the document it is, from 1: in the file nothing else counts, so that
        it is the same whatever project it comes from. 0: none of the document's.
        """
        return self._numbers.get(decision, 0)

    def place(self, decision: DecisionId, kind: str = "dec") -> str:
        """A new id for what a decision made in the text: `t1-dec5`, then `t1-dec5.2`."""
        given = self.placed.setdefault(decision, [])
        more = f".{len(given) + 1}" if given else ""
        given.append(self.ids.make(kind, f"{self.number(decision)}{more}"))
        return given[-1]

    def parallel(self, name: str) -> str:
        """`#id` of another text that a reading rests on; the header will describe it."""
        name = " ".join(name.split())
        if name not in self.parallels:
            self.parallels[name] = self.ids.make("par", len(self.parallels) + 1)
        return f"#{self.parallels[name]}"

    def hand(self, name: str) -> str:
        """`#id` of a hand; the header will describe it."""
        name = " ".join(name.split())
        if name not in self.hands:
            self.hands[name] = self.ids.of("hand", name)
        return f"#{self.hands[name]}"

    def field(self, name: str) -> str:
        """A field of the header as one line; empty where nobody filled it in."""
        return " ".join(self.edition.header.get(name, "").split())

    def line_id(self, number: int) -> str:
        """The id of an OCR line, counted from 1 over the document."""
        return self.ids.make("ocr-l", number)
