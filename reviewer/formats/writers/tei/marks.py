"""From marks to elements (ENCODING.md, section 3).

Attributes that a mark may carry, all optional; what a mark does not know is passed over:

- person, place, organization: `ref` (a URI, or any key: then an entry of that key stands in the
  register), `name` (what the entry is called), `key`, `role`, `cert`; mention: also `type`
- date: `when`, or `from`, `to`, `notBefore`, `notAfter`; `cert`
- unclear, supplied: `reason`, `cert`, `evidence`; surplus: `reason`; damage: `agent`
- gap: `reason`, `unit` with `quantity`, or `extent`; `precision`, and `text` (its description)
- deleted, added, replaced: `hand`, `rend`; added, replaced: `place`; replaced: `deleted`
- abbreviation: `expansion`; regularized: `regular`; foreign: `lang`; emphasis: `rend`
- number, segment: `type`; note, query: `text`; sic: nothing
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
    MarkName.SEGMENT: "seg",
    MarkName.NUMBER: "seg",
    MarkName.PERSON: "persName",
    MarkName.PLACE: "placeName",
    MarkName.ORGANIZATION: "orgName",
    MarkName.MENTION: "rs",
    MarkName.DATE: "date",
    MarkName.FOREIGN: "foreign",
    MarkName.EMPHASIS: "hi",
    MarkName.DAMAGE: "damage",
    MarkName.UNCLEAR: "unclear",
    MarkName.GAP: "unclear",
    MarkName.SUPPLIED: "supplied",
    MarkName.SURPLUS: "surplus",
    MarkName.DELETED: "del",
    MarkName.ADDED: "add",
    MarkName.REPLACED: "add",
    MarkName.ABBREVIATION: "abbr",
    MarkName.REGULARIZED: "orig",
    MarkName.SIC: "sic",
}
RANK = {name: rank for rank, name in enumerate(_NAMES)}
"""Which of two marks on the same words stands outside: names outside, doubt inside."""

EDITORIAL = {MarkName.UNCLEAR, MarkName.GAP, MarkName.SUPPLIED}
_SIGNED = EDITORIAL | {MarkName.REGULARIZED}
DROPPED = {MarkName.DELETED, MarkName.SURPLUS}
"""What the reading profile leaves out: crossed out, or too much in the document."""
# Of what the document's writer did, the reading profile shows the result only; an abbreviation
# stays as it is written there, and so does an error left standing.
UNWRAPPED = DROPPED | {
    MarkName.ADDED,
    MarkName.REPLACED,
    MarkName.ABBREVIATION,
    MarkName.REGULARIZED,
    MarkName.DAMAGE,
    MarkName.SIC,
}
_MEANT = {
    "person": MarkName.PERSON,
    "place": MarkName.PLACE,
    "organization": MarkName.ORGANIZATION,
}
_STYLES = ("bold", "italic", "underline", "superscript", "smallcaps")
_CERTAINTIES = ("high", "medium", "low")
_EVIDENCE = ("internal", "external", "conjecture")
_UNITS = ("char", "word", "line", "page")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def wrapper(mark: PlacedMark, by: Decision | None, covered: str, context: Context) -> Element:
    """The empty element that is to hold the words of a mark; `covered` are those words."""
    attributes = _said(mark, covered, context) | _provenance(mark.name, by, context)
    return Element(_NAMES[mark.name], attributes)


def _said(mark: PlacedMark, covered: str, context: Context) -> dict[str, str]:
    """What the attributes of a mark say, as far as it is lawful."""
    said, name = mark.attributes, mark.name
    match name:
        case MarkName.PERSON | MarkName.PLACE | MarkName.ORGANIZATION | MarkName.MENTION:
            return _name_attributes(mark, covered, context)
        case MarkName.DATE:
            return date_attributes(said) | _certainty(said)
        case MarkName.GAP:
            # A gap that still covers words: they stand, in doubt, and the gap stands behind.
            return {"reason": _word(said.get("reason", ""), "illegible"), "cert": "low"}
        case MarkName.UNCLEAR | MarkName.SUPPLIED:
            usual = "omitted" if name is MarkName.SUPPLIED else "illegible"
            return {"reason": _word(said.get("reason", ""), usual)} | _certainty(
                said, evidence=True
            )
        case MarkName.DELETED | MarkName.ADDED | MarkName.REPLACED:
            names = ("rend",) if name is MarkName.DELETED else ("place", "rend")
            return _words(said, *names) | _hand(said, context)
        case MarkName.SURPLUS:
            return _words(said, "reason")
        case MarkName.DAMAGE:
            return _words(said, "agent")
        case MarkName.EMPHASIS:
            return {"rend": said["rend"]} if said.get("rend") in _STYLES else {}
        case MarkName.NUMBER | MarkName.SEGMENT:
            return _words(said, "type")
        case MarkName.FOREIGN if _LANGUAGE.fullmatch(said.get("lang", "")):
            return {"xml:lang": said["lang"]}
    return {}


def instead(mark: PlacedMark) -> str | None:
    """What the reading profile has in the place of the words of a mark; None: those words."""
    if mark.name is not MarkName.REGULARIZED:
        return None
    return " ".join(mark.attributes.get("regular", "").split()) or None


def complete(found: Element, mark: PlacedMark) -> None:
    """Name the element of a number by what it holds: an `idno` takes text alone."""
    if mark.name is not MarkName.NUMBER:
        return
    kind = found.attributes.pop("type", "") or "number"
    if all(isinstance(child, str) for child in found.children):
        found.name = "idno"
        found.attributes = {"type": kind} | found.attributes
    else:
        found.attributes = {"type": "number", "subtype": kind} | found.attributes


def gap(mark: PlacedMark, by: Decision | None, context: Context) -> Element:
    """The gap of a mark; it has a description, because some renderers print nothing without."""
    said = mark.attributes
    attributes = {"reason": _word(said.get("reason", ""), "illegible")}
    if said.get("unit") in _UNITS and re.fullmatch(r"[1-9]\d{0,5}", said.get("quantity", "")):
        attributes |= {"unit": said["unit"], "quantity": said["quantity"]}
    else:
        attributes["extent"] = " ".join(said.get("extent", "").split()) or "unknown"
    if said.get("precision") in _CERTAINTIES:
        attributes["precision"] = said["precision"]
    text = " ".join(said.get("text", "").split()).strip("[]") or "…"
    if context.archival:
        attributes["xml:id"] = context.place(mark.decision)
    attributes |= _provenance(mark.name, by, context)
    return Element("gap", attributes, [element("desc", f"[{text}]")])


def note(mark: PlacedMark, by: Decision | None, context: Context) -> Element:
    """An editor's note for readers, at its place in the text; it is numbered in the end."""
    text = " ".join(mark.attributes.get("text", "").split())
    identity = {"xml:id": context.place(mark.decision, "n")}
    attributes = {"type": "editorial"} | identity | _responsible(by, context)
    return Element("note", attributes, [text] if text else [])


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


