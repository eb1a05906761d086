"""From marks to elements (ENCODING.md, section 3).

Attributes that a mark may carry, all optional; what a mark does not know is passed over:

- person, place, organization: `ref` (a URI, or any key: then an entry of that key stands in the
  register), `name` (what the entry is called), `key`, `role`, `cert`
- date: `when`, or `from`, `to`, `notBefore`, `notAfter`; `cert`
- unclear, supplied: `reason`, `cert`, `evidence`
- gap: `reason`, `unit` with `quantity`, or `extent`, and `text` (its description)
- deleted: `rend`; added: `place`, `rend`; abbreviation: `expansion`; foreign: `lang`
- note, query: `text`; sic: nothing
"""

import re
from collections.abc import Mapping

from reviewer.core.decisions import Decision
from reviewer.core.marks import MarkName, PlacedMark
from reviewer.formats.writers.tei.context import REGISTER_OF, Context
from reviewer.formats.writers.tei.dates import date_attributes
from reviewer.formats.writers.tei.nodes import Element, element
from reviewer.formats.writers.tei.people import timestamp

_NAMES = {
    MarkName.PERSON: "persName",
    MarkName.PLACE: "placeName",
    MarkName.ORGANIZATION: "orgName",
    MarkName.DATE: "date",
    MarkName.UNCLEAR: "unclear",
    MarkName.GAP: "unclear",
    MarkName.SUPPLIED: "supplied",
    MarkName.DELETED: "del",
    MarkName.ADDED: "add",
    MarkName.ABBREVIATION: "abbr",
    MarkName.FOREIGN: "foreign",
    MarkName.SIC: "sic",
    MarkName.EMPHASIS: "hi",
    MarkName.REGULARIZED: "orig",
    MarkName.DAMAGE: "damage",
    MarkName.SURPLUS: "surplus",
    MarkName.REPLACED: "add",
    MarkName.MENTION: "rs",
    MarkName.NUMBER: "seg",
    MarkName.SEGMENT: "seg",
}
RANK = {name: rank for rank, name in enumerate(_NAMES)}
"""Which of two marks on the same words stands outside: names outside, doubt inside."""

EDITORIAL = {MarkName.UNCLEAR, MarkName.GAP, MarkName.SUPPLIED}
# Of what the document's writer did, the reading profile shows the result only; an abbreviation
# stays as it is written there, and so does an error left standing.
UNWRAPPED = {MarkName.ADDED, MarkName.DELETED, MarkName.ABBREVIATION, MarkName.SIC}
_CERTAINTIES = ("high", "medium", "low")
_EVIDENCE = ("internal", "external", "conjecture")
_UNITS = ("char", "word", "line", "page")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def wrapper(mark: PlacedMark, by: Decision | None, covered: str, context: Context) -> Element:
    """The empty element that is to hold the words of a mark; `covered` are those words."""
    said = mark.attributes
    attributes: dict[str, str] = {}
    if mark.name in REGISTER_OF:
        attributes = _name_attributes(mark, covered, context)
    elif mark.name is MarkName.DATE:
        attributes = date_attributes(said) | _certainty(said)
    elif mark.name is MarkName.GAP:
        # A gap that still covers words: they stand, in doubt, and the gap itself stands behind.
        attributes = {"reason": _word(said.get("reason", ""), "illegible"), "cert": "low"}
    elif mark.name in EDITORIAL:
        usual = "omitted" if mark.name is MarkName.SUPPLIED else "illegible"
        attributes = {"reason": _word(said.get("reason", ""), usual)} | _certainty(said)
        if said.get("evidence") in _EVIDENCE:
            attributes["evidence"] = said["evidence"]
    elif mark.name in (MarkName.DELETED, MarkName.ADDED):
        names = ("rend",) if mark.name is MarkName.DELETED else ("place", "rend")
        attributes = {name: word for name in names if (word := _word(said.get(name, ""), ""))}
    elif mark.name is MarkName.FOREIGN and _LANGUAGE.fullmatch(said.get("lang", "")):
        attributes = {"xml:lang": said["lang"]}
    return Element(_NAMES[mark.name], attributes | _provenance(mark.name, by, context))


