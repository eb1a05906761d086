"""ABBYY FineReader XML, versions 6 to 15: blocks, tables, lines, letters with their doubts.

Rules, where the format (FineReader10-schema-v1.xsd) leaves a choice:
- A word's confidence is the mean of its letters' `charConfidence`, which runs to 100. Where a page
  has none of these but marks letters `suspicious`, it is the share of letters that are not.
- FineReader writes the hyphen that parts a word at the end of a line as U+00AC: it becomes "-".
- Boxes of words are the union of their letters'. Files without letters have boxes of lines alone.
- Blocks come in the order of the file, tables row by row, and every block is a region.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import groupby
from pathlib import Path

from lxml import etree

from reviewer.core.errors import UnreadableFile
from reviewer.core.geometry import Box, Points, around
from reviewer.core.messages import said
from reviewer.core.model import Alternative, Image, NewDocument, Original, Page
from reviewer.core.ports import Holds, Sniff
from reviewer.formats.building import (
    FARTHEST,
    PageBuilder,
    Piece,
    make_box,
    make_confidence,
    make_points,
)
from reviewer.formats.images import image_of, measured, siblings
from reviewer.formats.naming import language_code
from reviewer.formats.origins import origin_of, title_of
from reviewer.formats.roles import role_of
from reviewer.formats.xml import line_of, local, parse

_NAMESPACE = re.compile(rb"abbyy\.com/FineReader_xml/", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:\w+:)?document[\s>]")
_HYPHEN = "\u00ac"
_SIDES = ("width", "height")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")  # FineReader says "EnglishUnitedStates"
_KINDS = {"rt": "running-title", "garb": "noise"}  # paragraph roles that are cut short
_HOLDERS = ("pageSection", "pageStream")
_YES = frozenset({"1", "true"})
_MOST = 5  # alternatives of a word
_TURNED = "RotatedClockwise RotatedCounterclockwise RotatedUpsidedown".split()


@dataclass(slots=True)
class _Letter:
    """A letter (or several that one element holds), and what the file says of it."""

    text: str
    box: Box | None = None
    confidence: float | None = None
    suspicious: bool = False
    variants: Sequence[Alternative] = ()
    words: Sequence[Alternative] = ()  # other readings of the word that begins here


class _Measure(Enum):
    """By what a page tells how sure its words are."""

    NOTHING = auto()
    SUSPICION = auto()
    CONFIDENCE = auto()


@dataclass
class _Leaf:
    """A page in the making; `kinds` are the roles of the file's paragraph styles."""

    builder: PageBuilder
    kinds: Mapping[str, str]
    measure: _Measure


@dataclass
class _Volume:
    """What holds for all pages of a file."""

    path: Path
    kinds: Mapping[str, str]
    beside: Sequence[Path]
    remarks: list[str] = field(default_factory=list)


class AbbyyReader:
    """Reads FineReader's XML, whatever version its namespace names."""

    name = "abbyy"
    holds = Holds.DOCUMENT

    def sniff(self, path: Path, head: bytes) -> Sniff:
        """Sure where the namespace is FineReader's."""
        if _NAMESPACE.search(head.replace(b"\0", b"")):
            return Sniff(1.0, "its namespace is that of ABBYY FineReader")
        if _ROOT.search(head) and b"<charParams" in head:
            return Sniff(0.8, "it has letters as ABBYY FineReader writes them")
        return Sniff(0.0, "it does not name the namespace of ABBYY FineReader")

    def read(self, path: Path) -> NewDocument:
        """Read the file. Raises UnreadableFile naming file, line and reason."""
        path = path.absolute()
        origin = origin_of(path, self.name)
        root = parse(path).getroot()
        pages = list(root.iterchildren("{*}page"))
        if not pages:
            raise UnreadableFile(
                said("errors.the_file_holds_no_pages"),
                where=said("errors.at_line", path=str(path), line=line_of(root)),
                safe=said("errors.nothing_was_imported"),
                advice=said("errors.export_it_from_finereader_as_xml"),
            )
        styles = root.iter("{*}paragraphStyle")
        kinds = {one.get("id", ""): one.get("role", "") for one in styles}
        volume = _Volume(path, kinds, siblings(path))
        return NewDocument(
            title_of(path),
            origin,
            _pages(pages, volume),
            language=_language(root) or "en",
            originals=(Original(path.name, origin.sha256, self.name),),
            remarks=volume.remarks,
        )


