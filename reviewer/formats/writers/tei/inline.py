"""The words of a block with all that stands among them: corrections, marks, line beginnings.

A stretch of text is first a row of atoms, cut wherever a mark begins or ends; then the marks are
laid around them (`nesting`). Corrections stay innermost. One is cut at the border of a mark where
source and correction agree there (“Mikeyan's” → name + “'s”); where they do not, the part of the
mark goes inside `corr`.
"""

from collections.abc import Iterable, Sequence

from reviewer.core.decisions import Cause, Decision, SetRole
from reviewer.core.marks import MarkName
from reviewer.core.model import Role
from reviewer.core.reading import PageReading, ReadingLine, Word
from reviewer.formats.writers.tei import corrections, marks
from reviewer.formats.writers.tei.atoms import (
    Atom,
    borders,
    changed,
    clipped,
    covering,
    flush,
    is_inside,
    plain,
    tidied,
)
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.nesting import Nesting
from reviewer.formats.writers.tei.nodes import Content, Element, element
from reviewer.formats.writers.tei.placing import Cover, Point, WordMarks, place_marks
from reviewer.formats.writers.tei.running import column_breaks, running_over
from reviewer.formats.writers.tei.zones import line_zone


class PageText:
    """Lays out the text of one page; `finish` when all its blocks are made."""

    def __init__(self, page: PageReading, first_line: int, context: Context) -> None:
        """`first_line` is the number of the page's first line in the document, from 1."""
        self._page = page
        self._first_line = first_line
        self._context = context
        self._nesting = Nesting(page, context)
        self._at = place_marks(page, context)
        self._marked = {index for index, _ in self._at}
        self._laid: list[Content] = []
        self._begun: set[int] = set()  # lines whose beginning stands already
        self._columns = {} if context.reading else column_breaks(page)

    # from words to atoms

    def block(self, lines: Iterable[int], *, breaks: bool = False) -> list[Content]:
        """The content of a block of lines (indices in the reading).

        `breaks` asks for line beginnings in the reading profile, too.
        """
        atoms: list[Atom] = []
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
                atoms.append(Atom("\n" if on_a_line else " ", filler=True))
            if not numbered and breaks and atoms:
                beginning = [element("lb")]
            atoms += [Atom(one, filler=True) for one in beginning]
            atoms += found
        return self._keep(self._nesting.lay(atoms))

    def cells(self, lines: Iterable[int]) -> list[list[Content]]:
        """The content of each cell of a row: a tab or two blanks part them."""
        cells: list[list[Atom]] = [[]]
        for index in lines:
            line = self._page.lines[index]
            if cells[-1]:
                cells[-1].append(Atom("\n", filler=True))
            if not self._context.reading:
                cells[-1] += [Atom(one, filler=True) for one in self._beginning(index, line)]
            if line.role is Role.NOISE:
                cells[-1] += self._line(index)
                continue
            start = 0
            for stop in [*borders(line), len(line.words)]:
                if stop and start:
                    cells.append([])
                cells[-1] += self._words(index, line, start, stop)
                start = stop
        laid = [self._keep(self._nesting.lay(cell)) for cell in cells]
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

    def _line(self, index: int) -> list[Atom]:
        line = self._page.lines[index]
        if line.role is Role.NOISE:
            return self._noise(index, line) if self._context.archival else []
        return self._words(index, line)

    def _noise(self, index: int, line: ReadingLine) -> list[Atom]:
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
        whole = corrections.sourced_choice(
            self._nesting.lay(atoms), [], Cause.OCR, by, self._context
        )
        return [Atom(whole, filler=True)]

    def _words(
        self, index: int, line: ReadingLine, start: int = 0, stop: int | None = None
    ) -> list[Atom]:
        atoms: list[Atom] = []
        run: list[str] = []  # words that nobody decided or marked: most of a page, so one atom
        marked = index in self._marked
        for i, word in enumerate(line.words[start:stop], start):
            here = self._at.get((index, i)) if marked else None
            if here is None and word.decision is None:
                run.append(word.text)
                continue
            # The gap in the source may be a tab or several blanks; the OCR layer has it exactly.
            found = self._pieces(word, here)
            if not found:
                continue
            flush(run, atoms)
            if atoms and word.gap:
                atoms.append(Atom(" ", filler=True))
            atoms += found
        flush(run, atoms)
        return atoms

    def _pieces(self, word: Word, here: WordMarks | None) -> list[Atom]:
        """The atoms of a word that somebody changed, added or marked."""
        points = self._points(word, here)
        covers = here.covers if here else []
        by = self._page.decision(word.decision) if word.decision is not None else None
        doubtful = corrections.is_doubtful(word, by, self._context)
        swapped = any(cover.instead is not None for cover in covers)
        if corrections.is_shown(word, self._context) or (doubtful and not swapped):
            atoms = self._corrected(word, by, covers, points, doubtful=doubtful)
        else:
            atoms = plain(word.text, covers, points)
        if word.span is None:
            for atom in atoms:  # what was never printed is under a mark only by its neighbours
                atom.filler = True
        kept = [atom for atom in atoms if not self._dropped(atom)]
        return kept if len(kept) == len(atoms) and not swapped else tidied(kept)

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

    def _dropped(self, atom: Atom) -> bool:
        """Whether the reading profile leaves it out: crossed out, or too much in the document."""
        return self._context.reading and any(
            self._page.marks[number].name in marks.DROPPED for number in atom.marks
        )

    def _corrected(
        self,
        word: Word,
        by: Decision | None,
        covers: Sequence[Cover],
        points: Sequence[Point],
        *,
        doubtful: bool,
    ) -> list[Atom]:
        """The atoms of a corrected word, cut where source and text agree."""
        text, source = word.text, word.source
        start, end = changed(source, text, covers)
        before, inside, behind = _parted(points, start, end, text)
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
        kept = plain(text[start:end], partial, inside)
        new = self._nesting.lay([atom for atom in kept if not self._dropped(atom)])
        around = covering(covers, start, end) - own
        if doubtful and by is not None:
            told = any(self._page.marks[mark].name is MarkName.UNCLEAR for mark in around)
            content = new if told else corrections.doubt(new, by, self._context)
        else:
            old = source[start : len(source) - (len(text) - end)]
            content = [corrections.choice(old, new, word, by, self._context)]
        middle = [Atom(one, around, filler=not text) for one in content]
        left = plain(text[:start], clipped(covers, 0, start), before)
        right = plain(text[end:], clipped(covers, end, len(text)), behind)
        return [*left, *middle, *right]

    def _is_own(self, number: int, word: Word) -> bool:
        """Whether a mark doubts what this word reads now, and nothing else."""
        mark, span = self._page.marks[number], word.span
        if mark.name is not MarkName.UNCLEAR or span is None:
            return False
        return span.first <= mark.start.token and mark.end.token <= span.last

    def finish(self) -> None:
        """All blocks are laid: only now is the order of the page's elements known."""
        self._nesting.finish(self._laid)


def _parted(
    points: Sequence[Point], start: int, end: int, text: str
) -> tuple[list[Point], list[Point], list[Point]]:
    """What stands before, in and behind the changed letters of a word, each counted from there."""
    inside = [point for point in points if is_inside(point, start, end, text)]
    before = [
        point for point in points if point not in inside and point.offset <= start - (start == end)
    ]
    behind = [point for point in points if point not in inside and point not in before]
    return (
        before,
        [point._replace(offset=point.offset - start) for point in inside],
        [point._replace(offset=point.offset - end) for point in behind],
    )
