"""The properties that hOCR puts into `title` (hOCR 1.2, section 3)."""

import math
import re
from collections.abc import Mapping

from lxml import etree

from reviewer.formats.binding import number

# A quoted value may hold semicolons; one whose quotation mark is never closed is taken as it is.
_PROPERTY = re.compile(r"\s*([^\s;]+)(?:\s+(\"[^\"]*\"|'[^']*'|[^;]*))?[^;]*(?:;|$)")


def properties(element: etree._Element) -> dict[str, str]:
    """The properties of an element by name, their values unquoted; of two alike the first."""
    return parse_title(str(element.get("title") or ""))


def parse_title(title: str) -> dict[str, str]:
    """The properties in the text of a `title`."""
    found: dict[str, str] = {}
    for one in _PROPERTY.finditer(title):
        value = (one[2] or "").strip()
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        found.setdefault(one[1].lower(), value)
    return found


def with_property(title: str, name: str, value: str | None) -> str:
    """The `title` with one property set, or, where the value is None, taken out.

    All else stays, letter for letter.
    """
    parts: list[str] = []
    done = False
    for one in _PROPERTY.finditer(title):
        if one[1].lower() != name:
            parts.append(one[0].rstrip(";").strip())
        elif value is not None and not done:
            parts.append(f"{name} {value}")
            done = True
    if value is not None and not done:
        parts.insert(0, f"{name} {value}")
    return "; ".join(parts)


def numbers(value: str | None) -> list[float]:
    """The numbers of a property; NaN for what is none."""
    return [number(one) for one in (value or "").split()]


def edges(said: Mapping[str, str], name: str = "bbox") -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a box; NaN where it has not these four."""
    found = numbers(said.get(name))
    if len(found) < 4:
        return math.nan, math.nan, math.nan, math.nan
    return found[0], found[1], found[2], found[3]


def whole(value: str | None) -> int | None:
    """A whole number from 0; None where it is none."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 7 else None
