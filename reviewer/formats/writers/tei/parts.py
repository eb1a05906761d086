"""Parts: blocks with their content, and the elements that they become where they stand."""

import re
from dataclasses import dataclass, field

from reviewer.core.model import Role
from reviewer.formats.writers.tei.nodes import Content, Element, element

_FW_TYPES = {Role.PAGE_NUMBER: "pageNum", Role.NOISE: "noise"}
_STAMP_BLOCKS = {"time": "transmission", "": "stamp"}
_AB_TYPES = {
    Role.HEADING: "heading",
    Role.DATELINE: "dateline",
    Role.SIGNATURE: "signature",
    Role.SALUTATION: "salutation",
    Role.NUMBER: "number",
    Role.HANDLING: "handling",
    Role.PROCESSING: "processing",
}
BREAKING = frozenset({*_AB_TYPES, Role.ADDRESS, Role.STAMP})
"""Blocks whose lines stay lines in every profile."""
_PLACES = {"left": "margin-left", "right": "margin-right"}
_COPY = re.compile(
    r"\W*(?:cop(?:y|ies)|cop(?:ie|ia)|экз\w*|ausf\w*|exempl\w*|ex|egz\w*)\b[\W\s]*?"
    r"(?:№|n[°ºo]?\.?|nr\.?|num\w*\.?|#)?\s*(\d{1,4})\b",
    re.IGNORECASE,
)
_UNWRAPPED = frozenset({"addressee", "sender"})
"""Kinds of addresses that are a name rather than the lines on an envelope."""
_WHOLE = frozenset("idno orgName persName placeName rs seg".split())
"""Elements that may stand by themselves in an opener."""


@dataclass(slots=True)
class Part:
    """A block with its content; no role: the beginning of page number `page`.

    `lines` are those of an address, or the cells of a table's row; `text` is the plain text of its
    first line.
    """

    role: Role | None
    page: int
    content: list[Content] = field(default_factory=list)
    lines: list[list[Content]] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    place: str = ""
    runs_on: bool = False
    text: str = ""

    def made(self, name: str, **attributes: str) -> Element:
        """The block as one element."""
        return Element(name, element(name, **attributes).attributes | self.attributes, self.content)

    @property
    def spot(self) -> str:
        """Where on the sheet it stands, as `@place` and `@rend` say it."""
        return _PLACES.get(self.place, self.place)

    def point_to(self, target: str) -> None:
        """Say of what is moved away which page it stands on."""
        known = self.attributes.get("corresp", "")
        self.attributes["corresp"] = f"{known} {target}".lstrip()

    def join(self, other: "Part", *between: Content) -> None:
        """Take in the part that goes on with this one."""
        if self.role is Role.TABLE_ROW and self.lines and other.lines:
            self.lines[-1] += [*between, *other.lines[0]]
            self.lines += other.lines[1:]
        else:
            if self.lines:
                lines = other.lines or [other.content]
                self.lines += [[*between, *lines[0]], *lines[1:]]
            self.content += [*between, *other.content]
        for name, value in other.attributes.items():
            known = self.attributes.get(name, "").split()
            self.attributes[name] = " ".join(dict.fromkeys([*known, *value.split()]))


def furniture(part: Part) -> Element:
    """Words of the sheet."""
    kind = _FW_TYPES.get(part.role or Role.NOISE) or part.kind or "form"
    return part.made("fw", type=kind, place=part.spot)


def margin(part: Part) -> Element:
    """What somebody wrote in the margin."""
    return part.made("note", type="marginal", place=part.spot)


def stamped(part: Part) -> Element:
    """A stamp in its block; what an editor says of it stands beside it."""
    notes: list[Content] = []
    content = list(part.content)
    while content and isinstance(content[-1], Element) and content[-1].name == "note":
        notes.insert(0, content.pop())
    stamp = Element("stamp", element("stamp", type=part.kind).attributes, content)
    kind = _STAMP_BLOCKS.get(part.kind, part.kind)
    block = element("ab", type=kind, rend=part.spot)
    return Element("ab", block.attributes | part.attributes, [stamp, *notes])


def processed(part: Part) -> Element:
    """What an office wrote on it."""
    return part.made("ab", type=part.kind or "processing", rend=part.spot)


def copy_of(part: Part) -> Element:
    """An item of the distribution list, with the number of the copy where its line tells."""
    found = _COPY.match(part.text)
    return part.made("item", n=found[1] if found else "")


def row(part: Part) -> Element:
    """A row of a table."""
    cells = [Element("cell", {}, cell) for cell in part.lines]
    return Element("row", part.attributes, list[Content](cells))


def block(part: Part) -> Element:
    """A block that stands where its role has no element of its own."""
    if part.role is Role.ADDRESS:
        if part.kind in _UNWRAPPED:
            return part.made("ab", type=part.kind)
        return element("ab", address(part), type="address")
    return part.made("ab", type=_AB_TYPES.get(part.role or Role.BODY, "block"))


def address(part: Part) -> Element:
    """An address, line by line."""
    children: list[Content] = []
    for line in part.lines:
        children += ["\n", Element("addrLine", {}, line)]
    return Element("address", part.attributes, [*children, "\n"])


def opening(part: Part) -> list[Content]:
    """A line of an opener, as far as it can without an element around it."""
    match part.role:
        case Role.DATELINE:
            return [part.made("dateline")]
        case Role.SALUTATION:
            return [part.made("salute")]
        case Role.ADDRESS if part.kind not in _UNWRAPPED:
            return [address(part)]
    at = 0
    while at < len(part.content) and _is_break(part.content[at]):
        at += 1
    return [*part.content[:at], *_line(part, part.content[at:])]


def is_loose(part: Part) -> bool:
    """Whether a line of an opener has no element that makes it a line."""
    address = part.role is Role.ADDRESS and part.kind in _UNWRAPPED
    return address or part.role in (Role.NUMBER, Role.HANDLING)


def _line(part: Part, content: list[Content]) -> list[Content]:
    whole = [node for node in content if isinstance(node, Element) and node.name in _WHOLE]
    bare = whole and all(_is_beside(node) or node in whole for node in content)
    if part.role is Role.HANDLING:
        bare = bare and any(node.attributes.get("type") == "handling" for node in whole)
    if not bare:
        return [_wrapped(part, content)]
    for node in whole:
        node.attributes |= part.attributes
    named = [node for node in whole if node.name in ("persName", "orgName")]
    if part.kind == "addressee" and len(named) == 1:
        named[0].attributes.setdefault("role", "addressee")
    return content


def _wrapped(part: Part, content: list[Content]) -> Element:
    if part.role is not Role.NUMBER:
        kind = part.kind if part.role is Role.ADDRESS else "handling"
        return Element("seg", {"type": kind} | part.attributes, content)
    kind = part.kind or "number"
    if all(isinstance(node, str) for node in content):  # an idno holds nothing but text
        return Element("idno", {"type": kind} | part.attributes, content)
    return Element("seg", {"type": "number", "subtype": kind} | part.attributes, content)


def _is_break(node: Content) -> bool:
    return isinstance(node, Element) and node.name in ("lb", "cb")


def _is_beside(node: Content) -> bool:
    """Whether something may stand between the elements of a line that has none around it."""
    if isinstance(node, Element):
        return _is_break(node) or node.name in ("note", "anchor", "gap")
    return not node.strip()
