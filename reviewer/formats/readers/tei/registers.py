"""The registers in the header of a TEI file: persons, organizations and places by their id."""

from lxml import etree

from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.formats.xml import XML_ID, local, tei, text_of

_KINDS = {
    "person": EntryKind.PERSON,
    "org": EntryKind.ORGANIZATION,
    "place": EntryKind.PLACE,
}
_NAMES = frozenset({"persName", "orgName", "placeName", "name", "geogName"})


def read_registers(root: etree._Element) -> dict[str, LexiconEntry]:
    """The entries, by the id that `@ref` in the text points to."""
    header = root.find(tei("teiHeader"))
    found: dict[str, LexiconEntry] = {}
    for item in header.iter(*map(tei, _KINDS)) if header is not None else ():
        names = [
            name
            for one in item
            if local(one) in _NAMES and (name := " ".join(text_of(one).split()))
        ]
        identity = item.get(XML_ID)
        if identity and names:
            numbers = tuple(
                (one.get("type", ""), number)
                for one in item.iterfind(tei("idno"))
                if (number := " ".join(text_of(one).split()))
            )
            kind = _KINDS[local(item)]
            variants = tuple(dict.fromkeys(name for name in names[1:] if name != names[0]))
            found[identity] = LexiconEntry(kind, names[0], variants, authorities=numbers)
    return found
