"""The OCR layer of our own archival files (ENCODING.md, sections 4 and 8): the text as imported.

Lines, line ends and pages come back character for character; zones, words and confidences where
the file has them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lxml import etree

from reviewer.core.model import Line, Page
from reviewer.formats.building import PageBuilder, Piece, make_confidence
from reviewer.formats.readers.tei.facsimile import Facsimile, Surface, Zone
from reviewer.formats.readers.tei.remainder import completed
from reviewer.formats.roles import role_of
from reviewer.formats.words import LINE_ENDS
from reviewer.formats.xml import local, tei, text_of


def is_own(root: etree._Element) -> bool:
    """Whether a TEI element is an archival file of ours."""
    declared = root.find(f"{tei('teiHeader')}//{tei('editorialDecl')}[@n='archival']")
    return declared is not None and root.find(f"{tei('sourceDoc')}[@n='ocr']") is not None


def read_layer(
    root: etree._Element,
    facsimile: Facsimile,
    said: Mapping[int, Mapping[str, Any]] | None = None,
) -> Iterator[Page]:
    """The pages of the OCR layer.

    `said` is what has to be added to pages, by their number (`remainder`), where the file tells of
    the files that pages were read from; None: they count as read from this one.
    """
    for number, surface in enumerate(surfaces(root), start=1):
        page = native_page(surface, number, facsimile)
        if said is None:
            page = replace(page, file=facsimile.path.name, place=number - 1)
        elif number in said:
            page = completed(page, said[number])
        yield page


def surfaces(root: etree._Element) -> Iterator[etree._Element]:
    """The surfaces of the OCR layer, one a page."""
    return root.iterfind(f"{tei('sourceDoc')}[@n='ocr']/{tei('surface')}")


def native_page(element: etree._Element, number: int, facsimile: Facsimile) -> Page:
    """The page of a surface as its elements alone give it."""
    path = facsimile.path
    home = facsimile.surface(element.get("corresp", ""))
    width, height = home.size if home else (0, 0)
    builder = PageBuilder(facsimile.remarks, f"{path.name}, page {number}", width, height)
    regions = _add_regions(home, builder)
    lines = [one for one in element.iter() if local(one) == "line"]
    for line in lines:
        zone = facsimile.zone(line.get("facs", ""))
        region = zone.region if zone else None
        builder.add_line(
            list(_pieces(line, facsimile)),
            text=text_of(line),
            region=regions.get(id(region)) if region else None,
            box=zone.box if zone else None,
            outline=zone.outline if zone else (),
            baseline=zone.baseline if zone else (),
            confidence=_degree(line),
        )
    label = " ".join(element.get("n", "").split())
    page = builder.make(
        number,
        label="" if label == str(number) else label,  # the number stands where there was no label
        image=home.image if home else None,
    )
    form_feed = element.get("rend") == "formfeed"
    return replace(page, lines=_ended(page.lines, lines, form_feed))


def _add_regions(home: Surface | None, builder: PageBuilder) -> dict[int, int]:
    """Numbers of the regions by the identity of their zones."""
    zones: list[Zone] = [zone for zone in home.zones if zone.kind == "region"] if home else []
    return {
        id(zone): builder.add_region(zone.subtype, role_of(zone.subtype), zone.box, zone.outline)
        for zone in zones
    }


def _ended(
    lines: tuple[Line, ...], elements: list[etree._Element], form_feed: bool
) -> tuple[Line, ...]:
    """The lines with the ends that they had (see `formats.writers.tei.source`)."""
    ends = [LINE_ENDS.get(element.get("rend", ""), "\n") for element in elements[:-1]] + [""]
    made = [replace(line, end=end) for line, end in zip(lines, ends, strict=False)]
    if len(made) > 1 and not made[-1].text and not made[-2].end.endswith("\f"):
        made.pop()  # it only said that the line before it ended
    if made and form_feed:
        made[-1] = replace(made[-1], end=made[-1].end + "\f")
    if len(made) == 1 and not made[0].text and not made[0].end:
        made = []
    return tuple(made)


def _pieces(line: etree._Element, facsimile: Facsimile) -> Iterator[Piece]:
    for word in line.iter(tei("w")):
        zone = facsimile.zone(word.get("facs", ""))
        yield Piece(text_of(word), zone.box if zone else None, _degree(word))


def _degree(element: etree._Element) -> float | None:
    """How sure the OCR engine was of an element, as its `certainty` says."""
    found = element.find(f"{tei('certainty')}[@locus='value']")
    try:
        return make_confidence(float(found.get("degree", ""))) if found is not None else None
    except ValueError:
        return None
