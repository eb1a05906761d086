"""What an element of our TEI was made of: a role with its kind, a mark, a group, a beginning.

The way back from ENCODING.md, section 3. Within an `opener` lines have no element around them that
tells them from marks: a number there is taken for the role, a name for the mark.
"""

from typing import NamedTuple

from reviewer.core.marks import MarkName
from reviewer.core.model import Role
from reviewer.core.profile import BREAKS
from reviewer.formats.writers.tei.nodes import Element

_ROLES = {
    "head": Role.HEADING,
    "dateline": Role.DATELINE,
    "salute": Role.SALUTATION,
    "signed": Role.SIGNATURE,
    "row": Role.TABLE_ROW,
    "address": Role.ADDRESS,
}
_AB = {
    "heading": Role.HEADING,
    "dateline": Role.DATELINE,
    "signature": Role.SIGNATURE,
    "salutation": Role.SALUTATION,
    "number": Role.NUMBER,
    "handling": Role.HANDLING,
    "addressee": Role.ADDRESS,
    "sender": Role.ADDRESS,
    "block": Role.BODY,
}
_GROUPS = {
    "opener": "opener",
    "closer": "closer",
    "postscript": "postscript",
    "list": "list",
    "table": "table",
    "addrLine": "address_line",
}
_MARKS = {
    "persName": MarkName.PERSON,
    "placeName": MarkName.PLACE,
    "orgName": MarkName.ORGANIZATION,
    "rs": MarkName.MENTION,
    "date": MarkName.DATE,
    "foreign": MarkName.FOREIGN,
    "hi": MarkName.EMPHASIS,
    "damage": MarkName.DAMAGE,
    "unclear": MarkName.UNCLEAR,
    "gap": MarkName.GAP,
    "supplied": MarkName.SUPPLIED,
    "surplus": MarkName.SURPLUS,
    "del": MarkName.DELETED,
    "add": MarkName.ADDED,
    "abbr": MarkName.ABBREVIATION,
    "orig": MarkName.REGULARIZED,
    "sic": MarkName.SIC,
    "idno": MarkName.NUMBER,
    "seg": MarkName.SEGMENT,
    "anchor": MarkName.QUERY,
}
_TWOFOLD = {
    "corr": "source",
    "expan": "abbreviation",
    "reg": "regularized",
    "add": "replaced",
}
_FW = {"pageNum": Role.PAGE_NUMBER}


class Origin(NamedTuple):
    """What an element was made of; at most one of them is set."""

    role: Role | None = None
    kind: str = ""
    mark: MarkName | None = None
    group: str = ""
    break_: str = ""
    twofold: str = ""

    @property
    def key(self) -> str:
        """How a profile's file names it."""
        if self.role is not None:
            return f"roles.{self.role}"
        if self.mark is not None:
            return f"marks.{self.mark}"
        return f"groups.{self.group}" if self.group else f"corrections.{self.twofold}"


def origin_of(element: Element, parent: Element | None) -> Origin:
    """What an element in the text was made of; its parent tells some apart."""
    name, kind = element.name, element.attributes.get("type", "")
    around = parent.name if parent is not None else ""
    if name in BREAKS:
        return Origin(break_=name)
    if name == "p":
        return Origin(Role.POSTSCRIPT if around == "postscript" else Role.BODY)
    if name in _ROLES:
        return Origin(_ROLES[name], kind)
    if name == "item":
        copies = parent is not None and parent.attributes.get("type") == "distribution"
        return Origin(Role.DISTRIBUTION if copies else Role.LIST_ITEM)
    if name in _GROUPS:
        copies = name == "list" and kind == "distribution"
        return Origin(group="copies" if copies else _GROUPS[name])
    if name == "ab":
        return _block(element, kind)
    if name == "note":
        marginal = kind == "marginal"
        return Origin(Role.MARGINAL) if marginal else Origin(mark=MarkName.NOTE)
    if name == "fw":
        role = _FW.get(kind, Role.FORM)
        return Origin(role, kind if role is Role.FORM else "")
    if name in ("choice", "subst"):
        return Origin(twofold=_sides(element))
    return _phrase(element, around, kind)


def inner_of(element: Element) -> Element | None:
    """What the block around a stamp or an address holds; None where it holds text."""
    if element.name != "ab" or not element.children:
        return None
    first = element.children[0]
    fits = isinstance(first, Element) and first.name in ("stamp", "address")
    return first if fits and isinstance(first, Element) else None


def _block(element: Element, kind: str) -> Origin:
    inner = inner_of(element)
    if inner is not None:
        if inner.name == "stamp":
            return Origin(Role.STAMP, inner.attributes.get("type", ""))
        return Origin(Role.ADDRESS, "address")
    role = _AB.get(kind, Role.PROCESSING)
    return Origin(role, kind if role in (Role.PROCESSING, Role.ADDRESS) else "")


def _phrase(element: Element, around: str, kind: str) -> Origin:
    if around == "opener" and element.name == "idno":
        return Origin(Role.NUMBER, kind)
    if around == "opener" and element.name == "seg":
        if kind == "number":
            return Origin(Role.NUMBER, element.attributes.get("subtype", ""))
        if kind == "handling":
            return Origin(Role.HANDLING)
        if kind in ("addressee", "sender"):
            return Origin(Role.ADDRESS, kind)
    if element.name == "seg" and kind == "number":
        return Origin(mark=MarkName.NUMBER)
    if around in ("choice", "subst") and element.name in ("del", "add", "sic", "abbr", "orig"):
        return Origin()  # a side of what has two
    return Origin(mark=_MARKS.get(element.name))


def _sides(element: Element) -> str:
    sides = [child for child in element.children if isinstance(child, Element)]
    for side in sides:
        if side.name == "sic" and side.attributes.get("source"):
            return "ocr"
    return next((_TWOFOLD[side.name] for side in sides if side.name in _TWOFOLD), "source")
