"""Cutting text into lines and tokens without losing a character."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from reviewer.core.model import Line, Token

_TOKEN = re.compile(r"\S+")
# Not str.splitlines(): that also cuts at U+2028, U+0085 and the like, which OCR text may hold
# inside a line. A form feed ends a page and belongs to the line end before it.
_LINE_END = re.compile(r"\r\n\f?|\n\f?|\r\f?|\f")


def cut_lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield (line, line end) pairs that joined give `text` again; the last end may be empty."""
    position = 0
    for found in _LINE_END.finditer(text):
        yield text[position : found.start()], found[0]
        position = found.end()
    if position < len(text):
        yield text[position:], ""


def cut_tokens(line: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each blank-separated piece of a line, in characters."""
    for found in _TOKEN.finditer(line):
        yield found.span()


def make_lines(text: str) -> tuple[Line, ...]:
    """Cut the text of one page into lines with tokens numbered from 0 over the page."""
    lines: list[Line] = []
    number = 0
    for n, (content, end) in enumerate(cut_lines(text)):
        tokens = tuple(Token(number + i, *span) for i, span in enumerate(cut_tokens(content)))
        number += len(tokens)
        lines.append(Line(n=n, text=content, end=end, tokens=tokens))
    return tuple(lines)


def cut_pages(text: str) -> Iterator[str]:
    """Cut a text at its form feeds; each piece keeps the form feed that ends it."""
    start = 0
    while (found := text.find("\f", start)) >= 0:
        yield text[start : found + 1]
        start = found + 1
    if start < len(text) or not text:
        yield text[start:]


def fold_case(word: str) -> str:
    """The form under which two spellings of a word count as the same for looking up.

    NFC, lower case, straight apostrophe: what differs only in these is not a different word.
    """
    return unicodedata.normalize("NFC", word).replace("\u2019", "'").lower()


def common_edges(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Lengths of the longest common prefix and, behind it, common suffix of two texts or lists."""
    limit = min(len(old), len(new))
    prefix = 0
    while prefix < limit and old[prefix] == new[prefix]:
        prefix += 1
    suffix = 0
    while suffix < limit - prefix and old[-1 - suffix] == new[-1 - suffix]:
        suffix += 1
    return prefix, suffix


def changed(before: str, after: str) -> tuple[int, int, int]:
    """(start, end before, end after) of the stretch in which two texts differ."""
    head, tail = common_edges(before, after)
    return head, len(before) - tail, len(after) - tail


def merge(original: str, mine: str, theirs: str) -> str:
    """`original` with both changes in it; where they touch each other, `mine` alone."""
    start, end, new_end = changed(original, mine)
    other, other_end, other_new = changed(original, theirs)
    typed = mine[start:new_end]
    if end < other:
        return theirs[:start] + typed + theirs[end:]
    if other_end < start:
        shift = other_new - other_end
        return theirs[: start + shift] + typed + theirs[end + shift :]
    return mine
