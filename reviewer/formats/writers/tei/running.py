"""Where a word runs on over the end of its line, and where a column begins."""

from collections.abc import Mapping
from typing import NamedTuple

from reviewer.core.geometry import Box
from reviewer.core.model import Page
from reviewer.core.reading import PageReading, Word
from reviewer.formats.writers.tei.blocks import region_of

_HYPHENS = "-\u00ad\u2010\u2011\u00ac"


class Over(NamedTuple):
    """Line `line` begins at character `offset` of a word; `hyphen`: one was dropped there."""

    line: int
    offset: int
    hyphen: bool


def running_over(page: Page, word: Word) -> Over | None:
    """Where a word of several tokens goes on in the next line; None where it does not."""
    if word.span is None or not word.text:
        return None
    first, last = page.line_of(word.span.first), page.line_of(word.span.last)
    if last.n != first.n + 1:
        return None
    head = [page.form(n) for n in range(word.span.first, first.tokens[-1].n + 1)]
    tail = [page.form(n) for n in range(last.tokens[0].n, word.span.last + 1)]
    before, behind = " ".join(head), " ".join(tail)
    dropped = before[-1:] in _HYPHENS
    stem = before[:-1] if dropped else before
    if word.text.endswith(behind):
        offset = len(word.text) - len(behind)
    elif word.text.startswith(stem):
        offset = len(stem)
    else:
        return None
    if not 0 < offset < len(word.text) or " " in word.text[offset - 1 : offset + 1]:
        return None
    return Over(last.n, offset, dropped and word.text[offset - 1] not in _HYPHENS)


def column_breaks(page: PageReading) -> Mapping[int, int]:
    """The lines (indices in the reading) that begin a column, with its number from 2.

    A region that lies to the right of the one before, and begins higher than that ends, is a column
    of its own; below or to the left of it the columns are over.
    """
    if not page.page.regions:
        return {}
    boxes = {region.n: region.box for region in page.page.regions if region.box}
    found: dict[int, int] = {}
    column, before = 1, None
    for index, line in enumerate(page.lines):
        region = region_of(page, line)
        here = boxes.get(region) if region is not None else None
        if here is None or here == before:
            continue
        if before is not None and _is_beside(before, here):
            column += 1
            found[index] = column
        elif before is not None and here.right <= before.left:
            column = 1
        before = here
    return found


def _is_beside(left: Box, right: Box) -> bool:
    return right.left >= left.right and right.top < left.bottom
