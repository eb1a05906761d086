"""`cmif.xml`: who wrote to whom, in all documents, for correspSearch (Correspondence Metadata
Interchange Format of the TEI's special interest group; ENCODING.md, sections 6 and 7).

Persons and places are named by authority files, so that the letters of different editions are
found together. The format knows no doubt but `cert="low"`, no hours, and one licence: CC BY 4.0.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, BinaryIO
from uuid import NAMESPACE_URL, uuid5

from reviewer.core.edition import Edition
from reviewer.core.errors import UnreadableFile
from reviewer.core.header import is_uri, read_names
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.moments import read_moment
from reviewer.core.places import resources
from reviewer.core.ports import Problem
from reviewer.core.writing import About
from reviewer.formats.characters import lawful
from reviewer.formats.validate import load_schema
from reviewer.formats.writers.tei.names import xml_name
from reviewer.formats.writers.tei.nodes import Element, Outline, element
from reviewer.formats.xml import parse

_IN_MEMORY = 1 << 20
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_DAY = len("1950-09-27")
_SIDES = (("sent", "sender", "sent"), ("received", "recipient", "received"))
_NAMES = (
    ("persName", "", EntryKind.PERSON),
    ("orgName", "-organization", EntryKind.ORGANIZATION),
    ("placeName", "-place", EntryKind.PLACE),
)
_ADDRESSES = {
    "gnd": "https://d-nb.info/gnd/{}",
    "viaf": "https://viaf.org/viaf/{}",
    "lcnaf": "http://id.loc.gov/authorities/names/{}",
    "geonames": "https://www.geonames.org/{}",
    "wikidata": "https://www.wikidata.org/entity/{}",
    "isni": "https://isni.org/isni/{}",
}
"""Where authority files have their entries; those that correspSearch asks first stand first."""
_WANTED = (
    ("corpus-url", "the web address of cmif.xml"),
    ("publisher-url", "the publisher's web address"),
    ("editor", "an editor"),
    ("editor-email", "the editor's mail address"),
)


def cmif_schema() -> Path:
    """The schema of what is written here: a narrow part of CMIF."""
    return resources() / "schema" / "reviewer-cmif.rng"


def _spool() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)


class CmifList:
    """Gathers the letters of an export; true where there are any."""

    def __init__(self, about: About) -> None:
        self._about = about
        self._letters = _spool()
        self._out = Outline(self._letters, 3)
        self._count = 0
        said = about.header
        known_by = lawful(said.get("corpus-url") or about.title)
        self._source = f"b{uuid5(NAMESPACE_URL, known_by)}"

    def __bool__(self) -> bool:
        return self._count > 0

    def add(self, edition: Edition) -> None:
        """Take in a document, where it says that somebody sent it."""
        actions = list(_actions(edition))
        if not actions:
            return
        uri = edition.header.get("uri", "")
        self._out.put(
            element(
                "correspDesc",
                *actions,
                key=xml_name(edition.document.name),
                ref=uri if is_uri(uri) else "",
                source=f"#{self._source}",
            )
        )
        self._count += 1

    def write(self, out: BinaryIO) -> None:
        """Write the file."""
        out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
        root = Outline(out)
        root.begin("TEI", xmlns="http://www.tei-c.org/ns/1.0")
        root.begin("teiHeader")
        self._file_description(root)
        root.begin("profileDesc")
        self._letters.seek(0)
        shutil.copyfileobj(self._letters, out)
        self._letters.seek(0, 2)
        root.end()
        root.end()
        root.put(element("text", element("body", element("p"))))
        root.end()

    def _file_description(self, root: Outline) -> None:
        said = self._about.header
        editor = [said.get("editor") or said.get("publisher") or "No editor named"]
        mail = said.get("editor-email", "")
        mails = [element("email", mail)] if _MAIL.fullmatch(mail) else []
        name = said.get("publisher") or "No publisher named"
        home = said.get("publisher-url", "")
        publisher = element("ref", name, target=home) if is_uri(home) else name
        address = said.get("corpus-url", "")
        root.begin("fileDesc")
        root.begin("titleStmt")
        root.put(element("title", self._about.title))
        root.put(element("editor", *editor, *mails))
        root.end()
        root.begin("publicationStmt")
        root.put(element("publisher", publisher))
        if is_uri(address):
            root.put(element("idno", address, type="url"))
        root.put(element("date", when=datetime.now(UTC).date().isoformat()))
        licence = element("licence", "CC BY 4.0", target=_LICENCE)
        root.put(element("availability", licence))
        root.end()
        bibl = element("bibl", self._about.title, type="online", xml_id=self._source)
        root.put(element("sourceDesc", bibl))
        root.end()

    def check(self, path: Path) -> Sequence[Problem]:
        """Faults of a file made by `write`, and, as warnings, what correspSearch will miss."""
        schema = load_schema(cmif_schema())
        try:
            tree = parse(path)
        except UnreadableFile as error:
            return (Problem(0, error.what),)
        problems: list[Problem] = []
        if not schema.validate(tree):
            problems = [Problem(entry.line, entry.message) for entry in schema.error_log]
        missing = [what for name, what in _WANTED if not self._about.header.get(name)]
        if missing:
            told = f"correspSearch also wants {', '.join(missing)}: see the project's header."
            problems.append(Problem(0, told, severe=False))
        return tuple(problems)

    def close(self) -> None:
        """Let go of what was gathered."""
        self._letters.close()


def _actions(edition: Edition) -> Iterator[Element]:
    known = {(entry.kind, entry.preferred): entry for entry in edition.entries}
    for kind, side, when in _SIDES:
        parts = [part for row in _NAMES for part in _named(edition, side, row, known)]
        if day := _day(edition.header.get(when, "")):
            parts.append(day)
        if parts:
            yield element("correspAction", *parts, type=kind)


def _named(
    edition: Edition,
    side: str,
    row: tuple[str, str, EntryKind],
    known: Mapping[tuple[EntryKind, str], LexiconEntry],
) -> Iterator[Element]:
    name, suffix, kind = row
    for one in read_names(edition.header.get(f"{side}{suffix}", "")):
        yield element(name, one.name, ref=one.ref or _address(known.get((kind, one.name))))


def _address(entry: LexiconEntry | None) -> str:
    """The web address that an authority file has for an entry."""
    if entry is None:
        return ""
    numbers = {scheme.casefold(): number.strip() for scheme, number in entry.authorities}
    for scheme, address in _ADDRESSES.items():
        number = numbers.get(scheme, "")
        if is_uri(number):
            return number
        if number and is_uri(found := address.format(number)):
            return found
    return ""


def _day(text: str) -> Element | None:
    """The day that a date of the header means; hours are cut off."""
    read = read_moment(text)
    if not read.attributes:
        return None
    days = {name: value[:_DAY] for name, value in read.attributes.items()}
    return Element("date", days | ({"cert": "low"} if read.about else {}))
