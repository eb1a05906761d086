"""Date lines: a line that is nothing but place and date, and dates on short lines of their own."""

import re
from collections.abc import Iterator

from reviewer.core.decisions import Act, Mark, SetRole
from reviewer.core.marks import MarkName
from reviewer.core.messages import Message
from reviewer.core.model import Role
from reviewer.core.offers import Offer, offer_key
from reviewer.core.structure.dates import SureDate, sure_dates
from reviewer.core.structure.look import Look, Row

MOST = 3
"""More date lines than these make a table or a chronology of a page; then none is one."""
_PLACE_WORDS = 8
_SMALL = frozenset("of de la le den am the at im du in".split())
_TIME = re.compile(
    r"[\W\d_]*(at\W+)?[\W\d_]*([ap]\W{0,2}m\W|[ap]\W{0,2}m|noon|midnight|hours|hrs|z|uhr)?[\W\d_]*",
    re.IGNORECASE,
)
_LONGEST_TIME = 24
_TOP = 5
"""Among so many lines from the top a date line follows right below the title."""
_SENDER = re.compile(r"from|von|de|из", re.IGNORECASE)
_UPPER_NAME = re.compile(r"[^\W\d_]\.?|[^\W\d_a-z][^\W\d_a-z'.-]+\.?")
_SHORT_WORDS = 12


def date_lines(look: Look) -> Iterator[Offer]:
    """Lines of place and date, with their date; dates of other short lines; dated signatures."""
    found = [
        (row, dates[0], len(dates))
        for row in look.rows
        if len(row.words) <= _SHORT_WORDS and not row.prose
        if (dates := sure_dates(row.text))
    ]
    lines = [
        offer
        for row, when, count in found
        if count == 1 and (offer := _date_line(look, row, when)) is not None
    ]
    if len(lines) <= MOST:
        yield from lines
    else:
        lines = []
    taken = {offer.line for offer in lines}
    for row, when, _ in found:
        if row.alone and row.line.n not in taken and (mark := _mark(look, row, when)):
            yield _offer("date", row, when, (mark,), 0.9)


def _date_line(look: Look, row: Row, when: SureDate) -> Offer | None:
    mark = _mark(look, row, when)
    before, behind = row.text[: when.start], row.text[when.end :]
    if _signed(before, behind) and look.free(row) and row.parted:
        if look.last_prose < look.place(row):
            acts = (SetRole(row.line.n, Role.SIGNATURE), *([mark] if mark else ()))
            return _offer("dated-signature", row, when, acts, 0.85)
        return None
    spelt = any(sign.isalpha() for sign in row.text[when.start : when.end])
    if not (spelt and _is_place(before) and _is_time(behind)) or not _apart(look, row):
        return None
    role: tuple[Act, ...] = (SetRole(row.line.n, Role.DATELINE),) if look.free(row) else ()
    if not role:
        return None
    return _offer("date-line", row, when, (*role, *([mark] if mark else ())), 0.95)


def _signed(before: str, behind: str) -> bool:
    """Whether a date is followed by a name in capitals alone."""
    names = behind.split()
    return not before and 0 < len(names) <= MOST and all(map(_UPPER_NAME.fullmatch, names))


def _is_place(before: str) -> bool:
    """Whether the words before a date can be a place, or `from` a place and a telegram's number."""
    words = re.findall(r"\S+", before.strip(" [(,"))
    if len(words) > _PLACE_WORDS:
        return False
    if words and _SENDER.fullmatch(words[0]):
        return len(words) > 1 and not any(
            word.isalpha() and word.islower() and word != "at" for word in words[1:]
        )
    return (
        all(
            word.strip(",.[]()-")[:1].isupper() or word.strip(",") in _SMALL
            for word in words
            if word.strip(",.[]()-—")
        )
        and ":" not in before
    )


def _is_time(behind: str) -> bool:
    return len(behind) <= _LONGEST_TIME and _TIME.fullmatch(behind) is not None


def _apart(look: Look, row: Row) -> bool:
    """Whether a line does not go on from running text: that may end with a date, too."""
    place = look.place(row)
    return row.parted or place < _TOP or not look.rows[place - 1].prose


def _mark(look: Look, row: Row, when: SureDate) -> Mark | None:
    """The mark of a date; None where it is marked, or stands on words that the source has not."""
    start = look.page.anchor(row.index, row.start + when.start)
    end = look.page.anchor(row.index, row.start + when.end)
    if start is None or end is None or not start < end:
        return None
    for mark in look.page.marks:
        if mark.name is MarkName.DATE and mark.start < end and start < mark.end:
            return None
    return Mark(start, end, MarkName.DATE, {"when": when.when})


def _offer(kind: str, row: Row, when: SureDate, acts: tuple[Act, ...], sure: float) -> Offer:
    return Offer(
        key=offer_key(kind, row.line.n),
        kind=kind,
        line=row.line.n,
        start=row.start if kind != "date" else row.start + when.start,
        end=row.end if kind != "date" else row.start + when.end,
        acts=acts,
        words=Message(f"offers.words.{kind}", {"text": row.text, "date": when.when}),
        sure=sure,
    )
