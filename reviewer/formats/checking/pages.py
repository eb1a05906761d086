"""Pages and pictures: rectangles that are none, pictures of another size, pages left out."""

import math
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from reviewer.core.errors import ReviewerError
from reviewer.formats.checking.found import Found, called, found
from reviewer.formats.images import measure
from reviewer.formats.xml import XML_ID, local, tei

_CORNERS = ("ulx", "uly", "lrx", "lry")
_Box = tuple[float, float, float, float]


def check_coordinates(root: etree._Element) -> Iterator[Found]:
    """Rectangles and outlines that are none, or lie beside their picture."""
    for surface in root.iter(tei("surface")):
        within = _box(surface)
        for element in surface.iter(tei("surface"), tei("zone"), tei("path")):
            given = [element.get(name) for name in _CORNERS]
            box = _box(element)
            if any(value is not None for value in given) and box is None:
                yield found(element, "rectangle", name=called(element))
                continue
            points = _points(element)
            least = 2 if local(element) == "path" else 3
            if element.get("points") is not None and len(points) < least:
                yield found(element, "outline", name=called(element))
                continue
            if within and element is not surface and _outside(box, points, within):
                yield found(element, "outside", severe=False, name=called(element))


def _box(element: etree._Element) -> _Box | None:
    try:
        left, top, right, bottom = (float(element.get(name, "nan")) for name in _CORNERS)
    except ValueError:
        return None
    # Written so that NaN, which compares to nothing, fails.
    return (left, top, right, bottom) if 0 <= left <= right and 0 <= top <= bottom else None


def _points(element: etree._Element) -> list[tuple[float, float]]:
    """The corners of an outline; none where one of them is no pair of numbers."""
    made = []
    for pair in element.get("points", "").split():
        x, _, y = pair.partition(",")
        try:
            point = float(x), float(y)
        except ValueError:
            return []
        if not all(math.isfinite(value) and value >= 0 for value in point):
            return []
        made.append(point)
    return made


def _outside(box: _Box | None, points: list[tuple[float, float]], within: _Box) -> bool:
    corners = [*points, *([box[:2], box[2:]] if box else [])]
    left, top, right, bottom = within
    return any(not (left <= x <= right and top <= y <= bottom) for x, y in corners)


def check_pages(root: etree._Element) -> Iterator[Found]:
    """Pages that have a picture or a transcript, but do not begin anywhere in the text."""
    text = root.find(tei("text"))
    if text is None:
        return
    beginnings = [one.get("facs", "") for one in text.iter(tei("pb"))]
    pointed = {target for facs in beginnings for target in facs.split()}
    for surface in root.iterfind(f"{tei('facsimile')}/{tei('surface')}"):
        identity = surface.get(XML_ID)
        if identity and pointed and f"#{identity}" not in pointed:
            yield found(surface, "no_beginning", page=surface.get("n", identity))
    layer = root.findall(f"{tei('sourceDoc')}/{tei('surface')}")
    if len(layer) > len(beginnings):
        yield found(text, "page_count", pages=len(layer), beginnings=len(beginnings))


def check_images(root: etree._Element, folder: Path) -> Iterator[Found]:
    """Pictures beside the file that have another size than it says."""
    for surface in root.iterfind(f"{tei('facsimile')}/{tei('surface')}"):
        graphic = surface.find(tei("graphic"))
        box = _box(surface)
        parts = urlsplit(graphic.get("url", "")) if graphic is not None else None
        if graphic is None or box is None or parts is None or parts.scheme or parts.fragment:
            continue
        path = folder / unquote(parts.path, errors="surrogateescape")
        if not parts.path or not path.is_file():
            continue
        try:
            image = measure(path)
        except ReviewerError:
            yield found(graphic, "picture_broken", severe=False, file=path.name)
            continue
        if (image.width, image.height) != (box[2], box[3]):
            yield found(
                graphic,
                "picture_size",
                severe=False,
                file=path.name,
                width=image.width,
                height=image.height,
            )
