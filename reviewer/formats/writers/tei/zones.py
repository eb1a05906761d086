"""The facsimile: a surface for each page with a picture, and zones for what lies where on it.

Regions hold lines, lines hold words (ENCODING.md, section 4; TEI Guidelines 12.1 PHFAX). The
documentary profile has zones down to lines, the archival one down to words, the reading profile
the pictures alone. A baseline is a `path` in the zone of its line.
"""

from pathlib import PurePath, PureWindowsPath
from urllib.parse import quote

from reviewer.core.geometry import Box, Points, bounds
from reviewer.core.model import Image, Line, Page, Region
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.names import slugged
from reviewer.formats.writers.tei.nodes import Outline, element

_CORNERS = 3  # points that a polygon has at least, by the Guidelines


def surface_id(page: Page, context: Context) -> str:
    """The id of the facsimile of a page."""
    return context.ids.make("f", page.number)


def label(page: Page) -> str:
    """What a page is called: its label in the source, else its number."""
    return " ".join(page.label.split()) or str(page.number)


def line_zone(page: Page, n: int, context: Context) -> str:
    """`#id` of the zone of line `n`; empty where it has none in this profile."""
    if (
        context.reading
        or page.image is None
        or not _shape(page.lines[n].box, page.lines[n].outline)
    ):
        return ""
    return f"#{_id(page, 'l', n, context)}"


def region_zone(page: Page, n: int, context: Context) -> str:
    """`#id` of the zone of region `n`; empty where it has none in this profile."""
    if context.reading or page.image is None:
        return ""
    region = page.regions[n]
    return f"#{_id(page, 'r', n, context)}" if _shape(region.box, region.outline) else ""


def word_zone(page: Page, n: int, context: Context) -> str:
    """`#id` of the zone of token `n`; empty where it has none in this profile."""
    if not context.archival or page.image is None or page.tokens[n].box is None:
        return ""
    return f"#{_id(page, 'w', n, context)}"


def write_facsimile(page: Page, outline: Outline, context: Context) -> bool:
    """Write the surface of a page; False, and nothing, where the page has no picture."""
    image = page.image
    if image is None:
        return False
    outline.begin(
        "surface",
        xml_id=surface_id(page, context),
        n=label(page),
        ulx="0",
        uly="0",
        lrx=str(image.width),
        lry=str(image.height),
    )
    outline.put(
        element(
            "graphic",
            url=_url(image),
            mimeType=image.mime,
            width=f"{image.width}px",
            height=f"{image.height}px",
        )
    )
    if not context.reading:
        _write_zones(page, outline, context)
    outline.end()
    return True


def _write_zones(page: Page, outline: Outline, context: Context) -> None:
    for region in page.regions:
        lines = [line for line in page.lines if line.region == region.n]
        if not region_zone(page, region.n, context):
            _write_lines(page, lines, outline, context)
            continue
        outline.begin(
            "zone",
            xml_id=_id(page, "r", region.n, context),
            type="region",
            subtype=_subtype(region),
            **_shape(region.box, region.outline),
        )
        _write_lines(page, lines, outline, context)
        outline.end()
    known = {region.n for region in page.regions}
    alone = [line for line in page.lines if line.region not in known]
    _write_lines(page, alone, outline, context)


def _write_lines(page: Page, lines: list[Line], outline: Outline, context: Context) -> None:
    for line in lines:
        shape = _shape(line.box, line.outline)
        if shape:
            identity = _id(page, "l", line.n, context)
            outline.begin("zone", xml_id=identity, type="line", **shape)
            if len(line.baseline) > 1:
                outline.put(element("path", type="baseline", points=_points(line.baseline)))
        for token in line.tokens if context.archival else ():
            if token.box:
                identity = _id(page, "w", token.n, context)
                corners = _corners(token.box)
                outline.put(element("zone", xml_id=identity, type="word", **corners))
        if shape:
            outline.end()


def _id(page: Page, kind: str, n: int, context: Context) -> str:
    return context.ids.make("f", f"{page.number}-{kind}{n + 1}")


def _subtype(region: Region) -> str:
    return slugged(region.kind)


def _shape(box: Box | None, outline: Points) -> dict[str, str]:
    """Coordinates of a zone: its polygon, and its rectangle where that says something else."""
    if len(outline) < _CORNERS:
        return _corners(box) if box else {}
    polygon = {"points": _points(outline)}
    return polygon if box is None or box == bounds(outline) else polygon | _corners(box)


def _corners(box: Box) -> dict[str, str]:
    # Where a page's size is not known its boxes may begin outside of it, and TEI counts from 0.
    return {
        "ulx": str(max(box.left, 0)),
        "uly": str(max(box.top, 0)),
        "lrx": str(max(box.right, 0)),
        "lry": str(max(box.bottom, 0)),
    }


def _points(points: Points) -> str:
    return " ".join(f"{max(x, 0)},{max(y, 0)}" for x, y in points)


def _url(image: Image) -> str:
    """The image as a relative URL; of an absolute path the name alone, as the rest is local.

    A page of a file that holds several is named by a fragment (RFC 8118, section 3). Bytes of a
    name that are no UTF-8 stay these bytes, so that the file is found by them.
    """
    path = PurePath(image.path)
    whole = PureWindowsPath(image.path)
    name = whole.name if path.is_absolute() or whole.drive else whole.as_posix()
    fragment = f"#page={image.frame + 1}" if image.frame else ""
    return quote(name, errors="surrogateescape") + fragment
