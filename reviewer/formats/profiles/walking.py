"""A TEI file of ours, walked block by block: never more than one block stands in memory."""

from collections.abc import Iterator
from enum import Enum, auto
from typing import IO

from lxml import etree

from reviewer.formats.writers.tei.nodes import Content, Element
from reviewer.formats.xml import TEI_NS, XML_NS

_TEI = f"{{{TEI_NS}}}"
_XML = f"{{{XML_NS}}}"
_HOLDING = frozenset("TEI text body div facsimile sourceDoc standOff listAnnotation".split())
_IN_DIV = frozenset({"list", "table"})


class Step(Enum):
    """What is met."""

    BEGIN = auto()
    END = auto()
    BLOCK = auto()


def walk(base: IO[bytes]) -> Iterator[tuple[Step, Element]]:
    """Elements that hold blocks, as they begin (empty) and end, and the blocks, whole."""
    open_: list[str] = []
    block: etree._Element | None = None
    for event, found in etree.iterparse(
        base, ("start", "end"), resolve_entities=False, no_network=True, huge_tree=True
    ):
        if not isinstance(found.tag, str):
            continue
        name = found.tag.removeprefix(_TEI)
        if event == "start":
            if block is not None:
                continue
            if _holds(name, open_):
                open_.append(name)
                yield Step.BEGIN, Element(name, _attributes(found))
            else:
                block = found
        elif block is not None and found is block:
            yield Step.BLOCK, element_of(block)
            block = None
            _forget(found)
        elif block is None:
            open_.pop()
            yield Step.END, Element(name)
            _forget(found)


def element_of(found: etree._Element) -> Element:
    """An element of lxml as ours."""
    children: list[Content] = [found.text] if found.text else []
    for child in found:
        if isinstance(child.tag, str):
            children.append(element_of(child))
        if child.tail:
            children.append(child.tail)
    return Element(str(found.tag).removeprefix(_TEI), _attributes(found), children)


def _attributes(found: etree._Element) -> dict[str, str]:
    return {
        (f"xml:{key[len(_XML) :]}" if key.startswith(_XML) else key): value
        for key, value in ((str(key), str(value)) for key, value in found.attrib.items())
    }


def _holds(name: str, open_: list[str]) -> bool:
    return name in _HOLDING or (name in _IN_DIV and open_[-1:] == ["div"])


def _forget(found: etree._Element) -> None:
    """Let go what was dealt with; its parent keeps but one empty element."""
    parent = found.getparent()
    found.clear()
    while parent is not None and len(parent) > 1:
        del parent[0]
