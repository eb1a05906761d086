"""The words of a block with all that stands among them: corrections, marks, line beginnings.

Marks may overlap each other, blocks and corrections, XML elements may not. So a stretch of text is
first a row of atoms, cut wherever a mark begins or ends; then each mark is laid around its atoms,
and is split where it would cross another. The parts of a mark that was split point to each other by
`@next` and `@prev`.

Corrections stay innermost. One is cut at the border of a mark where source and correction agree
there (“Mikeyan's” → name + “'s”); where they do not, the part of the mark goes inside `corr`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from reviewer.core.decisions import Cause, Decision, SetRole
from reviewer.core.marks import MarkName, PlacedMark
from reviewer.core.model import Role
from reviewer.core.reading import PageReading, ReadingLine, Word
from reviewer.core.text import common_edges
from reviewer.formats.writers.tei import corrections, marks
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.nodes import Content, Element, element
from reviewer.formats.writers.tei.placing import Cover, Point, WordMarks, place_marks
from reviewer.formats.writers.tei.running import column_breaks, running_over
from reviewer.formats.writers.tei.zones import line_zone

_SIGNS = ".,;:!?)]}\"'”’»"
_CELL = re.compile(r"\t| \s|\s ")


@dataclass(slots=True)
class _Atom:
    """A piece that no mark cuts. Fillers belong to a mark only between two of its other atoms."""

    content: Content
    marks: frozenset[int] = frozenset()
    filler: bool = False


class _Run(NamedTuple):
    """A mark over atoms `start` to `end` (exclusive)."""

    start: int
    end: int
    mark: int


class PageText:
    """Lays out the text of one page; `finish` when all its blocks are made."""

    def __init__(self, page: PageReading, first_line: int, context: Context) -> None:
        """`first_line` is the number of the page's first line in the document, from 1."""
        self._page = page
        self._first_line = first_line
        self._context = context
        self._parts: dict[int, list[Element]] = defaultdict(list)
        self._at = place_marks(page, context)
        self._laid: list[Content] = []
        self._begun: set[int] = set()  # lines whose beginning stands already
        self._columns = {} if context.reading else column_breaks(page)

    # from words to atoms

    def block(self, lines: Iterable[int], *, breaks: bool = False) -> list[Content]:
        """The content of a block of lines (indices in the reading).

        `breaks` asks for line beginnings in the reading profile, too.
        """
        atoms: list[_Atom] = []
        numbered = not self._context.reading
        for index in lines:
            line = self._page.lines[index]
            beginning = self._beginning(index, line) if numbered else []
            found = self._line(index)
            if not found and not self._context.archival:
                continue
            if atoms:
                # White space before every lb, so that who drops them has no words run together.
                on_a_line = beginning if numbered else breaks
                atoms.append(_Atom("\n" if on_a_line else " ", filler=True))
            if not numbered and breaks and atoms:
                beginning = [element("lb")]
            atoms += [_Atom(one, filler=True) for one in beginning]
            atoms += found
        return self._keep(self._lay(atoms))

    def cells(self, lines: Iterable[int]) -> list[list[Content]]:
        """The content of each cell of a row: a tab or two blanks part them."""
        cells: list[list[_Atom]] = [[]]
        for index in lines:
            line = self._page.lines[index]
            if cells[-1]:
                cells[-1].append(_Atom("\n", filler=True))
            if not self._context.reading:
                cells[-1] += [_Atom(one, filler=True) for one in self._beginning(index, line)]
            if line.role is Role.NOISE:
                cells[-1] += self._line(index)
                continue
            start = 0
            for stop in [*_borders(line), len(line.words)]:
                if stop and start:
                    cells.append([])
                cells[-1] += self._words(index, line, start, stop)
                start = stop
        laid = [self._keep(self._lay(cell)) for cell in cells]
        return laid if any(laid) else []

    def forget(self, content: list[Content]) -> None:
        """Content that was made last is not used."""
        del self._laid[len(self._laid) - len(content) :]

    def _keep(self, content: list[Content]) -> list[Content]:
        self._laid += content
        return content

    def _beginning(self, index: int, line: ReadingLine) -> list[Element]:
        """The line's beginning, with its number and place where it is a line of the source."""
        page = self._page.page
        column = self._columns.get(index)
        found = [element("cb", n=str(column))] if column else []
        if line.n >= len(page.lines):
            return [*found, element("lb")]
        if line.n in self._begun:
            return found
        self._begun.add(line.n)
        return [*found, self._numbered(line.n)]

    def _numbered(self, n: int) -> Element:
        zone = line_zone(self._page.page, n, self._context)
        return element("lb", n=str(self._first_line + n), facs=zone)

    def _line(self, index: int) -> list[_Atom]:
        line = self._page.lines[index]
        if line.role is Role.NOISE:
            return self._noise(index, line) if self._context.archival else []
        return self._words(index, line)

    def _noise(self, index: int, line: ReadingLine) -> list[_Atom]:
        """A line that somebody called noise: removed, but with all that was said about it."""
        said = [
            decision
            for decision in self._page.decisions
            if isinstance(decision.act, SetRole) and decision.act.line == line.n
        ]
        atoms = self._words(index, line)
        if not atoms:
            return []
        by = said[-1] if said else None
        whole = corrections.sourced_choice(self._lay(atoms), [], Cause.OCR, by, self._context)
        return [_Atom(whole, filler=True)]

    def _words(
        self, index: int, line: ReadingLine, start: int = 0, stop: int | None = None
    ) -> list[_Atom]:
        atoms: list[_Atom] = []
        run: list[str] = []  # words that nobody decided or marked: most of a page, so one atom
        for i, word in enumerate(line.words[start:stop], start):
            here = self._at.get((index, i))
            if here is None and word.decision is None:
                run.append(word.text)
                continue
            # The gap in the source may be a tab or several blanks; the OCR layer has it exactly.
            found = self._pieces(word, here)
            if not found:
                continue
            _flush(run, atoms)
            if atoms and word.gap:
                atoms.append(_Atom(" ", filler=True))
            atoms += found
        _flush(run, atoms)
        return atoms

    def _pieces(self, word: Word, here: WordMarks | None) -> list[_Atom]:
        """The atoms of a word that somebody changed, added or marked."""
        points = self._points(word, here)
        covers = here.covers if here else []
        by = self._page.decision(word.decision) if word.decision is not None else None
        doubtful = corrections.is_doubtful(word, by, self._context)
        swapped = any(cover.instead is not None for cover in covers)
        if corrections.is_shown(word, self._context) or (doubtful and not swapped):
            atoms = self._corrected(word, by, covers, points, doubtful=doubtful)
        else:
            atoms = self._plain(word.text, covers, points)
        if word.span is None:
            for atom in atoms:  # what was never printed is under a mark only by its neighbours
                atom.filler = True
        kept = [atom for atom in atoms if not self._dropped(atom)]
        return kept if len(kept) == len(atoms) and not swapped else _tidied(kept)

    def _points(self, word: Word, here: WordMarks | None) -> list[Point]:
        """What stands between the letters of a word, the beginning of a line among it."""
        points = sorted(here.points, key=lambda point: point.offset) if here else []
        if self._context.reading or word.span is None or word.span.first == word.span.last:
            return points
        over = running_over(self._page.page, word)
        if over is None or over.line in self._begun:
            return points
        self._begun.add(over.line)
        beginning = self._numbered(over.line)
        beginning.attributes |= {"break": "no"} | ({"rend": "hyphen"} if over.hyphen else {})
        return sorted([*points, Point(over.offset, beginning)], key=lambda point: point.offset)

    def _dropped(self, atom: _Atom) -> bool:
        """Whether the reading profile leaves it out: crossed out, or too much in the document."""
        return self._context.reading and any(
            self._page.marks[number].name in marks.DROPPED for number in atom.marks
        )

    @staticmethod
    def _plain(text: str, covers: Sequence[Cover], points: Sequence[Point]) -> list[_Atom]:
        """The atoms of a text, cut at every border, with what stands between them."""
        borders = {0, len(text)}
        borders.update(edge for cover in covers for edge in (cover.start, cover.end))
        borders.update(point.offset for point in points)
        cuts = sorted(borders)
        waiting = list(points)
        atoms: list[_Atom] = []
        for start, end in pairwise([0, *cuts]):
            if start < end and (shown := _shown(text, covers, start, end)):
                atoms.append(_Atom(shown, _covering(covers, start, end)))
            while waiting and waiting[0].offset <= end:
                point = waiting.pop(0)
                for content in (point.before, point.element, point.behind):
                    atoms += [_Atom(content, filler=True)] if content else []
        return atoms

    def _corrected(
        self,
        word: Word,
        by: Decision | None,
        covers: Sequence[Cover],
        points: Sequence[Point],
        *,
        doubtful: bool,
    ) -> list[_Atom]:
        """The atoms of a corrected word, cut where source and text agree."""
        text, source = word.text, word.source
        start, end = _changed(source, text, covers)
        inside = [point for point in points if _is_inside(point, start, end, text)]
        before = [point for point in points if point not in inside and point.offset <= start]
        if start == end:
            before = [point for point in before if point.offset < start]
        behind = [point for point in points if point not in inside and point not in before]
        inner = [
            Cover(max(cover.start, start) - start, min(cover.end, end) - start, cover.mark)
            for cover in covers
            if cover.start < end and cover.end > start
        ]
        own = {cover.mark for cover in inner if self._is_own(cover.mark, word)}
        partial = [
            cover
            for cover in inner
            if cover.mark in own or (cover.start, cover.end) != (0, end - start)
        ]
        moved = [point._replace(offset=point.offset - start) for point in inside]
        kept = self._plain(text[start:end], partial, moved)
        new = self._lay([atom for atom in kept if not self._dropped(atom)])
        around = _covering(covers, start, end) - own
        if doubtful and by is not None:
            told = any(self._page.marks[mark].name is MarkName.UNCLEAR for mark in around)
            content = new if told else corrections.doubt(new, by, self._context)
        else:
            old = source[start : len(source) - (len(text) - end)]
            content = [corrections.choice(old, new, word, by, self._context)]
        middle = [_Atom(one, around, filler=not text) for one in content]
        left = self._plain(text[:start], _clipped(covers, 0, start), before)
        tail = [point._replace(offset=point.offset - end) for point in behind]
        right = self._plain(text[end:], _clipped(covers, end, len(text)), tail)
        return [*left, *middle, *right]

    def _is_own(self, number: int, word: Word) -> bool:
        """Whether a mark doubts what this word reads now, and nothing else."""
        mark, span = self._page.marks[number], word.span
        if mark.name is not MarkName.UNCLEAR or span is None:
            return False
        return span.first <= mark.start.token and mark.end.token <= span.last

    # from atoms to elements

    def _lay(self, atoms: Sequence[_Atom]) -> list[Content]:
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
        self, atoms: Sequence[_Atom], start: int, end: int, runs: Sequence[_Run]
    ) -> list[Content]:
        content: list[Content] = []
        queue = sorted(runs, key=self._outermost_first)
        while queue:
            run, *others = queue
            inside = [
                _Run(other.start, min(other.end, run.end), other.mark)
                for other in others
                if other.start < run.end
            ]
            # What reaches beyond is split at the border and goes on as a part of its own.
            behind = [
                part
                for other in others
                if other.end > run.end
                and (part := _trimmed(atoms, max(other.start, run.end), other.end, other.mark))
            ]
            content += [atom.content for atom in atoms[start : run.start]]
            content.append(self._wrapped(run, atoms, inside))
            start = run.end
            queue = sorted(behind, key=self._outermost_first)
        return content + [atom.content for atom in atoms[start:end]]

    def _wrapped(self, run: _Run, atoms: Sequence[_Atom], inside: Sequence[_Run]) -> Element:
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

    def finish(self) -> None:
        """Name the marks, join the parts of split ones, and complete what stands beside its words.

        Only now, when the whole page is laid out, is the order of its elements known.
        """
        order: dict[int, int] = {}
        if any(len(parts) > 1 for parts in self._parts.values()):
            for node in self._laid:
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


