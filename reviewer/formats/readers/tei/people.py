"""Who did what when, as the header of a TEI file says: persons, hands and changes by their id."""

from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from reviewer.formats.xml import XML_ID, local, tei, text_of

_NAMES = ("persName", "name", "orgName")


@dataclass(frozen=True, slots=True)
class Change:
    """A session of the revision history; `status` is what it reached."""

    by: str
    at: datetime | None
    status: str = ""


class People:
    """The persons of a file and its changes. What is not there has the empty name."""

    def __init__(self, root: etree._Element) -> None:
        header = root.find(tei("teiHeader"))
        inside = header if header is not None else etree.Element("none")
        self.persons = {
            one.get(XML_ID, ""): _name(one)
            for one in inside.iter(tei("respStmt"), tei("editor"), tei("person"))
        }
        self._hands = {
            one.get(XML_ID, ""): " ".join(text_of(one).split())
            for one in inside.iter(tei("handNote"))
        }
        self.history = tuple(
            Change(
                self.name(one.get("who", "")), moment(one.get("when", "")), one.get("status", "")
            )
            for one in inside.iterfind(f"{tei('revisionDesc')}//{tei('change')}")
        )
        self._changes = {
            one.get(XML_ID, ""): found
            for one, found in zip(
                inside.iterfind(f"{tei('revisionDesc')}//{tei('change')}"),
                self.history,
                strict=True,
            )
        }

    def name(self, pointer: str) -> str:
        """The name of the person that `@resp` or `@who` points to."""
        return self.persons.get(pointer.strip().removeprefix("#"), "")

    def hand(self, pointer: str) -> str:
        """What the hand is called that `@hand` points to; of an unknown one the pointer."""
        return self._hands.get(pointer.strip().removeprefix("#")) or pointer

    def change(self, pointer: str) -> Change | None:
        """The change that `@change` points to."""
        return self._changes.get(pointer.strip().removeprefix("#"))


def moment(text: str) -> datetime | None:
    """A date or dateTime; one without a zone is UTC. None where it is no such date."""
    try:
        found = datetime.fromisoformat(text.strip())
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _name(element: etree._Element) -> str:
    named = (one for one in element if local(one) in _NAMES)
    return " ".join(text_of(next(named, element)).split())
