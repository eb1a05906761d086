"""Dates as people write them, and what they are as `YYYY-MM-DD`.

A date of which two readings are possible (5/6/63) is none. Two figures of a year are of the 20th
century: typed documents are.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

_NAMES = (
    "january jan januar janvier января",
    "february feb februar février fevrier февраля",
    "march mar märz maerz mars марта",
    "april apr avril апреля",
    "may mai мая",
    "june jun juni juin июня",
    "july jul juli juillet июля",
    "august aug août aout августа",
    "september sep sept septembre сентября",
    "october oct oktober octobre октября",
    "november nov novembre ноября",
    "december dec dezember décembre decembre декабря",
)
_MONTHS = {name: n for n, names in enumerate(_NAMES, 1) for name in names.split()}
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(\d{1,2})"
_YEAR = r"(1[5-9]\d\d|20\d\d)(?!\d)"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date from character `start` to `end` of a text; `when` is its day."""

    start: int
    end: int
    when: str


def find_dates(text: str) -> Iterator[FoundDate]:
    """The dates of a text that name a day, in its order; none overlaps another.

    >>> [found.when for found in find_dates("Washington, October 19, 1962, 6:57 p.m.")]
    ['1962-10-19']
    """
    if not any(sign.isdigit() for sign in text):
        return
    passed = 0
    for found, day in sorted(_all(text), key=lambda pair: pair[0].span()):
        if found.start() >= passed:
            passed = found.end()
            yield FoundDate(found.start(), found.end(), day.isoformat())


def _all(text: str) -> Iterator[tuple[re.Match[str], date]]:
    for pattern, read in _FORMS:
        for found in pattern.finditer(text):
            parts = read(found)
            if parts and (day := _day(*parts)):
                yield found, day


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_month(found: re.Match[str]) -> tuple[int, int, int]:
    return int(found[3]), _MONTHS[found[2].lower()], int(found[1])


def _month_day(found: re.Match[str]) -> tuple[int, int, int]:
    return int(found[3]), _MONTHS[found[1].lower()], int(found[2])


def _slashed(found: re.Match[str]) -> tuple[int, int, int] | None:
    one, other = int(found[1]), int(found[2])
    year = int(found[3]) + (1900 if len(found[3]) == 2 else 0)
    if one == other or (one > _LAST_MONTH >= other):
        return year, other, one
    return (year, one, other) if other > _LAST_MONTH else None


def _group(found: re.Match[str]) -> tuple[int, int, int]:
    return 1900 + int(found[3]), _MONTHS[found[2].lower()], int(found[1])


_LAST_MONTH = 12
_I = re.IGNORECASE
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int, int] | None]], ...]
_FORMS = (
    (
        re.compile(rf"(?<![\w/]){_DAY}(?:st|nd|rd|th|er|\.)?\s*(?:de\s+)?{_MONTH},?\s*{_YEAR}", _I),
        _day_month,
    ),
    (re.compile(rf"(?<!\w){_MONTH}\s*{_DAY}(?:st|nd|rd|th)?\s*[,.]?\s*{_YEAR}", _I), _month_day),
    (re.compile(r"(?<![\w/])(\d{1,2})/(\d{1,2})/(\d\d|\d{4})(?![\w/])"), _slashed),
    (
        re.compile(rf"(?<![\w.])(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?{_YEAR}"),
        lambda found: (int(found[3]), int(found[2]), int(found[1])),
    ),
    (
        re.compile(rf"(?<![\w-]){_YEAR}-(\d\d)-(\d\d)(?![\w-])"),
        lambda found: (int(found[1]), int(found[2]), int(found[3])),
    ),
    # The date-time group of telegrams: 271130Z SEP 50.
    (re.compile(rf"(?<!\w){_DAY}\d{{4}}\s?Z\s*{_MONTH}\s*(\d\d)(?!\d)", _I), _group),
)
