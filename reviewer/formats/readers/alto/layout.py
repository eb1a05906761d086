"""The layout of an ALTO page: its lines in reading order, and what its blocks are.

Sources: the schemas of versions 2.1, 3.1 and 4.4 and their documentation; version 1 differs in
its namespace alone, as far as text goes.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from lxml import etree

from reviewer.core.geometry import Box, Points
from reviewer.core.model import Image, Role
from reviewer.formats.binding import (
    Scale,
    SourceBlock,
    SourceLine,
    SourceWord,
    blocks_around,
    number,
    scale_to,
)
from reviewer.formats.readers.alto.order import in_reading_order
from reviewer.formats.readers.alto.words import with_hyphen, word_of
from reviewer.formats.roles import role_of
from reviewer.formats.xml import local, text_of

_UNITS = {"mm10": 254.0, "inch1200": 1200.0}
"""Units to an inch."""
_USUAL_DPI = 300.0
_LEAST_DPI = 30.0  # nobody reads a picture coarser than that
_DPI = re.compile(
    r"(\d{2,4})\s*(?:dpi|ppi)\b|\b(?:dpi|ppi|resolution)\s*[:=]?\s*(\d{2,4})", re.IGNORECASE
)
_MARGINS = {
    "TopMargin": "header",
    "BottomMargin": "footer",
    "LeftMargin": "margin",
    "RightMargin": "margin",
}
_SPACES = ("TopMargin", "LeftMargin", "PrintSpace", "RightMargin", "BottomMargin")
_PADDED = re.compile(r"0\.0\d")
_NO_KIND = {"", "container", "textblock"}
_TAGS = {"LayoutTag", "StructureTag", "RoleTag", "OtherTag"}
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|nan|inf", re.IGNORECASE)


class AltoFile:
    """An ALTO tree: what all its pages share."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.pages = [one for one in root.iter(etree.Element) if local(one) == "Page"]

    @cached_property
    def unit(self) -> str:
        """The unit of all measures: pixel, mm10 or inch1200."""
        return self._said("MeasurementUnit").lower() or "pixel"

    @cached_property
    def image(self) -> str:
        """The name of the page's picture, where it is given."""
        return self._said("fileName")

    @cached_property
    def resolution(self) -> float | None:
        """Dots per inch of the picture, where the account of its processing speaks of them."""
        for element in self.root:
            if local(element) == "Description":
                found = _DPI.search(" ".join(map(str, element.itertext())))
                said = float(found[1] or found[2]) if found else 0.0
                return said if said >= _LEAST_DPI else None
        return None

    @cached_property
    def language(self) -> str:
        """The first language that a page, a block or a line names; empty where none does."""
        for element in self.root.iter(etree.Element):
            if element.get("CONTENT") is None:
                said = element.get("LANG") or element.get("language")
                if said:
                    return str(said)
        return ""

    @cached_property
    def unpadded(self) -> bool:
        """Whether WC is a nought, a point and the per cent, not filled up to two figures.

        Tesseract 4 and 5 write it so (`TessBaseAPI::GetAltoText`): "0.9" for nine per cent. One
        that writes "0.09" does not.
        """
        return "tesseract" in self._said("softwareName").lower() and not any(
            _PADDED.match(word.get("WC") or "") for word in self.root.iter("{*}String")
        )

    @cached_property
    def ids(self) -> dict[str, etree._Element]:
        """Elements by their ID."""
        return {
            str(identity): element
            for element in self.root.iter(etree.Element)
            if (identity := element.get("ID"))
        }

    def labels(self, element: etree._Element) -> list[str]:
        """What the tags say of an element that say what it is, not what it speaks of."""
        tags = (self.ids.get(name) for name in (element.get("TAGREFS") or "").split())
        found = (tag.get("LABEL") for tag in tags if tag is not None and local(tag) in _TAGS)
        return [str(label) for label in found if label]

    def _said(self, name: str) -> str:
        for element in self.root.iter(etree.Element):
            if local(element) == name:
                return text_of(element).strip()
            if local(element) == "Layout":
                break
        return ""


