"""Dates as documents write them, and the normalized forms that each may mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "january jan januar jänner janvier enero января",
    "february feb februar février febrero февраля",
    "march mar märz mars marzo марта",
    "april apr avril abril апреля",
    "may mai mayo мая",
    "june jun juni juin junio июня",
    "july jul juli juillet julio июля",
    "august aug août agosto августа",
    "september sept sep septembre septiembre сентября",
    "october oct oktober okt octobre octubre октября",
    "november nov novembre noviembre ноября",
    "december dec dezember dez décembre diciembre декабря",
)
_NUMBER_OF = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH = f"(?P<month>{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})\\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>\d{4}|['\u2019]?\d\d)"
_SHAPES = tuple(
    re.compile(rf"(?<![\w.]){shape}(?!\w)", re.IGNORECASE)
    for shape in (
        r"(?P<year>\d{4})-(?P<month_n>\d\d)-(?P<day>\d\d)",
        rf"(?P<day>\d\d)(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)\s?Z\s{_MONTH}\s{_YEAR}",
        rf"{_MONTH}\s?{_DAY}(?:\s?,\s?|\s){_YEAR}",
        rf"{_DAY}(?:\sof|\sde)?\s?-?{_MONTH}(?:\sde)?\s?-?,?\s?{_YEAR}",
        rf"{_MONTH},?\s(?P<year>\d{{4}})",
        r"(?P<one>\d{1,2})(?P<sign>[/.-])(?P<two>\d{1,2})(?P=sign)(?P<year>\d{4}|\d\d)",
        r"(?P<year>1[5-9]\d\d|20\d\d)",
    )
)


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date at characters `start` to `end` of a text; `meanings` are W3C dates, likeliest first.

    More than one meaning says that the document does not tell day and month apart.
    """

    start: int
    end: int
    meanings: tuple[str, ...]


def meanings(text: str) -> Sequence[str]:
    """What a text may mean, if it is a date and nothing else.

    >>> meanings("June 4, 1963"), meanings("4/6/63"), meanings("271430Z NOV 63")
    (('1963-06-04',), ('1963-04-06', '1963-06-04'), ('1963-11-27T14:30:00Z',))
    """
    text = text.strip(" ,;.")
    for shape in _SHAPES:
        found = shape.fullmatch(text)
        if found and (said := _meanings(found)):
            return said
    return ()


def dates_in(text: str) -> Sequence[DateFound]:
    """The dates in a text, in order; none lies over another."""
    found: list[DateFound] = []
    for one in _all(text):
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _all(text: str) -> Iterator[DateFound]:
    for shape in _SHAPES[:-1]:  # a bare year may be any number
        for match in shape.finditer(text):
            if said := _meanings(match):
                yield DateFound(match.start(), match.end(), said)


def _meanings(found: re.Match[str]) -> tuple[str, ...]:
    parts = found.groupdict()
    year = _full(parts["year"])
    if "one" in parts:
        return _either(year, int(parts["one"]), int(parts["two"]), parts["sign"] == ".")
    name = parts.get("month")
    month = _NUMBER_OF[name.lower()] if name else int(parts.get("month_n") or 0)
    if not parts.get("day"):
        return (f"{year}-{month:02}",) if month else (year,)
    whole = _day(year, month, int(parts["day"]))
    if not whole:
        return ()
    if hour := parts.get("hour"):
        return (f"{whole}T{hour}:{parts['minute']}:00Z",) if int(hour) < 24 else ()
    return (whole,)


def _full(year: str) -> str:
    """A year of two figures is taken for one of the last century."""
    figures = year.lstrip("'\u2019")
    return figures if len(figures) == 4 else f"19{figures}"


def _either(year: str, one: int, two: int, dotted: bool) -> tuple[str, ...]:
    """Month and day, or day and month: with dots people write the day first."""
    orders = [(two, one), (one, two)] if dotted else [(one, two), (two, one)]
    days = (_day(year, month, day) for month, day in orders)
    return tuple(dict.fromkeys(day for day in days if day))


def _day(year: str, month: int, day: int) -> str:
    try:
        return date(int(year), month, day).isoformat()
    except ValueError:
        return ""
