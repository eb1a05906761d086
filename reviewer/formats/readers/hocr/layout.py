"""The layout of an hOCR page: its lines in the order of the file, and what its blocks are.

Source: hOCR 1.2, sections 4 (elements) and 5 (engine-specific ones), and the files of Tesseract 3
to 5, OCRopus, ABBYY's converter and the Internet Archive.
"""

import math
from collections.abc import Iterator, Sequence

from lxml import etree

from reviewer.core.geometry import Box, Points
from reviewer.core.model import Image, Role
from reviewer.formats.binding import (
    Scale,
    SourceBlock,
    SourceLine,
    SourceWord,
    blocks_around,
    scale_to,
)
from reviewer.formats.building import Piece, make_confidence
from reviewer.formats.readers.hocr.properties import edges, numbers, properties
from reviewer.formats.readers.hocr.words import is_word, own_text, word_of
from reviewer.formats.roles import role_of
from reviewer.formats.xml import local

_LINES = frozenset({"ocr_line", "ocrx_line"})
# Tesseract calls a line so that looks like one; elsewhere they are blocks of lines.
_LINES_OR_BLOCKS = frozenset({"ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat"})
_PARAGRAPHS = frozenset({"ocr_par", "ocrx_par"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = (
    _PARAGRAPHS
    | _LINES_OR_BLOCKS
    | frozenset(
        "ocr_carea ocr_column ocrx_block ocr_float ocr_separator ocr_title ocr_author ocr_abstract"
        " ocr_part ocr_chapter ocr_section ocr_subsection ocr_subsubsection ocr_blockquote"
        " ocr_pageno ocr_table".split()
    )
)


def classes(element: etree._Element) -> list[str]:
    """The hOCR classes of an element, in lower case."""
    said = str(element.get("class") or "")
    return [one for one in said.lower().split() if one.startswith(("ocr_", "ocrx_"))]


def is_page(element: etree._Element) -> bool:
    """Whether an element is a page."""
    return "ocr_page" in (element.get("class") or "").lower().split()


def is_plain_line(element: etree._Element) -> bool:
    """Whether an element is a line, and nothing that may be a block as well."""
    return any(one in _LINES for one in classes(element))


def is_line(element: etree._Element) -> bool:
    """Whether an element is a line, and not a block of lines."""
    said = classes(element)
    if any(one in _LINES for one in said):
        return True
    if not any(one in _LINES_OR_BLOCKS for one in said):
        return False
    below = element.iterdescendants(etree.Element)
    return not any(one in _LINES for child in below for one in classes(child))


def page_elements(root: etree._Element) -> list[etree._Element]:
    """The pages of a file; where it marks none, all of it is one."""
    found = [one for one in root.iter(etree.Element) if is_page(one)]
    if found:
        return found
    return [next((one for one in root.iter(etree.Element) if local(one) == "body"), root)]


class HocrPage:
    """An `ocr_page`; places are given in pixels of `image`, where the page has one.

    `matches` says that the page is as large as the picture; `remark` what had to be supposed.
    """

    def __init__(self, element: etree._Element, image: Image | None) -> None:
        self.element = element
        _, _, self.width, self.height = edges(properties(element))
        scale = scale_to(image, self.width, self.height)
        self.matches = scale is not None
        self.scale = scale or Scale()
        self.remark = ""
        if scale is None:
            self.remark = "its picture has other proportions than the page; places may be wrong."
        elif scale != Scale():
            self.remark = "its picture has another size than the page; places were fitted to it."

    def lines(self) -> list[SourceLine]:
        """The lines in the order of the file; those without an element of their own as well."""
        found: dict[etree._Element, list[etree._Element]] = {}
        line: etree._Element | None = None
        inside: set[etree._Element] = set()
        for element in self.element.iter(etree.Element):
            if line is not None and element in inside:
                if is_word(element):
                    found[line].append(element)
                continue
            if is_line(element):
                line, inside = element, set(element.iter(etree.Element))
                found[element] = []
            elif is_word(element):
                parent = element.getparent()
                found.setdefault(self.element if parent is None else parent, []).append(element)
        lines = (self._line(element, words) for element, words in found.items())
        return [one for one in lines if one is not None]

    def blocks(self, lines: Sequence[SourceLine]) -> dict[etree._Element | None, SourceBlock]:
        """What the elements that hold these lines say of themselves."""
        return blocks_around(lines, self._block)

    def _block(self, element: etree._Element) -> SourceBlock:
        """A block, its kind the most telling among its own classes and those around it."""
        kind, role = "", Role.BODY
        for one in (element, *element.iterancestors()):
            if one is self.element:
                break
            for said in classes(one):
                kind = kind or said
                if role == Role.BODY and role_of(said) != Role.BODY:
                    kind, role = said, role_of(said)
        return SourceBlock(kind, role, self._box(edges(properties(element))))

    def _line(self, element: etree._Element, words: list[etree._Element]) -> SourceLine | None:
        said = properties(element)
        box = self._box(edges(said))
        kind = next((one for one in classes(element) if one not in _LINES), "")
        role: Role | None = role_of(kind)
        if local(element).lower() in _HEADINGS or _in_heading(element):
            role = Role.HEADING
        line = SourceLine(
            element,
            block=self._block_of(element, words),
            kind=kind,
            role=None if role == Role.BODY else role,
            box=box,
            baseline=self._baseline(numbers(said.get("baseline")), edges(said)),
            confidence=make_confidence(numbers(said.get("x_wconf") or "nan")[0], 100),
        )
        for one in words:
            word = word_of(one, self._box(edges(properties(one))))
            if word.piece.text:
                line.words.append(word)
            else:
                line.blanks.append(one)
        if words and not line.words:
            return None  # so Tesseract stands for a picture
        self._add_own_text(line)
        return line

    def _add_own_text(self, line: SourceLine) -> None:
        """Text of the line beside its words, or instead of them."""
        if not line.words:
            text = own_text(line.element)
            if text:
                line.words.append(SourceWord(Piece(text, line.box), line.element))
            return
        words = {*(word.element for word in line.words), *line.blanks}
        beside = _outside(line.element, words)
        if any(char.isalnum() for piece in beside for char in piece):
            line.text = own_text(line.element)

    def _block_of(
        self, element: etree._Element, words: Sequence[etree._Element]
    ) -> etree._Element | None:
        """The nearest paragraph around a line, else the nearest other block."""
        holders = (
            element.iterancestors()
            if classes(element) and element not in words and is_line(element)
            else (element, *element.iterancestors())
        )
        nearest: etree._Element | None = None
        for one in holders:
            if one is self.element:
                break
            said = classes(one)
            if any(name in _PARAGRAPHS for name in said):
                return one
            if nearest is None and any(name in _BLOCKS for name in said):
                nearest = one
        return nearest

    def _box(self, given: tuple[float, float, float, float]) -> Box | None:
        return self.scale.box(*given)

    def _baseline(self, given: list[float], around: tuple[float, float, float, float]) -> Points:
        """The slope and the offset from the lower left corner of the line (hOCR 1.2, 6.2)."""
        left, _, right, bottom = around
        if len(given) != 2 or not all(map(math.isfinite, (*given, *around))):
            return ()
        slope, offset = given
        start, end = bottom + offset, bottom + offset + slope * (right - left)
        return self.scale.points(((left, start), (right, end)))


def _in_heading(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent).lower() in _HEADINGS


def _outside(element: etree._Element, words: set[etree._Element]) -> Iterator[str]:
    """The text of a line that stands in none of its words."""
    yield element.text or ""
    for child in element:
        if local(child) and child not in words:
            yield from _outside(child, words)
        yield child.tail or ""
