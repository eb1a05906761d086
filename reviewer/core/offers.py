"""Offers: what the program would do to a page if asked. Nothing is done before somebody takes one.

Offers are made anew whenever a page is shown. What lasts is the `key`: the same offer at the same
place has the same one, so that what was declined stays declined.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from reviewer.core.decisions import Act
from reviewer.core.messages import Message
from reviewer.core.model import Page
from reviewer.core.reading import PageReading


@dataclass(frozen=True)
class Offer:
    """A step that a key takes or declines.

    `kind` says what it is about ("date-line"); offers of a kind can be taken together. `line` is
    the lasting number of the first line concerned; `start` and `end` are characters of its text.
    `acts` are recorded as one step. `words` say what is offered and why; `sure` is 0 to 1.
    """

    key: str
    kind: str
    line: int
    start: int
    end: int
    acts: tuple[Act, ...]
    words: Message
    sure: float


class Offers(Protocol):
    """A source of offers: a pure look at a page.

    `near` are pages of the same document that stand around it, as they were imported and as far as
    they are at hand: what repeats over pages shows there.
    """

    def __call__(self, page: PageReading, near: Sequence[Page]) -> Iterable[Offer]:
        """The offers for a page."""
        ...


def offer_key(kind: str, *place: int) -> str:
    """The key of an offer: its kind and numbers that last, of a line or of source tokens.

    >>> offer_key("date-line", 4)
    'date-line:4'
    """
    return ":".join((kind, *map(str, place)))