def _flush(run: list[str], atoms: list[_Atom]) -> None:
    """Add a run of plain words."""
    if run:
        if atoms:
            atoms.append(_Atom(" ", filler=True))
        atoms.append(_Atom(" ".join(run)))
        run.clear()


def _borders(line: ReadingLine) -> list[int]:
    """The words that a cell begins with, but for the first."""
    found = [i for i, word in enumerate(line.words) if i and _CELL.search(word.gap)]
    return [i for i in found if any(word.text for word in line.words[:i])]


def _changed(source: str, text: str, covers: Sequence[Cover]) -> tuple[int, int]:
    """The characters of a corrected text that the correction is laid around.

    That is all of it, but for what stands beyond a mark's border, and for signs behind the word
    that source and text have in common.
    """
    prefix, suffix = common_edges(source, text)
    edges = {edge for cover in covers for edge in (cover.start, cover.end) if edge < len(text)}
    start = max((edge for edge in edges if edge <= prefix), default=0)
    signs = len(text) - len(text.rstrip(_SIGNS))
    if 0 < signs <= suffix and signs < min(len(text), len(source)):
        edges.add(len(text) - signs)
    end = min((e for e in edges if start < e and e >= len(text) - suffix), default=len(text))
    return start, end


def _shown(text: str, covers: Sequence[Cover], start: int, end: int) -> str:
    """What stands for characters `start` to `end`: they, or what a mark has in their place."""
    swapped = [
        cover
        for cover in covers
        if cover.instead is not None and cover.start <= start and cover.end >= end
    ]
    if not swapped:
        return text[start:end]
    return " ".join(cover.instead for cover in swapped if cover.instead and cover.start == start)


