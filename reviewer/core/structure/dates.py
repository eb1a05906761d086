"""Dates that a page's lines are known by: those that name one day and can mean no other."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.core.dates import dates_in

_DAY = len("1963-11-27")
_YEARS = range(1500, 2100)


@dataclass(frozen=True, slots=True)
class SureDate:
    """A date from character `start` to `end` of a text; `when` is its day or moment, for W3C."""

    start: int
    end: int
    when: str


def sure_dates(text: str) -> Sequence[SureDate]:
    """The dates of a text of which there is one reading, in its order.

    >>> [found.when for found in sure_dates("Washington, October 19, 1962, 6:57 p.m.")]
    ['1962-10-19']
    >>> sure_dates("5/6/63, May 1259 and 1963")
    []
    """
    if not any(sign.isdigit() for sign in text):
        return []
    return [
        SureDate(found.start, found.end, found.meanings[0])
        for found in dates_in(text)
        if len(found.meanings) == 1
        and len(found.meanings[0]) >= _DAY
        and int(found.meanings[0][:4]) in _YEARS
    ]
