"""The text of one block of an archival file: what the transcript has, what is read, what is marked.

Both wordings are gathered side by side with single blanks, so that whoever compares them with the
lines of the transcript need not know where the file has its white space.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from reviewer.core.decisions import Cause, Certainty, Ground, Grounds, Way
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.marks import MarkName
from reviewer.core.shown import Block, Marked, Reading, Signed
from reviewer.formats.readers.tei.people import People
from reviewer.formats.xml import XML_ID, XML_LANG, local, text_of

_WHITE = re.compile(r"[ \t\r\n]+")
_NAMES = {
    "persName": MarkName.PERSON,
    "orgName": MarkName.ORGANIZATION,
    "placeName": MarkName.PLACE,
    "rs": MarkName.MENTION,
    "date": MarkName.DATE,
    "unclear": MarkName.UNCLEAR,
    "supplied": MarkName.SUPPLIED,
    "del": MarkName.DELETED,
    "add": MarkName.ADDED,
    "abbr": MarkName.ABBREVIATION,
    "foreign": MarkName.FOREIGN,
    "sic": MarkName.SIC,
    "hi": MarkName.EMPHASIS,
    "damage": MarkName.DAMAGE,
    "surplus": MarkName.SURPLUS,
    "idno": MarkName.NUMBER,
    "seg": MarkName.SEGMENT,
}
_SAID = {
    MarkName.DATE: "when from to notBefore notAfter cert",
    MarkName.UNCLEAR: "reason cert evidence",
    MarkName.SUPPLIED: "reason cert evidence",
    MarkName.DELETED: "rend hand",
    MarkName.ADDED: "place rend hand",
    MarkName.EMPHASIS: "rend",
    MarkName.DAMAGE: "agent",
    MarkName.SURPLUS: "reason",
    MarkName.NUMBER: "type",
    MarkName.SEGMENT: "type",
    MarkName.PERSON: "role key cert",
    MarkName.ORGANIZATION: "role key cert",
    MarkName.PLACE: "role key cert",
    MarkName.MENTION: "role key cert",
}
_GAP = "reason unit quantity extent precision".split()
_MEANT = {
    "person": "person",
    "place": "place",
    "org": "organization",
    "organization": "organization",
}
_WAYS = {
    "dec-human": Way.TYPED,
    "dec-accepted": Way.ACCEPTED,
    "dec-edited": Way.EDITED,
    "dec-rule": Way.RULE,
    "dec-script": Way.SCRIPT,
}
_SUGGESTED = frozenset({Way.ACCEPTED, Way.EDITED, Way.RULE})
_APART = frozenset({"addrLine", "cell"})
_TRANSPARENT = frozenset(
    "p ab head item dateline salute signed opener closer stamp fw note addrLine address cell row"
    " w c q quote corr w name num measure ref label lg l s orig reg expan ex am choice".split()
)


@dataclass(frozen=True)
class Told:
    """What the rest of the file says: its people, its registers, and who wants to hear of an
    element that means nothing to us.
    """

    people: People
    registers: Mapping[str, LexiconEntry]
    strange: Callable[[etree._Element], object]


def is_beside(element: etree._Element) -> bool:
    """Whether an element is a marginal note of the document."""
    named = local(element) == "note"
    return named and (element.get("type") == "marginal" or "margin" in element.get("place", ""))


class Stretch:
    """Gathers the text of a block. `lines` are the numbers at its line beginnings, `asides` what
    stands in it and is no part of its text.
    """

    def __init__(self, told: Told) -> None:
        self._told = told
        self._source = ""
        self._text = ""
        self._readings: list[Reading] = []
        self._marks: list[Marked] = []
        self._in_source = self._in_text = True
        self.lines: list[int] = []
        self.asides: list[etree._Element] = []

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it."""
        return not (self._source.strip() or self._text.strip() or self._marks)

    def block(self, block: Block) -> Block:
        """The block with what was gathered."""
        source, text = self._source.rstrip(), self._text.rstrip()
        marks = [made for mark in self._marks if (made := _trimmed(mark, text)) is not None]
        readings = [
            replace(
                one,
                start=min(one.start, len(source)),
                end=min(one.end, len(source)),
                first=min(one.first, len(text)),
                last=min(one.last, len(text)),
            )
            for one in self._readings
        ]
        return replace(
            block, source=source, text=text, readings=tuple(readings), marks=tuple(marks)
        )

    def say(self, text: str | None) -> None:
        """Add characters."""
        plain = _WHITE.sub(" ", text or "")
        if self._in_source:
            self._source = _added(self._source, plain)
        if self._in_text:
            self._text = _added(self._text, plain)

    def inside(self, element: etree._Element) -> None:
        """Add the content of an element."""
        self.say(element.text)
        for child in element:
            self.put(child)
            self.say(child.tail)

    def put(self, element: etree._Element) -> None:
        """Add an element."""
        name = local(element)
        if name in ("lb", "pb", "cb"):
            self._break(element, name)
        elif name == "choice":
            self._choice(element)
        elif name == "subst":
            self._replaced(element)
        elif name == "gap":
            self._point(element, MarkName.GAP, _gap(element))
        elif name == "fw" or is_beside(element):
            self.asides.append(element)
        elif name == "note":
            self._point(element, MarkName.NOTE, {"text": _plain(element)})
        elif name == "anchor":
            self._anchor(element)
        elif name in _NAMES:
            self._marked(element, _NAMES[name], self._attributes(element, _NAMES[name]))
        elif name in _APART:
            self.say(" ")
            self.inside(element)
            self.say(" ")
        elif name:
            if name not in _TRANSPARENT:
                self._told.strange(element)
            self.inside(element)

    def _break(self, element: etree._Element, name: str) -> None:
        if name == "lb" and element.get("n", "").isdecimal():
            self.lines.append(int(element.get("n", "")))
        if element.get("break") != "no":
            self.say(" ")
        elif "hyphen" in element.get("rend", ""):
            self.say("- ")  # dropped by whoever wrote the file, not by a decision

    def _choice(self, element: etree._Element) -> None:
        by_name = {local(child): child for child in reversed(element) if local(child)}
        if "sic" in by_name and "corr" in by_name:
            self._corrected(by_name["sic"], by_name["corr"])
        elif "abbr" in by_name:
            expansion = {"expansion": _plain(by_name["expan"])} if "expan" in by_name else {}
            self._marked(by_name["abbr"], MarkName.ABBREVIATION, expansion)
        elif "orig" in by_name:
            regular = {"regular": _plain(by_name["reg"])} if "reg" in by_name else {}
            self._marked(by_name["orig"], MarkName.REGULARIZED, regular)
        elif by_name:
            self._told.strange(element)
            self.put(next(child for child in element if local(child)))

    def _corrected(self, sic: etree._Element, corr: etree._Element) -> None:
        start, first = len(self._source), len(self._text)
        both = self._in_source, self._in_text
        self._in_text = False
        self.inside(sic)
        self._in_source, self._in_text = False, both[1]
        self.inside(corr)
        self._in_source, self._in_text = both
        if all(both):
            cause = Cause.OCR if sic.get("source") else Cause.SOURCE
            signed = self._signed(corr)
            if signed.grounds.way in _SUGGESTED:
                signed = replace(signed, grounds=replace(signed.grounds, form=_plain(sic)))
            self._readings.append(
                Reading(
                    start,
                    len(self._source),
                    first,
                    len(self._text),
                    cause,
                    signed,
                    corr.get(XML_ID, ""),
                )
            )

    def _replaced(self, element: etree._Element) -> None:
        gone = [child for child in element if local(child) == "del"]
        said = {"deleted": " ".join(map(_plain, gone))}
        for child in gone:
            said |= self._attributes(child, MarkName.DELETED)  # how it was crossed out
        for child in element:
            if local(child) == "add":
                attributes = said | self._attributes(child, MarkName.ADDED)
                self._marked(child, MarkName.REPLACED, attributes)

    def _marked(
        self, element: etree._Element, name: MarkName, attributes: Mapping[str, str]
    ) -> None:
        at, start = len(self._marks), len(self._text)
        self.inside(element)
        if self._in_text:
            key = element.get(XML_ID, "")
            signed = self._signed(element)
            mark = Marked(name, start, len(self._text), attributes, signed, key)
            self._marks.insert(at, mark)  # outer marks before those inside

    def _point(
        self, element: etree._Element, name: MarkName, attributes: Mapping[str, str]
    ) -> None:
        if self._in_text:
            here = len(self._text)
            signed, key = self._signed(element), element.get(XML_ID, "")
            self._marks.append(Marked(name, here, here, attributes, signed, key))

    def _anchor(self, element: etree._Element) -> None:
        """An anchor is kept as a note without words: only its place means something."""
        here, key = len(self._text), element.get(XML_ID, "")
        self._marks.append(Marked(MarkName.QUERY, here, here, {}, Signed(), key))

    def _attributes(self, element: etree._Element, name: MarkName) -> dict[str, str]:
        found = {
            one: value for one in _SAID.get(name, "").split() if (value := element.get(one, ""))
        }
        if "hand" in found:
            found["hand"] = self._told.people.hand(found["hand"])
        if name is MarkName.FOREIGN:
            found = {"lang": language} if (language := element.get(XML_LANG)) else {}
        if name is MarkName.MENTION and element.get("type") in _MEANT:
            found["type"] = _MEANT[element.get("type", "")]
        if reference := element.get("ref", "").strip():
            entry = self._told.registers.get(reference.removeprefix("#"))
            found["ref"] = entry.preferred if entry else reference.removeprefix("#")
        return found

    def _signed(self, element: etree._Element) -> Signed:
        people = self._told.people
        change = people.change(element.get("change", ""))
        by = people.name(element.get("resp", "")) or (change.by if change else "")
        return Signed(by, change.at if change else None, _grounds(element))


