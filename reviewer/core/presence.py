"""Presence: the capitalised words of a collection, and how often each stands there.

Names are spelt anew by every typist and misread anew on every page. What one page cannot tell, the
rest of its document and the approved pages of its project may: which spelling is the usual one.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LEAST_LETTERS = 4
"""Shorter words have too many neighbours to be told from them by counting."""
MOST_LETTERS = 32

Count = tuple[str, int]

_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?:['’][^\W\d_]+)*(?!\w|[-¬\u00ad‐]$)")
_POSSESSIVE = re.compile(r"['’][sS]$")


@dataclass(frozen=True, slots=True)
class Presence:
    """How often capitalised words stand in a page's document and on the project's approved pages.

    `document` and `approved`: (word as written, how often), sorted; only words that are met on two
    pages or three times, the most frequent ones. `size` and `approved_size`: how many words of any
    kind were looked through for each. `stamp` changes with the content and is '' where nothing is
    known.
    """

    document: tuple[Count, ...] = ()
    approved: tuple[Count, ...] = ()
    size: int = 0
    approved_size: int = 0
    stamp: str = ""


NOWHERE = Presence()
"""The presence where nothing was counted."""


def presence(
    document: Sequence[Count], approved: Sequence[Count], size: int, approved_size: int
) -> Presence:
    """What was counted, with its stamp; the same whatever the order of the counts."""
    if not document and not approved:
        return NOWHERE
    sums = tuple(sorted(document)), tuple(sorted(approved)), size, approved_size
    stamp = hashlib.sha256(ascii(sums).encode()).hexdigest()[:12]  # ASCII: surrogates are safe
    return Presence(*sums, stamp)


def capitalised(word: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the capitalised words within a blank-separated piece of text.

    Without a possessive ending; none that touches a figure, is broken off by a hyphen, or is
    shorter than `LEAST_LETTERS`.

    >>> [[*capitalised(word)] for word in ("(Mikoyan’s)", "Miko-", "Zuk0v", "Ada", "trade")]
    [[(1, 8)], [], [], [], []]
    """
    if word.islower():
        return
    for found in _WORD.finditer(word):
        text = _POSSESSIVE.sub("", found[0])
        if text[0].isupper() and LEAST_LETTERS <= len(text) <= MOST_LETTERS:
            yield found.start(), found.start() + len(text)
