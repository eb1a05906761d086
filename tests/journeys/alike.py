"""How two TEI files differ, element by element, whatever they call their ids.

A difference is a line such as `p: lb is more` or `persName: @resp is more`, so that like ones can
be counted. A pointer is alike if it leads to an element of the same name. Line beginnings in
running text are counted and then taken away, for they part the text around them. Nobody has to
write the same prose: that of the header, of notes and of what describes a gap is passed over.
"""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from lxml import etree

from reviewer.formats.xml import XML_ID, local

_POINTERS = frozenset(
    "ref resp who source change ana corresp facs target targetEnd next prev hand".split()
)
_SET = frozenset({"n", "when", "version", "ident", "status"})
_PROSE = frozenset({"note", "desc"})
_TEXTLESS = frozenset("div opener closer body text list TEI postscript annotation".split())


def differences(ours: etree._Element, theirs: etree._Element) -> Counter[str]:
    """What is other in the first than in the second."""
    return Counter(_Comparing(ours, theirs).all())


class _Comparing:
    def __init__(self, ours: etree._Element, theirs: etree._Element) -> None:
        self._roots = ours, theirs
        self._names = [
            {str(one.get(XML_ID)): local(one) for one in root.iter() if one.get(XML_ID)}
            for root in self._roots
        ]

    def all(self) -> Iterator[str]:
        ours, theirs = self._roots
        yield from self._lines(ours, "more")
        yield from self._lines(theirs, "missing")
        yield from self._compare(ours, theirs, in_header=False)

    def _lines(self, root: etree._Element, what: str) -> Iterator[str]:
        for found in list(root.iter("{*}lb")):
            parent = found.getparent()
            if parent is None or local(parent) == "opener":
                continue
            yield f"{local(parent)}: lb is {what}"
            _take_away(found)

    def _compare(
        self, one: etree._Element, other: etree._Element, *, in_header: bool
    ) -> Iterator[str]:
        name = local(one)
        in_header = in_header or name == "teiHeader"
        told = self._attributes(one, 0, in_header), self._attributes(other, 1, in_header)
        for key in sorted(told[0].keys() | told[1].keys()):
            if key not in told[1]:
                yield f"{name}: @{key} is more"
            elif key not in told[0]:
                yield f"{name}: @{key} is missing"
            elif told[0][key] != told[1][key]:
                yield f"{name}: @{key} is {told[0][key]}, not {told[1][key]}"
        if name in _PROSE and not in_header:
            return
        same = _squeezed(one.text) == _squeezed(other.text)
        if not (same or in_header or name in _TEXTLESS):
            yield f"{name}: reads “{_squeezed(one.text)}”, not “{_squeezed(other.text)}”"
        yield from self._children(one, other, name, in_header)

    def _children(
        self, one: etree._Element, other: etree._Element, name: str, in_header: bool
    ) -> Iterator[str]:
        ours = [child for child in one if local(child)]
        theirs = [child for child in other if local(child)]
        keys = [[_key(child) for child in row] for row in (ours, theirs)]
        matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
        for tag, i, j, k, m in matcher.get_opcodes():
            if tag != "equal":
                yield from (f"{name}: {local(child)} is more" for child in ours[i:j])
                yield from (f"{name}: {local(child)} is missing" for child in theirs[k:m])
                continue
            for mine, their in zip(ours[i:j], theirs[k:m], strict=True):
                yield from self._compare(mine, their, in_header=in_header)
                same = _squeezed(mine.tail) == _squeezed(their.tail)
                if not (same or in_header or name in _TEXTLESS):
                    yield (
                        f"{name}: reads on “{_squeezed(mine.tail)}”, not “{_squeezed(their.tail)}”"
                    )

    def _attributes(self, element: etree._Element, side: int, in_header: bool) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, said in element.attrib.items():
            name, value = etree.QName(key).localname, str(said)
            if name in ("id", "space"):
                continue
            if name in _POINTERS:
                value = " ".join(self._names[side].get(one[1:], one) for one in value.split())
            elif name in _SET and (in_header or local(element) == "change"):
                value = ""  # it says when and by what the file was made
            found[name] = value
        return found


def _key(element: etree._Element) -> tuple[str, str]:
    return local(element), element.get("type", "") or element.get("motivation", "")


def _squeezed(text: str | None) -> str:
    """The text with single blanks; one at an end says that there is white space."""
    if not text:
        return ""
    words = " ".join(text.split())
    return " " * (words != "" and text[0].isspace()) + words + " " * text[-1].isspace()


def _take_away(found: etree._Element) -> None:
    """Remove an element, and keep the text behind it."""
    parent, before = found.getparent(), found.getprevious()
    assert parent is not None
    tail = found.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(found)
