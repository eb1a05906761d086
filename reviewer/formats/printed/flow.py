"""Mixed content as a row of runs: white space settled, marks laid around.

White space in our TEI means what it means on paper: any amount of it is one blank, and there is
none where a line or a block begins or ends.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import count

from lxml import etree

from reviewer.core.printed import About, Break, Inline, Note, PageBegin, Run, Sign
from reviewer.formats.xml import XML_ID, XML_LANG, local, text_of

_BLANKS = re.compile("[ \t\r\n]+")
_NAMES = {
    "persName": "person",
    "orgName": "organization",
    "placeName": "place",
    "geogName": "place",
    "name": "",
    "rs": "",
}
_MARKS = {
    "date": About.DATE,
    "unclear": About.UNCLEAR,
    "supplied": About.SUPPLIED,
    "damage": About.DAMAGE,
    "del": About.DELETED,
    "add": About.ADDED,
    "surplus": About.SURPLUS,
    "choice": About.CHOICE,
    "sic": About.SIC,
    "corr": About.CORR,
    "orig": About.ORIG,
    "reg": About.REG,
    "abbr": About.ABBR,
    "expan": About.EXPAN,
    "seg": About.SEGMENT,
    "idno": About.NUMBER,
    "fw": About.FURNITURE,
}
_KEPT = frozenset(
    "when from to notBefore notAfter cert reason extent unit quantity agent rend hand place type"
    " key role ref resp change source".split()
)
_SILENT = frozenset("anchor milestone handShift graphic space cb ptr addSpan delSpan index".split())


class Flow:
    """Gathers the runs of one block."""

    def __init__(self, numbers: "count[int]") -> None:
        self.runs: list[Inline] = []
        self._numbers = numbers
        self._open = False  # whether a blank may stand here: something stands before it

    # gathering

    def text(self, text: str | None, marks: Sequence[Sign]) -> None:
        """Add text; neighbours under the same marks become one run."""
        settled = _BLANKS.sub(" ", text or "")
        if not self._open:
            settled = settled.lstrip(" ")
        if not settled:
            return
        self._open = not settled.endswith(" ")
        before = self.runs[-1] if self.runs else None
        if isinstance(before, Run) and before.marks == tuple(marks):
            self.runs[-1] = Run(before.text + settled, before.marks)
        else:
            self.runs.append(Run(settled, tuple(marks)))

    def line(self, element: etree._Element, marks: Sequence[Sign]) -> None:
        """A line begins."""
        joins = element.get("break") == "no"
        self._trim()
        number, hyphen = element.get("n", ""), "hyphen" in element.get("rend", "").split()
        self.runs.append(Break(joins, number, hyphen, tuple(marks)))
        self._open = False

    def part(self) -> None:
        """A line begins that no element tells of: blocks within a cell, lines of an address."""
        self._trim()
        if self.runs and not isinstance(self.runs[-1], Break):
            self.runs.append(Break())
        self._open = False

    def page(self, element: etree._Element) -> None:
        """A page begins in the middle."""
        self.runs.append(page_of(element))

    def note(self, element: etree._Element) -> None:
        """A note stands here."""
        inside = Flow(self._numbers)
        inside.content(element, ())
        marginal = element.get("type") == "marginal"
        runs, by = tuple(inside.finish()), element.get("resp", "").removeprefix("#")
        found = Note(runs, element.get("n", ""), element.get(XML_ID, ""), by, marginal)
        self.runs.append(found)

    def gap(self, element: etree._Element, marks: Sequence[Sign]) -> None:
        """Nothing can be read here; what is shown is a description."""
        described = next((text_of(one) for one in element if local(one) == "desc"), "")
        described = " ".join(described.split()) or "[…]"
        self.text(described, (*marks, self._mark(About.GAP, element)))

    def finish(self) -> list[Inline]:
        """The runs, no blank and no line at the end."""
        self._trim()
        while self.runs and isinstance(self.runs[-1], Break):
            self.runs.pop()
            self._trim()
        found, self.runs, self._open = self.runs, [], False
        return found

    def _trim(self) -> None:
        last = self.runs[-1] if self.runs else None
        if isinstance(last, Run):
            text = last.text.rstrip(" ")
            self.runs[-1:] = [Run(text, last.marks)] if text else []

    # walking

    def content(self, element: etree._Element, marks: Sequence[Sign]) -> None:
        """All that is in an element."""
        self.text(element.text, marks)
        for child in element:
            self.inline(child, marks)
            self.text(child.tail, marks)

    def inline(self, element: etree._Element, marks: Sequence[Sign]) -> None:
        """An element of running text; one that is not known stands for its content."""
        name = local(element)
        if name == "lb":
            self.line(element, marks)
        elif name == "pb":
            self.page(element)
        elif name == "note":
            self.note(element)
        elif name == "gap":
            self.gap(element, marks)
        elif name == "choice":
            self._choice(element, marks)
        elif name in PARTED:
            self.part()
            self.content(element, marks)
            self.part()
        elif name and name not in _SILENT:
            self.content(element, [*marks, *self.marks(element)])

    def _choice(self, element: etree._Element, marks: Sequence[Sign]) -> None:
        """Alternatives; white space between them is no text."""
        # Who decided stands on the alternative that they chose, which may be empty.
        said = next((one for one in element if one.get("resp")), element)
        who = {name: said.get(name, "") for name in ("resp", "change")}
        around = (*marks, self._mark(About.CHOICE, element, **who))
        was_open = self._open
        stood = False
        for child in element:
            # Each alternative may begin with the blank that stands before all of them.
            self._open = was_open or stood
            before = len(self.runs)
            self.inline(child, around)
            stood = stood or len(self.runs) > before
        self._open = was_open or stood

    def marks(self, element: etree._Element) -> Iterable[Sign]:
        """The marks that an element lays around its content: none, or one."""
        name = local(element)
        if name in _NAMES:
            kind = _NAMES[name] or element.get("type", "")
            yield self._mark(About.NAME, element, kind=kind)
        elif name in _MARKS:
            yield self._mark(_MARKS[name], element)
        elif name in ("hi", "emph"):
            rend = element.get("rend", "") or "italic"
            yield self._mark(About.STYLE, element, rend=rend)
        elif name == "foreign":
            yield self._mark(About.FOREIGN, element, lang=element.get(XML_LANG, ""))

    def _mark(self, about: About, element: etree._Element, **more: str) -> Sign:
        values = {str(key): str(value) for key, value in element.attrib.items() if key in _KEPT}
        values |= more
        told = tuple((key, value) for key, value in values.items() if value)
        return Sign(about, next(self._numbers), told)


PARTED = frozenset("p ab addrLine item row cell l lg head dateline salute signed list".split())
"""Blocks that may stand where only a row of runs is wanted (in a cell, in a note)."""


def page_of(element: etree._Element) -> PageBegin:
    """A page beginning."""
    facs = element.get("facs", "").removeprefix("#")
    joins = element.get("break") == "no"
    return PageBegin(element.get("n", ""), element.get(XML_ID, ""), facs, joins)
