"""Places on a page image."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

Points = tuple[tuple[int, int], ...]
"""An outline or a baseline: (x, y) of each corner in page pixels, in the order of the source."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in page pixels: left, top, right, bottom; right and bottom are exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    def __post_init__(self) -> None:
        if self.right < self.left or self.bottom < self.top:
            raise ValueError(f"a box runs left to right and top to bottom, not {self}")

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.bottom - self.top

    def united(self, other: Self) -> "Box":
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def within(self, width: int, height: int) -> "Box":
        """The part of it that lies on a page of this size; empty at its edge where none does."""
        if self.left >= 0 and self.right <= width and self.top >= 0 and self.bottom <= height:
            return self
        return Box(
            min(max(self.left, 0), width),
            min(max(self.top, 0), height),
            min(max(self.right, 0), width),
            min(max(self.bottom, 0), height),
        )

    def share(self, start: int, end: int, length: int) -> "Box":
        """The stretch from `start` to `end` (exclusive) of the box, cut into `length` columns.

        Letters of a word without boxes of their own are taken to be equally wide.
        """
        return Box(
            self.left + round(self.width * start / length),
            self.top,
            self.left + round(self.width * end / length),
            self.bottom,
        )


def bounds(points: Points) -> Box | None:
    """The smallest box around points; None around none."""
    if not points:
        return None
    across, down = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(down), max(across), max(down))


def around(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box that holds all those there are; None where there are none."""
    found: Box | None = None
    for box in boxes:
        if box is not None:
            found = box if found is None else found.united(box)
    return found
