"""Persons, places and organizations as TEI has them: listPerson, listPlace, listOrg.

What our entries say and TEI has no element for stands in a note with a @type (TEI P5, chapter 14).
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from reviewer.core.lexicon import Authority, EntryKind, EntryState, LexiconEntry
from reviewer.core.messages import Message
from reviewer.core.ports import ListRead, ListRow, RefusedRow, Sniff
from reviewer.formats.writers.tei.names import Ids
from reviewer.formats.writers.tei.nodes import Content, Element, element, verbatim
from reviewer.formats.xml import TEI_NS, line_of, local, parse, text_of

_KINDS = {
    "person": EntryKind.PERSON,
    "place": EntryKind.PLACE,
    "org": EntryKind.ORGANIZATION,
}
_ITEMS = {kind: item for item, kind in _KINDS.items()}
_LISTS = {"person": "listPerson", "place": "listPlace", "org": "listOrg"}
_NAMES = {"person": "persName", "place": "placeName", "org": "orgName"}
_NAME_TAGS = frozenset({"persName", "placeName", "orgName", "name", "geogName", "settlement"})
_PREFERRED = frozenset({"preferred", "pref", "main", "reg", "authorized", "full"})
_LATER = ("forename", "nameLink", "genName", "addName", "roleName")
_YEARS = re.compile(r"(\d{4})?-(\d{4})?")
_YEAR = re.compile(r"-?\d{4}")
_OWN_NOTES = frozenset({"dates", "source", "state"})


class TeiList:
    """Reads such lists wherever they stand in a TEI file, and writes a file with nothing else."""

    name = "tei"
    suffix = ".xml"
    kinds = frozenset(_ITEMS)

    def sniff(self, path: Path, head: bytes) -> Sniff:
        """TEI is known by its namespace."""
        if TEI_NS.encode() not in head:
            return Sniff(0.0, "it is not TEI")
        return Sniff(0.95, "it is TEI")

    def read(self, path: Path, kind: EntryKind) -> ListRead:
        """Each person, place or org is an entry."""
        rows: list[ListRow] = []
        refused: list[RefusedRow] = []
        for item in parse(path).getroot().iter(*(f"{{{TEI_NS}}}{name}" for name in _KINDS)):
            made = _entry(item)
            if made:
                rows.append(ListRow(line_of(item), made))
            elif _parent(item) in _LISTS.values():  # else it is a word in a sentence
                start = _plain(text_of(item))[:60]
                reason = Message("lexicon.refused.no_form")
                refused.append(RefusedRow(line_of(item), start, reason))
        return ListRead(rows, refused)

    def write(self, entries: Iterable[LexiconEntry], out: BinaryIO) -> None:
        """A TEI file whose standOff has one list a kind."""
        ids = Ids("lexicon")
        held: dict[str, list[Content]] = {item: [] for item in _LISTS}
        for number, entry in enumerate(entries, 1):
            if entry.kind in _ITEMS and not entry.forbids:
                item = _ITEMS[entry.kind]
                held[item] += ["\n", _item(entry, item, ids.make(item, number))]
        lists = [element(_LISTS[item], *made, "\n") for item, made in held.items() if made] or [
            element("list", element("item"))
        ]
        root = Element("TEI", {"xmlns": TEI_NS}, ["\n", _header(), "\n"])
        root.children += [element("standOff", "\n", *_lined(lists)), "\n"]
        out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
        out.write(f"{verbatim(root)}\n".encode())


def _lined(nodes: Iterable[Element]) -> Iterator[Content]:
    for node in nodes:
        yield node
        yield "\n"


def _header() -> Element:
    title = element("title", "Names")
    published = element("publicationStmt", element("p", "Exported from a project's lexicon."))
    source = element("sourceDesc", element("p", "The lexicon of the project."))
    return element("teiHeader", element("fileDesc", element("titleStmt", title), published, source))


def _item(entry: LexiconEntry, item: str, xml_id: str) -> Element:
    name = _NAMES[item]
    made = element(item, xml_id=xml_id)
    preferred = element(name, *_inner(entry.preferred, item), type="preferred")
    variants = [element(name, *_inner(form, item), type="variant") for form in entry.variants]
    years = _YEARS.fullmatch(entry.dates) if item == "person" and entry.dates != "-" else None
    made.children += [preferred, *variants]
    if years:
        made.children += [
            element(tag, year, when=year)
            for tag, year in (("birth", years[1]), ("death", years[2]))
            if year
        ]
    made.children += [element("idno", number, type=scheme) for scheme, number in entry.authorities]
    notes = [
        ("", entry.note),
        ("dates", "" if years else entry.dates),
        ("source", entry.source),
        ("state", "" if entry.state is EntryState.USUAL else str(entry.state)),
    ]
    made.children += [element("note", text, type=kind) for kind, text in notes if text]
    return made


def _inner(form: str, item: str) -> Iterator[Content]:
    """A form; that of a person with its parts."""
    family, comma, given = form.partition(", ")
    if item != "person" or not comma or not family.strip() or not given.strip():
        yield form
        return
    yield element("surname", family)
    yield ", "
    yield element("forename", given)


def _entry(item: etree._Element) -> LexiconEntry | None:
    """The entry of a person, place or org; None where it has no name."""
    names = [child for child in item if local(child) in _NAME_TAGS]
    names.sort(key=lambda name: name.get("type", "") not in _PREFERRED)
    forms = list(dict.fromkeys(filter(None, map(_form, names))))
    if not forms:
        return None
    notes = dict.fromkeys((*_OWN_NOTES, ""), "")
    for child in item:
        if local(child) == "note":
            kind = child.get("type", "")
            text = text_of(child) if kind in _OWN_NOTES else text_of(child).strip()
            key = kind if kind in _OWN_NOTES else ""
            notes[key] = f"{notes[key]} | {text}" if notes[key] and text else notes[key] or text
    state = notes["state"]
    return LexiconEntry(
        _KINDS[local(item)],
        forms[0],
        tuple(forms[1:]),
        notes[""],
        notes["dates"] or _dates(item),
        notes["source"],
        authorities=tuple(_authorities(item)),
        state=EntryState.RIGHT if state == EntryState.RIGHT else EntryState.USUAL,
    )


def _form(name: etree._Element) -> str:
    """A name as it is written; from its parts, surname first, where it only has these."""
    loose = [name.text, *(child.tail for child in name)]
    parts = {local(child): "" for child in name if local(child)}
    if any(text and text.strip() for text in loose) or "surname" not in parts:
        return _plain(text_of(name))
    surname = " ".join(_plain(text_of(c)) for c in name if local(c) == "surname")
    given = [_plain(text_of(child)) for child in name if local(child) in _LATER]
    return ", ".join(filter(None, (surname, " ".join(filter(None, given)))))


def _dates(item: etree._Element) -> str:
    """Years of birth and death, or of flourishing."""
    found = {}
    for child in item:
        tag = local(child)
        if tag in ("birth", "death", "floruit"):
            found[tag] = _year(child)
    if "birth" in found or "death" in found:
        return f"{found.get('birth', '')}-{found.get('death', '')}".removesuffix("--")
    return found.get("floruit", "")


def _year(child: etree._Element) -> str:
    for name in ("when", "notBefore", "from", "when-iso"):
        if year := _YEAR.match(child.get(name, "")):
            return year[0]
    text = _plain(text_of(child))
    year = _YEAR.search(text)
    return year[0] if year and local(child) != "floruit" else text


def _authorities(item: etree._Element) -> Iterator[Authority]:
    for child in item:
        if local(child) == "idno" and (number := _plain(text_of(child))):
            yield child.get("type", child.get("subtype", "")), number


def _parent(item: etree._Element) -> str:
    parent = item.getparent()
    return "" if parent is None else local(parent)


def _plain(text: str) -> str:
    return " ".join(text.split())
