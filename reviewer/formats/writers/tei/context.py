"""What all parts of one TEI file share while it is written."""

from dataclasses import dataclass, field
from enum import StrEnum

from reviewer.core.edition import Edition, Profile
from reviewer.core.marks import MarkName
from reviewer.formats.writers.tei.names import Ids, is_uri
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


class Registers:
    """The persons, organizations and places that names in the text refer to."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._entries: dict[Register, dict[str, str]] = {kind: {} for kind in Register}

    def pointer(self, kind: Register, ref: str, name: str) -> str:
        """What `@ref` says: a URI as it is, else the id of an entry, made where it is new."""
        if is_uri(ref):
            return ref
        key = " ".join(ref.removeprefix("#").split())
        identity = self._ids.of(kind, key)
        self._entries[kind].setdefault(identity, name or key)
        return f"#{identity}"

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
            element(entry, element(name, text), xml_id=identity)
            for identity, text in self._entries[kind].items()
        ]


@dataclass(slots=True)
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

    def line_id(self, number: int) -> str:
        """The id of an OCR line, counted from 1 over the document."""
        return self.ids.make("ocr-l", number)
