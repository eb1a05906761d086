"""Letters that were read for others, as a table to look at."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from reviewer.core.lessons import Experience
from reviewer.core.letters import blocks
from reviewer.core.text import fold_case
from reviewer.core.work import Work

_LONGEST = 60  # letters; what is longer is not a word

ROWS = 18
"""Letters shown at most, either way; what is seldom says little and makes the table unreadable."""


@dataclass(frozen=True, slots=True)
class Confusions:
    """How often was `read` read where `true` stands; '' is a lost or an added letter.

    `counts` has a row for each true letter, in the order of `true`, with a column for each read
    one. `total` counts all confusions, also those too seldom to be shown. `pages` are the approved
    pages they come from; 0: from what people decided so far.
    """

    true: tuple[str, ...]
    read: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    total: int
    pages: int = 0


def confusions(experience: Experience, works: Iterable[Work], away: Set[int]) -> Confusions:
    """The confusions that approved pages taught; where there are none, those of the decisions."""
    if experience.confusions:
        return table(experience.confusions, experience.pages)
    return table(decided(works, away))


def decided(works: Iterable[Work], away: Set[int]) -> Sequence[tuple[str, str, int]]:
    """(read, true, how often) from what people read instead of what stood there, and did not take
    back (`away`).
    """
    pairs = Counter(
        (work.form, work.text)
        for work in works
        if work.form and work.text and work.on_words and work.id not in away
    )
    found: Counter[tuple[str, str]] = Counter()
    for (form, text), times in pairs.items():
        for block in _misread(_bare(form), _bare(text)):
            found[block] += times
    return [(read, true, n) for (read, true), n in sorted(found.items())]


def table(pairs: Iterable[tuple[str, str, int]], pages: int = 0, rows: int = ROWS) -> Confusions:
    """A table of the most frequent confusions; `pairs` are (read, true, how often).

    Letters stand in the order of the alphabet, the empty one last, so that a letter is found where
    it is looked for.
    """
    pairs = [pair for pair in pairs if pair[0] != pair[1]]
    best = sorted(pairs, key=lambda pair: (-pair[2], pair[1], pair[0]))
    read: list[str] = []
    true: list[str] = []
    for one, other, _ in best:
        room = len(read) + (one not in read) <= rows and len(true) + (other not in true) <= rows
        if room:
            read += [one] * (one not in read)
            true += [other] * (other not in true)
    counts = {(other, one): n for one, other, n in pairs}
    read.sort(key=_order)
    true.sort(key=_order)
    cells = tuple(tuple(counts.get((other, one), 0) for one in read) for other in true)
    return Confusions(tuple(true), tuple(read), cells, sum(n for _, _, n in pairs), pages)


def _order(letters: str) -> tuple[bool, bool, str]:
    return not letters, not letters[:1].isalpha(), letters


def _misread(read: str, true: str) -> Sequence[tuple[str, str]]:
    """The blocks in which a word was misread; none where so much differs that it was written
    anew.
    """
    longest = max(len(read), len(true))
    if not read or not true or longest > _LONGEST:
        return ()
    found = tuple(blocks(read, true))
    differing = sum(max(len(one), len(other)) for one, other in found)
    return found if 2 * differing <= longest else ()


def _bare(text: str) -> str:
    """A word without the signs at its edges, in the form in which letters are compared."""
    text = fold_case(" ".join(text.split()))
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return text[start:end]