def _language(root: etree._Element) -> str:
    """The language that the file names, else that of most of its stretches."""
    stretches = (one.get("lang", "") for one in root.iter("{*}formatting"))
    usual = (name for name, _ in Counter(stretches).most_common())
    named = (root.get("mainLanguage", ""), *root.get("languages", "").split(","), *usual)
    codes = (language_code(_CAMEL.sub(" ", name.strip())) for name in named if name.strip())
    return next((code for code in codes if code), "")


def _pages(pages: list[etree._Element], volume: _Volume) -> Iterator[Page]:
    for number, page in enumerate(pages, start=1):
        yield _page(page, number, volume)
        page.clear()  # a volume's letters are many


def _page(page: etree._Element, number: int, volume: _Volume) -> Page:
    width, height = (round(min(max(0, _number(page, s) or 0), FARTHEST)) for s in _SIDES)
    where = f"{volume.path.name}, page {number}"
    builder = PageBuilder(volume.remarks, where, width, height)
    leaf = _Leaf(builder, volume.kinds, _measure(page))
    for block in _blocks(page):
        _add_block(block, leaf)
    image = measured(image_of(volume.path, number, volume.beside))
    if image and (width, height) != (image.width, image.height):
        volume.remarks.append(_misfit(where, page, image, width, height))
    return builder.make(number, image=image, file=volume.path.name, place=number - 1)


def _measure(page: etree._Element) -> _Measure:
    letters = list(page.iter("{*}charParams"))
    if any("charConfidence" in one.attrib for one in letters):
        return _Measure.CONFIDENCE
    if any(one.get("suspicious") in _YES for one in letters):
        return _Measure.SUSPICION
    return _Measure.NOTHING


def _misfit(where: str, page: etree._Element, image: Image, width: int, height: int) -> str:
    turned = "turned and " if page.get("rotation") in _TURNED else ""
    return (
        f"{where}: FineReader {turned}measured the page as {width} × {height} pixels, the picture "
        f"has {image.width} × {image.height}; the boxes were kept as they are."
    )


def _blocks(page: etree._Element) -> Iterator[etree._Element]:
    """The blocks of a page; some files of version 10 have sections of page elements instead."""
    found = list(page.iterchildren("{*}block"))
    if not any(True for block in found for _ in block.iter("{*}line")):
        sections = (child for child in page if local(child) in _HOLDERS)
        found += [one for part in sections for one in part.iter("{*}pageElement")]
    return iter(found)


def _add_block(block: etree._Element, leaf: _Leaf) -> None:
    builder = leaf.builder
    kind = block.get("blockType", "") or next((local(child) for child in block if local(child)), "")
    rects = (_box(one) for one in block.iter("{*}rect"))
    region = builder.add_region(kind, role_of(kind), _box(block) or around(rects))
    for paragraph in block.iter("{*}par"):
        said = leaf.kinds.get(paragraph.get("style", ""), "")
        role = role_of(_KINDS.get(said, said))
        for line in paragraph.iterchildren("{*}line"):
            letters = list(_letters(line, builder))
            _show_hyphen(letters)
            builder.add_line(
                list(_pieces(letters, leaf.measure)),
                text="".join(letter.text for letter in letters),
                region=region,
                role=role,
                box=_box(line),
                baseline=_baseline(line),
            )


def _show_hyphen(letters: Sequence[_Letter]) -> None:
    last = next((letter for letter in reversed(letters) if not letter.text.isspace()), None)
    if last is not None and last.text == _HYPHEN:
        last.text = "-"


