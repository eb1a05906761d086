"""Marks laid around the atoms of a text.

Marks may overlap each other, blocks and corrections, XML elements may not: each mark is laid around
its atoms, and is split where it would cross another. The parts of a mark that was split point to
each other by `@next` and `@prev`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from reviewer.core.marks import PlacedMark
from reviewer.core.reading import PageReading
from reviewer.formats.writers.tei import marks
from reviewer.formats.writers.tei.atoms import Atom
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.nodes import Content, Element


class _Run(NamedTuple):
    """A mark over atoms `start` to `end` (exclusive)."""

    start: int
    end: int
    mark: int


class Nesting:
    """Lays out the marks of one page; `finish` when all its blocks are made."""

    def __init__(self, page: PageReading, context: Context) -> None:
        self._page = page
        self._context = context
        self._parts: dict[int, list[Element]] = defaultdict(list)

    def lay(self, atoms: Sequence[Atom]) -> list[Content]:
        """Lay the marks around their atoms."""
        runs: list[_Run] = []
        known: dict[int, int] = {}  # mark to the end of its run so far
        starts: dict[int, int] = {}
        for i, atom in enumerate(atoms):
            for mark in atom.marks:
                end = known.get(mark)
                if end is None or not all(between.filler for between in atoms[end:i]):
                    if end is not None:
                        runs.append(_Run(starts[mark], end, mark))
                    starts[mark] = i
                known[mark] = i + 1
        runs += [_Run(starts[mark], end, mark) for mark, end in known.items()]
        hidden = marks.UNWRAPPED if self._context.reading else set()
        shown = [run for run in runs if self._page.marks[run.mark].name not in hidden]
        return self._nest(atoms, 0, len(atoms), shown)

    def _nest(
        self, atoms: Sequence[Atom], start: int, end: int, runs: Sequence[_Run]
    ) -> list[Content]:
        content: list[Content] = []
        queue = [(self._outermost_first(run), run) for run in runs]
        heapify(queue)
        while queue:
            run = heappop(queue)[1]
            inside: list[_Run] = []
            while queue and queue[0][1].start < run.end:
                other = heappop(queue)[1]
                inside.append(other._replace(end=min(other.end, run.end)))
                # What reaches beyond is split at the border and goes on as a part of its own.
                if part := _trimmed(atoms, run.end, other.end, other.mark):
                    heappush(queue, (self._outermost_first(part), part))
            content += [atom.content for atom in atoms[start : run.start]]
            content.append(self._wrapped(run, atoms, inside))
            start = run.end
        return content + [atom.content for atom in atoms[start:end]]

    def _wrapped(self, run: _Run, atoms: Sequence[Atom], inside: Sequence[_Run]) -> Element:
        mark = self._page.marks[run.mark]
        by = self._page.decision(mark.decision)
        covered = "".join(
            atom.content for atom in atoms[run.start : run.end] if isinstance(atom.content, str)
        )
        wrapped = marks.wrapper(mark, by, " ".join(covered.split()), self._context)
        self._parts[run.mark].append(wrapped)
        wrapped.children = self._nest(atoms, run.start, run.end, inside)
        marks.complete(wrapped, mark)
        return wrapped

    def _outermost_first(self, run: _Run) -> tuple[int, int, int, int]:
        return run.start, -run.end, marks.RANK[self._page.marks[run.mark].name], run.mark

    def finish(self, laid: Iterable[Content]) -> None:
        """Name the marks, join the parts of split ones, and complete what stands beside its words.

        Only now, when the whole page is laid out, is the order of its elements known.
        """
        order: dict[int, int] = {}
        if any(len(parts) > 1 for parts in self._parts.values()):
            for node in laid:
                for found in node.walk() if isinstance(node, Element) else ():
                    order[id(found)] = len(order)
        for number, parts in self._parts.items():
            mark = self._page.marks[number]
            if len(parts) > 1:
                # What was left out with the words around it has no place in the order.
                known = sorted(
                    (order[id(part)], n) for n, part in enumerate(parts) if id(part) in order
                )
                parts = [parts[n] for _, n in known]
            if not parts:
                continue
            self._name(mark, parts)
            marks.expand(parts[0], parts[-1], mark)

    def _name(self, mark: PlacedMark, parts: Sequence[Element]) -> None:
        """Give ids where something points: the ledger, or the parts of a mark to each other."""
        if len(parts) == 1 and not self._context.archival:
            return
        kind = "dec" if self._context.archival else "m"
        ids = [self._context.place(mark.decision, kind) for _ in parts]
        for i, part in enumerate(parts):
            part.attributes["xml:id"] = ids[i]
            if i + 1 < len(parts):
                part.attributes["next"] = f"#{ids[i + 1]}"
            if i > 0:
                part.attributes["prev"] = f"#{ids[i - 1]}"


def _trimmed(atoms: Sequence[Atom], start: int, end: int, mark: int) -> _Run | None:
    """A run without the fillers at its ends; None where nothing else is left."""
    while start < end and atoms[start].filler:
        start += 1
    while start < end and atoms[end - 1].filler:
        end -= 1
    return _Run(start, end, mark) if start < end else None
