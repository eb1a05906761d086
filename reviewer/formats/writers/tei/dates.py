"""Dates as TEI's `@when` and its siblings take them (ENCODING.md, section 3, “date”)."""

from collections.abc import Mapping
from datetime import date

from reviewer.core.moments import is_w3c, read_moment
from reviewer.formats.writers.tei.nodes import Element

_RANGE = ("from", "to", "notBefore", "notAfter")


def date_attributes(said: Mapping[str, str]) -> dict[str, str]:
    """The lawful ones of the dates said: `when` alone, or else a range; never both."""
    if is_w3c(said.get("when", "")):
        return {"when": said["when"]}
    return {name: said[name] for name in _RANGE if is_w3c(said.get(name, ""))}


def header_date(text: str) -> Element:
    """A date of the header as it was typed, with what it means, where that can be told."""
    read = read_moment(text)
    certainty = {"cert": "low"} if read.about and read.attributes else {}
    return Element("date", dict(read.attributes) | certainty, [text])


def written(moment: date) -> str:
    """A date as people write it."""
    return f"{moment.day} {moment:%B} {moment.year}"
