"""Reads PAGE XML of any version from 2010-03-19 to 2019-07-15."""

import mimetypes
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from reviewer.core.errors import UnreadableFile
from reviewer.core.messages import said
from reviewer.core.model import Image, NewDocument, Page
from reviewer.core.ports import Holds, Sniff
from reviewer.formats import images
from reviewer.formats.building import FARTHEST, PageBuilder, Piece
from reviewer.formats.naming import find_image, language_code, root_name
from reviewer.formats.origins import both_of, read_whole, title_of
from reviewer.formats.readers.page.coords import Surveyor
from reviewer.formats.readers.page.custom import values_of
from reviewer.formats.readers.page.layout import Layout, LinePart, lay_out, line_role
from reviewer.formats.roles import role_of
from reviewer.formats.xml import line_of, local, parse_bytes

_LANGUAGES = ("primaryLanguage", "language", "secondaryLanguage")


class PageXmlReader:
    """Reads PAGE XML: regions, lines, words, their places, confidences and alternatives."""

    name = "page"
    holds = Holds.PAGES

    def sniff(self, path: Path, head: bytes) -> Sniff:
        """Sure of any file whose root is PcGts, whatever its namespace."""
        found = root_name(head)
        if found != "PcGts":
            return Sniff(0.0, "its root is not PcGts, as that of PAGE XML is")
        return Sniff(1.0, "its root is PcGts, as that of PAGE XML is")

    def read(self, path: Path) -> NewDocument:
        """Read the file: its pages (one, by the schema) and, behind them, the file itself."""
        content = read_whole(path)
        root = parse_bytes(content, str(path))
        pages = [one for one in root.iterchildren(etree.Element) if local(one) == "Page"]
        if local(root) != "PcGts" or not pages:
            raise UnreadableFile(
                said("errors.this_is_no_page_xml", root=local(root)),
                where=said("errors.at_line", path=str(path), line=line_of(root)),
                safe=said("errors.nothing_was_imported"),
                advice=said("errors.make_anew"),
            )
        origin, original = both_of(path, content, self.name, _encoding(root))
        remarks: list[str] = []
        return NewDocument(
            title_of(path),
            origin,
            _pages(path, pages, remarks),
            _language(root) or "en",
            originals=(original,),
            remarks=remarks,
        )


def _pages(path: Path, pages: list[etree._Element], remarks: list[str]) -> Iterator[Page]:
    for place, element in enumerate(pages):
        yield _Survey(path, lay_out(element), remarks).make(place)


class _Survey:
    """Makes a page of a layout."""

    def __init__(self, path: Path, layout: Layout, remarks: list[str]) -> None:
        self._path = path
        self._layout = layout
        self._remarks = remarks
        self._surveyor = Surveyor(layout.ns)

    def make(self, place: int) -> Page:
        """The page, which is number `place` of its file."""
        path, element = self._path, self._layout.page
        image = self._image()
        stated = _size(element)
        width, height = stated or ((image.width, image.height) if image else (0, 0))
        builder = PageBuilder(self._remarks, path.name, width, height)
        for part in self._layout.regions:
            box, outline = self._surveyor.shape(part.element)
            number = builder.add_region(part.kind, role_of(part.kind), box, outline)
            for line in part.lines:
                self._add(line, builder, number)
        if self._layout.dangling:
            self._remark(f"{self._layout.dangling} references of the reading order lead nowhere.")
        if self._surveyor.nonsense:
            self._remark(
                f"{self._surveyor.nonsense} coordinates are no numbers; they were left out."
            )
        return builder.make(
            place + 1, label=_label(element), image=image, file=path.name, place=place
        )

    def _add(self, line: LinePart, builder: PageBuilder, region: int) -> None:
        pieces = [
            Piece(
                word.text,
                None if word.coords is None else self._surveyor.box(word.coords),
                word.confidence,
                word.alternatives,
            )
            for word in line.words
            if word.text
        ]
        if line.element is None:
            builder.add_line(pieces, text=line.text, region=region)
            return
        box, outline = self._surveyor.shape(line.element)
        baseline = line.element.find(f"{self._layout.ns}Baseline")
        builder.add_line(
            pieces,
            text=line.text,
            region=region,
            role=line_role(line.element),
            box=box,
            outline=outline,
            baseline=() if baseline is None else self._surveyor.points(baseline),
            confidence=line.confidence,
        )

    def _image(self) -> Image | None:
        """The page's picture: the real one where it is found, else the one that is named."""
        named = self._layout.page.get("imageFilename", "").strip()
        found = find_image(self._path, named) if named else None
        if found is None:
            found = images.image_of(self._path, 1, images.siblings(self._path.absolute()))
        image = images.measured(found)
        stated = _size(self._layout.page)
        if image is not None:
            if stated and stated != (image.width, image.height):
                real = f"{image.width} × {image.height} pixels"
                self._remark(
                    f"the picture {Path(image.path).name} has {real}, but the file says "
                    f"{stated[0]} × {stated[1]}; places may not fit."
                )
            return image
        if not named or stated is None:
            return None
        foreign = re.match(r"[A-Za-z]+:|[/\\]", named) or "\\" in named
        name = re.split(r"[/\\]", named)[-1] if foreign else named
        kind = mimetypes.guess_type(name)[0] or ""
        mime = kind if kind.startswith("image/") else "image/jpeg"
        return Image(str(self._path.absolute().parent / name), *stated, mime)

    def _remark(self, text: str) -> None:
        self._remarks.append(f"{self._path.name}: {text}")


def _size(page: etree._Element) -> tuple[int, int] | None:
    try:
        width, height = (float(page.get(name, "")) for name in ("imageWidth", "imageHeight"))
    except ValueError:
        return None
    if not (1 <= width <= FARTHEST and 1 <= height <= FARTHEST):
        return None
    return round(width), round(height)


def _label(page: etree._Element) -> str:
    """The page's number in its volume, which Transkribus notes in the metadata."""
    root = page.getroottree().getroot()
    for element in root.iter("{*}TranskribusMetadata"):
        return element.get("pageNr", "")
    return ""


def _language(root: etree._Element) -> str:
    """The language that most elements name; that of the page as a whole goes first."""
    found: Counter[str] = Counter()
    for element in root.iter("{*}Page", "{*}TextRegion", "{*}TableCell", "{*}TextLine", "{*}Word"):
        code = _said_language(element)
        if code and local(element) == "Page":
            return code
        if code:
            found[code] += 1
    return found.most_common(1)[0][0] if found else ""


def _said_language(element: etree._Element) -> str:
    given = next((value for name in _LANGUAGES if (value := element.get(name))), "")
    if not given and (custom := element.get("custom")) and "language" in custom.lower():
        values = values_of(custom, "language")
        given = next((value for value in values.values() if language_code(value)), "")
    return language_code(given) if given else ""


def _encoding(root: etree._Element) -> str:
    return (root.getroottree().docinfo.encoding or "utf-8").lower()
