"""Dates as TEI's `@when` and its siblings take them (ENCODING.md, section 3, “date”)."""

import re
from collections.abc import Mapping
from datetime import date, datetime

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}-\d\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_RANGE = ("from", "to", "notBefore", "notAfter")


def is_w3c(text: str) -> bool:
    """Whether a text is a lawful xsd:gYear, gYearMonth, date or dateTime of our era."""
    try:
        if _YEAR.fullmatch(text):
            return int(text) > 0
        if _MONTH.fullmatch(text):
            return bool(date.fromisoformat(f"{text}-01"))
        if _DAY.fullmatch(text):
            return bool(date.fromisoformat(text))
        if _MOMENT.fullmatch(text):
            # XSD ends the zones at 14 hours, Python at 24.
            zone = text[-6:] if text[-6] in "+-" else "+00:00"
            minutes = int(zone[1:3]) * 60 + int(zone[4:])
            return minutes <= 14 * 60 and bool(datetime.fromisoformat(text))
    except ValueError:
        return False
    return False


def date_attributes(said: Mapping[str, str]) -> dict[str, str]:
    """The lawful ones of the dates said: `when` alone, or else a range; never both."""
    if is_w3c(said.get("when", "")):
        return {"when": said["when"]}
    return {name: said[name] for name in _RANGE if is_w3c(said.get(name, ""))}


def written(moment: date) -> str:
    """A date as people write it."""
    return f"{moment.day} {moment:%B} {moment.year}"
