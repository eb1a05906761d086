"""PDF files through pdfium: opening them, the size of their pages in pixels, and their pictures.

A page of a PDF has no pixels of its own. It gets those of the scan that covers it, so that nothing
of the picture is lost or blown up, and else those of 300 dots per inch. Boxes of words and whoever
shows the page use the same size.

pdfium may be entered by one thread at a time only (its own documentation says so of every call):
all of this program's calls are made while holding `LOCK`.
"""

import ctypes
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image as Pillow

from reviewer.core.errors import UnreadableFile
from reviewer.core.files import check_readable, unreadable
from reviewer.core.messages import said

LOCK = threading.RLock()
POINTS_PER_INCH = 72
RESOLUTION = 300.0
"""Dots per inch of a page that no scan covers."""
COARSEST = 100.0
"""Dots per inch below which a covering picture is a backdrop and no scan."""
LONGEST = 12_000
"""Pixels of the longer side of the largest page."""
_COVERING = 0.5  # share of the page that a scan covers
_DEPTH = 4  # how deep in forms within forms a scan is looked for

Document = Any
"""A pdfium document (the library ships no types)."""
Page = Any
"""A page of one."""


@contextmanager
def opened(path: Path) -> Iterator[Document]:
    """A document of a file; enter and use it while holding `LOCK` only.

    Raises UnreadableFile where it is missing, broken, without pages, locked by a password, or a
    form that only its maker's program can show (XFA).
    """
    with LOCK:
        document = _open(path)
    try:
        yield document
    finally:
        with LOCK:
            document.close()


def resolution(page: Page) -> float:
    """Dots per inch of a page: those of the largest picture that covers most of it, else 300."""
    width, height = (float(side) for side in page.get_size())
    best, found = 0.0, RESOLUTION
    for area, pixels in _pictures(page):
        if area > best and pixels and area >= _COVERING * width * height:
            sharp = math.sqrt(pixels / area) * POINTS_PER_INCH
            best, found = (area, sharp) if sharp >= COARSEST else (best, found)
    longest = max(width, height, 1.0)
    return min(found, LONGEST * POINTS_PER_INCH / longest)


def size_of(page: Page) -> tuple[int, int]:
    """Width and height in pixels of a page; call it while holding `LOCK`."""
    scale = resolution(page) / POINTS_PER_INCH
    width, height = page.get_size()
    return max(1, round(width * scale)), max(1, round(height * scale))


def render(path: Path, number: int, width: int) -> Pillow.Image:
    """The picture of page `number` (from 0), `width` pixels wide, in colour.

    Raises UnreadableFile as `opened`, and where there is no such page or no room for its picture.
    """
    with LOCK, opened(path) as document:
        if not 0 <= number < len(document):
            raise _broken(path, said("errors.file_has_no_page", number=number + 1))
        page = document[number]
        try:
            return _painted(path, page, width)
        finally:
            page.close()


def _painted(path: Path, page: Page, width: int) -> Pillow.Image:
    across, down = size_of(page)
    height = max(1, round(width * down / across))
    if not 0 < width <= LONGEST or height > LONGEST:
        raise _broken(path, said("errors.page_cannot_be_so_wide", width=width))
    try:
        bitmap = pdfium.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
    except pdfium.PdfiumError as error:
        raise _broken(path, said("errors.no_memory_for_page")) from error
    raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
    raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_ANNOT)
    painted: Pillow.Image = bitmap.to_pil().convert("RGB")  # a copy of its own
    bitmap.close()
    return painted


def _open(path: Path) -> Document:
    try:
        check_readable(path)
    except OSError as error:
        raise unreadable(path, error) from error
    found = raw.FPDF_LoadDocument(str(path).encode("utf-8", "surrogateescape"), None)
    if not found:
        raise _refused(path)
    if raw.FPDF_GetPageCount(found) < 1:
        raw.FPDF_CloseDocument(found)
        raise _broken(path, said("errors.pdf_has_no_pages"))
    document = pdfium.PdfDocument(found)
    if document.get_formtype() == raw.FORMTYPE_XFA_FULL:
        document.close()
        raise _broken(
            path,
            said("errors.pdf_is_a_form"),
            said("errors.print_to_a_new_pdf"),
        )
    return document


def _refused(path: Path) -> UnreadableFile:
    """Why pdfium would not open a file, by its last error."""
    if raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return _broken(
            path,
            said("errors.pdf_is_locked"),
            said("errors.save_without_password"),
        )
    return _broken(path, said("errors.pdf_is_broken"))


def _pictures(page: Page) -> Iterator[tuple[float, int]]:
    """Area in square points, and pixels, of each picture on a page."""
    for n in range(raw.FPDFPage_CountObjects(page)):
        yield from _within(raw.FPDFPage_GetObject(page, n), 1.0, _DEPTH)


def _within(found: Any, scale: float, depth: int) -> Iterator[tuple[float, int]]:
    """The pictures of an object, which is one or a form that holds some; areas grow by `scale`."""
    kind = raw.FPDFPageObj_GetType(found)
    if kind not in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM) or not depth:
        return
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(found, matrix):
        return
    scale *= abs(matrix.a * matrix.d - matrix.b * matrix.c)  # a picture is one unit square
    if kind == raw.FPDF_PAGEOBJ_FORM:
        for n in range(raw.FPDFFormObj_CountObjects(found)):
            yield from _within(raw.FPDFFormObj_GetObject(found, n), scale, depth - 1)
        return
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    if raw.FPDFImageObj_GetImagePixelSize(found, wide, high) and scale > 0:
        yield scale, wide.value * high.value


def _broken(path: Path, what: str, advice: str = "") -> UnreadableFile:
    return UnreadableFile(
        what,
        where=str(path),
        safe=said("errors.nothing_was_changed"),
        advice=advice or said("errors.save_pdf_anew"),
    )
