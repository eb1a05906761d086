"""PDF: the text layer with the places of its words, and each page as a picture.

Order, lines and the gaps between words are pdfium's own, which reads them off the positions of the
letters. It joins a word that a hyphen parts at the end of a line and marks the hyphen by U+0002 or
U+FFFE: here the hyphen is shown again and the line ends behind it, as it does on the page. Pages
without text layer have no lines; OCR can read their picture.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2.raw as raw

from reviewer.core.model import Image, NewDocument, Original, Page
from reviewer.core.ports import Holds, Sniff
from reviewer.formats import pdf
from reviewer.formats.building import PageBuilder, Piece, make_box
from reviewer.formats.origins import origin_of, title_of

MIME = "application/pdf"
_MARK = b"%PDF-"
_EARLY = 1024  # bytes in which the mark stands (ISO 32000-1, annex H, note 13)
_BREAKS = frozenset("\r\n\f")
_HYPHENS = frozenset("\u0002\ufffe")
_LOST = "\ufffd"
_AT_ONCE = 50  # pages
_NO_TITLE = re.compile(
    r"untitled.*|microsoft \w+ - .*|.*\.(?:docx?|indd|pdf|qxd|rtf|tiff?|txt|xml)", re.IGNORECASE
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_Sides = tuple[float, float, float, float]
_Word = list[tuple[str, _Sides | None]]


class PdfReader:
    """Reads PDF through pdfium."""

    name = "pdf"
    holds = Holds.DOCUMENT

    def sniff(self, path: Path, head: bytes) -> Sniff:
        """Sure of a file that says so in its first bytes, as viewers are."""
        if _MARK in head[:_EARLY]:
            return Sniff(1.0, "this is a PDF file")
        return Sniff(0.0, "this does not begin as a PDF file does")

    def read(self, path: Path) -> NewDocument:
        """Read the file page by page. Raises UnreadableFile, see `formats.pdf.opened`."""
        path = path.absolute()
        origin = origin_of(path, self.name)
        with pdf.LOCK, pdf.opened(path) as document:
            said = " ".join(document.get_metadata_value("Title").split())
        title = title_of(path, "" if _NO_TITLE.fullmatch(said) else said)
        remarks: list[str] = []
        return NewDocument(
            title,
            origin,
            _pages(path, remarks),
            originals=(Original(path.name, origin.sha256, self.name),),
            remarks=remarks,
        )


def _pages(path: Path, remarks: list[str]) -> Iterator[Page]:
    start, count = 0, 1
    while start < count:
        # pdfium keeps what it has read of a file until that is closed: a volume would fill memory.
        with pdf.opened(path) as document:
            count = len(document)
            for place in range(start, min(start + _AT_ONCE, count)):
                with pdf.LOCK:
                    page = _page(document, place, path, remarks)
                yield page  # without the lock, which others wait for
        start += _AT_ONCE


def _page(document: pdf.Document, place: int, path: Path, remarks: list[str]) -> Page:
    found = document[place]
    try:
        width, height = pdf.size_of(found)
        builder = PageBuilder(remarks, f"{path.name}, page {place + 1}", width, height)
        text = found.get_textpage()
        lost = 0
        for line in _lines(text):
            pieces = [_piece(word, found, width, height) for word in line]
            lost += sum(piece.text.count(_LOST) for piece in pieces)
            builder.add_line(pieces)
        text.close()
        label = document.get_page_label(place)
    finally:
        found.close()
    if lost:
        remarks.append(
            f"{builder.where}: {lost} letters of the text layer have no meaning in Unicode; each "
            "stands as U+FFFD."
        )
    return builder.make(
        place + 1,
        label=label,
        image=Image(str(path), width, height, MIME, place),
        file=path.name,
        place=place,
    )


def _lines(text: pdf.Page) -> Iterator[list[_Word]]:
    """The words of each line; hyphens and breaks end one."""
    line: list[_Word] = []
    word: _Word = []
    for n in range(raw.FPDFText_CountChars(text)):
        letter = chr(raw.FPDFText_GetUnicode(text, n))
        hyphen = letter in _HYPHENS
        if not letter.isspace():
            word.append(("-" if hyphen else letter, _sides(text, n)))
            if not hyphen:
                continue
        if word:
            line.append(word)
            word = []
        if (hyphen or letter in _BREAKS) and line:
            yield line
            line = []
    if word:
        line.append(word)
    if line:
        yield line


def _sides(text: pdf.Page, n: int) -> _Sides | None:
    """Left, lower, right and upper side of a letter in points of the sheet; None if nowhere."""
    found = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text, n, found):
        return None
    sides = (found.left, found.bottom, found.right, found.top)
    return sides if math.isfinite(sum(sides)) else None


def _piece(word: _Word, page: pdf.Page, width: int, height: int) -> Piece:
    """A word with its box in pixels of the page as it is seen, whichever way that is turned."""
    # Letters beyond U+FFFF come in halves.
    whole = "".join(letter for letter, _ in word).encode("utf-16-le", "surrogatepass")
    text = _CONTROL.sub(_LOST, whole.decode("utf-16-le", "replace"))
    known = [sides for _, sides in word if sides]
    if not known:
        return Piece(text)
    lefts, lowers, rights, uppers = zip(*known, strict=True)
    x, y = ctypes.c_int(), ctypes.c_int()
    corners: list[int] = []
    for across, down in ((min(lefts), max(uppers)), (max(rights), min(lowers))):
        raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, across, down, x, y)
        corners += x.value, y.value
    return Piece(text, make_box(*corners))