def _letters(line: etree._Element, builder: PageBuilder) -> Iterator[_Letter]:
    for stretch in line.iterchildren("{*}formatting"):
        inner = list(stretch.iterchildren("{*}charParams", "{*}wordRecVariants"))
        if stretch.get("base64encoded") in _YES:
            builder.remarks.append(
                f"{builder.where}: the text on line {line_of(stretch)} of the file is encoded "
                "(base64); it was left as it stands."
            )
        if not inner:
            yield from (_Letter(char) for char in stretch.text or "")
        words: list[Alternative] = []
        for child in inner:
            if local(child) == "wordRecVariants":
                words = [_word(one) for one in child.iterchildren("{*}wordRecVariant")]
            else:
                yield _letter(child, words)
                words = []


def _letter(element: etree._Element, words: Sequence[Alternative] = ()) -> _Letter:
    # What the file took for other readings stands before the letter itself; a formatting program
    # may have made an empty element of a blank.
    text, variants = element.text or "", []
    if len(element):
        text += "".join(child.tail or "" for child in element)
        variants = [
            Alternative((one.text or "").strip(), _confidence(one))
            for one in element.iter("{*}charRecVariant")
            if (one.text or "").strip()
        ]
    return _Letter(
        (text.strip() or " ") if element.get("l") else text,
        _box(element),
        _confidence(element),
        element.get("suspicious") in _YES,
        variants,
        words,
    )


def _word(variant: etree._Element) -> Alternative:
    holder = next(variant.iterchildren("{*}variantText"), variant)
    inner = [_letter(one) for one in holder.iterchildren("{*}charParams")]
    text = "".join(letter.text for letter in inner) if inner else holder.text or ""
    return Alternative(text.strip(), _mean(inner))


def _pieces(letters: Sequence[_Letter], measure: _Measure) -> Iterator[Piece]:
    """The words of a line, cut at its blanks."""
    for blank, group in groupby(letters, lambda letter: letter.text.isspace()):
        if blank:
            continue
        word = list(group)
        confidence = _mean(word) if measure is _Measure.CONFIDENCE else None
        if measure is _Measure.SUSPICION:
            confidence = round(sum(not one.suspicious for one in word) / len(word), 4)
        text = "".join(letter.text for letter in word)
        box = around(letter.box for letter in word)
        yield Piece(text, box, confidence, _alternatives(text, word))


def _alternatives(text: str, word: Sequence[_Letter]) -> tuple[Alternative, ...]:
    """The other readings of a word, those of the whole word first; of letters the surest first."""
    whole = [one for letter in word for one in letter.words]
    parts = [
        Alternative(
            "".join(variant.text if n == at else one.text for n, one in enumerate(word)),
            variant.confidence,
        )
        for at, letter in enumerate(word)
        for variant in letter.variants
    ]
    parts.sort(key=lambda one: -(one.confidence or 0))
    found = {one.text: one for one in reversed(whole + parts) if one.text and one.text != text}
    return tuple(reversed(found.values()))[:_MOST]


def _mean(word: Sequence[_Letter]) -> float | None:
    known = [letter.confidence for letter in word if letter.confidence is not None]
    return round(sum(known) / len(known), 4) if known else None


def _confidence(element: etree._Element) -> float | None:
    said = element.get("charConfidence")
    if said is None:
        return None
    value = _number(element, "charConfidence")
    return None if value is None else make_confidence(value, 100)


def _box(element: etree._Element) -> Box | None:
    try:
        left, top, right, bottom = (float(element.attrib[side]) for side in "ltrb")
    except (KeyError, ValueError):
        return None
    return make_box(left, top, right, bottom)


def _baseline(line: etree._Element) -> Points:
    height, box = _number(line, "baseline"), _box(line)
    if height is None or box is None:
        return ()
    return make_points(((box.left, height), (box.right, height)))


def _number(element: etree._Element, name: str) -> float | None:
    try:
        value = float(element.get(name, ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