def _tidied(atoms: Sequence[_Atom]) -> list[_Atom]:
    """What is left of a word without blanks at its ends, and none doubled."""
    kept: list[_Atom] = []
    blank = True
    for atom in atoms:
        if isinstance(atom.content, str):
            atom.content = atom.content.lstrip(" ") if blank else atom.content
            if not atom.content:
                continue
            blank = atom.content.endswith(" ")
        kept.append(atom)
    last = next((atom for atom in reversed(kept) if isinstance(atom.content, str)), None)
    if last is not None and isinstance(last.content, str):
        last.content = last.content.rstrip(" ")
    return [atom for atom in kept if atom.content != ""]


def _is_inside(point: Point, start: int, end: int, text: str) -> bool:
    """Whether a point belongs inside a correction of characters `start` to `end`."""
    return start < point.offset < end or (point.element.name == "gap" and not text)


def _clipped(covers: Sequence[Cover], start: int, end: int) -> list[Cover]:
    """The covers as far as they lie between two characters, counted from the first of these."""
    return [
        cover._replace(start=max(cover.start, start) - start, end=min(cover.end, end) - start)
        for cover in covers
        if cover.start < end and cover.end > start
    ]


def _covering(covers: Sequence[Cover], start: int, end: int) -> frozenset[int]:
    """The marks that cover all characters from `start` to `end`."""
    if start == end:
        return frozenset(c.mark for c in covers if c.start < start and c.end > end)
    return frozenset(c.mark for c in covers if c.start <= start and c.end >= end)


def _trimmed(atoms: Sequence[_Atom], start: int, end: int, mark: int) -> _Run | None:
    """A run without the fillers at its ends; None where nothing else is left."""
    while start < end and atoms[start].filler:
        start += 1
    while start < end and atoms[end - 1].filler:
        end -= 1
    return _Run(start, end, mark) if start < end else None