def gap(mark: PlacedMark, by: Decision | None, context: Context) -> Element:
    """The gap of a mark; it has a description, because some renderers print nothing without."""
    said = mark.attributes
    attributes = {"reason": _word(said.get("reason", ""), "illegible")}
    if said.get("unit") in _UNITS and re.fullmatch(r"[1-9]\d{0,5}", said.get("quantity", "")):
        attributes |= {"unit": said["unit"], "quantity": said["quantity"]}
    else:
        attributes["extent"] = " ".join(said.get("extent", "").split()) or "unknown"
    text = " ".join(said.get("text", "").split()).strip("[]") or "…"
    attributes |= _provenance(mark.name, by, context)
    return Element("gap", attributes, [element("desc", f"[{text}]")])


def note(mark: PlacedMark, by: Decision | None, context: Context) -> Element:
    """An editor's note for readers, to stand at its place in the text."""
    text = " ".join(mark.attributes.get("text", "").split())
    return Element(
        "note", {"type": "editorial"} | _responsible(by, context), [text] if text else []
    )


def number(found: Element, context: Context) -> None:
    """Give a note its number and id, in the order of the text."""
    context.notes += 1
    found.attributes["n"] = str(context.notes)
    found.attributes["xml:id"] = context.ids.make("n", context.notes)


def query(mark: PlacedMark, by: Decision | None, context: Context) -> tuple[Element, Element]:
    """The two anchors around what a query is about; the query itself goes to the annotations."""
    ids = [context.ids.make("q", f"{context.number(mark.decision)}{end}") for end in "ab"]
    text = " ".join(mark.attributes.get("text", "").split())
    content: list[Element | str] = []
    if by is not None:
        change = element("change", when=timestamp(by.at), who=context.people.pointer(by))
        content.append(element("revisionDesc", change, status="open"))
    content.append(element("note", text) if text else element("note"))
    attributes = {
        "xml:id": context.ids.make("q", context.number(mark.decision)),
        "motivation": "questioning",
        "target": " ".join(f"#{anchor}" for anchor in ids),
    }
    context.annotations.append(
        Element("annotation", attributes | _responsible(by, context), content)
    )
    first, second = (element("anchor", xml_id=anchor) for anchor in ids)
    return first, second


def expand(abbreviation: Element, mark: PlacedMark) -> None:
    """Make a `choice` of an `abbr` whose mark has an expansion."""
    expansion = " ".join(mark.attributes.get("expansion", "").split())
    if expansion:
        short = Element("abbr", abbreviation.attributes, abbreviation.children)
        abbreviation.name = "choice"
        abbreviation.attributes = {}
        abbreviation.children = [short, element("expan", expansion)]


def _name_attributes(mark: PlacedMark, covered: str, context: Context) -> dict[str, str]:
    said = mark.attributes
    attributes: dict[str, str] = {}
    if ref := said.get("ref", "").strip():
        name = said.get("name", "").strip() or (covered if ref.startswith("#") else "")
        attributes["ref"] = context.registers.pointer(REGISTER_OF[mark.name], ref, name)
    if key := " ".join(said.get("key", "").split()):
        attributes["key"] = key
    if role := _word(said.get("role", ""), ""):
        attributes["role"] = role
    return attributes | _certainty(said)


def _certainty(said: Mapping[str, str]) -> dict[str, str]:
    return {"cert": said["cert"]} if said.get("cert") in _CERTAINTIES else {}


def _provenance(name: MarkName, by: Decision | None, context: Context) -> dict[str, str]:
    """Doubt is signed for every reader, anything else for the archive."""
    if by is None or not (context.archival or name in EDITORIAL):
        return {}
    return _responsible(by, context)


def _responsible(by: Decision | None, context: Context) -> dict[str, str]:
    if by is None:
        return {}
    attributes = {"resp": context.people.pointer(by)}
    if context.archival and (change := context.changes.pointer(by.id)):
        attributes["change"] = change
    return attributes


def _word(text: str, usual: str) -> str:
    """A text as one token of an enumerated attribute."""
    word = re.sub(r"[^A-Za-z0-9._-]+", "-", text.strip()).strip("-.")
    return word if re.match(r"[A-Za-z]", word) else usual
