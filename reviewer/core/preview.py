"""A document as the preview shows it: printed, or as the file's own text; and places in it.

A place is a page of the document (from 1), a word, and how many words of that page stand before it:
what is the same on the screen, on paper and in the file, whatever numbers these have.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reviewer.core.printed import About, Matter, Note, PageBegin, PageBlock, Piece, Run, inlines_of
from reviewer.core.reading import PageReading

_WORD = re.compile(r"\S+")
_MARKUP = re.compile(r"<!--.*?-->|<\?.*?\?>|<[^>]*>", re.DOTALL)
_LINE = re.compile(r"<lb\b[^>]*?\bn=\"(\d+)\"")
_PAGE = re.compile(r"<pb\b")
_BODY = re.compile(r"<text\b")


@dataclass(frozen=True, slots=True)
class Spotted:
    """A word of a document: its page from 1, what stands there, how many words stand before it.

    `line` is the number of its line over the document where a file tells it, else 0.
    """

    page: int
    word: str = ""
    nth: int = 0
    line: int = 0


@dataclass(frozen=True)
class PaperText:
    """A printed document with what is said around it, in the document's language.

    `first` is the number of the page it begins with: 1, or more where a page stands alone.
    """

    matter: Matter
    pieces: tuple[Piece, ...]
    rows: tuple[tuple[str, str], ...] = ()
    legend: tuple[tuple[About, str], ...] = ()
    imprint: tuple[str, ...] = ()
    draft: tuple[str, str] = ("", "")
    notes: str = ""
    signs: str = ""
    kinds: tuple[tuple[str, str], ...] = ()
    """Kinds of names with what they are called."""
    names: str = ""
    first: int = 1

    @property
    def pages(self) -> int:
        """How many pages begin in it."""
        return sum(1 for piece in self.pieces for _ in pages_in(piece))


@dataclass(frozen=True)
class FileText:
    """The file itself. `inside` says of each line whether it begins within a tag or a comment."""

    text: str
    inside: tuple[bool, ...]
    first: int = 1

    @classmethod
    def of(cls, text: str, first: int = 1) -> "FileText":
        """The text of an XML file."""
        starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))][:-1]
        inside = [False] * len(starts)
        row = 0
        for found in _MARKUP.finditer(text):
            if "\n" not in found[0]:
                continue
            while row < len(starts) and starts[row] <= found.start():
                row += 1
            while row < len(starts) and starts[row] < found.end():
                inside[row] = True
                row += 1
        return cls(text, tuple(inside), first)

    def spotted(self, at: int) -> Spotted | None:
        """The word at a place of the file; None where that is not in the document's text."""
        body = _BODY.search(self.text)
        if body is None or at < body.start():
            return None
        pages = [found.start() for found in _PAGE.finditer(self.text, body.start(), at + 3)]
        begins = pages[-1] if pages else body.start()
        # A page that stands alone has its lines counted anew.
        lines = _LINE.findall(self.text, body.start(), at) if self.first == 1 else ()
        before = _without_markup(self.text[begins:at])
        word = self._word(at)
        nth = len(before.split()) - bool(before and not before[-1].isspace() and word)
        number = int(lines[-1]) if lines else 0
        return Spotted(max(self.first, self.first + len(pages) - 1), word, max(nth, 0), number)

    def _word(self, at: int) -> str:
        """The word at a place, or the first behind the tag that the place is in."""
        opened = self.text.rfind("<", 0, at + 1)
        closed = self.text.find(">", opened) if opened >= 0 else -1
        within = closed >= at
        start = self.text.rfind("\n", 0, opened if within else at) + 1
        end = self.text.find("\n", closed if within else at)
        end = len(self.text) if end < 0 else end
        blank = _MARKUP.sub(lambda found: " " * len(found[0]), self.text[start:end])
        words = [(one.end() + start, one[0]) for one in _WORD.finditer(blank)]
        behind = next((word for stop, word in words if stop >= at), "")
        return behind or (words[-1][1] if words else "")

    def find(self, spot: Spotted) -> int:
        """Where the file has a word: of its page and as near as can be; the page else, or 0."""
        body = _BODY.search(self.text)
        start = body.start() if body else 0
        pages = [found.start() for found in _PAGE.finditer(self.text, start)]
        at = spot.page - self.first
        if not 0 <= at < len(pages):
            return start
        end = pages[at + 1] if at + 1 < len(pages) else len(self.text)
        blank = _MARKUP.sub(lambda found: " " * len(found[0]), self.text[pages[at] : end])
        words = [(one.start() + pages[at], one[0]) for one in _WORD.finditer(blank)]
        found = nearest(words, spot)
        return pages[at] if found is None else found


def words_in(text: str, start: int = 0) -> list[tuple[int, str]]:
    """The words of a text with the places where they begin, counted from `start`."""
    return [(one.start() + start, one[0]) for one in _WORD.finditer(text)]


def nearest(words: Sequence[tuple[int, str]], spot: Spotted) -> int | None:
    """The place of that word which stands nearest to where it is looked for.

    Where no word is like it, that of the word with the same number; None where there are no words.
    """
    wanted = spot.word
    alike = [
        (abs(nth - spot.nth), at)
        for nth, (at, word) in enumerate(words)
        if wanted and (wanted in word or word in wanted)
    ]
    if alike:
        return min(alike)[1]
    return words[min(spot.nth, len(words) - 1)][0] if words else None


def spot_of(reading: PageReading, line: int, column: int) -> Spotted:
    """The word of a page's reading at a column of a line (or the last before it)."""
    before = sum(len(one.text.split()) for one in reading.lines[:line])
    words = words_in(reading.lines[line].text) if 0 <= line < len(reading.lines) else []
    here = [nth for nth, (at, _) in enumerate(words) if at <= column]
    nth = here[-1] if here else 0
    return Spotted(reading.page.number, words[nth][1] if words else "", before + nth)


def pages_in(piece: Piece) -> Iterator[PageBegin]:
    """The pages that begin in a piece or are it."""
    if isinstance(piece, PageBlock):
        yield piece.page
        return
    for runs in inlines_of(piece):
        yield from (one for one in runs if isinstance(one, PageBegin))


def marks_used(pieces: Iterable[Piece]) -> set[About]:
    """What is marked anywhere in the text, notes included."""
    found: set[About] = set()
    for piece in pieces:
        for runs in inlines_of(piece):
            for one in runs:
                inner = one.runs if isinstance(one, Note) else (one,)
                for run in inner:
                    if isinstance(run, Run):
                        found |= {mark.about for mark in run.marks}
    return found


def _without_markup(text: str) -> str:
    """A stretch of a file without its tags; one that is cut at the end goes as well."""
    text = _MARKUP.sub("", text)
    cut = text.rfind("<")
    return text if cut < 0 else text[:cut]
