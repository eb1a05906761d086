"""The words of a block with all that stands among them: corrections, marks, line beginnings.

Marks may overlap each other, blocks and corrections, XML elements may not. So a stretch of text is
first a row of atoms, cut wherever a mark begins or ends; then each mark is laid around its atoms,
and is split where it would cross another. The parts of a mark that was split point to each other by
`@next` and `@prev`.

Corrections stay innermost. One is cut at the border of a mark where source and correction agree
there (“Mikeyan's” → name + “'s”); where they do not, the part of the mark goes inside `corr`.
"""

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
from reviewer.formats.writers.tei.placing import Cover, WordMarks, place_marks
from reviewer.formats.writers.tei.zones import line_zone


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

    # from words to atoms

    def block(self, lines: Iterable[int], *, breaks: bool = False) -> list[Content]:
        """The content of a block of lines (indices in the reading).

        `breaks` asks for line beginnings in the reading profile, too.
        """
        atoms: list[_Atom] = []
        numbered = not self._context.reading
        for index in lines:
            line = self._page.lines[index]
            found = self._line(index)
            if not found and not self._context.archival:
                continue
            if atoms:
                # White space before every lb, so that who drops them has no words run together.
                atoms.append(_Atom("\n" if numbered or breaks else " ", filler=True))
            if numbered:
                atoms.append(_Atom(self._beginning(line), filler=True))
            elif breaks and atoms:
                atoms.append(_Atom(element("lb"), filler=True))
            atoms += found
        content = self._lay(atoms)
        self._laid += content
        return content

    def _beginning(self, line: ReadingLine) -> Element:
        """The line's beginning, with its number and place where it is a line of the source."""
        page = self._page.page
        if line.n >= len(page.lines):
            return element("lb")
        zone = line_zone(page, line.n, self._context)
        return element("lb", n=str(self._first_line + line.n), facs=zone)

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

    def _words(self, index: int, line: ReadingLine) -> list[_Atom]:
        atoms: list[_Atom] = []
        run: list[str] = []  # words that nobody decided or marked: most of a page, so one atom
        for i, word in enumerate(line.words):
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
        if here is None:
            return self._whole(word)
        if corrections.is_shown(word, self._context):
            pieces = self._corrected(word, here.covers)
        else:
            pieces = self._plain(word.text, here)
        atoms: list[_Atom] = []
        waiting = sorted(here.points, key=lambda point: point[0])
        for position, found in [(0, None), *pieces]:
            if found is not None and not self._dropped(found):
                atoms.append(found)
            while waiting and waiting[0][0] <= position:
                atoms.append(_Atom(waiting.pop(0)[1], filler=True))
        return atoms + [_Atom(content, filler=True) for _, content in waiting]

    def _whole(self, word: Word) -> list[_Atom]:
        if corrections.is_shown(word, self._context):
            by = self._decision(word)
            text: list[Content] = [word.text] if word.text else []
            both = corrections.choice(word.source, text, word.cause, by, self._context)
            # What is no longer there, or was never printed, is under a mark only by its neighbours.
            return [_Atom(both, filler=not word.text or word.span is None)]
        return [_Atom(word.text, filler=word.span is None)] if word.text else []

    def _decision(self, word: Word) -> Decision | None:
        return self._page.decision(word.decision) if word.decision is not None else None

    def _dropped(self, atom: _Atom) -> bool:
        """Whether the reading profile leaves it out: the document's writer crossed it out."""
        return self._context.reading and any(
            self._page.marks[number].name is MarkName.DELETED for number in atom.marks
        )

    @staticmethod
    def _plain(text: str, here: WordMarks) -> list[tuple[int, _Atom]]:
        """(end, atom) of each piece of a text, cut at every border."""
        borders = {0, len(text)}
        borders.update(edge for cover in here.covers for edge in (cover.start, cover.end))
        borders.update(offset for offset, _ in here.points)
        cuts = sorted(borders)
        return [
            (end, _Atom(text[start:end], _covering(here.covers, start, end)))
            for start, end in pairwise(cuts)
        ]

    def _corrected(self, word: Word, covers: Sequence[Cover]) -> list[tuple[int, _Atom]]:
        """(end, atom) of each piece of a corrected word, cut where source and text agree."""
        text, source = word.text, word.source
        prefix, suffix = common_edges(source, text)
        edges = sorted({edge for cover in covers for edge in (cover.start, cover.end)})
        left = [0, *(edge for edge in edges if 0 < edge <= prefix)]
        right = [edge for edge in edges if left[-1] < edge < len(text)]
        right = [*(edge for edge in right if edge >= len(text) - suffix), len(text)]
        pieces = [
            (end, _Atom(text[start:end], _covering(covers, start, end)))
            for start, end in pairwise(left)
        ]
        start, end = left[-1], right[0]
        inner = [
            Cover(max(cover.start, start) - start, min(cover.end, end) - start, cover.mark)
            for cover in covers
            if cover.start < end and cover.end > start
        ]
        partial = [cover for cover in inner if (cover.start, cover.end) != (0, end - start)]
        new = self._lay([atom for _, atom in self._plain(text[start:end], WordMarks(partial))])
        old = source[start : len(source) - (len(text) - end)]
        both = corrections.choice(old, new, word.cause, self._decision(word), self._context)
        atom = _Atom(both, _covering(covers, start, end), filler=not text)
        pieces.append((end, atom))
        pieces += [
            (stop, _Atom(text[begin:stop], _covering(covers, begin, stop)))
            for begin, stop in pairwise(right)
        ]
        return pieces

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
        return wrapped

    def _outermost_first(self, run: _Run) -> tuple[int, int, int, int]:
        return run.start, -run.end, marks.RANK[self._page.marks[run.mark].name], run.mark

    def finish(self) -> None:
        """Number the notes, join the parts of split marks, expand abbreviations at their last part.

        Only now, when the whole page is laid out, is the order of its elements known.
        """
        order: dict[int, int] = {}
        for node in self._laid:
            for found in node.walk() if isinstance(node, Element) else ():
                order[id(found)] = len(order)
                if found.name == "note":
                    marks.number(found, self._context)
        for number, parts in self._parts.items():
            mark = self._page.marks[number]
            parts.sort(key=lambda part: order[id(part)])
            if len(parts) > 1:
                self._join(mark, parts)
            if mark.name is MarkName.ABBREVIATION:
                marks.expand(parts[-1], mark)

    def _join(self, mark: PlacedMark, parts: Sequence[Element]) -> None:
        ids = [
            self._context.ids.make("m", f"{self._context.number(mark.decision)}.{i}")
            for i in range(1, len(parts) + 1)
        ]
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
