"""The words of a TEI file, and the words it ought to have: two ways to the same list.

`plain_words` reads a file as any renderer would, `reading_words` asks the reading itself; neither
uses the writer's code, so each can be held against the other. Both give words in NFC.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from reviewer.core.edition import Edition
from reviewer.core.marks import MarkName, PlacedMark
from reviewer.core.reading import PageReading
from reviewer.formats.reading_order import BLANK, Said, in_order
from reviewer.formats.xml import local, parse, tei, text_of

_BLOCKS = frozenset(
    "ab addrLine address cell closer dateline div fw head item list note opener p postscript row"
    " salute signed table trailer".split()
)
_UNREAD = frozenset("gap del surplus fw".split())
_READ_FIRST = ("corr", "reg", "abbr")  # of a choice; ENCODING.md, section 1, profile reading
_FOUND_FIRST = ("sic", "orig", "abbr")
LINE_ENDS = {
    "crlf": "\r\n",
    "cr": "\r",
    "none": "",
    "ff": "\f",
    "lf-ff": "\n\f",
    "crlf-ff": "\r\n\f",
    "cr-ff": "\r\f",
}
"""What `line/@rend` in the OCR layer says of the line's end; without it that is a newline."""
_OUT = frozenset({MarkName.DELETED, MarkName.SURPLUS})


def plain_words(path: Path) -> list[str]:
    """The words that a reader of the file sees, in order, whatever its profile.

    Corrections and abbreviated forms are read, gaps, furniture, deletions and editors' notes are
    not. Only blanks in the file part words, blocks apart: a lost blank shows here.
    Raises UnreadableFile.
    """
    text = parse(path).getroot().find(tei("text"))
    return [] if text is None else _words(text, _READ_FIRST, _UNREAD)


def transcript_words(root: etree._Element) -> list[str]:
    """The words of the text as the transcript had them: `sic` taken for each `choice`."""
    text = root.find(tei("text"))
    return [] if text is None else _words(text, _FOUND_FIRST, frozenset({"gap"}))


def imported_text(root: etree._Element) -> str:
    """The text of the OCR layer of an archival file, as it was imported."""
    return "".join(imported_pages(root))


def imported_pages(root: etree._Element) -> Iterator[str]:
    """The same page by page."""
    for surface in root.iterfind(f"{tei('sourceDoc')}/{tei('surface')}"):
        lines = surface.findall(tei("line"))
        ends = [LINE_ENDS.get(line.get("rend", ""), "\n") for line in lines[:-1]]
        ends.append("\f" if surface.get("rend") == "formfeed" else "")
        yield "".join(text_of(line) + end for line, end in zip(lines, ends, strict=True))


def reading_words(edition: Edition) -> list[str]:
    """The words that the reading profile of an edition must have, in order."""
    return list(in_order(_page_lines(page) for page in edition.pages))


def line_words(page: PageReading) -> Iterator[list[str]]:
    """The words of each line of a reading, as the reading profile has them."""
    for letters in _letters(page):
        yield unicodedata.normalize("NFC", "".join(letters)).split()


def _page_lines(page: PageReading) -> Iterator[Said]:
    noted = set()
    for mark in page.marks:
        if mark.name in (MarkName.NOTE, MarkName.GAP):
            places = [
                place
                for token in range(mark.start.token, mark.end.token + 1)
                if (place := page.place_of(token)) is not None
            ]
            noted.update(places[-1:])
    lines = {line for line, _ in noted}
    for index, (line, words) in enumerate(zip(page.lines, line_words(page), strict=True)):
        region = page.page.lines[line.sources[0]].region if line.sources else None
        blank = not line.words and not any(page.page.lines[n].tokens for n in line.sources)
        yield Said(line, words, index in lines, BLANK if blank else region)


def _letters(page: PageReading) -> list[list[str]]:
    """The letters of each line; what the reading profile leaves out is empty, and where it has
    something else, that stands in the first place.
    """
    lines = [list(line.text) for line in page.lines]
    swapped: dict[tuple[int, int], list[str]] = {}
    out: set[tuple[int, int]] = set()
    replaced: set[tuple[int, int]] = set()
    for mark in page.marks:
        regular = " ".join(mark.attributes.get("regular", "").split())
        if mark.name in _OUT:
            out.update(_columns(page, mark))
        elif mark.name is MarkName.REGULARIZED and regular:
            columns = list(_columns(page, mark))
            replaced.update(columns)
            if columns:
                swapped.setdefault(columns[0], []).append(regular)
    for line, column in replaced:
        lines[line][column] = " ".join(swapped.get((line, column), ()))
    for line, column in out:
        lines[line][column] = ""
    return lines


def _columns(page: PageReading, mark: PlacedMark) -> Iterator[tuple[int, int]]:
    """(line, column) of each letter under a mark, in the order of the source."""
    seen: dict[tuple[int, int], int] = {}
    for token in range(mark.start.token, mark.end.token + 1):
        place = page.place_of(token)
        if place is not None:
            seen.setdefault(place, token)
    for at, place in enumerate(seen):
        word, start = page.lines[place[0]].words[place[1]], page.lines[place[0]].starts[place[1]]
        first = mark.start.offset if at == 0 else 0
        last = mark.end.offset if at == len(seen) - 1 else len(word.text)
        while 0 < first < len(word.text) and unicodedata.combining(word.text[first]):
            first += 1
        while 0 < last < len(word.text) and unicodedata.combining(word.text[last]):
            last += 1
        for column in range(first, min(last, len(word.text))):
            yield place[0], start + column


def _words(element: etree._Element, preferred: Sequence[str], unread: frozenset[str]) -> list[str]:
    parts: list[str] = []
    _gather(element, parts, preferred, unread)
    return unicodedata.normalize("NFC", "".join(parts)).split()


def _gather(
    element: etree._Element, parts: list[str], preferred: Sequence[str], unread: frozenset[str]
) -> None:
    name = local(element)
    if name == "del" and _stands_in(element, "subst"):
        return  # it was never imported: the mark tells of it
    if not name or name in unread or (name == "note" and element.get("type") != "marginal"):
        return
    if name == "choice":
        # White space between the alternatives is no text.
        chosen = (child for wanted in preferred for child in element if local(child) == wanted)
        _gather(next(chosen, element[0]), parts, preferred, unread)
        return
    edge = " " if name in _BLOCKS else ""
    parts.append(edge + (element.text or ""))
    for child in element:
        _gather(child, parts, preferred, unread)
        parts.append(child.tail or "")
    parts.append(edge)


def _stands_in(element: etree._Element, name: str) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent) == name