def expand(first: Element, last: Element, mark: PlacedMark) -> None:
    """Put what a mark adds beside the words that it covers: as `choice`, or as `subst`.

    `first` and `last` are its parts; mostly it has one.
    """
    said = mark.attributes
    match mark.name:
        case MarkName.ABBREVIATION if expansion := _text(said, "expansion"):
            _beside(last, "choice", behind=element("expan", expansion))
        case MarkName.REGULARIZED if regular := _text(said, "regular"):
            names = ("resp", "change")
            signed = {name: last.attributes.pop(name) for name in names if name in last.attributes}
            _beside(last, "choice", behind=Element("reg", signed, [regular]))
        case MarkName.REPLACED if deleted := _text(said, "deleted"):
            hand = {name: first.attributes[name] for name in ("hand",) if name in first.attributes}
            rend = {"rend": first.attributes.pop("rend")} if "rend" in first.attributes else {}
            _beside(first, "subst", before=Element("del", rend | hand, [deleted]))


def _beside(
    found: Element, name: str, *, before: Element | None = None, behind: Element | None = None
) -> None:
    """Make an element hold what it is now, with another beside it."""
    inner = Element(found.name, found.attributes, found.children)
    found.name, found.attributes = name, {}
    found.children = [one for one in (before, inner, behind) if one is not None]


def _text(said: Mapping[str, str], name: str) -> str:
    return " ".join(said.get(name, "").split())


def _name_attributes(mark: PlacedMark, covered: str, context: Context) -> dict[str, str]:
    said = mark.attributes
    attributes: dict[str, str] = {}
    if mark.name is MarkName.MENTION and said.get("type") in _MEANT:
        attributes["type"] = said["type"]
    if ref := said.get("ref", "").strip():
        name = said.get("name", "").strip() or (covered if ref.startswith("#") else "")
        meant = mark.name
        if meant is MarkName.MENTION:
            meant = _MEANT.get(said.get("type", ""), meant)
        register = REGISTER_OF.get(meant)
        if register is not None:
            attributes["ref"] = context.registers.pointer(register, ref, name)
    if key := " ".join(said.get("key", "").split()):
        attributes["key"] = key
    if role := _word(said.get("role", ""), ""):
        attributes["role"] = role
    return attributes | _certainty(said)


def _certainty(said: Mapping[str, str], *, evidence: bool = False) -> dict[str, str]:
    attributes = {"cert": said["cert"]} if said.get("cert") in _CERTAINTIES else {}
    if evidence and said.get("evidence") in _EVIDENCE:
        attributes["evidence"] = said["evidence"]
    return attributes


def _words(said: Mapping[str, str], *names: str) -> dict[str, str]:
    """Those of the attributes that can be one token."""
    return {name: word for name in names if (word := _word(said.get(name, ""), ""))}


def _hand(said: Mapping[str, str], context: Context) -> dict[str, str]:
    hand = _text(said, "hand")
    return {"hand": context.hand(hand)} if hand else {}


def _provenance(name: MarkName, by: Decision | None, context: Context) -> dict[str, str]:
    """Doubt is signed for every reader, anything else for the archive."""
    if by is None or not (context.archival or name in _SIGNED):
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
