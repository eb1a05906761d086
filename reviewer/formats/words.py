"""The words of a TEI file, and the words it ought to have: two ways to the same list.

`plain_words` reads a file as any renderer would, `reading_words` asks the reading itself; neither
uses the writer's code, so each can be held against the other. Both give words in NFC.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lxml import etree

from reviewer.core.edition import Edition
from reviewer.core.marks import MarkName
from reviewer.core.model import Role
from reviewer.core.reading import PageReading
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
_DROPPED = frozenset({Role.NOISE, Role.FORM, Role.PAGE_NUMBER})


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
    return [word for page in edition.pages for word in _page_words(page)]


def _page_words(page: PageReading) -> Iterable[str]:
    for index, line in enumerate(page.lines):
        if line.role in _DROPPED:
            continue
        text = list(line.text)
        for start, end in _deleted(page, index):
            text[start:end] = [""] * (end - start)
        yield from unicodedata.normalize("NFC", "".join(text)).split()


def _deleted(page: PageReading, index: int) -> Iterable[tuple[int, int]]:
    """Columns of a line that the document's writer crossed out."""
    line = page.lines[index]
    for mark in page.marks:
        if mark.name is not MarkName.DELETED:
            continue
        for token in range(mark.start.token, mark.end.token + 1):
            place = page.place_of(token)
            if place is None or place[0] != index:
                continue
            word, start = line.words[place[1]], line.starts[place[1]]
            head = word.span.first if word.span else token
            first = mark.start.offset if mark.start.token == head else 0
            last = mark.end.offset if mark.end.token == head else len(word.text)
            yield start + first, start + last


def _words(element: etree._Element, preferred: Sequence[str], unread: frozenset[str]) -> list[str]:
    parts: list[str] = []
    _gather(element, parts, preferred, unread)
    return unicodedata.normalize("NFC", "".join(parts)).split()


def _gather(
    element: etree._Element, parts: list[str], preferred: Sequence[str], unread: frozenset[str]
) -> None:
    name = local(element)
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
