"""Atoms: the pieces of a text that no mark cuts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewer.core.reading import ReadingLine
from reviewer.core.text import common_edges
from reviewer.formats.writers.tei.nodes import Content
from reviewer.formats.writers.tei.placing import Cover, Point

_SIGNS = ".,;:!?)]}\"'”’»"
_WORDLESS = frozenset({"gap", "note"})
_CELL = re.compile(r"\t| \s|\s ")


@dataclass(slots=True)
class Atom:
    """A piece that no mark cuts. Fillers belong to a mark only between two of its other atoms."""

    content: Content
    marks: frozenset[int] = frozenset()
    filler: bool = False


def plain(text: str, covers: Sequence[Cover], points: Sequence[Point]) -> list[Atom]:
    """The atoms of a text, cut at every border, with what stands between them."""
    edges = {0, len(text)}
    edges.update(edge for cover in covers for edge in (cover.start, cover.end))
    edges.update(point.offset for point in points)
    cuts = sorted(edges)
    waiting = list(points)
    atoms: list[Atom] = []
    for start, end in pairwise([0, *cuts]):
        if start < end and (shown := _shown(text, covers, start, end)):
            atoms.append(Atom(shown, covering(covers, start, end)))
        while waiting and waiting[0].offset <= end:
            point = waiting.pop(0)
            before = "" if _is_swapped(covers, point.offset) else point.before
            behind = "" if _is_swapped(covers, point.offset - 1) else point.behind
            for content in (before, point.element, behind):
                atoms += [Atom(content, filler=True)] if content else []
    return atoms


def flush(run: list[str], atoms: list[Atom]) -> None:
    """Add a run of plain words."""
    if run:
        if atoms:
            atoms.append(Atom(" ", filler=True))
        atoms.append(Atom(" ".join(run)))
        run.clear()


def borders(line: ReadingLine) -> list[int]:
    """The words that a cell begins with, but for the first."""
    found = [i for i, word in enumerate(line.words) if i and _CELL.search(word.gap)]
    return [i for i in found if any(word.text for word in line.words[:i])]


def changed(source: str, text: str, covers: Sequence[Cover]) -> tuple[int, int]:
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


def _is_swapped(covers: Sequence[Cover], at: int) -> bool:
    """Whether something else stands in the place of a character."""
    return any(cover.instead is not None and cover.start <= at < cover.end for cover in covers)


def tidied(atoms: Sequence[Atom]) -> list[Atom]:
    """What is left of a word without blanks at its ends, and none doubled."""
    kept: list[Atom] = []
    blank = True
    for atom in atoms:
        if isinstance(atom.content, str):
            atom.content = atom.content.lstrip(" ") if blank else atom.content
            if not atom.content:
                continue
            blank = atom.content.endswith(" ")
        elif _has_words(atom.content):
            blank = False
        kept.append(atom)
    for atom in reversed(kept):
        if isinstance(atom.content, str):
            atom.content = atom.content.rstrip(" ")
        if _has_words(atom.content):
            break
    return [atom for atom in kept if atom.content != ""]


def _has_words(content: Content) -> bool:
    """Whether a reader meets words in it."""
    if isinstance(content, str):
        return bool(content)
    return content.name not in _WORDLESS and any(map(_has_words, content.children))


def is_inside(point: Point, start: int, end: int, text: str) -> bool:
    """Whether a point belongs inside a correction of characters `start` to `end`.

    At its borders that is so where the blank beside a gap is one that the correction brought.
    """
    if point.element.name == "gap" and not text:
        return True
    at = point.offset
    return start < at < end or bool((at == start and point.before) or (at == end and point.behind))


def clipped(covers: Sequence[Cover], start: int, end: int) -> list[Cover]:
    """The covers as far as they lie between two characters, counted from the first of these."""
    return [
        cover._replace(start=max(cover.start, start) - start, end=min(cover.end, end) - start)
        for cover in covers
        if cover.start < end and cover.end > start
    ]


def covering(covers: Sequence[Cover], start: int, end: int) -> frozenset[int]:
    """The marks that cover all characters from `start` to `end`."""
    if start == end:
        return frozenset(c.mark for c in covers if c.start < start and c.end > end)
    return frozenset(c.mark for c in covers if c.start <= start and c.end >= end)