def _grounds(element: etree._Element) -> Grounds:
    if local(element) != "corr":
        return Grounds()
    kind = element.get("ana", "").rpartition("#")[2]
    way = next((way for name, way in _WAYS.items() if kind.endswith(name)), Way.TYPED)
    cert, evidence = element.get("cert", ""), element.get("evidence", "")
    source = element.get("source", "")
    taken = way in _SUGGESTED
    return Grounds(
        way,
        suggestion=_plain(element) if way in (Way.ACCEPTED, Way.RULE) and source else "",
        certainty=Certainty(cert) if cert in set(Certainty) else None,
        evidence=Ground(evidence) if evidence in set(Ground) else None,
        reference="" if taken else source.removeprefix("#"),
    )


def _gap(element: etree._Element) -> dict[str, str]:
    found = {name: value for name in _GAP if (value := element.get(name, ""))}
    described = " ".join(_plain(child) for child in element if local(child) == "desc")
    return found | ({"text": text} if (text := described.strip("[] ")) not in ("", "…") else {})


def _plain(element: etree._Element) -> str:
    return " ".join(text_of(element).split())


def _added(text: str, more: str) -> str:
    return text + (more.lstrip(" ") if not text or text.endswith(" ") else more)


def _trimmed(mark: Marked, text: str) -> Marked | None:
    """A mark without the blanks at its ends; None where nothing is left that could be marked."""
    start, end = min(mark.start, len(text)), min(mark.end, len(text))
    if mark.start == mark.end:
        return replace(mark, start=start, end=start)
    covered = text[start:end]
    if not covered.strip():
        return None
    start += len(covered) - len(covered.lstrip())
    return replace(mark, start=start, end=start + len(covered.strip()))
