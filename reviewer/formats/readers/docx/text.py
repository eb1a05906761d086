"""The text of a Word document, set into pages and lines (ECMA-376, part 1, section 17).

- Each paragraph is a region, and a line; a line break in it begins another. A row of a table is one
  line, its cells parted by tabs.
- Pages are those of page breaks that somebody set: `br`, `pageBreakBefore`, sections that begin a
  page. Only where there is none of them, those count which Word found when it last laid out the
  text (`lastRenderedPageBreak`).
- Tracked changes are taken as accepted: what was inserted, and the new place of what was moved,
  stays; what was deleted, and the old place, goes.
- Foot- and endnotes are lines behind the paragraph that calls them. Headers and footers repeat on
  every page, and numbers of lists are nowhere in the file: both are left out, as are hidden text
  and the codes of fields (not their results).
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reviewer.core.model import Role
from reviewer.formats.xml import local

_PASSED = frozenset(
    "r ins moveTo hyperlink smartTag customXml sdt sdtContent fldSimple ruby rubyBase dir bdo"
    " oMath oMathPara pict shape group object drawing inline anchor graphic graphicData wsp wgp"
    " txbx textbox rect roundrect line body tbl tc".split()
)
"""Elements whose content counts as if it stood in their place."""
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_NOTES = ("footnoteReference", "endnoteReference")
_OFF = frozenset({"0", "false", "off", "none"})
_SAME_PAGE = frozenset({"continuous", "nextColumn"})
_PRIVATE = range(0xF000, 0xF100)  # where fonts of signs have their letters; no Unicode meaning
_LOST = "\ufffd"


@dataclass
class Row:
    """A line: its text, role, and the number of its paragraph over the document."""

    text: str
    role: Role
    paragraph: int


@dataclass
class Sheet:
    """A page in the making."""

    rows: list[Row] = field(default_factory=list)


class Setter:
    """Sets the body of a document into pages. `headings` are ids of paragraph styles; `notes` are
    the notes' elements by (kind of reference, id).
    """

    def __init__(
        self, headings: frozenset[str], notes: Mapping[tuple[str, str], etree._Element]
    ) -> None:
        self._headings = headings
        self._notes = notes
        self._rendered = False
        self._sheet = Sheet()
        self._text = ""
        self._waiting: deque[etree._Element] = deque()  # notes and text boxes
        self._called: set[tuple[str, str]] = set()
        self._paragraph = 0
        self._role = Role.BODY
        self._aside = False
        self._cell = False
        self._turned = False  # a page began within the paragraph

    def set(self, body: etree._Element) -> Iterator[Sheet]:
        """The pages, each when it is complete."""
        self._rendered = not any(_breaks_page(one) for one in body.iter())
        yield from self._blocks(body)
        yield self._sheet

    def _blocks(self, holder: etree._Element) -> Iterator[Sheet]:
        for child in _chosen(holder):
            name = local(child)
            if name == "p":
                yield from self._set_paragraph(child)
            elif name == "tr":
                yield from self._set_row(child)
            elif name in _PASSED:
                yield from self._blocks(child)

    def _set_paragraph(self, element: etree._Element) -> Iterator[Sheet]:
        properties = _child(element, "pPr")
        if _is_on(_child(properties, "pageBreakBefore")) and not self._cell:
            yield from self._turn()
        self._role = Role.HEADING if self._is_heading(properties) else Role.BODY
        yield from self._runs(element)
        mark = _child(properties, "rPr")
        if _child(mark, "del") is not None or _child(mark, "moveFrom") is not None:
            return  # its end was deleted: the next paragraph goes on in its line
        if self._cell:
            self._text += " "
            return
        yield from self._end_paragraph()
        section = _child(properties, "sectPr")
        if section is not None and _begins_page(section):
            yield from self._turn()

    def _end_paragraph(self) -> Iterator[Sheet]:
        if self._text or not self._turned:  # a paragraph may be there for its page break only
            self._end_line()
        self._turned = False
        self._paragraph += 1
        if self._aside:
            return
        self._aside = True  # what a note or a text box calls waits here, too
        while self._waiting:
            yield from self._blocks(self._waiting.popleft())
        self._aside = False

    def _set_row(self, element: etree._Element) -> Iterator[Sheet]:
        properties = _child(element, "trPr")
        if _child(properties, "del") is not None:
            return
        if self._cell:  # a table within a cell is part of its line
            for cell in _cells(element):
                yield from self._blocks(cell)
            return
        self._cell, cells = True, []
        for cell in _cells(element):
            yield from self._blocks(cell)
            cells.append(" ".join(self._text.split()))
            self._text = ""
        self._cell, self._role = False, Role.BODY
        self._text = "\t".join(cells).rstrip("\t")
        if self._text:
            yield from self._end_paragraph()

    def _runs(self, holder: etree._Element) -> Iterator[Sheet]:
        if _is_on(_child(_child(holder, "rPr"), "vanish")):
            return
        for child in _chosen(holder):
            name = local(child)
            if name == "t":
                self._text += (child.text or "").replace("\r", " ").replace("\n", " ")
            elif name == "br" and child_value(child, "type") == "page":
                yield from self._turn_within()
            elif name in ("br", "cr"):
                self._break_line()
            elif name in _SIGNS:
                self._text += _SIGNS[name]
            elif name == "sym":
                self._text += _sign(child)
            elif name == "lastRenderedPageBreak" and self._rendered:
                yield from self._turn_within()
            elif name in _NOTES:
                self._call(name, child)
            elif name == "txbxContent":
                self._waiting.append(child)
            elif name in _PASSED:
                yield from self._runs(child)

    def _call(self, name: str, reference: etree._Element) -> None:
        key = name, child_value(reference, "id")
        if key in self._notes and key not in self._called:
            self._called.add(key)
            self._waiting.append(self._notes[key])

    def _break_line(self) -> None:
        if self._cell:
            self._text += " "
        else:
            self._end_line()

    def _end_line(self) -> None:
        self._sheet.rows.append(Row(self._text.rstrip(), self._role, self._paragraph))
        self._text = ""

    def _turn_within(self) -> Iterator[Sheet]:
        if self._cell:
            return  # a row of a table is one line, though it may be torn
        if self._text:
            self._end_line()
        self._turned = True
        yield from self._turn()

    def _turn(self) -> Iterator[Sheet]:
        """End the page, unless nothing stands on it and it was only just begun."""
        if self._sheet.rows:
            yield self._sheet
            self._sheet = Sheet()

    def _is_heading(self, properties: etree._Element | None) -> bool:
        level = _child(properties, "outlineLvl")
        if level is not None:
            return child_value(level, "val") in set("012345678")
        style = _child(properties, "pStyle")
        return style is not None and child_value(style, "val") in self._headings


def child_value(element: etree._Element, name: str) -> str:
    """An attribute, whatever its namespace: the strict and the usual form differ in that only."""
    return next((str(v) for k, v in element.attrib.items() if _bare(str(k)) == name), "")


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    if element is None:
        return None
    return next((child for child in element if local(child) == name), None)


def _chosen(holder: etree._Element) -> Iterator[etree._Element]:
    """The children; of content given in several ways (section 10 of part 3) the first way."""
    for child in holder:
        if local(child) == "AlternateContent":
            first = next((one for one in child if local(one) in ("Choice", "Fallback")), None)
            if first is not None:
                yield from first
        elif local(child):
            yield child


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in _chosen(row):
        if local(child) == "tc":
            yield child
        elif local(child) in _PASSED:
            yield from _cells(child)


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and child_value(element, "val") not in _OFF


def _begins_page(section: etree._Element) -> bool:
    kind = _child(section, "type")
    return kind is None or child_value(kind, "val") not in _SAME_PAGE


def _breaks_page(element: etree._Element) -> bool:
    name = local(element)
    if name == "br":
        return child_value(element, "type") == "page"
    if name == "pageBreakBefore":
        return _is_on(element)
    holder = element.getparent()
    in_paragraph = holder is not None and local(holder) == "pPr"
    return name == "sectPr" and in_paragraph and _begins_page(element)


def _sign(element: etree._Element) -> str:
    try:
        code = int(child_value(element, "char"), 16)
        return _LOST if code in _PRIVATE else chr(code)
    except (ValueError, OverflowError):
        return _LOST
