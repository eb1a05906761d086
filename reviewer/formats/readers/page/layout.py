"""The regions and lines of a PAGE file in reading order: where readers and writers agree.

Line n of a page that was read is the nth of all lines here, so corrected text finds its element.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from reviewer.core.model import Role
from reviewer.core.text import cut_lines
from reviewer.formats.readers.page.custom import values_of
from reviewer.formats.readers.page.order import in_order, is_region, regions_in_order
from reviewer.formats.readers.page.texts import WordPart, sayings, word_part
from reviewer.formats.roles import role_of
from reviewer.formats.xml import local

_BREAKS = re.compile(r"\s*[\r\n\f]\s*")


@dataclass(frozen=True, slots=True)
class LinePart:
    """A line: its TextLine (None where the region speaks for itself) and what stands in it.

    `text` is what the file says of the line as a whole, None where only its words speak.
    """

    element: etree._Element | None
    text: str | None
    words: tuple[WordPart, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class RegionPart:
    """A region with its lines. `spoken` says that they come from the region's own text."""

    element: etree._Element
    kind: str
    lines: tuple[LinePart, ...] = ()
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A Page element; `dangling` counts references of its reading order that lead nowhere."""

    page: etree._Element
    regions: tuple[RegionPart, ...]
    dangling: int = 0
    ns: str = field(default="")

    def lines(self) -> Iterator[tuple[RegionPart, LinePart]]:
        """All lines, each with its region, in reading order."""
        for region in self.regions:
            for line in region.lines:
                yield region, line


def namespace_of(root: etree._Element) -> str:
    """The namespace that the pages of a file are in, in braces; empty where they have none."""
    page = next((one for one in root.iterchildren(etree.Element) if local(one) == "Page"), root)
    tag = str(page.tag)
    return tag[: tag.index("}") + 1] if tag.startswith("{") else ""


def lay_out(page: etree._Element) -> Layout:
    """The layout of a Page element."""
    tag = str(page.tag)
    ns = tag[: -len("Page")]
    regions, dangling = regions_in_order(page, ns)
    return Layout(page, tuple(_region(one, ns) for one in regions), dangling, ns)


def kind_of(element: etree._Element) -> str:
    """What the file calls a region or line: its structure tag, its type, else its element."""
    custom = element.get("custom")
    said = values_of(custom, "structure").get("type", "") if custom else ""
    name = local(element)
    return said or element.get("type", "").strip() or (name if "Text" not in name else "")


def line_role(element: etree._Element) -> Role | None:
    """The role of a line that has a type of its own; None where the region decides."""
    kind = kind_of(element)
    role = role_of(kind)
    return role if role is not Role.BODY or kind.lower() in ("body", "paragraph") else None


def _region(element: etree._Element, ns: str) -> RegionPart:
    lines = tuple(_line(one, ns) for one in in_order(element.iterchildren(f"{ns}TextLine")))
    kind = kind_of(element)
    if any(line.text or line.words for line in lines) or _nested_text(element, ns):
        return RegionPart(element, kind, lines)
    said = sayings(element, ns)
    own = [content for content, _ in cut_lines(said[0].text.strip("\r\n"))] if said else []
    if len(own) == len(lines):  # the region says what its lines only show
        told = [LinePart(line.element, text) for line, text in zip(lines, own, strict=True)]
        return RegionPart(element, kind, tuple(told))
    if own:
        return RegionPart(element, kind, tuple(LinePart(None, text) for text in own), spoken=True)
    return RegionPart(element, kind, lines)


def _line(element: etree._Element, ns: str) -> LinePart:
    words = tuple(word_part(word, ns) for word in element.iterchildren(f"{ns}Word"))
    said = sayings(element, ns)
    text = _BREAKS.sub(" ", said[0].text.strip("\r\n")) if said else ""
    told = text if text.strip() or not any(word.text for word in words) else None
    return LinePart(element, told, words, said[0].confidence if said else None)


def _nested_text(region: etree._Element, ns: str) -> bool:
    """Whether regions inside speak, so that the region's own text only repeats them."""
    inside = (one for one in region.iterchildren(etree.Element) if is_region(one))
    return any(text.text for one in inside for text in one.iter(f"{ns}Unicode", f"{ns}PlainText"))
