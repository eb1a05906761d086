"""The divisions of a document, or of an enclosure, as a profile wants them.

What belongs together may come apart: a stamp that is to stand in the message comes before the
message does. So each division is gathered in a file of its own until the end.
"""

from contextlib import ExitStack
from typing import IO

from reviewer.core.profile import Where
from reviewer.formats.writers.tei.divisions import spool
from reviewer.formats.writers.tei.nodes import Content, Element, Outline, markup

_FILES = ("front", "distribution", "top", "middle", "tail", "processing")
_TOP = frozenset("head opener dateline salute byline argument epigraph".split())
_TAIL = frozenset("closer postscript signed trailer salute dateline byline".split())
_GLOBAL = frozenset({"pb", "fw", "note", "gap", "anchor", "cb", "lb"})


class Lines(Outline):
    """An outline whose elements come with attributes of any name."""

    def begin_as(self, node: Element) -> None:
        """Open an element that holds blocks only."""
        tag = markup(Element(node.name, node.attributes))
        self._line(tag[:-2] + ">")
        self._open.append(node.name)


class Gathered:
    """One document or enclosure; `finish` when it is complete."""

    def __init__(self, stack: ExitStack, around: Element, depth: int, *, flat: bool) -> None:
        """`around` is its division's element, which stands at `depth`."""
        self._around = around
        self._flat = flat
        self._divisions: dict[str, Element] = {}
        deeper = {name: depth + (1 if flat or name == "front" else 2) for name in _FILES}
        self._files = {name: spool(stack) for name in _FILES}
        self._outs = {name: Lines(self._files[name], deeper[name]) for name in _FILES}
        self._groups: dict[str, tuple[int, Element]] = {}
        self._begun = False  # whether a division has begun
        self._part = "top"  # of the message

    def begin(self, division: str, around: Element) -> None:
        """A division of the base begins."""
        self._begun = True
        self._divisions[division] = around

    def put(
        self,
        nodes: list[Content],
        division: str,
        where: Where,
        name: str,
        group: tuple[int, Element] | None = None,
    ) -> None:
        """Put what became of a block: `name` is what the base called it, `division` where it stood.

        `group` is the list or the like that it is in, with a number of its own.
        """
        nodes = _blocks(nodes)
        if not nodes:
            return
        became = {node.name for node in nodes if isinstance(node, Element)}
        place = self._place(division, where, name, became)
        out = self._outs[place]
        here = self._groups.get(place)
        if (here and here[0]) != (group and group[0]):
            if here:
                out.end()
            self._groups.pop(place, None)
            if group:
                out.begin_as(group[1])
                self._groups[place] = group
        out.put_all(nodes)

    def _place(self, division: str, where: Where, name: str, became: set[str]) -> str:
        wanted = division if where in (Where.HERE, Where.FW) else str(where)
        if wanted in ("distribution", "processing"):
            return "middle" if self._flat else wanted
        if not wanted:
            return "middle" if self._begun else "front"
        if division != "message":
            return "middle"
        if name in ("opener", "head") and became <= _TOP:
            return "top"  # what may only stand before everything else
        if self._part == "tail" or (name in ("closer", "postscript") and became <= _TAIL):
            self._part = "tail"
        elif name not in _GLOBAL:
            self._part = "middle"
        return self._part

    def finish(self, out: Lines, between: IO[bytes] | None = None) -> None:
        """Write it; `between` are the enclosures, which stand before the processing."""
        for place in self._groups:
            self._outs[place].end()
        out.begin_as(self._around)
        out.copy(self._files["front"])
        self._write(out, "distribution", ("distribution",))
        self._write(out, "message", ("top", "middle", "tail"))
        if between is not None:
            out.copy(between)
        self._write(out, "processing", ("processing",))
        out.end()

    def _write(self, out: Lines, division: str, names: tuple[str, ...]) -> None:
        if not any(self._files[name].tell() for name in names):
            return
        if not self._flat:
            out.begin_as(self._divisions.get(division) or Element("div", {"type": division}))
        for name in names:
            out.copy(self._files[name])
        if not self._flat:
            out.end()


def _blocks(nodes: list[Content]) -> list[Content]:
    """Nodes that may stand by themselves: loose words get a paragraph."""
    if any(isinstance(node, str) and node.strip() for node in nodes):
        return [Element("p", {}, nodes)]
    return nodes if any(isinstance(node, Element) for node in nodes) else []
