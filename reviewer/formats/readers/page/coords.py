"""Coordinates in PAGE: `points="x,y x,y"`, and the Point elements of 2010-03-19."""

import re
from dataclasses import dataclass
from math import isfinite, nan

from lxml import etree

from reviewer.core.geometry import Box, Points, bounds
from reviewer.formats.building import FARTHEST, make_points

_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(slots=True)
class Surveyor:
    """Reads places and counts what made no sense."""

    ns: str
    nonsense: int = 0

    def shape(self, element: etree._Element) -> tuple[Box | None, Points]:
        """Box and outline of an element with Coords; no outline where it is a plain rectangle."""
        coords = element.find(f"{self.ns}Coords")
        points = () if coords is None else self.points(coords)
        box = bounds(points)
        return box, () if box is not None and _is_rectangle(points, box) else points

    def box(self, coords: etree._Element) -> Box | None:
        """The box around the points of a Coords element.

        What `bounds(points(coords))` gives, but quicker for sound points: pages have
        tens of thousands of words.
        """
        given = coords.get("points", "")
        try:
            numbers = [float(piece) for piece in given.replace(",", " ").split()]
        except ValueError:
            numbers = []
        if not numbers or 2 * given.count(",") != len(numbers):
            return bounds(self.points(coords))
        across, down = numbers[::2], numbers[1::2]
        left, right, top, bottom = min(across), max(across), min(down), max(down)
        sound = isfinite(sum(numbers)) and max(-left, right, -top, bottom) <= FARTHEST
        if not sound:
            return bounds(self.points(coords))
        return Box(round(left), round(top), round(right), round(bottom))

    def points(self, coords: etree._Element) -> Points:
        """The points of a Coords or Baseline element; those that make no sense are left out."""
        pairs = self._pairs(coords)
        made = make_points(pairs)
        if pairs and not made:
            good = [pair for pair in pairs if make_points([pair])]
            self.nonsense += len(pairs) - len(good)
            made = make_points(good)
        return made

    def _pairs(self, coords: etree._Element) -> list[tuple[float, float]]:
        given = coords.get("points")
        if given is not None:
            return _cut(given)
        return [
            (_number(point.get("x")), _number(point.get("y")))
            for point in coords.iterchildren(f"{self.ns}Point")
        ]


def _cut(given: str) -> list[tuple[float, float]]:
    try:
        return [(float(x), float(y)) for x, y in (piece.split(",") for piece in given.split())]
    except ValueError:
        numbers = [_number(piece) for piece in _BETWEEN.split(given.strip(" ,;"))]
        return list(zip(numbers[::2], numbers[1::2], strict=False))


def _number(text: str | None) -> float:
    try:
        return float(text or "nan")
    except ValueError:
        return nan


def _is_rectangle(points: Points, box: Box) -> bool:
    corners = {
        (box.left, box.top),
        (box.right, box.top),
        (box.right, box.bottom),
        (box.left, box.bottom),
    }
    return len(points) in (4, 5) and set(points) == corners


def written(points: Points) -> str:
    """Points as the attribute wants them."""
    return " ".join(f"{x},{y}" for x, y in points)


def corners(box: Box) -> Points:
    """The corners of a box, clockwise from the upper left."""
    return (
        (box.left, box.top),
        (box.right, box.top),
        (box.right, box.bottom),
        (box.left, box.bottom),
    )