class AltoPage:
    """A `Page` element; measures are given in pixels of `image`, where the page has one.

    `matches` says that the page is as large as the picture; `remark` what had to be supposed.
    """

    def __init__(self, alto: AltoFile, element: etree._Element, image: Image | None) -> None:
        self.alto = alto
        self.element = element
        self.width = number(element.get("WIDTH"))
        self.height = number(element.get("HEIGHT"))
        self.remark = ""
        per_inch = _UNITS.get(alto.unit)
        dpi = alto.resolution or _USUAL_DPI
        fallback = 1.0 if per_inch is None else dpi / per_inch
        scale = scale_to(image, self.width, self.height, fallback)
        self.matches = scale is not None
        self.scale = scale or Scale(fallback, fallback)
        known = image is not None and self.width > 0 and self.height > 0
        if scale is None:
            self.remark = "its picture has other proportions than the page; places may be wrong."
        elif known and self.scale != Scale() and per_inch is None:
            self.remark = "its picture has another size than the page; places were fitted to it."
        elif not known and per_inch is not None:
            stated = "" if alto.resolution else ", which is a guess"
            self.remark = (
                f"it is measured in {alto.unit}; {dpi:.0f} dots per inch were taken{stated}."
            )

    def lines(self) -> list[SourceLine]:
        """The lines in reading order."""
        spaces = sorted(self.element, key=_rank)
        found = [
            element
            for space in spaces
            for element in space.iter(etree.Element)
            if local(element) == "TextLine"
        ]
        return [self._line(one) for one in in_reading_order(found, self.element, self.alto)]

    def blocks(self, lines: Sequence[SourceLine]) -> dict[etree._Element | None, SourceBlock]:
        """What the elements that hold these lines say of themselves."""
        return blocks_around(lines, self._block)

    def _block(self, element: etree._Element) -> SourceBlock:
        kind, role = "", Role.BODY
        for one in (element, *element.iterancestors()):
            if one is self.element or one is self.alto.root:
                break
            labels = self.alto.labels(one)
            labels += [said for said in [one.get("TYPE") or ""] if said.lower() not in _NO_KIND]
            if labels and not kind:
                kind = next((said for said in labels if role_of(said) != Role.BODY), labels[0])
                role = role_of(kind)
            margin = _MARGINS.get(local(one))
            if margin:
                kind, role = kind or local(one), role if role != Role.BODY else role_of(margin)
        return SourceBlock(kind, role, self._box(element), self._outline(element))

    def _line(self, element: etree._Element) -> SourceLine:
        line = SourceLine(
            element,
            block=element.getparent(),
            box=self._box(element),
            outline=self._outline(element),
        )
        line.baseline = self._baseline(element.get("BASELINE"), line.box)
        labels = self.alto.labels(element)
        line.kind = labels[0] if labels else ""
        line.role = next((role for role in map(role_of, labels) if role != Role.BODY), None)
        for child in element:
            name = local(child)
            if name == "String" and (child.get("CONTENT") or "").strip():
                line.words.append(word_of(child, self._box(child), unpadded=self.alto.unpadded))
            elif name == "String":
                line.blanks.append(child)
            elif name == "HYP":
                _add_hyphen(line, child, self._box(child))
        return line

    def _box(self, element: etree._Element) -> Box | None:
        left, top = number(element.get("HPOS")), number(element.get("VPOS"))
        width, height = number(element.get("WIDTH")), number(element.get("HEIGHT"))
        return self.scale.box(left, top, left + width, top + height)

    def _outline(self, element: etree._Element) -> Points:
        for shape in element:
            if local(shape) == "Shape":
                polygon = next((one for one in shape if local(one) == "Polygon"), None)
                return self._points(polygon.get("POINTS")) if polygon is not None else ()
        return ()

    def _points(self, text: str | None) -> Points:
        found = [float(one) for one in _NUMBER.findall(text or "")]
        return self.scale.points(zip(found[::2], found[1::2], strict=False))

    def _baseline(self, text: str | None, box: Box | None) -> Points:
        """A height, up to version 4.1, or points."""
        found = _NUMBER.findall(text or "")
        if len(found) != 1:
            return self._points(text)
        level = self.scale.points([(0.0, float(found[0]))])
        if not level or box is None:
            return ()
        return (box.left, level[0][1]), (box.right, level[0][1])


def _rank(space: etree._Element) -> int:
    name = local(space)
    return _SPACES.index(name if name in _SPACES else "PrintSpace")


def _add_hyphen(line: SourceLine, element: etree._Element, box: Box | None) -> None:
    if line.words and line.words[-1].hyphen is None:
        line.words[-1] = with_hyphen(line.words[-1], element, box)
    elif (element.get("CONTENT") or "").strip():
        line.words.append(SourceWord(word_of(element, box).piece, element))
