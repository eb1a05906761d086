"""The order in which an ALTO page is to be read.

That of the file, unless it says otherwise: by `IDNEXT` from block to block, or since version 4.3
by `ReadingOrder`, which goes before it.
"""

from collections.abc import Sequence
from typing import Protocol

from lxml import etree

from reviewer.formats.xml import local


class Tree(Protocol):
    """The parts of a file that order needs."""

    root: etree._Element

    @property
    def ids(self) -> dict[str, etree._Element]:
        """Elements by their ID."""
        ...


def in_reading_order(
    lines: Sequence[etree._Element], page: etree._Element, tree: Tree
) -> Sequence[etree._Element]:
    """The lines of a page, given in the order of the file, in that of reading."""
    linked = [one for one in page.iter(etree.Element) if one.get("IDNEXT")]
    if linked:
        lines = _chained(lines, linked, tree)
    for order in tree.root:
        if local(order) != "ReadingOrder":
            continue
        for group in order:
            referred = _referred(group, set(lines), tree)
            if referred:
                return _merged(referred, lines)
    return lines


def references(group: etree._Element) -> list[str]:
    """The IDs that a group names, in its order; those of an unordered group in the file's."""
    return [
        name
        for element in group.iter(etree.Element)
        if local(element) in ("ElementRef", "OrderedGroup", "UnorderedGroup")
        for name in (element.get("REF") or "").split()
    ]


def _chained(
    lines: Sequence[etree._Element], linked: Sequence[etree._Element], tree: Tree
) -> list[etree._Element]:
    blocks: dict[etree._Element | None, list[etree._Element]] = {}
    for line in lines:
        blocks.setdefault(line.getparent(), []).append(line)
    following: dict[etree._Element | None, etree._Element] = {}
    for element in linked:
        target = tree.ids.get(element.get("IDNEXT") or "")
        held = [one for one in element.iter(etree.Element) if one in blocks]
        aimed = (
            [one for one in target.iter(etree.Element) if one in blocks]
            if target is not None
            else []
        )
        if held and aimed:
            following[held[-1]] = aimed[0]
    aims = set(following.values())
    order: dict[etree._Element | None, None] = {}
    # Chains from their beginnings; what is left then runs in a circle.
    for block in (*(one for one in blocks if one not in aims), *blocks):
        at: etree._Element | None = block
        while at is not None and at not in order:
            order[at] = None
            at = following.get(at)
    return [line for block in order for line in blocks[block]]


def _referred(
    group: etree._Element, lines: set[etree._Element], tree: Tree
) -> list[etree._Element]:
    found: dict[etree._Element, None] = {}
    for name in references(group):
        target = tree.ids.get(name)
        if target is not None:
            found.update((one, None) for one in target.iter(etree.Element) if one in lines)
    return list(found)


def _merged(
    referred: Sequence[etree._Element], lines: Sequence[etree._Element]
) -> list[etree._Element]:
    """Lines that no group names stay behind the line that they follow in the file."""
    named = set(referred)
    behind: dict[etree._Element | None, list[etree._Element]] = {}
    before: etree._Element | None = None
    for line in lines:
        if line in named:
            before = line
        else:
            behind.setdefault(before, []).append(line)
    return [
        *behind.get(None, []),
        *(one for line in referred for one in (line, *behind.get(line, []))),
    ]
