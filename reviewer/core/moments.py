"""Days and times as people write them into a form, and what TEI's `@when` and its siblings take."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from reviewer.core.dates import dates_in, meanings
from reviewer.core.messages import Said, said

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}-\d\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_TIME = re.compile(
    r"(?:(?:at|um|à|в)\s+)?"
    r"(?:(?P<hour>\d{1,2})(?:[.:](?P<minute>[0-5]\d))?|(?P<both>[0-2]\d[0-5]\d))"
    r"\s*(?P<half>[ap]\s?\.?\s?m\b\.?)?\s*(?P<unit>hours|hrs\.?|h|uhr)?\s*(?P<zone>Z|GMT|UTC)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:/|\s[-–—]\s|\bto\b|\bbis\b|–|—)\s*", re.IGNORECASE)
_QUALIFIED = (
    (re.compile(r"(?:not after|before|vor|spätestens)\s+(.+)", re.IGNORECASE), "notAfter"),
    (re.compile(r"(?:not before|after|nach|frühestens)\s+(.+)", re.IGNORECASE), "notBefore"),
)
_ABOUT = re.compile(r"(?:about|around|circa|ca?\.|c\.?|um|etwa)\s+(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """What a text says of a day: attributes (`when`, or `from` and `to`, or `notBefore` and
    `notAfter`), whether it is `about` then, or why nobody can tell.
    """

    attributes: Mapping[str, str] = field(default_factory=dict)
    about: bool = False
    problem: Said | None = None


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


def read_moment(text: str) -> Moment:
    """What a text of a form means; nothing where it is empty.

    >>> read_moment("27 September 1950, 11.30").attributes
    {'when': '1950-09-27T11:30:00'}
    >>> read_moment("26 September 1950 - 3 October 1950").attributes
    {'from': '1950-09-26', 'to': '1950-10-03'}
    """
    text = " ".join(text.split()).strip(" ,;")
    if not text:
        return Moment()
    for pattern, name in _QUALIFIED:
        if found := pattern.fullmatch(text):
            return _named(read_moment(found[1]), name)
    if found := _ABOUT.fullmatch(text):
        inner = read_moment(found[1])
        return Moment(inner.attributes, not inner.problem, inner.problem)
    one = _single(text)
    if one.attributes:
        return one
    return _range(text) or one


def _named(inner: Moment, name: str) -> Moment:
    """A day before or behind which something happened."""
    when = inner.attributes.get("when")
    if when is None:
        return Moment(problem=inner.problem or said("errors.no_day", text=name))
    return Moment({name: when})


def _range(text: str) -> Moment | None:
    for gap in _BETWEEN.finditer(text):
        first, last = _single(text[: gap.start()]), _single(text[gap.end() :])
        start, end = first.attributes.get("when"), last.attributes.get("when")
        if start and end:
            length = min(len(start), len(end))
            if start[:length] > end[:length]:
                return Moment(problem=said("errors.days_run_backwards", text=text))
            return Moment({"from": start, "to": end})
    return None


def _single(text: str) -> Moment:
    """One day, with its time where that is said."""
    text = text.strip(" ,;")
    if is_w3c(text):
        return Moment({"when": text})
    whole = meanings(text)
    if whole:
        return _one_of(whole, text, "")
    for found in dates_in(text):
        rest = " ".join((text[: found.start] + " " + text[found.end :]).split()).strip(" ,;")
        time = _TIME.fullmatch(rest)
        clock = _clock(time) if time else ""
        if clock and len(found.meanings[0]) == len("1950-09-27"):
            return _one_of(found.meanings, text, clock)
    return Moment(problem=said("errors.no_day", text=text))


def _one_of(days: Sequence[str], text: str, clock: str) -> Moment:
    """The day that a text means, where it means no more than one."""
    if len(days) > 1:
        return Moment(problem=said("errors.two_days", text=text, one=days[0], other=days[1]))
    when = f"{days[0]}T{clock}" if clock else days[0]
    if is_w3c(when):
        return Moment({"when": when})
    return Moment(problem=said("errors.no_day", text=text))


def _clock(found: re.Match[str]) -> str:
    """A time as XML Schema writes it; empty where there is no such time."""
    both = found["both"]
    if both is None and not (found["minute"] or found["half"] or found["unit"]):
        return ""  # a bare number may be anything
    hour, minute = (int(both[:2]), both[2:]) if both else (int(found["hour"]), found["minute"])
    if half := found["half"]:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    zone = "Z" if found["zone"] else ""
    return f"{hour:02}:{minute or '00'}:00{zone}" if hour < 24 else ""
