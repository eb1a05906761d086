"""The facsimile of a TEI file: its surfaces with their pictures, and the zones on them."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from reviewer.core.geometry import Box, Points, bounds
from reviewer.core.model import Image
from reviewer.formats.building import FARTHEST, make_box, make_points
from reviewer.formats.images import SUFFIXES, measured
from reviewer.formats.naming import find_image
from reviewer.formats.xml import XML_ID, local, tei

_CORNERS = ("ulx", "uly", "lrx", "lry")
_PAGE = re.compile(r"#page=([1-9]\d{0,6})$")
_MIMES = {".png": "image/png", ".tif": "image/tiff", ".tiff": "image/tiff", ".jp2": "image/jp2"}


@dataclass
class Zone:
    """A part of a surface in pixels of its picture; `region` is the zone of that type around it."""

    id: str
    kind: str
    subtype: str
    box: Box | None
    outline: Points
    baseline: Points = ()
    region: "Zone | None" = None


@dataclass
class Surface:
    """A page of the facsimile; `size` is its picture's in pixels, (0, 0) where unknown."""

    label: str
    image: Image | None
    size: tuple[int, int]
    zones: list[Zone] = field(default_factory=list)


@dataclass
class Facsimile:
    """All surfaces and zones of a file, by id."""

    path: Path
    remarks: list[str]
    surfaces: dict[str, Surface] = field(default_factory=dict)
    zones: dict[str, Zone] = field(default_factory=dict)
    _homes: dict[str, Surface] = field(default_factory=dict)

    def surface(self, pointer: str) -> Surface | None:
        """The surface that `@facs` or `@corresp` points to, itself or by something on it."""
        return self._homes.get(_target(pointer))

    def zone(self, pointer: str) -> Zone | None:
        """The zone that `@facs` points to."""
        return self.zones.get(_target(pointer))

    def image(self, url: str, size: tuple[int, int] = (0, 0)) -> Image | None:
        """The picture that a URL names; nothing is fetched. Where there is no such file, what the
        TEI says of its size is kept, so that it can be found later.
        """
        url = " ".join(url.split())
        if urlsplit(url).scheme in ("http", "https", "ftp"):
            self.remarks.append(f"{self.path.name}: the picture {url} is not fetched.")
            return None
        name, frame = named(url)
        found = measured(find_image(self.path, name))
        if found is not None:
            return replace(found, frame=frame) if frame else found
        self.remarks.append(f"{self.path.name}: the picture {name} was not found.")
        return self.told(url, size)

    def told(self, url: str, size: tuple[int, int]) -> Image | None:
        """The picture as the file tells of it; None where it says no size or the name is none."""
        name, frame = named(url)
        if not all(size) or "\0" in name:
            return None
        suffix = Path(name).suffix.lower()
        mime = _MIMES.get(suffix, "image/jpeg") if suffix in SUFFIXES else "image/jpeg"
        return Image(str((self.path.parent / name).absolute()), *size, mime, frame)


def read_facsimile(
    root: etree._Element, path: Path, remarks: list[str], kind: type[Facsimile] = Facsimile
) -> Facsimile:
    """Gather the surfaces and zones below a TEI element."""
    made = kind(path, remarks)
    for surface in root.iterfind(f"{tei('facsimile')}//{tei('surface')}"):
        _add_surface(surface, made)
    return made


def _add_surface(element: etree._Element, made: Facsimile) -> None:
    graphics = [child for child in element if local(child) == "graphic"]
    width, height = (_pixels(graphics[0], name) if graphics else 0 for name in ("width", "height"))
    extent = [_number(element, name) for name in _CORNERS]
    if not width and extent[2] > extent[0] and extent[3] > extent[1]:
        width, height = round(extent[2] - extent[0]), round(extent[3] - extent[1])
    url = graphics[0].get("url", "") if graphics else ""
    image = made.image(url, (width, height)) if url else None
    size = (image.width, image.height) if image else (width, height)
    surface = Surface(" ".join(element.get("n", "").split()), image, size)
    scale = _Scale.of(extent, size)
    for child in element.iter():
        if name := child.get(XML_ID):
            made._homes[name] = surface
    if name := element.get(XML_ID):
        made.surfaces[name] = surface
    for zone in _zones(element, None, scale):
        surface.zones.append(zone)
        if zone.id:
            made.zones[zone.id] = zone


@dataclass(frozen=True)
class _Scale:
    """From the coordinates of a surface to pixels of its picture."""

    left: float
    top: float
    across: float
    down: float

    @classmethod
    def of(cls, extent: list[float], size: tuple[int, int]) -> "_Scale":
        left, top, right, bottom = extent
        if right > left and bottom > top and all(size):
            return cls(left, top, size[0] / (right - left), size[1] / (bottom - top))
        return cls(0, 0, 1, 1)

    def point(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.left) * self.across, (y - self.top) * self.down


def _zones(element: etree._Element, region: Zone | None, scale: _Scale) -> Iterator[Zone]:
    """The zones within an element, those around before those inside."""
    for child in element:
        if local(child) != "zone":
            continue
        kind = child.get("type", "")
        outline = make_points(scale.point(*pair) for pair in _pairs(child.get("points", "")))
        box = bounds(outline)
        if all(child.get(name) for name in _CORNERS):
            ulx, uly, lrx, lry = (_number(child, name) for name in _CORNERS)
            box = make_box(*scale.point(ulx, uly), *scale.point(lrx, lry))
        subtype = child.get("subtype", "")
        zone = Zone(child.get(XML_ID, ""), kind, subtype, box, outline, region=region)
        if kind == "baseline":
            continue
        zone.baseline = next(
            (
                make_points(scale.point(*pair) for pair in _pairs(inner.get("points", "")))
                for inner in child
                if local(inner) in ("zone", "path") and inner.get("type") == "baseline"
            ),
            (),
        )
        yield zone
        inside = region if kind in ("line", "word") else zone
        yield from _zones(child, inside, scale)


def _pairs(points: str) -> Iterator[tuple[float, float]]:
    for point in points.split():
        x, _, y = point.partition(",")
        yield _float(x), _float(y)


def named(url: str) -> tuple[str, int]:
    """The file that a URL names, and which of its pictures, from 0 (RFC 8118, section 3)."""
    page = _PAGE.search(url)
    plain = url[: page.start()] if page else url
    name = unquote(plain.removeprefix("file://"), errors="surrogateescape")
    return name, int(page[1]) - 1 if page else 0


def _target(pointer: str) -> str:
    first = pointer.split(maxsplit=1)[0] if pointer.strip() else ""
    return first[1:] if first.startswith("#") else ""


def _pixels(element: etree._Element, name: str) -> int:
    """A size in pixels; 0 where it is another unit or none."""
    value = _float(element.get(name, "").strip().removesuffix("px"))
    return round(value) if 0 < value <= FARTHEST else 0


def _number(element: etree._Element, name: str) -> float:
    return _float(element.get(name, ""))


def _float(said: str) -> float:
    try:
        return float(said)
    except ValueError:
        return math.nan
